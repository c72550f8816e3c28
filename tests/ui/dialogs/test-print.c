/* test-print.c — drawings on paper
 * SPDX-License-Identifier: Apache-2.0 */
#define _GNU_SOURCE           /* memmem */
#include "config.h"

#include "gp-arrange.h"
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

static char *
print_to_file (GpDesign *design,
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
  return g_steal_pointer (&path);
}

static guint
print (GpDesign *design,
       gboolean  tiled)
{
  g_autofree char *path = print_to_file (design, tiled);

  return count_sheets (path);
}

/* All that is in the file but the time at which it was written. */
static GBytes *
print_bytes (GpDesign *design)
{
  g_autofree char *path = print_to_file (design, FALSE);
  char *content = NULL;
  gsize length = 0;
  char *at;

  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  at = memmem (content, length, "/CreationDate (", strlen ("/CreationDate ("));
  g_assert_nonnull (at);
  for (at = strchr (at, '(') + 1; *at != ')'; at++)
    *at = ' ';
  return g_bytes_new_take (content, length);
}

static void
apply (GpDesign    *design,
       GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) taken = changes;
  g_autoptr(GError) error = NULL;

  gp_design_apply (design, taken, &error);
  g_assert_no_error (error);
}

/* Cards without a place are printed where the screen shows them: where they would be kept. */
static void
test_what_has_no_place_is_laid_out (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Shop");
  GpId view = *gp_element_get_id (gp_edit_find_view (design, "data"));
  g_autoptr(GpSceneBuilder) builder = NULL;
  g_autoptr(GBytes) unplaced = NULL, placed = NULL;
  g_autoptr(GArray) places = NULL;
  GpTheme theme;

  for (guint i = 0; i < 12; i++)
    {
      g_autofree char *name = g_strdup_printf ("entity_%u", i);

      apply (design, gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), name,
                                  NULL, NULL, NULL));
    }
  unplaced = print_bytes (design);

  gp_theme_init (&theme, GP_THEME_LIGHT, NULL);
  builder = gp_scene_builder_new (design, gp_metrics_new (NULL, &theme));
  gp_scene_builder_set_lens (builder, GP_LENS_DATA);
  gp_scene_builder_set_view (builder, &view);
  gp_scene_builder_rebuild (builder);
  g_assert_true (gp_arrange_unplaced (builder, GP_LAYOUT_REFINED, NULL, NULL));
  places = gp_arrange_list_places (builder);
  g_assert_cmpuint (places->len, ==, 12);
  apply (design, gp_edit_place (design, &view, (const GpEditPlace *) (gconstpointer) places->data,
                                places->len, "Placed"));
  placed = print_bytes (design);
  g_assert_true (g_bytes_equal (unplaced, placed));
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
  g_test_add_func ("/ui/print/what-has-no-place-is-laid-out", test_what_has_no_place_is_laid_out);
  g_test_add_func ("/ui/print/nothing-drawn-is-told", test_nothing_drawn_is_told);

  return g_test_run ();
}
