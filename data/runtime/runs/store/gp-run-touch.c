/* gp-run-touch.c — which records a step of a run read or changed
 * SPDX-License-Identifier: Apache-2.0
 *
 * The rules are asked with the function that decides requests. Where nobody who is signed in has
 * started the run there is nobody to ask about, and no verdict. */
#define G_LOG_DOMAIN "gp-run-touch"
#include "config.h"
#include "gp-run-touch.h"

#include "gp-access-decide.h"
#include "gp-flow-value.h"
#include "gp-record-key.h"
#include "gp-record-world.h"

/* The most that a run has lines for; loops may have very many. */
#define MAX_LINES 1000

struct _GpRunTouch
{
  GpRequest      *request;
  const GpTable  *table;
  const char     *action;     /* static */
  GpAccessCaller *caller;     /* or NULL */
  GArray         *written;    /* of GpId: fields */
  gint64          count;
  GString        *records;
  GpJsonWriter    writer;
};

/* --- who started it --------------------------------------------------------------------------- */

static GArray *
list_roles (GpDesign          *design,
            const GpExprValue *user)
{
  g_autoptr(GPtrArray) all = gp_design_list (design, GP_KIND_ROLE);
  GpExprValue *names = gp_flow_value_get (user, "roles");
  gsize n = names != NULL && gp_expr_value_get_kind (names) == GP_EXPR_VALUE_LIST
              ? gp_expr_value_get_size (names) : 0;
  GArray *roles = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (guint i = 0; i < all->len; i++)
    for (gsize k = 0; k < n; k++)
      {
        GpExprValue *name = gp_expr_value_get_item (names, k);

        if (gp_expr_value_get_kind (name) == GP_EXPR_VALUE_STRING
            && g_str_equal (gp_expr_value_get_string (name, NULL),
                            gp_element_get_name (all->pdata[i])))
          g_array_append_vals (roles, gp_element_get_id (all->pdata[i]), 1);
      }

  return roles;
}

static GpAccessCaller *
make_caller (GpRequest *request)
{
  const GpAccess *access = gp_backend_get_access (request->backend);
  const GpExprValue *user = request->user;
  g_autoptr(GArray) roles = NULL;
  GpAccessUser who = { .signed_in = TRUE, .tenant = request->caller.tenant };

  if (access == NULL || user == NULL || gp_expr_value_get_kind (user) != GP_EXPR_VALUE_MAP
      || gp_expr_value_get_size (user) == 0)
    return NULL;
  roles = list_roles (gp_access_get_design (access), user);
  who.id = gp_flow_value_get_text (user, "id");
  who.email = gp_flow_value_get_text (user, "email");
  who.claims = gp_flow_value_get (user, "claims");
  who.roles = (const GpId *) roles->data;
  who.n_roles = roles->len;

  return gp_access_caller_new (access, &who);
}

static GArray *
list_written (const GpTable     *table,
              const GpExprValue *values)
{
  gsize n = values != NULL && gp_expr_value_get_kind (values) == GP_EXPR_VALUE_MAP
              ? gp_expr_value_get_size (values) : 0;
  GArray *written = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (gsize i = 0; i < n; i++)
    {
      const char *name = gp_expr_value_get_string (gp_expr_value_get_key (values, i), NULL);
      const GpColumn *column = gp_table_find (table, name);

      if (column != NULL)
        g_array_append_val (written, column->id);
    }

  return written;
}

GpRunTouch *
gp_run_touch_new (GpRequest         *request,
                  const GpTable     *table,
                  const char        *action,
                  const GpExprValue *values)
{
  GpRunTouch *self = g_new0 (GpRunTouch, 1);

  self->request = request;
  self->table = table;
  self->action = action;
  self->caller = make_caller (request);
  self->written = list_written (table, values);
  self->records = g_string_new (NULL);
  gp_json_writer_init (&self->writer, self->records, GP_JSON_COMPACT);
  gp_json_writer_begin_array (&self->writer);

  return self;
}

void
gp_run_touch_free (GpRunTouch *self)
{
  if (self == NULL)
    return;

  gp_access_caller_free (self->caller);
  g_array_unref (self->written);
  g_string_free (self->records, TRUE);
  g_free (self);
}

/* --- taking ----------------------------------------------------------------------------------- */

static char *
dup_key (const GpTable        *table,
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

  return table->key->len > 0 ? gp_record_key_print (table, key) : NULL;
}

static void
write_verdict (GpRunTouch           *self,
               const GpAccessRecord *record,
               const GpAccessRecord *new_record)
{
  static const char *const words[] = {
    [GP_ACCESS_DENIED] = "denied",   [GP_ACCESS_FORBIDDEN] = "forbidden",
    [GP_ACCESS_DEPENDS] = "denied",  [GP_ACCESS_GRANTED] = "granted",
  };
  const GpAccessQuestion question = {
    .caller = self->caller, .action = self->action, .subject = &self->table->id,
    .record = record, .new_record = new_record, .written = self->written,
    .now = self->request->now, .ip = "",
  };
  g_autoptr(GpAccessDecision) decision =
    gp_access_decide (gp_backend_get_access (self->request->backend), &question);
  char buffer[GP_ID_STRING_SIZE];
  const GpAccessRuling *ruling =
    decision->deciding->len > 0 ? decision->deciding->pdata[0] : NULL;

  gp_json_writer_member (&self->writer, "verdict", words[decision->verdict]);
  gp_json_writer_member (&self->writer, "rule",
                         ruling != NULL ? gp_id_format (&ruling->rule->id, buffer) : NULL);
}

void
gp_run_touch_take (GpRunTouch           *self,
                   const GpAccessRecord *record,
                   const GpAccessRecord *new_record)
{
  g_autofree char *key = NULL;

  if (self == NULL || self->count++ >= GP_RUN_TOUCH_MAX_RECORDS)
    return;
  key = dup_key (self->table, new_record != NULL ? new_record : record);
  gp_json_writer_begin_object (&self->writer);
  gp_json_writer_member (&self->writer, "id", key);
  if (self->caller != NULL)
    write_verdict (self, record, new_record);
  gp_json_writer_end_object (&self->writer);
}

/* --- the file --------------------------------------------------------------------------------- */

gboolean
gp_run_touch_store (GpRunTouch          *self,
                    gint64               run,
                    const GpFlowEffect  *effect,
                    GError             **error)
{
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    gp_backend_get_sqlite (self->request->backend),
    "INSERT INTO _gp_touch (run, step, place, attempt, entity, action, count, records) "
    "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)", error);

  if (statement == NULL)
    return FALSE;
  gp_json_writer_end_array (&self->writer);
  gp_sqlite_bind_int (statement, 1, run);
  gp_sqlite_bind_id (statement, 2, &effect->step);
  gp_sqlite_bind_text (statement, 3, effect->place);
  gp_sqlite_bind_int (statement, 4, effect->attempt);
  gp_sqlite_bind_id (statement, 5, &self->table->id);
  gp_sqlite_bind_text (statement, 6, self->action);
  gp_sqlite_bind_int (statement, 7, self->count);
  gp_sqlite_bind_text (statement, 8, self->records->str);

  return gp_sqlite_run (statement, error);
}

static void
write_line (GpJsonWriter      *writer,
            GpSqliteStatement *line)
{
  char buffer[GP_ID_STRING_SIZE];
  GpId id;

  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "step", gp_sqlite_column_id (line, 0, &id)
                                           ? gp_id_format (&id, buffer) : NULL);
  gp_json_writer_member (writer, "place", gp_sqlite_column_text (line, 1, NULL));
  gp_json_writer_key (writer, "attempt");
  gp_json_writer_int (writer, gp_sqlite_column_int (line, 2));
  gp_json_writer_member (writer, "entity", gp_sqlite_column_id (line, 3, &id)
                                             ? gp_id_format (&id, buffer) : NULL);
  gp_json_writer_member (writer, "action", gp_sqlite_column_text (line, 4, NULL));
  gp_json_writer_key (writer, "count");
  gp_json_writer_int (writer, gp_sqlite_column_int (line, 5));
  gp_json_writer_key (writer, "records");
  gp_json_writer_raw (writer, gp_sqlite_column_text (line, 6, NULL));
  gp_json_writer_end_object (writer);
}

gboolean
gp_run_touch_write (GpSqlite      *sqlite,
                    gint64         run,
                    GpJsonWriter  *writer,
                    GError       **error)
{
  g_autoptr(GpSqliteStatement) line = gp_sqlite_prepare (
    sqlite, "SELECT step, place, attempt, entity, action, count, records FROM _gp_touch "
            "WHERE run = ?1 ORDER BY number LIMIT " G_STRINGIFY (MAX_LINES), error);
  GpSqliteStep step;

  if (line == NULL)
    return FALSE;
  gp_sqlite_bind_int (line, 1, run);
  gp_json_writer_begin_array (writer);
  while ((step = gp_sqlite_step (line, error)) == GP_SQLITE_ROW)
    write_line (writer, line);
  gp_json_writer_end_array (writer);

  return step == GP_SQLITE_DONE;
}
