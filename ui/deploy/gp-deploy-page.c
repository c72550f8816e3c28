/* gp-deploy-page.c — compares the design with a backend and deploys it
 * SPDX-License-Identifier: Apache-2.0
 *
 * Shows what a GpDeployment knows, and hands it what people ask for: a page of the stack for each
 * of its states, above them the result of what was applied last.
 */
#define G_LOG_DOMAIN "gp-deploy-page"
#include "config.h"

#include "gp-deploy-page.h"

#include "gp-deploy-result.h"
#include "gp-deploy-source.h"
#include "gp-deployment.h"
#include "gp-deployment-list.h"
#include "gp-hint.h"
#include "gp-plan-check.h"
#include "gp-plan-reword.h"
#include "gp-plan-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _GpDeployPage
{
  GtkWidget parent_instance;

  GtkWidget    *content;         /* bound, so that disposing of the template takes it away */
  GpDeployment *deployment;
  GpSession    *session;
  gboolean      shows_history;   /* in the place of the state */

  GtkWidget *title;
  GtkWidget *menu;
  GtkWidget *source;
  GtkWidget *history_box;
  GtkWidget *history;
  GtkWidget *subtitle;
  GtkWidget *update;
  GtkWidget *stack;
  GtkWidget *working_label;
  GtkWidget *progress;
  GtkWidget *cancel;
  GtkWidget *failed_label;
  GtkWidget *start_local;
  GtkWidget *give_token;
  GtkWidget *token;
  GtkWidget *result_box;
  GtkWidget *result;
  GtkWidget *plan_box;
  GtkWidget *view;
  GtkWidget *actions;
  GtkWidget *copy;
  GtkWidget *apply;
  GtkWidget *apply_label;
  GtkWidget *missing;
};

G_DEFINE_FINAL_TYPE (GpDeployPage, gp_deploy_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_COMPARISON_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* As they are called in the template. */
static const char *const state_names[] = {
  [GP_DEPLOYMENT_IDLE] = "idle",
  [GP_DEPLOYMENT_NO_TARGET] = "setup",
  [GP_DEPLOYMENT_WORKING] = "working",
  [GP_DEPLOYMENT_FAILED] = "failed",
  [GP_DEPLOYMENT_PLANNED] = "plan",
};

/* A local backend that does not run is no failure: one click starts it. Where one runs and wants a
 * token, another can be started, but that is not what comes first. */
static void
show_failure (GpDeployPage *self)
{
  const GError *error = gp_deployment_get_error (self->deployment);
  const GpElement *target = gp_deployment_peek_target (self->deployment);
  gboolean local = target != NULL && gp_element_is (target, GP_TARGET_TYPE, "local");
  gboolean asleep = local && g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);
  gboolean wants_token = g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN);
  gboolean unplaced = g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS);

  gtk_label_set_label (GTK_LABEL (self->failed_label),
                       asleep ? _("The local backend is not running. It runs on this computer, in "
                                  "one file, and nobody else can reach it.")
                              : error->message);
  gtk_widget_set_tooltip_text (self->failed_label, error->message);
  if (asleep)
    gtk_widget_remove_css_class (self->failed_label, "error");
  else
    gtk_widget_add_css_class (self->failed_label, "error");
  gtk_widget_set_visible (self->start_local, asleep || (local && (wants_token || unplaced)));
  if (wants_token)
    gtk_widget_remove_css_class (self->start_local, "suggested-action");
  else
    gtk_widget_add_css_class (self->start_local, "suggested-action");
  gtk_widget_set_visible (self->give_token, wants_token);
}

static void
show_working (GpDeployPage *self)
{
  double progress = gp_deployment_get_progress (self->deployment);

  gtk_label_set_label (GTK_LABEL (self->working_label),
                       gp_deployment_get_sentence (self->deployment));
  gtk_label_set_label (GTK_LABEL (self->subtitle), "");
  gtk_widget_set_visible (self->progress, progress >= 0);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), MAX (progress, 0));
}

/* --- the plan --- */

/* Why it may not be deployed is said above the button, and how much is missing on it. */
static void
update_apply (GpDeployPage *self)
{
  GpPlan *plan = gp_deployment_get_plan (self->deployment);
  gsize n = plan != NULL ? gp_plan_get_size (plan) : 0;
  guint n_ticks;
  g_autofree char *missing = gp_plan_view_dup_missing (GP_PLAN_VIEW (self->view), &n_ticks);
  g_autofree char *label =
    n_ticks > 0 ? g_strdup_printf (ngettext ("Allow %u change first", "Allow %u changes first",
                                             n_ticks), n_ticks)
                : g_strdup_printf (ngettext ("Deploy %u change", "Deploy %u changes", n),
                                   (guint) n);

  gtk_label_set_label (GTK_LABEL (self->apply_label), n > 0 ? label : _("Nothing to deploy"));
  gp_hint_name (self->apply, gtk_label_get_label (GTK_LABEL (self->apply_label)));
  gtk_widget_set_sensitive (self->apply,
                            missing == NULL && !gp_deployment_is_outdated (self->deployment));
  gtk_widget_set_tooltip_text (self->apply, n > 0 ? missing : NULL);
  gtk_label_set_label (GTK_LABEL (self->missing), missing != NULL ? missing : "");
  gtk_widget_set_visible (self->missing, missing != NULL && n > 0);
  gtk_widget_set_visible (self->copy, n > 0);
}

/* (transfer full): a local backend plans by itself, in the language that it was started in. */
static GpPlan *
dup_readable (GpDeployPage *self)
{
  const GpCapability *capability = gp_deployment_get_capability (self->deployment);
  GpPlan *plan = gp_deployment_get_plan (self->deployment);

  if (capability == NULL || !g_str_equal (capability->type, "local"))
    return gp_plan_ref (plan);
  return gp_plan_reword (plan, gp_deployment_get_live (self->deployment),
                         gp_deployment_get_wanted (self->deployment), capability);
}

/* Where others have changed the target, that can be taken into the design. */
static void
show_update (GpDeployPage *self,
             gboolean      drifted)
{
  char id[GP_ID_STRING_SIZE];

  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->update), "s",
                                    gp_id_format (gp_deployment_get_target_id (self->deployment),
                                                  id));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->update), "win.update-from");
  gtk_widget_set_visible (self->update, drifted);
}

static void
show_plan (GpDeployPage *self)
{
  const GpElement *target = gp_deployment_peek_target (self->deployment);
  const GpCapability *capability = gp_deployment_get_capability (self->deployment);
  g_autoptr(GpPlan) plan = dup_readable (self);
  GpDesign *live = gp_deployment_get_live (self->deployment);
  g_autoptr(GpDesign) deployed = gp_deployment_load_deployed (self->deployment);
  g_autoptr(GPtrArray) drift = deployed != NULL ? gp_plan_check_drift (deployed, live, NULL)
                                               : NULL;
  g_autofree char *subtitle = NULL;
  const char *state;

  if (target == NULL)
    return;

  if (gp_plan_get_size (plan) == 0)
    state = _("up to date");
  else if (drift != NULL && drift->len > 0)
    state = _("changed by somebody else");
  else if (drift != NULL)
    state = _("no drift");
  else
    state = _("first deployment from here");

  /* Translators: the kind of backend and how it stands, "Local backend · no drift". */
  subtitle = g_strdup_printf (_("%s · %s"), capability != NULL ? _(capability->label) : "", state);
  gtk_label_set_label (GTK_LABEL (self->subtitle), subtitle);
  show_update (self, drift != NULL && drift->len > 0);
  /* The rules that hold there are those that were read, or what was deployed last where the backend
   * does not tell its rules; with neither, nobody may do anything there yet. */
  gp_plan_view_show (GP_PLAN_VIEW (self->view), plan, target, drift,
                     gp_design_count (live, GP_KIND_RULE) > 0 ? live : deployed,
                     gp_deployment_get_wanted (self->deployment));
  update_apply (self);
  /* The drawing is of the design: it says nothing about another one that is deployed. */
  g_signal_emit (self, signals[SIGNAL_COMPARISON_CHANGED], 0,
                 *gp_deployment_get_source (self->deployment) == '\0' ? live : NULL);
}

/* @color: (nullable): tells environments apart at a glance; who hears the title knows the name. */
static void
set_title (GpDeployPage *self,
           const char   *title,
           const char   *color)
{
  g_autofree char *markup =
    color != NULL ? g_markup_printf_escaped ("<span foreground=\"%s\">●</span> %s", color, title)
                  : g_markup_escape_text (title, -1);

  gtk_label_set_markup (GTK_LABEL (self->title), markup);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  title, -1);
}

static void
show_title (GpDeployPage *self)
{
  const GpElement *target = gp_deployment_peek_target (self->deployment);
  g_autofree char *title = NULL;

  if (target != NULL)
    title = g_strdup_printf (self->shows_history ? _("Deployments to %s") : _("Deploy to %s"),
                             gp_element_get_name (target));
  set_title (self, title != NULL ? title : _("Deploy"),
             target != NULL ? gp_element_get_text (target, GP_TARGET_COLOR) : NULL);
  gtk_widget_set_visible (self->token, target != NULL);
  gtk_widget_set_visible (self->menu, target != NULL);
  gp_deploy_source_show (GP_DEPLOY_SOURCE (self->source), self->deployment);
}

/* Names and targets may have changed since the menu was seen last. */
static void
menu_opened_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  GpDeployPage *self = user_data;
  g_autoptr(GMenuModel) menu =
    gp_deploy_source_new_menu (gp_session_get_design (self->session),
                               gp_deployment_get_target_id (self->deployment));

  gtk_menu_button_set_menu_model (button, menu);
}

static void
show_page (GpDeployPage *self)
{
  GpDeploymentState state = gp_deployment_get_state (self->deployment);

  show_title (self);

  gtk_stack_set_visible_child_name (GTK_STACK (self->stack),
                                    self->shows_history ? "history" : state_names[state]);
  gtk_widget_set_visible (self->actions,
                          state == GP_DEPLOYMENT_PLANNED && !self->shows_history);
}

static void
deployment_changed_cb (GpDeployPage *self)
{
  GpDeploymentState state = gp_deployment_get_state (self->deployment);

  if (state == GP_DEPLOYMENT_PLANNED && gp_deployment_is_outdated (self->deployment))
    {
      gtk_widget_set_sensitive (self->apply, FALSE);
      return;
    }

  if (state == GP_DEPLOYMENT_WORKING)
    show_working (self);
  else if (state == GP_DEPLOYMENT_FAILED)
    show_failure (self);
  else if (state == GP_DEPLOYMENT_PLANNED)
    show_plan (self);
  else
    gtk_label_set_label (GTK_LABEL (self->subtitle), "");

  if (state != GP_DEPLOYMENT_PLANNED)
    gtk_widget_set_visible (self->update, FALSE);
  gtk_widget_set_visible (self->subtitle,
                          *gtk_label_get_label (GTK_LABEL (self->subtitle)) != '\0');
  show_page (self);
}

/* Consent was to this one deployment. */
static void
deployment_applied_cb (GpDeployPage *self)
{
  gp_plan_view_forget (GP_PLAN_VIEW (self->view));
}

/* A local backend has a page about its API. */
static void
deployment_ended_cb (GpDeployPage *self,
                     gboolean      good,
                     const char   *sentence)
{
  const GpElement *target = gp_deployment_peek_target (self->deployment);
  gboolean local = target != NULL && gp_element_is (target, GP_TARGET_TYPE, "local");

  gp_deploy_result_show (GP_DEPLOY_RESULT (self->result), good, sentence,
                         good && local ? gp_element_get_text (target, GP_TARGET_URL) : NULL);
  gp_deployment_list_show (GP_DEPLOYMENT_LIST (self->history),
                           gp_deployment_get_target_id (self->deployment));
}

/* --- what people ask for --- */

static void
apply_clicked_cb (GpDeployPage *self)
{
  gp_deploy_page_apply (self);
}

static void
cancel_clicked_cb (GpDeployPage *self)
{
  if (!gp_deployment_cancel (self->deployment))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.close-deploy", NULL);
}

static void
start_local_clicked_cb (GpDeployPage *self)
{
  gp_deployment_start_local (self->deployment);
}

static void
retry_clicked_cb (GpDeployPage *self)
{
  gp_deployment_restart (self->deployment);
}

static void
token_clicked_cb (GpDeployPage *self)
{
  GpId asked = gp_deployment_get_asked (self->deployment);
  char id[GP_ID_STRING_SIZE];

  gtk_widget_activate_action (GTK_WIDGET (self), "win.token", "s", gp_id_format (&asked, id));
}

/* With another token the backend may answer otherwise. */
static void
token_changed_cb (GpDeployPage *self,
                  const GpId   *target)
{
  GpDeploymentState state = gp_deployment_get_state (self->deployment);
  GpId asked = gp_deployment_get_asked (self->deployment);

  if (gp_id_equal (target, &asked)
      && (state == GP_DEPLOYMENT_FAILED || state == GP_DEPLOYMENT_PLANNED))
    gp_deployment_restart (self->deployment);
}

static void
copy_clicked_cb (GpDeployPage *self)
{
  g_autofree char *script = gp_plan_view_dup_script (GP_PLAN_VIEW (self->view));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), script);
}

static void
gp_deploy_page_dispose (GObject *object)
{
  GpDeployPage *self = GP_DEPLOY_PAGE (object);

  if (self->deployment != NULL)
    gp_deployment_stop (self->deployment);
  gtk_widget_dispose_template (GTK_WIDGET (self), GP_TYPE_DEPLOY_PAGE);
  g_clear_object (&self->deployment);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_deploy_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, content);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, title);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, menu);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, history_box);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, subtitle);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, stack);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, working_label);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, progress);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, failed_label);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, start_local);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, give_token);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, token);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, result_box);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, plan_box);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, actions);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, copy);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, apply);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, apply_label);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, missing);
  gtk_widget_class_bind_template_callback (widget_class, apply_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_local_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, token_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
}

static void
gp_deploy_page_class_init (GpDeployPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_deploy_page_dispose;

  signals[SIGNAL_COMPARISON_CHANGED] =
    g_signal_new ("comparison-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                  NULL, G_TYPE_NONE, 1, GP_TYPE_DESIGN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/groundplan/Groundplan/ui/gp-deploy-page.ui");
  bind_children (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "inspector");
}

static void
gp_deploy_page_init (GpDeployPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), menu_opened_cb, self, NULL);
}

GtkWidget *
gp_deploy_page_new (GpSession *session,
                    GpLinter  *linter)
{
  GpDeployPage *self = g_object_new (GP_TYPE_DEPLOY_PAGE, NULL);

  self->session = g_object_ref (session);
  self->deployment = gp_deployment_new (session);
  self->source = gp_deploy_source_new ();
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self->result_box), GTK_ORIENTATION_VERTICAL);
  self->update = gtk_button_new_with_label (_("Update the design…"));
  gtk_widget_set_tooltip_text (self->update,
                               _("Take what was changed there into the design, one by one"));
  gtk_widget_set_halign (self->update, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->update, 6);
  gtk_widget_set_margin_bottom (self->update, 12);
  gtk_widget_set_visible (self->update, FALSE);
  gtk_box_append (GTK_BOX (self->result_box), self->update);
  gtk_box_append (GTK_BOX (self->result_box), self->source);
  self->history = gp_deployment_list_new (session);
  gtk_box_append (GTK_BOX (self->history_box), self->history);
  self->result = gp_deploy_result_new ();
  gtk_box_append (GTK_BOX (self->result_box), self->result);
  self->view = gp_plan_view_new (session, linter);
  gtk_box_append (GTK_BOX (self->plan_box), self->view);
  g_signal_connect_object (self->deployment, "changed", G_CALLBACK (deployment_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->deployment, "applied", G_CALLBACK (deployment_applied_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->deployment, "ended", G_CALLBACK (deployment_ended_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "consent-changed", G_CALLBACK (update_apply), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "token-changed", G_CALLBACK (token_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

/* What was agreed to and what came of it was about another plan. */
static void
show_anew (GpDeployPage *self)
{
  gp_plan_view_forget (GP_PLAN_VIEW (self->view));
  gtk_widget_set_visible (self->result, FALSE);
  self->shows_history = FALSE;
  show_page (self);
}

void
gp_deploy_page_start (GpDeployPage *self,
                      const GpId   *target)
{
  g_return_if_fail (GP_IS_DEPLOY_PAGE (self));

  if (gp_deployment_start (self->deployment, target))
    show_anew (self);
}

void
gp_deploy_page_set_source (GpDeployPage *self,
                           const char   *source)
{
  g_return_if_fail (GP_IS_DEPLOY_PAGE (self));

  if (gp_deployment_set_source (self->deployment, source))
    show_anew (self);
}

void
gp_deploy_page_toggle_history (GpDeployPage *self)
{
  g_return_if_fail (GP_IS_DEPLOY_PAGE (self));

  self->shows_history = !self->shows_history;
  if (self->shows_history)
    gp_deployment_list_show (GP_DEPLOYMENT_LIST (self->history),
                             gp_deployment_get_target_id (self->deployment));
  show_page (self);
}

void
gp_deploy_page_stop (GpDeployPage *self)
{
  g_return_if_fail (GP_IS_DEPLOY_PAGE (self));

  gp_deployment_stop (self->deployment);
  g_signal_emit (self, signals[SIGNAL_COMPARISON_CHANGED], 0, NULL);
}

void
gp_deploy_page_apply (GpDeployPage *self)
{
  g_auto(GStrv) allowed = NULL;
  g_autofree char *missing = NULL;
  guint n;

  g_return_if_fail (GP_IS_DEPLOY_PAGE (self));

  missing = gp_plan_view_dup_missing (GP_PLAN_VIEW (self->view), &n);
  if (missing != NULL)
    return;

  allowed = gp_plan_view_dup_allowed (GP_PLAN_VIEW (self->view));
  gtk_widget_set_visible (self->result, FALSE);
  gp_deployment_apply (self->deployment, (const char *const *) allowed);
}

const char *
gp_deploy_page_get_state (GpDeployPage *self)
{
  g_return_val_if_fail (GP_IS_DEPLOY_PAGE (self), NULL);

  return state_names[gp_deployment_get_state (self->deployment)];
}
