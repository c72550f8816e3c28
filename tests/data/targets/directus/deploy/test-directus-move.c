/* test-directus-move.c — references to what is called otherwise now, on SQLite
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-apply-private.h"

#include "gp-test-design.h"
#include "gp-test-directus.h"
#include "gp-test.h"

/* Patients get another name; visits refer to them. */
static GpDesign *
rename_patients (GpDesign *design)
{
  GpDesign *after = gp_design_copy (design);
  const GpElement *patient = gp_design_find_child (after, gp_design_get_root_id (after),
                                                   GP_KIND_ENTITY, "patient");
  GpId id = *gp_element_get_id (patient);

  gp_test_set_text (after, &id, GP_ENTITY_NAME, "client");
  return after;
}

typedef struct
{
  GpDirectusDeploy  deploy;
  GpTestDirectus   *server;
  GpDesign         *design;
  GpDesign         *after;
} Fixture;

static void
set_up (Fixture  *self,
        gboolean  is_sqlite)
{
  self->server = gp_test_directus_new ();
  self->design = gp_test_directus_design ();
  self->after = rename_patients (self->design);
  gp_test_directus_hold (self->server, self->design);
  gp_test_directus_answer (self->server, "GET /items/visit", 200, "{\"data\":[]}", NULL);
  self->deploy.client = gp_test_directus_open (self->server);
  self->deploy.state = gp_directus_state_read (self->deploy.client, NULL);
  if (!is_sqlite)
    json_object_set_string_member (self->deploy.state->snapshot, "vendor", "postgres");
  self->deploy.before = gp_directus_schema_new (self->design, is_sqlite, NULL);
  self->deploy.wanted = gp_directus_schema_new (self->after, is_sqlite, NULL);
  self->deploy.change = gp_directus_change_new (self->deploy.state, self->deploy.before,
                                                self->deploy.wanted);
  self->deploy.journal = json_object_new ();
}

static void
tear_down (Fixture *self)
{
  json_object_unref (self->deploy.journal);
  gp_directus_change_free (self->deploy.change);
  gp_directus_schema_free (self->deploy.before);
  gp_directus_schema_free (self->deploy.wanted);
  gp_directus_state_free (self->deploy.state);
  gp_directus_client_free (self->deploy.client);
  g_object_unref (self->design);
  g_object_unref (self->after);
  gp_test_directus_free (self->server);
}

/* The values are there twice before the reference goes, and there is no way back then. */
static void
test_values_are_kept_first (void)
{
  Fixture self = { 0 };
  g_autofree char *asked = NULL;
  g_autoptr(GError) error = NULL;

  set_up (&self, TRUE);
  g_assert_cmpuint (g_hash_table_size (self.deploy.change->moved), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (self.deploy.change->moved, "visit.patient_id"), ==,
                   "visit.patient_id__groundplan");
  g_assert_cmpuint (g_hash_table_size (self.deploy.change->retargeted), ==, 0);
  g_assert_true (gp_directus_deploy_move (&self.deploy, &error));
  g_assert_no_error (error);
  g_assert_true (self.deploy.dropped);
  asked = gp_test_directus_dup_asked (self.server);
  g_assert_cmpstr (asked, ==,
                   "POST /schema/diff\nPATCH /items/groundplan/journal\n"       /* kept */
                   "POST /schema/diff\n"                                        /* dropped */
                   "POST /schema/diff\nPATCH /items/groundplan/journal\n");     /* anew */
  tear_down (&self);
}

/* Other databases turn the reference. */
static void
test_only_where_it_must_be (void)
{
  Fixture self = { 0 };
  g_autofree char *asked = NULL;

  set_up (&self, FALSE);
  g_assert_cmpuint (g_hash_table_size (self.deploy.change->moved), ==, 0);
  g_assert_cmpuint (g_hash_table_size (self.deploy.change->retargeted), ==, 1);
  g_assert_true (gp_directus_deploy_move (&self.deploy, NULL));
  asked = gp_test_directus_dup_asked (self.server);
  g_assert_cmpstr (asked, ==, "");
  tear_down (&self);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-move/values-are-kept-first", test_values_are_kept_first);
  g_test_add_func ("/data/directus-move/only-where-it-must-be", test_only_where_it_must_be);
  return g_test_run ();
}
