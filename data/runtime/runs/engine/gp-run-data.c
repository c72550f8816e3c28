/* gp-run-data.c — what flows do with the records of a backend
 * SPDX-License-Identifier: Apache-2.0
 *
 * Flows go through the same store of records as requests do, with all rights: who may start a flow
 * is decided where it starts. Values come and go as in the simulator, by way of the records that
 * rules see, so that a flow gets the same here and there. */
#define G_LOG_DOMAIN "gp-run-data"
#include "config.h"
#include "gp-run-data.h"

#include "gp-expr-json.h"
#include "gp-filter.h"
#include "gp-flow-fault.h"
#include "gp-flow-value.h"
#include "gp-paging.h"
#include "gp-problem.h"
#include "gp-record-store.h"
#include "gp-record-world.h"

#include <glib/gi18n-lib.h>
#include <sqlite3.h>

#define MAX_DEPTH 64

GpExprValue *
gp_run_data_present (const GpTable        *table,
                     const GpAccessRecord *record)
{
  g_autoptr(GpAccessRecord) shown = gp_access_record_copy (record);
  g_autoptr(GpExprValue) value = NULL;

  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->columns, i);

      if (column->hidden)
        gp_access_record_set (shown, &column->id, gp_expr_value_new_null ());
    }
  value = gp_access_record_to_value (shown);

  return gp_flow_value_settle (value);
}

/* --- errors ----------------------------------------------------------------------------------- */

static GpFlowFault
get_fault (guint status)
{
  switch (status)
    {
    case SOUP_STATUS_UNAUTHORIZED:
    case SOUP_STATUS_FORBIDDEN:
      return GP_FLOW_FAULT_AUTHORIZATION;
    case SOUP_STATUS_BAD_REQUEST:
    case SOUP_STATUS_CONFLICT:
      return GP_FLOW_FAULT_VALIDATION;
    default:
      return GP_FLOW_FAULT_RUNTIME;
    }
}

GpExprValue *
gp_run_data_to_fault (const GError *error)
{
  guint status;
  g_autofree char *json = gp_problem_to_json (error, &status);
  g_autoptr(GpExprValue) problem = gp_expr_value_from_json (json, -1, NULL);
  GpExprValue *errors = gp_flow_value_get (problem, "errors");
  const char *detail = gp_flow_value_get_text (problem, "detail");
  g_autoptr(GpExprValue) fault = NULL;

  if (g_error_matches (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_INTERRUPTED))
    return gp_flow_fault_new (GP_FLOW_FAULT_TIMEOUT, 0,
                              _("The database took too long: ask for fewer records."));
  fault = gp_flow_fault_new (get_fault (status), (int) status,
                             detail != NULL ? detail : error->message);

  return errors != NULL ? gp_flow_value_with (fault, "errors", gp_expr_value_ref (errors))
                        : g_steal_pointer (&fault);
}

/* After these nothing of the transaction may be there any more. SQLite itself takes all of it back
 * when a write is interrupted, but not when a query is. */
static gboolean
is_breakdown (GpSqlite     *sqlite,
              const GError *error)
{
  if (g_error_matches (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_INTERRUPTED))
    return sqlite3_get_autocommit (gp_sqlite_get_handle (sqlite)) != 0;

  return error->domain == GP_SQLITE_ERROR && error->code != GP_SQLITE_ERROR_FAILED
         && error->code != GP_SQLITE_ERROR_CONSTRAINT && error->code != GP_SQLITE_ERROR_TOO_BIG;
}

/* --- records ---------------------------------------------------------------------------------- */

typedef struct
{
  GpRequest          *request;
  const GpFlowEffect *effect;
  const GpTable      *table;
  GpRecordWorld       world;
  gint64              until;    /* 0: the limit of the backend holds */
  GpRunTouch         *touch;    /* or NULL */
} Work;

/* Between two records the savepoint is still there, which an interrupted write would take along. */
static gboolean
has_time (const Work  *self,
          GError     **error)
{
  if (self->until == 0 || g_get_monotonic_time () < self->until)
    return TRUE;
  g_set_error_literal (error, GP_SQLITE_ERROR, GP_SQLITE_ERROR_INTERRUPTED,
                       _("The database took too long: ask for fewer records."));

  return FALSE;
}

/* As gp_record_world_select(), but no longer than there is time. */
static GPtrArray *
query (Work         *self,
       const char   *rest,
       const GArray *values,
       GError      **error)
{
  gint64 left = (self->until - g_get_monotonic_time ()) / G_TIME_SPAN_MILLISECOND;
  GPtrArray *found;

  if (self->until == 0)
    return gp_record_world_select (&self->world, self->table, rest, values, NULL, error);
  gp_backend_limit (self->request->backend, (guint) CLAMP (left, 1, G_MAXINT));
  found = gp_record_world_select (&self->world, self->table, rest, values, NULL, error);
  gp_backend_limit (self->request->backend, 0);

  return found;
}

static gint64
get_limit (const GpExprValue *options)
{
  gint64 limit = gp_flow_value_get_int (options, "limit", GP_RUN_DATA_MAX_RECORDS + 1);

  return CLAMP (limit, 0, GP_RUN_DATA_MAX_RECORDS + 1);
}

/* (transfer full): of GpAccessRecord: those that the effect is about. */
static GPtrArray *
find (Work    *self,
      GError **error)
{
  const char *where = gp_flow_value_get_text (self->effect->arguments, "where");
  GpExprValue *options = gp_flow_effect_get (self->effect, "options");
  g_autoptr(GString) rest = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpPaging) paging = NULL;
  g_autoptr(GPtrArray) found = NULL;

  if (where != NULL && *where != '\0')
    {
      g_string_append (rest, "WHERE ");
      if (!gp_filter_append (self->request, self->table, where, rest, values, error))
        return NULL;
    }
  if (self->table->key->len > 0)
    {
      paging = gp_paging_new (self->request, self->table, gp_flow_value_get_text (options, "sort"),
                              NULL, error);
      if (paging == NULL)
        return NULL;
      g_string_append_c (rest, ' ');
      gp_paging_append_order (paging, rest, values);
    }
  g_string_append_printf (rest, " LIMIT %" G_GINT64_FORMAT, get_limit (options));
  found = query (self, rest->str, values, error);
  if (found == NULL || found->len <= GP_RUN_DATA_MAX_RECORDS)
    return g_steal_pointer (&found);
  gp_problem_set (error, SOUP_STATUS_REQUEST_ENTITY_TOO_LARGE, "size",
                  _("These are more than %d records of %s: ask for fewer with a condition or a "
                    "limit."), GP_RUN_DATA_MAX_RECORDS, self->table->name);

  return NULL;
}

/* As long as the rules find all that they may ask about as it was. */
static void
touch_all (Work      *self,
           GPtrArray *records)
{
  for (guint i = 0; i < records->len; i++)
    gp_run_touch_take (self->touch, records->pdata[i], NULL);
}

static GpExprValue *
present_all (Work      *self,
             GPtrArray *records)
{
  g_autoptr(GPtrArray) values = gp_flow_values_new ();

  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (values, gp_run_data_present (self->table, records->pdata[i]));

  return gp_flow_value_list (values);
}

/* (transfer full): of GpCell; NULL where it has none that is whole. */
static GArray *
get_key (const GpTable        *table,
         const GpAccessRecord *record)
{
  g_autoptr(GArray) key = gp_cells_new ();

  for (guint i = 0; i < table->key->len; i++)
    {
      GpCell cell = GP_CELL_INIT;

      if (!gp_record_world_get_cell (record, g_ptr_array_index (table->key, i), &cell))
        return NULL;
      g_array_append_val (key, cell);
    }

  return table->key->len > 0 ? g_steal_pointer (&key) : NULL;
}

static gboolean
refuse_keyless (const GpTable  *table,
                GError        **error)
{
  return gp_problem_set (error, SOUP_STATUS_CONFLICT, "key",
                         _("Records of %s have no key, so that none can be changed."),
                         table->name);
}

static GpExprValue *
load (Work          *self,
      const GArray  *key,
      GError       **error)
{
  g_autoptr(GpAccessRecord) record = gp_record_world_load (&self->world, self->table, key, NULL,
                                                           error);

  return record != NULL ? gp_run_data_present (self->table, record) : NULL;
}

static GpJsonDocument *
write_values (const GpFlowEffect  *effect,
              char               **out_text,
              GError             **error)
{
  *out_text = gp_expr_value_to_json (gp_flow_effect_get (effect, "values"));

  return gp_json_document_parse (*out_text, strlen (*out_text), MAX_DEPTH, error);
}

static GpExprValue *
do_read (Work    *self,
         GError **error)
{
  g_autoptr(GPtrArray) records = find (self, error);

  if (records == NULL)
    return NULL;
  touch_all (self, records);

  return present_all (self, records);
}

static GpExprValue *
do_create (Work    *self,
           GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GpJsonDocument) document = write_values (self->effect, &text, error);
  g_autoptr(GArray) key = NULL;

  if (document == NULL
      || !gp_record_store_create (self->request, self->table, document, GP_JSON_ROOT, &key, error))
    return NULL;

  return key->len > 0 ? load (self, key, error)
                      : gp_expr_value_ref (gp_flow_effect_get (self->effect, "values"));
}

static GpExprValue *
do_update (Work    *self,
           GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr(GpJsonDocument) document = write_values (self->effect, &text, error);
  g_autoptr(GPtrArray) records = document != NULL ? find (self, error) : NULL;
  g_autoptr(GPtrArray) values = gp_flow_values_new ();

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      g_autoptr(GArray) key = get_key (self->table, records->pdata[i]);
      g_autoptr(GArray) written = NULL;
      GpExprValue *value;

      if (!has_time (self, error))
        return NULL;
      if (key == NULL && !refuse_keyless (self->table, error))
        return NULL;
      if (!gp_record_store_update (self->request, self->table, key, document, GP_JSON_ROOT,
                                   &written, error))
        return NULL;
      value = load (self, written, error);
      if (value == NULL)
        return NULL;
      g_ptr_array_add (values, value);
    }

  return records != NULL ? gp_flow_value_list (values) : NULL;
}

static GpExprValue *
do_delete (Work    *self,
           GError **error)
{
  g_autoptr(GPtrArray) records = find (self, error);

  if (records == NULL)
    return NULL;
  touch_all (self, records);
  for (guint i = 0; i < records->len; i++)
    {
      g_autoptr(GArray) key = get_key (self->table, records->pdata[i]);

      if (!has_time (self, error))
        return NULL;
      if (key == NULL && !refuse_keyless (self->table, error))
        return NULL;
      if (!gp_record_store_delete (self->request, self->table, key, error))
        return NULL;
    }

  return present_all (self, records);
}

/* The rules are asked as they would be by a request: of what is written by the store, just before
 * it is, and of what goes before any of it has gone. */
static GpExprValue *
do_effect (Work    *self,
           GError **error)
{
  if (self->effect->kind == GP_FLOW_EFFECT_CREATE || self->effect->kind == GP_FLOW_EFFECT_UPDATE)
    self->request->touch = self->touch;
  switch (self->effect->kind)
    {
    case GP_FLOW_EFFECT_READ:
      return do_read (self, error);
    case GP_FLOW_EFFECT_CREATE:
      return do_create (self, error);
    case GP_FLOW_EFFECT_UPDATE:
      return do_update (self, error);
    case GP_FLOW_EFFECT_DELETE:
    default:
      return do_delete (self, error);
    }
}

/* What is left open would only be found out by the commit, which is of other runs, too. */
static GpExprValue *
do_whole (Work    *self,
          GError **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (self->request->backend);
  gboolean was_loose = !gp_record_store_settle (sqlite, NULL);
  g_autoptr(GpExprValue) result = do_effect (self, error);

  self->request->touch = NULL;

  return result != NULL && (was_loose || gp_record_store_settle (sqlite, error))
           ? g_steal_pointer (&result) : NULL;
}

gboolean
gp_run_data_perform (GpRequest           *request,
                     const GpFlowEffect  *effect,
                     gint64               until,
                     GpRunTouch         **touch,
                     GpExprValue        **result,
                     GpExprValue        **fault,
                     GError             **error)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (request->backend);
  Work work = { .request = request, .effect = effect, .until = until };
  g_autoptr(GpRunTouch) collected = NULL;
  g_autoptr(GError) failure = NULL;

  work.table = gp_schema_lookup (gp_backend_get_schema (request->backend), &effect->subject);
  if (work.table == NULL)
    {
      *fault = gp_flow_fault_new (GP_FLOW_FAULT_CONFIGURATION, 0,
                                  _("There is no table for the records of this step."));
      return TRUE;
    }
  gp_record_world_init (&work.world, request->backend);
  if (touch != NULL)
    work.touch = collected = gp_run_touch_new (request, work.table,
                                               gp_flow_effect_kind_to_string (effect->kind),
                                               gp_flow_effect_get (effect, "values"));
  if (!gp_sqlite_exec (sqlite, "SAVEPOINT gp_effect", error))
    return FALSE;
  *result = do_whole (&work, &failure);
  if (*result != NULL)
    {
      if (touch != NULL)
        *touch = g_steal_pointer (&collected);
      return gp_sqlite_exec (sqlite, "RELEASE gp_effect", error);
    }

  /* A record that has gone meanwhile has no error of the database. */
  if (failure != NULL && is_breakdown (sqlite, failure))
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  *fault = failure != NULL ? gp_run_data_to_fault (failure)
                           : gp_flow_fault_new (GP_FLOW_FAULT_RUNTIME, 404,
                                                _("The record is not there any more."));

  return gp_sqlite_exec (sqlite, "ROLLBACK TO gp_effect; RELEASE gp_effect", error);
}
