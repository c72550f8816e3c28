/* gp-resources.h — what the widgets need before the first of them is made
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** gp_resources_init: templates, icons, style and languages. After gtk_init(); more calls do
 * nothing. */
void gp_resources_init (void);

G_END_DECLS
