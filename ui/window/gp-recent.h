/* gp-recent.h — designs that were open lately
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpRecent: one design. */
typedef struct
{
  char *uri;
  char *name;
  char *place;      /* as people write it: "~/Designs", or of which day the draft is */
} GpRecent;

void        gp_recent_free     (GpRecent *self);

/** gp_recent_list: (transfer full): array of GpRecent, newest first; those that are gone from a
 * local disk are left out. */
GPtrArray  *gp_recent_list     (guint limit);

/** gp_recent_add: remembers @file for all programs of the desktop. */
void        gp_recent_add      (GFile *file, const char *name);

/** gp_recent_new_menu: (transfer full): Open…, Import… and the recent designs, with their
 * actions. */
GMenuModel *gp_recent_new_menu (void);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRecent, gp_recent_free)
G_END_DECLS
