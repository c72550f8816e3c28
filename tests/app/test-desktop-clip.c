/* test-desktop-clip.c — what is copied survives its text form, and SQL becomes entities
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-desktop-clip.h"

#include "gp-edit-copy.h"
#include "gp-edit.h"
#include "gp-test.h"

static void
test_round_trip (void)
{
  g_autoptr(GpDesign) design = gp_edit_new_design ("Copied");
  g_autoptr(GpChangeSet) add = NULL;
  g_autoptr(GpChangeSet) copied = NULL;
  g_autoptr(GpChangeSet) again = NULL;
  g_autoptr(GBytes) text = NULL;
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(GError) error = NULL;
  GpId id;
  gsize n;

  add = gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), "orders", NULL, NULL,
                     &id);
  gp_design_apply (design, add, &error);
  g_assert_no_error (error);
  copied = gp_edit_copy (design, &id, 1, NULL);
  text = gp_desktop_clip_encode (copied, &error);
  g_assert_no_error (error);
  again = gp_desktop_clip_decode (g_bytes_get_data (text, &n), g_bytes_get_size (text), &left,
                                  &error);
  g_assert_cmpuint (left->len, ==, 0);
  g_assert_no_error (error);
  g_assert_true (gp_change_set_equal (copied, again));
}

static void
test_sql (void)
{
  static const char sql[] = "CREATE TABLE a (id integer PRIMARY KEY);\n"
                            "CREATE TABLE b (id integer PRIMARY KEY, a_id integer REFERENCES a);";
  g_autoptr(GpDesign) design = gp_edit_new_design ("Pasted");
  GpEditPaste paste = { .view = *gp_element_get_id (gp_edit_find_view (design, "data")) };
  g_autoptr(GpChangeSet) copied = NULL;
  g_autoptr(GpChangeSet) pasted = NULL;
  g_autoptr(GBytes) text = NULL;
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(GError) error = NULL;
  guint dropped;

  copied = gp_desktop_clip_decode (sql, strlen (sql), &left, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (left->len, ==, 0);
  pasted = gp_edit_paste (design, copied, &paste, NULL, &dropped, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (dropped, ==, 0);
  gp_design_apply (design, pasted, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_ENTITY), ==, 2);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_PLACEMENT), ==, 2);

  text = gp_desktop_clip_encode_sql (design, &error);
  g_assert_no_error (error);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (text, NULL),
                                  (gssize) g_bytes_get_size (text), "CREATE TABLE"));
}

static void
test_what_cannot_be_read_is_told (void)
{
  static const char sql[] = "CREATE TABLE a (id integer PRIMARY KEY);\n"
                            "CREATE TABLE b (id integer PRIMARY KEY,, x);\n"
                            "ALTER TABLE missing ADD COLUMN q integer;";
  g_autoptr(GPtrArray) left = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) copied = gp_desktop_clip_decode (sql, strlen (sql), &left, &error);

  g_assert_no_error (error);
  g_assert_nonnull (copied);
  g_assert_cmpuint (left->len, ==, 2);
}

static void
test_what_is_neither (void)
{
  static const char *const texts[] = { "", "   ", "shopping: milk, bread", "{", "{}", "[1]",
                                       "SELECT 1;", "\xff\xfe" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) left = NULL;
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_desktop_clip_decode (texts[i], strlen (texts[i]), &left, &error));
      g_assert_nonnull (error);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/app/desktop-clip/what-cannot-be-read-is-told",
                   test_what_cannot_be_read_is_told);
  g_test_add_func ("/app/desktop-clip/round-trip", test_round_trip);
  g_test_add_func ("/app/desktop-clip/sql", test_sql);
  g_test_add_func ("/app/desktop-clip/what-is-neither", test_what_is_neither);

  return g_test_run ();
}
