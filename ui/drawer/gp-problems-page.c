/* gp-problems-page.c — findings, worst first, and what is ignored
 * SPDX-License-Identifier: Apache-2.0
 *
 * The rows activate problems.fix-all and problems.show-rule, both with a rule's code. The list is
 * filled when somebody sees it: findings come after every change, and are very many.
 */
#define G_LOG_DOMAIN "gp-problems-page"
#include "config.h"

#include "gp-drawer.h"

#include "gp-boxed-item.h"
#include "gp-finding-row.h"
#include "gp-hint.h"
#include "gp-ignored-list.h"
#include "gp-lint-fix.h"
#include "gp-problems-bar.h"

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
  GtkWidget  *content;
  GtkWidget  *bar;
  GtkWidget  *stack;
  GtkWidget  *empty;
  GHashTable *bound;      /* GtkListItem, borrowed: those that show a finding */
  gboolean    outdated;   /* findings have changed while nobody saw the list */
};

G_DEFINE_FINAL_TYPE (GpProblemsPage, gp_problems_page, GTK_TYPE_WIDGET)

static void
setup_cb (GpProblemsPage *self,
          GtkListItem    *row)
{
  GtkWidget *child = gp_finding_row_new (self->session);

  gp_finding_row_show_menu (GP_FINDING_ROW (child));
  gtk_widget_add_css_class (child, "drawer-row");
  gtk_list_item_set_child (row, child);
}

static void
bind_cb (GpProblemsPage *self,
         GtkListItem    *row)
{
  g_hash_table_add (self->bound, row);
  gp_finding_row_set_finding (GP_FINDING_ROW (gtk_list_item_get_child (row)),
                              gp_boxed_item_get (gtk_list_item_get_item (row)));
}

static void
unbind_cb (GpProblemsPage *self,
           GtkListItem    *row)
{
  g_hash_table_remove (self->bound, row);
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

/* The findings that are wanted. */
static GPtrArray *
list_wanted (GpProblemsPage *self)
{
  GPtrArray *findings = gp_linter_get_findings (self->linter);
  GpDesign *design = gp_session_get_design (self->session);
  GPtrArray *wanted = g_ptr_array_new ();

  for (guint i = 0; i < findings->len; i++)
    if (gp_problems_bar_accepts (GP_PROBLEMS_BAR (self->bar), design, findings->pdata[i]))
      g_ptr_array_add (wanted, findings->pdata[i]);

  return wanted;
}

static void
show_page (GpProblemsPage *self,
           guint           n_wanted)
{
  guint n_all = gp_linter_get_findings (self->linter)->len;
  const char *page = n_wanted > 0 ? "list" : "empty";

  if (gp_problems_bar_wants_ignored (GP_PROBLEMS_BAR (self->bar)))
    page = "ignored";
  gtk_label_set_label (GTK_LABEL (self->empty),
                       n_all > 0 ? _("No problem is like that") : _("No problems found"));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
}

/* How many of @findings, from the first on or from the last on, are there already; at most @most.
 */
static guint
count_same (GpProblemsPage *self,
            GPtrArray      *findings,
            gboolean        from_end,
            guint           most)
{
  GListModel *model = G_LIST_MODEL (self->store);
  guint old = g_list_model_get_n_items (model);
  guint n = 0;

  for (; n < most; n++)
    {
      g_autoptr(GpBoxedItem) item = g_list_model_get_item (model, from_end ? old - 1 - n : n);
      GpFinding *finding = findings->pdata[from_end ? findings->len - 1 - n : n];

      if (!gp_finding_row_looks_same (gp_boxed_item_get (item), finding))
        break;
      gp_boxed_item_set (item, gp_finding_ref (finding));   /* its fix may be another one now */
    }
  return n;
}

/* Rows of findings that stayed. */
static void
renew_rows (GpProblemsPage *self)
{
  GHashTableIter iter;
  gpointer row;

  g_hash_table_iter_init (&iter, self->bound);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    gp_finding_row_set_finding (GP_FINDING_ROW (gtk_list_item_get_child (row)),
                                gp_boxed_item_get (gtk_list_item_get_item (row)));
}

/* Only the middle that differs is replaced, so that the list does not jump after every change. */
static void
fill (GpProblemsPage *self)
{
  g_autoptr(GPtrArray) findings = list_wanted (self);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  guint old = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint start = count_same (self, findings, FALSE, MIN (old, findings->len));
  guint end = count_same (self, findings, TRUE, MIN (old, findings->len) - start);

  for (guint i = start; i < findings->len - end; i++)
    g_ptr_array_add (items, gp_boxed_item_new (gp_finding_ref (findings->pdata[i]),
                                               (GDestroyNotify) gp_finding_unref));
  if (items->len > 0 || old > start + end)
    g_list_store_splice (self->store, start, old - start - end, items->pdata, items->len);
  renew_rows (self);
  show_page (self, findings->len);
}

static void
findings_changed_cb (GpProblemsPage *self)
{
  gsize n_ignored = gp_design_count (gp_session_get_design (self->session), GP_KIND_WAIVER);

  gp_problems_bar_set_counts (GP_PROBLEMS_BAR (self->bar), gp_linter_get_findings (self->linter),
                              (guint) n_ignored);
  self->outdated = !gtk_widget_get_mapped (GTK_WIDGET (self));
  if (!self->outdated)
    fill (self);
}

static void
gp_problems_page_map (GtkWidget *widget)
{
  GpProblemsPage *self = GP_PROBLEMS_PAGE (widget);

  GTK_WIDGET_CLASS (gp_problems_page_parent_class)->map (widget);

  if (self->outdated)
    {
      self->outdated = FALSE;
      fill (self);
    }
}

static void
fix_all_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  GpProblemsPage *self = GP_PROBLEMS_PAGE (widget);
  GpChangeSet *fix = gp_lint_fix_all (gp_session_get_design (self->session),
                                      gp_linter_get_findings (self->linter),
                                      g_variant_get_string (parameter, NULL), NULL);

  gp_session_perform (self->session, fix, NULL);
}

static void
show_rule_action (GtkWidget  *widget,
                  const char *name,
                  GVariant   *parameter)
{
  gp_problems_bar_search (GP_PROBLEMS_BAR (GP_PROBLEMS_PAGE (widget)->bar),
                          g_variant_get_string (parameter, NULL));
}

static void
gp_problems_page_dispose (GObject *object)
{
  GpProblemsPage *self = GP_PROBLEMS_PAGE (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_object (&self->linter);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_problems_page_parent_class)->dispose (object);
}

static void
gp_problems_page_finalize (GObject *object)
{
  g_hash_table_unref (GP_PROBLEMS_PAGE (object)->bound);

  G_OBJECT_CLASS (gp_problems_page_parent_class)->finalize (object);
}

static void
gp_problems_page_class_init (GpProblemsPageClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_problems_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = gp_problems_page_finalize;
  GTK_WIDGET_CLASS (klass)->map = gp_problems_page_map;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "problems.fix-all", "s",
                                   fix_all_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "problems.show-rule", "s",
                                   show_rule_action);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_problems_page_init (GpProblemsPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection;
  GtkWidget *list, *scroller;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);

  self->bound = g_hash_table_new (NULL, NULL);
  self->store = g_list_store_new (GP_TYPE_BOXED_ITEM);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  list = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gp_hint_name (list, _("Problems"));
  g_signal_connect_object (list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);

  scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  self->empty = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->empty, "dim-label");

  self->stack = gtk_stack_new ();
  gtk_widget_set_vexpand (self->stack, TRUE);
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), scroller, "list");
  self->bar = gp_problems_bar_new ();
  g_signal_connect_object (self->bar, "changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->content), self->bar);
  gtk_box_append (GTK_BOX (self->content), self->stack);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
}

GtkWidget *
gp_problems_page_new (GpSession *session,
                      GpLinter  *linter)
{
  GpProblemsPage *self = g_object_new (GP_TYPE_PROBLEMS_PAGE, NULL);

  self->session = g_object_ref (session);
  self->linter = g_object_ref (linter);
  gtk_stack_add_named (GTK_STACK (self->stack), gp_ignored_list_new (session), "ignored");
  gp_hint_name_pages (GTK_STACK (self->stack), _("Problems"));
  g_signal_connect_object (linter, "changed", G_CALLBACK (findings_changed_cb), self,
                           G_CONNECT_SWAPPED);
  findings_changed_cb (self);

  return GTK_WIDGET (self);
}
