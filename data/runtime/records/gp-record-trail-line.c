/* gp-record-trail-line.c — one line of the audit trail
 * SPDX-License-Identifier: Apache-2.0
 *
 * A line has the fields that differ, as they were and as they are: all of them for what was created
 * or deleted. Of a secret field it has the name alone. */
#define G_LOG_DOMAIN "gp-record-trail"
#include "config.h"
#include "gp-record-trail-private.h"

#include "gp-expr-json.h"
#include "gp-flow-value.h"
#include "gp-json-writer.h"
#include "gp-record-key.h"
#include "gp-run-data.h"

gboolean
gp_record_trail_is_same (const GpExprValue *a,
                         const GpExprValue *b)
{
  gboolean a_is_set = a != NULL && !gp_expr_value_is_null (a);
  gboolean b_is_set = b != NULL && !gp_expr_value_is_null (b);

  return a_is_set && b_is_set ? gp_expr_value_equal (a, b) : a_is_set == b_is_set;
}

/* One side of a line. */
typedef struct
{
  const GpAccessRecord *record;    /* NULL: there is none */
  GpExprValue          *shown;     /* as flows have it: without secrets */
} Side;

/* (transfer full): of @one the fields that differ from those of @other; all that are set where
 * there is no such record. NULL where that is none. */
static char *
print_fields (const GpTable *table,
              const Side    *one,
              const Side    *other)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;
  guint n = 0;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  for (guint i = 0; one->record != NULL && i < table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->columns, i);
      GpExprValue *value = gp_flow_value_get (one->shown, column->name);
      GpExprValue *before = other->record != NULL ? gp_flow_value_get (other->shown, column->name)
                                                  : NULL;
      g_autofree char *json = value != NULL ? gp_expr_value_to_json (value) : NULL;
      gboolean same = gp_record_trail_is_same (value, before);

      if (column->hidden)
        same = other->record == NULL
               || gp_record_trail_is_same (gp_access_record_get (one->record, &column->id),
                                           gp_access_record_get (other->record, &column->id));
      if (column->inert || same)
        continue;
      gp_json_writer_key (&writer, column->name);
      gp_json_writer_raw (&writer, json != NULL ? json : "null");
      n++;
    }
  gp_json_writer_end_object (&writer);

  return n > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/* Who it is: an account's id, or "admin", or what of the backend does it by itself; NULL for nobody
 * that is known. */
static const char *
find_who (GpRequest   *request,
          const char **kind)
{
  const GpExprValue *starter = request->depth > 0 ? request->user : NULL;
  const char *user = starter != NULL ? gp_flow_value_get_text (starter, "id")
                                     : request->caller.user;
  const char *key = starter != NULL ? gp_flow_value_get_text (starter, GP_REQUEST_USER_KEY)
                                    : request->caller.key;

  *kind = user != NULL ? "user" : key != NULL ? "key"
          : request->actor != NULL ? request->actor
          : request->caller.is_admin && request->depth == 0 ? "admin" : "nobody";

  return user != NULL ? user : key;
}

gboolean
gp_record_trail_line (GpRequest             *request,
                      const GpTable         *table,
                      const GArray          *key,
                      const char            *change,
                      const GpAccessRecord  *old,
                      const GpAccessRecord  *record,
                      GError               **error)
{
  g_autoptr(GpExprValue) was = old != NULL ? gp_run_data_present (table, old) : NULL;
  g_autoptr(GpExprValue) is = record != NULL ? gp_run_data_present (table, record) : NULL;
  const Side left = { old, was }, right = { record, is };
  g_autofree char *before = print_fields (table, &left, &right);
  g_autofree char *after = print_fields (table, &right, &left);
  g_autofree char *id = key != NULL && key->len > 0 ? gp_record_key_print (table, key) : NULL;
  g_autoptr(GpSqliteStatement) insert = NULL;
  const char *kind;
  const char *who = find_who (request, &kind);

  if (before == NULL && after == NULL && old != NULL && record != NULL)
    return TRUE;
  insert = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend),
                              "INSERT INTO _gp_trail (at, entity, record, change, kind, who, flow, "
                              "old, new) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);
  if (insert == NULL)
    return FALSE;
  gp_sqlite_bind_int (insert, 1, request->now);
  gp_sqlite_bind_blob (insert, 2, &table->id, sizeof table->id);
  gp_sqlite_bind_text (insert, 3, id);
  gp_sqlite_bind_text (insert, 4, change);
  gp_sqlite_bind_text (insert, 5, kind);
  gp_sqlite_bind_text (insert, 6, who);
  gp_sqlite_bind_int (insert, 7, request->depth > 0);
  gp_sqlite_bind_text (insert, 8, before);
  gp_sqlite_bind_text (insert, 9, after);

  return gp_sqlite_run (insert, error);
}
