/* gp-file-type.h — whether a file is what it says it is
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** gp_file_type_normalise: (transfer full) (nullable): "image/png" of "Image/PNG; q=1"; NULL where
 * it is no media type. */
char     *gp_file_type_normalise (const char *type);

/** gp_file_type_is_taken: whether one of @taken (@n; none takes all) is @type, or the like of
 * "image/" with an asterisk for all images. */
gboolean  gp_file_type_is_taken  (const char *type, const char *const *taken, gsize n);

/** gp_file_type_fits: whether @content can be of @type: it begins as files of a well-known type do,
 * and does not look like a page that a browser would run where the type is another. */
gboolean  gp_file_type_fits      (const char *type, const void *content, gsize size);

G_END_DECLS
