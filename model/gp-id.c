/* gp-id.c — the identity of an element
 * SPDX-License-Identifier: Apache-2.0
 *
 * New ids follow RFC 9562, version 7: 48 bits of milliseconds, then a counter in the 12 bits behind
 * the version (method 1 of section 6.2), then 62 random bits. The last id is kept under a lock, so
 * ids of one process grow even when the clock steps back. */
#define G_LOG_DOMAIN "gp-id"

#include "config.h"

#include "gp-id.h"

#include <string.h>

const GpId gp_id_nil = { { 0 } };

static void
put_time (GpId    *id,
          guint64  milliseconds,
          guint    counter)
{
  for (int i = 0; i < 6; i++)
    id->bytes[i] = (guint8) (milliseconds >> (40 - 8 * i));
  id->bytes[6] = (guint8) (0x70 | (counter >> 8));
  id->bytes[7] = (guint8) counter;
}

GpId
gp_id_new (void)
{
  static GMutex lock;
  static guint64 last_time;
  static guint last_counter;

  GpId id;
  guint64 now = (guint64) g_get_real_time () / 1000;

  for (gsize i = 8; i < sizeof id.bytes; i += 4)
    {
      guint32 random = g_random_int ();
      memcpy (id.bytes + i, &random, sizeof random);
    }
  id.bytes[8] = (guint8) (0x80 | (id.bytes[8] & 0x3f));

  g_mutex_lock (&lock);
  if (now > last_time)
    {
      last_time = now;
      last_counter = g_random_int () & 0x7ff;   /* room to count up within the millisecond */
    }
  else if (++last_counter > 0xfff)
    {
      last_time++;
      last_counter = 0;
    }
  put_time (&id, last_time, last_counter);
  g_mutex_unlock (&lock);

  return id;
}

GpId
gp_id_derive (const GpId *first,
              const GpId *second)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  GpId id;

  g_checksum_update (checksum, first->bytes, sizeof first->bytes);
  g_checksum_update (checksum, second->bytes, sizeof second->bytes);
  g_checksum_get_digest (checksum, digest, &length);
  memcpy (id.bytes, digest, sizeof id.bytes);
  id.bytes[6] = (guint8) (0x80 | (id.bytes[6] & 0x0f));
  id.bytes[8] = (guint8) (0x80 | (id.bytes[8] & 0x3f));
  return id;
}

gboolean
gp_id_parse (const char *text,
             GpId       *out)
{
  GpId id;
  gsize at = 0;

  g_return_val_if_fail (text != NULL && out != NULL, FALSE);

  for (gsize i = 0; i < sizeof id.bytes; i++)
    {
      int high, low;

      if (at == 8 || at == 13 || at == 18 || at == 23)
        if (text[at++] != '-')
          return FALSE;
      high = g_ascii_xdigit_value (text[at]);
      low = high < 0 ? -1 : g_ascii_xdigit_value (text[at + 1]);
      if (low < 0)
        return FALSE;
      id.bytes[i] = (guint8) (high << 4 | low);
      at += 2;
    }
  if (text[at] != '\0')
    return FALSE;

  *out = id;
  return TRUE;
}

char *
gp_id_format (const GpId *id,
              char        buffer[static GP_ID_STRING_SIZE])
{
  static const char digits[] = "0123456789abcdef";
  char *to = buffer;

  for (gsize i = 0; i < sizeof id->bytes; i++)
    {
      if (i == 4 || i == 6 || i == 8 || i == 10)
        *to++ = '-';
      *to++ = digits[id->bytes[i] >> 4];
      *to++ = digits[id->bytes[i] & 15];
    }
  *to = '\0';
  return buffer;
}

gboolean
gp_id_is_nil (const GpId *id)
{
  return gp_id_equal (id, &gp_id_nil);
}

guint
gp_id_hash (gconstpointer data)
{
  const GpId *id = data;
  guint32 a, b;

  /* The last bytes are the random ones; the middle ones tell derived ids apart too. */
  memcpy (&a, id->bytes + 12, sizeof a);
  memcpy (&b, id->bytes + 4, sizeof b);
  return a ^ (b * 2654435761u);
}

gboolean
gp_id_equal (gconstpointer a,
             gconstpointer b)
{
  return memcmp (a, b, sizeof (GpId)) == 0;
}

int
gp_id_compare (const GpId *a,
               const GpId *b)
{
  return memcmp (a, b, sizeof *a);
}
