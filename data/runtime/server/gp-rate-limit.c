/* gp-rate-limit.c — how often somebody may do something
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-rate-limit"
#include "config.h"
#include "gp-rate-limit.h"

#include <math.h>

#define MAX_KEYS 10000

typedef struct
{
  double tokens;
  gint64 time;        /* of the last look */
} Bucket;

struct _GpRateLimit
{
  double      burst;
  double      seconds;
  GHashTable *buckets;
};

GpRateLimit *
gp_rate_limit_new (double burst,
                   double seconds)
{
  GpRateLimit *self = g_new0 (GpRateLimit, 1);

  self->burst = burst;
  self->seconds = seconds;
  self->buckets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
gp_rate_limit_free (GpRateLimit *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->buckets);
  g_free (self);
}

static void
refill (GpRateLimit *self,
        Bucket      *bucket,
        gint64       now)
{
  double passed = (double) (now - bucket->time) / G_USEC_PER_SEC;

  bucket->tokens = MIN (self->burst, bucket->tokens + passed / self->seconds);
  bucket->time = now;
}

static gboolean
is_full (gpointer key,
         gpointer value,
         gpointer user_data)
{
  GpRateLimit *self = ((gpointer *) user_data)[0];
  gint64 *now = ((gpointer *) user_data)[1];

  refill (self, value, *now);

  return ((Bucket *) value)->tokens >= self->burst;
}

/* Full buckets say nothing. Where even so there are too many, all begin anew: better for once
 * too much is let through than memory grows for ever. */
static void
make_room (GpRateLimit *self,
           gint64       now)
{
  gpointer data[] = { self, &now };

  if (g_hash_table_size (self->buckets) < MAX_KEYS)
    return;

  g_hash_table_foreach_remove (self->buckets, is_full, data);
  if (g_hash_table_size (self->buckets) >= MAX_KEYS)
    g_hash_table_remove_all (self->buckets);
}

static Bucket *
get_bucket (GpRateLimit *self,
            const char  *key,
            gint64       now)
{
  Bucket *bucket = g_hash_table_lookup (self->buckets, key);

  if (bucket == NULL)
    {
      make_room (self, now);
      bucket = g_new0 (Bucket, 1);
      bucket->tokens = self->burst;
      bucket->time = now;
      g_hash_table_insert (self->buckets, g_strdup (key), bucket);
    }
  refill (self, bucket, now);

  return bucket;
}

guint
gp_rate_limit_peek (GpRateLimit *self,
                    const char  *key,
                    gint64       now)
{
  const Bucket *bucket = get_bucket (self, key, now);

  return bucket->tokens >= 1.0 ? 0 : MAX (1, (guint) ceil ((1.0 - bucket->tokens) * self->seconds));
}

guint
gp_rate_limit_take (GpRateLimit *self,
                    const char  *key,
                    gint64       now)
{
  guint wait = gp_rate_limit_peek (self, key, now);

  if (wait == 0)
    get_bucket (self, key, now)->tokens -= 1.0;

  return wait;
}

void
gp_rate_limit_forget (GpRateLimit *self,
                      const char  *key)
{
  g_hash_table_remove (self->buckets, key);
}
