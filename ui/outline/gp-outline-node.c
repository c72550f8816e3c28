/* gp-outline-node.c — one line of the outline
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-outline-node"
#include "config.h"

#include "gp-outline-node.h"

struct _GpOutlineNode
{
  GObject parent_instance;

  GpId        id;
  GpKind      kind;
  double      rank;
  GListStore *children;
  guint       problem;
};

G_DEFINE_FINAL_TYPE (GpOutlineNode, gp_outline_node, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
gp_outline_node_finalize (GObject *object)
{
  g_clear_object (&GP_OUTLINE_NODE (object)->children);

  G_OBJECT_CLASS (gp_outline_node_parent_class)->finalize (object);
}

static void
gp_outline_node_class_init (GpOutlineNodeClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_outline_node_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_outline_node_init (GpOutlineNode *self)
{
}

GpOutlineNode *
gp_outline_node_new (const GpId *id,
                     GpKind      kind,
                     double      rank,
                     gboolean    with_children)
{
  GpOutlineNode *self = g_object_new (GP_TYPE_OUTLINE_NODE, NULL);

  self->id = *id;
  self->kind = kind;
  self->rank = rank;
  if (with_children)
    self->children = g_list_store_new (GP_TYPE_OUTLINE_NODE);

  return self;
}

const GpId *
gp_outline_node_get_id (GpOutlineNode *self)
{
  return &self->id;
}

GpKind
gp_outline_node_get_kind (GpOutlineNode *self)
{
  return self->kind;
}

gboolean
gp_outline_node_is_heading (GpOutlineNode *self)
{
  return gp_id_is_nil (&self->id);
}

GListStore *
gp_outline_node_get_children (GpOutlineNode *self)
{
  return self->children;
}

void
gp_outline_node_set_rank (GpOutlineNode *self,
                          double         rank)
{
  self->rank = rank;
}

double
gp_outline_node_get_rank (GpOutlineNode *self)
{
  return self->rank;
}

void
gp_outline_node_set_problem (GpOutlineNode *self,
                             guint          problem)
{
  if (self->problem == problem)
    return;

  self->problem = problem;
  gp_outline_node_emit_changed (self);
}

guint
gp_outline_node_get_problem (GpOutlineNode *self)
{
  return self->problem;
}

int
gp_outline_node_compare (gconstpointer a,
                         gconstpointer b,
                         gpointer      user_data)
{
  const GpOutlineNode *one = a, *other = b;

  if (one->rank != other->rank)
    return one->rank < other->rank ? -1 : 1;

  return gp_id_compare (&one->id, &other->id);
}

void
gp_outline_node_insert (GpOutlineNode *self,
                        GpOutlineNode *child)
{
  g_return_if_fail (self->children != NULL);

  g_list_store_insert_sorted (self->children, child, gp_outline_node_compare, NULL);
}

void
gp_outline_node_emit_changed (GpOutlineNode *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}
