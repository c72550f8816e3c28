/* gp-inspector-page.c — which sections the inspector has for which kind
 * SPDX-License-Identifier: Apache-2.0
 *
 * The metamodel alone would give one long list. The table below groups what belongs together for
 * the kinds that people look at most; a property that no group names goes into "About", or, where
 * the metamodel calls it advanced, into "More". So a new property shows up without a line here.
 */
#define G_LOG_DOMAIN "gp-inspector-page"
#include "config.h"

#include "gp-inspector-page.h"

#include "gp-lights-section.h"
#include "gp-section.h"

#include <glib/gi18n-lib.h>

#define MAX_GROUP 28
#define END       GP_N_PROPERTIES

typedef struct
{
  GpKind      kind;
  const char *title;
  GpProperty  properties[MAX_GROUP];    /* up to END */
} Group;

static const Group groups[] = {
  { GP_KIND_DOMAIN, N_("Domain"), { GP_DOMAIN_OWNER, GP_DOMAIN_COLOR, END } },
  { GP_KIND_ENTITY, N_("Belongs to"), { GP_ENTITY_DOMAIN, GP_ENTITY_TAGS, END } },
  { GP_KIND_ENTITY, N_("Behaviour"),
    { GP_ENTITY_TENANT_FIELD, GP_ENTITY_AUDIT, GP_ENTITY_RETENTION, GP_ENTITY_EXPOSED, END } },
  { GP_KIND_FIELD, N_("Value"),
    { GP_FIELD_TYPE, GP_FIELD_VALUES, GP_FIELD_LENGTH, GP_FIELD_PRECISION, GP_FIELD_SCALE,
      GP_FIELD_DIMENSIONS, GP_FIELD_BUCKET, GP_FIELD_ARRAY, GP_FIELD_NULLABLE, GP_FIELD_UNIQUE,
      GP_FIELD_DEFAULT, GP_FIELD_SENSITIVE, END } },
  { GP_KIND_FIELD, N_("Reference"),
    { GP_FIELD_REFERENCE, GP_FIELD_REFERENCE_FIELD, GP_FIELD_ON_DELETE, END } },
  { GP_KIND_INDEX, N_("Finds records by"),
    { GP_INDEX_FIELDS, GP_INDEX_UNIQUE, GP_INDEX_INCLUDE, END } },
  { GP_KIND_CHECK, N_("Every record must meet"), { GP_CHECK_EXPRESSION, END } },
  { GP_KIND_FOREIGN_KEY, N_("Reference"),
    { GP_FOREIGN_KEY_FIELDS, GP_FOREIGN_KEY_TARGET, GP_FOREIGN_KEY_TARGET_FIELDS,
      GP_FOREIGN_KEY_ON_DELETE, GP_FOREIGN_KEY_ON_DELETE_FIELDS, END } },
  { GP_KIND_ROLE, N_("Members"), { GP_ROLE_MEMBERSHIP, GP_ROLE_INHERITS, END } },
  { GP_KIND_RULE, N_("Who"), { GP_RULE_ROLE, GP_RULE_EFFECT, END } },
  { GP_KIND_RULE, N_("May"), { GP_RULE_ACTIONS, END } },
  { GP_KIND_RULE, N_("Only if"), { GP_RULE_CONDITION, END } },
  { GP_KIND_RULE, N_("Fields"), { GP_RULE_FIELDS_MODE, GP_RULE_FIELDS, END } },
  { GP_KIND_RULE, N_("When writing"), { GP_RULE_CHECK, GP_RULE_PRESETS, END } },
  { GP_KIND_FLOW, N_("Trigger"),
    { GP_FLOW_TRIGGER, GP_FLOW_SCHEDULE, GP_FLOW_TRIGGER_EVENT, GP_FLOW_TRIGGER_ENTITY,
      GP_FLOW_TRIGGER_PHASE, GP_FLOW_TRIGGER_CHANGES, GP_FLOW_TRIGGER_WHEN, GP_FLOW_HTTP_METHOD,
      GP_FLOW_HTTP_PATH, GP_FLOW_HTTP_AUTH, GP_FLOW_ROLES, GP_FLOW_CONFIRM, GP_FLOW_TRIGGER_TITLE,
      END } },
  { GP_KIND_FLOW, N_("Runs"),
    { GP_FLOW_ENABLED, GP_FLOW_TIMEOUT, GP_FLOW_INPUT_SCHEMA, GP_FLOW_OUTPUT, GP_FLOW_MODE,
      END } },
  { GP_KIND_STEP, N_("Does"),
    { GP_STEP_TYPE, GP_STEP_ENTITY, GP_STEP_EVENT, GP_STEP_FLOW, GP_STEP_CONNECTION, GP_STEP_METHOD,
      GP_STEP_PATH, GP_STEP_EACH, GP_STEP_IN, GP_STEP_WHILE, GP_STEP_COMPETE, GP_STEP_LISTEN_MODE,
      GP_STEP_LISTEN_EVENTS, GP_STEP_ASSIGNEES, GP_STEP_DURATION, GP_STEP_ON_TIMEOUT,
      GP_STEP_ERROR_TYPE, GP_STEP_ERROR_STATUS, GP_STEP_ERROR_DETAIL, GP_STEP_CODE, GP_STEP_WHERE,
      GP_STEP_WITH, GP_STEP_IF, END } },
  { GP_KIND_STEP, N_("On error"),
    { GP_STEP_TIMEOUT, GP_STEP_RETRY_ATTEMPTS, GP_STEP_RETRY_DELAY, GP_STEP_RETRY_BACKOFF, END } },
  { GP_KIND_TRANSITION, N_("Leads"),
    { GP_TRANSITION_FROM, GP_TRANSITION_TO, GP_TRANSITION_TYPE, GP_TRANSITION_WHEN,
      GP_TRANSITION_ERROR_TYPE, GP_TRANSITION_ERROR_STATUS, END } },
  { GP_KIND_BUCKET, N_("Files"), { GP_BUCKET_MAX_SIZE, GP_BUCKET_MEDIA_TYPES, END } },
  { GP_KIND_CONNECTION, N_("Service"),
    { GP_CONNECTION_TYPE, GP_CONNECTION_URL, GP_CONNECTION_AUTH, GP_CONNECTION_AUTH_HEADER,
      GP_CONNECTION_SECRET, GP_CONNECTION_PRIVATE_NETWORK, END } },
  { GP_KIND_TARGET, N_("Backend"),
    { GP_TARGET_TYPE, GP_TARGET_URL, GP_TARGET_SECRET, GP_TARGET_COLOR, END } },
  { GP_KIND_TARGET, N_("Protection"),
    { GP_TARGET_APPROVALS, GP_TARGET_ALLOW_DESTRUCTIVE, END } },
  { GP_KIND_PERSONA, N_("Caller"),
    { GP_PERSONA_ANONYMOUS, GP_PERSONA_ROLES, GP_PERSONA_USER_ID, GP_PERSONA_TENANT,
      GP_PERSONA_EMAIL, GP_PERSONA_CLAIMS, END } },
  { GP_KIND_FIXTURE, N_("Record"), { GP_FIXTURE_RECORD, END } },
  { GP_KIND_TEST, N_("Case"),
    { GP_TEST_TYPE, GP_TEST_PERSONA, GP_TEST_ACTION, GP_TEST_SUBJECT, GP_TEST_FIXTURE,
      GP_TEST_WRITE, GP_TEST_FIELDS, GP_TEST_FLOW, GP_TEST_INPUT, GP_TEST_MOCKS, END } },
  { GP_KIND_TEST, N_("Outcome"), { GP_TEST_EXPECT, GP_TEST_PATH, GP_TEST_EFFECTS, END } },
  { GP_KIND_VIEW, N_("Drawing"),
    { GP_VIEW_LENS, GP_VIEW_SUBJECT, GP_VIEW_SHOWS, GP_VIEW_MEMBERS, END } },
  { GP_KIND_PLACEMENT, N_("Place"),
    { GP_PLACEMENT_ELEMENT, GP_PLACEMENT_AT, GP_PLACEMENT_SIZE, GP_PLACEMENT_PINNED,
      GP_PLACEMENT_COLLAPSED, GP_PLACEMENT_HIDDEN, END } },
  { GP_KIND_NOTE, N_("Note"), { GP_NOTE_TEXT, GP_NOTE_COLOR, END } },
  { GP_KIND_COMMENT, N_("Comment"),
    { GP_COMMENT_TEXT, GP_COMMENT_AUTHOR, GP_COMMENT_CREATED, GP_COMMENT_RESOLVED,
      GP_COMMENT_ABOUT, END } },
  { GP_KIND_WAIVER, N_("Ignored problem"),
    { GP_WAIVER_CODE, GP_WAIVER_ABOUT, GP_WAIVER_REASON, END } },
};

/* What is inside of an element of some kind and has a section of its own. */
static const struct
{
  GpKind      kind;
  GpKind      child;
  const char *title;
} insides[] = {
  { GP_KIND_ENTITY, GP_KIND_RULE,        N_("Who may do what") },
  { GP_KIND_ENTITY, GP_KIND_INDEX,       N_("Indexes") },
  { GP_KIND_ENTITY, GP_KIND_CHECK,       N_("Checks") },
  { GP_KIND_ENTITY, GP_KIND_FOREIGN_KEY, N_("Composite references") },
  { GP_KIND_ENTITY, GP_KIND_FIXTURE,     N_("Example records") },
  { GP_KIND_BUCKET, GP_KIND_RULE,        N_("Who may do what") },
  { GP_KIND_STORY,  GP_KIND_STORY_STEP,  N_("Steps") },
  { GP_KIND_FLOW,   GP_KIND_STEP,        N_("Steps") },
  { GP_KIND_FLOW,   GP_KIND_TRANSITION,  N_("Transitions") },
  { GP_KIND_STEP,   GP_KIND_STEP,        N_("Steps") },
  { GP_KIND_STEP,   GP_KIND_TRANSITION,  N_("Transitions") },
};

/* What points to an element of some kind and is worth a section. */
static const struct
{
  GpKind      kind;
  GpProperty  via;
  const char *title;
} referrers[] = {
  { GP_KIND_DOMAIN,     GP_ENTITY_DOMAIN,      N_("Entities") },
  { GP_KIND_DOMAIN,     GP_FLOW_DOMAIN,        N_("Flows") },
  { GP_KIND_DOMAIN,     GP_EVENT_DOMAIN,       N_("Events") },
  { GP_KIND_DOMAIN,     GP_BUCKET_DOMAIN,      N_("Buckets") },
  { GP_KIND_ROLE,       GP_RULE_ROLE,          N_("May do what") },
  { GP_KIND_STEP,       GP_TRANSITION_FROM,    N_("Outputs") },
};

static gboolean
is_group_of (const Group *group,
             GpProperty   property)
{
  for (gsize i = 0; group->properties[i] != END; i++)
    if (group->properties[i] == property)
      return TRUE;

  return FALSE;
}

static gboolean
is_grouped (GpProperty property)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    if (is_group_of (&groups[i], property))
      return TRUE;

  return FALSE;
}

static void
append_groups (GtkBox    *box,
               GpSession *session,
               GpKind     kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      gsize n = 0;

      if (groups[i].kind != kind)
        continue;
      while (groups[i].properties[n] != END)
        n++;
      gtk_box_append (box, gp_properties_section_new (session, _(groups[i].title),
                                                      groups[i].properties, n, FALSE));
    }
}

/* What is advanced about the kinds that become tables is how the database does it. */
static const char *
title_of_rest (GpKind kind)
{
  static const guint64 tables = GP_KIND_MASK (GP_KIND_DESIGN) | GP_KIND_MASK (GP_KIND_ENTITY)
                                | GP_KIND_MASK (GP_KIND_FIELD) | GP_KIND_MASK (GP_KIND_INDEX)
                                | GP_KIND_MASK (GP_KIND_CHECK)
                                | GP_KIND_MASK (GP_KIND_FOREIGN_KEY);

  return (tables & GP_KIND_MASK (kind)) != 0 ? _("In the database") : _("More");
}

static void
append_rest (GtkBox    *box,
             GpSession *session,
             GpKind     kind,
             gboolean   advanced)
{
  const GpKindInfo *info = gp_kind_get_info (kind);
  g_autoptr(GArray) rest = g_array_new (FALSE, FALSE, sizeof (GpProperty));

  for (guint i = 0; i < info->n; i++)
    {
      GpProperty property = info->first + i;
      gboolean is_advanced = (gp_property_get_info (property)->flags & GP_PROPERTY_ADVANCED) != 0;

      if ((int) property != info->name && is_advanced == advanced && !is_grouped (property))
        g_array_append_val (rest, property);
    }

  if (rest->len > 0)
    gtk_box_append (box, gp_properties_section_new (session, advanced ? title_of_rest (kind)
                                                                      : _("About"),
                                                    (const GpProperty *) (gpointer) rest->data,
                                                    rest->len, advanced));
}

void
gp_inspector_page_build (GtkBox    *box,
                         GpSession *session,
                         GpKind     kind,
                         gboolean   many)
{
  if (!many && (kind == GP_KIND_ENTITY || kind == GP_KIND_EVENT))
    gtk_box_append (box, gp_fields_section_new (session));

  if (!many && kind == GP_KIND_RULE)
    gtk_box_append (box, gp_words_section_new (session));
  if (!many && kind == GP_KIND_STEP)
    gtk_box_append (box, gp_cases_section_new (session));
  append_groups (box, session, kind);
  if (!many && kind == GP_KIND_TARGET)
    gtk_box_append (box, gp_token_section_new (session));
  if (!many && kind == GP_KIND_STORY_STEP)
    gtk_box_append (box, gp_stage_section_new (session));
  for (gsize i = 0; i < G_N_ELEMENTS (insides) && !many; i++)
    if (insides[i].kind == kind)
      gtk_box_append (box,
                      gp_children_section_new (session, insides[i].child, _(insides[i].title)));

  for (gsize i = 0; i < G_N_ELEMENTS (referrers) && !many; i++)
    if (referrers[i].kind == kind)
      gtk_box_append (box, gp_referrers_section_new (session, referrers[i].via,
                                                     _(referrers[i].title)));

  if (!many && (kind == GP_KIND_FLOW || kind == GP_KIND_STEP))
    {
      gtk_box_append (box, gp_touches_section_new (session));
      gtk_box_append (box, gp_lights_section_new (session));
    }
  append_rest (box, session, kind, FALSE);
  if (kind != GP_KIND_DESIGN)
    gtk_box_append (box, gp_usage_section_new (session));
  append_rest (box, session, kind, TRUE);
}
