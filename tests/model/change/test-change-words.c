/* test-change-words.c — changes are said in words
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-change-words.h"
#include "gp-diff.h"
#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test.h"

#include <string.h>

static void
expect (GpDesign    *before,
        GpChangeSet *changes,
        const char  *words)
{
  g_autoptr(GpDesign) after = gp_design_copy (before);
  g_autofree char *said = NULL;

  g_assert_true (gp_design_apply (after, changes, NULL));
  said = gp_change_to_words (before, after, gp_change_set_get (changes, 0));
  g_assert_cmpstr (said, ==, words);
}

static void
test_words (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Words");
  GpId entity, field;
  g_autoptr(GpChangeSet) add = gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design),
                                             "patient", NULL, NULL, &entity);
  g_autoptr(GpChangeSet) add_field = NULL, rename = NULL, set = NULL, remove = NULL;
  g_autofree char *longest = g_strnfill (100, 'x');
  g_autofree char *head = g_strnfill (59, 'x');
  g_autofree char *expected = g_strconcat (head, "…", NULL);
  g_autofree char *cut = NULL;
  g_auto(GpValue) value = gp_value_text (longest);

  expect (design, add, "Added entity patient");
  g_assert_true (gp_design_apply (design, add, NULL));
  add_field = gp_edit_add_field (design, &entity, "fax", NULL, &field, NULL);
  g_assert_true (gp_design_apply (design, add_field, NULL));

  rename = gp_edit_rename (design, &field, "fax_number", NULL);
  expect (design, rename, "Renamed field patient.fax to fax_number");
  set = gp_edit_set (design, &field, GP_FIELD_NULLABLE, gp_value_bool (FALSE), NULL);
  expect (design, set, "Changed “Optional” of patient.fax from yes to no");
  remove = gp_edit_remove (design, &field, 1, NULL);
  expect (design, remove, "Removed field patient.fax");

  cut = gp_value_to_words (design, GP_FIELD_DEFAULT, &value);
  g_assert_cmpstr (cut, ==, expected);
}

static void
test_every_change_has_words (void)
{
  for (guint round = 0; round < 20; round++)
    {
      g_autoptr(GpDesign) before = gp_random_design (60);
      g_autoptr(GpDesign) after = gp_design_copy (before);
      g_autoptr(GpChangeSet) edit = gp_random_edit (before, 20);
      g_autoptr(GpChangeSet) difference = NULL;

      g_assert_true (gp_design_apply (after, edit, NULL));
      difference = gp_diff (before, after, GP_DIFF_ALL);
      for (gsize i = 0; i < gp_change_set_get_size (difference); i++)
        {
          g_autofree char *said = gp_change_to_words (before, after,
                                                      gp_change_set_get (difference, i));

          g_assert_cmpstr (said, !=, "");
          g_assert_null (strpbrk (said, "\n\r\t"));
          g_assert_true (g_utf8_validate (said, -1, NULL));
        }
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/change-words/words", test_words);
  g_test_add_func ("/model/change-words/every-change-has-words", test_every_change_has_words);
  return g_test_run ();
}
