/* test-access-differential.c — the statements of the backend find what the rules say
 * SPDX-License-Identifier: Apache-2.0
 *
 * Random rules, rows and callers: grants with and without choices of fields, forbids, and forbids
 * of fields, about one entity. What gp_access_decide() says of each record is compared with the
 * records and fields that the conditions of the backend's statements find. GP_ACCESS_RULES sets how
 * many rule sets are tried; the usual run tries 500. */
#include "config.h"

#include "gp-access-decide.h"
#include "gp-backend-private.h"
#include "gp-change-set.h"
#include "gp-expr-json.h"
#include "gp-record-access.h"
#include "gp-record-world.h"
#include "gp-test-expr-conditions.h"
#include "gp-test-expr-rows.h"
#include "gp-test.h"

#include <string.h>

#define N_RULES     500
#define N_MUTANT    400
#define N_ROWS      12
#define ROW_ID      "00000000-0000-4000-8000-0000000000%02u"
#define DAY         86400

typedef struct
{
  GpDesign    *design;
  GpBackend   *backend;
  GpId         project;
  GpId         rules[4];     /* a grant, one with fields, a forbid, one with fields */
  GpId         editor;
  const char  *mutant_from;
  const char  *mutant_to;
  guint        n_compared;
  guint        n_seen;
  guint        n_errors;
  guint        n_refused;
  guint        n_mismatches;
} Fixture;

static GpCell
to_cell (const GpColumn    *column,
         const GpExprValue *value)
{
  GpCellFormat floating = { .type = GP_CELL_TYPE_FLOAT };
  const char *text;
  gint32 nanos;
  gint64 seconds;
  GpCell real;

  if (gp_expr_value_is_null (value))
    return (GpCell) GP_CELL_INIT;
  if (column->format.array)
    return gp_cell_take_text (gp_expr_value_to_json (value));

  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_BOOL:
      return gp_cell_int (gp_expr_value_get_bool (value));
    case GP_EXPR_VALUE_INT:
      return gp_cell_int (gp_expr_value_get_int (value));
    case GP_EXPR_VALUE_DOUBLE:
      real = gp_cell_real (gp_expr_value_get_double (value));
      return gp_cell_take_text (gp_cell_print (&floating, &real));
    case GP_EXPR_VALUE_STRING:
      text = gp_expr_value_get_string (value, NULL);
      if (column->format.type == GP_CELL_TYPE_UUID)
        return gp_cell_take_text (g_strdup_printf (ROW_ID, (guint) atoi (text + 1)));
      return gp_cell_take_text (g_strdup (text));
    case GP_EXPR_VALUE_TIMESTAMP:
      seconds = gp_expr_value_get_timestamp (value, &nanos);
      if (column->format.type == GP_CELL_TYPE_DATE)
        {
          g_autoptr(GDateTime) time = g_date_time_new_from_unix_utc (seconds / 1800 * DAY);

          return gp_cell_take_text (g_date_time_format (time, "%Y-%m-%d"));
        }
      return gp_cell_int (seconds * G_USEC_PER_SEC + nanos / 1000);
    default:
      return (GpCell) GP_CELL_INIT;
    }
}

static void
insert (Fixture   *self,
        GpTestRow *row)
{
  const GpTable *table = gp_schema_lookup (gp_backend_get_schema (self->backend), &row->entity);
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GError) error = NULL;

  g_string_printf (sql, "INSERT INTO %s VALUES (", table->quoted);
  for (guint i = 0; i < table->columns->len; i++)
    g_string_append (sql, i > 0 ? ", ?" : "?");
  g_string_append_c (sql, ')');
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (self->backend), sql->str, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->columns, i);
      g_auto(GpCell) cell = to_cell (column, g_hash_table_lookup (row->values, &column->id));

      gp_cell_bind_copy (&cell, statement, (int) i + 1);
    }
  gp_sqlite_run (statement, &error);
  g_assert_no_error (error);
}

/* Tables without constraints, so that rows can be anything. */
static void
fill (Fixture *self)
{
  GpSqlite *sqlite = gp_backend_get_sqlite (self->backend);
  GpSchema *schema = gp_backend_get_schema (self->backend);
  GpTestRows *rows = gp_test_rows_new (self->design, N_ROWS);
  g_autoptr(GError) error = NULL;

  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    {
      const GpTable *table = gp_schema_get_table (schema, i);
      g_autoptr(GString) sql = g_string_new (NULL);

      g_string_printf (sql, "DROP TABLE IF EXISTS %s; CREATE TABLE %s (", table->quoted,
                       table->quoted);
      for (guint j = 0; j < table->columns->len; j++)
        {
          const GpColumn *column = g_ptr_array_index (table->columns, j);

          g_string_append_printf (sql, "%s%s %s", j > 0 ? ", " : "", column->quoted,
                                  gp_cell_format_storage (&column->format));
        }
      g_string_append (sql, ") STRICT");
      gp_sqlite_exec (sqlite, sql->str, &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < rows->all->len; i++)
    insert (self, rows->all->pdata[i]);
  gp_test_rows_free (rows);
}

static GpId
add_rule (Fixture    *self,
          const char *effect,
          const char *field)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  static const char *const actions[] = { "read" };
  GpId id = gp_id_new ();
  GpElement *rule = gp_element_new (GP_KIND_RULE, &id, &self->project,
                                    gp_design_rank_last (self->design, &self->project));
  g_autoptr(GError) error = NULL;

  gp_element_set_text (rule, GP_RULE_EFFECT, effect);
  gp_element_set (rule, GP_RULE_ACTIONS, gp_value_texts (actions, 1));
  gp_element_set_ref (rule, GP_RULE_ROLE, &self->editor);
  if (field != NULL)
    {
      const GpElement *named = gp_design_find_child (self->design, &self->project, GP_KIND_FIELD,
                                                     field);

      gp_element_set_text (rule, GP_RULE_FIELDS_MODE, "only");
      gp_element_set (rule, GP_RULE_FIELDS, gp_value_ids (gp_element_get_id (named), 1));
    }
  gp_change_set_add (changes, rule);
  gp_design_apply (self->design, changes, &error);
  g_assert_no_error (error);
  gp_element_unref (rule);

  return id;
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autofree char *path = gp_test_dup_path ("data.db");
  g_autoptr(GError) error = NULL;

  self->design = gp_test_expr_design ();
  self->project = *gp_test_expr_find (self->design, "project");
  self->editor = *gp_test_expr_find (self->design, "editor");
  gp_change_set_set (changes, gp_design_lookup (self->design, &self->editor), GP_ROLE_MEMBERSHIP,
                     gp_value_text ("everyone"));
  gp_design_apply (self->design, changes, &error);
  g_assert_no_error (error);
  self->rules[0] = add_rule (self, "grant", NULL);
  self->rules[1] = add_rule (self, "grant", "name");
  self->rules[2] = add_rule (self, "forbid", NULL);
  self->rules[3] = add_rule (self, "forbid", "budget");
  self->backend = gp_backend_open (path, &error);
  g_assert_no_error (error);
  gp_backend_adopt (self->backend, g_object_ref (self->design), gp_schema_new (self->design, NULL),
                    gp_access_new (self->design));
  fill (self);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gp_backend_free (self->backend);
  g_object_unref (self->design);
}

/* Each rule gets a condition; those that are left out are never true, or never false. */
static void
draw_rules (Fixture *self)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (self->rules); i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      if (i == 0 || g_test_rand_int_range (0, 3) == 0)
        gp_test_expr_append_condition (text);
      else
        g_string_append (text, "false");
      gp_change_set_set (changes, gp_design_lookup (self->design, &self->rules[i]),
                         GP_RULE_CONDITION, gp_value_text (text->str));
    }
  gp_design_apply (self->design, changes, &error);
  g_assert_no_error (error);
  gp_backend_adopt (self->backend, g_object_ref (self->design), gp_schema_new (self->design, NULL),
                    gp_access_new (self->design));
}

static gboolean
can_be_asked (Fixture *self)
{
  const GpAccess *access = gp_backend_get_access (self->backend);

  for (guint i = 0; i < G_N_ELEMENTS (self->rules); i++)
    {
      const GpAccessRule *rule = gp_access_find_rule (access, &self->rules[i]);

      if (gp_access_rule_get_problem (rule) != NULL || gp_access_rule_get_refusal (rule) != NULL)
        return FALSE;
    }

  return TRUE;
}

/* Nobody, somebody of whom little is known, and somebody of whom everything is. */
static void
draw_caller (GpRequest *request,
             guint      i)
{
  GpCaller *caller = &request->caller;

  caller->roles = g_array_new (FALSE, FALSE, sizeof (GpId));
  caller->is_signed_in = i > 0;
  if (i > 0)
    caller->user = g_strdup_printf (ROW_ID, (guint) g_test_rand_int_range (0, 4));
  if (i > 1)
    {
      caller->tenant = g_strdup_printf (ROW_ID, (guint) g_test_rand_int_range (0, 4));
      caller->email = g_strdup ("a");
      caller->claims = g_strdup ("{\"team\": \"a\"}");
    }
}

static void
clear_request (GpRequest *request)
{
  GpCaller *caller = &request->caller;

  g_clear_pointer (&request->accesses, g_hash_table_unref);
  gp_access_caller_free (caller->access);
  g_array_unref (caller->roles);
  g_free (caller->user);
  g_free (caller->email);
  g_free (caller->tenant);
  g_free (caller->claims);
}

static void
mutate (Fixture *self,
        GString *sql)
{
  if (self->mutant_from != NULL)
    g_string_replace (sql, self->mutant_from, self->mutant_to, 0);
}

/* Per record: "id seen name budget" as the statements of the backend have it. */
static GHashTable *
ask_database (Fixture       *self,
              GpRequest     *request,
              const GpTable *table)
{
  const GpRecordAccess *access = gp_record_access_get (request, table);
  const GpColumn *columns[] = { gp_table_find (table, "name"), gp_table_find (table, "budget"),
                                gp_table_find (table, "status") };
  GHashTable *seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr(GString) sql = g_string_new ("SELECT r0.id");
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GError) error = NULL;

  if (!gp_record_access_sees_any (access))
    return seen;
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      g_string_append (sql, ", ");
      if (gp_record_access_sees (access, columns[i]) == GP_SEEN_NEVER)
        g_string_append_c (sql, '0');
      else
        gp_record_access_append_mask (access, columns[i], sql, values);
    }
  g_string_append_printf (sql, " FROM %s AS r0 WHERE ", table->quoted);
  gp_record_access_append_where (access, sql, values);
  mutate (self, sql);
  statement = gp_sqlite_prepare (gp_backend_get_sqlite (self->backend), sql->str, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < values->len; i++)
    gp_cell_bind (&g_array_index (values, GpCell, i), statement, (int) i + 1);
  while (gp_sqlite_step (statement, &error) == GP_SQLITE_ROW)
    g_hash_table_insert (seen, g_strdup (gp_sqlite_column_text (statement, 0, NULL)),
                         g_strdup_printf ("%d%d%d", gp_sqlite_column_int (statement, 1) != 0,
                                          gp_sqlite_column_int (statement, 2) != 0,
                                          gp_sqlite_column_int (statement, 3) != 0));
  g_assert_no_error (error);

  return seen;
}

/* The same of one record, as the rules decide; NULL where it is not seen. */
static char *
ask_rules (Fixture       *self,
           GpRequest     *request,
           const GpTable *table,
           const char    *id)
{
  GpRecordWorld world;
  g_autoptr(GArray) key = gp_cells_new ();
  g_autoptr(GpAccessRecord) record = NULL;
  g_autoptr(GpAccessDecision) decision = NULL;
  GpCell cell = gp_cell_take_text (g_strdup (id));
  GpAccessQuestion question;

  gp_record_world_init (&world, self->backend);
  g_array_append_val (key, cell);
  record = gp_record_world_load (&world, table, key, NULL, NULL);
  g_assert_nonnull (record);
  question = (GpAccessQuestion) { .caller = gp_request_get_caller (request), .action = "read",
                                  .subject = &table->id, .record = record, .now = request->now,
                                  .ip = request->peer };
  decision = gp_access_decide (gp_backend_get_access (self->backend), &question);
  for (guint i = 0; i < decision->rulings->len; i++)
    {
      const GpAccessRuling *ruling = decision->rulings->pdata[i];
      const GpAccessPart *part = ruling->parts->pdata[0];

      self->n_errors += gp_expr_value_is_error (part->value) && i == 0;
    }
  self->n_compared++;
  if (decision->verdict != GP_ACCESS_GRANTED)
    return NULL;
  self->n_seen++;

  return g_strdup_printf (
    "%d%d%d", gp_access_decision_has_field (decision, &gp_table_find (table, "name")->id),
    gp_access_decision_has_field (decision, &gp_table_find (table, "budget")->id),
    gp_access_decision_has_field (decision, &gp_table_find (table, "status")->id));
}

static void
tell (Fixture    *self,
      const char *id,
      const char *expected,
      const char *got)
{
  self->n_mismatches++;
  if (self->mutant_from != NULL)
    return;
  for (guint i = 0; i < G_N_ELEMENTS (self->rules); i++)
    g_test_message ("%s", gp_element_get_text (gp_design_lookup (self->design, &self->rules[i]),
                                               GP_RULE_CONDITION));
  g_error ("%s: the rules say %s and the database %s", id, expected != NULL ? expected : "no",
           got != NULL ? got : "no");
}

static void
compare (Fixture *self)
{
  const GpTable *table = gp_schema_lookup (gp_backend_get_schema (self->backend), &self->project);

  for (guint caller = 0; caller < 3; caller++)
    {
      GpRequest request = { .backend = self->backend, .peer = (char *) "127.0.0.1",
                            .now = 3600 * (gint64) G_USEC_PER_SEC };
      g_autoptr(GHashTable) seen = NULL;

      draw_caller (&request, caller);
      seen = ask_database (self, &request, table);
      for (guint i = 0; i < N_ROWS; i++)
        {
          g_autofree char *id = g_strdup_printf (ROW_ID, i);
          g_autofree char *expected = ask_rules (self, &request, table, id);
          const char *got = g_hash_table_lookup (seen, id);

          if (g_strcmp0 (expected, got) != 0)
            tell (self, id, expected, got);
        }
      clear_request (&request);
    }
}

static void
run (Fixture *self,
     guint    n_rules)
{
  for (guint i = 0; i < n_rules && (self->mutant_from == NULL || self->n_mismatches == 0); i++)
    {
      if (i % 25 == 24)
        fill (self);
      draw_rules (self);
      if (can_be_asked (self))
        compare (self);
      else
        self->n_refused++;
    }
}

static void
test_statements_find_what_rules_say (Fixture       *self,
                                     gconstpointer  unused)
{
  const char *wish = g_getenv ("GP_ACCESS_RULES");
  guint n = wish != NULL ? (guint) atoi (wish) : N_RULES;

  run (self, n);
  g_test_message ("%u compared, %u seen, %u errors, %u rule sets refused", self->n_compared,
                  self->n_seen, self->n_errors, self->n_refused);
  g_assert_cmpuint (self->n_mismatches, ==, 0);
  /* Nothing is learned from rules that are always true, or never. */
  g_assert_cmpuint (self->n_seen, >, self->n_compared / 20);
  g_assert_cmpuint (self->n_seen, <, self->n_compared / 20 * 19);
  g_assert_cmpuint (self->n_errors, >, self->n_compared / 50);
  g_assert_cmpuint (self->n_refused, <, n / 2);
}

/* The comparison notices what is wrong: each of these makes it red. */
static void
test_mutants_are_noticed (Fixture       *self,
                          gconstpointer  unused)
{
  static const char *const mutants[][2] = {
    { " IS NULL", " IS NOT NULL" }, { "NOT EXISTS", "EXISTS" }, { " <> ", " = " },
    { " < ", " <= " }, { " IS NOT ", " IS " }, { "instr (", "-instr (" }, { " AND ", " OR " },
    { "NOT IN", "IN" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (mutants); i++)
    {
      self->mutant_from = mutants[i][0];
      self->mutant_to = mutants[i][1];
      self->n_mismatches = 0;
      run (self, N_MUTANT);
      g_test_message ("%s", self->mutant_from);
      g_assert_cmpuint (self->n_mismatches, >, 0);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add ("/data/access-differential/statements-find-what-rules-say", Fixture, NULL, set_up,
              test_statements_find_what_rules_say, tear_down);
  g_test_add ("/data/access-differential/mutants-are-noticed", Fixture, NULL, set_up,
              test_mutants_are_noticed, tear_down);

  return g_test_run ();
}
