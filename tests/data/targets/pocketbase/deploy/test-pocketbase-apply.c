/* test-pocketbase-apply.c — deploying to a PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-apply.h"

#include "gp-directus-keep.h"
#include "gp-pocketbase-plan.h"
#include "gp-target.h"
#include "gp-test-design.h"
#include "gp-test-pocketbase.h"
#include "gp-test.h"

#define LOCK "/api/collections/groundplan/records/" GP_POCKETBASE_KEEP_LOCK

static void
say_cb (const char *sentence,
        gpointer    data)
{
  (void) sentence;
  (*(guint *) data)++;
}

static void
test_stale (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPlan) plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  g_autoptr(GError) error = NULL;
  guint n = 0;

  gp_test_directus_answer (server, "GET /api/collections", 200,
                           "{\"items\":[{\"id\":\"a\",\"name\":\"b\",\"schema\":[]}]}", NULL);
  g_assert_false (gp_pocketbase_apply (client, design, plan, say_cb, &n, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_assert_cmpuint (n, ==, 0);
}

static void
test_no_backup_no_change (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPlan) plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  g_autoptr(GError) error = NULL;
  guint n = 0;

  gp_test_directus_answer (server, "POST /api/backups", 400, "{\"message\":\"Full.\"}", NULL);
  g_assert_false (gp_pocketbase_apply (client, design, plan, say_cb, &n, &error));
  g_assert_nonnull (strstr (error->message, "Full."));
  g_assert_cmpuint (gp_test_directus_count (server, "PUT /api/collections/import"), ==, 1);
}

static void
test_an_import_that_is_refused (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *asked = NULL;
  g_auto(GStrv) lines = NULL;
  guint n = 0;
  const GpElement *visit = gp_design_find_child (design, gp_design_get_root_id (design),
                                                 GP_KIND_ENTITY, "visit");
  GpId id = *gp_element_get_id (visit);

  gp_test_pocketbase_hold (server, design);
  gp_test_set_text (design, &id, GP_ENTITY_NAME, "stay");
  plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  gp_test_directus_answer (server, "PUT /api/collections/import", 400,
                           "{\"message\":\"No.\",\"data\":{}}", NULL);
  g_free (gp_test_directus_dup_asked (server));
  g_assert_false (gp_pocketbase_apply (client, design, plan, say_cb, &n, &error));
  g_assert_nonnull (strstr (error->message, "Nothing was changed."));
  asked = gp_test_directus_dup_asked (server);
  lines = g_strsplit (asked, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 10);
  g_assert_cmpstr (lines[0], ==, "POST /api/collections/groundplan/records");      /* the lock */
  g_assert_cmpstr (lines[1], ==, "PATCH " LOCK);
  g_assert_cmpstr (lines[2], ==, "POST /api/backups");
  g_assert_cmpstr (lines[3], ==, "POST /api/collections/groundplan/records");
  g_assert_cmpstr (lines[4], ==, "PATCH " LOCK);
  g_assert_cmpstr (lines[5], ==, "PUT /api/collections/import");
  g_assert_cmpstr (lines[6], ==, "DELETE /api/collections/groundplan/records/groundplan00001");
  g_assert_cmpstr (lines[7], ==, "DELETE " LOCK);
  g_assert_true (g_str_has_prefix (lines[8], "DELETE /api/backups/groundplan-"));
}

/* Its backup may be days old, and what was written since would go. */
static void
test_an_old_backup_is_not_restored (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autofree char *packed = NULL, *rows = NULL, *asked = NULL;
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;
  GpId visit = *gp_element_get_id (gp_design_find_child (design, gp_design_get_root_id (design),
                                                         GP_KIND_ENTITY, "visit"));

  gp_test_pocketbase_hold (server, design);
  gp_test_set_text (design, &visit, GP_ENTITY_NAME, "stay");
  packed = gp_directus_keep_pack (design);
  rows = g_strdup_printf ("{\"items\":[{\"id\":\"" GP_POCKETBASE_KEEP_JOURNAL "\",\"value\":"
                          "{\"design\":\"%s\",\"backup\":\"groundplan-old.zip\"}}]}", packed);
  gp_test_directus_answer (server, "GET /api/collections/groundplan/records", 200, rows, NULL);
  plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  gp_test_directus_answer (server, "PUT /api/collections/import", 400,
                           "{\"message\":\"No.\",\"data\":{}}", NULL);
  g_free (gp_test_directus_dup_asked (server));
  g_assert_false (gp_pocketbase_apply (client, design, plan, say_cb, &n, &error));
  g_assert_nonnull (strstr (error->message, "groundplan-old.zip"));
  asked = gp_test_directus_dup_asked (server);
  g_assert_cmpstr (asked, ==,
                   "POST /api/collections/groundplan/records\n"
                   "PATCH /api/collections/groundplan/records/" GP_POCKETBASE_KEEP_JOURNAL "\n"
                   "PATCH " LOCK "\nPUT /api/collections/import\n"
                   "PATCH " LOCK "\n");      /* whoever comes may go on */
}

/* What is deployed stays so, whatever becomes of the lock. */
static void
test_a_lock_that_stays (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *asked = NULL;
  guint n = 0;

  gp_test_pocketbase_hold (server, design);
  plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  gp_test_directus_answer (server, "DELETE " LOCK, 500, "{\"message\":\"No.\"}", NULL);
  g_assert_true (gp_pocketbase_apply (client, design, plan, say_cb, &n, &error));
  g_assert_no_error (error);
  asked = gp_test_directus_dup_asked (server);
  g_assert_null (strstr (asked, "/restore"));
  g_assert_true (g_str_has_suffix (asked, "DELETE " LOCK "\nPATCH " LOCK "\n"));
}

/* Nor over what is as it should be: that it is could not be written down, and no more. */
static void
test_a_record_that_is_refused (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *asked = NULL;
  guint n = 0;

  gp_test_pocketbase_hold (server, design);
  plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
  gp_test_directus_answer (
    server, "PATCH /api/collections/groundplan/records/" GP_POCKETBASE_KEEP_DESIGN, 400,
    "{\"message\":\"Too large.\"}", NULL);
  g_assert_false (gp_pocketbase_apply (client, design, plan, say_cb, &n, &error));
  g_assert_nonnull (strstr (error->message, "Too large."));
  g_assert_nonnull (strstr (error->message, "Everything is there"));
  asked = gp_test_directus_dup_asked (server);
  g_assert_null (strstr (asked, "/restore"));
  /* The journal stays, and whoever comes may go on. */
  g_assert_null (strstr (asked, "DELETE "));
  g_assert_true (g_str_has_suffix (asked, "PATCH " LOCK "\n"));
}

/* No backup is restored over what was not changed. */
static void
test_a_refusal_that_cannot_be_tidied (void)
{
  static const struct
  {
    const char *row;
    const char *outcome;
  } rows[] = {
    { LOCK, "Nothing was changed." },
    { "/api/collections/groundplan/records/" GP_POCKETBASE_KEEP_JOURNAL, "Plan and deploy again" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
      g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
      g_autoptr(GpDesign) design = gp_test_directus_design ();
      g_autofree char *request = g_strconcat ("DELETE ", rows[i].row, NULL);
      g_autofree char *asked = NULL;
      g_autoptr(GpPlan) plan = NULL;
      g_autoptr(GError) error = NULL;
      guint n = 0;
      GpId visit = *gp_element_get_id (gp_design_find_child (design,
                                                             gp_design_get_root_id (design),
                                                             GP_KIND_ENTITY, "visit"));

      gp_test_pocketbase_hold (server, design);
      gp_test_set_text (design, &visit, GP_ENTITY_NAME, "stay");
      plan = gp_pocketbase_plan (client, "pocketbase:test", design, NULL);
      gp_test_directus_answer (server, "PUT /api/collections/import", 400,
                               "{\"message\":\"No.\",\"data\":{}}", NULL);
      gp_test_directus_answer (server, request, 500, "{\"message\":\"Later.\"}", NULL);
      g_assert_false (gp_pocketbase_apply (client, design, plan, say_cb, &n, &error));
      g_assert_nonnull (strstr (error->message, rows[i].outcome));
      asked = gp_test_directus_dup_asked (server);
      g_assert_null (strstr (asked, "/restore"));
    }
}

/* Two people: the second one is told of the first by the plan, and by the deployment. */
static void
test_one_of_two (void)
{
  g_autoptr(GpTestDirectus) server = gp_test_pocketbase_new ();
  g_autoptr(GpPocketbaseClient) client = gp_test_pocketbase_open (server);
  g_autoptr(GpDesign) design = gp_test_directus_design ();
  g_autofree char *rows = g_strdup_printf (
    "{\"items\":[{\"id\":\"0123456789abcde\",\"value\":{\"claims\":\"r0\"}},"
    "{\"id\":\"" GP_POCKETBASE_KEEP_LOCK "\",\"value\":{\"run\":\"r1\",\"who\":\"ada@far\","
    "\"host\":\"far\",\"pid\":7,\"until\":%" G_GINT64_FORMAT "}}]}",
    g_get_real_time () / G_USEC_PER_SEC + 1000);
  g_autoptr(GpPlan) plan = NULL;
  g_autoptr(GError) error = NULL;
  guint n = 0;
  GpId visit = *gp_element_get_id (gp_design_find_child (design, gp_design_get_root_id (design),
                                                         GP_KIND_ENTITY, "visit"));

  gp_test_pocketbase_hold (server, design);
  gp_test_set_text (design, &visit, GP_ENTITY_NAME, "stay");
  gp_test_directus_answer (server, "GET /api/collections/groundplan/records", 200, rows, NULL);
  plan = gp_pocketbase_plan (client, "pocketbase:test", design, &error);
  g_assert_no_error (error);
  g_assert_true (gp_plan_is_blocked (plan));
  g_free (gp_test_directus_dup_asked (server));
  g_assert_false (gp_pocketbase_apply (client, design, plan, say_cb, &n, &error));
  g_assert_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_STALE);
  g_assert_nonnull (strstr (error->message, "ada@far"));
  {
    g_autofree char *asked = gp_test_directus_dup_asked (server);

    g_assert_null (strstr (asked, "import"));
    g_assert_null (strstr (asked, "backups"));
  }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/pocketbase-apply/stale", test_stale);
  g_test_add_func ("/data/pocketbase-apply/no-backup-no-change", test_no_backup_no_change);
  g_test_add_func ("/data/pocketbase-apply/an-import-that-is-refused",
                   test_an_import_that_is_refused);
  g_test_add_func ("/data/pocketbase-apply/an-old-backup-is-not-restored",
                   test_an_old_backup_is_not_restored);
  g_test_add_func ("/data/pocketbase-apply/a-lock-that-stays", test_a_lock_that_stays);
  g_test_add_func ("/data/pocketbase-apply/a-record-that-is-refused",
                   test_a_record_that_is_refused);
  g_test_add_func ("/data/pocketbase-apply/a-refusal-that-cannot-be-tidied",
                   test_a_refusal_that_cannot_be_tidied);
  g_test_add_func ("/data/pocketbase-apply/one-of-two", test_one_of_two);
  return g_test_run ();
}
