/* gp-postgresql-physical.c — a design as PostgreSQL is going to know it
 * SPDX-License-Identifier: Apache-2.0
 *
 * A check is a row's own affair in PostgreSQL: what looks at other tables, or asks who is there,
 * cannot be one. */
#define G_LOG_DOMAIN "gp-postgresql-physical"
#include "config.h"
#include "gp-postgresql-physical.h"

#include "gp-change-set.h"
#include "gp-edit.h"
#include "gp-export.h"
#include "gp-expr-compile.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-parser.h"
#include "gp-expr-problem.h"
#include "gp-finding.h"
#include "gp-postgresql-expr.h"
#include "gp-sql-writer.h"

#include <glib/gi18n-lib.h>

static const struct
{
  GpKind      kind;
  GpProperty  name;
  const char *suffix;
} named[] = {
  { GP_KIND_INDEX, GP_INDEX_NAME, "idx" },
  { GP_KIND_CHECK, GP_CHECK_NAME, "check" },
  { GP_KIND_FOREIGN_KEY, GP_FOREIGN_KEY_NAME, "fkey" },
};

static void
name_all (GpDesign    *design,
          GpChangeSet *changes)
{
  for (gsize i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_autoptr(GPtrArray) elements = gp_design_list (design, named[i].kind);

      for (guint j = 0; j < elements->len; j++)
        {
          const GpElement *element = g_ptr_array_index (elements, j);
          char id[GP_ID_STRING_SIZE];
          g_autofree char *name = NULL;

          if (*gp_element_get_name (element) != '\0')
            continue;
          /* The end of an id is random; its beginning is the time at which it was made. */
          gp_id_format (gp_element_get_id (element), id);
          name = g_strdup_printf ("gp_%s_%s", id + 24, named[i].suffix);
          gp_change_set_set (changes, element, named[i].name, gp_value_text (name));
        }
    }
}

/* The condition of @check as SQL about the columns of its table, or NULL with @error. */
static char *
compile_check (GpDesign         *design,
               const GpElement  *entity,
               const GpElement  *check,
               GError          **error)
{
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new (design, gp_element_get_id (check),
                                                           GP_CHECK_EXPRESSION);
  g_autoptr(GpExpr) expr = gp_expr_parse (gp_element_get_text (check, GP_CHECK_EXPRESSION), -1,
                                          error);
  const GpExprType expected = gp_expr_design_get_expected (GP_CHECK_EXPRESSION);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GString) table = g_string_new (NULL);
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GpExprCheck) checked = NULL;
  g_autoptr(GpExprQuery) query = NULL;
  GpPostgresqlExpr printer = { .design = design };

  if (expr == NULL)
    return NULL;
  checked = gp_expr_check_new (expr, scope, &expected, problems);
  query = gp_expr_compile (checked, GP_EXPR_MODE_TRUE, error);
  if (query == NULL)
    return NULL;
  gp_sql_quote_name (table, gp_sql_writer_table_name (entity));
  printer.record = table->str;
  printer.new_record = table->str;
  if (!gp_postgresql_expr_print (&printer, query, sql, error))
    return NULL;
  if (strstr (sql->str, "SELECT ") != NULL
      || strstr (sql->str, GP_POSTGRESQL_EXPR_SCHEMA ".") != NULL)
    {
      g_set_error_literal (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                           _("it looks at more than the record itself"));
      return NULL;
    }

  return g_string_free (g_steal_pointer (&sql), FALSE);
}

/* Each check of ours. @unsaid: (nullable): the ids of those that cannot be said, which are going to
 * be left out. */
static void
translate_checks (GpDesign    *design,
                  GpChangeSet *changes,
                  GArray      *unsaid,
                  GPtrArray   *findings)
{
  g_autoptr(GPtrArray) checks = gp_design_list (design, GP_KIND_CHECK);

  for (guint i = 0; i < checks->len; i++)
    {
      const GpElement *check = g_ptr_array_index (checks, i);
      const GpElement *entity = gp_design_lookup_kind (design, gp_element_get_parent (check),
                                                       GP_KIND_ENTITY);
      g_autoptr(GError) error = NULL;
      g_autofree char *sql = NULL;

      if (entity == NULL || !gp_sql_writer_is_table (entity)
          || gp_element_is (check, GP_CHECK_LANGUAGE, "sql")
          || !gp_element_has (check, GP_CHECK_EXPRESSION))
        continue;
      sql = compile_check (design, entity, check, &error);
      if (sql != NULL)
        {
          gp_change_set_set (changes, check, GP_CHECK_EXPRESSION, gp_value_text (sql));
          gp_change_set_set (changes, check, GP_CHECK_LANGUAGE, gp_value_text ("sql"));
          continue;
        }
      if (unsaid != NULL)
        g_array_append_val (unsaid, *gp_element_get_id (check));
      if (findings != NULL)
        {
          GpFinding *finding = gp_finding_new_printf (
            unsaid != NULL ? GP_EXPORT_CODE_PART : "DEP001", GP_SEVERITY_WARNING,
            _("The check “%s” of “%s” cannot be one of PostgreSQL and is left out: %s"),
            gp_element_get_name (check), gp_element_get_name (entity), error->message);

          gp_finding_set_element (finding, gp_element_get_id (check));
          g_ptr_array_add (findings, finding);
        }
    }
}

GpDesign *
gp_postgresql_physical (GpDesign  *design,
                        GPtrArray *findings)
{
  g_autoptr(GpDesign) copy = gp_design_copy (design);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GError) error = NULL;

  name_all (copy, changes);
  translate_checks (copy, changes, NULL, findings);
  if (!gp_design_apply (copy, changes, &error))
    g_critical ("a design cannot be named for PostgreSQL: %s", error->message);

  return g_steal_pointer (&copy);
}

GpDesign *
gp_postgresql_say_checks (GpDesign  *design,
                          GPtrArray *findings)
{
  g_autoptr(GpDesign) copy = gp_design_copy (design);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GArray) unsaid = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GpChangeSet) removal = NULL;
  g_autoptr(GError) error = NULL;

  translate_checks (copy, changes, unsaid, findings);
  if (!gp_design_apply (copy, changes, &error))
    g_critical ("the checks of a design cannot be said: %s", error->message);
  /* With what refers to them: comments, placements. */
  if (unsaid->len > 0)
    removal = gp_edit_remove (copy, (const GpId *) (gpointer) unsaid->data, unsaid->len, &error);
  if (removal != NULL && !gp_design_apply (copy, removal, &error))
    g_critical ("the checks of a design cannot be left out: %s", error->message);

  return g_steal_pointer (&copy);
}
