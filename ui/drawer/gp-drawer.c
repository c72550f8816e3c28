/* gp-drawer.c — the pages below the canvas: problems and history
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-drawer"
#include "config.h"

#include "gp-drawer.h"

#include "gp-comments-page.h"
#include "gp-flow-page.h"
#include "gp-hint.h"
#include "gp-runs-page.h"
#include "gp-simulator-page.h"
#include "gp-tests-page.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _GpDrawer
{
  GtkWidget parent_instance;

  GpSession     *session;
  GpLinter      *linter;
  GpAccessWatch *access;
  GpFlowSimulation *simulation;
  GpFlowWatch   *flows;
  GpRunWatch    *watch;
  GtkWidget     *box;
  GtkWidget     *problems_tab;
  GtkWidget     *history_tab;
  GtkWidget     *count;
  GtkWidget     *failures;
  GtkWidget     *stack;
  GtkWidget     *simulator;      /* a stack of two AdwBin; a page is made when it is shown first */
  GtkWidget     *of_access;
  GtkWidget     *of_flows;
  GtkWidget     *runs;           /* an AdwBin, likewise */
};

G_DEFINE_FINAL_TYPE (GpDrawer, gp_drawer, GTK_TYPE_WIDGET)

static void
findings_changed_cb (GpDrawer *self)
{
  guint n = gp_linter_count_problems (self->linter);
  guint errors = gp_linter_count (self->linter, GP_SEVERITY_ERROR);
  g_autofree char *text = g_strdup_printf ("%u", n);

  gtk_label_set_label (GTK_LABEL (self->count), text);
  gtk_widget_set_visible (self->count, n > 0);
  gtk_widget_remove_css_class (self->count, errors > 0 ? "warning" : "error");
  gtk_widget_add_css_class (self->count, errors > 0 ? "error" : "warning");
}

static void
tests_changed_cb (GpDrawer *self)
{
  GpAccessView *view = gp_access_watch_get (self->access);
  const GpFlowView *flows = gp_flow_watch_get (self->flows);
  guint n = (view != NULL ? view->n_failed : 0) + (flows != NULL ? flows->n_failed : 0);
  g_autofree char *text = g_strdup_printf ("%u", n);

  gtk_label_set_label (GTK_LABEL (self->failures), text);
  gtk_widget_set_visible (self->failures, n > 0);
}

/* A simulator has very many widgets, and most people who open a design do not ask it anything. */
static void
page_shown_cb (GpDrawer *self)
{
  GtkWidget *bin;

  if (gtk_stack_get_visible_child (GTK_STACK (self->stack)) == self->runs
      && adw_bin_get_child (ADW_BIN (self->runs)) == NULL)
    adw_bin_set_child (ADW_BIN (self->runs), gp_runs_page_new (self->session, self->watch));
  if (gtk_stack_get_visible_child (GTK_STACK (self->stack)) != self->simulator)
    return;
  bin = gtk_stack_get_visible_child (GTK_STACK (self->simulator));
  if (adw_bin_get_child (ADW_BIN (bin)) == NULL)
    adw_bin_set_child (ADW_BIN (bin), bin == self->of_flows
                                        ? gp_flow_page_new (self->session, self->simulation)
                                        : gp_simulator_page_new (self->session, self->access));
}

static void
gp_drawer_dispose (GObject *object)
{
  GpDrawer *self = GP_DRAWER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GP_TYPE_DRAWER);
  g_clear_object (&self->linter);
  g_clear_object (&self->access);
  g_clear_object (&self->simulation);
  g_clear_object (&self->flows);
  g_clear_object (&self->watch);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_drawer_parent_class)->dispose (object);
}

static void
gp_drawer_class_init (GpDrawerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_drawer_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/groundplan/Groundplan/ui/gp-drawer.ui");
  gtk_widget_class_bind_template_child (widget_class, GpDrawer, box);
  gtk_widget_class_bind_template_child (widget_class, GpDrawer, problems_tab);
  gtk_widget_class_bind_template_child (widget_class, GpDrawer, history_tab);
  gtk_widget_class_bind_template_child (widget_class, GpDrawer, count);
  gtk_widget_class_bind_template_child (widget_class, GpDrawer, failures);
  gtk_widget_class_bind_template_child (widget_class, GpDrawer, stack);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "drawer");
}

static void
gp_drawer_init (GpDrawer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->stack, "notify::visible-child", G_CALLBACK (page_shown_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
gp_drawer_new (GpSession        *session,
               GpLinter         *linter,
               GpAccessWatch    *access,
               GpFlowSimulation *simulation,
               GpFlowWatch      *flows,
               GpRunWatch       *runs)
{
  GpDrawer *self = g_object_new (GP_TYPE_DRAWER, NULL);

  self->session = g_object_ref (session);
  self->linter = g_object_ref (linter);
  self->access = g_object_ref (access);
  self->simulation = g_object_ref (simulation);
  self->flows = g_object_ref (flows);
  self->watch = g_object_ref (runs);
  gtk_stack_add_titled (GTK_STACK (self->stack), gp_problems_page_new (session, linter), "problems",
                        _("Problems"));
  self->simulator = gtk_stack_new ();
  self->of_access = adw_bin_new ();
  self->of_flows = adw_bin_new ();
  gtk_stack_add_child (GTK_STACK (self->simulator), self->of_access);
  gtk_stack_add_child (GTK_STACK (self->simulator), self->of_flows);
  gp_hint_name_pages (GTK_STACK (self->simulator), _("Simulator"));
  gtk_stack_add_titled (GTK_STACK (self->stack), self->simulator, "simulator", _("Simulator"));
  gtk_stack_add_titled (GTK_STACK (self->stack), gp_tests_page_new (session, access, flows),
                        "tests", _("Tests"));
  self->runs = adw_bin_new ();
  gtk_stack_add_titled (GTK_STACK (self->stack), self->runs, "runs", _("Runs"));
  gtk_stack_add_titled (GTK_STACK (self->stack), gp_history_page_new (session), "history",
                        _("History"));
  gtk_stack_add_titled (GTK_STACK (self->stack), gp_comments_page_new (session), "comments",
                        _("Comments"));
  g_signal_connect_object (linter, "changed", G_CALLBACK (findings_changed_cb), self,
                           G_CONNECT_SWAPPED);
  findings_changed_cb (self);
  g_signal_connect_object (access, "changed", G_CALLBACK (tests_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (flows, "changed", G_CALLBACK (tests_changed_cb), self,
                           G_CONNECT_SWAPPED);
  tests_changed_cb (self);

  return GTK_WIDGET (self);
}

void
gp_drawer_set_simulates_flows (GpDrawer *self,
                               gboolean  flows)
{
  g_return_if_fail (GP_IS_DRAWER (self));

  gtk_stack_set_visible_child (GTK_STACK (self->simulator),
                               flows ? self->of_flows : self->of_access);
  page_shown_cb (self);
}

const char *
gp_drawer_get_page (GpDrawer *self)
{
  g_return_val_if_fail (GP_IS_DRAWER (self), NULL);

  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}

void
gp_drawer_set_page (GpDrawer   *self,
                    const char *page)
{
  g_return_if_fail (GP_IS_DRAWER (self));

  if (gtk_stack_get_child_by_name (GTK_STACK (self->stack), page) != NULL)
    gtk_stack_set_visible_child_name (GTK_STACK (self->stack), page);
}

void
gp_drawer_start_comment (GpDrawer      *self,
                         const GpId    *view,
                         const GpPoint *at)
{
  GtkWidget *page;

  g_return_if_fail (GP_IS_DRAWER (self));

  page = gtk_stack_get_child_by_name (GTK_STACK (self->stack), "comments");
  gp_comments_page_start (GP_COMMENTS_PAGE (page), view, at);
}

void
gp_drawer_show_thread (GpDrawer   *self,
                       const GpId *thread)
{
  GtkWidget *page;

  g_return_if_fail (GP_IS_DRAWER (self));

  page = gtk_stack_get_child_by_name (GTK_STACK (self->stack), "comments");
  gp_comments_page_show (GP_COMMENTS_PAGE (page), thread);
}
