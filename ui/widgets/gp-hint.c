/* gp-hint.c — what a button without words does
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-hint"

#include "config.h"

#include "gp-hint.h"

#include <glib/gi18n-lib.h>

void
gp_hint_name (GtkWidget  *widget,
              const char *name)
{
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_COLOR_BUTTON (widget))
    gp_hint_name (gtk_widget_get_first_child (widget), name);
}

void
gp_hint_name_inside (GtkWidget  *widget,
                     const char *name)
{
  if (GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget) || GTK_IS_TEXT_VIEW (widget)
      || GTK_IS_EDITABLE (widget))
    gp_hint_name (widget, name);
  if (GTK_IS_MENU_BUTTON (widget) || GTK_IS_DROP_DOWN (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gp_hint_name_inside (child, name);
}

/* What can be pressed or typed into has the focus, and a name, of its own. A picture says what its
 * tooltip does. */
static void
append_words (GString   *words,
              GtkWidget *widget)
{
  const char *text = NULL;

  if (!gtk_widget_get_visible (widget) || GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget)
      || GTK_IS_EDITABLE (widget))
    return;
  if (GTK_IS_LABEL (widget))
    text = gtk_label_get_text (GTK_LABEL (widget));
  else if (GTK_IS_IMAGE (widget))
    text = gtk_widget_get_tooltip_text (widget);
  if (text != NULL && *text != '\0')
    {
      if (words->len > 0)
        g_string_append (words, C_("list", ", "));
      g_string_append (words, text);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    append_words (words, child);
}

void
gp_hint_name_row (GtkWidget *content)
{
  GtkWidget *row = content;
  g_autoptr(GString) words = g_string_new (NULL);

  while (row != NULL && gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (row))
                          != GTK_ACCESSIBLE_ROLE_LIST_ITEM)
    row = gtk_widget_get_parent (row);
  if (row == NULL)
    return;
  append_words (words, content);
  gp_hint_name (row, words->str);
  for (row = content; GTK_IS_TREE_EXPANDER (gtk_widget_get_parent (row));)
    gp_hint_name (row = gtk_widget_get_parent (row), words->str);
}

void
gp_hint_name_lists (GtkWidget  *row,
                    const char *name)
{
  if (GTK_IS_LIST_BOX_ROW (row) || GTK_IS_LIST_BOX (row))
    gp_hint_name (row, name);
  for (GtkWidget *child = gtk_widget_get_first_child (row); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    gp_hint_name_lists (child, name);
}

void
gp_hint_name_pages (GtkStack   *stack,
                    const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (stack)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkStackPage *page = gtk_stack_get_page (stack, child);

      if (gtk_stack_page_get_title (page) == NULL)
        gtk_stack_page_set_title (page, name);
    }
}

void
gp_hint_set (GtkWidget  *widget,
             const char *text)
{
  gtk_widget_set_tooltip_text (widget, text);
  if (text != NULL)
    gp_hint_name (widget, text);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL);
}
