/* write-access-cases.c — random rules, rows and callers as a script for PostgreSQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * For each set of rules: the script of the export, and questions whose answers gp_access_decide()
 * has given already, into the file that is named. Run by psql, it prints a line for each answer
 * that differs, and nothing otherwise. Where a rule cannot be said in PostgreSQL, only what it
 * allows too much differs.
 *
 * An update or deletion that names its record needs to be able to read it, before and after. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gp-access-decide.h"
#include "gp-change-set.h"
#include "gp-export.h"
#include "gp-expr-json.h"
#include "gp-expr-time.h"
#include "gp-sql-name.h"
#include "gp-sql-type.h"
#include "gp-test-expr-conditions.h"
#include "gp-test-expr-rows.h"

#define N_ROWS  8
#define ROW_ID  "00000000-0000-4000-8000-0000000000%02u"
#define NEW_ROW 77
#define DAY     86400
#define N_RULES 5

typedef struct
{
  GpAccessWorld  world;     /* first */
  GpDesign      *design;
  GpAccess      *access;
  GpTestRows    *rows;
  GString       *out;
  GpId           project;
  GpId           name;      /* the fields that are written */
  GpId           key;
  GpId           admin;
  GpId           rules[N_RULES];
  gboolean       is_whole;  /* all rules of this set can be said */
  guint          n_asked, n_allowed, n_whole;
} Writer;

static const char prelude[] =
  "DO $$ DECLARE c record; BEGIN FOR c IN SELECT conname, conrelid::regclass AS t FROM "
  "pg_constraint WHERE contype = 'f' LOOP EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I', "
  "c.t, c.conname); END LOOP; END $$;\n"
  "CREATE FUNCTION public.probe(command text) RETURNS text LANGUAGE plpgsql AS $$\n"
  "DECLARE n integer;\nBEGIN\n  EXECUTE command;\n  GET DIAGNOSTICS n = ROW_COUNT;\n"
  "  RAISE EXCEPTION USING ERRCODE = 'GP001', MESSAGE = n::text;\n"
  "EXCEPTION\n  WHEN SQLSTATE 'GP001' THEN RETURN CASE WHEN SQLERRM = '0' THEN 'no' ELSE 'yes' END;\n"
  "  WHEN insufficient_privilege THEN RETURN 'no';\n  WHEN OTHERS THEN RETURN SQLERRM;\n"
  "END $$;\n";

static GpAccessRecord *
as_record (Writer    *self,
           GpTestRow *row)
{
  GpAccessRecord *record = gp_access_record_new (&self->world, &row->entity);
  GHashTableIter iter;
  gpointer field, value;

  g_hash_table_iter_init (&iter, row->values);
  while (g_hash_table_iter_next (&iter, &field, &value))
    gp_access_record_set (record, field, gp_expr_value_ref (value));
  return record;
}

static GPtrArray *
find_records (GpAccessWorld     *world,
              const GpId        *entity,
              const GpId        *field,
              const GpExprValue *value)
{
  Writer *self = (Writer *) world;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_access_record_unref);

  for (guint i = 0; i < self->rows->all->len; i++)
    {
      GpTestRow *row = self->rows->all->pdata[i];

      if (gp_id_equal (&row->entity, entity)
          && gp_expr_value_equal (g_hash_table_lookup (row->values, field), value))
        g_ptr_array_add (found, as_record (self, row));
    }
  return found;
}

/* What the column holds of a value that was made for any column of its kind. */
static GpExprValue *
fit (const char        *type,
     const GpExprValue *value)
{
  gint32 nanos;
  gint64 number;

  if (gp_expr_value_is_null (value))
    return gp_expr_value_new_null ();
  if (g_str_equal (type, "uuid"))
    {
      g_autofree char *id = g_strdup_printf (
        ROW_ID, (guint) atoi (gp_expr_value_get_string (value, NULL) + 1));

      return gp_expr_value_new_string (id, -1);
    }
  if (g_str_equal (type, "integer"))
    {
      number = gp_expr_value_get_int (value);
      return gp_expr_value_new_int (CLAMP (number, G_MININT32, G_MAXINT32));
    }
  if (g_str_equal (type, "date"))
    {
      number = gp_expr_value_get_timestamp (value, &nanos);
      return gp_expr_value_new_timestamp (number / 1800 * DAY, 0);
    }
  return gp_expr_value_ref ((GpExprValue *) value);
}

static void
append_value (GString           *out,
              const GpExprValue *value)
{
  g_autofree char *text = NULL;
  gint32 nanos;
  gint64 seconds;

  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_NULL:
      g_string_append (out, "NULL");
      return;
    case GP_EXPR_VALUE_LIST:
      g_string_append (out, "ARRAY[");
      for (gsize i = 0; i < gp_expr_value_get_size (value); i++)
        {
          g_string_append (out, i > 0 ? ", " : "");
          append_value (out, gp_expr_value_get_item (value, i));
        }
      g_string_append (out, "]::text[]");
      return;
    case GP_EXPR_VALUE_STRING:
      text = g_strdup (gp_expr_value_get_string (value, NULL));
      break;
    case GP_EXPR_VALUE_DOUBLE:
      text = g_strdup_printf ("%.17g", gp_expr_value_get_double (value));
      break;
    case GP_EXPR_VALUE_TIMESTAMP:
      seconds = gp_expr_value_get_timestamp (value, &nanos);
      text = gp_expr_timestamp_to_text (seconds, nanos);
      break;
    default:
      text = gp_expr_value_to_text (value);
    }
  gp_sql_quote_text (out, text);
}

/* INSERT of a row, with another key where @key is not NULL. */
static void
append_insert (Writer     *self,
               GpTestRow  *row,
               const char *key,
               GString    *out)
{
  const GpElement *entity = gp_design_lookup (self->design, &row->entity);
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, &row->entity,
                                                         GP_KIND_FIELD);

  g_string_append (out, "INSERT INTO public.");
  gp_sql_quote_name (out, gp_element_get_name (entity));
  g_string_append (out, " VALUES (");
  for (guint i = 0; i < fields->len; i++)
    {
      g_string_append (out, i > 0 ? ", " : "");
      if (i == 0 && key != NULL)
        g_string_append_printf (out, "'%s'", key);
      else
        append_value (out, g_hash_table_lookup (row->values, gp_element_get_id (fields->pdata[i])));
    }
  g_string_append (out, ")");
}

static void
draw_rows (Writer *self)
{
  if (self->rows != NULL)
    gp_test_rows_free (self->rows);
  self->rows = gp_test_rows_new (self->design, N_ROWS);
  g_string_append (self->out, "TRUNCATE public.person, public.project, public.task, "
                              "public.order_line;\n");
  for (guint i = 0; i < self->rows->all->len; i++)
    {
      GpTestRow *row = self->rows->all->pdata[i];
      g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, &row->entity,
                                                             GP_KIND_FIELD);

      for (guint j = 0; j < fields->len; j++)
        {
          const GpId *id = gp_element_get_id (fields->pdata[j]);
          g_autofree char *type = gp_sql_type_for_field (self->design, fields->pdata[j]);

          g_hash_table_insert (row->values, g_memdup2 (id, sizeof *id),
                               fit (type, g_hash_table_lookup (row->values, id)));
        }
      append_insert (self, row, NULL, self->out);
      g_string_append (self->out, ";\n");
    }
}

static void
add_rule (Writer     *self,
          guint       i,
          const char *effect,
          const GpId *role)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  GpElement *rule;
  g_autoptr(GError) error = NULL;

  self->rules[i] = gp_id_new ();
  rule = gp_element_new (GP_KIND_RULE, &self->rules[i], &self->project,
                         gp_design_rank_last (self->design, &self->project));
  gp_element_set_text (rule, GP_RULE_EFFECT, effect);
  if (role != NULL)
    gp_element_set_ref (rule, GP_RULE_ROLE, role);
  gp_change_set_add (changes, rule);
  gp_design_apply (self->design, changes, &error);
  g_assert_no_error (error);
  gp_element_unref (rule);
}

static void
draw_condition (GpChangeSet     *changes,
                const GpElement *rule,
                GpProperty       property,
                gboolean         is_set)
{
  g_autoptr(GString) text = g_string_new (NULL);

  gp_test_expr_append_condition (text);
  if (property == GP_RULE_CHECK)
    g_string_replace (text, "record", "new", 0);
  gp_change_set_set (changes, rule, property, is_set ? gp_value_text (text->str)
                                                       : gp_value_none ());
}

static void
draw_rules (Writer *self)
{
  static const char *const all[] = { "create", "read", "update", "delete" };
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < N_RULES; i++)
    {
      const GpElement *rule = gp_design_lookup (self->design, &self->rules[i]);
      gboolean forbids = i >= 3;
      const char *actions[4];
      gsize n = 0;

      for (gsize j = 0; j < G_N_ELEMENTS (all); j++)
        if (i == 0 || g_test_rand_int_range (0, forbids ? 3 : 2) == 0)
          actions[n++] = all[j];
      gp_change_set_set (changes, rule, GP_RULE_ACTIONS, gp_value_texts (actions, n));
      draw_condition (changes, rule, GP_RULE_CONDITION, i != 0 || g_test_rand_bit ());
      draw_condition (changes, rule, GP_RULE_CHECK, g_test_rand_int_range (0, 3) == 0);
    }
  gp_design_apply (self->design, changes, &error);
  g_assert_no_error (error);
}

static void
write_rules (Writer *self)
{
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;

  gp_export (self->design, "sql-postgresql-access", self->out, &findings, &error);
  g_assert_no_error (error);
  self->is_whole = findings->len == 0;
  self->n_whole += self->is_whole;
  gp_access_unref (self->access);
  self->access = gp_access_new (self->design);
}

/* Nobody, somebody of whom little is known, and somebody of whom everything is. */
static GpAccessCaller *
draw_caller (Writer *self,
             guint   i)
{
  g_autofree char *id = g_strdup_printf (ROW_ID, (guint) g_test_rand_int_range (0, 4));
  g_autofree char *tenant = g_strdup_printf (ROW_ID, (guint) g_test_rand_int_range (0, 4));
  const char *region = g_test_rand_bit () ? "eu" : "us";
  g_autofree char *claims = g_strdup_printf ("{\"region\": \"%s\"}", region);
  g_autoptr(GpExprValue) map = gp_expr_value_from_json (claims, -1, NULL);
  GpAccessUser user = { .signed_in = i > 0, .id = id };

  if (i == 2)
    {
      user.tenant = tenant;
      user.email = "a";
      user.claims = map;
      user.roles = &self->admin;
      user.n_roles = 1;
    }
  g_string_append_printf (self->out, "SET ROLE %s;\nSET request.jwt.claims = '",
                          i == 0 ? "anon" : i == 1 || g_test_rand_bit () ? "authenticated"
                                                                         : "admin");
  if (i > 0)
    g_string_append_printf (self->out, "{\"sub\": \"%s\"", id);
  if (i == 2)
    g_string_append_printf (self->out, ", \"email\": \"a\", \"app_metadata\": {\"tenant\": \"%s\", "
                                       "\"roles\": [\"admin\"], \"claims\": %s}", tenant, claims);
  g_string_append (self->out, i > 0 ? "}';\n" : "';\n");
  return gp_access_caller_new (self->access, &user);
}

static gboolean
may (Writer               *self,
     const GpAccessCaller *caller,
     const char           *action,
     const GpAccessRecord *record,
     const GpAccessRecord *new_record,
     const GArray         *written)
{
  GpAccessQuestion question = { .caller = caller, .action = action, .subject = &self->project,
                                .record = record, .new_record = new_record, .written = written,
                                .now = g_get_real_time () };
  g_autoptr(GpAccessDecision) decision = gp_access_decide (self->access, &question);

  return decision->verdict == GP_ACCESS_GRANTED;
}

static void
append_question (Writer     *self,
                 const char *what,
                 const char *statement,
                 gboolean    expected)
{
  g_autoptr(GString) quoted = g_string_new (NULL);

  self->n_asked++;
  self->n_allowed += expected;
  if (!self->is_whole && expected)
    return;
  gp_sql_quote_text (quoted, statement);
  g_string_append_printf (self->out,
                          "SELECT '%s %s: expected %s and not ' || p FROM public.probe(%s) AS p "
                          "WHERE p <> '%s';\n", what, "project", expected ? "yes" : "no",
                          quoted->str, expected ? "yes" : "no");
}

static void
ask_about (Writer               *self,
           const GpAccessCaller *caller,
           GpTestRow            *row)
{
  const char *id = gp_expr_value_get_string (g_hash_table_lookup (row->values, &self->key), NULL);
  g_autofree char *new_id = g_strdup_printf (ROW_ID, NEW_ROW);
  g_autoptr(GpAccessRecord) record = as_record (self, row);
  g_autoptr(GpAccessRecord) changed = gp_access_record_copy (record);
  g_autoptr(GpAccessRecord) created = gp_access_record_copy (record);
  g_autoptr(GArray) written = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GString) insert = g_string_new (NULL);
  g_autofree char *read = g_strdup_printf ("SELECT id FROM public.project WHERE id = '%s'", id);
  g_autofree char *update = g_strdup_printf ("UPDATE public.project SET name = 'a' WHERE id = '%s'",
                                             id);
  g_autofree char *delete = g_strdup_printf ("DELETE FROM public.project WHERE id = '%s'", id);
  gboolean sees;

  g_array_append_val (written, self->name);
  gp_access_record_set (changed, &self->name, gp_expr_value_new_string ("a", -1));
  gp_access_record_set (created, &self->key, gp_expr_value_new_string (new_id, -1));
  append_insert (self, row, new_id, insert);
  sees = may (self, caller, "read", record, NULL, NULL);

  append_question (self, "read", read, sees);
  append_question (self, "update", update,
                   sees && may (self, caller, "read", changed, NULL, NULL)
                     && may (self, caller, "update", record, changed, written));
  append_question (self, "delete", delete,
                   sees && may (self, caller, "delete", record, NULL, NULL));
  append_question (self, "create", insert->str,
                   may (self, caller, "create", NULL, created, NULL));
}

static void
write_set (Writer *self,
           guint   number)
{
  if (number % 20 == 0)
    draw_rows (self);
  draw_rules (self);
  g_string_append_printf (self->out, "\\echo set %u\n", number);
  write_rules (self);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GpAccessCaller) caller = draw_caller (self, i);

      for (guint j = 0; j < self->rows->all->len; j++)
        {
          GpTestRow *row = self->rows->all->pdata[j];

          if (gp_id_equal (&row->entity, &self->project))
            ask_about (self, caller, row);
        }
      g_string_append (self->out, "RESET ROLE;\n");
    }
}

static void
begin (Writer *self)
{
  GpId editor;
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GError) error = NULL;

  self->out = g_string_new (NULL);
  self->design = gp_test_expr_design ();
  self->world = (GpAccessWorld) { .design = self->design, .find = find_records };
  self->project = *gp_test_expr_find (self->design, "project");
  self->name = *gp_test_expr_find (self->design, "project/name");
  self->key = *gp_test_expr_find (self->design, "project/id");
  self->admin = *gp_test_expr_find (self->design, "admin");
  editor = *gp_test_expr_find (self->design, "editor");
  gp_change_set_set (changes, gp_design_lookup (self->design, &editor), GP_ROLE_MEMBERSHIP,
                     gp_value_text ("everyone"));
  gp_design_apply (self->design, changes, &error);
  g_assert_no_error (error);
  add_rule (self, 0, "grant", &editor);
  add_rule (self, 1, "grant", &self->admin);
  add_rule (self, 2, "grant", &editor);
  add_rule (self, 3, "forbid", NULL);
  add_rule (self, 4, "forbid", &self->admin);
  gp_export (self->design, "sql-postgresql", self->out, NULL, &error);
  g_assert_no_error (error);
  g_string_append (self->out, prelude);
}

int
main (int    argc,
      char **argv)
{
  const char *wish = g_getenv ("GP_ACCESS_RULES");
  guint n = wish != NULL ? (guint) atoi (wish) : 40;
  Writer self = { 0 };
  FILE *file;

  g_test_init (&argc, &argv, NULL);
  file = argc == 2 ? fopen (argv[1], "w") : NULL;
  g_assert_nonnull (file);
  begin (&self);
  for (guint i = 0; i < n; i++)
    {
      write_set (&self, i);
      fwrite (self.out->str, 1, self.out->len, file);
      g_string_truncate (self.out, 0);
    }
  fprintf (file, "\\echo asked %u allowed %u whole %u\n", self.n_asked, self.n_allowed,
           self.n_whole);
  g_assert_cmpint (fclose (file), ==, 0);
  gp_test_rows_free (self.rows);
  gp_access_unref (self.access);
  g_object_unref (self.design);
  g_string_free (self.out, TRUE);
  return EXIT_SUCCESS;
}
