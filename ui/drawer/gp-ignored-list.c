/* gp-ignored-list.c — problems that people decided to live with, and why
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-ignored-list"
#include "config.h"

#include "gp-ignored-list.h"

#include "gp-boxed-item.h"
#include "gp-edit.h"
#include "gp-hint.h"
#include "gp-lint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpIgnoredList
{
  GtkWidget parent_instance;

  GpSession  *session;
  GListStore *store;        /* GpBoxedItem of GpId */
  GtkWidget  *scroller;
};

G_DEFINE_FINAL_TYPE (GpIgnoredList, gp_ignored_list, GTK_TYPE_WIDGET)

static const GpElement *
waiver_of (GpIgnoredList *self,
           GtkListItem   *item)
{
  GpBoxedItem *boxed = item != NULL ? gtk_list_item_get_item (item) : NULL;

  if (boxed == NULL)
    return NULL;

  return gp_design_lookup_kind (gp_session_get_design (self->session), gp_boxed_item_get (boxed),
                                GP_KIND_WAIVER);
}

static void
back_clicked_cb (GtkWidget *button,
                 gpointer   user_data)
{
  GpIgnoredList *self = GP_IGNORED_LIST (user_data);
  const GpElement *waiver = waiver_of (self, g_object_get_data (G_OBJECT (button), "item"));
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes;

  if (waiver == NULL)
    return;

  changes = gp_edit_remove (gp_session_get_design (self->session), gp_element_get_id (waiver), 1,
                            &error);
  gp_session_perform (self->session, changes, g_steal_pointer (&error));
}

static void
setup_cb (GpIgnoredList *self,
          GtkListItem   *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gp_wrapped_label_new (NULL, NULL);
  GtkWidget *button = gtk_button_new_with_label (_("Take back"));

  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, !gp_session_is_read_only (self->session));
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline");
  gtk_widget_add_css_class (button, "accent");
  gtk_widget_add_css_class (box, "drawer-row");
  g_object_set_data (G_OBJECT (button), "item", item);
  g_signal_connect_object (button, "clicked", G_CALLBACK (back_clicked_cb), self, 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), button);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GpIgnoredList *self,
         GtkListItem   *item)
{
  GpDesign *design = gp_session_get_design (self->session);
  GtkWidget *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  const GpElement *waiver = waiver_of (self, item);
  const GpLintRule *rule = NULL;
  const char *code;
  const GpId *about;
  g_autofree char *path = NULL;
  g_autofree char *markup = NULL;

  if (waiver == NULL)
    return;

  code = gp_element_get_text (waiver, GP_WAIVER_CODE) ?: "";
  rule = gp_lint_find_rule (code);
  about = gp_element_get_ref (waiver, GP_WAIVER_ABOUT);
  path = about != NULL ? gp_design_dup_path (design, about) : g_strdup ("");
  markup = g_markup_printf_escaped ("<b>%s</b> %s <span alpha=\"60%%\">%s</span>\n%s", code,
                                    rule != NULL ? _(rule->title) : "", path,
                                    gp_element_get_text (waiver, GP_WAIVER_REASON) ?: "");
  gtk_label_set_markup (GTK_LABEL (label), markup);
  gp_hint_name_row (gtk_list_item_get_child (item));
}

static void
activated_cb (GpIgnoredList *self,
              guint          position)
{
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GpBoxedItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);
  const GpElement *waiver = gp_design_lookup (design, gp_boxed_item_get (item));
  const GpId *about = waiver != NULL ? gp_element_get_ref (waiver, GP_WAIVER_ABOUT) : NULL;

  if (about != NULL)
    gp_session_reveal (self->session, about);
}

static void
fill (GpIgnoredList *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GPtrArray) waivers = gp_design_list (design, GP_KIND_WAIVER);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < waivers->len; i++)
    g_ptr_array_add (items, gp_boxed_item_new (g_memdup2 (gp_element_get_id (waivers->pdata[i]),
                                                          sizeof (GpId)), g_free));
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);
}

static void
design_applied_cb (GpIgnoredList *self,
                   GpChangeSet   *changes)
{
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    if (gp_change_set_get (changes, i)->kind == GP_KIND_WAIVER)
      {
        fill (self);
        return;
      }
}

static void
gp_ignored_list_dispose (GObject *object)
{
  GpIgnoredList *self = GP_IGNORED_LIST (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_ignored_list_parent_class)->dispose (object);
}

static void
gp_ignored_list_class_init (GpIgnoredListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_ignored_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_ignored_list_init (GpIgnoredList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection;
  GtkWidget *list;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  self->store = g_list_store_new (GP_TYPE_BOXED_ITEM);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  list = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Ignored problems"), -1);
  g_signal_connect_object (list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), list);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

GtkWidget *
gp_ignored_list_new (GpSession *session)
{
  GpIgnoredList *self = g_object_new (GP_TYPE_IGNORED_LIST, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  fill (self);

  return GTK_WIDGET (self);
}
