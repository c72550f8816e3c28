/* test-print.c — drawings on paper
 * SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE           /* memmem */
#include "config.h"

#include "gp-edit.h"
#include "gp-picture.h"
#include "gp-print.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test.h"

#include <string.h>

/* How many sheets a PDF of cairo's has: it says so in plain text. */
static guint
count_sheets (const char *path)
{
  g_autofree char *content = NULL;
  gsize length = 0;
  const char *at;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_str_has_prefix (content, "%PDF"));
  at = memmem (content, length, "/Count ", strlen ("/Count "));
  g_assert_nonnull (at);
  return (guint) strtoul (at + strlen ("/Count "), NULL, 10);
}

static guint
print (GpDesign *design,
       gboolean  tiled)
{
  g_autofree char *path = gp_test_dup_path ("out.pdf");
  g_autoptr(GError) error = NULL;
  GpPrintOptions options = {
    .lens = GP_LENS_DATA,
    .view = *gp_element_get_id (gp_edit_find_view (design, "data")),
    .tiled = tiled,
  };

  g_assert_true (gp_print_to_file (design, &options, path, &error));
  g_assert_no_error (error);
  return count_sheets (path);
}

static void
test_one_sheet_or_many (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpId view = *gp_element_get_id (gp_edit_find_view (design, "data"));
  GpEditPlace places[2] = {
    { .element = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "log")),
      .at = { 0, 0 } },
    { .element = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "order")),
      .at = { 6000, 4000 } },
  };
  g_autoptr(GpChangeSet) changes = gp_edit_place (design, &view, places, 2, "Placed");

  g_assert_true (gp_design_apply (design, changes, NULL));
  g_assert_cmpuint (print (design, FALSE), ==, 1);
  g_assert_cmpuint (print (design, TRUE), >, 8);
}

static void
test_nothing_drawn_is_told (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Empty");
  g_autofree char *path = gp_test_dup_path ("out.pdf");
  g_autoptr(GError) error = NULL;
  GpPrintOptions options = { .lens = GP_LENS_DATA };

  g_assert_false (gp_print_to_file (design, &options, path, &error));
  g_assert_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_EMPTY);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);

  g_test_add_func ("/ui/print/one-sheet-or-many", test_one_sheet_or_many);
  g_test_add_func ("/ui/print/nothing-drawn-is-told", test_nothing_drawn_is_told);

  return g_test_run ();
}
