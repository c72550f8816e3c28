/* gp-layout-graphviz.h — the only door to Graphviz
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-rect.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpGraphvizMethod:
 * @GP_GRAPHVIZ_DOT_RIGHT: layers from left to right
 * @GP_GRAPHVIZ_DOT_DOWN: layers from top to bottom
 * @GP_GRAPHVIZ_SFDP: springs, many nodes; the answer overlaps
 * @GP_GRAPHVIZ_NEATO: stress, few nodes; the answer overlaps
 */
typedef enum
{
  GP_GRAPHVIZ_DOT_RIGHT,
  GP_GRAPHVIZ_DOT_DOWN,
  GP_GRAPHVIZ_SFDP,
  GP_GRAPHVIZ_NEATO,
} GpGraphvizMethod;

/* Ends of an edge, as indices of rectangles. @weight: how much dot cares for it being short and
 * straight; 0 is 1. */
typedef struct
{
  guint32 from;
  guint32 to;
  guint   weight;
} GpGraphvizEdge;

/**
 * GpGraphviz: Graphviz, without its files, fonts and pictures.
 *
 * Graphviz has global state, even between two contexts: no two calls, gp_graphviz_new() and
 * gp_graphviz_free() included, may overlap in time anywhere in the process. The engine's worker
 * sees to that; nothing else in a program calls this.
 */
typedef struct _GpGraphviz GpGraphviz;

/* Returns: NULL with GP_LAYOUT_ERROR_GRAPHVIZ where its layout plug-ins cannot be found. */
GpGraphviz *gp_graphviz_new   (GError               **error) G_GNUC_WARN_UNUSED_RESULT;
void        gp_graphviz_free  (GpGraphviz            *self);   /* NULL is fine */

/**
 * gp_graphviz_place:
 * @rects: (inout): the sizes are read, x and y are written; both in canvas units
 * @gap: the distance dot keeps between nodes and between layers
 *
 * Places all rectangles. The same input gives the same output, whatever ran before. sfdp and neato
 * place centres without a look at the sizes: see gp_layout_separate().
 */
gboolean    gp_graphviz_place (GpGraphviz            *self,
                               GpGraphvizMethod       method,
                               GpRect                *rects,
                               guint                  n_rects,
                               const GpGraphvizEdge  *edges,
                               guint                  n_edges,
                               double                 gap,
                               GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpGraphviz, gp_graphviz_free)

G_END_DECLS
