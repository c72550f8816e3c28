/* gp-design.c — a design: a tree of elements that is changed by change sets alone
 * SPDX-License-Identifier: Apache-2.0
 *
 * Elements are immutable and shared between copies of a design; a change replaces the element in
 * its node. Four indexes are kept in step with every change:
 *
 *   nodes       id → node
 *   children    of each node, sorted by (rank, id)
 *   by_kind     per kind, unsorted, with the node's place in it for O(1) removal
 *   referrers   id → who refers to it, through which property; may name ids that do not exist while
 *               a change set is half applied, and never afterwards
 *
 * gp-design-apply.c applies change sets on top of insert, take_out and replace. */
#define G_LOG_DOMAIN "gp-design"

#include "config.h"

#include "gp-design.h"
#include "gp-design-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (gp-design-error-quark, gp_design_error)

G_DEFINE_FINAL_TYPE (GpDesign, gp_design, G_TYPE_OBJECT)

enum
{
  SIGNAL_APPLIED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
node_free (gpointer data)
{
  GpDesignNode *node = data;

  gp_element_unref (node->element);
  g_clear_pointer (&node->children, g_ptr_array_unref);
  g_free (node);
}

static int
compare_nodes (const GpDesignNode *a,
               const GpDesignNode *b)
{
  double rank_a = gp_element_get_rank (a->element);
  double rank_b = gp_element_get_rank (b->element);

  if (rank_a != rank_b)
    return rank_a < rank_b ? -1 : 1;
  return gp_id_compare (&a->id, &b->id);
}

/* The first index whose node does not stand before @node. */
static guint
find_place (GPtrArray          *children,
            const GpDesignNode *node)
{
  guint low = 0, high = children->len;

  /* Files are read in order: nearly every place is the last. */
  if (high > 0 && compare_nodes (children->pdata[high - 1], node) < 0)
    return high;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (compare_nodes (children->pdata[middle], node) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
add_child (GpDesign     *self,
           GpDesignNode *node)
{
  GpDesignNode *parent = gp_design_get_node (self, gp_element_get_parent (node->element));

  if (parent == NULL)
    return;                     /* the root */
  if (parent->children == NULL)
    parent->children = g_ptr_array_new ();
  g_ptr_array_insert (parent->children, (int) find_place (parent->children, node), node);
}

static void
remove_child (GpDesign     *self,
              GpDesignNode *node)
{
  GpDesignNode *parent = gp_design_get_node (self, gp_element_get_parent (node->element));

  if (parent == NULL)
    return;
  g_ptr_array_remove_index (parent->children, find_place (parent->children, node));
  if (parent->children->len == 0)
    g_clear_pointer (&parent->children, g_ptr_array_unref);
}

static void
add_referrer (GpDesign   *self,
              const GpId *target,
              const GpId *holder,
              GpProperty  property)
{
  GArray *list = g_hash_table_lookup (self->referrers, target);
  GpReferrer referrer = { *holder, property };

  if (list == NULL)
    {
      list = g_array_sized_new (FALSE, FALSE, sizeof (GpReferrer), 1);
      g_hash_table_insert (self->referrers, g_memdup2 (target, sizeof *target), list);
    }
  g_array_append_val (list, referrer);
}

static void
remove_referrer (GpDesign   *self,
                 const GpId *target,
                 const GpId *holder,
                 GpProperty  property)
{
  GArray *list = g_hash_table_lookup (self->referrers, target);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      GpReferrer *referrer = &g_array_index (list, GpReferrer, i);

      if (referrer->property != property || !gp_id_equal (&referrer->holder, holder))
        continue;
      g_array_remove_index_fast (list, i);
      if (list->len == 0)
        g_hash_table_remove (self->referrers, target);
      return;
    }
}

typedef void (*ReferrerFunc) (GpDesign *self,
                              const GpId *target,
                              const GpId *holder,
                              GpProperty property);

static void
for_each_reference (GpDesign        *self,
                    const GpElement *element,
                    ReferrerFunc     func)
{
  GpProperty property;
  const GpValue *value;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    {
      gsize n;
      const GpId *ids = gp_value_get_ids (value, &n);

      if (value->type == GP_VALUE_ID)
        func (self, gp_value_get_id (value), gp_element_get_id (element), property);
      for (gsize j = 0; j < n; j++)
        func (self, &ids[j], gp_element_get_id (element), property);
    }
}

GpDesignNode *
gp_design_get_node (GpDesign   *self,
                    const GpId *id)
{
  return id == NULL ? NULL : g_hash_table_lookup (self->nodes, id);
}

void
gp_design_insert (GpDesign        *self,
                  const GpElement *element)
{
  GpDesignNode *node = g_new0 (GpDesignNode, 1);
  GPtrArray *by_kind = self->by_kind[gp_element_get_kind (element)];

  node->id = *gp_element_get_id (element);
  node->element = gp_element_ref (element);
  node->kind_index = by_kind->len;
  g_ptr_array_add (by_kind, node);
  g_hash_table_insert (self->nodes, &node->id, node);
  add_child (self, node);
  for_each_reference (self, element, add_referrer);
  self->revision++;
}

void
gp_design_take_out (GpDesign   *self,
                    const GpId *id)
{
  GpDesignNode *node = gp_design_get_node (self, id);
  GPtrArray *by_kind = self->by_kind[gp_element_get_kind (node->element)];
  GpDesignNode *moved;

  g_assert (node->children == NULL);

  for_each_reference (self, node->element, remove_referrer);
  remove_child (self, node);
  g_ptr_array_remove_index_fast (by_kind, node->kind_index);
  if (node->kind_index < by_kind->len)
    {
      moved = by_kind->pdata[node->kind_index];
      moved->kind_index = node->kind_index;
    }
  g_hash_table_remove (self->nodes, &node->id);
  self->revision++;
}

void
gp_design_replace (GpDesign        *self,
                   const GpElement *element)
{
  GpDesignNode *node = gp_design_get_node (self, gp_element_get_id (element));
  GpElement *old = node->element;
  gboolean moves = gp_element_get_rank (old) != gp_element_get_rank (element) ||
                   !gp_id_equal (gp_element_get_parent (old), gp_element_get_parent (element));

  if (moves)
    remove_child (self, node);
  for_each_reference (self, old, remove_referrer);
  node->element = gp_element_ref (element);
  for_each_reference (self, element, add_referrer);
  if (moves)
    add_child (self, node);
  gp_element_unref (old);
  self->revision++;
}

static void
gp_design_finalize (GObject *object)
{
  GpDesign *self = GP_DESIGN (object);

  for (gsize i = 0; i < GP_N_KINDS; i++)
    g_ptr_array_unref (self->by_kind[i]);
  g_hash_table_unref (self->referrers);
  g_hash_table_unref (self->nodes);

  G_OBJECT_CLASS (gp_design_parent_class)->finalize (object);
}

static void
gp_design_class_init (GpDesignClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_design_finalize;

  signals[SIGNAL_APPLIED] =
    g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
gp_design_init (GpDesign *self)
{
  self->nodes = g_hash_table_new_full (gp_id_hash, gp_id_equal, NULL, node_free);
  self->referrers = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free,
                                           (GDestroyNotify) g_array_unref);
  for (gsize i = 0; i < GP_N_KINDS; i++)
    self->by_kind[i] = g_ptr_array_new ();
}

void
gp_design_emit_applied (GpDesign    *self,
                        GpChangeSet *changes)
{
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0, changes);
}

GpDesign *
gp_design_new (const GpId *root_id,
               const char *name)
{
  GpDesign *self = g_object_new (GP_TYPE_DESIGN, NULL);
  g_autoptr(GpElement) root = NULL;

  self->root = root_id != NULL ? *root_id : gp_id_new ();
  root = gp_element_new (GP_KIND_DESIGN, &self->root, NULL, 0);
  gp_element_set_text (root, GP_DESIGN_NAME, name);
  gp_design_insert (self, root);
  return self;
}

static void
list_all_below (GpDesignNode *node,
                GPtrArray    *out)
{
  g_ptr_array_add (out, gp_element_ref (node->element));
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    list_all_below (node->children->pdata[i], out);
}

GPtrArray *
gp_design_list_all (GpDesign *self)
{
  GPtrArray *all = g_ptr_array_new_full (g_hash_table_size (self->nodes),
                                         (GDestroyNotify) gp_element_unref);

  list_all_below (gp_design_get_node (self, &self->root), all);
  return all;
}

GpDesign *
gp_design_new_of (GPtrArray *elements,
                  guint64    revision)
{
  GpDesign *self = g_object_new (GP_TYPE_DESIGN, NULL);

  self->root = *gp_element_get_id (elements->pdata[0]);
  for (guint i = 0; i < elements->len; i++)
    gp_design_insert (self, elements->pdata[i]);
  self->revision = revision;
  return self;
}

GpDesign *
gp_design_copy (GpDesign *self)
{
  g_autoptr(GPtrArray) all = gp_design_list_all (self);

  return gp_design_new_of (all, self->revision);
}

const GpElement *
gp_design_get_root (GpDesign *self)
{
  return gp_design_lookup (self, &self->root);
}

const GpId *
gp_design_get_root_id (GpDesign *self)
{
  return &self->root;
}

const GpElement *
gp_design_lookup (GpDesign   *self,
                  const GpId *id)
{
  GpDesignNode *node = gp_design_get_node (self, id);

  return node != NULL ? node->element : NULL;
}

const GpElement *
gp_design_lookup_kind (GpDesign   *self,
                       const GpId *id,
                       GpKind      kind)
{
  const GpElement *element = gp_design_lookup (self, id);

  return element != NULL && gp_element_get_kind (element) == kind ? element : NULL;
}

const GpElement *
gp_design_find_child (GpDesign   *self,
                      const GpId *parent,
                      GpKind      kind,
                      const char *name)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (self, parent, i)) != NULL; i++)
    if (gp_element_get_kind (child) == kind && g_str_equal (gp_element_get_name (child), name))
      return child;
  return NULL;
}

gsize
gp_design_count (GpDesign *self,
                 GpKind    kind)
{
  g_return_val_if_fail (kind < GP_N_KINDS, 0);

  return self->by_kind[kind]->len;
}

gsize
gp_design_size (GpDesign *self)
{
  return g_hash_table_size (self->nodes);
}

static void
list_below (GpDesignNode *node,
            GpKind        kind,
            GPtrArray    *out)
{
  for (guint i = 0; node->children != NULL && i < node->children->len; i++)
    {
      GpDesignNode *child = node->children->pdata[i];

      if (gp_element_get_kind (child->element) == kind)
        g_ptr_array_add (out, child->element);
      list_below (child, kind, out);
    }
}

static int
compare_places (gconstpointer a,
                gconstpointer b)
{
  return compare_nodes (*(GpDesignNode *const *) a, *(GpDesignNode *const *) b);
}

/* All of a kind that stands below the root alone: a few views among many entities are found
 * without looking at those. */
static GPtrArray *
list_of_root (GpDesign *self,
              GpKind    kind)
{
  GPtrArray *all = self->by_kind[kind];
  GPtrArray *list;

  if (all->len > gp_design_count_children (self, &self->root) / 16)
    return gp_design_list_children (self, &self->root, kind);
  list = g_ptr_array_sized_new (all->len);
  for (guint i = 0; i < all->len; i++)
    g_ptr_array_add (list, all->pdata[i]);
  g_ptr_array_sort (list, compare_places);
  for (guint i = 0; i < list->len; i++)
    list->pdata[i] = (gpointer) ((GpDesignNode *) list->pdata[i])->element;
  return list;
}

GPtrArray *
gp_design_list (GpDesign *self,
                GpKind    kind)
{
  GPtrArray *list;

  g_return_val_if_fail (kind < GP_N_KINDS, NULL);

  if (gp_kind_get_info (kind)->parents == GP_KIND_MASK (GP_KIND_DESIGN))
    return list_of_root (self, kind);

  list = g_ptr_array_sized_new (self->by_kind[kind]->len);
  if (kind == GP_KIND_DESIGN)
    g_ptr_array_add (list, (gpointer) gp_design_get_root (self));
  else if (self->by_kind[kind]->len > 0)
    list_below (gp_design_get_node (self, &self->root), kind, list);
  return list;
}

GPtrArray *
gp_design_list_children (GpDesign   *self,
                         const GpId *parent,
                         GpKind      kind)
{
  GPtrArray *list = g_ptr_array_new ();
  GpDesignNode *node = gp_design_get_node (self, parent);

  for (guint i = 0; node != NULL && node->children != NULL && i < node->children->len; i++)
    {
      const GpElement *child = ((GpDesignNode *) node->children->pdata[i])->element;

      if (gp_element_get_kind (child) == kind)
        g_ptr_array_add (list, (gpointer) child);
    }
  return list;
}

const GpElement *
gp_design_peek_child (GpDesign   *self,
                      const GpId *parent,
                      gsize       i)
{
  GpDesignNode *node = gp_design_get_node (self, parent);

  if (node == NULL || node->children == NULL || i >= node->children->len)
    return NULL;
  return ((GpDesignNode *) node->children->pdata[i])->element;
}

gsize
gp_design_count_children (GpDesign   *self,
                          const GpId *parent)
{
  GpDesignNode *node = gp_design_get_node (self, parent);

  return node == NULL || node->children == NULL ? 0 : node->children->len;
}

const GpReferrer *
gp_design_peek_referrers (GpDesign   *self,
                          const GpId *id,
                          gsize      *n)
{
  GArray *list = g_hash_table_lookup (self->referrers, id);

  *n = list != NULL ? list->len : 0;
  return list != NULL ? (const GpReferrer *) (void *) list->data : NULL;
}

guint64
gp_design_get_revision (GpDesign *self)
{
  return self->revision;
}
