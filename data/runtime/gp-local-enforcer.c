/* gp-local-enforcer.c — the local backend as what holds callers to the rules
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is said is made by the code that makes the backend's own statements. */
#define G_LOG_DOMAIN "gp-local-enforcer"
#include "config.h"
#include "gp-local-enforcer.h"

#include <glib/gi18n-lib.h>

#include "gp-record-access.h"

/* The tables are the same for all rules. */
typedef struct
{
  GpAccess *access;
  GpSchema *schema;
} Opened;

static gpointer
open_schema (const GpAccess *access)
{
  Opened *self = g_new0 (Opened, 1);

  self->access = gp_access_ref (access);
  self->schema = gp_schema_new (gp_access_get_design (access), NULL);
  return self;
}

static void
close_schema (gpointer opened)
{
  Opened *self = opened;

  gp_schema_free (self->schema);
  gp_access_unref (self->access);
  g_free (self);
}

static gboolean
can_print (const GpSchema          *schema,
           const GpAccessCondition *condition,
           gboolean                 when,
           GError                 **error)
{
  const GpExprEnv env = { 0 };
  const GpSqliteExpr printer = { .schema = schema, .env = &env };
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();
  GpExprQuery *query;

  if (condition == NULL)
    return TRUE;
  query = when ? condition->when_true : condition->when_false;
  if (query != NULL)
    return gp_sqlite_expr_print (&printer, query, sql, values, error);
  if (condition->refusal != NULL)
    g_propagate_error (error, g_error_copy (condition->refusal));
  return condition->refusal == NULL;
}

/* What is written is judged by the rules themselves; which records are found, by the database. */
static gboolean
can_enforce (gpointer            opened,
             const GpAccessRule *rule,
             const char         *action,
             GError            **error)
{
  const Opened *self = opened;
  const GError *problem = gp_access_rule_get_problem (rule);

  if (problem != NULL)
    {
      g_propagate_error (error, g_error_copy (problem));
      return FALSE;
    }
  if (gp_design_lookup_kind (gp_access_get_design (self->access), &rule->subject,
                             GP_KIND_ENTITY) == NULL
      || g_str_equal (action, "create"))
    return TRUE;

  if (gp_schema_lookup (self->schema, &rule->subject) == NULL)
    {
      g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                   _("It is no table of the database."));
      return FALSE;
    }
  return can_print (self->schema, rule->forbid ? NULL : rule->tenant, TRUE, error)
         && can_print (self->schema, rule->condition, !rule->forbid, error);
}

typedef struct
{
  const GpAccessCaller *caller;
  const char           *action;
  gint64                now;
} Asked;

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  const Asked *asked = user_data;

  if (g_str_equal (name, "user"))
    return gp_expr_value_ref (gp_access_caller_get_user (asked->caller));
  if (g_str_equal (name, "now"))
    return gp_expr_value_new_timestamp (asked->now / G_USEC_PER_SEC,
                                        asked->now % G_USEC_PER_SEC * 1000);
  if (g_str_equal (name, "request"))
    return gp_expr_value_new_object ("action", gp_expr_value_new_string (asked->action, -1),
                                     "time", lookup ("now", user_data), NULL);
  return NULL;
}

static void
append_values (GString *out,
               GArray  *values)
{
  for (guint i = 0; i < values->len; i++)
    {
      const GpCell *cell = &g_array_index (values, GpCell, i);

      g_string_append_printf (out, "\n-- ?%u: ", i + 1);
      switch (cell->kind)
        {
        case GP_CELL_INT:
          g_string_append_printf (out, "%" G_GINT64_FORMAT, cell->integer);
          break;
        case GP_CELL_REAL:
          {
            char digits[G_ASCII_DTOSTR_BUF_SIZE];

            g_string_append (out, g_ascii_dtostr (digits, sizeof digits, cell->real));
          }
          break;
        case GP_CELL_TEXT:
          {
            g_autofree char *text = g_strdelimit (g_strdup (cell->bytes), "\r\n", ' ');

            g_string_append_printf (out, "'%s'", text);
          }
          break;
        case GP_CELL_BLOB:
          g_string_append_printf (out, "%" G_GSIZE_FORMAT " bytes", cell->length);
          break;
        case GP_CELL_NULL:
        default:
          g_string_append (out, "NULL");
        }
    }
}

static char *
say_rows (gpointer              opened,
          const GpAccessCaller *caller,
          const char           *action,
          const GpId           *subject,
          gint64                now,
          GError              **error)
{
  const Opened *self = opened;
  const GpTable *table = gp_schema_lookup (self->schema, subject);
  Asked asked = { caller, action, now };
  const GpExprEnv env = { .lookup = lookup, .user_data = &asked };
  const GpSqliteExpr printer = { .schema = self->schema, .env = &env };
  g_autoptr(GpRecordAccess) seen = NULL;
  g_autoptr(GString) out = g_string_new ("SELECT ");
  g_autoptr(GArray) values = gp_cells_new ();

  if (table == NULL || g_str_equal (action, "create"))
    {
      g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                   table == NULL ? _("It is no table of the database.")
                                 : _("There is no record to find: what is created is judged by the"
                                     " rules themselves, before it is kept."));
      return NULL;
    }
  seen = gp_record_access_new (table, self->access, caller, action, &printer);
  if (g_str_equal (action, "read"))
    gp_record_access_append_columns (seen, out, values);
  else
    g_string_append_c (out, '1');
  g_string_append_printf (out, "\n  FROM %s AS r0\n WHERE ", table->quoted);
  gp_record_access_append_where (seen, out, values);
  append_values (out, values);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

const GpAccessEnforcer gp_local_enforcer = {
  .name = "SQLite",
  .says = N_("Statement of the local backend"),
  .open = open_schema,
  .close = close_schema,
  .can_enforce = can_enforce,
  .say_rows = say_rows,
};
