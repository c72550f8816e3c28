/* gp-candidates.c — what a reference may point to, and which properties matter now
 * SPDX-License-Identifier: Apache-2.0
 *
 * Two tables over the metamodel: the metamodel says which kinds a reference may point to, these
 * say which of them make sense in the inspector.
 */
#define G_LOG_DOMAIN "gp-candidates"
#include "config.h"

#include "gp-candidates.h"

typedef enum
{
  SCOPE_SELF,       /* children of the element itself */
  SCOPE_PARENT,     /* children of its parent */
  SCOPE_VIA,        /* children of what another property points to */
} Scope;

static const struct
{
  GpProperty property;
  Scope      scope;
  GpProperty via;
} scopes[] = {
  { GP_ENTITY_PRIMARY_KEY,        SCOPE_SELF },
  { GP_ENTITY_TENANT_FIELD,       SCOPE_SELF },
  { GP_FIELD_REFERENCE_FIELD,     SCOPE_VIA, GP_FIELD_REFERENCE },
  { GP_INDEX_FIELDS,              SCOPE_PARENT },
  { GP_INDEX_INCLUDE,             SCOPE_PARENT },
  { GP_FOREIGN_KEY_FIELDS,        SCOPE_PARENT },
  { GP_FOREIGN_KEY_TARGET_FIELDS, SCOPE_VIA, GP_FOREIGN_KEY_TARGET },
  { GP_RULE_FIELDS,               SCOPE_PARENT },
  { GP_TRANSITION_FROM,           SCOPE_PARENT },
  { GP_TRANSITION_TO,             SCOPE_PARENT },
  { GP_TEST_FIXTURE,              SCOPE_VIA, GP_TEST_SUBJECT },
  { GP_TEST_FIELDS,               SCOPE_VIA, GP_TEST_SUBJECT },
  { GP_TEST_PATH,                 SCOPE_VIA, GP_TEST_FLOW },
};

/* A property matters while another has one of these texts. */
static const struct
{
  GpProperty  property;
  GpProperty  decides;
  const char *texts;
} conditions[] = {
  { GP_FIELD_VALUES,           GP_FIELD_TYPE, "enum" },
  { GP_FIELD_LENGTH,           GP_FIELD_TYPE, "text bytes file" },
  { GP_FIELD_BUCKET,           GP_FIELD_TYPE, "file" },
  { GP_FIELD_PRECISION,        GP_FIELD_TYPE, "decimal" },
  { GP_FIELD_SCALE,            GP_FIELD_TYPE, "decimal" },
  { GP_FIELD_DIMENSIONS,       GP_FIELD_TYPE, "vector" },
  { GP_FIELD_TYPE_NAME,        GP_FIELD_TYPE, "enum" },
  { GP_FIELD_COLLATION,        GP_FIELD_TYPE, "text enum" },
  { GP_FIELD_IDENTITY,         GP_FIELD_TYPE, "integer bigint" },
  { GP_RULE_FIELDS,            GP_RULE_FIELDS_MODE, "only except" },
  { GP_FLOW_SCHEDULE,          GP_FLOW_TRIGGER, "cron every after" },
  { GP_FLOW_TRIGGER_EVENT,     GP_FLOW_TRIGGER, "event" },
  { GP_FLOW_TRIGGER_ENTITY,    GP_FLOW_TRIGGER, "data manual" },
  { GP_FLOW_TRIGGER_PHASE,     GP_FLOW_TRIGGER, "data" },
  { GP_FLOW_TRIGGER_CHANGES,   GP_FLOW_TRIGGER, "data" },
  { GP_FLOW_TRIGGER_WHEN,      GP_FLOW_TRIGGER, "data event" },
  { GP_FLOW_HTTP_METHOD,       GP_FLOW_TRIGGER, "http" },
  { GP_FLOW_HTTP_PATH,         GP_FLOW_TRIGGER, "http" },
  { GP_FLOW_HTTP_AUTH,         GP_FLOW_TRIGGER, "http" },
  { GP_FLOW_MODE,              GP_FLOW_TRIGGER, "http manual flow" },
  { GP_FLOW_ROLES,             GP_FLOW_TRIGGER, "http manual" },
  { GP_FLOW_CONFIRM,           GP_FLOW_TRIGGER, "manual" },
  { GP_STEP_ENTITY,            GP_STEP_TYPE,
    "data_read data_create data_update data_delete approve" },
  { GP_STEP_WHERE,             GP_STEP_TYPE, "data_read data_update data_delete listen" },
  { GP_STEP_EVENT,             GP_STEP_TYPE, "emit" },
  { GP_STEP_FLOW,              GP_STEP_TYPE, "run_flow" },
  { GP_STEP_CONNECTION,        GP_STEP_TYPE, "call_http mail" },
  { GP_STEP_METHOD,            GP_STEP_TYPE, "call_http" },
  { GP_STEP_PATH,              GP_STEP_TYPE, "call_http" },
  { GP_STEP_WITH,              GP_STEP_TYPE,
    "set call_http data_create data_update mail function run_flow emit approve" },
  { GP_STEP_EACH,              GP_STEP_TYPE, "for" },
  { GP_STEP_IN,                GP_STEP_TYPE, "for" },
  { GP_STEP_WHILE,             GP_STEP_TYPE, "for" },
  { GP_STEP_COMPETE,           GP_STEP_TYPE, "fork" },
  { GP_STEP_LISTEN_MODE,       GP_STEP_TYPE, "listen" },
  { GP_STEP_LISTEN_EVENTS,     GP_STEP_TYPE, "listen" },
  { GP_STEP_ASSIGNEES,         GP_STEP_TYPE, "approve" },
  { GP_STEP_DURATION,          GP_STEP_TYPE, "wait approve listen" },
  { GP_STEP_ON_TIMEOUT,        GP_STEP_TYPE, "approve" },
  { GP_STEP_CODE,              GP_STEP_TYPE, "code function" },
  { GP_STEP_ERROR_TYPE,        GP_STEP_TYPE, "raise" },
  { GP_STEP_ERROR_STATUS,      GP_STEP_TYPE, "raise" },
  { GP_STEP_ERROR_DETAIL,      GP_STEP_TYPE, "raise" },
  { GP_STEP_TIMEOUT,           GP_STEP_TYPE, "call_http mail function run_flow code do group try" },
  { GP_STEP_RETRY_ATTEMPTS,    GP_STEP_TYPE, "call_http mail function run_flow try" },
  { GP_STEP_RETRY_DELAY,       GP_STEP_TYPE, "call_http mail function run_flow try" },
  { GP_STEP_RETRY_BACKOFF,     GP_STEP_TYPE, "call_http mail function run_flow try" },
  { GP_STEP_RETRY_JITTER,      GP_STEP_TYPE, "call_http mail function run_flow try" },
  { GP_STEP_RETRY_WHEN,        GP_STEP_TYPE, "call_http mail function run_flow try" },
  { GP_STEP_IDEMPOTENCY_KEY,   GP_STEP_TYPE, "call_http mail function run_flow data_create" },
  { GP_TRANSITION_WHEN,        GP_TRANSITION_TYPE, "case error" },
  { GP_TRANSITION_ERROR_TYPE,  GP_TRANSITION_TYPE, "error" },
  { GP_TRANSITION_ERROR_STATUS, GP_TRANSITION_TYPE, "error" },
  { GP_CONNECTION_AUTH_HEADER, GP_CONNECTION_AUTH, "api_key" },
  { GP_CONNECTION_SECRET,      GP_CONNECTION_AUTH, "bearer basic api_key oauth2" },
  { GP_VIEW_MEMBERS,           GP_VIEW_SHOWS, "members" },
  { GP_VIEW_SUBJECT,           GP_VIEW_LENS, "flows access" },
  { GP_TEST_PERSONA,           GP_TEST_TYPE, "access" },
  { GP_TEST_ACTION,            GP_TEST_TYPE, "access" },
  { GP_TEST_SUBJECT,           GP_TEST_TYPE, "access" },
  { GP_TEST_FIXTURE,           GP_TEST_TYPE, "access" },
  { GP_TEST_WRITE,             GP_TEST_TYPE, "access" },
  { GP_TEST_FIELDS,            GP_TEST_TYPE, "access" },
  { GP_TEST_EXPECT,            GP_TEST_TYPE, "access" },
  { GP_TEST_FLOW,              GP_TEST_TYPE, "flow" },
  { GP_TEST_INPUT,             GP_TEST_TYPE, "flow" },
  { GP_TEST_MOCKS,             GP_TEST_TYPE, "flow" },
  { GP_TEST_PATH,              GP_TEST_TYPE, "flow" },
  { GP_TEST_EFFECTS,           GP_TEST_TYPE, "flow" },
};

/* Whether @word stands in @words, which have one space between them. */
static gboolean
has_word (const char *words,
          const char *word)
{
  g_auto(GStrv) all = g_strsplit (words, " ", -1);

  return g_strv_contains ((const char *const *) all, word);
}

/* References that say nothing while nothing is referred to. */
static gboolean
needs_reference (GpProperty property)
{
  return property == GP_FIELD_REFERENCE_FIELD || property == GP_FIELD_ON_DELETE
         || property == GP_FIELD_ON_UPDATE || property == GP_FIELD_DEFERRABLE;
}

gboolean
gp_candidates_matter (const GpElement *element,
                      GpProperty       property)
{
  if (gp_element_has (element, property))
    return TRUE;

  if (needs_reference (property))
    return gp_element_get_ref (element, GP_FIELD_REFERENCE) != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (conditions); i++)
    if (conditions[i].property == property)
      return has_word (conditions[i].texts,
                       gp_element_get_text (element, conditions[i].decides) ?: "");

  return TRUE;
}

/* The element whose children are asked for; NULL where all of the design are. */
static const GpElement *
find_holder (GpDesign        *design,
             const GpElement *element,
             GpProperty       property)
{
  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      if (scopes[i].property != property)
        continue;

      switch (scopes[i].scope)
        {
        case SCOPE_SELF:
          return element;
        case SCOPE_PARENT:
          return gp_design_lookup (design, gp_element_get_parent (element));
        case SCOPE_VIA:
          return gp_design_lookup (design, gp_element_get_ref (element, scopes[i].via));
        default:
          g_assert_not_reached ();
        }
    }

  return NULL;
}

GpKind
gp_candidates_get_kind (GpProperty property)
{
  guint64 kinds = gp_property_get_info (property)->ref_kinds;

  for (gsize i = 0; i < G_N_ELEMENTS (scopes); i++)
    if (scopes[i].property == property)
      return GP_N_KINDS;
  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    if (kinds == GP_KIND_MASK (kind))
      return kind;

  return GP_N_KINDS;
}

GPtrArray *
gp_candidates_list (GpDesign        *design,
                    const GpElement *element,
                    GpProperty       property)
{
  guint64 kinds = gp_property_get_info (property)->ref_kinds;
  const GpElement *holder = find_holder (design, element, property);
  g_autoptr(GPtrArray) found = g_ptr_array_new ();

  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    {
      g_autoptr(GPtrArray) some = NULL;

      if ((kinds & GP_KIND_MASK (kind)) == 0)
        continue;

      some = holder != NULL ? gp_design_list_children (design, gp_element_get_id (holder), kind)
                            : gp_design_list (design, kind);
      g_ptr_array_extend (found, some, NULL, NULL);
    }

  return g_steal_pointer (&found);
}

gboolean
gp_candidates_are_shared (GpDesign   *design,
                          const GpId *ids,
                          gsize       n,
                          GpProperty  property)
{
  const GpElement *first = n > 0 ? gp_design_lookup (design, &ids[0]) : NULL;

  for (gsize i = 1; i < n && first != NULL; i++)
    {
      const GpElement *other = gp_design_lookup (design, &ids[i]);

      if (other != NULL
          && find_holder (design, first, property) != find_holder (design, other, property))
        return FALSE;
    }

  return TRUE;
}
