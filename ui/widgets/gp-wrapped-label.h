/* gp-wrapped-label.h — a sentence that goes on in a further line
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** gp_wrapped_label_new: a GtkLabel that begins where lines begin and breaks between words, and
 * within one that is longer than the line, so that it never widens what is around it.
 * @text: NULL for none yet; @css_class: NULL for none. */
GtkWidget *gp_wrapped_label_new (const char *text, const char *css_class);

G_END_DECLS
