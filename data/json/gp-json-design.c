/* gp-json-design.c — a design as text
 * SPDX-License-Identifier: Apache-2.0
 *
 *   { "format": "groundplan", "version": 1,
 *     "design": { "kind": "design", "id": …, "name": …,
 *       "children": [ { "kind": "entity", "id": …, "name": …, "children": [ … ] } ] } }
 *
 * Elements are nested below their parents in their order, one element per block, so that a text
 * diff shows a change next to what it belongs to. The order gives the ranks: the natural rank of a
 * child is the next whole number after its elder sibling's, and only another rank is written.
 * Neither direction recurses: nesting has a limit because the text has one.
 */
#define G_LOG_DOMAIN "gp-json-design"
#include "config.h"

#include "gp-json-design.h"

#include "gp-json-element.h"
#include "gp-json-value.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#define MAX_DEPTH 4096 /* arrays and objects: two for each level of elements */
#define CHILDREN  "children"

static double
natural_rank (double elder)
{
  return floor (elder) + 1;
}

/* A level of the walk down the tree, for either direction. */
typedef struct
{
  GpId parent;
  double rank;     /* of the newest child */
  gsize i;         /* writing: the next child */
  GpJsonNode next; /* reading: the next child, or 0 */
} Level;

static void
begin_element (GpJsonWriter *writer, const GpElement *element, double natural)
{
  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "kind");
  gp_json_writer_string (writer, gp_kind_get_info (gp_element_get_kind (element))->nick);
  gp_json_writer_key (writer, "id");
  gp_json_write_id (writer, gp_element_get_id (element));
  if (gp_element_get_rank (element) != natural)
    {
      gp_json_writer_key (writer, "rank");
      gp_json_writer_double (writer, gp_element_get_rank (element));
    }
  gp_json_write_properties (writer, element);
}

/* Opens @element, and its list of children where it has some. */
static void
enter (
  GpJsonWriter *writer, GpDesign *design, GArray *levels, const GpElement *element, double natural)
{
  Level level = { .parent = *gp_element_get_id (element) };

  begin_element (writer, element, natural);
  if (gp_design_count_children (design, &level.parent) == 0)
    {
      gp_json_writer_end_object (writer);
      return;
    }

  gp_json_writer_key (writer, CHILDREN);
  gp_json_writer_begin_array (writer);
  g_array_append_val (levels, level);
}

static void
write_tree (GpJsonWriter *writer, GpDesign *design)
{
  g_autoptr(GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));

  enter (writer, design, levels, gp_design_get_root (design), 0);
  while (levels->len > 0)
    {
      Level *level = &g_array_index (levels, Level, levels->len - 1);
      const GpElement *child = gp_design_peek_child (design, &level->parent, level->i++);

      if (child != NULL)
        {
          double natural = natural_rank (level->rank);

          level->rank = gp_element_get_rank (child);
          enter (writer, design, levels, child, natural);
          continue;
        }

      gp_json_writer_end_array (writer);
      gp_json_writer_end_object (writer);
      g_array_set_size (levels, levels->len - 1);
    }
}

char *
gp_json_design_to_text (GpDesign *design, gsize *length)
{
  GString *out = g_string_sized_new (gp_design_size (design) * 256);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "format");
  gp_json_writer_string (&writer, GP_JSON_DESIGN_FORMAT);
  gp_json_writer_key (&writer, "version");
  gp_json_writer_int (&writer, GP_JSON_DESIGN_VERSION);
  gp_json_writer_key (&writer, "design");
  write_tree (&writer, design);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  if (length != NULL)
    *length = out->len;
  return g_string_free (out, FALSE);
}

/* What reading gathers: elements in the order of the text, and where each stands. */
typedef struct
{
  GpJsonDocument *document;
  GPtrArray *elements;
  GArray *nodes;     /* GpJsonNode of each element */
  GHashTable *by_id; /* GpId, borrowed from the element → GpElement */
} Reading;

static gboolean
check_place (
  Reading *reading, const GpElement *element, const GpId *parent, GpJsonNode node, GError **error)
{
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (element));
  const GpElement *holder = parent != NULL ? g_hash_table_lookup (reading->by_id, parent) : NULL;

  if (gp_json_find (reading->document, node, "parent") != 0)
    return gp_json_set_error (reading->document, node, error, GP_JSON_ERROR_CONTENT,
                              _("An element's parent is the one that it is nested in."));

  if (holder == NULL ? info->kind != GP_KIND_DESIGN
                     : !(info->parents & GP_KIND_MASK (gp_element_get_kind (holder))))
    return gp_json_set_error (reading->document, node, error, GP_JSON_ERROR_CONTENT,
                              _("An element of kind “%s” cannot stand here."), info->nick);

  if (g_hash_table_contains (reading->by_id, gp_element_get_id (element)))
    {
      char id[GP_ID_STRING_SIZE];

      return gp_json_set_error (reading->document, node, error, GP_JSON_ERROR_CONTENT,
                                _("Another element has the id %s too."),
                                   gp_id_format (gp_element_get_id (element), id));
    }
  return TRUE;
}

/* One element; its children are left for later. */
static const GpElement *
take_element (Reading *reading, GpJsonNode node, const GpId *parent, double natural, GError **error)
{
  g_autoptr(GpElement) element = NULL;
  GpElement *kept;

  element = gp_json_read_element (reading->document, node, parent, natural, CHILDREN, error);
  if (element == NULL || !check_place (reading, element, parent, node, error))
    return NULL;

  kept = g_steal_pointer (&element);
  g_ptr_array_add (reading->elements, kept);
  g_array_append_val (reading->nodes, node);
  g_hash_table_insert (reading->by_id, (gpointer) gp_element_get_id (kept), kept);
  return kept;
}

static gboolean
push_children (
  Reading *reading, GArray *levels, GpJsonNode node, const GpElement *element, GError **error)
{
  GpJsonNode children = gp_json_find (reading->document, node, CHILDREN);
  Level level = { .parent = *gp_element_get_id (element) };

  if (children == 0)
    return TRUE;
  if (gp_json_get_type (reading->document, children) != GP_JSON_ARRAY)
    return gp_json_set_error (reading->document, children, error, GP_JSON_ERROR_CONTENT,
                              _("An array of elements is expected here."));

  level.next = gp_json_first (reading->document, children);
  g_array_append_val (levels, level);
  return TRUE;
}

static gboolean
read_tree (Reading *reading, GpJsonNode root, GError **error)
{
  g_autoptr(GArray) levels = g_array_new (FALSE, FALSE, sizeof (Level));
  const GpElement *element = take_element (reading, root, NULL, 0, error);

  if (element == NULL || !push_children (reading, levels, root, element, error))
    return FALSE;

  while (levels->len > 0)
    {
      Level *level = &g_array_index (levels, Level, levels->len - 1);
      GpJsonNode node = level->next;

      if (node == 0)
        {
          g_array_set_size (levels, levels->len - 1);
          continue;
        }

      element = take_element (reading, node, &level->parent, natural_rank (level->rank), error);
      if (element == NULL)
        return FALSE;
      level->rank = gp_element_get_rank (element);
      level->next = gp_json_next (reading->document, node);
      if (!push_children (reading, levels, node, element, error))
        return FALSE;
    }
  return TRUE;
}

/* The member whose reference is wrong, so that the error can name its place. */
static gboolean
check_references (Reading *reading, guint i, GError **error)
{
  const GpElement *element = reading->elements->pdata[i];
  GpProperty property;
  const GpValue *value;

  for (gsize k = 0; gp_element_get_stored (element, k, &property, &value); k++)
    {
      const GpPropertyInfo *info = gp_property_get_info (property);
      const GpId *ids = gp_value_get_id (value);
      gsize n = ids != NULL ? 1 : 0;

      if (value->type == GP_VALUE_IDS)
        ids = gp_value_get_ids (value, &n);

      for (gsize j = 0; j < n; j++)
        {
          const GpElement *target = g_hash_table_lookup (reading->by_id, &ids[j]);
          GpJsonNode node = g_array_index (reading->nodes, GpJsonNode, i);
          char id[GP_ID_STRING_SIZE];

          if (target != NULL && (info->ref_kinds & GP_KIND_MASK (gp_element_get_kind (target))))
            continue;

          node = gp_json_find (reading->document, node, info->nick);
          if (target == NULL)
            return gp_json_set_error (reading->document, node, error, GP_JSON_ERROR_CONTENT,
                                      _("No element has the id %s."), gp_id_format (&ids[j], id));
          return gp_json_set_error (reading->document, node, error, GP_JSON_ERROR_CONTENT,
                                    _("“%s” cannot refer to an element of kind “%s”."), info->nick,
                                       gp_kind_get_info (gp_element_get_kind (target))->nick);
        }
    }
  return TRUE;
}

static GpDesign *
build_design (Reading *reading, GError **error)
{
  g_autoptr(GpDesign) design = NULL;
  GError *cause = NULL;

  for (guint i = 0; i < reading->elements->len; i++)
    if (!check_references (reading, i, error))
      return NULL;

  design = gp_design_new (gp_element_get_id (reading->elements->pdata[0]), NULL);
  if (!gp_design_load (design, reading->elements, &cause))
    {
      gp_json_move_error (reading->document, GP_JSON_ROOT, error, cause);
      return NULL;
    }
  return g_steal_pointer (&design);
}

/* Editors of other systems put a mark before a text in UTF-8. */
static gsize
skip_mark (const char *text, gsize length)
{
  return length >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

GpDesign *
gp_json_design_from_text (const char *text, gsize length, GError **error)
{
  static const char *const members[] = { "format", "version", "design", NULL };
  g_autoptr(GpJsonDocument) document = NULL;
  g_autoptr(GPtrArray) elements = NULL;
  g_autoptr(GHashTable) by_id = NULL;
  g_autoptr(GArray) nodes = NULL;
  GpJsonNode root;
  Reading reading;
  gsize mark = skip_mark (text, length);

  text += mark;
  length -= mark;
  document = gp_json_document_parse (text, length, MAX_DEPTH, error);
  if (document == NULL ||
      !gp_json_expect_header (document, GP_JSON_DESIGN_FORMAT, GP_JSON_DESIGN_VERSION, error) ||
      !gp_json_expect_members (document, GP_JSON_ROOT, members, error) ||
      !gp_json_expect (document, GP_JSON_ROOT, "design", &root, error))
    return NULL;

  elements = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  by_id = g_hash_table_new (gp_id_hash, gp_id_equal);
  nodes = g_array_new (FALSE, FALSE, sizeof (GpJsonNode));
  reading = (Reading){ document, elements, nodes, by_id };

  return read_tree (&reading, root, error) ? build_design (&reading, error) : NULL;
}

gboolean
gp_json_design_is_text (const char *text, gsize length)
{
  gsize i = skip_mark (text, length);

  while (i < length && strchr (" \t\r\n", text[i]) != NULL && text[i] != '\0')
    i++;
  return i < length && text[i] == '{';
}
