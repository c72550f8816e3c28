/* gp-desktop-clip.h — the text forms of what is copied
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/* As GpClipCodec has them. */
GBytes      *gp_desktop_clip_encode     (GpChangeSet *copied, GError **error);
GBytes      *gp_desktop_clip_encode_sql (GpDesign *design, GError **error);
GpChangeSet *gp_desktop_clip_decode (const char *text,
                                     gsize length,
                                     GPtrArray **out_left,
                                     GError **error);

G_END_DECLS
