/* gp-find-index.c — finds elements by what they are called and by what is said of them
 * SPDX-License-Identifier: Apache-2.0
 *
 * One entry for each text of an element, all in one array, their bytes in one string: a search is a
 * walk over both. A mask of the letters of each text passes over most of them.
 *
 *   entries: [name of patient][its description][name of patient.email]…
 *   bytes:   patientA person in care.email…
 *
 * The first entry of an element is its name, even where that is empty; self->places knows it, the
 * others hang on it by @next. It keeps its slot as long as the element lives, so that children can
 * point to it. Texts that are no longer used stay in the bytes until those have doubled.
 */
#define G_LOG_DOMAIN "gp-find-index"
#include "config.h"

#include "gp-find-private.h"

#include "gp-fuzzy.h"

#include <string.h>

#define SLACK         (64 * 1024)         /* bytes */
#define MAX_TEXT      4096                /* bytes of one text that are looked at */

static gboolean
is_listed (GpKind kind)
{
  return kind != GP_KIND_DESIGN && kind != GP_KIND_PLACEMENT && kind != GP_KIND_WAIVER;
}

GpFindIndex *
gp_find_index_new (GpDesign *design)
{
  GpFindIndex *self = g_new0 (GpFindIndex, 1);
  GpFindStep root = { *gp_design_get_root_id (design), 0 };

  self->design = g_object_ref (design);
  self->entries = g_array_new (FALSE, FALSE, sizeof (GpFindEntry));
  self->bytes = g_string_new (NULL);
  self->places = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  self->free = GP_FIND_NONE;
  self->types = g_ptr_array_new ();
  g_ptr_array_add (self->types, (gpointer) "");
  self->way = g_array_new (FALSE, FALSE, sizeof (GpFindStep));
  g_array_append_val (self->way, root);
  return self;
}

void
gp_find_index_free (GpFindIndex *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->design);
  g_array_unref (self->entries);
  g_string_free (self->bytes, TRUE);
  g_hash_table_unref (self->places);
  g_ptr_array_unref (self->types);
  g_array_unref (self->way);
  g_free (self);
}

static guint32
find_place (GpFindIndex *self,
            const GpId  *id)
{
  gpointer slot;

  if (!g_hash_table_lookup_extended (self->places, id, NULL, &slot))
    return GP_FIND_NONE;
  return GPOINTER_TO_UINT (slot);
}

/* --- texts --- */

static void
drop_text (GpFindIndex *self,
           GpFindEntry *entry)
{
  self->wasted += entry->length;
  entry->length = 0;
  entry->mask = 0;
}

static void
compact (GpFindIndex *self)
{
  GString *bytes = g_string_sized_new (self->bytes->len - self->wasted + SLACK);

  for (guint i = 0; i < self->entries->len; i++)
    {
      GpFindEntry *entry = gp_find_entry (self, i);
      guint32 at = (guint32) bytes->len;

      g_string_append_len (bytes, self->bytes->str + entry->at, entry->length);
      entry->at = at;
    }
  g_string_free (self->bytes, TRUE);
  self->bytes = bytes;
  self->wasted = 0;
}

static void
set_text (GpFindIndex *self,
          GpFindEntry       *entry,
          const char  *text)
{
  gsize length = MIN (strlen (text), (gsize) MAX_TEXT);

  while (length > 0 && ((guchar) text[length] & 0xc0) == 0x80)    /* no character is cut */
    length--;
  entry->at = (guint32) self->bytes->len;
  entry->length = (guint32) length;
  entry->mask = gp_fuzzy_mask (text, (gssize) length);
  g_string_append_len (self->bytes, text, (gssize) length);
}

static guint32
new_entry (GpFindIndex *self)
{
  guint32 slot = self->free;

  if (slot == GP_FIND_NONE)
    {
      slot = self->entries->len;
      g_array_set_size (self->entries, slot + 1);
    }
  else
    self->free = gp_find_entry (self, slot)->next;
  memset (gp_find_entry (self, slot), 0, sizeof (GpFindEntry));
  gp_find_entry (self, slot)->next = GP_FIND_NONE;
  return slot;
}

/* --- elements --- */

static gboolean
find_what (GpProperty  property,
           GpFindWhat *out)
{
  switch (gp_property_get_info (property)->type)
    {
    case GP_TYPE_LINE:
    case GP_TYPE_PROSE:
    case GP_TYPE_TEXTS:
      *out = GP_FIND_TEXT;
      return TRUE;
    case GP_TYPE_EXPRESSION:
    case GP_TYPE_EXPRESSIONS:
    case GP_TYPE_CODE:
      *out = GP_FIND_EXPRESSION;
      return TRUE;
    default:
      return FALSE;
    }
}

int
gp_find_type_property (GpKind kind)
{
  GpProperty property;

  if (kind == GP_KIND_FLOW)
    return GP_FLOW_TRIGGER;
  return gp_property_from_nick (kind, "type", &property)
         && gp_property_get_info (property)->type == GP_TYPE_CHOICE ? (int) property : -1;
}

static guint8
find_type (GpFindIndex     *self,
           const GpElement *element)
{
  int property = gp_find_type_property (gp_element_get_kind (element));
  const char *nick = property >= 0 ? gp_element_get_text (element, (GpProperty) property) : NULL;

  if (nick == NULL)
    return 0;
  for (guint i = 0; i < self->types->len; i++)
    if (g_str_equal (g_ptr_array_index (self->types, i), nick))
      return (guint8) i;
  if (self->types->len > G_MAXUINT8)
    return 0;
  g_ptr_array_add (self->types, (gpointer) g_intern_string (nick));
  return (guint8) (self->types->len - 1);
}

/* Reads what @element says besides its name into entries after @slot. */
static void
read_texts (GpFindIndex     *self,
            const GpElement *element,
            guint32          slot)
{
  GpKind kind = gp_element_get_kind (element);
  int name = gp_kind_get_info (kind)->name;
  GpProperty property;
  const GpValue *value;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    {
      g_autofree char *text = NULL;
      GpFindWhat what;
      guint32 more;
      GpFindEntry *entry;

      if ((int) property == name || !find_what (property, &what))
        continue;
      text = gp_find_dup_value (property, value);
      more = new_entry (self);
      entry = gp_find_entry (self, more);
      entry->id = *gp_element_get_id (element);
      entry->kind = (guint8) kind;
      entry->what = (guint8) what;
      entry->property = (guint16) property;
      entry->parent = slot;
      entry->next = gp_find_entry (self, slot)->next;
      set_text (self, entry, text != NULL ? text : "");
      gp_find_entry (self, slot)->next = more;
    }
}

static void
drop_texts (GpFindIndex *self,
            guint32      slot)
{
  guint32 at = gp_find_entry (self, slot)->next;

  while (at != GP_FIND_NONE)
    {
      GpFindEntry *entry = gp_find_entry (self, at);
      guint32 next = entry->next;

      drop_text (self, entry);
      entry->kind = GP_N_KINDS;
      entry->next = self->free;
      self->free = at;
      at = next;
    }
  gp_find_entry (self, slot)->next = GP_FIND_NONE;
}

static guint32
read_element (GpFindIndex     *self,
              const GpElement *element)
{
  const GpId *id = gp_element_get_id (element);
  GpKind kind = gp_element_get_kind (element);
  guint32 slot = find_place (self, id);
  const GpElement *parent = gp_design_lookup (self->design, gp_element_get_parent (element));
  guint32 above = GP_FIND_NONE;
  GpFindEntry *entry;

  if (!is_listed (kind))
    return GP_FIND_NONE;
  if (parent != NULL && is_listed (gp_element_get_kind (parent)))
    {
      above = find_place (self, gp_element_get_id (parent));
      if (above == GP_FIND_NONE)
        above = read_element (self, parent);
    }
  if (slot == GP_FIND_NONE)
    {
      slot = new_entry (self);
      g_hash_table_insert (self->places, g_memdup2 (id, sizeof *id), GUINT_TO_POINTER (slot));
    }
  else
    {
      drop_texts (self, slot);
      drop_text (self, gp_find_entry (self, slot));
    }
  entry = gp_find_entry (self, slot);
  entry->id = *id;
  entry->kind = (guint8) kind;
  entry->what = GP_FIND_NAME;
  entry->property = (guint16) MAX (gp_kind_get_info (kind)->name, 0);
  entry->parent = above;
  entry->type = find_type (self, element);
  set_text (self, entry, gp_element_get_name (element));
  read_texts (self, element, slot);
  return slot;
}

static void
forget_element (GpFindIndex *self,
                const GpId  *id)
{
  guint32 slot = find_place (self, id);

  if (slot == GP_FIND_NONE)
    return;
  drop_texts (self, slot);
  drop_text (self, gp_find_entry (self, slot));
  gp_find_entry (self, slot)->kind = GP_N_KINDS;
  gp_find_entry (self, slot)->next = self->free;
  self->free = slot;
  g_hash_table_remove (self->places, id);
}

gboolean
gp_find_index_fill (GpFindIndex *self,
                    guint        n)
{
  while (n > 0 && self->way->len > 0)
    {
      GpFindStep *step = &g_array_index (self->way, GpFindStep, self->way->len - 1);
      const GpElement *child = gp_design_peek_child (self->design, &step->parent, step->child++);
      GpFindStep below;

      if (child == NULL)
        {
          g_array_set_size (self->way, self->way->len - 1);
          continue;
        }
      if (gp_element_get_kind (child) == GP_KIND_PLACEMENT)
        continue;
      below = (GpFindStep) { *gp_element_get_id (child), 0 };
      if (find_place (self, &below.parent) == GP_FIND_NONE)
        {
          read_element (self, child);
          n--;
        }
      if (gp_design_count_children (self->design, &below.parent) > 0)
        g_array_append_val (self->way, below);
    }
  return self->way->len > 0;
}

void
gp_find_index_update (GpFindIndex       *self,
                      const GpChangeSet *changes)
{
  g_autoptr(GHashTable) seen = g_hash_table_new (gp_id_hash, gp_id_equal);

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      const GpElement *element;

      if (!is_listed (change->kind) || !g_hash_table_add (seen, (gpointer) &change->id))
        continue;
      element = gp_design_lookup (self->design, &change->id);
      if (element != NULL)
        read_element (self, element);
      else
        forget_element (self, &change->id);
    }
  /* Children are counted from the beginning again, where the reading is still under way. */
  if (self->way->len > 0)
    {
      GpFindStep root = { *gp_design_get_root_id (self->design), 0 };

      g_array_set_size (self->way, 0);
      g_array_append_val (self->way, root);
    }
  if (self->wasted > SLACK && self->wasted > self->bytes->len / 2)
    compact (self);
}

/* --- visits --- */

void
gp_find_index_touch (GpFindIndex *self,
                     const GpId  *id)
{
  guint32 slot = find_place (self, id);

  if (slot != GP_FIND_NONE)
    gp_find_entry (self, slot)->touched = ++self->visits;
}

static gint
compare_visits (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  const GpFindIndex *self = user_data;
  const GpFindEntry *first = gp_find_entry (self, *(const guint32 *) a);
  const GpFindEntry *second = gp_find_entry (self, *(const guint32 *) b);

  return first->touched < second->touched ? 1 : first->touched > second->touched ? -1 : 0;
}

gboolean
gp_find_is_recent (const GpFindIndex *self,
                   const GpFindEntry *entry)
{
  return entry->touched != 0 && self->visits - entry->touched < GP_FIND_RECENT;
}

GArray *
gp_find_index_list_recent (GpFindIndex *self)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint32 i = 0; self->visits > 0 && i < self->entries->len; i++)
    {
      const GpFindEntry *entry = gp_find_entry (self, i);

      if (entry->kind != GP_N_KINDS && gp_find_is_recent (self, entry))
        g_array_append_val (slots, i);
    }
  g_array_sort_with_data (slots, compare_visits, self);
  for (guint i = 0; i < slots->len; i++)
    g_array_append_val (ids, gp_find_entry (self, g_array_index (slots, guint32, i))->id);
  return ids;
}
