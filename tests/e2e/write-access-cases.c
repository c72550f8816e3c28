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

#include "access-cases.h"
#include "gp-export.h"
#include "gp-expr-time.h"
#include "gp-sql-name.h"

typedef struct
{
  AccessCases  cases;     /* first */
  GString     *out;
  gboolean     is_whole;  /* all rules of this set can be said */
  guint        n_asked, n_allowed, n_whole;
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
  const GpElement *entity = gp_design_lookup (self->cases.design, &row->entity);
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->cases.design, &row->entity,
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
write_rows (Writer *self)
{
  access_cases_draw_rows (&self->cases);
  g_string_append (self->out, "TRUNCATE public.person, public.project, public.task, "
                              "public.order_line;\n");
  for (guint i = 0; i < self->cases.rows->all->len; i++)
    {
      append_insert (self, self->cases.rows->all->pdata[i], NULL, self->out);
      g_string_append (self->out, ";\n");
    }
}

static void
write_rules (Writer *self)
{
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;

  gp_export (self->cases.design, "sql-postgresql-access", self->out, &findings, &error);
  g_assert_no_error (error);
  self->is_whole = findings->len == 0;
  self->n_whole += self->is_whole;
  access_cases_take (&self->cases);
}

static GpAccessCaller *
write_caller (Writer *self,
              guint   number)
{
  g_auto(AccessCaller) caller = { 0 };

  access_cases_draw_caller (&self->cases, number, &caller);
  g_string_append_printf (self->out, "SET ROLE %s;\nSET request.jwt.claims = '",
                          number == 0 ? "anon"
                          : number == 1 || g_test_rand_bit () ? "authenticated" : "admin");
  if (number > 0)
    g_string_append_printf (self->out, "{\"sub\": \"%s\"", caller.id);
  if (number == 2)
    g_string_append_printf (self->out, ", \"email\": \"%s\", \"app_metadata\": {\"tenant\": "
                                       "\"%s\", \"roles\": [\"admin\"], \"claims\": %s}",
                            caller.email, caller.tenant, caller.claims);
  g_string_append (self->out, number > 0 ? "}';\n" : "';\n");
  return access_caller_make (&self->cases, &caller);
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
  AccessCases *cases = &self->cases;
  const char *id = gp_expr_value_get_string (
    g_hash_table_lookup (row->values, &self->cases.key), NULL);
  g_autofree char *new_id = g_strdup_printf (ACCESS_ROW_ID, ACCESS_NEW_ROW);
  g_autoptr(GpAccessRecord) record = access_cases_as_record (cases, row);
  g_autoptr(GpAccessRecord) changed = gp_access_record_copy (record);
  g_autoptr(GpAccessRecord) created = gp_access_record_copy (record);
  g_autoptr(GArray) written = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GString) insert = g_string_new (NULL);
  g_autofree char *read = g_strdup_printf ("SELECT id FROM public.project WHERE id = '%s'", id);
  g_autofree char *update = g_strdup_printf ("UPDATE public.project SET name = 'a' WHERE id = '%s'",
                                             id);
  g_autofree char *delete = g_strdup_printf ("DELETE FROM public.project WHERE id = '%s'", id);
  gboolean sees;

  g_array_append_val (written, self->cases.name);
  gp_access_record_set (changed, &self->cases.name, gp_expr_value_new_string ("a", -1));
  gp_access_record_set (created, &self->cases.key, gp_expr_value_new_string (new_id, -1));
  append_insert (self, row, new_id, insert);
  sees = access_cases_may (cases, caller, "read", record, NULL, NULL);

  append_question (self, "read", read, sees);
  append_question (self, "update", update,
                   sees && access_cases_may (cases, caller, "read", changed, NULL, NULL)
                     && access_cases_may (cases, caller, "update", record, changed, written));
  append_question (self, "delete", delete,
                   sees && access_cases_may (cases, caller, "delete", record, NULL, NULL));
  append_question (self, "create", insert->str,
                   access_cases_may (cases, caller, "create", NULL, created, NULL));
}

static void
write_set (Writer *self,
           guint   number)
{
  if (number % 20 == 0)
    write_rows (self);
  access_cases_draw_rules (&self->cases);
  g_string_append_printf (self->out, "\\echo set %u\n", number);
  write_rules (self);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GpAccessCaller) caller = write_caller (self, i);

      for (guint j = 0; j < self->cases.rows->all->len; j++)
        {
          GpTestRow *row = self->cases.rows->all->pdata[j];

          if (gp_id_equal (&row->entity, &self->cases.project))
            ask_about (self, caller, row);
        }
      g_string_append (self->out, "RESET ROLE;\n");
    }
}

static void
begin (Writer *self)
{
  g_autoptr(GError) error = NULL;

  access_cases_init (&self->cases);
  self->out = g_string_new (NULL);
  gp_export (self->cases.design, "sql-postgresql", self->out, NULL, &error);
  g_assert_no_error (error);
  g_string_append (self->out, prelude);
}

int
main (int    argc,
      char **argv)
{
  const char *wish = g_getenv ("GP_ACCESS_RULES");
  guint n = wish != NULL ? (guint) atoi (wish) : 100;
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
  access_cases_clear (&self.cases);
  g_string_free (self.out, TRUE);
  return EXIT_SUCCESS;
}
