/* access-cases.c — random rules, rows and callers, and what the rules say of them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "access-cases.h"

#include <stdlib.h>

#include "gp-change-set.h"
#include "gp-expr-json.h"
#include "gp-sql-type.h"
#include "gp-test-expr-conditions.h"

#define DAY     86400
#define N_TRIES 50

GpAccessRecord *
access_cases_as_record (AccessCases *self,
                        GpTestRow   *row)
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
  AccessCases *self = (AccessCases *) world;
  GPtrArray *found = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_access_record_unref);

  for (guint i = 0; i < self->rows->all->len; i++)
    {
      GpTestRow *row = self->rows->all->pdata[i];

      if (gp_id_equal (&row->entity, entity)
          && gp_expr_value_equal (g_hash_table_lookup (row->values, field), value))
        g_ptr_array_add (found, access_cases_as_record (self, row));
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
        ACCESS_ROW_ID, (guint) atoi (gp_expr_value_get_string (value, NULL) + 1));

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

void
access_cases_draw_rows (AccessCases *self)
{
  if (self->rows != NULL)
    gp_test_rows_free (self->rows);
  self->rows = gp_test_rows_new (self->design, ACCESS_N_ROWS);
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
    }
}

static void
add_rule (AccessCases *self,
          guint        i,
          const char  *effect,
          const GpId  *role)
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

/* A condition that is wanted, if one is drawn in time. */
static char *
draw_text (AccessCases *self)
{
  for (guint i = 0;; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      gp_test_expr_append_condition (text);
      if (i == N_TRIES || self->is_wanted == NULL || self->is_wanted (self, text->str))
        return g_string_free (g_steal_pointer (&text), FALSE);
    }
}

static void
draw_condition (AccessCases     *self,
                GpChangeSet     *changes,
                const GpElement *rule,
                GpProperty       property,
                gboolean         is_set)
{
  g_autofree char *drawn = draw_text (self);
  g_autoptr(GString) text = g_string_new (drawn);

  if (property == GP_RULE_CHECK)
    g_string_replace (text, "record", "new", 0);
  gp_change_set_set (changes, rule, property, is_set ? gp_value_text (text->str)
                                                       : gp_value_none ());
}

void
access_cases_draw_rules (AccessCases *self)
{
  static const char *const all[] = { "create", "read", "update", "delete" };
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < ACCESS_N_RULES; i++)
    {
      const GpElement *rule = gp_design_lookup (self->design, &self->rules[i]);
      gboolean forbids = i >= 3;
      const char *actions[4];
      gsize n = 0;

      for (gsize j = 0; j < G_N_ELEMENTS (all); j++)
        if (i == 0 || g_test_rand_int_range (0, forbids ? 3 : 2) == 0)
          actions[n++] = all[j];
      gp_change_set_set (changes, rule, GP_RULE_ACTIONS, gp_value_texts (actions, n));
      draw_condition (self, changes, rule, GP_RULE_CONDITION, i != 0 || g_test_rand_bit ());
      draw_condition (self, changes, rule, GP_RULE_CHECK, g_test_rand_int_range (0, 3) == 0);
    }
  gp_design_apply (self->design, changes, &error);
  g_assert_no_error (error);
}

void
access_cases_take (AccessCases *self)
{
  gp_access_unref (self->access);
  self->access = gp_access_new (self->design);
}

void
access_caller_clear (AccessCaller *caller)
{
  g_clear_pointer (&caller->id, g_free);
  g_clear_pointer (&caller->tenant, g_free);
  g_clear_pointer (&caller->email, g_free);
  g_clear_pointer (&caller->claims, g_free);
}

/* Nobody, somebody of whom little is known, and somebody of whom everything is. */
void
access_cases_draw_caller (AccessCases  *self,
                          guint         number,
                          AccessCaller *out)
{
  access_caller_clear (out);
  out->number = number;
  if (number > 0)
    out->id = g_strdup_printf (ACCESS_ROW_ID, (guint) g_test_rand_int_range (0, 4));
  if (number != 2)
    return;
  out->tenant = g_strdup_printf (ACCESS_ROW_ID, (guint) g_test_rand_int_range (0, 4));
  out->email = g_strdup ("a@example.org");
  out->claims = g_strdup_printf ("{\"region\": \"%s\"}", g_test_rand_bit () ? "eu" : "us");
}

GpAccessCaller *
access_caller_make (AccessCases        *self,
                    const AccessCaller *caller)
{
  g_autoptr(GpExprValue) claims = caller->claims != NULL
                                    ? gp_expr_value_from_json (caller->claims, -1, NULL) : NULL;
  GpAccessUser user = { .signed_in = caller->number > 0, .id = caller->id,
                        .tenant = caller->tenant, .email = caller->email, .claims = claims,
                        .roles = &self->admin, .n_roles = caller->number == 2 };

  return gp_access_caller_new (self->access, &user);
}

GpAccessDecision *
access_cases_decide (AccessCases          *self,
                     const GpAccessCaller *caller,
                     const char           *action,
                     const GpAccessRecord *record,
                     const GpAccessRecord *new_record,
                     const GArray         *written)
{
  GpAccessQuestion question = { .caller = caller, .action = action, .subject = &self->project,
                                .record = record, .new_record = new_record, .written = written,
                                .now = g_get_real_time () };

  return gp_access_decide (self->access, &question);
}

gboolean
access_cases_may (AccessCases          *self,
                  const GpAccessCaller *caller,
                  const char           *action,
                  const GpAccessRecord *record,
                  const GpAccessRecord *new_record,
                  const GArray         *written)
{
  g_autoptr(GpAccessDecision) decision = access_cases_decide (self, caller, action, record,
                                                              new_record, written);

  return decision->verdict == GP_ACCESS_GRANTED;
}

void
access_cases_init (AccessCases *self)
{
  GpId editor;
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GError) error = NULL;

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
}

void
access_cases_clear (AccessCases *self)
{
  g_clear_pointer (&self->rows, gp_test_rows_free);
  g_clear_pointer (&self->access, gp_access_unref);
  g_clear_object (&self->design);
}
