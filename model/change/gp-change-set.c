/* gp-change-set.c — an ordered list of changes that is applied whole or not at all
 * SPDX-License-Identifier: Apache-2.0
 *
 * A change carries what was there before, therefore the inverse needs no design: the changes in
 * reverse order, each with its two sides swapped. */
#define G_LOG_DOMAIN "gp-change-set"

#include "config.h"

#include "gp-change-set.h"

struct _GpChangeSet
{
  gatomicrefcount  count;
  char            *title;
  GArray          *changes;     /* GpChange */
};

static void
change_clear (gpointer data)
{
  GpChange *change = data;

  g_clear_pointer (&change->element, gp_element_unref);
  gp_value_clear (&change->before);
  gp_value_clear (&change->after);
}

GpChangeSet *
gp_change_set_new (const char *title)
{
  GpChangeSet *self = g_new0 (GpChangeSet, 1);

  g_atomic_ref_count_init (&self->count);
  self->title = g_strdup (title != NULL ? title : "");
  self->changes = g_array_new (FALSE, FALSE, sizeof (GpChange));
  g_array_set_clear_func (self->changes, change_clear);
  return self;
}

GpChangeSet *
gp_change_set_ref (GpChangeSet *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
gp_change_set_unref (GpChangeSet *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;
  g_array_unref (self->changes);
  g_free (self->title);
  g_free (self);
}

const char *
gp_change_set_get_title (const GpChangeSet *self)
{
  return self->title;
}

void
gp_change_set_set_title (GpChangeSet *self,
                         const char  *title)
{
  g_free (self->title);
  self->title = g_strdup (title != NULL ? title : "");
}

gsize
gp_change_set_get_size (const GpChangeSet *self)
{
  return self->changes->len;
}

const GpChange *
gp_change_set_get (const GpChangeSet *self,
                   gsize              i)
{
  g_return_val_if_fail (i < self->changes->len, NULL);

  return &g_array_index (self->changes, GpChange, i);
}

static void
take_change (GpChangeSet *self,
             GpChange     change)
{
  g_array_append_val (self->changes, change);
}

void
gp_change_set_add (GpChangeSet     *self,
                   const GpElement *element)
{
  take_change (self, (GpChange){
                       .type = GP_CHANGE_ADD,
                       .kind = gp_element_get_kind (element),
                       .id = *gp_element_get_id (element),
                       .element = gp_element_ref (element),
                     });
}

void
gp_change_set_remove (GpChangeSet     *self,
                      const GpElement *element)
{
  take_change (self, (GpChange){
                       .type = GP_CHANGE_REMOVE,
                       .kind = gp_element_get_kind (element),
                       .id = *gp_element_get_id (element),
                       .element = gp_element_ref (element),
                     });
}

void
gp_change_set_set (GpChangeSet     *self,
                   const GpElement *element,
                   GpProperty       property,
                   GpValue          after)
{
  const GpValue *before;

  g_return_if_fail (gp_property_get_info (property)->kind == gp_element_get_kind (element));

  before = gp_element_get_value (element, property);
  /* None and the default are the same to a reader; only one of them is kept, so that the inverse
   * is exact. */
  if (gp_value_is_none (&after))
    after = gp_value_copy (gp_property_get_default (property));
  if (gp_value_equal (before, &after))
    {
      gp_value_clear (&after);
      return;
    }
  take_change (self, (GpChange){
                       .type = GP_CHANGE_SET,
                       .kind = gp_element_get_kind (element),
                       .id = *gp_element_get_id (element),
                       .property = property,
                       .before = gp_value_copy (before),
                       .after = after,
                     });
}

void
gp_change_set_move (GpChangeSet     *self,
                    const GpElement *element,
                    const GpId      *parent,
                    double           rank)
{
  if (gp_element_get_rank (element) == rank &&
      gp_id_equal (gp_element_get_parent (element), parent))
    return;
  take_change (self, (GpChange){
                       .type = GP_CHANGE_MOVE,
                       .kind = gp_element_get_kind (element),
                       .id = *gp_element_get_id (element),
                       .parent_before = *gp_element_get_parent (element),
                       .rank_before = gp_element_get_rank (element),
                       .parent_after = *parent,
                       .rank_after = rank,
                     });
}

void
gp_change_set_append (GpChangeSet    *self,
                      const GpChange *change)
{
  GpChange copy = *change;

  if (copy.element != NULL)
    copy.element = gp_element_ref (copy.element);
  copy.before = gp_value_copy (&change->before);
  copy.after = gp_value_copy (&change->after);
  take_change (self, copy);
}

void
gp_change_set_append_all (GpChangeSet       *self,
                          const GpChangeSet *other)
{
  for (gsize i = 0; i < other->changes->len; i++)
    gp_change_set_append (self, gp_change_set_get (other, i));
}

GpChangeSet *
gp_change_set_invert (const GpChangeSet *self)
{
  GpChangeSet *inverse = gp_change_set_new (self->title);

  for (gsize i = self->changes->len; i-- > 0;)
    {
      const GpChange *change = gp_change_set_get (self, i);
      GpChange swapped = *change;

      if (change->type == GP_CHANGE_ADD)
        swapped.type = GP_CHANGE_REMOVE;
      else if (change->type == GP_CHANGE_REMOVE)
        swapped.type = GP_CHANGE_ADD;
      swapped.before = change->after;
      swapped.after = change->before;
      swapped.parent_before = change->parent_after;
      swapped.parent_after = change->parent_before;
      swapped.rank_before = change->rank_after;
      swapped.rank_after = change->rank_before;
      gp_change_set_append (inverse, &swapped);
    }
  return inverse;
}

static gboolean
change_equal (const GpChange *a,
              const GpChange *b)
{
  if (a->type != b->type || a->kind != b->kind || !gp_id_equal (&a->id, &b->id))
    return FALSE;
  if (a->type == GP_CHANGE_ADD || a->type == GP_CHANGE_REMOVE)
    return gp_element_equal (a->element, b->element);
  return a->property == b->property && gp_value_equal (&a->before, &b->before) &&
         gp_value_equal (&a->after, &b->after) &&
         gp_id_equal (&a->parent_before, &b->parent_before) &&
         gp_id_equal (&a->parent_after, &b->parent_after) && a->rank_before == b->rank_before &&
         a->rank_after == b->rank_after;
}

gboolean
gp_change_set_equal (const GpChangeSet *a,
                     const GpChangeSet *b)
{
  if (a->changes->len != b->changes->len)
    return FALSE;
  for (gsize i = 0; i < a->changes->len; i++)
    if (!change_equal (gp_change_set_get (a, i), gp_change_set_get (b, i)))
      return FALSE;
  return TRUE;
}
