/* gp-access-matrix.c — what each role may do with each entity and bucket
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-matrix"
#include "config.h"
#include "gp-access-matrix.h"

struct _GpAccessMatrix
{
  GpAccess     *access;
  GPtrArray    *subjects;   /* of GpElement, borrowed from the snapshot */
  GPtrArray    *roles;
  char        **actions;
  guint         n_actions;
  GpAccessCell *cells;
};

static gsize
cell_index (const GpAccessMatrix *self,
            guint                 subject,
            guint                 role,
            guint                 action)
{
  return ((gsize) subject * self->roles->len + role) * self->n_actions + action;
}

static gboolean
is_always (const GpAccessCondition *condition)
{
  return condition == NULL
         || (condition->when_true != NULL
             && gp_expr_query_get_root (condition->when_true)->kind == GP_EXPR_QUERY_TRUE);
}

static void
take_grant (GpAccessCell       *cell,
            const GpAccessRule *rule,
            const char         *action,
            gboolean           *whole)
{
  gboolean writes = gp_access_action_writes (action);
  gboolean creates = g_str_equal (action, "create");
  gboolean limited = !is_always (rule->condition) || (!creates && rule->tenant != NULL)
                     || (writes && (!is_always (rule->check) || rule->new_tenant != NULL));

  cell->state = MAX (cell->state, limited ? GP_ACCESS_CELL_SOME : GP_ACCESS_CELL_ALL);
  if (!limited && rule->fields_mode == GP_ACCESS_FIELDS_ALL)
    *whole = TRUE;
  if (rule->fields_mode != GP_ACCESS_FIELDS_ALL)
    cell->flags |= GP_ACCESS_CELL_COLUMNS;
  if (rule->tenant != NULL)
    cell->flags |= GP_ACCESS_CELL_TENANT;
  if (writes && rule->check != NULL)
    cell->flags |= GP_ACCESS_CELL_CHECK;
  if (writes && rule->presets->len > 0)
    cell->flags |= GP_ACCESS_CELL_PRESETS;
}

static void
take_forbid (GpAccessCell       *cell,
             const GpAccessRule *rule,
             gboolean           *none)
{
  cell->flags |= GP_ACCESS_CELL_FORBID;
  if (rule->fields_mode != GP_ACCESS_FIELDS_ALL)
    cell->flags |= GP_ACCESS_CELL_COLUMNS;
  else if (is_always (rule->condition) && rule->check == NULL)
    *none = TRUE;
}

static void
fill_cell (GpAccessMatrix       *self,
           GpAccessCell         *cell,
           const GPtrArray      *rules,
           const GpId           *role,
           const GpAccessCaller *caller,
           const char           *action)
{
  gboolean own = FALSE, whole = FALSE, none = FALSE, partly_forbidden = FALSE;

  cell->rules = g_ptr_array_new ();
  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; rules != NULL && i < rules->len; i++)
      {
        const GpAccessRule *rule = rules->pdata[i];
        gboolean is_own = gp_id_equal (&rule->role, role);

        if (is_own != (pass == 0) || !gp_access_rule_is_about (rule, action)
            || !gp_access_caller_is_meant (caller, rule))
          continue;
        g_ptr_array_add (cell->rules, (gpointer) rule);
        if (gp_access_rule_get_problem (rule) != NULL)
          cell->flags |= GP_ACCESS_CELL_BROKEN;
        if (rule->forbid)
          {
            take_forbid (cell, rule, &none);
            partly_forbidden = partly_forbidden || rule->fields_mode == GP_ACCESS_FIELDS_ALL;
          }
        else if (gp_access_rule_get_problem (rule) == NULL)
          {
            take_grant (cell, rule, action, &whole);
            own = own || is_own;
          }
      }

  if (none)
    cell->state = GP_ACCESS_CELL_NONE;
  else if (partly_forbidden && cell->state == GP_ACCESS_CELL_ALL)
    cell->state = GP_ACCESS_CELL_SOME;
  if (whole && (cell->flags & GP_ACCESS_CELL_FORBID) == 0)
    cell->flags &= ~(guint) (GP_ACCESS_CELL_COLUMNS | GP_ACCESS_CELL_TENANT
                             | GP_ACCESS_CELL_CHECK);
  if (cell->state != GP_ACCESS_CELL_NONE && !own)
    cell->flags |= GP_ACCESS_CELL_INHERITED;
}

static void
fill_role (GpAccessMatrix *self,
           guint           role)
{
  const GpElement *element = self->roles->pdata[role];
  const GpId *id = gp_element_get_id (element);
  GpAccessUser user = { .signed_in = !gp_element_is (element, GP_ROLE_MEMBERSHIP, "everyone"),
                        .roles = id, .n_roles = 1 };
  g_autoptr(GpAccessCaller) caller = gp_access_caller_new (self->access, &user);

  for (guint subject = 0; subject < self->subjects->len; subject++)
    {
      const GPtrArray *rules = gp_access_peek_rules (
        self->access, gp_element_get_id (self->subjects->pdata[subject]));

      for (guint action = 0; action < self->n_actions; action++)
        fill_cell (self, &self->cells[cell_index (self, subject, role, action)], rules, id, caller,
                   self->actions[action]);
    }
}

GpAccessMatrix *
gp_access_matrix_new (const GpAccess *access)
{
  GpAccessMatrix *self = g_new0 (GpAccessMatrix, 1);
  GpDesign *design = gp_access_get_design (access);
  g_autoptr(GPtrArray) buckets = gp_design_list (design, GP_KIND_BUCKET);

  self->access = gp_access_ref (access);
  self->subjects = gp_design_list (design, GP_KIND_ENTITY);
  g_ptr_array_extend (self->subjects, buckets, NULL, NULL);
  self->roles = gp_design_list (design, GP_KIND_ROLE);
  self->actions = gp_access_dup_actions (access);
  self->n_actions = g_strv_length (self->actions);
  self->cells = g_new0 (GpAccessCell,
                        (gsize) self->subjects->len * self->roles->len * self->n_actions + 1);
  for (guint i = 0; i < self->roles->len; i++)
    fill_role (self, i);
  return self;
}

void
gp_access_matrix_free (GpAccessMatrix *self)
{
  if (self == NULL)
    return;

  for (gsize i = 0; i < (gsize) self->subjects->len * self->roles->len * self->n_actions; i++)
    g_ptr_array_unref (self->cells[i].rules);
  g_free (self->cells);
  g_strfreev (self->actions);
  g_ptr_array_unref (self->subjects);
  g_ptr_array_unref (self->roles);
  gp_access_unref (self->access);
  g_free (self);
}

GpAccess *
gp_access_matrix_get_access (const GpAccessMatrix *self)
{
  return self->access;
}

guint
gp_access_matrix_n_subjects (const GpAccessMatrix *self)
{
  return self->subjects->len;
}

guint
gp_access_matrix_n_roles (const GpAccessMatrix *self)
{
  return self->roles->len;
}

guint
gp_access_matrix_n_actions (const GpAccessMatrix *self)
{
  return self->n_actions;
}

const GpElement *
gp_access_matrix_get_subject (const GpAccessMatrix *self,
                              guint                 i)
{
  return self->subjects->pdata[i];
}

const GpElement *
gp_access_matrix_get_role (const GpAccessMatrix *self,
                           guint                 i)
{
  return self->roles->pdata[i];
}

const char *
gp_access_matrix_get_action (const GpAccessMatrix *self,
                             guint                 i)
{
  return self->actions[i];
}

const GpAccessCell *
gp_access_matrix_get (const GpAccessMatrix *self,
                      guint                 subject,
                      guint                 role,
                      guint                 action)
{
  return &self->cells[cell_index (self, subject, role, action)];
}

gboolean
gp_access_matrix_has_field (const GpAccessMatrix *self,
                            guint                 subject,
                            guint                 role,
                            guint                 action,
                            const GpId           *field)
{
  const GpAccessCell *cell = gp_access_matrix_get (self, subject, role, action);
  gboolean granted = FALSE;

  if (cell->state == GP_ACCESS_CELL_NONE)
    return FALSE;
  for (guint i = 0; i < cell->rules->len; i++)
    {
      const GpAccessRule *rule = cell->rules->pdata[i];

      if (!gp_access_rule_has_field (rule, field) || gp_access_rule_get_problem (rule) != NULL)
        continue;
      if (!rule->forbid)
        granted = TRUE;
      else if (rule->fields_mode != GP_ACCESS_FIELDS_ALL && is_always (rule->condition))
        return FALSE;
    }
  return granted;
}
