/* gp-matrix-rows.h — which rows the matrix shows
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-watch.h"

G_BEGIN_DECLS

typedef enum
{
  GP_MATRIX_ALL,
  GP_MATRIX_PUBLIC_WRITE,     /* somebody who is not signed in may change something */
  GP_MATRIX_UNTESTED,         /* a conditional cell lacks a test of one side */
} GpMatrixFilter;

/** GpMatrixRow: a subject, or one of its fields. @field: NULL for the subject itself; borrowed from
 * the view. */
typedef struct
{
  guint            subject;
  const GpElement *field;
} GpMatrixRow;

/** GpMatrixRows: the rows of one view, in the design's order. A plain struct; read-only. */
typedef struct
{
  GpAccessView *view;
  GArray       *rows;         /* of GpMatrixRow */
  GHashTable   *untested;     /* a set of cells, as numbers */
} GpMatrixRows;

/** gp_matrix_rows_new: @unfolded: a set of GpId: subjects whose fields are shown. @text: what names
 * must contain, in any case; "" for all. @view: a reference is taken. */
GpMatrixRows *gp_matrix_rows_new  (GpAccessView *view, GpMatrixFilter filter, const char *text,
                                   GHashTable *unfolded);
void          gp_matrix_rows_free (GpMatrixRows *self);    /* NULL is fine */

/** gp_matrix_rows_is_untested: whether a conditional cell lacks a test of one of its sides. */
gboolean      gp_matrix_rows_is_untested (const GpMatrixRows *self, guint subject, guint role,
                                          guint action);

/** gp_matrix_rows_find: the row of the element, a subject or field; -1 where it is not shown. */
int           gp_matrix_rows_find (const GpMatrixRows *self, const GpId *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpMatrixRows, gp_matrix_rows_free)
G_END_DECLS
