/* gp-records-read.c — lists of records, and single ones
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-records-read"
#include "config.h"
#include "gp-route.h"

#include "gp-filter.h"
#include "gp-paging.h"
#include "gp-problem.h"
#include "gp-record-access.h"
#include "gp-record.h"
#include "gp-record-key.h"

#include <glib/gi18n-lib.h>

#define DEFAULT_LIMIT 50
#define MAX_LIMIT     1000

/* Everything that a list is made from. */
typedef struct
{
  GpRequest     *request;
  const GpTable *table;
  GpRecordShape *shape;
  GpPaging      *paging;
  guint          limit;
  gboolean       count;
  GString       *where;       /* the rules, and what is asked for */
  GArray        *values;      /* of GpCell, for its parameters */
} List;

static void
list_clear (List *self)
{
  gp_record_shape_free (self->shape);
  gp_paging_free (self->paging);
  if (self->where != NULL)
    g_string_free (self->where, TRUE);
  g_clear_pointer (&self->values, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (List, list_clear)

static gboolean
read_limit (List    *self,
            GError **error)
{
  const char *text = gp_request_get (self->request, "limit");
  guint64 limit = DEFAULT_LIMIT;

  if (text != NULL && !g_ascii_string_to_unsigned (text, 10, 1, MAX_LIMIT, &limit, NULL))
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "limit",
                           _("“limit” must be a number from 1 to %d."), MAX_LIMIT);
  self->limit = limit;

  return TRUE;
}

static gboolean
read_count (List    *self,
            GError **error)
{
  const char *text = gp_request_get (self->request, "count");

  if (text != NULL && !g_str_equal (text, "true") && !g_str_equal (text, "false"))
    return gp_problem_set (error, SOUP_STATUS_BAD_REQUEST, "count", "%s",
                           _("“count” must be true or false."));
  self->count = text != NULL && *text == 't';

  return TRUE;
}

static gboolean
read_filter (List    *self,
             GError **error)
{
  const char *filter = gp_request_get (self->request, "filter");

  gp_record_access_append_where (gp_record_access_get (self->request, self->table), self->where,
                                 self->values);
  if (filter == NULL || *filter == '\0')
    return TRUE;
  g_string_append (self->where, " AND ");

  return gp_filter_append (self->request, self->table, filter, self->where, self->values, error);
}

static gboolean
read_query (List    *self,
            GError **error)
{
  static const char *const known[] = {
    "filter", "sort", "limit", "after", "fields", "expand", "count", NULL
  };
  GpRequest *request = self->request;

  if (!gp_request_check_query (request, known, error) || !read_limit (self, error)
      || !read_count (self, error))
    return FALSE;
  self->shape = gp_record_shape_new (request, self->table, gp_request_get (request, "fields"),
                                     gp_request_get (request, "expand"), error);
  if (self->shape == NULL)
    return FALSE;
  self->paging = gp_paging_new (request, self->table, gp_request_get (request, "sort"),
                                gp_request_get (request, "after"), error);
  if (self->paging == NULL)
    return FALSE;
  self->where = g_string_new (NULL);
  self->values = gp_cells_new ();

  return read_filter (self, error);
}

static GpSqliteStatement *
prepare_list (List    *self,
              GError **error)
{
  g_autoptr(GString) sql = g_string_new ("SELECT ");
  g_autoptr(GArray) values = gp_cells_new ();
  GpSqliteStatement *statement;

  gp_record_access_append_columns (gp_record_access_get (self->request, self->table), sql, values);
  gp_paging_append_columns (self->paging, sql, values);
  g_string_append_printf (sql, " FROM %s AS r0 WHERE %s", self->table->quoted, self->where->str);
  gp_cells_append (values, self->values);
  if (gp_paging_has_after (self->paging))
    {
      g_string_append (sql, " AND ");
      gp_paging_append_after (self->paging, sql, values);
    }
  g_string_append_c (sql, ' ');
  gp_paging_append_order (self->paging, sql, values);
  /* One more than asked for tells whether there is more. */
  g_string_append_printf (sql, " LIMIT %u", self->limit + 1);

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (self->request->backend), sql->str, error);
  if (statement != NULL)
    gp_record_bind_copies (statement, values);

  return statement;
}

static gboolean
write_count (List          *self,
             GpJsonWriter  *writer,
             GError       **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT count (*) FROM %s AS r0 WHERE %s",
                                          self->table->quoted, self->where->str);
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (self->request->backend), sql, error);
  if (statement == NULL)
    return FALSE;
  gp_record_bind (statement, self->values);
  if (gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return FALSE;
  gp_json_writer_key (writer, "count");
  gp_json_writer_int (writer, gp_sqlite_column_int (statement, 0));

  return TRUE;
}

static gboolean
write_page (List          *self,
            GpJsonWriter  *writer,
            GError       **error)
{
  g_autoptr(GpSqliteStatement) statement = prepare_list (self, error);
  g_autofree char *cursor = NULL;
  GpSqliteStep step = GP_SQLITE_DONE;
  guint n = 0;

  if (statement == NULL)
    return FALSE;

  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "items");
  gp_json_writer_begin_array (writer);
  while (n <= self->limit && (step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      if (n++ == self->limit)
        break;
      if (!gp_record_write (self->request, self->table, self->shape, statement, writer, error))
        return FALSE;
      g_clear_pointer (&cursor, g_free);
      if (n == self->limit)
        {
          cursor = gp_paging_dup_cursor (self->paging, statement, gp_record_n_columns (self->table),
                                         error);
          if (cursor == NULL)
            return FALSE;
        }
    }
  if (step == GP_SQLITE_FAILED)
    return FALSE;
  gp_json_writer_end_array (writer);

  gp_json_writer_key (writer, "next");
  if (n > self->limit)
    gp_json_writer_string (writer, cursor);
  else
    gp_json_writer_null (writer);
  if (self->count && !write_count (self, writer, error))
    return FALSE;
  gp_json_writer_end_object (writer);
  gp_json_writer_finish (writer);

  return TRUE;
}

gboolean
gp_handle_records_list (GpRequest  *request,
                        GError    **error)
{
  g_auto(List) self = { .request = request };
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  self.table = gp_record_find_table (request, request->values[0], error);
  if (self.table == NULL)
    return FALSE;
  if (!gp_record_access_sees_any (gp_record_access_get (request, self.table)))
    return gp_record_refuse (request, error);
  if (!read_query (&self, error))
    return FALSE;

  /* The count and what is expanded are of the same moment as the page. */
  transaction = gp_sqlite_begin_read (gp_backend_get_sqlite (request->backend), error);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  if (transaction == NULL || !write_page (&self, &writer, error))
    return FALSE;

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_steal_pointer (&out));
}

gboolean
gp_handle_records_get (GpRequest  *request,
                       GError    **error)
{
  static const char *const known[] = { "fields", "expand", NULL };
  const GpTable *table = gp_record_find_table (request, request->values[0], error);
  g_autoptr(GArray) key = NULL;
  g_autoptr(GpRecordShape) shape = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  if (table == NULL)
    return FALSE;
  key = gp_record_key_parse (table, request->raw_values[1]);
  if (key == NULL || !gp_record_access_sees_any (gp_record_access_get (request, table)))
    return gp_record_refuse_unseen (error);
  if (!gp_request_check_query (request, known, error))
    return FALSE;
  shape = gp_record_shape_new (request, table, gp_request_get (request, "fields"),
                               gp_request_get (request, "expand"), error);
  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  if (shape == NULL || !gp_record_write_one (request, table, shape, key, &writer, error))
    return FALSE;
  gp_json_writer_finish (&writer);

  return gp_request_reply_json (request, SOUP_STATUS_OK, g_steal_pointer (&out));
}
