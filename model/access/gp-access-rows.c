/* gp-access-rows.c — which records a caller may do something with, as a question to a database
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-rows"
#include "config.h"
#include "gp-access-rows.h"

static void
clause_free (gpointer data)
{
  GpAccessClause *clause = data;

  g_ptr_array_unref (clause->queries);
  g_free (clause);
}

static GpAccessClause *
clause_new (const GpAccessRule *rule)
{
  GpAccessClause *clause = g_new0 (GpAccessClause, 1);

  clause->rule = rule;
  clause->queries = g_ptr_array_new ();
  return clause;
}

/* FALSE where @condition cannot be asked of rows. */
static gboolean
add_query (GpAccessClause          *clause,
           const GpAccessCondition *condition,
           gboolean                 when)
{
  GpExprQuery *query;

  if (condition == NULL)
    return TRUE;
  query = when ? condition->when_true : condition->when_false;
  if (query == NULL)
    return FALSE;
  g_ptr_array_add (clause->queries, query);
  return TRUE;
}

static void
add_grant (GpAccessRows       *self,
           const GpAccessRule *rule)
{
  GpAccessClause *clause = clause_new (rule);

  if (add_query (clause, rule->tenant, TRUE) && add_query (clause, rule->condition, TRUE))
    {
      g_ptr_array_add (self->grants, clause);
      return;
    }
  clause_free (clause);
  g_ptr_array_add (self->refused, (gpointer) rule);
}

static void
add_forbid (GpAccessRows       *self,
            const GpAccessRule *rule,
            gboolean            reads)
{
  GpAccessClause *clause = clause_new (rule);

  if (!add_query (clause, rule->condition, FALSE))
    g_ptr_array_add (self->refused, (gpointer) rule);
  g_ptr_array_add (reads && rule->fields_mode != GP_ACCESS_FIELDS_ALL ? self->hidden
                                                                      : self->forbids, clause);
}

GpAccessRows *
gp_access_find_rows (const GpAccess       *access,
                     const GpAccessCaller *caller,
                     const char           *action,
                     const GpId           *subject)
{
  GpAccessRows *self = g_new0 (GpAccessRows, 1);
  const GPtrArray *rules = gp_access_peek_rules (access, subject);
  gboolean reads = g_str_equal (action, "read");

  self->grants = g_ptr_array_new_with_free_func (clause_free);
  self->forbids = g_ptr_array_new_with_free_func (clause_free);
  self->hidden = g_ptr_array_new_with_free_func (clause_free);
  self->refused = g_ptr_array_new ();
  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const GpAccessRule *rule = rules->pdata[i];

      if (!gp_access_rule_is_about (rule, action) || !gp_access_caller_is_meant (caller, rule))
        continue;
      if (!rule->forbid)
        add_grant (self, rule);
      /* What a write is forbidden by its values or for some fields is decided record by record. */
      else if (reads || (rule->check == NULL && rule->fields_mode == GP_ACCESS_FIELDS_ALL))
        add_forbid (self, rule, reads);
    }
  return self;
}

void
gp_access_rows_free (GpAccessRows *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->grants);
  g_ptr_array_unref (self->forbids);
  g_ptr_array_unref (self->hidden);
  g_ptr_array_unref (self->refused);
  g_free (self);
}

gboolean
gp_access_rows_is_plain (const GpAccessRows *self)
{
  if (self->forbids->len > 0 || self->hidden->len > 0)
    return FALSE;
  for (guint i = 0; i < self->grants->len; i++)
    {
      const GpAccessClause *clause = self->grants->pdata[i];

      if (clause->queries->len == 0 && clause->rule->fields_mode == GP_ACCESS_FIELDS_ALL)
        return TRUE;
    }
  return FALSE;
}
