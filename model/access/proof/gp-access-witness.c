/* gp-access-witness.c — records that a rule allows, and records that it does not
 * SPDX-License-Identifier: Apache-2.0
 *
 * Example records are tried first. Then the fields that the cell's rules look at get values from
 * small domains: what the rules compare with, what is known of the persona, the keys of example
 * records for references, unset, and something else. All combinations are tried, up to a limit. */
#define G_LOG_DOMAIN "gp-access-witness"
#include "config.h"
#include "gp-access-coverage.h"

#include <glib/gi18n-lib.h>

#include "gp-change-set.h"
#include "gp-expr-design-record.h"

#define MAX_TRIES  4096
#define MAX_FIELDS 8

void
gp_access_witness_free (GpAccessWitness *self)
{
  if (self == NULL)
    return;

  gp_access_record_unref (self->record);
  g_free (self->action);
  g_free (self);
}

typedef struct
{
  const GpAccessMatrix *matrix;
  const GpAccess       *access;
  GpDesign             *design;
  GpAccessFixtures     *fixtures;
  const GpAccessCell   *cell;
  const GpId           *subject;
  const char           *action;
  gboolean              allowed;
  gint64                now;
  const GpElement      *persona;
  GpAccessCaller       *caller;
  guint                 tries;
} Search;

static gboolean
is_it (Search               *self,
       const GpAccessRecord *record)
{
  gboolean creates = g_str_equal (self->action, "create");
  g_autoptr(GArray) written = creates ? gp_access_record_list_set (record) : NULL;
  GpAccessQuestion question = {
    .caller = self->caller, .action = self->action, .subject = self->subject,
    .record = creates ? NULL : record, .now = self->now, .written = written,
    .new_record = gp_access_action_writes (self->action) ? record : NULL,
  };
  g_autoptr(GpAccessDecision) decision = gp_access_decide (self->access, &question);

  self->tries++;
  return (decision->verdict == GP_ACCESS_GRANTED) == self->allowed;
}

static GpAccessWitness *
found (Search               *self,
       const GpAccessRecord *record)
{
  GpAccessWitness *witness = g_new0 (GpAccessWitness, 1);
  const GpId *fixture = gp_access_fixtures_get_id (self->fixtures, record);

  witness->persona = *gp_element_get_id (self->persona);
  witness->fixture = fixture != NULL ? *fixture : gp_id_nil;
  witness->record = gp_access_record_ref (record);
  witness->action = g_strdup (self->action);
  witness->allowed = self->allowed;
  return witness;
}

static void
add_value (GPtrArray   *domain,
           GpExprValue *value)
{
  for (guint i = 0; i < domain->len; i++)
    if (gp_expr_value_equal (domain->pdata[i], value))
      {
        gp_expr_value_unref (value);
        return;
      }
  g_ptr_array_add (domain, value);
}

/* @value as one of @field, where it can be one. */
static void
try_value (Search          *self,
           GPtrArray       *domain,
           const GpElement *field,
           GpExprValue     *value)
{
  g_autoptr(GpExprValue) typed = NULL;

  if (value == NULL || gp_expr_value_is_null (value))
    return;
  if (gp_expr_type_of_value (value).kind
      == gp_expr_design_get_field_type (self->design, field).kind)
    typed = gp_expr_value_ref (value);
  else
    typed = gp_access_value_from_json (self->design, field, value);
  if (!gp_expr_value_is_error (typed))
    add_value (domain, g_steal_pointer (&typed));
}

static void
add_literals (Search                  *self,
              GPtrArray               *domain,
              const GpElement         *field,
              const GpAccessCondition *condition)
{
  for (guint i = 0;
       condition != NULL && condition->expr != NULL && i < gp_expr_get_n_nodes (condition->expr);
       i++)
    {
      const GpExprNode *node = gp_expr_get_node (condition->expr, i);

      if (node->kind == GP_EXPR_NODE_LITERAL
          && gp_expr_value_get_kind (node->value) != GP_EXPR_VALUE_BOOL)
        try_value (self, domain, field, node->value);
    }
}

static void
add_keys (Search          *self,
          GPtrArray       *domain,
          const GpElement *field)
{
  const GpElement *key = gp_expr_design_get_target (self->design, field);
  g_autoptr(GPtrArray) records = NULL;

  if (key == NULL)
    return;
  records = gp_access_fixtures_list (self->fixtures, gp_element_get_parent (key));
  for (guint i = 0; i < records->len; i++)
    try_value (self, domain, field,
               (GpExprValue *) gp_access_record_get (records->pdata[i], gp_element_get_id (key)));
}

/* What is just below and just above the numbers that rules compare with. */
static void
add_neighbours (GPtrArray *domain)
{
  for (guint i = 0, n = domain->len; i < n; i++)
    {
      gint64 value = gp_expr_value_get_int (domain->pdata[i]);

      if (value > G_MININT64)
        add_value (domain, gp_expr_value_new_int (value - 1));
      if (value < G_MAXINT64)
        add_value (domain, gp_expr_value_new_int (value + 1));
    }
  add_value (domain, gp_expr_value_new_int (0));
}

static void
add_other (Search          *self,
           GPtrArray       *domain,
           const GpElement *field)
{
  const char *const *values;
  gsize n;

  values = gp_element_get_texts (field, GP_FIELD_VALUES, &n);
  for (gsize i = 0; i < n; i++)
    add_value (domain, gp_expr_value_new_string (values[i], -1));
  switch (gp_expr_design_get_field_type (self->design, field).kind)
    {
    case GP_EXPR_TYPE_BOOL:
      add_value (domain, gp_expr_value_new_bool (TRUE));
      add_value (domain, gp_expr_value_new_bool (FALSE));
      break;
    case GP_EXPR_TYPE_INT:
      add_neighbours (domain);
      break;
    case GP_EXPR_TYPE_TIMESTAMP:
      add_value (domain, gp_expr_value_new_timestamp (self->now / G_USEC_PER_SEC - 400 * 86400, 0));
      add_value (domain, gp_expr_value_new_timestamp (self->now / G_USEC_PER_SEC + 400 * 86400, 0));
      break;
    case GP_EXPR_TYPE_STRING:
      if (n == 0 && gp_element_is (field, GP_FIELD_TYPE, "text"))
        add_value (domain, gp_expr_value_new_string ("other", -1));
      break;
    default:
      break;
    }
}

static GPtrArray *
make_domain (Search          *self,
             const GpElement *field)
{
  static const char *const facts[] = { "id", "tenant", "email" };
  GPtrArray *domain = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_expr_value_unref);

  for (guint i = 0; i < self->cell->rules->len; i++)
    {
      const GpAccessRule *rule = self->cell->rules->pdata[i];

      add_literals (self, domain, field, rule->condition);
      add_literals (self, domain, field, rule->check);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autoptr(GpExprValue) fact =
        gp_expr_value_select (gp_access_caller_get_user (self->caller), facts[i]);

      if (!gp_expr_value_is_error (fact)
          && gp_expr_design_get_field_type (self->design, field).kind == GP_EXPR_TYPE_STRING
          && (gp_element_is (field, GP_FIELD_TYPE, "text")
              || gp_element_is (field, GP_FIELD_TYPE, "uuid")))
        try_value (self, domain, field, fact);
    }
  add_keys (self, domain, field);
  add_other (self, domain, field);
  if (gp_element_get_bool (field, GP_FIELD_NULLABLE))
    add_value (domain, gp_expr_value_new_null ());
  return domain;
}

static void
add_named_fields (Search                  *self,
                  GPtrArray               *fields,
                  const GpAccessCondition *condition)
{
  const GpExprReference *references;
  gsize n = 0;

  if (condition == NULL || condition->check == NULL)
    return;
  references = gp_expr_check_get_references (condition->check, &n);
  for (gsize i = 0; i < n && fields->len < MAX_FIELDS; i++)
    {
      const GpElement *field = gp_design_lookup_kind (self->design, &references[i].element,
                                                      GP_KIND_FIELD);

      if (field != NULL && gp_id_equal (gp_element_get_parent (field), self->subject)
          && !g_ptr_array_find (fields, field, NULL))
        g_ptr_array_add (fields, (gpointer) field);
    }
}

static GPtrArray *
find_fields (Search *self)
{
  GPtrArray *fields = g_ptr_array_new ();

  for (guint i = 0; i < self->cell->rules->len; i++)
    {
      const GpAccessRule *rule = self->cell->rules->pdata[i];

      add_named_fields (self, fields, rule->tenant);
      add_named_fields (self, fields, rule->condition);
      add_named_fields (self, fields, rule->check);
    }
  return fields;
}

/* Tries every combination from field @i on; (transfer full). */
static GpAccessRecord *
combine (Search               *self,
         const GpAccessRecord *base,
         GPtrArray            *fields,
         GPtrArray            *domains,
         guint                 i)
{
  const GPtrArray *domain;

  if (self->tries >= MAX_TRIES)
    return NULL;
  if (i == fields->len)
    return is_it (self, base) ? gp_access_record_ref (base) : NULL;

  domain = domains->pdata[i];
  for (guint j = 0; j < domain->len; j++)
    {
      g_autoptr(GpAccessRecord) changed = gp_access_record_copy (base);
      GpAccessRecord *result;

      gp_access_record_set (changed, gp_element_get_id (fields->pdata[i]),
                            gp_expr_value_ref (domain->pdata[j]));
      result = combine (self, changed, fields, domains, i + 1);
      if (result != NULL)
        return result;
    }
  return domain->len == 0 ? combine (self, base, fields, domains, i + 1) : NULL;
}

static GpAccessWitness *
make_up (Search    *self,
         GPtrArray *records)
{
  g_autoptr(GpAccessRecord) empty =
    gp_access_record_new (gp_access_fixtures_get_world (self->fixtures), self->subject);
  const GpAccessRecord *base = records->len > 0 ? records->pdata[0] : empty;
  g_autoptr(GPtrArray) fields = find_fields (self);
  g_autoptr(GPtrArray) domains =
    g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GpAccessRecord) record = NULL;

  for (guint i = 0; i < fields->len; i++)
    g_ptr_array_add (domains, make_domain (self, fields->pdata[i]));
  record = combine (self, base, fields, domains, 0);
  return record != NULL ? found (self, record) : NULL;
}

static GpAccessWitness *
search_persona (Search   *self,
                gboolean  may_make_up)
{
  g_autoptr(GPtrArray) records = gp_access_fixtures_list (self->fixtures, self->subject);

  if (may_make_up)
    return make_up (self, records);
  for (guint i = 0; i < records->len; i++)
    if (is_it (self, records->pdata[i]))
      return found (self, records->pdata[i]);
  return NULL;
}

GpAccessWitness *
gp_access_find_witness (const GpAccessMatrix   *matrix,
                        GpAccessFixtures       *fixtures,
                        const GpAccessCoverage *cell,
                        gboolean                allowed,
                        gint64                  now)
{
  GpAccess *access = gp_access_matrix_get_access (matrix);
  Search self = {
    .matrix = matrix, .access = access, .design = gp_access_get_design (access),
    .fixtures = fixtures,
    .cell = gp_access_matrix_get (matrix, cell->subject, cell->role, cell->action),
    .subject = gp_element_get_id (gp_access_matrix_get_subject (matrix, cell->subject)),
    .action = gp_access_matrix_get_action (matrix, cell->action),
    .allowed = allowed, .now = now,
  };
  const GpId *role = gp_element_get_id (gp_access_matrix_get_role (matrix, cell->role));
  g_autoptr(GPtrArray) personas = gp_design_list (self.design, GP_KIND_PERSONA);

  for (guint pass = 0; pass < 2; pass++)
    for (guint i = 0; i < personas->len; i++)
      {
        g_autoptr(GpAccessCaller) caller =
          gp_access_caller_new_persona (access, gp_element_get_id (personas->pdata[i]));
        GpAccessWitness *witness;

        if (!gp_access_caller_has_role (caller, role))
          continue;
        self.persona = personas->pdata[i];
        self.caller = caller;
        self.tries = 0;
        witness = search_persona (&self, pass == 1);
        if (witness != NULL)
          return witness;
      }
  return NULL;
}

GpChangeSet *
gp_access_witness_propose (const GpAccessWitness *self,
                           GpDesign              *design)
{
  const GpId *subject = gp_access_record_get_subject (self->record);
  GpChangeSet *changes = gp_change_set_new (_("Added a test"));
  g_autoptr(GpElement) test = gp_design_new_child (design, GP_KIND_TEST,
                                                   gp_design_get_root_id (design));
  g_autofree char *name = NULL;
  GpId fixture = self->fixture;

  name = g_strdup_printf (self->allowed ? _("%s may %s %s") : _("%s may not %s %s"),
                          gp_element_get_name (gp_design_lookup (design, &self->persona)),
                          self->action, gp_element_get_name (gp_design_lookup (design, subject)));
  if (gp_id_is_nil (&fixture))
    {
      g_autoptr(GpElement) record = gp_design_new_child (design, GP_KIND_FIXTURE, subject);
      g_autofree char *json = gp_access_record_to_json (self->record);

      fixture = *gp_element_get_id (record);
      gp_element_set_text (record, GP_FIXTURE_NAME, name);
      gp_element_set_text (record, GP_FIXTURE_RECORD, json);
      gp_change_set_add (changes, record);
    }
  gp_element_set_text (test, GP_TEST_NAME, name);
  gp_element_set_ref (test, GP_TEST_PERSONA, &self->persona);
  gp_element_set_text (test, GP_TEST_ACTION, self->action);
  gp_element_set_ref (test, GP_TEST_SUBJECT, subject);
  gp_element_set_ref (test, GP_TEST_FIXTURE, &fixture);
  gp_element_set_text (test, GP_TEST_EXPECT, self->allowed ? "allow" : "deny");
  gp_change_set_add (changes, test);
  return changes;
}
