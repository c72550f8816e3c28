/* test-name.c — which names are allowed, and proposals
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-name.h"
#include "gp-test.h"

#include <string.h>

static void
test_bad_names_are_refused (void)
{
  static const char *const bad[] = {
    "", " patient", "patient ", "a/b", "a\"b", "a\nb", "\xff",
    "a234567890123456789012345678901234567890123456789012345678901234",
  };
  static const char *const good[] = { "patient", "é", "Group By", "a.b", "2fast", "_" };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_false (gp_name_check (GP_KIND_ENTITY, bad[i], &error));
      g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (gp_name_check (GP_KIND_FIELD, good[i], NULL));
}

static void
test_proposals_are_free (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Names");
  const GpId *root = gp_design_get_root_id (design);
  g_autofree char *longest = g_strnfill (63, 'x');

  for (int i = 0; i < 12; i++)
    {
      g_autofree char *name = gp_name_make_unique (design, root, GP_KIND_ROLE, longest, NULL);
      g_autoptr(GpChangeSet)
                   add = gp_edit_add (design, GP_KIND_ROLE, root, longest, NULL, NULL, NULL);

      g_assert_true (gp_name_check (GP_KIND_ROLE, name, NULL));
      g_assert_null (gp_design_find_child (design, root, GP_KIND_ROLE, name));
      g_assert_true (gp_design_apply (design, add, NULL));
      g_assert_nonnull (gp_design_find_child (design, root, GP_KIND_ROLE, name));
    }
}

static void
test_singular (void)
{
  static const char *const pairs[][2] = {
    { "clinics", "clinic" },
    { "categories", "category" },
    { "boxes", "box" },
    { "status", "status" },
    { "address", "address" },
    { "addresses", "address" },
    { "analysis", "analysis" },
    { "patient", "patient" },
    { "bus", "bus" },
    { "is", "is" },
    { "s", "s" },
    { "", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *singular = gp_name_singular (pairs[i][0]);

      g_assert_cmpstr (singular, ==, pairs[i][1]);
    }
}

static void
test_kinds_are_small_within_a_sentence (void)
{
  g_autoptr(GError) error = NULL;

  g_assert_cmpstr (gp_name_of_kind (GP_KIND_FIELD), ==, "field");
  g_assert_false (gp_name_check (GP_KIND_FIELD, "", &error));
  g_assert_nonnull (strstr (error->message, "the name of a field"));
}

static void
test_texts_are_sorted_by_their_bytes (void)
{
  const char *texts[] = { "b", "", "aa", "Z", "a" };

  qsort (texts, G_N_ELEMENTS (texts), sizeof *texts, gp_name_compare);
  for (gsize i = 1; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (strcmp (texts[i - 1], texts[i]), <, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/name/bad-names-are-refused", test_bad_names_are_refused);
  g_test_add_func ("/model/name/proposals-are-free", test_proposals_are_free);
  g_test_add_func ("/model/name/kinds-are-small-within-a-sentence",
                   test_kinds_are_small_within_a_sentence);
  g_test_add_func ("/model/name/singular", test_singular);
  g_test_add_func ("/model/name/texts-are-sorted-by-their-bytes",
                   test_texts_are_sorted_by_their_bytes);
  return g_test_run ();
}
