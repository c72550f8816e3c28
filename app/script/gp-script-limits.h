/* gp-script-limits.h — what the process of a script may still do
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** gp_script_limits_set: for the rest of the process: it opens no file and no connection, starts no
 * program, and has this much time of the processor and this much more memory. FALSE where the
 * system refuses: then nothing may be run. */
gboolean gp_script_limits_set (guint seconds, gsize bytes);

G_END_DECLS
