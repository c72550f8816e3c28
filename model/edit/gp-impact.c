/* gp-impact.c — who uses some elements, and what goes with them
 * SPDX-License-Identifier: Apache-2.0
 *
 * References are known to the design. What expressions name is known to their type check, so all
 * of them are checked, each of them once for all the elements that are asked for. What goes is
 * asked of gp_edit_remove(), so that this says what a delete does and nothing else.
 */
#define G_LOG_DOMAIN "gp-impact"
#include "config.h"

#include "gp-impact.h"

#include "gp-edit.h"
#include "gp-expr-check.h"
#include "gp-expr-design-check.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"

/* Kinds that show and discuss a design; what they refer to is not used by them. */
#define APART (GP_KIND_MASK (GP_KIND_VIEW) | GP_KIND_MASK (GP_KIND_PLACEMENT) \
               | GP_KIND_MASK (GP_KIND_STORY) | GP_KIND_MASK (GP_KIND_STORY_STEP) \
               | GP_KIND_MASK (GP_KIND_COMMENT) | GP_KIND_MASK (GP_KIND_WAIVER))

typedef struct
{
  GpDesign   *design;
  GHashTable *inside;     /* GpId borrowed from the design: the elements and what is in them */
  GArray     *uses;
} Search;

static void
add_inside (Search     *search,
            const GpId *id)
{
  const GpElement *element = gp_design_lookup (search->design, id);
  const GpElement *child;

  if (element == NULL || !g_hash_table_add (search->inside, (gpointer) gp_element_get_id (element)))
    return;

  for (gsize i = 0; (child = gp_design_peek_child (search->design, id, i)) != NULL; i++)
    add_inside (search, gp_element_get_id (child));
}

static gboolean
counts (Search          *search,
        const GpElement *holder)
{
  return holder != NULL && (APART & GP_KIND_MASK (gp_element_get_kind (holder))) == 0
         && !g_hash_table_contains (search->inside, gp_element_get_id (holder));
}

static void
search_references (Search *search)
{
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, search->inside);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    {
      gsize n = 0;
      const GpReferrer *referrers = gp_design_peek_referrers (search->design, id, &n);

      for (gsize i = 0; i < n; i++)
        if (counts (search, gp_design_lookup (search->design, &referrers[i].holder)))
          {
            GpUse use = { .holder = referrers[i].holder, .property = referrers[i].property };

            g_array_append_val (search->uses, use);
          }
    }
}

/* @pair: @text is one of several of the property. */
static void
search_text (Search            *search,
             const GpExprScope *scope,
             const GpElement   *holder,
             GpProperty         property,
             const char        *text,
             gboolean           pair)
{
  g_autoptr(GpExpr) expr = gp_expr_parse (text, -1, NULL);
  g_autoptr(GpExprCheck) check = NULL;
  const GpExprReference *references;
  gsize n = 0;

  if (expr == NULL)
    return;

  check = gp_expr_check_new (expr, scope, NULL, NULL);
  references = gp_expr_check_get_references (check, &n);
  for (gsize i = 0; i < n; i++)
    if (g_hash_table_contains (search->inside, &references[i].element))
      {
        GpUse use = { *gp_element_get_id (holder), property, TRUE, pair ? 0 : references[i].offset,
                      pair ? 0 : references[i].length };

        g_array_append_val (search->uses, use);
        return;     /* one place is enough to go there */
      }
}

static void
search_holder (Search          *search,
               const GpElement *holder)
{
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (holder));

  for (guint i = 0; i < info->n; i++)
    {
      GpProperty property = info->first + i;
      g_autoptr(GpExprScope) scope = NULL;
      const char *const *texts;
      gsize n = 0;

      if (!gp_expr_design_is_expression (holder, property))
        continue;

      scope = gp_expr_design_scope_new (search->design, gp_element_get_id (holder), property);
      if (gp_property_get_info (property)->type == GP_TYPE_EXPRESSION)
        {
          search_text (search, scope, holder, property, gp_element_get_text (holder, property),
                       FALSE);
          continue;
        }
      texts = gp_element_get_texts (holder, property, &n);
      for (gsize k = 1; k < n; k += 2)
        search_text (search, scope, holder, property, texts[k], TRUE);
    }
}

static void
search_texts (Search *search)
{
  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    {
      g_autoptr(GPtrArray) holders = NULL;

      if (!gp_expr_design_kind_has_any (kind) || gp_design_count (search->design, kind) == 0)
        continue;
      holders = gp_design_list (search->design, kind);
      for (guint i = 0; i < holders->len; i++)
        if (counts (search, holders->pdata[i]))
          search_holder (search, holders->pdata[i]);
    }
}

/* By kind, then the place in the design; what is referred to several times stays once. */
static int
compare_uses (gconstpointer a,
              gconstpointer b,
              gpointer      design)
{
  const GpUse *one = a, *other = b;
  const GpElement *first = gp_design_lookup (design, &one->holder);
  const GpElement *second = gp_design_lookup (design, &other->holder);
  int by_kind = (int) gp_element_get_kind (first) - (int) gp_element_get_kind (second);
  int by_parent = gp_id_compare (gp_element_get_parent (first), gp_element_get_parent (second));
  double by_rank = gp_element_get_rank (first) - gp_element_get_rank (second);

  if (by_kind != 0 || by_parent != 0)
    return by_kind != 0 ? by_kind : by_parent;
  if (by_rank != 0)
    return by_rank < 0 ? -1 : 1;
  if (!gp_id_equal (&one->holder, &other->holder))
    return gp_id_compare (&one->holder, &other->holder);

  return (int) one->property - (int) other->property;
}

static void
sort_uses (GpDesign *design,
           GArray   *uses)
{
  guint n = 0;

  g_array_sort_with_data (uses, compare_uses, design);
  for (guint i = 0; i < uses->len; i++)
    {
      const GpUse *use = &g_array_index (uses, GpUse, i);
      const GpUse *last = n > 0 ? &g_array_index (uses, GpUse, n - 1) : NULL;

      if (last != NULL && gp_id_equal (&last->holder, &use->holder)
          && last->property == use->property)
        continue;
      g_array_index (uses, GpUse, n++) = *use;
    }
  g_array_set_size (uses, n);
}

static void
count_removal (GpImpact   *self,
               Search     *search,
               const GpId *ids,
               gsize       n)
{
  g_autoptr(GpChangeSet) removal = gp_edit_remove (search->design, ids, n, NULL);
  g_autoptr(GHashTable) going = g_hash_table_new (gp_id_hash, gp_id_equal);

  for (gsize i = 0; removal != NULL && i < gp_change_set_get_size (removal); i++)
    {
      const GpChange *change = gp_change_set_get (removal, i);
      const GpElement *element = gp_design_lookup (search->design, &change->id);

      if (change->type == GP_CHANGE_SET && counts (search, element))
        self->n_emptied++;
      if (change->type != GP_CHANGE_REMOVE)
        continue;
      g_hash_table_add (going, (gpointer) &change->id);
      if (counts (search, element))
        g_array_append_val (self->gone, change->id);
    }

  for (guint i = 0; i < self->uses->len; i++)
    {
      const GpUse *use = &g_array_index (self->uses, GpUse, i);

      self->n_broken += use->in_text && !g_hash_table_contains (going, &use->holder);
    }
}

GpImpact *
gp_impact_new (GpDesign   *design,
               const GpId *ids,
               gsize       n)
{
  g_autoptr(GHashTable) inside = g_hash_table_new (gp_id_hash, gp_id_equal);
  GpImpact *self = g_new0 (GpImpact, 1);
  Search search = { .design = design, .inside = inside };
  gsize n_there = 0;

  g_return_val_if_fail (GP_IS_DESIGN (design), NULL);

  self->uses = g_array_new (FALSE, FALSE, sizeof (GpUse));
  self->gone = g_array_new (FALSE, FALSE, sizeof (GpId));
  search.uses = self->uses;
  for (gsize i = 0; i < n; i++)
    {
      n_there += gp_design_lookup (design, &ids[i]) != NULL;
      add_inside (&search, &ids[i]);
    }
  if (n_there == 0 || g_hash_table_contains (inside, gp_design_get_root_id (design)))
    return self;

  search_references (&search);
  search_texts (&search);
  sort_uses (design, self->uses);
  self->n_inside = g_hash_table_size (inside) - MIN (g_hash_table_size (inside), (guint) n_there);
  count_removal (self, &search, ids, n);

  return self;
}

void
gp_impact_free (GpImpact *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->uses);
  g_array_unref (self->gone);
  g_free (self);
}

GArray *
gp_impact_list_texts (GpDesign   *design,
                      const GpId *id)
{
  g_autoptr(GHashTable) inside = g_hash_table_new (gp_id_hash, gp_id_equal);
  GArray *uses = g_array_new (FALSE, FALSE, sizeof (GpUse));
  Search search = { .design = design, .inside = inside, .uses = uses };

  g_return_val_if_fail (GP_IS_DESIGN (design) && id != NULL, NULL);

  /* A rule of an entity that names the entity's own field counts here. */
  g_hash_table_add (inside, (gpointer) id);
  search_texts (&search);
  sort_uses (design, uses);

  return uses;
}
