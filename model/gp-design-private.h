/* gp-design-private.h — the inside of a design, for gp-design*.c alone
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/* An element's place in the indexes. The id is kept here because the element is replaced by a
 * changed copy on every edit. */
typedef struct
{
  GpId        id;
  GpElement  *element;
  GPtrArray  *children;     /* GpDesignNode, by rank then id; NULL while there are none */
  guint       kind_index;   /* in by_kind */
} GpDesignNode;

struct _GpDesign
{
  GObject     parent_instance;

  GHashTable *nodes;                  /* GpId → GpDesignNode, owned */
  GHashTable *referrers;              /* GpId → GArray of GpReferrer; the key may not exist (yet) */
  GPtrArray  *by_kind[GP_N_KINDS];    /* GpDesignNode, in no order */
  GpId        root;
  guint64     revision;
};

GpDesignNode *gp_design_get_node    (GpDesign *self, const GpId *id);

/* These keep the indexes right and check nothing. */
void          gp_design_insert      (GpDesign *self, const GpElement *element);
void          gp_design_take_out    (GpDesign *self, const GpId *id);

/** gp_design_replace: @element takes the place of the one with the same id; its parent and rank
 * may differ. A reference is taken. */
void          gp_design_replace     (GpDesign *self, const GpElement *element);

/** gp_design_check_references: whether all that @element refers to is there and of a right kind. */
gboolean      gp_design_check_references (GpDesign *self, const GpElement *element, GError **error);

void          gp_design_emit_applied (GpDesign *self, GpChangeSet *changes);

G_END_DECLS
