/* gp-directus-keep.c — what we keep in a Directus: the design that was deployed, and the journal
 * SPDX-License-Identifier: Apache-2.0
 *
 * Directus has no place for ids of ours in its fields. A collection of our own has a row with the
 * whole design: elements are found in it by the names that they were deployed with. The journal
 * is there from the first request of a deployment to its last, so it is the lock, too: its key
 * can be taken once. */
#define G_LOG_DOMAIN "gp-directus-keep"
#include "config.h"
#include "gp-directus-keep.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-diff.h"
#include "gp-directus-state.h"
#include "gp-json-design.h"
#include "gp-target.h"

#define MAX_DESIGN (256 * 1024 * 1024)

static const char collection[] =
  "{\"collection\":\"" GP_DIRECTUS_OWN "\",\"schema\":{},"
  "\"meta\":{\"hidden\":true,\"icon\":\"schema\",\"accountability\":null,"
  "\"note\":\"What Groundplan has deployed. Leave it alone.\"},"
  "\"fields\":[{\"field\":\"id\",\"type\":\"string\",\"meta\":{},"
  "\"schema\":{\"is_primary_key\":true,\"is_nullable\":false,\"max_length\":64}},"
  "{\"field\":\"value\",\"type\":\"text\",\"meta\":{\"hidden\":true},\"schema\":{}}]}";

gboolean
gp_directus_keep_make (GpDirectusClient  *client,
                       GError           **error)
{
  g_autoptr(JsonNode) body = gp_directus_json_parse (collection, strlen (collection), error);
  g_autoptr(JsonNode) answer = NULL;

  answer = gp_directus_client_send (client, "POST", "/collections", body, error);
  return answer != NULL;
}

gboolean
gp_directus_keep_write (GpDirectusClient  *client,
                        const char        *row,
                        gboolean           is_new,
                        JsonObject        *value,
                        GError           **error)
{
  g_autoptr(JsonObject) object = json_object_new ();
  g_autoptr(JsonNode) whole = gp_directus_json_wrap (value);
  g_autofree char *text = gp_directus_json_print (whole);
  g_autofree char *path = g_strconcat ("/items/" GP_DIRECTUS_OWN, is_new ? NULL : "/", row, NULL);
  g_autoptr(JsonNode) body = NULL;
  g_autoptr(JsonNode) answer = NULL;

  json_object_set_string_member (object, "value", text);
  if (is_new)
    json_object_set_string_member (object, "id", row);
  body = gp_directus_json_wrap (object);
  answer = gp_directus_client_send (client, is_new ? "POST" : "PATCH", path, body, error);
  return answer != NULL;
}

gboolean
gp_directus_keep_remove (GpDirectusClient  *client,
                         const char        *row,
                         GError           **error)
{
  g_autofree char *path = g_strconcat ("/items/" GP_DIRECTUS_OWN "/", row, NULL);
  g_autoptr(JsonNode) answer = gp_directus_client_send (client, "DELETE", path, NULL, error);

  return answer != NULL;
}

JsonObject *
gp_directus_keep_value (JsonObject *row)
{
  const char *text = gp_directus_json_text (row, "value");
  g_autoptr(JsonNode) value = text != NULL ? gp_directus_json_parse (text, strlen (text), NULL)
                                           : NULL;

  return value != NULL && JSON_NODE_HOLDS_OBJECT (value) ? json_node_dup_object (value) : NULL;
}

static gboolean
write_row (gpointer     client,
           const char  *row,
           gboolean     is_new,
           JsonObject  *value,
           GError     **error)
{
  return gp_directus_keep_write (client, row, is_new, value, error);
}

static JsonObject *
read_row (gpointer     client,
          const char  *row,
          GError     **error)
{
  g_autofree char *path = g_strconcat ("/items/" GP_DIRECTUS_OWN "/", row, NULL);
  g_autoptr(JsonNode) answer = gp_directus_client_send (client, "GET", path, NULL, error);
  JsonObject *value;

  if (answer == NULL)
    return NULL;
  value = JSON_NODE_HOLDS_OBJECT (answer)
    ? gp_directus_keep_value (json_node_get_object (answer)) : NULL;
  return value != NULL ? value : json_object_new ();
}

static gboolean
remove_row (gpointer     client,
            const char  *row,
            GError     **error)
{
  return gp_directus_keep_remove (client, row, error);
}

GpDeployShelf
gp_directus_keep_shelf (GpDirectusClient *client)
{
  return (GpDeployShelf) { client, GP_DIRECTUS_KEEP_JOURNAL, write_row, read_row, remove_row };
}

static GBytes *
convert (GConverter  *converter,
         GBytes      *bytes,
         gsize        limit,
         GError     **error)
{
  g_autoptr(GInputStream) source = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr(GInputStream) stream = g_converter_input_stream_new (source, converter);
  g_autoptr(GByteArray) out = g_byte_array_new ();
  guint8 buffer[16384];
  gssize n;

  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, error)) > 0)
    {
      if (out->len + (gsize) n > limit)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, _("it is too large"));
          return NULL;
        }
      g_byte_array_append (out, buffer, (guint) n);
    }
  return n == 0 ? g_byte_array_free_to_bytes (g_steal_pointer (&out)) : NULL;
}

char *
gp_directus_keep_pack (GpDesign *design)
{
  g_autoptr(GpDesign) meant = gp_diff_dup_meaning (design);
  gsize length;
  char *text = gp_json_design_to_text (meant, &length);
  g_autoptr(GBytes) plain = g_bytes_new_take (text, length);
  g_autoptr(GZlibCompressor) packer = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr(GBytes) packed = convert (G_CONVERTER (packer), plain, G_MAXUINT32, NULL);

  return g_base64_encode (g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
}

GpDesign *
gp_directus_keep_unpack (const char  *text,
                         GError     **error)
{
  gsize length;
  guchar *data = g_base64_decode (text, &length);
  g_autoptr(GBytes) packed = g_bytes_new_take (data, length);
  g_autoptr(GZlibDecompressor) unpacker =
    g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP);
  g_autoptr(GError) cause = NULL;
  g_autoptr(GBytes) plain = convert (G_CONVERTER (unpacker), packed, MAX_DESIGN, &cause);
  GpDesign *design = NULL;

  if (plain != NULL)
    design = gp_json_design_from_text (g_bytes_get_data (plain, NULL), g_bytes_get_size (plain),
                                       &cause);
  if (design == NULL)
    g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                 _("What the collection %s keeps of the last deployment cannot be read: %s"),
                 GP_DIRECTUS_OWN, cause->message);
  return design;
}
