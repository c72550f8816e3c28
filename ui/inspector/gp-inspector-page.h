/* gp-inspector-page.h — which sections the inspector has for which kind
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_inspector_page_build: appends the sections for @kind to @box. @many: several elements: no
 * sections about what is inside of one. Every property of the kind is in one of them, but its
 * name. */
void gp_inspector_page_build (GtkBox *box, GpSession *session, GpKind kind, gboolean many);

G_END_DECLS
