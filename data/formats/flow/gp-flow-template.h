/* gp-flow-template.h — texts with {{ paths }} in them as expressions
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** GpFlowFindPath: (transfer full): what the path between the braces is; NULL where it cannot be
 * said. */
typedef char *(*GpFlowFindPath) (const char *path, gpointer user_data);

/**
 * gp_flow_template_translate:
 * @text: "{{ a.b }}", "Hello {{ a.b }}!", or without any braces
 *
 * Returns: (transfer full): an expression; NULL where a path cannot be said or a brace is open
 */
char *gp_flow_template_translate (const char *text, GpFlowFindPath find, gpointer user_data);

/** gp_flow_template_is_plain_path: whether @path has nothing in it but names, dots and what stands
 * in brackets. Anything else would mean something else as an expression: a-b is a difference. */
gboolean gp_flow_template_is_plain_path (const char *path);

G_END_DECLS
