/* gp-ignored-list.h — problems that people decided to live with, and why
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpIgnoredList: the waivers of the design, a line each with its reason; a button takes one back,
 * a click goes to what it is about. Follows the design. */
#define GP_TYPE_IGNORED_LIST (gp_ignored_list_get_type ())
G_DECLARE_FINAL_TYPE (GpIgnoredList, gp_ignored_list, GP, IGNORED_LIST, GtkWidget)

GtkWidget *gp_ignored_list_new (GpSession *session);

G_END_DECLS
