/* gp-palette.h — finds anything and does anything, by a few letters
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-command.h"

G_BEGIN_DECLS

/**
 * GpPalette: an entry with a list of what fits below it, to lie over a window's content. Hidden
 * until gp_palette_open(); hides itself when something was chosen, by Escape, and when the focus
 * goes elsewhere. Keeps an index of the session's design, made when nothing else is to be done.
 *
 * GpPalette::go (GpPalette *self, gpointer id, gboolean name): an element was chosen: const GpId *,
 * valid during the call; @name: it is to be named, too.
 * GpPalette::run (GpPalette *self, gpointer command): a const GpCommand * was chosen.
 */
#define GP_TYPE_PALETTE (gp_palette_get_type ())
G_DECLARE_FINAL_TYPE (GpPalette, gp_palette, GP, PALETTE, GtkWidget)

GtkWidget *gp_palette_new         (void);

/** gp_palette_set_session: what is searched; a reference is taken. Before that, and with NULL, only
 * commands are found. */
void       gp_palette_set_session (GpPalette *self, GpSession *session);

/** gp_palette_open: @canvas: whose commands are offered, or NULL. @text: in the entry, as if it
 * were typed. */
void       gp_palette_open        (GpPalette *self, GpCanvas *canvas, const char *text);
void       gp_palette_close       (GpPalette *self);

/** gp_palette_touch: somebody went to @id by other means: it is found sooner for a while. */
void       gp_palette_touch       (GpPalette *self, const GpId *id);

/* For tests. gp_palette_get_titles: (transfer full): the lines' titles without markup. */
void       gp_palette_set_text    (GpPalette *self, const char *text);
char     **gp_palette_get_titles  (GpPalette *self);
void       gp_palette_choose      (GpPalette *self, guint line, gboolean name);

G_END_DECLS
