/* gp-size-words.h — how many bytes, as people write it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** gp_size_to_words: (transfer full): "20 MiB" where it is a whole number of them, else bytes. */
char     *gp_size_to_words   (gint64 bytes);

/** gp_size_from_words: of bytes, or with a unit: "20 MiB", "20 MB", "512k". FALSE, and @out
 * untouched, for what is no size or does not fit. */
gboolean  gp_size_from_words (const char *words, gint64 *out);

G_END_DECLS
