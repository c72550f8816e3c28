/* gp-answer-row.c — what one step of a simulated flow is answered with
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-answer-row"
#include "config.h"

#include "gp-answer-row.h"

#include "gp-answer-choice.h"
#include "gp-code-view.h"
#include "gp-expr-json-lines.h"
#include "gp-expr-json.h"
#include "gp-hint.h"
#include "gp-name-list.h"
#include "gp-node.h"

#include <glib/gi18n-lib.h>

#define JSON_WIDTH 34     /* characters */

struct _GpAnswerRow
{
  GtkWidget parent_instance;

  GpSession        *session;
  GpFlowSimulation *simulation;
  GpId              step;
  GtkWidget        *content;
  GtkWidget        *title;
  GtkWidget        *list;
  GArray           *choices;      /* GpAnswerChoice, beside the list */
  GtkWidget        *editor;
  gboolean          is_updating;
};

G_DEFINE_FINAL_TYPE (GpAnswerRow, gp_answer_row, GTK_TYPE_WIDGET)

static const GpElement *
get_step (GpAnswerRow *self)
{
  return gp_design_lookup_kind (gp_session_get_design (self->session), &self->step, GP_KIND_STEP);
}

static void
chosen_cb (GpAnswerRow *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->list));
  const GpElement *step = get_step (self);
  GpAnswerChoice choice;
  g_autoptr(GpExprValue) mock = NULL;

  if (self->is_updating || step == NULL || chosen >= self->choices->len)
    return;
  choice = g_array_index (self->choices, GpAnswerChoice, chosen);
  if (choice == gp_answer_choice_of (gp_flow_simulation_get_mock (self->simulation, &self->step)))
    return;
  mock = gp_answer_choice_make (choice, gp_session_get_design (self->session), step);
  gp_flow_simulation_set_mock (self->simulation, &self->step, mock);
}

static void
edited_cb (GpAnswerRow *self)
{
  g_autofree char *text = gp_code_view_dup_text (GP_CODE_VIEW (self->editor));
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExprValue) mock = NULL;
  gsize offset = 0;

  if (self->is_updating)
    return;
  mock = gp_expr_value_from_json (text, -1, &error);
  if (mock == NULL)
    {
      gp_expr_error_get_position (error, &offset, NULL);
      gp_code_view_mark (GP_CODE_VIEW (self->editor), offset, 1);
      gtk_widget_set_tooltip_text (self->editor, error->message);
      return;
    }
  gp_code_view_mark (GP_CODE_VIEW (self->editor), 0, 0);
  gtk_widget_set_tooltip_text (self->editor, NULL);
  gp_flow_simulation_set_mock (self->simulation, &self->step, mock);
}

/* What is typed stays as it is as long as it means the same. */
static void
show_json (GpAnswerRow *self,
           GpExprValue *mock)
{
  g_autofree char *typed = gp_code_view_dup_text (GP_CODE_VIEW (self->editor));
  g_autoptr(GpExprValue) meant = gp_expr_value_from_json (typed, -1, NULL);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->editor, mock != NULL && !gp_expr_value_is_null (mock));
  if (mock == NULL || (meant != NULL && gp_expr_value_equal (meant, mock)))
    return;
  text = gp_expr_value_to_json_lines (mock, JSON_WIDTH);
  gp_code_view_set_text (GP_CODE_VIEW (self->editor), text);
  gp_code_view_mark (GP_CODE_VIEW (self->editor), 0, 0);
}

void
gp_answer_row_update (GpAnswerRow *self)
{
  const GpElement *step = get_step (self);
  GpExprValue *mock = gp_flow_simulation_get_mock (self->simulation, &self->step);
  GpAnswerChoice choice = gp_answer_choice_of (mock);
  g_autofree char *title = NULL;
  g_autofree char *spoken = NULL;

  if (step == NULL)
    return;
  self->is_updating = TRUE;
  title = gp_node_dup_title (step);
  spoken = g_strdup_printf (_("Answer of “%s”"), title);
  gtk_label_set_label (GTK_LABEL (self->title), title);
  gp_hint_name (self->list, spoken);
  gp_hint_name_inside (self->editor, spoken);
  for (guint i = 0; i < self->choices->len; i++)
    if (g_array_index (self->choices, GpAnswerChoice, i) == choice
        && gtk_drop_down_get_selected (GTK_DROP_DOWN (self->list)) != i)
      gtk_drop_down_set_selected (GTK_DROP_DOWN (self->list), i);
  show_json (self, mock);
  self->is_updating = FALSE;
}

static void
fill_list (GpAnswerRow     *self,
           const GpElement *step)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  for (GpAnswerChoice choice = 0; choice < GP_N_ANSWERS; choice++)
    if (gp_answer_choice_is_for (choice, step))
      {
        g_array_append_val (self->choices, choice);
        gtk_string_list_append (names, gp_answer_choice_get_words (choice, step));
      }
  self->is_updating = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->list), G_LIST_MODEL (names));
  self->is_updating = FALSE;
}

static void
gp_answer_row_dispose (GObject *object)
{
  GpAnswerRow *self = GP_ANSWER_ROW (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_pointer (&self->choices, g_array_unref);
  g_clear_object (&self->simulation);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_answer_row_parent_class)->dispose (object);
}

static void
gp_answer_row_class_init (GpAnswerRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_answer_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_answer_row_init (GpAnswerRow *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  self->choices = g_array_new (FALSE, FALSE, sizeof (GpAnswerChoice));
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  self->title = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->title, TRUE);
  self->list = gp_name_list_new (NULL);
  gtk_widget_add_css_class (self->list, "answer-choice");
  gtk_widget_set_valign (self->list, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), self->title);
  gtk_box_append (GTK_BOX (line), self->list);
  self->editor = gp_code_view_new ("json");
  gtk_box_append (GTK_BOX (self->content), line);
  gtk_box_append (GTK_BOX (self->content), self->editor);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->editor, "changed", G_CALLBACK (edited_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
gp_answer_row_new (GpSession        *session,
                   GpFlowSimulation *simulation,
                   const GpId       *step)
{
  GpAnswerRow *self = g_object_new (GP_TYPE_ANSWER_ROW, NULL);

  self->session = g_object_ref (session);
  self->simulation = g_object_ref (simulation);
  self->step = *step;
  if (get_step (self) != NULL)
    fill_list (self, get_step (self));
  gp_answer_row_update (self);

  return GTK_WIDGET (self);
}
