/* gp-postgresql-enforcer.c — PostgreSQL as what holds callers to the rules
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is said is cut out of the script that gp-export-postgresql-access writes: the policies of
 * one command, and the functions that they call. */
#define G_LOG_DOMAIN "gp-postgresql-enforcer"
#include "config.h"
#include "gp-postgresql-enforcer.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-compile.h"
#include "gp-postgresql-access-private.h"
#include "gp-sql-writer.h"

/* (transfer none): NULL with @error where SQL knows no such thing. */
static const GpElement *
find_table (const GpAccess *access,
            const GpId     *subject,
            const char     *action,
            GError        **error)
{
  const GpElement *entity = gp_design_lookup_kind (gp_access_get_design (access), subject,
                                                   GP_KIND_ENTITY);

  if (entity == NULL || !gp_sql_writer_is_table (entity))
    {
      g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                   _("It is no table of the database."));
      return NULL;
    }
  if (!g_strv_contains (gp_access_get_actions (), action))
    {
      g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                   _("SQL has no word for the action “%s”."), action);
      return NULL;
    }
  return entity;
}

static gboolean
can_print (GpDesign                *design,
           const GpAccessCondition *condition,
           GpExprMode               mode,
           const char              *action,
           GError                 **error)
{
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GString) functions = g_string_new (NULL);
  guint n_functions = 0;
  GpPostgresqlExpr printer = { .design = design, .record = "r0", .new_record = "n0",
                               .action = action, .functions = functions,
                               .n_functions = &n_functions };
  g_autoptr(GpExprQuery) query = NULL;

  if (condition == NULL)
    return TRUE;
  if (condition->problem != NULL)
    {
      g_propagate_error (error, g_error_copy (condition->problem));
      return FALSE;
    }
  query = gp_expr_compile (condition->check, mode, error);
  return query != NULL && gp_postgresql_expr_print (&printer, query, sql, error);
}

static gboolean
can_enforce (gpointer            opened,
             const GpAccessRule *rule,
             const char         *action,
             GError            **error)
{
  GpAccess *access = opened;
  GpDesign *design = gp_access_get_design (access);
  const GpElement *entity = find_table (access, &rule->subject, action, error);
  g_autoptr(GString) functions = g_string_new (NULL);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                  gp_finding_unref);
  GpPgAccess trial = { .access = access, .design = design, .functions = functions,
                       .policies = functions, .findings = findings };

  if (entity == NULL)
    return FALSE;
  if (!rule->forbid)
    return gp_pg_access_can_grant (&trial, entity, rule, action, error);

  return can_print (design, rule->condition, GP_EXPR_MODE_FALSE, action, error)
         && (!gp_access_action_writes (action)
             || can_print (design, rule->check, GP_EXPR_MODE_TRUE, action, error));
}

/* Whatever of @text begins with @prefix, up to the end of the statement. */
static void
append_statements (GString    *out,
                   const char *text,
                   const char *prefix)
{
  const char *start, *end;

  for (start = strstr (text, prefix); start != NULL; start = strstr (end, prefix))
    {
      end = strstr (start, ";\n");
      end = end != NULL ? end + 2 : start + strlen (start);
      g_string_append_len (out, start, end - start);
    }
}

/* The functions of @functions that what follows them calls, before it; they are numbered in the
 * order in which they call each other, callers last. */
static void
prepend_functions (GString    *policies,
                   const char *functions)
{
  static const char head[] = "CREATE FUNCTION ";
  const char *end = functions + strlen (functions);

  while (end > functions)
    {
      const char *start = g_strrstr_len (functions, end - functions, head);
      const char *bracket = start != NULL ? strchr (start, '(') : NULL;
      g_autofree char *call = NULL;

      if (bracket == NULL)
        return;
      call = g_strndup (start + strlen (head), (gsize) (bracket + 1 - start) - strlen (head));
      if (strstr (policies->str, call) != NULL)
        g_string_insert_len (policies, 0, start, end - start);
      end = start;
    }
}

static gpointer
open_access (const GpAccess *access)
{
  return gp_access_ref (access);
}

static void
close_access (gpointer opened)
{
  gp_access_unref (opened);
}

static char *
say_rows (gpointer              opened,
          const GpAccessCaller *caller,
          const char           *action,
          const GpId           *subject,
          gint64                now,
          GError              **error)
{
  GpAccess *access = opened;
  const GpElement *entity = find_table (access, subject, action, error);
  g_autoptr(GString) functions = g_string_new (NULL);
  g_autoptr(GString) policies = g_string_new (NULL);
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)
                                                                  gp_finding_unref);
  g_autofree char *prefix = g_strdup_printf ("CREATE POLICY gp_%s", action);
  GpPgAccess script = { .access = access, .design = gp_access_get_design (access),
                        .functions = functions, .policies = policies, .findings = findings };

  if (entity == NULL)
    return NULL;
  gp_pg_access_write_policies (&script, entity);
  append_statements (out, policies->str, prefix);
  prepend_functions (out, functions->str);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

const GpAccessEnforcer gp_postgresql_enforcer = {
  .name = "PostgreSQL",
  .says = N_("Policy"),
  .open = open_access,
  .close = close_access,
  .can_enforce = can_enforce,
  .say_rows = say_rows,
};
