/* gp-rate-limit.h — how often somebody may do something
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * GpRateLimit: a bucket of tokens for each key: an address, an account. Belongs to one thread.
 *
 * What it remembers is bounded: with too many keys the full buckets are forgotten, then all.
 */
typedef struct _GpRateLimit GpRateLimit;

/** gp_rate_limit_new: @burst: how many at once; @seconds: until one more is allowed. */
GpRateLimit *gp_rate_limit_new    (double burst, double seconds);
void         gp_rate_limit_free   (GpRateLimit *self);

/** gp_rate_limit_take: 0 where @key may, or the seconds until it may. @now: monotonic
 * microseconds. */
guint        gp_rate_limit_take   (GpRateLimit *self, const char *key, gint64 now);

/** gp_rate_limit_peek: as gp_rate_limit_take(), but nothing is taken. */
guint        gp_rate_limit_peek   (GpRateLimit *self, const char *key, gint64 now);

/** gp_rate_limit_forget: @key may have all at once again. */
void         gp_rate_limit_forget (GpRateLimit *self, const char *key);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRateLimit, gp_rate_limit_free)
G_END_DECLS
