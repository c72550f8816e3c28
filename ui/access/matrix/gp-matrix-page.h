/* gp-matrix-page.h — the matrix with its brushes and filters
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-matrix-grid.h"

G_BEGIN_DECLS

#define GP_TYPE_MATRIX_PAGE (gp_matrix_page_get_type ())
G_DECLARE_FINAL_TYPE (GpMatrixPage, gp_matrix_page, GP, MATRIX_PAGE, GtkWidget)

GtkWidget    *gp_matrix_page_new      (GpSession *session, GpAccessWatch *watch);
GpMatrixGrid *gp_matrix_page_get_grid (GpMatrixPage *self);

G_END_DECLS
