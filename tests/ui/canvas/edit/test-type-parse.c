/* test-type-parse.c — types as people type them
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-scene.h"
#include "gp-test.h"
#include "gp-type-label.h"
#include "gp-type-parse.h"

/* Gives order.total the type @text, and reads the label back. */
static void
check (const char *text,
       const char *label)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  const GpElement *field = gp_test_scene_find_field (design, "order", "total");
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) changes = gp_type_parse (design, field, text, &error);
  g_autofree char *read = NULL;

  g_assert_no_error (error);
  g_assert_true (gp_design_apply (design, changes, &error));
  read = gp_type_label (design, gp_test_scene_find_field (design, "order", "total"));
  g_assert_cmpstr (read, ==, label);
}

static void
test_labels_are_read_back (void)
{
  static const char *const labels[] = {
    "text", "text?", "text(40)? · unique", "decimal(12,2)", "vector(384)", "text[]", "uuid[]?",
    "timestamp?", "→ customer", "→ customer? · unique", "enum(0)",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    check (labels[i], labels[i]);
}

static void
test_short_forms_are_understood (void)
{
  check ("customer", "→ customer");
  check ("-> customer?", "→ customer?");
  check ("  enum( new , sent ) ", "enum(2)");
  check ("text unique", "text · unique");
}

static void
test_nonsense_is_refused (void)
{
  static const char *const texts[] = {
    "",           "nothing_like_it", "→ nowhere",           "decimal(x)",
    "decimal(0)", "text(-1)",        "vector(99999999999)",
  };
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  const GpElement *field = gp_test_scene_find_field (design, "order", "total");

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_type_parse (design, field, texts[i], &error));
      g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/ui/type-parse/labels-are-read-back", test_labels_are_read_back);
  g_test_add_func ("/ui/type-parse/short-forms-are-understood", test_short_forms_are_understood);
  g_test_add_func ("/ui/type-parse/nonsense-is-refused", test_nonsense_is_refused);

  return g_test_run ();
}
