/* gp-page-private.h — the parts of a page to one another
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-page.h"
#include "gp-stage.h"
#include "gp-svg-palette.h"

G_BEGIN_DECLS

/** GpPagePlate: one drawing of the page. */
typedef struct
{
  GpStage         stage;
  GpSceneBuilder *builder;
  char           *title;
  gboolean        listed;      /* stands among the drawings, not only in a story */
} GpPagePlate;

/** GpPage: what a page is made from while it is made. */
typedef struct
{
  GpDesign      *design;
  GpSvgPalette  *palette;
  GArray        *plates;       /* GpPagePlate */
  GPtrArray     *stories;      /* GpElement, borrowed */
  GHashTable    *entities;     /* GpId of what is drawn and has a table → itself */
} GpPage;

/* gp-page-plates.c */

/** gp_page_find_plates: the drawings that the options ask for and the stories need. */
gboolean gp_page_find_plates   (GpPage *self, const GpPageOptions *options,
                                GCancellable *cancellable, GError **error);

/** gp_page_find_plate: the number of the plate that shows the drawing of @stage, or -1. */
int      gp_page_find_plate    (GpPage *self, const GpStage *stage);
void     gp_page_append_plates (GpPage *self, GString *out);
void     gp_page_append_stories (GpPage *self, GString *out);
void     gp_page_plate_clear   (gpointer plate);

/* gp-page-tables.c */
void     gp_page_append_tables (GpPage *self, GString *out);

G_END_DECLS
