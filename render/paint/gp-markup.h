/* gp-markup.h — text on its way into SVG and HTML
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** gp_markup_append: @text, which may hold anything, as text or as the value of a quoted attribute.
 * Characters that XML or HTML does not allow are left out. NULL appends nothing. */
void gp_markup_append         (GString *out, const char *text);

/** gp_markup_append_element: <@tag>@text</@tag>; @tag may carry attributes: "th scope=\"row\"". */
void gp_markup_append_element (GString *out, const char *tag, const char *text);

/** gp_markup_append_attribute: a space, then @name="@value". */
void gp_markup_append_attribute (GString *out, const char *name, const char *value);

G_END_DECLS
