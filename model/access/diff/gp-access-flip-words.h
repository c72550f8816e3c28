/* gp-access-flip-words.h — who gains and who loses, in words
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-diff.h"

G_BEGIN_DECLS

/** gp_access_flip_name_caller: (transfer full): the persona, or the role; or that it is nobody, in
 * the words that begin the sentence. */
char *gp_access_flip_name_caller      (const GpAccessFlip *flip, GpDesign *before,
                                       GpDesign *after);

/** gp_access_flip_describe: (transfer full): a translated sentence: "patient may now read more of
 * test_result: 2 of 3 records that were tried." @before, @after: the designs that were
 * compared. */
char *gp_access_flip_describe         (const GpAccessFlip *flip, GpDesign *before,
                                       GpDesign *after);

/** gp_access_flip_describe_example: (transfer full) (nullable): "For example r-91", or the record
 * as JSON where it was made up. */
char *gp_access_flip_describe_example (const GpAccessFlip *flip);

G_END_DECLS
