/* gp-json-change-set.c — change sets as JSON
 * SPDX-License-Identifier: Apache-2.0
 *
 *   { "format": "groundplan-changes", "version": 1, "title": "Renamed fax to fax_number",
 *     "changes": [
 *       { "change": "set", "kind": "field", "id": …, "property": "name", "before": …, "after": … },
 *       { "change": "move", "kind": …, "id": …, "from": { "parent": …, "rank": … }, "to": { … } },
 *       { "change": "add", "kind": …, "id": …, "parent": …, "rank": …, "name": … } ] }
 *
 * A value that is none is left out. Elements that are added or removed are whole.
 */
#define G_LOG_DOMAIN "gp-json-change-set"
#include "config.h"

#include "gp-json-change-set.h"

#include "gp-json-element.h"
#include "gp-json-value.h"

#include <glib/gi18n-lib.h>

#define MAX_DEPTH 128

static const char *const change_nicks[] = {
  [GP_CHANGE_ADD] = "add",
  [GP_CHANGE_REMOVE] = "remove",
  [GP_CHANGE_SET] = "set",
  [GP_CHANGE_MOVE] = "move",
};

static void
write_place (GpJsonWriter *writer, const GpId *parent, double rank)
{
  if (!gp_id_is_nil (parent))
    {
      gp_json_writer_key (writer, "parent");
      gp_json_write_id (writer, parent);
    }
  gp_json_writer_key (writer, "rank");
  gp_json_writer_double (writer, rank);
}

static void
write_side (GpJsonWriter *writer, const char *key, GpProperty property, const GpValue *value)
{
  if (gp_value_is_none (value))
    return;
  gp_json_writer_key (writer, key);
  gp_json_write_value (writer, property, value);
}

static void
write_set (GpJsonWriter *writer, const GpChange *change)
{
  gp_json_writer_key (writer, "property");
  gp_json_writer_string (writer, gp_property_get_info (change->property)->nick);
  write_side (writer, "before", change->property, &change->before);
  write_side (writer, "after", change->property, &change->after);
}

static void
write_move (GpJsonWriter *writer, const GpChange *change)
{
  gp_json_writer_key (writer, "from");
  gp_json_writer_begin_object (writer);
  write_place (writer, &change->parent_before, change->rank_before);
  gp_json_writer_end_object (writer);
  gp_json_writer_key (writer, "to");
  gp_json_writer_begin_object (writer);
  write_place (writer, &change->parent_after, change->rank_after);
  gp_json_writer_end_object (writer);
}

static void
write_change (GpJsonWriter *writer, const GpChange *change)
{
  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "change");
  gp_json_writer_string (writer, change_nicks[change->type]);
  gp_json_writer_key (writer, "kind");
  gp_json_writer_string (writer, gp_kind_get_info (change->kind)->nick);
  gp_json_writer_key (writer, "id");
  gp_json_write_id (writer, &change->id);

  switch (change->type)
    {
    case GP_CHANGE_SET:
      write_set (writer, change);
      break;
    case GP_CHANGE_MOVE:
      write_move (writer, change);
      break;
    case GP_CHANGE_ADD:
    case GP_CHANGE_REMOVE:
    default:
      write_place (writer, gp_element_get_parent (change->element),
                   gp_element_get_rank (change->element));
      gp_json_write_properties (writer, change->element);
    }

  gp_json_writer_end_object (writer);
}

void
gp_json_write_changes (GpJsonWriter *writer, const GpChangeSet *changes)
{
  gp_json_writer_begin_array (writer);
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    write_change (writer, gp_change_set_get (changes, i));
  gp_json_writer_end_array (writer);
}

char *
gp_json_change_set_to_text (const GpChangeSet *changes, GpJsonStyle style, gsize *length)
{
  GString *out = g_string_sized_new (gp_change_set_get_size (changes) * 200 + 100);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, out, style);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "format");
  gp_json_writer_string (&writer, GP_JSON_CHANGES_FORMAT);
  gp_json_writer_key (&writer, "version");
  gp_json_writer_int (&writer, GP_JSON_CHANGES_VERSION);
  gp_json_writer_key (&writer, "title");
  gp_json_writer_string (&writer, gp_change_set_get_title (changes));
  gp_json_writer_key (&writer, "changes");
  gp_json_write_changes (&writer, changes);
  gp_json_writer_end_object (&writer);
  gp_json_writer_finish (&writer);

  if (length != NULL)
    *length = out->len;
  return g_string_free (out, FALSE);
}

static gboolean
read_place (GpJsonDocument *document,
            GpJsonNode node,
            const char *key,
            GpId *parent,
            double *rank,
            GError **error)
{
  static const char *const members[] = { "parent", "rank", NULL };
  GpJsonNode place, at;

  if (!gp_json_expect (document, node, key, &place, error) ||
      !gp_json_expect_members (document, place, members, error) ||
      !gp_json_expect (document, place, "rank", &at, error) ||
      !gp_json_read_rank (document, at, rank, error))
    return FALSE;

  at = gp_json_find (document, place, "parent");
  *parent = gp_id_nil;
  return at == 0 || gp_json_read_id (document, at, parent, error);
}

static gboolean
read_side (GpJsonDocument *document,
           GpJsonNode node,
           const char *key,
           GpProperty property,
           GpValue *out,
           GError **error)
{
  GpJsonNode side = gp_json_find (document, node, key);

  return side == 0 || gp_json_read_value (document, side, property, out, error);
}

static gboolean
read_set (GpJsonDocument *document, GpJsonNode node, GpChange *change, GError **error)
{
  static const char *const members[] = {
    "change", "kind", "id", "property", "before", "after", NULL
  };
  GpJsonNode property;
  const char *nick;

  if (!gp_json_expect_members (document, node, members, error) ||
      !gp_json_expect (document, node, "property", &property, error))
    return FALSE;

  nick = gp_json_get_text (document, property);
  if (nick == NULL || !gp_property_from_nick (change->kind, nick, &change->property))
    return gp_json_set_error (document, property, error, GP_JSON_ERROR_CONTENT,
                              _("An element of kind “%s” has no property “%s”."),
                                 gp_kind_get_info (change->kind)->nick, nick != NULL ? nick : "?");

  return read_side (document, node, "before", change->property, &change->before, error) &&
         read_side (document, node, "after", change->property, &change->after, error);
}

static gboolean
read_move (GpJsonDocument *document, GpJsonNode node, GpChange *change, GError **error)
{
  static const char *const members[] = { "change", "kind", "id", "from", "to", NULL };

  return gp_json_expect_members (document, node, members, error) &&
         read_place (document, node, "from", &change->parent_before, &change->rank_before, error) &&
         read_place (document, node, "to", &change->parent_after, &change->rank_after, error);
}

static gboolean
read_body (GpJsonDocument *document, GpJsonNode node, GpChange *change, GError **error)
{
  switch (change->type)
    {
    case GP_CHANGE_SET:
      return read_set (document, node, change, error);
    case GP_CHANGE_MOVE:
      return read_move (document, node, change, error);
    case GP_CHANGE_ADD:
    case GP_CHANGE_REMOVE:
    default:
      change->element = gp_json_read_element (document, node, NULL, 0, "change", error);
      return change->element != NULL;
    }
}

static gboolean
read_type (GpJsonDocument *document, GpJsonNode node, GpChangeType *out, GError **error)
{
  const char *nick = gp_json_get_text (document, node);

  for (gsize i = 0; i < G_N_ELEMENTS (change_nicks); i++)
    if (g_strcmp0 (nick, change_nicks[i]) == 0)
      {
        *out = i;
        return TRUE;
      }

  return gp_json_set_error (document, node, error, GP_JSON_ERROR_CONTENT,
                            _("A change is one of add, remove, set and move."));
}

static gboolean
read_change (GpJsonDocument *document, GpJsonNode node, GpChangeSet *changes, GError **error)
{
  GpChange change = { 0 };
  GpJsonNode type, kind, id;
  gboolean ok;

  ok = gp_json_expect (document, node, "change", &type, error) &&
       gp_json_expect (document, node, "kind", &kind, error) &&
       gp_json_expect (document, node, "id", &id, error) &&
       read_type (document, type, &change.type, error) &&
       gp_json_read_kind (document, kind, &change.kind, error) &&
       gp_json_read_id (document, id, &change.id, error) &&
       read_body (document, node, &change, error);
  if (ok)
    gp_change_set_append (changes, &change);

  gp_element_unref (change.element);
  gp_value_clear (&change.before);
  gp_value_clear (&change.after);
  return ok;
}

gboolean
gp_json_read_changes (GpJsonDocument *document,
                      GpJsonNode node,
                      GpChangeSet *changes,
                      GError **error)
{
  if (gp_json_get_type (document, node) != GP_JSON_ARRAY)
    return gp_json_set_error (document, node, error, GP_JSON_ERROR_CONTENT,
                              _("An array of changes is expected here."));

  for (GpJsonNode item = gp_json_first (document, node); item != 0;
       item = gp_json_next (document, item))
    if (!read_change (document, item, changes, error))
      return FALSE;
  return TRUE;
}

GpChangeSet *
gp_json_change_set_from_text (const char *text, gsize length, GError **error)
{
  static const char *const members[] = { "format", "version", "title", "changes", NULL };
  g_autoptr(GpJsonDocument) document = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  GpJsonNode title, list;

  document = gp_json_document_parse (text, length, MAX_DEPTH, error);
  if (document == NULL ||
      !gp_json_expect_header (document, GP_JSON_CHANGES_FORMAT, GP_JSON_CHANGES_VERSION, error) ||
      !gp_json_expect_members (document, GP_JSON_ROOT, members, error) ||
      !gp_json_expect (document, GP_JSON_ROOT, "title", &title, error) ||
      !gp_json_expect (document, GP_JSON_ROOT, "changes", &list, error))
    return NULL;

  if (gp_json_get_type (document, title) != GP_JSON_STRING)
    {
      gp_json_set_error (document, title, error, GP_JSON_ERROR_CONTENT,
                         _("A string is expected here."));
      return NULL;
    }

  changes = gp_change_set_new (gp_json_get_text (document, title));
  return gp_json_read_changes (document, list, changes, error) ? g_steal_pointer (&changes) : NULL;
}
