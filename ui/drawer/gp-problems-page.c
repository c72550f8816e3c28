/* gp-problems-page.c — findings, worst first
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-problems-page"
#include "config.h"

#include "gp-drawer.h"

#include "gp-boxed-item.h"
#include "gp-finding-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define GP_TYPE_PROBLEMS_PAGE (gp_problems_page_get_type ())
G_DECLARE_FINAL_TYPE (GpProblemsPage, gp_problems_page, GP, PROBLEMS_PAGE, GtkWidget)

struct _GpProblemsPage
{
  GtkWidget parent_instance;

  GpSession  *session;
  GpLinter   *linter;
  GListStore *store;        /* GpBoxedItem of GpFinding */
  GtkWidget  *stack;
};

G_DEFINE_FINAL_TYPE (GpProblemsPage, gp_problems_page, GTK_TYPE_WIDGET)

static void
setup_cb (GpProblemsPage *self,
          GtkListItem    *row)
{
  GtkWidget *child = gp_finding_row_new (self->session);

  gtk_widget_add_css_class (child, "drawer-row");
  gtk_list_item_set_child (row, child);
}

static void
bind_cb (GpProblemsPage *self,
         GtkListItem    *row)
{
  gp_finding_row_set_finding (GP_FINDING_ROW (gtk_list_item_get_child (row)),
                              gp_boxed_item_get (gtk_list_item_get_item (row)));
}

static void
unbind_cb (GpProblemsPage *self,
           GtkListItem    *row)
{
  gp_finding_row_set_finding (GP_FINDING_ROW (gtk_list_item_get_child (row)), NULL);
}

static void
activated_cb (GpProblemsPage *self,
              guint           position)
{
  g_autoptr(GpBoxedItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);
  const GpId *id = gp_finding_get_element (gp_boxed_item_get (item));

  if (gp_design_lookup (gp_session_get_design (self->session), id) != NULL)
    gp_session_reveal (self->session, id);
}

static gboolean
same_finding (GpFinding *a,
              GpFinding *b)
{
  return a == b
         || (gp_id_equal (gp_finding_get_element (a), gp_finding_get_element (b))
             && g_str_equal (gp_finding_get_code (a), gp_finding_get_code (b))
             && g_str_equal (gp_finding_get_message (a), gp_finding_get_message (b)));
}

/* Only the middle that differs is replaced, so that the list does not jump after every change. */
static void
findings_changed_cb (GpProblemsPage *self)
{
  GPtrArray *findings = gp_linter_get_findings (self->linter);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GListModel *model = G_LIST_MODEL (self->store);
  guint old = g_list_model_get_n_items (model), start = 0;

  while (start < old && start < findings->len)
    {
      g_autoptr(GpBoxedItem) item = g_list_model_get_item (model, start);

      if (!same_finding (gp_boxed_item_get (item), findings->pdata[start])
          || gp_finding_get_fix (findings->pdata[start]) != NULL)
        break;
      start++;
    }

  for (guint i = start; i < findings->len; i++)
    g_ptr_array_add (items, gp_boxed_item_new (gp_finding_ref (findings->pdata[i]),
                                               (GDestroyNotify) gp_finding_unref));
  g_list_store_splice (self->store, start, old - start, items->pdata, items->len);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), findings->len > 0 ? "list" : "empty");
}

static void
gp_problems_page_dispose (GObject *object)
{
  GpProblemsPage *self = GP_PROBLEMS_PAGE (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_object (&self->linter);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_problems_page_parent_class)->dispose (object);
}

static void
gp_problems_page_class_init (GpProblemsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_problems_page_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_problems_page_init (GpProblemsPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection;
  GtkWidget *list, *scroller, *empty;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);

  self->store = g_list_store_new (GP_TYPE_BOXED_ITEM);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  list = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  g_signal_connect_object (list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);

  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  empty = gtk_label_new (_("No problems found"));
  gtk_widget_add_css_class (empty, "dim-label");

  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "list");
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
gp_problems_page_new (GpSession *session,
                      GpLinter  *linter)
{
  GpProblemsPage *self = g_object_new (GP_TYPE_PROBLEMS_PAGE, NULL);

  self->session = g_object_ref (session);
  self->linter = g_object_ref (linter);
  g_signal_connect_object (linter, "changed", G_CALLBACK (findings_changed_cb), self,
                           G_CONNECT_SWAPPED);
  findings_changed_cb (self);

  return GTK_WIDGET (self);
}
