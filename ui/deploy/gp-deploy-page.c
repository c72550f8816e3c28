/* gp-deploy-page.c — compares the design with a backend and deploys it
 * SPDX-License-Identifier: Apache-2.0
 *
 *   start → open the target → read → plan → (consent) → apply → verify → plan again
 *
 * Each arrow is one asynchronous call that carries the page's cancellable; starting anew or leaving
 * cancels it, and an answer that comes with an older cancellable is dropped. While a plan is shown,
 * a change of the design has it made again after a moment.
 */
#define G_LOG_DOMAIN "gp-deploy-page"
#include "config.h"

#include "gp-deploy-page.h"

#include "gp-deploy-result.h"
#include "gp-plan-check.h"
#include "gp-plan-view.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define REPLAN_MS 600

struct _GpDeployPage
{
  GtkWidget parent_instance;

  GtkWidget *content;            /* bound, so that disposing of the template takes it away */
  GpSession    *session;
  GpId          target_id;
  GpTarget     *target;
  GpDesign     *live;           /* what the backend holds */
  GpDesign     *wanted;         /* the design as the plan was made for */
  GpPlan       *plan;
  GCancellable *cancellable;    /* of the call under way */
  guint         replan_id;
  gboolean      applying;

  GtkWidget *title;
  GtkWidget *subtitle;
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

static void read_target (GpDeployPage *self);

static const GpElement *
peek_target (GpDeployPage *self)
{
  return gp_design_lookup_kind (gp_session_get_design (self->session), &self->target_id,
                                GP_KIND_TARGET);
}

static void
show_state (GpDeployPage *self,
            const char   *state)
{
  gtk_widget_set_visible (self->subtitle,
                          *gtk_label_get_label (GTK_LABEL (self->subtitle)) != '\0');
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), state);
  gtk_widget_set_visible (self->actions, g_str_equal (state, "plan"));
}

static void
show_working (GpDeployPage *self,
              const char   *sentence)
{
  gtk_label_set_label (GTK_LABEL (self->working_label), sentence);
  gtk_widget_set_visible (self->progress, FALSE);
  gtk_label_set_label (GTK_LABEL (self->subtitle), "");
  show_state (self, "working");
}

/* A local backend that does not run is no failure: one click starts it. */
static void
show_failure (GpDeployPage *self,
              const GError *error)
{
  const GpElement *target = peek_target (self);
  gboolean local = target != NULL && gp_element_is (target, GP_TARGET_TYPE, "local");
  gboolean asleep = local && g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_CONNECT);

  gtk_label_set_label (GTK_LABEL (self->failed_label),
                       asleep ? _("The local backend is not running. It runs on this computer, in "
                                  "one file, and nobody else can reach it.")
                              : error->message);
  gtk_widget_set_tooltip_text (self->failed_label, error->message);
  if (asleep)
    gtk_widget_remove_css_class (self->failed_label, "error");
  else
    gtk_widget_add_css_class (self->failed_label, "error");
  gtk_widget_set_visible (self->start_local,
                          asleep
                          || (local && g_error_matches (error, GP_TARGET_ERROR,
                                                        GP_TARGET_ERROR_TOKEN))
                          || (local && g_error_matches (error, GP_TARGET_ERROR,
                                                        GP_TARGET_ERROR_ADDRESS)));
  gtk_widget_set_visible (self->give_token,
                          g_error_matches (error, GP_TARGET_ERROR, GP_TARGET_ERROR_TOKEN));
  show_state (self, "failed");
}

static void
forget (GpDeployPage *self)
{
  g_clear_handle_id (&self->replan_id, g_source_remove);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->target);
  g_clear_object (&self->live);
  g_clear_object (&self->wanted);
  g_clear_pointer (&self->plan, gp_plan_unref);
  self->applying = FALSE;
}

/* Begins a call: the one before it is cancelled. Returns a reference that the answer brings
 * back. */
static GpDeployPage *
begin (GpDeployPage *self)
{
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->cancellable = g_cancellable_new ();

  return g_object_ref (self);
}

/* Whether the page still waits for an answer that ended with @error. Shows any other failure. */
static gboolean
is_wanted (GpDeployPage *self,
           const GError *error)
{
  if (self->session == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  if (error == NULL)
    return TRUE;

  show_failure (self, error);
  return FALSE;
}

/* --- the plan --- */

/* Why it may not be deployed is said above the button, and how much is missing on it. */
static void
update_apply (GpDeployPage *self)
{
  gsize n = self->plan != NULL ? gp_plan_get_size (self->plan) : 0;
  guint n_ticks;
  g_autofree char *missing = gp_plan_view_dup_missing (GP_PLAN_VIEW (self->view), &n_ticks);
  g_autofree char *label =
    n_ticks > 0 ? g_strdup_printf (ngettext ("Allow %u change first", "Allow %u changes first",
                                             n_ticks), n_ticks)
                : g_strdup_printf (ngettext ("Deploy %u change", "Deploy %u changes", n),
                                   (guint) n);

  gtk_label_set_label (GTK_LABEL (self->apply_label), n > 0 ? label : _("Nothing to deploy"));
  gtk_widget_set_sensitive (self->apply, missing == NULL);
  gtk_widget_set_tooltip_text (self->apply, n > 0 ? missing : NULL);
  gtk_label_set_label (GTK_LABEL (self->missing), missing != NULL ? missing : "");
  gtk_widget_set_visible (self->missing, missing != NULL && n > 0);
  gtk_widget_set_visible (self->copy, n > 0);
}

/* NULL where nothing is known of an earlier deployment. */
static GpDesign *
load_deployed (GpDeployPage *self)
{
  g_autoptr(GError) error = NULL;
  GpDesign *deployed = gp_session_load_deployed (self->session, &self->target_id, &error);

  if (error != NULL)
    g_debug ("The last deployment cannot be read: %s", error->message);

  return deployed;
}

/* The rules that hold there: those that were read, or what was deployed last where the backend does
 * not tell its rules. NULL: nobody may do anything there yet. */
static GpDesign *
peek_rules (GpDeployPage *self,
            GpDesign     *deployed)
{
  return gp_design_count (self->live, GP_KIND_RULE) > 0 ? self->live : deployed;
}

static void
show_plan (GpDeployPage *self)
{
  const GpElement *target = peek_target (self);
  const GpCapability *capability = gp_target_get_capability (self->target);
  g_autoptr(GpDesign) deployed = load_deployed (self);
  g_autoptr(GPtrArray) drift = deployed != NULL ? gp_plan_check_drift (deployed, self->live) : NULL;
  g_autofree char *subtitle = NULL;
  const char *state;

  if (target == NULL)
    return;

  if (gp_plan_get_size (self->plan) == 0)
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
  gp_plan_view_show (GP_PLAN_VIEW (self->view), self->plan, target, drift,
                     peek_rules (self, deployed), self->wanted);
  update_apply (self);
  show_state (self, "plan");
  g_signal_emit (self, signals[SIGNAL_COMPARISON_CHANGED], 0, self->live);
}

static void
planned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GpDeployPage) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  g_autoptr(GpPlan) plan = gp_target_plan_finish (GP_TARGET (source), result, &error);

  if (!is_wanted (self, error))
    return;

  g_clear_pointer (&self->plan, gp_plan_unref);
  self->plan = g_steal_pointer (&plan);
  show_plan (self);
}

static void
live_read_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GpDeployPage) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) live = gp_target_read_finish (GP_TARGET (source), result, NULL, &error);
  GpDeployPage *next;

  if (!is_wanted (self, error))
    return;

  g_set_object (&self->live, live);
  g_clear_object (&self->wanted);
  self->wanted = gp_design_copy (gp_session_get_design (self->session));
  next = begin (self);
  gp_target_plan_async (self->target, self->wanted, self->cancellable, planned_cb, next);
}

static void
read_target (GpDeployPage *self)
{
  GpDeployPage *next = begin (self);

  gp_target_read_async (self->target, self->cancellable, live_read_cb, next);
}

static void
target_opened_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GpDeployPage) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  g_autoptr(GpTarget) target = gp_session_open_target_finish (GP_SESSION (source), result, &error);

  if (!is_wanted (self, error))
    return;

  g_set_object (&self->target, target);
  read_target (self);
}

static void
open_target (GpDeployPage *self)
{
  const GpElement *target = peek_target (self);
  g_autofree char *title = NULL;
  GpDeployPage *next;

  gtk_widget_set_visible (self->token, target != NULL);
  if (target == NULL)
    {
      gtk_label_set_label (GTK_LABEL (self->title), _("Deploy"));
      gtk_label_set_label (GTK_LABEL (self->subtitle), "");
      show_state (self, "setup");
      return;
    }

  title = g_strdup_printf (_("Deploy to %s"), gp_element_get_name (target));
  gtk_label_set_label (GTK_LABEL (self->title), title);
  show_working (self, _("Reading what is deployed…"));
  next = begin (self);
  gp_session_open_target_async (self->session, &self->target_id, self->cancellable,
                                target_opened_cb, next);
}

/* --- applying --- */

/* A local backend has a page about its API. */
static void
show_result (GpDeployPage *self,
             gboolean      good,
             const char   *sentence)
{
  const GpElement *target = peek_target (self);
  gboolean local = target != NULL && gp_element_is (target, GP_TARGET_TYPE, "local");

  gp_deploy_result_show (GP_DEPLOY_RESULT (self->result), good, sentence,
                         good && local ? gp_element_get_text (target, GP_TARGET_URL) : NULL);
}

static void
record (GpDeployPage *self,
        const char   *problem)
{
  g_autoptr(GError) error = NULL;

  if (!gp_session_record_deployment (self->session, &self->target_id, self->plan, problem, &error))
    gp_session_report (self->session, error);
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GpDeployPage) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) left = gp_target_verify_finish (GP_TARGET (source), result, &error);
  g_autofree char *sentence = NULL;
  gsize n = self->plan != NULL ? gp_plan_get_size (self->plan) : 0;

  self->applying = FALSE;
  if (!is_wanted (self, error))
    return;

  if (gp_change_set_get_size (left) > 0)
    {
      guint n_left = (guint) gp_change_set_get_size (left);

      sentence = g_strdup_printf (ngettext ("It was applied, but %u difference is left",
                                            "It was applied, but %u differences are left",
                                            n_left),
                                  n_left);
      record (self, sentence);
      show_result (self, FALSE, sentence);
    }
  else
    {
      sentence = g_strdup_printf (ngettext ("%u change was deployed and read back",
                                            "%u changes were deployed and read back", n),
                                  (guint) n);
      record (self, NULL);
      show_result (self, TRUE, sentence);
    }
  read_target (self);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GpDeployPage) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;
  gboolean done = gp_target_apply_finish (GP_TARGET (source), result, &error);
  GpDeployPage *next;

  if (self->session == NULL || self->target == NULL)
    return;

  if (!done)
    {
      self->applying = FALSE;
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        show_result (self, FALSE, _("Cancelled. What the backend holds now was read again."));
      else
        {
          record (self, error->message);
          show_result (self, FALSE, error->message);
        }
      read_target (self);
      return;
    }

  gp_plan_view_forget (GP_PLAN_VIEW (self->view));     /* consent was to this one deployment */
  gtk_label_set_label (GTK_LABEL (self->working_label), _("Reading it back…"));
  next = begin (self);
  gp_target_verify_async (self->target, self->wanted, self->cancellable, verified_cb, next);
}

static void
progress_cb (guint       done,
             guint       total,
             const char *sentence,
             gpointer    user_data)
{
  GpDeployPage *self = user_data;

  gtk_label_set_label (GTK_LABEL (self->working_label), sentence);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress),
                                 total > 0 ? (double) done / total : 0);
}

static void
apply_clicked_cb (GpDeployPage *self)
{
  gp_deploy_page_apply (self);
}

static void
cancel_clicked_cb (GpDeployPage *self)
{
  gboolean applying = self->applying;

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  if (!applying)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.close-deploy", NULL);
}

/* --- the rest --- */

static void
local_started_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GpDeployPage) self = user_data;           /* reference taken when the call began */
  g_autoptr(GError) error = NULL;

  gp_session_finish (GP_SESSION (source), result, &error);
  if (!is_wanted (self, error))
    return;

  if (peek_target (self) == NULL)
    {
      g_autoptr(GPtrArray) targets = gp_design_list (gp_session_get_design (self->session),
                                                     GP_KIND_TARGET);

      for (guint i = 0; i < targets->len; i++)
        if (gp_element_is (targets->pdata[i], GP_TARGET_TYPE, "local"))
          self->target_id = *gp_element_get_id (targets->pdata[i]);
    }
  open_target (self);
}

static void
start_local_clicked_cb (GpDeployPage *self)
{
  GpDeployPage *next;

  show_working (self, _("Starting the local backend…"));
  next = begin (self);
  gp_session_start_local_async (self->session, &self->target_id, self->cancellable,
                                local_started_cb, next);
}

static void
retry_clicked_cb (GpDeployPage *self)
{
  open_target (self);
}

static void
token_clicked_cb (GpDeployPage *self)
{
  char id[GP_ID_STRING_SIZE];

  gtk_widget_activate_action (GTK_WIDGET (self), "win.token", "s",
                              gp_id_format (&self->target_id, id));
}

/* With another token the backend may answer otherwise. */
static void
token_changed_cb (GpDeployPage *self,
                  const GpId   *target)
{
  const char *state = gp_deploy_page_get_state (self);

  if (!self->applying && gp_id_equal (target, &self->target_id)
      && (g_str_equal (state, "failed") || g_str_equal (state, "plan")))
    open_target (self);
}

static void
copy_clicked_cb (GpDeployPage *self)
{
  g_autofree char *script = gp_plan_view_dup_script (GP_PLAN_VIEW (self->view));

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), script);
}

static gboolean
replan_cb (gpointer user_data)
{
  GpDeployPage *self = user_data;

  self->replan_id = 0;
  read_target (self);
  return G_SOURCE_REMOVE;
}

static void
design_applied_cb (GpDeployPage *self)
{
  if (self->target == NULL || self->applying)
    return;

  gtk_widget_set_sensitive (self->apply, FALSE);
  g_clear_handle_id (&self->replan_id, g_source_remove);
  self->replan_id = g_timeout_add (REPLAN_MS, replan_cb, self);
}

static void
gp_deploy_page_dispose (GObject *object)
{
  GpDeployPage *self = GP_DEPLOY_PAGE (object);

  forget (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), GP_TYPE_DEPLOY_PAGE);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_deploy_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, content);
  gtk_widget_class_bind_template_child (widget_class, GpDeployPage, title);
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
}

GtkWidget *
gp_deploy_page_new (GpSession *session,
                    GpLinter  *linter)
{
  GpDeployPage *self = g_object_new (GP_TYPE_DEPLOY_PAGE, NULL);

  self->session = g_object_ref (session);
  self->result = gp_deploy_result_new ();
  gtk_box_append (GTK_BOX (self->result_box), self->result);
  self->view = gp_plan_view_new (session, linter);
  gtk_box_append (GTK_BOX (self->plan_box), self->view);
  g_signal_connect_object (self->view, "consent-changed", G_CALLBACK (update_apply), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (session, "token-changed", G_CALLBACK (token_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
gp_deploy_page_start (GpDeployPage *self,
                      const GpId   *target)
{
  g_return_if_fail (GP_IS_DEPLOY_PAGE (self));

  if (self->applying)
    return;

  forget (self);
  gp_plan_view_forget (GP_PLAN_VIEW (self->view));
  self->target_id = *target;
  gtk_widget_set_visible (self->result, FALSE);
  open_target (self);
}

void
gp_deploy_page_stop (GpDeployPage *self)
{
  g_return_if_fail (GP_IS_DEPLOY_PAGE (self));

  forget (self);
  show_state (self, "idle");
  g_signal_emit (self, signals[SIGNAL_COMPARISON_CHANGED], 0, NULL);
}

void
gp_deploy_page_apply (GpDeployPage *self)
{
  g_auto(GStrv) allowed = NULL;
  g_autofree char *missing = NULL;
  GpDeployPage *next;
  guint n;

  g_return_if_fail (GP_IS_DEPLOY_PAGE (self));

  missing = gp_plan_view_dup_missing (GP_PLAN_VIEW (self->view), &n);
  if (self->plan == NULL || self->applying || missing != NULL)
    return;

  allowed = gp_plan_view_dup_allowed (GP_PLAN_VIEW (self->view));
  g_clear_handle_id (&self->replan_id, g_source_remove);
  self->applying = TRUE;
  gtk_widget_set_visible (self->result, FALSE);
  show_working (self, _("Deploying…"));
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
  gtk_widget_set_visible (self->progress, TRUE);
  next = begin (self);
  gp_target_apply_async (self->target, self->wanted, self->plan, (const char *const *) allowed,
                         progress_cb, self, self->cancellable, applied_cb, next);
}

const char *
gp_deploy_page_get_state (GpDeployPage *self)
{
  g_return_val_if_fail (GP_IS_DEPLOY_PAGE (self), NULL);

  return gtk_stack_get_visible_child_name (GTK_STACK (self->stack));
}
