/* gp-backend-state.c — what a backend knows of its last deployment
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-backend-state"
#include "config.h"
#include "gp-backend-private.h"

#include "gp-json-design.h"
#include "gp-plan-json.h"

/* (transfer full): NULL without @error where there is none. */
static char *
load_text (GpBackend  *self,
           const char *key,
           gsize      *length,
           GError    **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  const char *text;
  gsize n;

  statement = gp_sqlite_prepare (self->sqlite, "SELECT value FROM _gp_state WHERE key = ?1", error);
  if (statement == NULL)
    return NULL;
  gp_sqlite_bind_text (statement, 1, key);
  if (gp_sqlite_step (statement, error) != GP_SQLITE_ROW)
    return NULL;

  text = gp_sqlite_column_text (statement, 0, &n);
  *length = n;

  return g_strndup (text, n);
}

static gboolean
save_text (GpBackend  *self,
           const char *key,
           const char *text,
           GError    **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;

  statement = gp_sqlite_prepare (self->sqlite, "INSERT OR REPLACE INTO _gp_state VALUES (?1, ?2)",
                                 error);
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_text (statement, 1, key);
  gp_sqlite_bind_text (statement, 2, text);

  return gp_sqlite_run (statement, error);
}

/* SHA-256 of the SQL of all tables and indexes but our own. */
static char *
dup_tables_hash (GpBackend *self,
                 GError   **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  GpSqliteStep step;

  statement = gp_sqlite_prepare (self->sqlite,
                                 "SELECT type, name, ifnull (sql, '') FROM sqlite_schema "
                                 "WHERE substr (tbl_name, 1, 4) <> '_gp_' ORDER BY type, name",
                                 error);
  if (statement == NULL)
    return NULL;

  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      for (int i = 0; i < 3; i++)
        {
          gsize length;
          const char *text = gp_sqlite_column_text (statement, i, &length);

          /* With the zero byte, which no SQL text has inside. */
          g_checksum_update (checksum, (const guchar *) text, length + 1);
        }
    }

  return step == GP_SQLITE_DONE ? g_strdup (g_checksum_get_string (checksum)) : NULL;
}

char *
gp_backend_dup_live (GpBackend *self,
                     gboolean  *out_drifted,
                     GError   **error)
{
  g_autofree char *tables = dup_tables_hash (self, error);
  g_autofree char *left = NULL;
  g_autofree char *design = NULL;
  g_autofree char *both = NULL;
  GError *failure = NULL;
  gsize length;

  if (tables == NULL)
    return NULL;

  left = load_text (self, "tables", &length, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return NULL;
    }
  if (out_drifted != NULL)
    *out_drifted = left != NULL && !g_str_equal (left, tables);

  design = self->design != NULL ? gp_design_dup_hash (self->design) : g_strdup ("");
  both = g_strconcat (design, " ", tables, NULL);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, both, -1);
}

/* NULL without @error where there is none yet. */
static GpDesign *
load_design (GpBackend *self,
             GError   **error)
{
  g_autofree char *text = NULL;
  gsize length;

  text = load_text (self, "design", &length, error);

  return text != NULL ? gp_json_design_from_text (text, length, error) : NULL;
}

gboolean
gp_backend_read_deployment (GpBackend *self,
                            gint64    *out,
                            GError   **error)
{
  return gp_sqlite_query_int (self->sqlite, "SELECT ifnull (max (number), 0) FROM _gp_deployment",
                              out, error);
}

gboolean
gp_backend_refresh (GpBackend *self,
                    GError   **error)
{
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpDesign) empty = NULL;
  GError *failure = NULL;
  gint64 number;

  if (!gp_backend_read_deployment (self, &number, error))
    return FALSE;
  if (number == self->deployment)
    return TRUE;

  design = load_design (self, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  empty = gp_design_new (NULL, NULL);
  gp_backend_adopt (self, design != NULL ? g_object_ref (design) : NULL,
                    gp_schema_new (design != NULL ? design : empty, NULL),
                    gp_access_new (design != NULL ? design : empty));
  self->deployment = number;

  return TRUE;
}

static gboolean
note_deployment (GpBackend    *self,
                 GpDesign     *design,
                 const GpPlan *plan,
                 GError      **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autofree char *hash = gp_design_dup_hash (design);
  g_autofree char *json = gp_plan_to_json (plan, GP_JSON_COMPACT, NULL);

  statement = gp_sqlite_prepare (self->sqlite, "INSERT INTO _gp_deployment "
                                               "(time, live_before, design, plan) "
                                               "VALUES (?1, ?2, ?3, ?4)", error);
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_int (statement, 1, g_get_real_time ());
  gp_sqlite_bind_text (statement, 2, gp_plan_get_live (plan));
  gp_sqlite_bind_text (statement, 3, hash);
  gp_sqlite_bind_text (statement, 4, json);

  return gp_sqlite_run (statement, error);
}

gboolean
gp_backend_save_state (GpBackend    *self,
                       GpDesign     *design,
                       const GpPlan *plan,
                       GError      **error)
{
  g_autofree char *text = gp_json_design_to_text (design, NULL);
  g_autofree char *tables = dup_tables_hash (self, error);

  return tables != NULL && save_text (self, "design", text, error)
         && save_text (self, "tables", tables, error)
         && note_deployment (self, design, plan, error);
}

static gboolean
set_number (GpBackend      *self,
            const GpTable  *table,
            const GpColumn *column,
            GError        **error)
{
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autofree char *sql = NULL;

  sql = g_strdup_printf ("INSERT INTO _gp_number SELECT ?1, min (max (ifnull (max (%s), 0), 0), "
                         "9223372036854775806) + 1 FROM %s WHERE true "
                         "ON CONFLICT (field) DO UPDATE SET next = max (next, excluded.next)",
                         column->quoted, table->quoted);
  statement = gp_sqlite_prepare (self->sqlite, sql, error);
  if (statement == NULL)
    return FALSE;
  gp_sqlite_bind_id (statement, 1, &column->id);

  return gp_sqlite_run (statement, error);
}

gboolean
gp_backend_set_numbers (GpBackend *self,
                        GpSchema  *schema,
                        GError   **error)
{
  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    {
      const GpTable *table = gp_schema_get_table (schema, i);

      for (guint j = 0; j < table->columns->len; j++)
        {
          const GpColumn *column = g_ptr_array_index (table->columns, j);

          if (column->numbered && !set_number (self, table, column, error))
            return FALSE;
        }
    }

  return TRUE;
}
