/* gp-store-pack.c — texts as blobs, compressed where that is worth it
 * SPDX-License-Identifier: Apache-2.0
 *
 * The first byte says how the rest is kept: 0 as it is, 1 as a zlib stream.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#define WORTH_PACKING 2048 /* bytes; a typical step is smaller */
#define PACK_LEVEL    1
#define MAX_UNPACKED  (512u << 20) /* a small file must not fill the memory */
#define CHUNK         (64u << 10)

enum
{
  PLAIN,
  ZLIB,
};

/* Runs all of @data through @converter, behind what @out holds. */
static gboolean
convert (GConverter *converter, const void *data, gsize size, GByteArray *out, GError **error)
{
  const guint8 *from = data;
  GConverterResult result = G_CONVERTER_CONVERTED;

  while (result != G_CONVERTER_FINISHED)
    {
      guint used = out->len;
      gsize read = 0, written = 0;

      if (used > MAX_UNPACKED)
        {
          g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
                       _("A compressed text is too large."));
          return FALSE;
        }

      g_byte_array_set_size (out, used + MAX (CHUNK, used / 2));
      result = g_converter_convert (converter, from, size, out->data + used, out->len - used,
                                    G_CONVERTER_INPUT_AT_END, &read, &written, error);
      if (result == G_CONVERTER_ERROR)
        return FALSE;

      from += read;
      size -= read;
      g_byte_array_set_size (out, used + written);
    }
  return TRUE;
}

GBytes *
gp_store_pack (const char *text, gsize length)
{
  g_autoptr(GByteArray) out = g_byte_array_new ();
  g_autoptr(GConverter) compressor = NULL;
  guint8 kind = length < WORTH_PACKING ? PLAIN : ZLIB;

  g_byte_array_append (out, &kind, 1);
  if (kind == PLAIN)
    {
      g_byte_array_append (out, (const guint8 *) text, length);
      return g_byte_array_free_to_bytes (g_steal_pointer (&out));
    }

  compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB, PACK_LEVEL));
  if (!convert (compressor, text, length, out, NULL))
    {
      /* Only a text beyond the limit fails; it is kept as it is. */
      g_byte_array_set_size (out, 1);
      out->data[0] = PLAIN;
      g_byte_array_append (out, (const guint8 *) text, length);
    }
  return g_byte_array_free_to_bytes (g_steal_pointer (&out));
}

char *
gp_store_unpack (const void *data, gsize size, gsize *length, GError **error)
{
  const guint8 *bytes = data;
  g_autoptr(GByteArray) out = NULL;
  g_autoptr(GConverter) decompressor = NULL;
  g_autoptr(GError) cause = NULL;
  guint8 zero = 0;

  if (size == 0 || bytes[0] > ZLIB)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
                   _("A stored text is kept in an unknown way."));
      return NULL;
    }

  out = g_byte_array_new ();
  if (bytes[0] == PLAIN)
    {
      g_byte_array_append (out, bytes + 1, size - 1);
    }
  else
    {
      decompressor = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
      if (!convert (decompressor, bytes + 1, size - 1, out, &cause))
        {
          g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
                       _("A stored text is damaged: %s."), cause->message);
          return NULL;
        }
    }

  *length = out->len;
  g_byte_array_append (out, &zero, 1);
  return (char *) g_byte_array_free (g_steal_pointer (&out), FALSE);
}
