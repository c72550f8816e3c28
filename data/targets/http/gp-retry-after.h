/* gp-retry-after.h — when a server wants to be asked again
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <libsoup/soup.h>

G_BEGIN_DECLS

/**
 * gp_retry_after_read: what the answer's header Retry-After says, a number or a date.
 * @now: microseconds since 1970, where the answer does not say what time it is there
 * @out_seconds: 0 where that time has come
 *
 * FALSE where it says nothing, or what is neither.
 */
gboolean gp_retry_after_read (SoupMessage *message, gint64 now, guint *out_seconds);

G_END_DECLS
