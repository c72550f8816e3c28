/* gp-header.h — the header bar of a window
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-linter.h"

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * GpHeader: commands by the names of their actions (win. and app.), the design's name and place,
 * how many problems there are, and the targets. Gets narrower by showing less.
 */
#define GP_TYPE_HEADER (gp_header_get_type ())
G_DECLARE_FINAL_TYPE (GpHeader, gp_header, GP, HEADER, GtkWidget)

/** gp_header_set_session: NULL where the window has no design yet: then only what opens one is
 * shown. */
void gp_header_set_session (GpHeader *self, GpSession *session, GpLinter *linter);

/** gp_header_set_comparison: says that the canvas shows what has changed since @since, the name of
 * a target or a version, or what was changed on the target @on; both NULL: it does not. */
void gp_header_set_comparison (GpHeader *self, const char *since, const char *on);

/** gp_header_set_folded: which panels have no place of their own now: a button shows them over the
 * canvas. */
void gp_header_set_folded (GpHeader *self, gboolean outline, gboolean inspector);

/** gp_header_set_lens: which lens is shown: "data", "flows" or "access". */
void gp_header_set_lens (GpHeader *self, const char *lens);

/** gp_header_get_default_target: the target that Deploy goes to: the one used last, else the first;
 * nil where the design has none. */
void gp_header_get_default_target (GpHeader *self, GpId *out);
void gp_header_set_default_target (GpHeader *self, const GpId *target);

G_END_DECLS
