/* gp-boxed-item.c — a plain value as an item of a list model
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-boxed-item"
#include "config.h"

#include "gp-boxed-item.h"

struct _GpBoxedItem
{
  GObject parent_instance;

  gpointer       value;
  GDestroyNotify destroy;
};

G_DEFINE_FINAL_TYPE (GpBoxedItem, gp_boxed_item, G_TYPE_OBJECT)

static void
gp_boxed_item_finalize (GObject *object)
{
  GpBoxedItem *self = GP_BOXED_ITEM (object);

  if (self->destroy != NULL)
    self->destroy (self->value);

  G_OBJECT_CLASS (gp_boxed_item_parent_class)->finalize (object);
}

static void
gp_boxed_item_class_init (GpBoxedItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_boxed_item_finalize;
}

static void
gp_boxed_item_init (GpBoxedItem *self)
{
}

GpBoxedItem *
gp_boxed_item_new (gpointer       value,
                   GDestroyNotify destroy)
{
  GpBoxedItem *self = g_object_new (GP_TYPE_BOXED_ITEM, NULL);

  self->value = value;
  self->destroy = destroy;
  return self;
}

gpointer
gp_boxed_item_get (GpBoxedItem *self)
{
  g_return_val_if_fail (GP_IS_BOXED_ITEM (self), NULL);

  return self->value;
}

void
gp_boxed_item_set (GpBoxedItem *self,
                   gpointer     value)
{
  gpointer old;

  g_return_if_fail (GP_IS_BOXED_ITEM (self));

  old = self->value;
  self->value = value;
  if (self->destroy != NULL)
    self->destroy (old);
}
