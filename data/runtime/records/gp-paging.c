/* gp-paging.c — the order of records, and where a page goes on
 * SPDX-License-Identifier: Apache-2.0
 *
 * The condition for what comes after (a, b, c) is
 *   a after A, or a is A and (b after B, or b is B and (c after C))
 * where "is" and "after" know that unset values come first. A cursor is the base64url of a JSON
 * array: the order as it was asked for, then the values as they are kept. Where it holds nothing
 * that the client could not read it needs no signature: whatever is put into it is bound. Where the
 * key of the records is hidden from the client the array is sealed, with a secret of this process:
 * neither to be read nor to be made up. */
#define G_LOG_DOMAIN "gp-paging"
#include "config.h"
#include "gp-paging.h"

#include "gp-problem.h"
#include "gp-record-access.h"

#include <glib/gi18n-lib.h>
#include <sodium.h>

#define MAX_KEYS         8
#define MAX_CURSOR_BYTES 8192
#define CURSOR_VARIANT   sodium_base64_VARIANT_URLSAFE_NO_PADDING

typedef struct
{
  const GpColumn *column;     /* NULL: the row's own number */
  gboolean        descending;
} SortKey;

struct _GpPaging
{
  const GpTable *table;
  const GpRecordAccess *access;
  char          *sort;        /* as it was asked for */
  GArray        *keys;        /* of SortKey */
  GArray        *after;       /* of GpCell, or NULL */
  gboolean       is_sealed;   /* its values are not for the client's eyes */
};

void
gp_paging_free (GpPaging *self)
{
  if (self == NULL)
    return;

  g_free (self->sort);
  g_array_unref (self->keys);
  g_clear_pointer (&self->after, g_array_unref);
  g_free (self);
}

static gboolean
has_key (GpPaging       *self,
         const GpColumn *column)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      if (g_array_index (self->keys, SortKey, i).column == column)
        return TRUE;
    }

  return FALSE;
}

static void
add_key (GpPaging       *self,
         const GpColumn *column,
         gboolean        descending)
{
  SortKey key = { column, descending };

  if (!has_key (self, column))
    g_array_append_val (self->keys, key);
}

static gboolean
read_sort (GpPaging  *self,
           GError   **error)
{
  g_auto(GStrv) names = g_strsplit (self->sort, ",", MAX_KEYS + 1);

  if (g_strv_length (names) > MAX_KEYS)
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "sort",
                           _("At most %d fields can be sorted by."), MAX_KEYS);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      gboolean descending = *name == '-';
      const GpColumn *column = gp_table_find (self->table, descending ? name + 1 : name);

      if (column == NULL || gp_record_access_sees (self->access, column) == GP_SEEN_NEVER)
        return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "sort",
                               _("%s has no field “%s” to be sorted by."), self->table->name,
                               descending ? name + 1 : name);
      add_key (self, column, descending);
    }

  return TRUE;
}

static void
complete_keys (GpPaging *self)
{
  for (guint i = 0; i < self->table->key->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (self->table->key, i);

      add_key (self, column, FALSE);
      if (gp_record_access_sees (self->access, column) != GP_SEEN_ALWAYS)
        self->is_sealed = TRUE;
    }
  if (self->table->key->len == 0)
    add_key (self, NULL, FALSE);
}

/* Made when it is first needed, and gone with the process. */
static const guchar *
get_secret (void)
{
  static guchar secret[crypto_secretbox_KEYBYTES];
  static gsize once;

  if (g_once_init_enter (&once))
    {
      crypto_secretbox_keygen (secret);
      g_once_init_leave (&once, 1);
    }

  return secret;
}

/* The bytes for a sealed cursor: a nonce, then the box. */
static void
seal (GString *json)
{
  guchar nonce[crypto_secretbox_NONCEBYTES];
  gsize length = json->len + crypto_secretbox_MACBYTES;
  g_autofree guchar *box = g_malloc (length);

  randombytes_buf (nonce, sizeof nonce);
  crypto_secretbox_easy (box, (const guchar *) json->str, json->len, nonce, get_secret ());
  g_string_truncate (json, 0);
  g_string_append_len (json, (const char *) nonce, sizeof nonce);
  g_string_append_len (json, (const char *) box, length);
}

static gboolean
open_seal (char  *bytes,
           gsize *length)
{
  gsize overhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  g_autofree guchar *opened = NULL;

  if (*length < overhead)
    return FALSE;
  opened = g_malloc (*length);
  if (crypto_secretbox_open_easy (opened, (const guchar *) bytes + crypto_secretbox_NONCEBYTES,
                                  *length - crypto_secretbox_NONCEBYTES, (const guchar *) bytes,
                                  get_secret ()) != 0)
    return FALSE;
  *length -= overhead;
  memcpy (bytes, opened, *length);

  return TRUE;
}

static gboolean
refuse_cursor (GError **error)
{
  return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "after", "%s",
                         _("The cursor is not one of this list in this order."));
}

/* As gp_paging_dup_cursor() writes it: bytes are an array of their base64. */
static gboolean
read_cell (GpJsonDocument *document,
           GpJsonNode      node,
           GpCell         *out)
{
  const char *text;
  gint64 integer;
  double real;
  gsize length;

  *out = (GpCell) GP_CELL_INIT;
  switch (gp_json_get_type (document, node))
    {
    case GP_JSON_NULL:
      return TRUE;
    case GP_JSON_NUMBER:
      if (gp_json_get_int (document, node, &integer))
        *out = gp_cell_int (integer);
      else if (gp_json_get_double (document, node, &real))
        *out = gp_cell_real (real);
      return out->kind != GP_CELL_NULL;
    case GP_JSON_STRING:
      text = gp_json_get_text (document, node);
      if (text != NULL)
        *out = gp_cell_take_text (g_strdup (text));
      return text != NULL;
    case GP_JSON_ARRAY:
      node = gp_json_first (document, node);
      text = node != 0 ? gp_json_get_text (document, node) : NULL;
      if (text != NULL)
        {
          g_autofree guchar *data = g_base64_decode (text, &length);

          *out = gp_cell_blob (data, length);
        }
      return text != NULL;
    case GP_JSON_FALSE:
    case GP_JSON_TRUE:
    case GP_JSON_OBJECT:
    default:
      return FALSE;
    }
}

static gboolean
read_cursor (GpPaging    *self,
             const char  *cursor,
             GError     **error)
{
  g_autoptr(GpJsonDocument) document = NULL;
  g_autofree char *json = g_malloc (strlen (cursor) + 1);
  GpJsonNode node;
  gsize length;

  if (strlen (cursor) >= MAX_CURSOR_BYTES
      || sodium_base642bin ((guchar *) json, strlen (cursor) + 1, cursor, strlen (cursor), NULL,
                            &length, NULL, CURSOR_VARIANT) != 0
      || (self->is_sealed && !open_seal (json, &length)))
    return refuse_cursor (error);

  document = gp_json_document_parse (json, length, 3, NULL);
  if (document == NULL || gp_json_get_type (document, GP_JSON_ROOT) != GP_JSON_ARRAY)
    return refuse_cursor (error);

  node = gp_json_first (document, GP_JSON_ROOT);
  if (node == 0 || g_strcmp0 (gp_json_get_text (document, node), self->sort) != 0)
    return refuse_cursor (error);

  self->after = gp_cells_new ();
  while ((node = gp_json_next (document, node)) != 0)
    {
      GpCell cell;

      if (!read_cell (document, node, &cell))
        return refuse_cursor (error);
      g_array_append_val (self->after, cell);
    }

  return self->after->len == self->keys->len || refuse_cursor (error);
}

GpPaging *
gp_paging_new (GpRequest      *request,
               const GpTable  *table,
               const char     *sort,
               const char     *after,
               GError        **error)
{
  const GpRecordAccess *access = gp_record_access_get (request, table);
  g_autoptr(GpPaging) self = g_new0 (GpPaging, 1);

  self->table = table;
  self->access = access;
  self->sort = g_strdup (sort != NULL ? sort : "");
  self->keys = g_array_new (FALSE, FALSE, sizeof (SortKey));
  if (*self->sort != '\0' && !read_sort (self, error))
    return NULL;
  complete_keys (self);
  if (after != NULL && !read_cursor (self, after, error))
    return NULL;

  return g_steal_pointer (&self);
}

gboolean
gp_paging_has_after (const GpPaging *self)
{
  return self->after != NULL;
}

/* What is sorted by: the column; null in records where the caller does not see it. The key of the
 * records is taken as it is: a cursor with it is sealed. */
static void
append_key (const GpPaging *self,
            guint           i,
            GString        *sql,
            GArray         *values)
{
  const GpColumn *column = g_array_index (self->keys, SortKey, i).column;

  if (column == NULL)
    {
      g_string_append_printf (sql, "r0.%s", self->table->rowid);
      return;
    }
  if (!column->in_key && gp_record_access_sees (self->access, column) != GP_SEEN_ALWAYS)
    {
      g_string_append (sql, "CASE WHEN ");
      gp_record_access_append_mask (self->access, column, sql, values);
      g_string_append_printf (sql, " THEN r0.%s END", column->quoted);
      return;
    }
  g_string_append_printf (sql, "r0.%s", column->quoted);
}

static gboolean
may_be_null (const GpPaging *self,
             guint           i)
{
  const GpColumn *column = g_array_index (self->keys, SortKey, i).column;

  return column == NULL || column->nullable
         || gp_record_access_sees (self->access, column) != GP_SEEN_ALWAYS;
}

static void
append_value (const GpPaging *self,
              guint           i,
              GString        *sql,
              GArray         *values)
{
  GpCell cell = gp_cell_copy (&g_array_index (self->after, GpCell, i));

  g_string_append_c (sql, '?');
  g_array_append_val (values, cell);
}

/* The values of the key after that of the cursor. */
static void
append_key_after (const GpPaging *self,
                  guint           i,
                  GString        *sql,
                  GArray         *values)
{
  const SortKey *key = &g_array_index (self->keys, SortKey, i);
  gboolean is_null = g_array_index (self->after, GpCell, i).kind == GP_CELL_NULL;

  if (is_null && key->descending)
    {
      g_string_append_c (sql, '0');
      return;
    }
  append_key (self, i, sql, values);
  if (is_null)
    {
      g_string_append (sql, " IS NOT NULL");
      return;
    }

  g_string_append (sql, key->descending ? " < " : " > ");
  append_value (self, i, sql, values);
  if (key->descending && may_be_null (self, i))
    {
      g_string_append (sql, " OR ");
      append_key (self, i, sql, values);
      g_string_append (sql, " IS NULL");
    }
}

void
gp_paging_append_after (const GpPaging *self,
                        GString        *sql,
                        GArray         *values)
{
  g_return_if_fail (self->after != NULL);

  for (guint i = 0; i < self->keys->len; i++)
    {
      gboolean last = i == self->keys->len - 1;

      g_string_append (sql, "((");
      append_key_after (self, i, sql, values);
      g_string_append_c (sql, ')');
      if (!last)
        {
          g_string_append (sql, " OR ");
          append_key (self, i, sql, values);
          g_string_append (sql, " IS ");
          append_value (self, i, sql, values);
          g_string_append (sql, " AND ");
        }
    }
  for (guint i = 0; i < self->keys->len; i++)
    g_string_append_c (sql, ')');
}

void
gp_paging_append_order (const GpPaging *self,
                        GString        *sql,
                        GArray         *values)
{
  g_string_append (sql, "ORDER BY ");
  for (guint i = 0; i < self->keys->len; i++)
    {
      g_string_append (sql, i > 0 ? ", " : "");
      append_key (self, i, sql, values);
      if (g_array_index (self->keys, SortKey, i).descending)
        g_string_append (sql, " DESC");
    }
}

void
gp_paging_append_columns (const GpPaging *self,
                          GString        *sql,
                          GArray         *values)
{
  for (guint i = 0; i < self->keys->len; i++)
    {
      g_string_append (sql, ", ");
      append_key (self, i, sql, values);
    }
}

char *
gp_paging_dup_cursor (const GpPaging     *self,
                      GpSqliteStatement  *statement,
                      int                 first,
                      GError            **error)
{
  g_autoptr(GString) json = g_string_new (NULL);
  GpJsonWriter writer;
  gsize size;
  char *out;

  gp_json_writer_init (&writer, json, GP_JSON_COMPACT);
  gp_json_writer_begin_array (&writer);
  gp_json_writer_string (&writer, self->sort);
  for (guint i = 0; i < self->keys->len; i++)
    {
      g_auto(GpCell) cell = gp_cell_read (statement, first + i);
      g_autofree char *base64 = NULL;

      switch (cell.kind)
        {
        case GP_CELL_INT:
          gp_json_writer_int (&writer, cell.integer);
          break;
        case GP_CELL_REAL:
          gp_json_writer_double (&writer, cell.real);
          break;
        case GP_CELL_TEXT:
          gp_json_writer_string (&writer, cell.bytes);
          break;
        case GP_CELL_BLOB:
          base64 = g_base64_encode ((guchar *) cell.bytes, cell.length);
          gp_json_writer_begin_array (&writer);
          gp_json_writer_string (&writer, base64);
          gp_json_writer_end_array (&writer);
          break;
        case GP_CELL_NULL:
        default:
          gp_json_writer_null (&writer);
        }
    }
  gp_json_writer_end_array (&writer);
  gp_json_writer_finish (&writer);
  if (self->is_sealed)
    seal (json);

  size = sodium_base64_encoded_len (json->len, CURSOR_VARIANT);
  if (size > MAX_CURSOR_BYTES)
    {
      gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "sort", "%s",
                      _("The values are too long to go on after them: sort by something shorter."));
      return NULL;
    }
  out = g_malloc (size);
  sodium_bin2base64 (out, size, (const guchar *) json->str, json->len, CURSOR_VARIANT);

  return out;
}
