/* test-help.c — every page of the help can be read, and leads where it says
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-help-page.h"
#include "gp-test-window.h"
#include "gp-test.h"

#include <adwaita.h>
#include <string.h>

static gboolean
has_page (GPtrArray  *pages,
          const char *id)
{
  for (guint i = 0; i < pages->len; i++)
    if (g_strcmp0 (((GpHelpPage *) pages->pdata[i])->id, id) == 0)
      return TRUE;

  return FALSE;
}

static const char *const english[] = { "C", NULL };

static void
test_pages_are_whole (void)
{
  g_autoptr(GPtrArray) pages = gp_help_page_list (english);
  g_autoptr(GRegex) link = g_regex_new ("href=\"help:([^\"]*)\"", 0, 0, NULL);

  g_assert_cmpuint (pages->len, >=, 10);
  for (guint i = 0; i < pages->len; i++)
    {
      const GpHelpPage *page = pages->pdata[i];

      g_assert_cmpstr (page->title, !=, NULL);
      g_assert_cmpstr (page->summary, !=, NULL);
      g_assert_cmpuint (page->blocks->len, >, 1);
      for (guint k = 0; k < page->blocks->len; k++)
        {
          const GpHelpBlock *block = page->blocks->pdata[k];
          g_autoptr(GMatchInfo) match = NULL;

          g_assert_cmpuint (strlen (block->markup), >, 0);
          for (g_regex_match (link, block->markup, 0, &match); g_match_info_matches (match);
               g_match_info_next (match, NULL))
            {
              g_autofree char *id = g_match_info_fetch (match, 1);

              g_assert_true (has_page (pages, id));
            }
        }
    }
}

static guint
count (const char *text,
       const char *part)
{
  g_auto(GStrv) pieces = g_strsplit (text, part, -1);

  return g_strv_length (pieces) - 1;
}

/* The same blocks, one by one, with as many keys, names and links in each, in other words. */
static void
test_translations_say_as_much (void)
{
  static const char *const languages[][2] = { { "de" }, { "zh_CN" } };
  static const char *const parts[] = { "<tt><b>", "<b>", "<tt>", "<a " };
  g_autoptr(GPtrArray) pages = gp_help_page_list (english);

  for (gsize i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autoptr(GPtrArray) translated = gp_help_page_list (languages[i]);

      g_assert_cmpuint (translated->len, ==, pages->len);
      for (guint k = 0; k < pages->len; k++)
        {
          const GpHelpPage *page = pages->pdata[k];
          const GpHelpPage *other = translated->pdata[k];

          g_assert_cmpstr (page->id, ==, other->id);
          g_assert_cmpstr (page->summary, !=, other->summary);
          g_assert_cmpuint (page->blocks->len, ==, other->blocks->len);
          for (guint j = 0; j < page->blocks->len; j++)
            {
              const GpHelpBlock *block = page->blocks->pdata[j];
              const GpHelpBlock *its = other->blocks->pdata[j];

              g_assert_cmpint (block->level, ==, its->level);
              g_assert_cmpstr (block->mark, ==, its->mark);
              for (gsize p = 0; p < G_N_ELEMENTS (parts); p++)
                g_assert_cmpuint (count (block->markup, parts[p]), ==,
                                  count (its->markup, parts[p]));
            }
        }
    }
}

static void
test_other_languages_read_english (void)
{
  static const char *const languages[] = { "xx_YY", "xx", NULL };
  g_autoptr(GPtrArray) pages = gp_help_page_list (english);
  g_autoptr(GPtrArray) same = gp_help_page_list (languages);

  g_assert_cmpuint (same->len, ==, pages->len);
  for (guint i = 0; i < pages->len; i++)
    g_assert_cmpstr (((GpHelpPage *) same->pdata[i])->title, ==,
                     ((GpHelpPage *) pages->pdata[i])->title);
}

static void
test_marks_and_keys (void)
{
  static const char text[] =
    "<page id=\"x\"><title>A &amp; B</title><steps><item><p>Press <keyseq><key>Ctrl</key>"
    "<key>Z</key></keyseq>\n  or <gui>Undo</gui>.</p><p>More</p></item></steps>"
    "<section><title>S</title><p><link xref=\"y\">there</link></p></section></page>";
  g_autoptr(GError) error = NULL;
  g_autoptr(GpHelpPage) page = gp_help_page_parse (text, sizeof text - 1, &error);
  const GpHelpBlock *block;

  g_assert_no_error (error);
  g_assert_cmpstr (page->title, ==, "A & B");
  g_assert_cmpuint (page->blocks->len, ==, 5);
  block = page->blocks->pdata[1];
  g_assert_cmpstr (block->mark, ==, "1.");
  g_assert_cmpstr (block->markup, ==,
                   "Press <tt><b>Ctrl</b></tt>+<tt><b>Z</b></tt> or <b>Undo</b>.");
  block = page->blocks->pdata[2];
  g_assert_null (block->mark);
  block = page->blocks->pdata[3];
  g_assert_cmpint (block->level, ==, 2);
  block = page->blocks->pdata[4];
  g_assert_cmpstr (block->markup, ==, "<a href=\"help:y\">there</a>");
}

static void
test_odd_pages_are_refused (void)
{
  static const char *const texts[] = {
    "", "<page>", "<page><table/></page>", "<page><p>no title</p></page>", "<page/>",
    "<page><title>x</title><p>unfinished", "<p><p></p></p>",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (gp_help_page_parse (texts[i], strlen (texts[i]), &error));
      g_assert_nonnull (error);
    }
}

static void
test_help_opens_once (GpTestWindow  *fixture,
                      gconstpointer  user_data)
{
  guint before = g_list_model_get_n_items (gtk_window_get_toplevels ());
  GtkWindow *help = NULL;

  gp_test_window_activate (fixture, "help", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, before + 1);
  gp_test_window_activate (fixture, "help", NULL);
  g_assert_cmpuint (g_list_model_get_n_items (gtk_window_get_toplevels ()), ==, before + 1);
  for (GList *l = gtk_application_get_windows (fixture->application); l != NULL; l = l->next)
    if (!GP_IS_WINDOW (l->data))
      help = l->data;
  gtk_window_destroy (help);
  gp_test_window_settle ();
}

int
main (int    argc,
      char **argv)
{
  gp_test_window_init (&argc, &argv);

  g_test_add_func ("/ui/help/pages-are-whole", test_pages_are_whole);
  g_test_add_func ("/ui/help/translations-say-as-much", test_translations_say_as_much);
  g_test_add_func ("/ui/help/other-languages-read-english", test_other_languages_read_english);
  g_test_add_func ("/ui/help/marks-and-keys", test_marks_and_keys);
  g_test_add_func ("/ui/help/odd-pages-are-refused", test_odd_pages_are_refused);
  g_test_add ("/ui/help/help-opens-once", GpTestWindow, NULL, gp_test_window_set_up,
              test_help_opens_once, gp_test_window_tear_down);

  return g_test_run ();
}
