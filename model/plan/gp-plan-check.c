/* gp-plan-check.c — what stands against a deployment, before anything is sent
 * SPDX-License-Identifier: Apache-2.0
 *
 * One table says which property of which kind asks for which feature; rules, whose parts are judged
 * together, and what no target could deploy, are looked at one by one. */
#define G_LOG_DOMAIN "gp-plan-check"
#include "config.h"
#include "gp-plan-check.h"

#include "gp-access.h"
#include "gp-diff.h"
#include "gp-plan-private.h"
#include "gp-retention.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpKind      kind;
  int         property;     /* GpProperty; -1: the element itself */
  const char *value;        /* the text that asks for it; NULL: any that is not the default */
  GpFeature   feature;
  const char *message;      /* with one %s for the element's name */
} Need;

static const Need needs[] = {
  { GP_KIND_ENTITY, GP_ENTITY_QUERY, NULL, GP_FEATURE_VIEW,
    N_("The view %s is not created there: its query is kept and nothing can be read from it.") },
  { GP_KIND_ENTITY, GP_ENTITY_POLICIES, NULL, GP_FEATURE_POLICY_SQL,
    N_("The row security of %s is kept and grants nothing there: only rules do.") },
  { GP_KIND_ENTITY, GP_ENTITY_AUDIT, NULL, GP_FEATURE_AUDIT,
    N_("No audit trail is kept there for %s.") },
  { GP_KIND_ENTITY, GP_ENTITY_RETENTION, NULL, GP_FEATURE_RETENTION,
    N_("Records of %s are not removed there when their time is over.") },
  { GP_KIND_FIELD, GP_FIELD_COMPUTED, NULL, GP_FEATURE_COMPUTED,
    N_("The field %s is not computed there: it stays empty and cannot be written.") },
  { GP_KIND_FIELD, GP_FIELD_TYPE, "file", GP_FEATURE_FILE_FIELD,
    N_("The field %s stays empty there: files are stored in buckets alone.") },
  { GP_KIND_INDEX, GP_INDEX_COLUMNS, NULL, GP_FEATURE_INDEX_SQL,
    N_("The index on %s is kept and not created there: it is written in SQL.") },
  { GP_KIND_INDEX, GP_INDEX_WHERE, NULL, GP_FEATURE_INDEX_SQL,
    N_("The index on %s is kept and not created there: it has a condition in SQL.") },
  { GP_KIND_CHECK, GP_CHECK_LANGUAGE, "groundplan", GP_FEATURE_CHECK,
    N_("The check %s is kept and not enforced there.") },
  { GP_KIND_CHECK, GP_CHECK_LANGUAGE, "sql", GP_FEATURE_CHECK_SQL,
    N_("The check %s is kept and not enforced there: it is written in SQL.") },
  { GP_KIND_BUCKET, -1, NULL, GP_FEATURE_BUCKET,
    N_("The bucket %s is kept and takes no files there.") },
  { GP_KIND_FLOW, -1, NULL, GP_FEATURE_FLOW,
    N_("The flow %s is kept and does not run there.") },
  { GP_KIND_EVENT, -1, NULL, GP_FEATURE_EVENT,
    N_("The event %s is kept and never sent there.") },
};

typedef struct
{
  GpDesign           *design;
  const GpCapability *capability;
  GPtrArray          *findings;
} Check;

static void
add_finding (Check           *self,
             const char      *code,
             GpSeverity       severity,
             const GpElement *element,
             char            *message)
{
  g_autofree char *owned = message;
  GpFinding *finding = gp_finding_new (code, severity, owned);

  gp_finding_set_element (finding, gp_element_get_id (element));
  g_ptr_array_add (self->findings, finding);
}

/* The message with the element's name in its one place. */
static char *
fill_in (Check           *self,
         const char      *message,
         const GpElement *element)
{
  g_autofree char *name = gp_plan_dup_name (self->design, element);
  const char *place = strstr (message, "%s");

  g_assert (place != NULL);

  return g_strdup_printf ("%.*s%s%s", (int) (place - message), message, name, place + 2);
}

static gboolean
asks_for (const GpElement *element,
          const Need      *need)
{
  if (need->property < 0)
    return TRUE;
  if (need->value != NULL)
    return gp_element_is (element, need->property, need->value);

  return gp_element_has (element, need->property);
}

static void
check_need (Check      *self,
            const Need *need)
{
  g_autoptr(GPtrArray) elements = NULL;

  if (gp_capability_has (self->capability, need->feature))
    return;

  elements = gp_design_list (self->design, need->kind);
  for (guint i = 0; i < elements->len; i++)
    {
      const GpElement *element = g_ptr_array_index (elements, i);

      if (asks_for (element, need))
        add_finding (self, "DEP001", GP_SEVERITY_WARNING, element,
                     fill_in (self, _(need->message), element));
    }
}

static const struct
{
  guint       limit;
  GpFeature   feature;
  const char *label;
} limit_names[] = {
  { GP_ACCESS_LIMIT_CONDITION, GP_FEATURE_RULE_CONDITION, N_("condition") },
  { GP_ACCESS_LIMIT_CHECK, GP_FEATURE_RULE_CHECK, N_("check of written values") },
  { GP_ACCESS_LIMIT_FIELDS, GP_FEATURE_RULE_FIELDS, N_("choice of fields") },
  { GP_ACCESS_LIMIT_PRESETS, GP_FEATURE_RULE_PRESETS, N_("presets") },
  { GP_ACCESS_LIMIT_TENANT, GP_FEATURE_TENANT, N_("limit to the caller's tenant") },
  { GP_ACCESS_LIMIT_ACTION, GP_FEATURE_RULE_ACTION, N_("actions of its own") },
};

static void
check_rule (Check           *self,
            const GpElement *rule)
{
  guint limits = gp_access_rule_limits (self->design, rule);
  guint missing = 0;
  g_autoptr(GString) labels = g_string_new (NULL);
  g_autofree char *name = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (limit_names); i++)
    {
      if ((limits & limit_names[i].limit) != 0
          && !gp_capability_has (self->capability, limit_names[i].feature))
        {
          g_string_append_printf (labels, "%s%s", labels->len > 0 ? C_("list", ", ") : "",
                                  _(limit_names[i].label));
          missing |= limit_names[i].limit;
        }
    }
  if (labels->len == 0)
    return;

  name = gp_plan_dup_name (self->design, rule);
  if (missing == GP_ACCESS_LIMIT_ACTION)
    add_finding (self, "PRM411", GP_SEVERITY_WARNING, rule,
                 g_strdup_printf (_("The rule %s names actions of its own, which nobody can take "
                                    "there: it counts for creating, reading, updating and deleting."),
                                  name));
  else if (gp_element_is (rule, GP_RULE_EFFECT, "forbid"))
    add_finding (self, "PRM411", GP_SEVERITY_WARNING, rule,
                 g_strdup_printf (_("The rule %s cannot be enforced there with its %s: it forbids "
                                    "for all records."), name, labels->str));
  else
    add_finding (self, "PRM411", GP_SEVERITY_WARNING, rule,
                 g_strdup_printf (_("The rule %s cannot be enforced there with its %s: it grants "
                                    "nothing."), name, labels->str));
}

/* A rule whose expressions cannot be used, or cannot be asked of a database. */
static void
check_expressions (Check           *self,
                   const GpAccess  *access,
                   const GpElement *element)
{
  const GpAccessRule *rule = gp_access_find_rule (access, gp_element_get_id (element));
  const GError *why = rule != NULL ? gp_access_rule_get_problem (rule) : NULL;
  g_autofree char *name = NULL;

  if (rule != NULL && why == NULL && gp_access_rule_is_about (rule, "read"))
    why = gp_access_rule_get_refusal (rule);
  if (why == NULL)
    return;

  name = gp_plan_dup_name (self->design, element);
  add_finding (self, "PRM411", GP_SEVERITY_WARNING, element,
               g_strdup_printf (rule->forbid
                                  ? _("The rule %s cannot be enforced there and forbids "
                                      "everything that it is about: %s")
                                  : _("The rule %s cannot be enforced there and grants nothing: "
                                      "%s"), name, why->message));
}

static void
check_rules (Check *self)
{
  g_autoptr(GPtrArray) rules = gp_design_list (self->design, GP_KIND_RULE);
  g_autoptr(GpAccess) access = gp_access_new (self->design);

  for (guint i = 0; i < rules->len; i++)
    {
      check_rule (self, rules->pdata[i]);
      check_expressions (self, access, rules->pdata[i]);
    }
}

/* Where the target removes records, but cannot tell which. */
static const char *const unkept[] = {
  [GP_RETENTION_NO_LENGTH] = N_("Records of %s are not removed there: this is no length of time "
                                "that they can be kept for."),
  [GP_RETENTION_NO_TABLE] = N_("Records of %s are not removed there when their time is over."),
  [GP_RETENTION_NO_KEY] = N_("Records of %s are not removed there when their time is over: they "
                             "have no key. Add a primary key."),
  [GP_RETENTION_NO_FIELD] = N_("Records of %s are not removed there when their time is over: no "
                               "field says when a record came. Add created_at, a point in time "
                               "with the default now()."),
  [GP_RETENTION_SEVERAL] = N_("Records of %s are not removed there when their time is over: "
                              "several fields could say when a record came. Call one of them "
                              "created_at."),
};

static void
check_retention (Check *self)
{
  g_autoptr(GPtrArray) entities = NULL;

  if (!gp_capability_has (self->capability, GP_FEATURE_RETENTION))
    return;

  entities = gp_design_list (self->design, GP_KIND_ENTITY);
  for (guint i = 0; i < entities->len; i++)
    {
      GpRetentionState state = gp_retention_look (self->design, entities->pdata[i], NULL, NULL);

      if (state != GP_RETENTION_NONE && state != GP_RETENTION_COUNTED)
        add_finding (self, "DEP001", GP_SEVERITY_WARNING, entities->pdata[i],
                     fill_in (self, _(unkept[state]), entities->pdata[i]));
    }
}

static gboolean
is_deployed (const GpElement *entity)
{
  return !gp_element_get_bool (entity, GP_ENTITY_EXTERNAL)
         && gp_element_get_text (entity, GP_ENTITY_QUERY) == NULL;
}

static void
check_field (Check           *self,
             const GpElement *field)
{
  const GpElement *entity = gp_design_lookup_kind (self->design, gp_element_get_parent (field),
                                                   GP_KIND_ENTITY);

  if (entity == NULL || !is_deployed (entity))
    return;

  if (*gp_element_get_name (field) == '\0')
    add_finding (self, "DEP002", GP_SEVERITY_ERROR, field,
                 fill_in (self, _("A field of %s has no name: give it one."), entity));

  if (gp_element_is (field, GP_FIELD_TYPE, "reference")
      && gp_element_get_ref (field, GP_FIELD_REFERENCE) == NULL)
    add_finding (self, "DEP002", GP_SEVERITY_ERROR, field,
                 fill_in (self, _("The field %s refers to no entity: choose one, or another type."),
                          field));
  if (gp_element_is (field, GP_FIELD_TYPE, "enum") && !gp_element_has (field, GP_FIELD_VALUES))
    add_finding (self, "DEP002", GP_SEVERITY_ERROR, field,
                 fill_in (self, _("The field %s may have no value: list its values."), field));
}

static void
check_entities (Check *self)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->design, GP_KIND_ENTITY);
  g_autoptr(GPtrArray) fields = gp_design_list (self->design, GP_KIND_FIELD);

  for (guint i = 0; i < entities->len; i++)
    {
      const GpElement *entity = g_ptr_array_index (entities, i);
      g_autoptr(GPtrArray) children = gp_design_list_children (self->design,
                                                               gp_element_get_id (entity),
                                                               GP_KIND_FIELD);

      if (is_deployed (entity) && *gp_element_get_name (entity) == '\0')
        add_finding (self, "DEP002", GP_SEVERITY_ERROR, entity,
                     g_strdup (_("An entity has no name: give it one.")));
      if (is_deployed (entity) && children->len == 0)
        add_finding (self, "DEP002", GP_SEVERITY_ERROR, entity,
                     fill_in (self,
                              _("The entity %s has no fields: add one, or remove the entity."),
                                 entity));
    }

  for (guint i = 0; i < fields->len; i++)
    check_field (self, g_ptr_array_index (fields, i));
}

GPtrArray *
gp_plan_check (GpDesign           *wanted,
               const GpCapability *capability)
{
  Check self = { .design = wanted, .capability = capability };

  g_return_val_if_fail (GP_IS_DESIGN (wanted), NULL);
  g_return_val_if_fail (capability != NULL, NULL);

  self.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  check_entities (&self);
  check_rules (&self);
  for (gsize i = 0; i < G_N_ELEMENTS (needs); i++)
    check_need (&self, &needs[i]);
  check_retention (&self);

  return self.findings;
}

/* (transfer full): GpId of what differs. */
static GHashTable *
list_differing (GpDesign *from,
                GpDesign *to)
{
  g_autoptr(GpChangeSet) changes = gp_diff (from, to, GP_DIFF_MEANING);
  GHashTable *ids = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    g_hash_table_add (ids, g_memdup2 (&gp_change_set_get (changes, i)->id, sizeof (GpId)));
  return ids;
}

GPtrArray *
gp_plan_check_drift (GpDesign *deployed,
                     GpDesign *live,
                     GpDesign *wanted)
{
  Check self = { .design = live };
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GHashTable) open = wanted != NULL ? list_differing (live, wanted) : NULL;
  g_autoptr(GHashTable) seen = g_hash_table_new (gp_id_hash, gp_id_equal);

  g_return_val_if_fail (GP_IS_DESIGN (deployed), NULL);
  g_return_val_if_fail (GP_IS_DESIGN (live), NULL);

  self.findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  changes = gp_diff (deployed, live, GP_DIFF_MEANING);
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);
      const GpElement *element;

      if (!g_hash_table_add (seen, (gpointer) &change->id)
          || (open != NULL && !g_hash_table_contains (open, &change->id)))
        continue;

      self.design = change->type == GP_CHANGE_REMOVE ? deployed : live;
      element = gp_design_lookup (self.design, &change->id);
      add_finding (&self, "MIG209", GP_SEVERITY_WARNING, element,
                   fill_in (&self, _("%s was changed there since the last deployment."), element));
    }

  return self.findings;
}

char *
gp_plan_check_losses (const GpPlan    *plan,
                      const GpElement *target)
{
  g_autoptr(GPtrArray) losses = gp_plan_list_unconsented (plan, NULL);

  return losses->len > 0 && !gp_element_get_bool (target, GP_TARGET_ALLOW_DESTRUCTIVE)
    ? g_strdup (_("Destructive changes are not allowed on this target")) : NULL;
}
