/* gp-code-edit.c — an editor for a text property, with what the checker thinks of an expression
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-code-edit"
#include "config.h"

#include "gp-code-edit.h"

#include "gp-code-view.h"
#include "gp-expr-provider.h"
#include "gp-verdict.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpCodeEdit
{
  GtkBox parent_instance;

  GpSession      *session;
  GpProperty      property;
  GpId            holder;
  GtkWidget      *view;
  GtkWidget      *verdict;      /* NULL for what is no expression */
  GpExprProvider *provider;     /* the same */
  gboolean        showing;
};

G_DEFINE_FINAL_TYPE (GpCodeEdit, gp_code_edit, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
language_for (const GpPropertyInfo *info)
{
  if (info->property == GP_STEP_CODE)
    return "js";

  switch ((int) info->type)
    {
    case GP_TYPE_CODE:
      return "sql";
    case GP_TYPE_JSON:
      return "json";
    case GP_TYPE_EXPRESSION:
    case GP_TYPE_EXPRESSIONS:
      return "groundplan-expression";
    default:
      return NULL;
    }
}

static void
update_verdict (GpCodeEdit *self,
                const char *text)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *holder = gp_design_lookup (design, &self->holder);
  g_autoptr(GpVerdict) verdict = NULL;
  g_autofree char *sentence = NULL;

  if (self->verdict == NULL || holder == NULL)
    return;

  verdict = gp_verdict_new (design, holder, self->property, text);
  gtk_widget_set_visible (self->verdict, verdict != NULL);
  gp_code_view_mark (GP_CODE_VIEW (self->view), verdict != NULL ? verdict->offset : 0,
                     verdict != NULL ? verdict->length : 0);
  if (verdict == NULL)
    return;

  /* Translators: an expression is sound; %s is the type of its value. */
  sentence = verdict->good ? g_strdup_printf (_("✓ %s"), verdict->sentence)
                           : g_strdup (verdict->sentence);
  gtk_label_set_label (GTK_LABEL (self->verdict), sentence);
  gtk_widget_remove_css_class (self->verdict, verdict->good ? "error" : "dim-label");
  gtk_widget_add_css_class (self->verdict, verdict->good ? "dim-label" : "error");
}

static void
changed_cb (GpCodeEdit *self)
{
  g_autofree char *text = NULL;

  if (self->showing)
    return;

  text = gp_code_view_dup_text (GP_CODE_VIEW (self->view));
  update_verdict (self, text);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* What was typed in one stay is one step of history. */
static void
left_cb (GpCodeEdit *self)
{
  gp_history_break (gp_session_get_history (self->session));
}

static void
gp_code_edit_dispose (GObject *object)
{
  GpCodeEdit *self = GP_CODE_EDIT (object);

  g_clear_object (&self->provider);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_code_edit_parent_class)->dispose (object);
}

static void
gp_code_edit_class_init (GpCodeEditClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_code_edit_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_code_edit_init (GpCodeEdit *self)
{
  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
}

static void
make_verdict (GpCodeEdit *self)
{
  self->verdict = gp_wrapped_label_new (NULL, "caption");
  gtk_widget_set_visible (self->verdict, FALSE);
  gtk_box_append (GTK_BOX (self), self->verdict);
  self->provider = gp_expr_provider_new (gp_session_get_design (self->session), self->property);
  gp_code_view_add_provider (GP_CODE_VIEW (self->view),
                             GTK_SOURCE_COMPLETION_PROVIDER (self->provider));
}

GtkWidget *
gp_code_edit_new (GpSession  *session,
                  GpProperty  property)
{
  GpCodeEdit *self = g_object_new (GP_TYPE_CODE_EDIT, NULL);
  const GpPropertyInfo *info = gp_property_get_info (property);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->session = g_object_ref (session);
  self->property = property;
  self->view = gp_code_view_new (language_for (info));
  gtk_box_append (GTK_BOX (self), self->view);
  if (info->type == GP_TYPE_EXPRESSION || info->type == GP_TYPE_EXPRESSIONS)
    make_verdict (self);

  g_signal_connect_object (self->view, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->view, focus);

  return GTK_WIDGET (self);
}

void
gp_code_edit_set_text (GpCodeEdit *self,
                       const GpId *holder,
                       const char *text,
                       gboolean    mixed)
{
  g_return_if_fail (GP_IS_CODE_EDIT (self));

  self->holder = *holder;
  if (self->provider != NULL)
    gp_expr_provider_set_holder (self->provider, holder);
  self->showing = TRUE;
  gp_code_view_set_text (GP_CODE_VIEW (self->view), text);
  gp_code_view_set_placeholder (GP_CODE_VIEW (self->view),
                                mixed ? C_("several values", "mixed") : NULL);
  self->showing = FALSE;
  update_verdict (self, text);
}

char *
gp_code_edit_dup_text (GpCodeEdit *self)
{
  g_return_val_if_fail (GP_IS_CODE_EDIT (self), NULL);

  return gp_code_view_dup_text (GP_CODE_VIEW (self->view));
}

void
gp_code_edit_place_cursor (GpCodeEdit *self,
                           gsize       offset)
{
  g_return_if_fail (GP_IS_CODE_EDIT (self));

  gp_code_view_place_cursor (GP_CODE_VIEW (self->view), offset);
}
