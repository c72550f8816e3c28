/* write-filter-cases.c — random rules, rows and callers as questions to Directus or PocketBase
 * SPDX-License-Identifier: Apache-2.0
 *
 * Into the file that is named, a JSON object for each line: first the design with all its
 * relations, then, every so often, the rows of the tables and the accounts, then a set of rules:
 * the export, and who may see and do what, as gp_access_decide() has said already. Actions with a
 * rule that cannot be said there are not "exact": they must not allow more. GP_ACCESS_TARGET is who
 * is asked: "directus" unless it is "pocketbase". */
#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access-cases.h"
#include "gp-change-set.h"
#include "gp-directus-expr.h"
#include "gp-export.h"
#include "gp-expr-compile.h"
#include "gp-expr-design-record.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-json-design.h"
#include "gp-pocketbase-access.h"
#include "gp-pocketbase-expr.h"
#include "gp-sql-type.h"

#define N_CALLERS    3
#define SETS_OF_ROWS 20

typedef struct
{
  AccessCases   cases;     /* first */
  AccessCaller  callers[N_CALLERS];
  FILE         *file;
  GString      *out;
  GpJsonWriter  writer;
  gboolean      is_pocketbase;
} Writer;

/* One condition in forty may be anything. */
static gboolean
is_sayable (AccessCases *cases,
            const char  *text)
{
  GpExprType expected = gp_expr_type_new (GP_EXPR_TYPE_BOOL);
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new_rows (cases->design, &cases->project,
                                                                FALSE);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExpr) expr = gp_expr_parse_with_problems (text, -1, problems);
  g_autoptr(GpExprCheck) check = NULL;
  g_autoptr(GpExprQuery) query = NULL;
  GpAccessUser user = { .signed_in = TRUE };
  g_autoptr(GpAccessCaller) caller = NULL;
  g_autofree char *filter = NULL;
  GpDirectusExpr printer = { .design = cases->design, .action = "read" };
  GpPocketbaseExpr other = { .design = cases->design, .action = "read" };

  if (g_test_rand_int_range (0, 40) == 0 || cases->access == NULL)
    return TRUE;
  caller = gp_access_caller_new (cases->access, &user);
  printer.caller = caller;
  check = gp_expr_check_new (expr, scope, &expected, problems);
  query = problems->len == 0 ? gp_expr_compile (check, GP_EXPR_MODE_TRUE, NULL) : NULL;
  if (query != NULL && ((Writer *) cases)->is_pocketbase)
    {
      filter = gp_pocketbase_expr_print (&other, query, NULL);
      return filter != NULL && !gp_pocketbase_expr_is_all (filter)
             && !gp_pocketbase_expr_is_none (filter);
    }
  filter = query != NULL ? gp_directus_expr_print (&printer, query, NULL) : NULL;
  return filter != NULL && *filter == '{';
}

static void
begin_line (Writer     *self,
            const char *key)
{
  g_string_truncate (self->out, 0);
  gp_json_writer_init (&self->writer, self->out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&self->writer);
  gp_json_writer_key (&self->writer, key);
}

static void
end_line (Writer *self)
{
  gp_json_writer_end_object (&self->writer);
  fprintf (self->file, "%s\n", self->out->str);
}

static void
write_text (Writer     *self,
            const char *key,
            const char *text)
{
  gp_json_writer_key (&self->writer, key);
  if (text != NULL)
    gp_json_writer_string (&self->writer, text);
  else
    gp_json_writer_null (&self->writer);
}

/* All relations that a filter can walk. */
static void
write_design (Writer *self)
{
  gsize length;
  g_autofree char *design = gp_json_design_to_text (self->cases.design, &length);
  g_autoptr(GPtrArray) fields = gp_design_list (self->cases.design, GP_KIND_FIELD);
  g_auto(GpDirectusNeeds) needs = { 0 };

  gp_directus_needs_init (&needs);
  gp_directus_needs_add_user_field (&needs, "tenant");
  for (guint i = 0; i < fields->len; i++)
    if (gp_element_get_ref (fields->pdata[i], GP_FIELD_REFERENCE) != NULL)
      gp_directus_needs_add_reference (&needs, gp_element_get_id (fields->pdata[i]), TRUE);
  begin_line (self, "design");
  gp_json_writer_raw (&self->writer, g_strstrip (design));
  gp_json_writer_key (&self->writer, "requires");
  gp_directus_needs_write (&needs, self->cases.design, &self->writer);
  for (char *c = self->out->str; *c != '\0'; c++)
    if (*c == '\n')
      *c = ' ';
  end_line (self);
}

static void
write_value (Writer            *self,
             const GpElement   *field,
             const GpExprValue *value)
{
  g_autofree char *json = gp_expr_value_to_json (value);

  gp_json_writer_key (&self->writer, gp_element_get_name (field));
  if (gp_element_is (field, GP_FIELD_TYPE, "date") && !gp_expr_value_is_null (value))
    strcpy (json + strlen ("\"1970-01-01"), "\"");
  gp_json_writer_raw (&self->writer, json);
}

static void
write_row (Writer    *self,
           GpTestRow *row)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->cases.design, &row->entity,
                                                         GP_KIND_FIELD);

  gp_json_writer_begin_object (&self->writer);
  for (guint i = 0; i < fields->len; i++)
    write_value (self, fields->pdata[i],
                 g_hash_table_lookup (row->values, gp_element_get_id (fields->pdata[i])));
  gp_json_writer_end_object (&self->writer);
}

static void
write_accounts (Writer *self)
{
  gp_json_writer_key (&self->writer, "accounts");
  gp_json_writer_begin_array (&self->writer);
  for (guint i = 0; i < N_CALLERS; i++)
    {
      do
        access_cases_draw_caller (&self->cases, i, &self->callers[i]);
      while (i == 2 && g_str_equal (self->callers[1].id, self->callers[2].id));
      gp_json_writer_begin_object (&self->writer);
      write_text (self, "id", self->callers[i].id);
      write_text (self, "tenant", self->callers[i].tenant);
      gp_json_writer_end_object (&self->writer);
    }
  gp_json_writer_end_array (&self->writer);
}

/* PocketBase has no empty text beside none. */
static void
empty_is_none (Writer *self)
{
  for (guint i = 0; i < self->cases.rows->all->len; i++)
    {
      GpTestRow *row = self->cases.rows->all->pdata[i];
      GHashTableIter iter;
      gpointer key, value;

      g_hash_table_iter_init (&iter, row->values);
      while (g_hash_table_iter_next (&iter, &key, &value))
        if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING
            && *gp_expr_value_get_string (value, NULL) == '\0'
            && gp_element_get_bool (gp_design_lookup (self->cases.design, key),
                                    GP_FIELD_NULLABLE))
          g_hash_table_iter_replace (&iter, gp_expr_value_new_null ());
    }
}

static void
write_rows (Writer *self)
{
  static const char *const names[] = { "person", "project", "task", "order_line" };

  access_cases_draw_rows (&self->cases);
  if (self->is_pocketbase)
    empty_is_none (self);
  begin_line (self, "rows");
  gp_json_writer_begin_object (&self->writer);
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const GpId *entity = gp_test_expr_find (self->cases.design, names[i]);

      gp_json_writer_key (&self->writer, names[i]);
      gp_json_writer_begin_array (&self->writer);
      for (guint j = 0; j < self->cases.rows->all->len; j++)
        {
          GpTestRow *row = self->cases.rows->all->pdata[j];

          if (gp_id_equal (&row->entity, entity))
            write_row (self, row);
        }
      gp_json_writer_end_array (&self->writer);
    }
  gp_json_writer_end_object (&self->writer);
  write_accounts (self);
  end_line (self);
}

static GpTestRow *
draw_project (Writer *self)
{
  for (;;)
    {
      guint i = (guint) g_test_rand_int_range (0, (gint32) self->cases.rows->all->len);
      GpTestRow *row = self->cases.rows->all->pdata[i];

      if (gp_id_equal (&row->entity, &self->cases.project))
        return row;
    }
}

/* What is seen: of each record, which fields. */
static void
write_seen (Writer               *self,
            const GpAccessCaller *caller)
{
  static const char *const names[] = { "id", "name", "budget", "status" };

  gp_json_writer_key (&self->writer, "sees");
  gp_json_writer_begin_object (&self->writer);
  for (guint i = 0; i < self->cases.rows->all->len; i++)
    {
      GpTestRow *row = self->cases.rows->all->pdata[i];
      g_autoptr(GpAccessRecord) record = NULL;
      g_autoptr(GpAccessDecision) decision = NULL;

      if (!gp_id_equal (&row->entity, &self->cases.project))
        continue;
      record = access_cases_as_record (&self->cases, row);
      decision = access_cases_decide (&self->cases, caller, "read", record, NULL, NULL);
      if (decision->verdict != GP_ACCESS_GRANTED)
        continue;
      gp_json_writer_key (&self->writer, gp_expr_value_get_string (
        g_hash_table_lookup (row->values, &self->cases.key), NULL));
      gp_json_writer_begin_array (&self->writer);
      for (gsize j = 0; j < G_N_ELEMENTS (names); j++)
        if (gp_access_decision_has_field (
              decision, gp_element_get_id (gp_design_find_child (
                          self->cases.design, &self->cases.project, GP_KIND_FIELD, names[j]))))
          gp_json_writer_string (&self->writer, names[j]);
      gp_json_writer_end_array (&self->writer);
    }
  gp_json_writer_end_object (&self->writer);
}

/* Where Directus validates a number, it refuses those that JavaScript cannot tell apart. */
static gboolean
is_unsafe (const GpExprValue *value)
{
  return gp_expr_value_get_kind (value) == GP_EXPR_VALUE_DOUBLE
         && fabs (gp_expr_value_get_double (value)) > 9e15;
}

/* A new record has some of the values of another one, and all that are required: without these no
 * rule is asked, since the record itself is refused. */
static gboolean
write_created (Writer               *self,
               const GpAccessCaller *caller,
               GpTestRow            *row)
{
  g_autofree char *id = g_strdup_printf (ACCESS_ROW_ID, ACCESS_NEW_ROW);
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->cases.design, &row->entity,
                                                         GP_KIND_FIELD);
  g_autoptr(GpAccessRecord) created = gp_access_record_new (&self->cases.world, &row->entity);
  g_autoptr(GArray) written = g_array_new (FALSE, FALSE, sizeof (GpId));

  gp_json_writer_begin_object (&self->writer);
  for (guint i = 0; i < fields->len; i++)
    {
      const GpId *field = gp_element_get_id (fields->pdata[i]);
      GpExprValue *value = g_hash_table_lookup (row->values, field);
      gboolean nullable = gp_expr_design_get_field_type (self->cases.design,
                                                         fields->pdata[i]).nullable;
      g_autoptr(GpExprValue) key = gp_expr_value_new_string (id, -1);

      if (nullable && (gp_expr_value_is_null (value) || is_unsafe (value)
                       || g_test_rand_int_range (0, 3) == 0))
        continue;
      write_value (self, fields->pdata[i], i == 0 ? key : value);
      gp_access_record_set (created, field, gp_expr_value_ref (i == 0 ? key : value));
      g_array_append_val (written, *field);
    }
  gp_json_writer_end_object (&self->writer);
  return access_cases_may (&self->cases, caller, "create", NULL, created, written);
}

static gboolean
write_updated (Writer               *self,
               const GpAccessCaller *caller,
               GpTestRow            *row)
{
  g_autoptr(GpAccessRecord) record = access_cases_as_record (&self->cases, row);
  g_autoptr(GpAccessRecord) changed = gp_access_record_copy (record);
  g_autoptr(GArray) written = g_array_new (FALSE, FALSE, sizeof (GpId));
  static const struct
  {
    const char *name;
    const char *json;
  } values[] = { { "name", "\"a\"" }, { "status", "\"open\"" }, { "budget", "1.0" },
                 { "archived", "true" } };

  gp_json_writer_begin_object (&self->writer);
  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    {
      const GpElement *field = gp_design_find_child (self->cases.design, &row->entity,
                                                     GP_KIND_FIELD, values[i].name);
      GpExprValue *value;

      if (i > 0 && g_test_rand_bit ())
        continue;
      value = gp_expr_value_from_json (values[i].json, -1, NULL);
      gp_json_writer_key (&self->writer, values[i].name);
      gp_json_writer_raw (&self->writer, values[i].json);
      g_array_append_val (written, *gp_element_get_id (field));
      gp_access_record_set (changed, gp_element_get_id (field), value);
    }
  gp_json_writer_end_object (&self->writer);
  return access_cases_may (&self->cases, caller, "update", record, changed, written);
}

static void
write_write (Writer               *self,
             const GpAccessCaller *caller)
{
  static const char *const actions[] = { "create", "update", "delete" };
  const char *action = actions[g_test_rand_int_range (0, G_N_ELEMENTS (actions))];
  GpTestRow *row = draw_project (self);
  g_autoptr(GpAccessRecord) record = access_cases_as_record (&self->cases, row);
  gboolean may;

  write_text (self, "action", action);
  write_text (self, "record", gp_expr_value_get_string (
    g_hash_table_lookup (row->values, &self->cases.key), NULL));
  gp_json_writer_key (&self->writer, "body");
  if (g_str_equal (action, "create"))
    {
      may = write_created (self, caller, row);
    }
  else if (g_str_equal (action, "update"))
    {
      may = write_updated (self, caller, row);
    }
  else
    {
      gp_json_writer_null (&self->writer);
      may = access_cases_may (&self->cases, caller, "delete", record, NULL, NULL);
    }
  gp_json_writer_key (&self->writer, "may");
  gp_json_writer_bool (&self->writer, may);
}

/* The actions without a finding about one of their rules. */
static void
write_exact (Writer    *self,
             GPtrArray *findings)
{
  const char *const *actions = gp_access_get_actions ();

  gp_json_writer_key (&self->writer, "exact");
  gp_json_writer_begin_array (&self->writer);
  for (gsize i = 0; actions[i] != NULL; i++)
    {
      gboolean is_exact = TRUE;

      for (guint j = 0; j < findings->len; j++)
        is_exact = is_exact && !gp_access_rule_is_about (
          gp_access_find_rule (self->cases.access, gp_finding_get_element (findings->pdata[j])),
          actions[i]);
      if (is_exact)
        gp_json_writer_string (&self->writer, actions[i]);
    }
  gp_json_writer_end_array (&self->writer);
}

/* The five rules of projects. */
static void
export_pocketbase (Writer    *self,
                   GString   *text,
                   GPtrArray *findings)
{
  static const struct
  {
    const char *rule;
    const char *action;
  } rules[] = { { "listRule", "read" }, { "viewRule", "read" }, { "createRule", "create" },
                { "updateRule", "update" }, { "deleteRule", "delete" } };
  g_autoptr(GpAccess) access = gp_access_new (self->cases.design);
  g_auto(GpPocketbaseAccess) all = { 0 };
  GpJsonWriter writer;

  gp_pocketbase_access_init (&all, access, findings);
  gp_json_writer_init (&writer, text, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  for (gsize i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autofree char *rule = gp_pocketbase_access_rule (
        &all, gp_design_lookup (self->cases.design, &self->cases.project), rules[i].action);

      gp_json_writer_key (&writer, rules[i].rule);
      if (rule != NULL)
        gp_json_writer_string (&writer, rule);
      else
        gp_json_writer_null (&writer);
    }
  gp_json_writer_end_object (&writer);
}

static void
write_set (Writer *self)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;

  access_cases_draw_rules (&self->cases);
  if (self->is_pocketbase)
    {
      findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
      export_pocketbase (self, text, findings);
    }
  else
    {
      gp_export (self->cases.design, "directus-access", text, &findings, &error);
      g_assert_no_error (error);
    }
  access_cases_take (&self->cases);
  begin_line (self, "access");
  g_strdelimit (text->str, "\n", ' ');
  gp_json_writer_raw (&self->writer, text->str);
  write_exact (self, findings);
  gp_json_writer_key (&self->writer, "questions");
  gp_json_writer_begin_array (&self->writer);
  for (guint i = 0; i < N_CALLERS; i++)
    {
      g_autoptr(GpAccessCaller) caller = access_caller_make (&self->cases, &self->callers[i]);

      gp_json_writer_begin_object (&self->writer);
      write_seen (self, caller);
      write_write (self, caller);
      gp_json_writer_end_object (&self->writer);
    }
  gp_json_writer_end_array (&self->writer);
  end_line (self);
}

/* The second grant for everybody gives some fields only; the forbid for admins hides one. */
static void
limit_fields (Writer     *self,
              guint       rule,
              const char *first,
              const char *second)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  const GpElement *element = gp_design_lookup (self->cases.design, &self->cases.rules[rule]);
  g_autofree char *path = g_strconcat ("project/", first, NULL);
  g_autofree char *other = g_strconcat ("project/", second, NULL);
  GpId fields[] = { *gp_test_expr_find (self->cases.design, path),
                    *gp_test_expr_find (self->cases.design, other) };
  g_autoptr(GError) error = NULL;

  gp_change_set_set (changes, element, GP_RULE_FIELDS_MODE, gp_value_text ("only"));
  gp_change_set_set (changes, element, GP_RULE_FIELDS,
                     gp_value_ids (fields, G_N_ELEMENTS (fields)));
  gp_design_apply (self->cases.design, changes, &error);
  g_assert_no_error (error);
}

int
main (int    argc,
      char **argv)
{
  const char *wish = g_getenv ("GP_ACCESS_RULES");
  guint n = wish != NULL ? (guint) atoi (wish) : 100;
  Writer self = { 0 };

  g_test_init (&argc, &argv, NULL);
  self.file = argc == 2 ? fopen (argv[1], "w") : NULL;
  self.is_pocketbase = g_strcmp0 (g_getenv ("GP_ACCESS_TARGET"), "pocketbase") == 0;
  g_assert_nonnull (self.file);
  self.out = g_string_new (NULL);
  access_cases_init (&self.cases);
  self.cases.is_wanted = is_sayable;
  if (!self.is_pocketbase)
    {
      limit_fields (&self, 2, "id", "name");
      limit_fields (&self, 4, "budget", "status");
    }
  write_design (&self);
  for (guint i = 0; i < n; i++)
    {
      if (i % SETS_OF_ROWS == 0)
        write_rows (&self);
      write_set (&self);
    }
  g_assert_cmpint (fclose (self.file), ==, 0);
  for (guint i = 0; i < N_CALLERS; i++)
    access_caller_clear (&self.callers[i]);
  access_cases_clear (&self.cases);
  g_string_free (self.out, TRUE);
  return EXIT_SUCCESS;
}
