/* test-migration.c — tables that change under their records
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-migration.h"

#include "gp-test-runtime.h"
#include "gp-test.h"

typedef struct
{
  GpTestRuntime *backend;
  GpDesign      *design;
  GpId           person;
  GpId           name;
} Fixture;

static void
open_entity (GpDesign   *design,
             const GpId *entity)
{
  GpId role = gp_test_everyone (design);

  gp_test_allow (design, entity, &role, "create read update delete");
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->backend = gp_test_runtime_new ();
  self->design = gp_design_new (NULL, "People");
  self->person = gp_test_add_entity (self->design, "person");
  self->name = gp_test_add_field (self->design, &self->person, "name", "text");
  gp_test_set_bool (self->design, &self->name, GP_FIELD_NULLABLE, TRUE);
  open_entity (self->design, &self->person);
  gp_test_deploy (self->backend, self->design);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  gp_test_runtime_free (self->backend);
  g_object_unref (self->design);
}

static void
add_people (Fixture    *self,
            const char *first,
            ...)
{
  va_list args;

  va_start (args, first);
  for (const char *name = first; name != NULL; name = va_arg (args, const char *))
    {
      g_autofree char *body = g_strdup_printf ("{\"name\":%s}", name);

      gp_test_assert_call (self->backend, "POST", "/api/records/person", NULL, body, 201);
    }
  va_end (args);
}

/* The values of @field in the order of their making, as JSON with commas. */
static char *
list_values (Fixture    *self,
             const char *entity,
             const char *field)
{
  g_autofree char *path = g_strdup_printf ("/api/records/%s?limit=1000", entity);
  GString *out = g_string_new (NULL);
  gint64 n;

  gp_test_assert_call (self->backend, "GET", path, NULL, NULL, 200);
  n = gp_test_count (self->backend, "items");
  for (gint64 i = 0; i < n; i++)
    {
      g_autofree char *place = g_strdup_printf ("items.%d.%s", (int) i, field);
      g_autofree char *value = gp_test_member (self->backend, place);

      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", value);
    }

  return g_string_free (out, FALSE);
}

static void
assert_values (Fixture    *self,
               const char *entity,
               const char *field,
               const char *expected)
{
  g_autofree char *values = list_values (self, entity, field);

  g_assert_cmpstr (values, ==, expected);
}

static void
test_rename_keeps_records (Fixture       *self,
                           gconstpointer  data)
{
  add_people (self, "\"Ada\"", "\"Grace\"", "null", NULL);
  gp_test_set_text (self->design, &self->person, GP_ENTITY_NAME, "human");
  gp_test_set_text (self->design, &self->name, GP_FIELD_NAME, "full name");
  gp_test_deploy (self->backend, self->design);
  assert_values (self, "human", "full name", "Ada,Grace,null");

  gp_test_set_text (self->design, &self->person, GP_ENTITY_NAME, "Human");
  gp_test_set_text (self->design, &self->name, GP_FIELD_NAME, "FULL NAME");
  gp_test_deploy (self->backend, self->design);
  assert_values (self, "Human", "FULL NAME", "Ada,Grace,null");
}

static void
test_names_can_be_swapped (Fixture       *self,
                           gconstpointer  data)
{
  GpId nick = gp_test_add_field (self->design, &self->person, "nick", "text");
  GpId other = gp_test_add_entity (self->design, "animal");

  gp_test_set_bool (self->design, &nick, GP_FIELD_NULLABLE, TRUE);
  open_entity (self->design, &other);
  gp_test_deploy (self->backend, self->design);
  gp_test_assert_call (self->backend, "POST", "/api/records/person", NULL,
                       "{\"name\":\"Ada\",\"nick\":\"A\"}", 201);

  gp_test_set_text (self->design, &self->name, GP_FIELD_NAME, "between");
  gp_test_set_text (self->design, &nick, GP_FIELD_NAME, "name");
  gp_test_set_text (self->design, &self->name, GP_FIELD_NAME, "nick");
  gp_test_set_text (self->design, &self->person, GP_ENTITY_NAME, "between");
  gp_test_set_text (self->design, &other, GP_ENTITY_NAME, "person");
  gp_test_set_text (self->design, &self->person, GP_ENTITY_NAME, "animal");
  gp_test_deploy (self->backend, self->design);
  assert_values (self, "animal", "name", "A");
  assert_values (self, "animal", "nick", "Ada");
  assert_values (self, "person", "id", "");
}

/* Deploys what must be refused: the code of the finding and the number of records are named. */
static void
assert_refused (Fixture    *self,
                const char *code,
                const char *records)
{
  g_autoptr(GpPlan) plan = gp_test_plan (self->backend, self->design);
  gboolean found = FALSE;

  for (gsize i = 0; i < gp_plan_get_n_findings (plan); i++)
    {
      const GpFinding *finding = gp_plan_get_finding (plan, i);

      if (gp_finding_get_severity (finding) == GP_SEVERITY_ERROR
          && g_str_equal (gp_finding_get_code (finding), code)
          && strstr (gp_finding_get_message (finding), records) != NULL)
        found = TRUE;
    }
  g_assert_true (found);
  g_assert_cmpuint (gp_test_apply (self->backend, self->design, TRUE), ==, 422);
  g_assert_nonnull (strstr (self->backend->body, code));
}

static void
test_conversion_is_whole_or_refused (Fixture       *self,
                                     gconstpointer  data)
{
  add_people (self, "\"12\"", "\"-3\"", "null", "\"twelve\"", "\"1.5\"", NULL);
  gp_test_set_text (self->design, &self->name, GP_FIELD_TYPE, "integer");
  assert_refused (self, "MIG206", "2 records");
  assert_values (self, "person", "name", "12,-3,null,twelve,1.5");

  for (const char *wrong = "twelve"; wrong != NULL; wrong = *wrong == 't' ? "1.5" : NULL)
    {
      g_autofree char *filter = g_strdup_printf ("name == '%s'", wrong);
      g_autofree char *query = gp_test_query ("/api/records/person", "filter", filter, NULL);
      g_autofree char *id = NULL;
      g_autofree char *path = NULL;

      gp_test_assert_call (self->backend, "GET", query, NULL, NULL, 200);
      id = gp_test_member (self->backend, "items.0.id");
      path = g_strconcat ("/api/records/person/", id, NULL);
      gp_test_assert_call (self->backend, "DELETE", path, NULL, NULL, 204);
    }
  gp_test_deploy (self->backend, self->design);
  assert_values (self, "person", "name", "12,-3,null");
  gp_test_set_text (self->design, &self->name, GP_FIELD_TYPE, "decimal");
  gp_test_deploy (self->backend, self->design);
  gp_test_set_text (self->design, &self->name, GP_FIELD_TYPE, "text");
  gp_test_deploy (self->backend, self->design);
  assert_values (self, "person", "name", "12,-3,null");
}

static void
test_required_needs_values (Fixture       *self,
                            gconstpointer  data)
{
  GpId age;

  add_people (self, "\"Ada\"", "null", NULL);
  gp_test_set_bool (self->design, &self->name, GP_FIELD_NULLABLE, FALSE);
  assert_refused (self, "MIG202", "1 record ");
  gp_test_set_bool (self->design, &self->name, GP_FIELD_NULLABLE, TRUE);

  age = gp_test_add_field (self->design, &self->person, "age", "integer");
  assert_refused (self, "MIG202", "2 records");
  gp_test_set_text (self->design, &age, GP_FIELD_DEFAULT, "18");
  gp_test_deploy (self->backend, self->design);
  assert_values (self, "person", "age", "18,18");
}

static void
test_unique_needs_differing_values (Fixture       *self,
                                    gconstpointer  data)
{
  add_people (self, "\"Ada\"", "\"Ada\"", "\"Grace\"", "null", "null", NULL);
  gp_test_set_bool (self->design, &self->name, GP_FIELD_UNIQUE, TRUE);
  assert_refused (self, "MIG203", "2 records");
}

static void
test_references_need_targets (Fixture       *self,
                              gconstpointer  data)
{
  GpId city = gp_test_add_entity (self->design, "city");
  GpId home = gp_test_add_field (self->design, &self->person, "home", "uuid");
  g_autofree char *id = NULL;
  g_autofree char *body = NULL;

  gp_test_set_bool (self->design, &home, GP_FIELD_NULLABLE, TRUE);
  open_entity (self->design, &city);
  gp_test_deploy (self->backend, self->design);
  gp_test_assert_call (self->backend, "POST", "/api/records/city", NULL, "{}", 201);
  id = gp_test_member (self->backend, "id");
  body = g_strdup_printf ("{\"home\":\"%s\"}", id);
  gp_test_assert_call (self->backend, "POST", "/api/records/person", NULL, body, 201);
  gp_test_assert_call (self->backend, "POST", "/api/records/person", NULL,
                       "{\"home\":\"00000000-0000-7000-8000-000000000001\"}", 201);

  gp_test_set_text (self->design, &home, GP_FIELD_TYPE, "reference");
  gp_test_set_ref (self->design, &home, GP_FIELD_REFERENCE, &city);
  assert_refused (self, "MIG205", "1 record ");
  gp_test_assert_call (self->backend, "POST", "/api/records/city", NULL,
                       "{\"id\":\"00000000-0000-7000-8000-000000000001\"}", 201);
  gp_test_deploy (self->backend, self->design);
  gp_test_assert_call (self->backend, "DELETE",
                       "/api/records/city/00000000-0000-7000-8000-000000000001", NULL, NULL, 409);

  /* The table pointed to is built anew and renamed: what points to it stays as it is. */
  gp_test_set_text (self->design, &city, GP_ENTITY_NAME, "town");
  gp_test_add_field (self->design, &city, "country", "text");
  {
    const GpElement *field = gp_design_find_child (self->design, &city, GP_KIND_FIELD, "country");

    gp_test_set_text (self->design, gp_element_get_id (field), GP_FIELD_DEFAULT, "'CH'");
  }
  gp_test_deploy (self->backend, self->design);
  gp_test_assert_call (self->backend, "GET", "/api/records/person?expand=home", NULL, NULL, 200);
  {
    g_autofree char *country = gp_test_member (self->backend, "items.0.home.country");

    g_assert_cmpstr (country, ==, "CH");
  }
  gp_test_assert_call (self->backend, "DELETE",
                       "/api/records/town/00000000-0000-7000-8000-000000000001", NULL, NULL, 409);
}

static void
test_removal_needs_consent (Fixture       *self,
                            gconstpointer  data)
{
  g_autofree char *detail = NULL;

  add_people (self, "\"Ada\"", "null", NULL);
  gp_test_remove (self->design, &self->name);
  g_assert_cmpuint (gp_test_apply (self->backend, self->design, FALSE), ==, 409);
  detail = gp_test_member (self->backend, "detail");
  g_assert_nonnull (strstr (detail, "remove:field:person.name (1 row)"));
  assert_values (self, "person", "name", "Ada,null");
  gp_test_deploy (self->backend, self->design);
  g_assert_cmpuint (gp_test_call (self->backend, "GET", "/api/records/person?fields=name", NULL,
                                  NULL), ==, 400);

  gp_test_remove (self->design, &self->person);
  g_assert_cmpuint (gp_test_apply (self->backend, self->design, FALSE), ==, 409);
  gp_test_deploy (self->backend, self->design);
  gp_test_assert_call (self->backend, "GET", "/api/records/person", NULL, NULL, 404);
}

static void
test_stale_plan_is_refused (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr(GpPlan) plan = NULL;
  g_autofree char *type = NULL;
  g_autofree char *body = NULL;

  gp_test_add_field (self->design, &self->person, "one", "text");
  plan = gp_test_plan (self->backend, self->design);
  gp_test_deploy (self->backend, self->design);

  body = g_strdup_printf ("{\"changes\":{\"format\":\"groundplan-changes\",\"version\":1,"
                          "\"title\":\"\","
                          "\"changes\":[]},\"live\":\"%s\"}", gp_plan_get_live (plan));
  gp_test_assert_call (self->backend, "POST", "/admin/apply", GP_TEST_ADMIN_TOKEN, body, 409);
  type = gp_test_member (self->backend, "type");
  g_assert_cmpstr (type, ==, "urn:groundplan:problem:stale");
}

#define ADD(name, function) \
  g_test_add ("/migration/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("rename-keeps-records", test_rename_keeps_records);
  ADD ("names-can-be-swapped", test_names_can_be_swapped);
  ADD ("conversion-is-whole-or-refused", test_conversion_is_whole_or_refused);
  ADD ("required-needs-values", test_required_needs_values);
  ADD ("unique-needs-differing-values", test_unique_needs_differing_values);
  ADD ("references-need-targets", test_references_need_targets);
  ADD ("removal-needs-consent", test_removal_needs_consent);
  ADD ("stale-plan-is-refused", test_stale_plan_is_refused);

  return g_test_run ();
}
