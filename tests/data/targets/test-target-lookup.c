/* test-target-lookup.c — which target is meant, and what is known of it
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-random.h"
#include "gp-store-deployments.h"
#include "gp-target-lookup.h"
#include "gp-test-design.h"
#include "gp-test.h"

#define ADDRESS "directus:https://live.example"

static GpId
add_target (GpDesign   *design,
            const char *name,
            const char *url)
{
  GpId id = gp_test_add (design, GP_KIND_TARGET, gp_design_get_root_id (design), name);

  gp_test_set_text (design, &id, GP_TARGET_TYPE, "directus");
  gp_test_set_text (design, &id, GP_TARGET_URL, url);
  return id;
}

static void
test_by_name_or_place (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId staging = add_target (design, "staging", "https://staging.example");
  GpId live = add_target (design, "live", "https://live.example/");
  g_autofree char *named = gp_target_dup_address (design, "live");
  g_autofree char *written = gp_target_dup_address (NULL, ADDRESS "/");
  g_autofree char *nowhere = gp_target_dup_address (design, "nowhere");

  g_assert_true (gp_id_equal (gp_element_get_id (gp_target_find (design, "live")), &live));
  g_assert_true (gp_id_equal (gp_element_get_id (gp_target_find (design, ADDRESS)), &live));
  g_assert_null (gp_target_find (design, "directus:https://elsewhere.example"));
  g_assert_null (gp_target_find (design, "postgresql:https://live.example"));
  g_assert_true (gp_target_leads_to (gp_design_lookup (design, &live), ADDRESS));
  g_assert_false (gp_target_leads_to (gp_design_lookup (design, &staging), ADDRESS));
  g_assert_cmpstr (named, ==, ADDRESS);
  g_assert_cmpstr (written, ==, ADDRESS);
  g_assert_cmpstr (nowhere, ==, "nowhere");
}

/* --- what was deployed --- */

typedef struct
{
  GpStore  *store;
  GpDesign *design;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  g_autofree char *path = gp_test_dup_path ("record.gplan");
  g_autoptr(GError) error = NULL;

  f->design = gp_design_new (NULL, "Shop");
  f->store = gp_store_create (path, f->design, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_clear_object (&f->store);
  g_clear_object (&f->design);
}

/* A deployment of a design that has an entity of this name. */
static void
deploy (Fixture    *f,
        const GpId *target,
        const char *target_name,
        const char *entity)
{
  GpDeploymentRecord record = { .target_name = (char *) target_name };
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Deployed");
  g_autoptr(GError) error = NULL;

  if (target != NULL)
    record.target = *target;
  if (entity != NULL)
    gp_test_add_entity (design, entity);
  else
    record.outcome = GP_OUTCOME_FAILED;
  gp_store_add_deployment (f->store, &record, NULL, entity != NULL ? design : NULL, &error);
  g_assert_no_error (error);
}

/* NULL where nothing is to be known. */
static void
assert_held (Fixture    *f,
             const char *to,
             const char *entity)
{
  g_autoptr(GpDesign) held = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (gp_target_load_deployed (f->store, f->design, to, &held, &error));
  g_assert_no_error (error);
  if (entity == NULL)
    g_assert_null (held);
  else
    g_assert_nonnull (gp_design_find_child (held, gp_design_get_root_id (held), GP_KIND_ENTITY,
                                            entity));
}

/* What a target holds is the newest design that reached it, whatever failed afterwards. */
static void
test_the_newest_is_held (Fixture      *f,
                         gconstpointer data)
{
  GpId live = add_target (f->design, "live", "https://live.example");
  GpId staging = add_target (f->design, "staging", "https://staging.example");

  assert_held (f, "live", NULL);
  deploy (f, &live, "live", "first");
  deploy (f, &live, "renamed since", "second");
  deploy (f, &live, "live", NULL);
  deploy (f, &staging, "staging", "other");
  assert_held (f, "live", "second");
  assert_held (f, ADDRESS, "second");
  assert_held (f, "directus:https://elsewhere.example", NULL);
}

/* By the command line, say, before the design had a target. */
static void
test_what_was_deployed_by_address (Fixture      *f,
                                   gconstpointer data)
{
  deploy (f, NULL, ADDRESS, "first");
  assert_held (f, ADDRESS "/", "first");
  add_target (f->design, "live", "https://live.example/");
  assert_held (f, "live", "first");
}

/* Two elements that lead to the same place are one target. */
static void
test_two_elements_one_place (Fixture      *f,
                             gconstpointer data)
{
  GpId live = add_target (f->design, "live", "https://live.example");
  GpId also = add_target (f->design, "also_live", "https://live.example/");

  deploy (f, &live, "live", "first");
  deploy (f, &also, "also_live", "second");
  assert_held (f, "live", "second");
  assert_held (f, "also_live", "second");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/target-lookup/by-name-or-place", test_by_name_or_place);
  g_test_add ("/data/target-lookup/the-newest-is-held", Fixture, NULL, set_up,
              test_the_newest_is_held, tear_down);
  g_test_add ("/data/target-lookup/what-was-deployed-by-address", Fixture, NULL, set_up,
              test_what_was_deployed_by_address, tear_down);
  g_test_add ("/data/target-lookup/two-elements-one-place", Fixture, NULL, set_up,
              test_two_elements_one_place, tear_down);
  return g_test_run ();
}
