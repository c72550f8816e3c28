/* test-deployment-source.c — what is deployed in the place of the design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-deployment-source.h"
#include "gp-test-design.h"
#include "gp-test-session.h"
#include "gp-test.h"

typedef struct
{
  GpDesign      *design;
  GpTestSession *session;
  GAsyncResult  *result;
} Fixture;

static void
set_up (Fixture       *f,
        gconstpointer  user_data)
{
  f->design = gp_design_new (NULL, "Shop");
  gp_test_add (f->design, GP_KIND_TARGET, gp_design_get_root_id (f->design), "staging");
  gp_test_add (f->design, GP_KIND_TARGET, gp_design_get_root_id (f->design), "production");
  f->session = gp_test_session_new (f->design);
}

static void
tear_down (Fixture       *f,
           gconstpointer  user_data)
{
  g_clear_object (&f->result);
  g_object_unref (f->session);
  g_object_unref (f->design);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Fixture *f = user_data;

  f->result = g_object_ref (result);
}

static const GpId *
id_of (Fixture    *f,
       const char *name)
{
  return gp_element_get_id (gp_design_find_child (f->design, gp_design_get_root_id (f->design),
                                                  GP_KIND_TARGET, name));
}

static GpDesign *
load (Fixture     *f,
      const char  *source,
      char       **out_words,
      GError     **error)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();

  g_clear_object (&f->result);
  gp_deployment_source_load_async (GP_SESSION (f->session), id_of (f, "production"), source,
                                   cancellable, loaded_cb, f);
  gp_test_wait_until (f->result != NULL);
  return gp_deployment_source_load_finish (f->result, out_words, error);
}

/* Production is given exactly what staging holds. */
static void
test_what_another_target_holds (Fixture       *f,
                                gconstpointer  user_data)
{
  char id[GP_ID_STRING_SIZE];
  g_autofree char *source = g_strconcat ("target:", gp_id_format (id_of (f, "staging"), id), NULL);
  g_autofree char *words = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) held = load (f, source, &words, &error);

  g_assert_no_error (error);
  g_assert_true (gp_id_equal (gp_design_get_root_id (held), gp_design_get_root_id (f->design)));
  g_assert_cmpstr (words, ==, "What staging holds");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add ("/ui/deployment-source/what-another-target-holds", Fixture, NULL, set_up,
              test_what_another_target_holds, tear_down);
  return g_test_run ();
}
