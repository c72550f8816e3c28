/* gp-plan-row.c — the rows of a plan, one by one or many in one that unfolds
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-plan-row"
#include "config.h"

#include "gp-plan-row.h"

#include "gp-hint.h"

#include <glib/gi18n-lib.h>

#define MOST_ROWS 200       /* in one fold: the rest is counted */

typedef struct
{
  GPtrArray     *items;     /* NULL once the rows are made */
  GpPlanRowFunc  make;
  gpointer       user_data;
  GHashTable    *open;
  char          *key;
} Fold;

static void
fold_free (gpointer data)
{
  Fold *fold = data;

  g_clear_pointer (&fold->items, g_ptr_array_unref);
  g_hash_table_unref (fold->open);
  g_free (fold->key);
  g_free (fold);
}

static void
make_rows (AdwExpanderRow *row,
           Fold           *fold)
{
  g_autoptr(GPtrArray) items = g_steal_pointer (&fold->items);

  for (guint i = 0; i < items->len && i < MOST_ROWS; i++)
    adw_expander_row_add_row (row, fold->make (fold->user_data, items->pdata[i]));
  if (items->len > MOST_ROWS)
    {
      guint left = items->len - MOST_ROWS;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", left), left);

      adw_expander_row_add_row (row, gp_plan_row_new (text, NULL));
    }
}

static void
expanded_cb (AdwExpanderRow *row,
             GParamSpec     *pspec,
             Fold           *fold)
{
  if (!adw_expander_row_get_expanded (row))
    {
      g_hash_table_remove (fold->open, fold->key);
      return;
    }

  g_hash_table_add (fold->open, g_strdup (fold->key));
  if (fold->items != NULL)
    make_rows (row, fold);
}

GtkWidget *
gp_plan_row_new (const char *title,
                 const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (subtitle != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  gtk_widget_add_css_class (row, "compact");

  return row;
}

GtkWidget *
gp_plan_row_new_fold (const char    *title,
                      GtkWidget     *prefix,
                      GPtrArray     *items,
                      GpPlanRowFunc  make,
                      gpointer       user_data,
                      GHashTable    *open,
                      const char    *key)
{
  GtkWidget *row = adw_expander_row_new ();
  Fold *fold = g_new0 (Fold, 1);

  fold->items = g_ptr_array_ref (items);
  fold->make = make;
  fold->user_data = user_data;
  fold->open = g_hash_table_ref (open);
  fold->key = g_strdup (key);
  g_object_set_data_full (G_OBJECT (row), "fold", fold, fold_free);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  if (prefix != NULL)
    adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), prefix);
  gtk_widget_add_css_class (row, "compact");
  gp_hint_name_lists (row, title);
  g_signal_connect (row, "notify::expanded", G_CALLBACK (expanded_cb), fold);
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), g_hash_table_contains (open, key));

  return row;
}

void
gp_plan_row_clear (GtkListBox *list)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (row));
}
