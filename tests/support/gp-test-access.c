/* gp-test-access.c — a small design with roles, personas and records, for tests of rules
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-test-access.h"

#include "gp-change-set.h"

static GpId
add (GpDesign   *design,
     GpKind      kind,
     const GpId *parent,
     const char *name)
{
  g_autoptr(GpElement) element = NULL;
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GError) error = NULL;
  const GpId *below = parent != NULL ? parent : gp_design_get_root_id (design);
  GpId id = gp_id_new ();

  element = gp_element_new (kind, &id, below, gp_design_rank_last (design, below));
  if (name != NULL)
    gp_element_set_text (element, (GpProperty) gp_kind_get_info (kind)->name, name);
  gp_change_set_add (changes, element);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
  return id;
}

void
gp_test_access_set (GpDesign   *design,
                    const GpId *id,
                    GpProperty  property,
                    GpValue     value)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GError) error = NULL;

  gp_change_set_set (changes, gp_design_lookup (design, id), property, value);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
}

const GpId *
gp_test_access_find (GpDesign   *design,
                     GpKind      kind,
                     const char *name)
{
  g_autoptr(GPtrArray) all = gp_design_list (design, kind);

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (gp_element_get_name (all->pdata[i]), name))
      return gp_element_get_id (all->pdata[i]);
  g_error ("no %s %s", gp_kind_get_info (kind)->nick, name);
}

static GpId
add_field (GpDesign   *design,
           const GpId *entity,
           const char *name,
           const char *type,
           gboolean    nullable)
{
  GpId id = add (design, GP_KIND_FIELD, entity, name);

  gp_test_access_set (design, &id, GP_FIELD_TYPE, gp_value_text (type));
  gp_test_access_set (design, &id, GP_FIELD_NULLABLE, gp_value_bool (nullable));
  return id;
}

static void
add_entities (GpDesign *design,
              gboolean  scoped)
{
  static const char *const states[] = { "open", "closed", "withdrawn" };
  GpId clinic = add (design, GP_KIND_ENTITY, NULL, "clinic");
  GpId clinic_key = add_field (design, &clinic, "id", "text", FALSE);
  GpId note = add (design, GP_KIND_ENTITY, NULL, "note");
  GpId note_key = add_field (design, &note, "id", "text", FALSE);
  GpId tenant = add_field (design, &note, "clinic_id", "reference", FALSE);
  GpId status, parent;

  add_field (design, &clinic, "name", "text", TRUE);
  add_field (design, &note, "owner", "text", TRUE);
  status = add_field (design, &note, "status", "enum", FALSE);
  add_field (design, &note, "points", "integer", TRUE);
  add_field (design, &note, "secret", "text", TRUE);
  parent = add_field (design, &note, "parent_id", "reference", TRUE);
  gp_test_access_set (design, &clinic, GP_ENTITY_PRIMARY_KEY, gp_value_ids (&clinic_key, 1));
  gp_test_access_set (design, &note, GP_ENTITY_PRIMARY_KEY, gp_value_ids (&note_key, 1));
  gp_test_access_set (design, &tenant, GP_FIELD_REFERENCE, gp_value_id (&clinic));
  gp_test_access_set (design, &parent, GP_FIELD_REFERENCE, gp_value_id (&note));
  gp_test_access_set (design, &status, GP_FIELD_VALUES, gp_value_texts (states, 3));
  gp_test_access_set (design, gp_design_get_root_id (design), GP_DESIGN_TENANT_ENTITY,
                      gp_value_id (&clinic));
  if (scoped)
    gp_test_access_set (design, &note, GP_ENTITY_TENANT_FIELD, gp_value_id (&tenant));
}

static void
add_persona (GpDesign   *design,
             const char *name,
             const GpId *role,
             const char *user,
             const char *tenant)
{
  GpId id = add (design, GP_KIND_PERSONA, NULL, name);

  gp_test_access_set (design, &id, GP_PERSONA_ANONYMOUS, gp_value_bool (user == NULL));
  if (role != NULL)
    gp_test_access_set (design, &id, GP_PERSONA_ROLES, gp_value_ids (role, 1));
  if (user != NULL)
    gp_test_access_set (design, &id, GP_PERSONA_USER_ID, gp_value_text (user));
  if (tenant != NULL)
    gp_test_access_set (design, &id, GP_PERSONA_TENANT, gp_value_text (tenant));
}

static void
add_fixture (GpDesign   *design,
             const char *entity,
             const char *name,
             const char *json)
{
  GpId id = add (design, GP_KIND_FIXTURE, gp_test_access_find (design, GP_KIND_ENTITY, entity),
                 name);

  gp_test_access_set (design, &id, GP_FIXTURE_RECORD, gp_value_text (json));
}

GpDesign *
gp_test_access_design (gboolean scoped)
{
  GpDesign *design = gp_design_new (NULL, "Access");
  GpId reader, writer, member, anybody;

  add_entities (design, scoped);
  reader = add (design, GP_KIND_ROLE, NULL, "reader");
  writer = add (design, GP_KIND_ROLE, NULL, "writer");
  member = add (design, GP_KIND_ROLE, NULL, "member");
  anybody = add (design, GP_KIND_ROLE, NULL, "anybody");
  gp_test_access_set (design, &writer, GP_ROLE_INHERITS, gp_value_ids (&reader, 1));
  gp_test_access_set (design, &member, GP_ROLE_MEMBERSHIP, gp_value_text ("signed_in"));
  gp_test_access_set (design, &anybody, GP_ROLE_MEMBERSHIP, gp_value_text ("everyone"));
  add_persona (design, "Ria", &reader, "u1", "c1");
  add_persona (design, "Wim", &writer, "u2", "c1");
  add_persona (design, "Tom", &reader, "u3", "c2");
  add_persona (design, "Zoe", NULL, "u4", NULL);
  add_persona (design, "Nobody", NULL, NULL, NULL);
  add_fixture (design, "clinic", "c1", "{\"id\": \"c1\", \"name\": \"Riverside\"}");
  add_fixture (design, "clinic", "c2", "{\"id\": \"c2\"}");
  add_fixture (design, "note", "n1", "{\"id\": \"n1\", \"clinic_id\": \"c1\", \"owner\": \"u1\","
                                     " \"status\": \"open\", \"points\": 3}");
  add_fixture (design, "note", "n2", "{\"id\": \"n2\", \"clinic_id\": \"c1\", \"owner\": \"u2\","
                                     " \"status\": \"closed\", \"parent_id\": \"n1\"}");
  add_fixture (design, "note", "n3", "{\"id\": \"n3\", \"clinic_id\": \"c2\","
                                     " \"status\": \"open\"}");
  return design;
}

GpId
gp_test_access_rule (GpDesign   *design,
                     const char *effect,
                     const char *role,
                     const char *actions,
                     const char *condition,
                     const char *check)
{
  GpId id = add (design, GP_KIND_RULE, gp_test_access_find (design, GP_KIND_ENTITY, "note"), NULL);
  g_auto(GStrv) words = g_strsplit (actions, " ", -1);

  gp_test_access_set (design, &id, GP_RULE_EFFECT, gp_value_text (effect));
  gp_test_access_set (design, &id, GP_RULE_ACTIONS,
                      gp_value_texts ((const char *const *) words, g_strv_length (words)));
  if (role != NULL)
    gp_test_access_set (design, &id, GP_RULE_ROLE,
                        gp_value_id (gp_test_access_find (design, GP_KIND_ROLE, role)));
  if (condition != NULL)
    gp_test_access_set (design, &id, GP_RULE_CONDITION, gp_value_text (condition));
  if (check != NULL)
    gp_test_access_set (design, &id, GP_RULE_CHECK, gp_value_text (check));
  return id;
}

void
gp_test_access_fields (GpDesign   *design,
                       const GpId *rule,
                       const char *mode,
                       const char *fields)
{
  const GpId *note = gp_test_access_find (design, GP_KIND_ENTITY, "note");
  g_auto(GStrv) names = g_strsplit (fields, " ", -1);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (gsize i = 0; names[i] != NULL; i++)
    g_array_append_val (ids, *gp_element_get_id (gp_design_find_child (design, note, GP_KIND_FIELD,
                                                                       names[i])));
  gp_test_access_set (design, rule, GP_RULE_FIELDS_MODE, gp_value_text (mode));
  gp_test_access_set (design, rule, GP_RULE_FIELDS,
                      gp_value_ids ((const GpId *) ids->data, ids->len));
}

GpAccessDecision *
gp_test_access_decide (const GpAccess   *access,
                       GpAccessFixtures *fixtures,
                       const char       *persona,
                       const char       *action,
                       const char       *record,
                       const char       *write)
{
  GpDesign *design = gp_access_get_design (access);
  const GpId *subject = gp_test_access_find (design, GP_KIND_ENTITY, "note");
  g_autoptr(GpAccessCaller) caller =
    gp_access_caller_new_persona (access, gp_test_access_find (design, GP_KIND_PERSONA, persona));
  g_autoptr(GpAccessRecord) empty = gp_access_record_new (gp_access_fixtures_get_world (fixtures),
                                                          subject);
  g_autoptr(GpAccessRecord) changed = NULL;
  g_autoptr(GArray) written = NULL;
  g_autoptr(GError) error = NULL;
  GpAccessQuestion question = { .caller = caller, .action = action, .subject = subject,
                                .now = G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC, .explain = TRUE };

  if (record != NULL)
    question.record = gp_access_fixtures_find (
      fixtures, gp_test_access_find (design, GP_KIND_FIXTURE, record), &error);
  g_assert_no_error (error);
  if (write != NULL)
    changed = gp_access_record_merge_json (question.record != NULL ? question.record : empty, write,
                                           &written, &error);
  g_assert_no_error (error);
  question.new_record = changed;
  question.written = written;
  return gp_access_decide (access, &question);
}

GpAccessVerdict
gp_test_access_ask (GpDesign   *design,
                    const char *persona,
                    const char *action,
                    const char *record,
                    const char *write)
{
  g_autoptr(GpAccess) access = gp_access_new (design);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (design);
  g_autoptr(GpAccessDecision) decision = gp_test_access_decide (access, fixtures, persona, action,
                                                                record, write);

  return decision->verdict;
}

/* --- something that enforces rules --- */

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

static gboolean
can_enforce (gpointer            opened,
             const GpAccessRule *rule,
             const char         *action,
             GError            **error)
{
  if (rule->condition == NULL)
    return TRUE;
  g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED, "there are no conditions");
  return FALSE;
}

static char *
say_rows (gpointer              opened,
          const GpAccessCaller *caller,
          const char           *action,
          const GpId           *subject,
          gint64                now,
          GError              **error)
{
  const GpElement *element = gp_design_lookup (gp_access_get_design (opened), subject);

  if (g_str_equal (action, "read"))
    return g_strdup_printf ("all of %s", gp_element_get_name (element));
  g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED, "only what is read is found");
  return NULL;
}

static const GpAccessEnforcer plainbase = {
  .name = "Plainbase",
  .says = "Question",
  .open = open_access,
  .close = close_access,
  .can_enforce = can_enforce,
  .say_rows = say_rows,
};

const GpAccessEnforcer *const gp_test_access_enforcers[] = { &plainbase, NULL };
