/* test-entry-list.c — an entry with a list under it
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-entry-list.h"
#include "gp-test-display.h"
#include "gp-test-window.h"
#include "gp-test.h"

typedef struct
{
  GtkWidget *list;
  GtkWidget *entry;
  char      *chosen;
  char      *typed;
} Fixture;

static void
changed_cb (GpEntryList *list,
            const char  *typed)
{
  static const char *const words[] = { "alpha", "beta", "gamma" };

  gp_entry_list_clear (list);
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (words[i], typed) != NULL)
      gp_entry_list_append (list, gtk_image_new (), words[i], NULL, words[i]);
  gp_entry_list_finish (list);
}

static void
chosen_cb (Fixture    *fixture,
           const char *key,
           const char *typed)
{
  g_free (fixture->chosen);
  g_free (fixture->typed);
  fixture->chosen = g_strdup (key);
  fixture->typed = g_strdup (typed);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->list = g_object_ref_sink (gp_entry_list_new ("Word", 100));
  fixture->entry = gp_test_window_find (fixture->list, GTK_TYPE_ENTRY);
  g_signal_connect (fixture->list, "changed", G_CALLBACK (changed_cb), NULL);
  g_signal_connect_swapped (fixture->list, "chosen", G_CALLBACK (chosen_cb), fixture);
  changed_cb (GP_ENTRY_LIST (fixture->list), "");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_assert_finalize_object (fixture->list);
  g_free (fixture->chosen);
  g_free (fixture->typed);
}

static void
test_enter_chooses_the_first (Fixture       *fixture,
                              gconstpointer  user_data)
{
  gp_entry_list_set_typed (GP_ENTRY_LIST (fixture->list), " mm ");
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpstr (fixture->chosen, ==, "gamma");
  g_assert_cmpstr (fixture->typed, ==, "mm");
}

static void
test_arrows_walk_in_the_list (Fixture       *fixture,
                              gconstpointer  user_data)
{
  g_assert_true (gp_test_window_press (fixture->entry, GDK_KEY_Up));
  g_assert_true (gp_test_window_press (fixture->entry, GDK_KEY_Down));
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpstr (fixture->chosen, ==, "beta");
  for (guint i = 0; i < 5; i++)
    g_assert_true (gp_test_window_press (fixture->entry, GDK_KEY_Down));
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpstr (fixture->chosen, ==, "gamma");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->entry),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "gamma");
}

static void
test_without_rows_nothing_is_chosen (Fixture       *fixture,
                                     gconstpointer  user_data)
{
  gp_entry_list_set_typed (GP_ENTRY_LIST (fixture->list), "x");
  g_assert_false (gtk_widget_get_visible (gp_test_window_find (fixture->list,
                                                               GTK_TYPE_SCROLLED_WINDOW)));
  g_assert_true (gp_test_window_press (fixture->entry, GDK_KEY_Down));
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_null (fixture->chosen);
}

static void
test_headings_are_walked_over (Fixture       *fixture,
                               gconstpointer  user_data)
{
  GpEntryList *list = GP_ENTRY_LIST (fixture->list);

  gp_entry_list_clear (list);
  gp_entry_list_append_heading (list, "First");
  gp_entry_list_append (list, gtk_image_new (), "one", "What one is.", "one");
  gp_entry_list_append_heading (list, "Second");
  gp_entry_list_append (list, gtk_image_new (), "two", "What two is.", "two");
  gp_entry_list_finish (list);
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpstr (fixture->chosen, ==, "one");
  g_assert_true (gp_test_window_press (fixture->entry, GDK_KEY_Down));
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpstr (fixture->chosen, ==, "two");
  g_assert_true (gp_test_window_press (fixture->entry, GDK_KEY_Up));
  g_assert_true (gp_test_window_press (fixture->entry, GDK_KEY_Up));
  g_signal_emit_by_name (fixture->entry, "activate");
  g_assert_cmpstr (fixture->chosen, ==, "one");
}

int
main (int    argc,
      char **argv)
{
  gp_test_window_init (&argc, &argv);

#define ADD(name, function) \
  g_test_add ("/ui/entry-list/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("enter-chooses-the-first", test_enter_chooses_the_first);
  ADD ("arrows-walk-in-the-list", test_arrows_walk_in_the_list);
  ADD ("headings-are-walked-over", test_headings_are_walked_over);
  ADD ("without-rows-nothing-is-chosen", test_without_rows_nothing_is_chosen);
#undef ADD
  return g_test_run ();
}
