/* gp-element.c — one element of a design: a kind, a place in the tree and property values
 * SPDX-License-Identifier: Apache-2.0
 *
 * Stored values lie in an array sorted by property. Invariants:
 *  1. no stored value is none or equals the property's default;
 *  2. every stored property is one of the element's kind;
 *  3. a shared element (reference count above one) is never changed. */
#define G_LOG_DOMAIN "gp-element"

#include "config.h"

#include "gp-element.h"

#include <math.h>
#include <string.h>

typedef struct
{
  guint   property;
  GpValue value;
} Slot;

struct _GpElement
{
  gatomicrefcount  count;
  guint16          kind;
  guint16          n_slots;
  GpId             id;
  GpId             parent;
  double           rank;
  Slot            *slots;
};

GpElement *
gp_element_new (GpKind      kind,
                const GpId *id,
                const GpId *parent,
                double      rank)
{
  GpElement *self;

  g_return_val_if_fail (kind < GP_N_KINDS && id != NULL && !gp_id_is_nil (id), NULL);

  self = g_new0 (GpElement, 1);
  g_atomic_ref_count_init (&self->count);
  self->kind = (guint16) kind;
  self->id = *id;
  gp_element_set_parent (self, parent, rank);
  return self;
}

GpElement *
gp_element_copy (const GpElement *self)
{
  GpElement *copy = gp_element_new (self->kind, &self->id, &self->parent, self->rank);

  copy->n_slots = self->n_slots;
  copy->slots = g_new (Slot, self->n_slots);
  for (gsize i = 0; i < self->n_slots; i++)
    copy->slots[i] = (Slot) { self->slots[i].property, gp_value_copy (&self->slots[i].value) };
  return copy;
}

GpElement *
gp_element_ref (const GpElement *self)
{
  /* Counting references does not change the element that others see. */
  GpElement *element = (GpElement *) self;

  g_atomic_ref_count_inc (&element->count);
  return element;
}

void
gp_element_unref (GpElement *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;
  for (gsize i = 0; i < self->n_slots; i++)
    gp_value_clear (&self->slots[i].value);
  g_free (self->slots);
  g_free (self);
}

GpKind
gp_element_get_kind (const GpElement *self)
{
  return self->kind;
}

const GpId *
gp_element_get_id (const GpElement *self)
{
  return &self->id;
}

const GpId *
gp_element_get_parent (const GpElement *self)
{
  return &self->parent;
}

double
gp_element_get_rank (const GpElement *self)
{
  return self->rank;
}

const char *
gp_element_get_name (const GpElement *self)
{
  int name = gp_kind_get_info (self->kind)->name;
  const char *text = name < 0 ? NULL : gp_element_get_text (self, name);

  return text != NULL ? text : "";
}

/* The slot of @property, or where it would be inserted. */
static gsize
find_slot (const GpElement *self,
           GpProperty       property)
{
  gsize i = 0;

  while (i < self->n_slots && self->slots[i].property < property)
    i++;
  return i;
}

static const GpValue *
get_stored (const GpElement *self,
            GpProperty       property)
{
  gsize i = find_slot (self, property);

  return i < self->n_slots && self->slots[i].property == property ? &self->slots[i].value : NULL;
}

const GpValue *
gp_element_get_value (const GpElement *self,
                      GpProperty       property)
{
  const GpValue *value;

  g_return_val_if_fail (gp_property_get_info (property)->kind == self->kind,
                        gp_property_get_default (property));

  value = get_stored (self, property);
  return value != NULL ? value : gp_property_get_default (property);
}

gboolean
gp_element_get_bool (const GpElement *self,
                     GpProperty       property)
{
  return gp_value_get_bool (gp_element_get_value (self, property));
}

gint64
gp_element_get_int (const GpElement *self,
                    GpProperty       property)
{
  return gp_value_get_int (gp_element_get_value (self, property));
}

const char *
gp_element_get_text (const GpElement *self,
                     GpProperty       property)
{
  return gp_value_get_text (gp_element_get_value (self, property));
}

const GpId *
gp_element_get_ref (const GpElement *self,
                    GpProperty       property)
{
  return gp_value_get_id (gp_element_get_value (self, property));
}

const GpId *
gp_element_get_refs (const GpElement *self,
                     GpProperty       property,
                     gsize           *n)
{
  return gp_value_get_ids (gp_element_get_value (self, property), n);
}

const char *const *
gp_element_get_texts (const GpElement *self,
                      GpProperty       property,
                      gsize           *n)
{
  return gp_value_get_texts (gp_element_get_value (self, property), n);
}

const GpPoint *
gp_element_get_point (const GpElement *self,
                      GpProperty       property)
{
  return gp_value_get_point (gp_element_get_value (self, property));
}

gboolean
gp_element_has (const GpElement *self,
                GpProperty       property)
{
  return get_stored (self, property) != NULL;
}

gboolean
gp_element_is (const GpElement *self,
               GpProperty       property,
               const char      *text)
{
  return g_strcmp0 (gp_element_get_text (self, property), text) == 0;
}

gboolean
gp_element_get_stored (const GpElement *self,
                       gsize            i,
                       GpProperty      *property,
                       const GpValue  **value)
{
  if (i >= self->n_slots)
    return FALSE;
  *property = self->slots[i].property;
  *value = &self->slots[i].value;
  return TRUE;
}

static void
remove_slot (GpElement *self,
             gsize      i)
{
  gp_value_clear (&self->slots[i].value);
  memmove (self->slots + i, self->slots + i + 1, (self->n_slots - i - 1) * sizeof (Slot));
  self->n_slots--;
}

static void
insert_slot (GpElement  *self,
             gsize       i,
             GpProperty  property,
             GpValue     value)
{
  self->slots = g_renew (Slot, self->slots, self->n_slots + 1);
  memmove (self->slots + i + 1, self->slots + i, (self->n_slots - i) * sizeof (Slot));
  self->slots[i] = (Slot) { property, value };
  self->n_slots++;
}

void
gp_element_set (GpElement  *self,
                GpProperty  property,
                GpValue     value)
{
  gsize i;
  gboolean there;

  g_return_if_fail (g_atomic_ref_count_compare (&self->count, 1));
  g_return_if_fail (gp_property_get_info (property)->kind == self->kind);

  i = find_slot (self, property);
  there = i < self->n_slots && self->slots[i].property == property;

  if (gp_value_is_none (&value) || gp_value_equal (&value, gp_property_get_default (property)))
    {
      gp_value_clear (&value);
      if (there)
        remove_slot (self, i);
    }
  else if (there)
    {
      gp_value_clear (&self->slots[i].value);
      self->slots[i].value = value;
    }
  else
    insert_slot (self, i, property, value);
}

void
gp_element_set_text (GpElement  *self,
                     GpProperty  property,
                     const char *text)
{
  gp_element_set (self, property, gp_value_text (text));
}

void
gp_element_set_bool (GpElement  *self,
                     GpProperty  property,
                     gboolean    value)
{
  gp_element_set (self, property, gp_value_bool (value));
}

void
gp_element_set_int (GpElement  *self,
                    GpProperty  property,
                    gint64      value)
{
  gp_element_set (self, property, gp_value_int (value));
}

void
gp_element_set_ref (GpElement  *self,
                    GpProperty  property,
                    const GpId *id)
{
  gp_element_set (self, property, gp_value_id (id));
}

void
gp_element_set_parent (GpElement  *self,
                       const GpId *parent,
                       double      rank)
{
  g_return_if_fail (g_atomic_ref_count_compare (&self->count, 1));
  g_return_if_fail (isfinite (rank));

  self->parent = parent != NULL ? *parent : gp_id_nil;
  self->rank = rank + 0.0;
}

gboolean
gp_element_equal (const GpElement *a,
                  const GpElement *b)
{
  if (a == b)
    return TRUE;
  if (a->kind != b->kind || a->n_slots != b->n_slots || a->rank != b->rank ||
      !gp_id_equal (&a->id, &b->id) || !gp_id_equal (&a->parent, &b->parent))
    return FALSE;
  for (gsize i = 0; i < a->n_slots; i++)
    if (a->slots[i].property != b->slots[i].property ||
        !gp_value_equal (&a->slots[i].value, &b->slots[i].value))
      return FALSE;
  return TRUE;
}
