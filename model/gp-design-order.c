/* gp-design-order.c — ranks among siblings, paths, equality and the hash of a design
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-design"

#include "config.h"

#include "gp-design.h"
#include "gp-design-private.h"
#include "gp-diff.h"

#include <math.h>

static double
rank_between (const GpElement *before,
              const GpElement *after)
{
  double low = before != NULL ? gp_element_get_rank (before) : 0;
  double natural = floor (low) + 1;
  double high;

  if (after == NULL)
    return natural;
  high = gp_element_get_rank (after);
  if (before == NULL && high <= 0)
    return high - 1;
  return natural < high ? natural : low + (high - low) / 2;
}

double
gp_design_rank_after (GpDesign   *self,
                      const GpId *parent,
                      const GpId *after)
{
  GpDesignNode *node = gp_design_get_node (self, parent);
  const GpElement *before = NULL, *next;
  gsize i = 0;

  if (node == NULL || node->children == NULL)
    return 1;
  if (after != NULL && gp_id_is_nil (after))
    return gp_design_rank_last (self, parent);

  if (after != NULL)
    for (; (next = gp_design_peek_child (self, parent, i)) != NULL && before == NULL; i++)
      if (gp_id_equal (gp_element_get_id (next), after))
        before = next;
  return rank_between (before, gp_design_peek_child (self, parent, i));
}

double
gp_design_rank_last (GpDesign   *self,
                     const GpId *parent)
{
  gsize n = gp_design_count_children (self, parent);

  return n == 0 ? 1 : rank_between (gp_design_peek_child (self, parent, n - 1), NULL);
}

GpElement *
gp_design_new_child (GpDesign   *self,
                     GpKind      kind,
                     const GpId *parent)
{
  GpId id = gp_id_new ();

  return gp_element_new (kind, &id, parent, gp_design_rank_last (self, parent));
}

char *
gp_design_dup_path (GpDesign   *self,
                    const GpId *id)
{
  GString *path = g_string_new (NULL);

  for (const GpElement *at = gp_design_lookup (self, id);
       at != NULL && gp_element_get_kind (at) != GP_KIND_DESIGN;
       at = gp_design_lookup (self, gp_element_get_parent (at)))
    {
      const char *name = gp_element_get_name (at);

      if (path->len > 0)
        g_string_prepend_c (path, '.');
      g_string_prepend (path,
                        name[0] != '\0' ? name : gp_kind_get_info (gp_element_get_kind (at))->nick);
    }
  return g_string_free (path, FALSE);
}

gboolean
gp_design_equal (GpDesign *a,
                 GpDesign *b)
{
  GHashTableIter iter;
  gpointer value;

  if (!gp_id_equal (&a->root, &b->root) || gp_design_size (a) != gp_design_size (b))
    return FALSE;

  g_hash_table_iter_init (&iter, a->nodes);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      GpDesignNode *node = value;
      const GpElement *other = gp_design_lookup (b, &node->id);

      if (other == NULL || !gp_element_equal (node->element, other))
        return FALSE;
    }
  return TRUE;
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return gp_id_compare (*(const GpId *const *) a, *(const GpId *const *) b);
}

static void
hash_text (GChecksum  *checksum,
           const char *text)
{
  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_update (checksum, (const guchar *) "", 1);
}

/* Each value begins with its type and, where it is a list, its length: no two run into each other.
 * */
static void
hash_value (GChecksum     *checksum,
            const GpValue *value)
{
  gsize n_texts, n_ids;
  const char *const *texts = gp_value_get_texts (value, &n_texts);
  const GpId *ids = gp_value_get_ids (value, &n_ids);
  const GpPoint *point = gp_value_get_point (value);
  g_autofree char *head = g_strdup_printf ("%d %" G_GSIZE_FORMAT " %" G_GINT64_FORMAT, value->type,
                                           n_texts + n_ids,
                                           value->type == GP_VALUE_BOOL ? gp_value_get_bool (value)
                                                                        : gp_value_get_int (value));
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  hash_text (checksum, head);
  if (value->type == GP_VALUE_TEXT)
    hash_text (checksum, gp_value_get_text (value));
  if (value->type == GP_VALUE_ID)
    g_checksum_update (checksum, gp_value_get_id (value)->bytes, sizeof (GpId));
  for (gsize i = 0; i < n_texts; i++)
    hash_text (checksum, texts[i]);
  for (gsize i = 0; i < n_ids; i++)
    g_checksum_update (checksum, ids[i].bytes, sizeof (GpId));
  if (point != NULL)
    {
      hash_text (checksum, g_ascii_dtostr (number, sizeof number, point->x));
      hash_text (checksum, g_ascii_dtostr (number, sizeof number, point->y));
    }
}

static void
hash_element (GChecksum       *checksum,
              const GpElement *element,
              gboolean         with_place)
{
  GpProperty property;
  const GpValue *value;
  char rank[G_ASCII_DTOSTR_BUF_SIZE];

  hash_text (checksum, gp_kind_get_info (gp_element_get_kind (element))->nick);
  g_checksum_update (checksum, gp_element_get_id (element)->bytes, sizeof (GpId));
  if (with_place)
    {
      g_checksum_update (checksum, gp_element_get_parent (element)->bytes, sizeof (GpId));
      hash_text (checksum, g_ascii_dtostr (rank, sizeof rank, gp_element_get_rank (element)));
    }
  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    {
      hash_text (checksum, gp_property_get_info (property)->nick);
      hash_value (checksum, value);
    }
}

char *
gp_design_dup_hash (GpDesign *self)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autoptr(GPtrArray) ids = g_ptr_array_sized_new (g_hash_table_size (self->nodes));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->nodes);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (ids, key);
  g_ptr_array_sort (ids, compare_ids);

  for (guint i = 0; i < ids->len; i++)
    {
      const GpElement *element = gp_design_lookup (self, ids->pdata[i]);

      if (gp_diff_kind_has_meaning (gp_element_get_kind (element)))
        hash_element (checksum, element, TRUE);
    }
  return g_strdup (g_checksum_get_string (checksum));
}

static void
hash_part (GChecksum       *checksum,
           GpDesign        *design,
           const GpElement *element,
           gboolean         with_place)
{
  const GpElement *child;

  if (!gp_diff_kind_has_meaning (gp_element_get_kind (element)))
    return;
  hash_element (checksum, element, with_place);
  for (gsize i = 0; (child = gp_design_peek_child (design, gp_element_get_id (element), i)) != NULL;
       i++)
    hash_part (checksum, design, child, TRUE);
}

char *
gp_design_dup_part_hash (GpDesign   *self,
                         const GpId *part)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const GpElement *element = gp_design_lookup (self, part);

  g_return_val_if_fail (element != NULL, NULL);

  hash_part (checksum, self, element, FALSE);
  return g_strdup (g_checksum_get_string (checksum));
}
