/* gp-duration-words.h — how long, as people write it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** gp_duration_to_words: (transfer full): "10 years" for "10y", in the language of the program.
 * What is no duration is given back as it is. */
char *gp_duration_to_words   (const char *duration);

/** gp_duration_from_words: (transfer full) (nullable): "10y" for "10y", "10 years" or the same in
 * the language of the program; NULL where it is none of them. */
char *gp_duration_from_words (const char *words);

G_END_DECLS
