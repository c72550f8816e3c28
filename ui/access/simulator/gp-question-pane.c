/* gp-question-pane.c — who does what with which record: the question of the simulator
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each list is made of the view of the rules, and keeps beside its names what they stand for. A
 * list is only made anew where its names differ, so that an open one does not close while lint and
 * rules run in the background.
 */
#define G_LOG_DOMAIN "gp-question-pane"
#include "config.h"

#include "gp-question-pane.h"

#include "gp-access-sentence.h"
#include "gp-code-view.h"
#include "gp-hint.h"
#include "gp-name-list.h"

#include <glib/gi18n-lib.h>

typedef enum
{
  LIST_PERSONA,
  LIST_ACTION,
  LIST_SUBJECT,
  LIST_RECORD,
  N_LISTS
} List;

struct _GpQuestionPane
{
  GtkWidget parent_instance;

  GpSimulation *simulation;
  GtkWidget    *grid;
  GtkWidget    *lists[N_LISTS];
  GArray       *ids[N_LISTS];       /* of GpId: beside the names */
  GPtrArray    *actions;            /* of char *, as the design has them: beside their words */
  GtkWidget    *typed;
  GtkWidget    *write_label;
  GtkWidget    *write;
  GtkWidget    *now;
  gboolean      is_updating;
};

G_DEFINE_FINAL_TYPE (GpQuestionPane, gp_question_pane, GTK_TYPE_WIDGET)

/* --- showing what is chosen --- */

static gboolean
has_names (GtkDropDown *list,
           GPtrArray   *names)
{
  GListModel *model = gtk_drop_down_get_model (list);

  if (model == NULL || g_list_model_get_n_items (model) != names->len - 1)
    return FALSE;
  for (guint i = 0; i + 1 < names->len; i++)
    if (g_strcmp0 (gtk_string_list_get_string (GTK_STRING_LIST (model), i), names->pdata[i]) != 0)
      return FALSE;
  return TRUE;
}

static void
show_list (GpQuestionPane *self,
           List            which,
           GPtrArray      *names,
           guint           chosen)
{
  GtkDropDown *list = GTK_DROP_DOWN (self->lists[which]);

  g_ptr_array_add (names, NULL);
  if (!has_names (list, names))
    {
      g_autoptr(GtkStringList) model = gtk_string_list_new ((const char *const *) names->pdata);

      gtk_drop_down_set_model (list, G_LIST_MODEL (model));
    }
  if (gtk_drop_down_get_selected (list) != chosen)
    gtk_drop_down_set_selected (list, chosen);
}

static void
add_choice (GpQuestionPane *self,
            List            which,
            GPtrArray      *names,
            const GpId     *id,
            char           *name)
{
  g_array_append_vals (self->ids[which], id, 1);
  g_ptr_array_add (names, name);
}

/* Somebody is known by name and by what they are: "Ana · patient". */
static char *
name_persona (GpDesign        *design,
              const GpElement *persona)
{
  gsize n;
  const GpId *roles = gp_element_get_refs (persona, GP_PERSONA_ROLES, &n);
  g_autoptr(GPtrArray) names = g_ptr_array_new ();
  g_autofree char *joined = NULL;

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *role = gp_design_lookup (design, &roles[i]);

      if (role != NULL)
        g_ptr_array_add (names, (gpointer) gp_element_get_name (role));
    }
  if (names->len == 0)
    return g_strdup (gp_element_get_name (persona));
  g_ptr_array_add (names, NULL);
  joined = g_strjoinv (C_("list", ", "), (char **) names->pdata);
  return g_strdup_printf ("%s · %s", gp_element_get_name (persona), joined);
}

static void
show_personas (GpQuestionPane           *self,
               GpDesign                 *design,
               const GpSimulationChoice *choice)
{
  g_autoptr(GPtrArray) personas = gp_design_list (design, GP_KIND_PERSONA);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint chosen = 0;
  gboolean has_visitor = FALSE;

  g_array_set_size (self->ids[LIST_PERSONA], 0);
  for (guint i = 0; i < personas->len; i++)
    {
      const GpElement *persona = personas->pdata[i];

      if (gp_id_equal (gp_element_get_id (persona), &choice->persona))
        chosen = i;
      has_visitor = has_visitor || gp_element_get_bool (persona, GP_PERSONA_ANONYMOUS);
      add_choice (self, LIST_PERSONA, names, gp_element_get_id (persona),
                  name_persona (design, persona));
    }
  if (!has_visitor || gp_id_is_nil (&choice->persona))
    {
      if (gp_id_is_nil (&choice->persona))
        chosen = names->len;
      add_choice (self, LIST_PERSONA, names, &gp_id_nil,
                  g_strdup (_("Somebody not signed in")));
    }
  show_list (self, LIST_PERSONA, names, chosen);
}

static void
show_actions (GpQuestionPane           *self,
              const GpAccessMatrix     *matrix,
              const GpSimulationChoice *choice)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint chosen = GTK_INVALID_LIST_POSITION;

  g_ptr_array_set_size (self->actions, 0);
  for (guint i = 0; i < gp_access_matrix_n_actions (matrix); i++)
    {
      const char *action = gp_access_matrix_get_action (matrix, i);

      if (g_str_equal (action, choice->action))
        chosen = i;
      g_ptr_array_add (self->actions, g_strdup (action));
      g_ptr_array_add (names, gp_access_say_actions (&action, 1));
    }
  if (chosen == GTK_INVALID_LIST_POSITION)
    {
      chosen = names->len;
      g_ptr_array_add (self->actions, g_strdup (choice->action));
      g_ptr_array_add (names, gp_access_say_actions (&choice->action, 1));
    }
  show_list (self, LIST_ACTION, names, chosen);
}

static void
show_subjects (GpQuestionPane           *self,
               const GpAccessMatrix     *matrix,
               const GpSimulationChoice *choice)
{
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint chosen = GTK_INVALID_LIST_POSITION;

  g_array_set_size (self->ids[LIST_SUBJECT], 0);
  for (guint i = 0; i < gp_access_matrix_n_subjects (matrix); i++)
    {
      const GpElement *subject = gp_access_matrix_get_subject (matrix, i);

      if (gp_id_equal (gp_element_get_id (subject), &choice->subject))
        chosen = i;
      add_choice (self, LIST_SUBJECT, names, gp_element_get_id (subject),
                  g_strdup (gp_element_get_name (subject)));
    }
  show_list (self, LIST_SUBJECT, names, chosen);
}

/* The example records, then what is to be typed, then none in particular. */
static void
show_records (GpQuestionPane           *self,
              GpDesign                 *design,
              const GpSimulationChoice *choice)
{
  g_autoptr(GPtrArray) fixtures = gp_design_list_children (design, &choice->subject,
                                                           GP_KIND_FIXTURE);
  g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  guint chosen = choice->record == GP_SIMULATION_TYPED ? fixtures->len : fixtures->len + 1;

  g_array_set_size (self->ids[LIST_RECORD], 0);
  for (guint i = 0; i < fixtures->len; i++)
    {
      if (choice->record == GP_SIMULATION_FIXTURE
          && gp_id_equal (gp_element_get_id (fixtures->pdata[i]), &choice->fixture))
        chosen = i;
      add_choice (self, LIST_RECORD, names, gp_element_get_id (fixtures->pdata[i]),
                  g_strdup (gp_element_get_name (fixtures->pdata[i])));
    }
  g_ptr_array_add (names, g_strdup (_("A record that I type…")));
  g_ptr_array_add (names, g_strdup (_("No record in particular")));
  show_list (self, LIST_RECORD, names, chosen);
}

static void
update (GpQuestionPane *self)
{
  GpAccessView *view = gp_simulation_get_view (self->simulation);
  const GpSimulationChoice *choice = gp_simulation_get_choice (self->simulation);
  GpDesign *design;
  gboolean writes = gp_access_action_writes (choice->action);

  gtk_widget_set_sensitive (self->grid, view != NULL);
  if (view == NULL)
    return;

  design = gp_access_get_design (view->access);
  self->is_updating = TRUE;
  show_personas (self, design, choice);
  show_actions (self, view->matrix, choice);
  show_subjects (self, view->matrix, choice);
  show_records (self, design, choice);
  gtk_widget_set_visible (self->typed, choice->record == GP_SIMULATION_TYPED);
  gtk_widget_set_visible (self->write_label, writes);
  gtk_widget_set_visible (self->write, writes);
  gp_code_view_set_text (GP_CODE_VIEW (self->typed), choice->typed);
  gp_code_view_set_text (GP_CODE_VIEW (self->write), choice->write);
  if (g_strcmp0 (gtk_editable_get_text (GTK_EDITABLE (self->now)), choice->now) != 0)
    gtk_editable_set_text (GTK_EDITABLE (self->now), choice->now);
  self->is_updating = FALSE;
}

/* --- choosing --- */

static gboolean
get_chosen (GpQuestionPane *self,
            List            which,
            guint          *out)
{
  *out = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->lists[which]));
  return !self->is_updating && *out != GTK_INVALID_LIST_POSITION;
}

static void
persona_chosen_cb (GpQuestionPane *self)
{
  guint i;

  if (get_chosen (self, LIST_PERSONA, &i) && i < self->ids[LIST_PERSONA]->len)
    {
      GpId id = g_array_index (self->ids[LIST_PERSONA], GpId, i);

      gp_simulation_set_persona (self->simulation, &id);
    }
}

static void
action_chosen_cb (GpQuestionPane *self)
{
  guint i;

  if (get_chosen (self, LIST_ACTION, &i) && i < self->actions->len)
    {
      g_autofree char *action = g_strdup (self->actions->pdata[i]);

      gp_simulation_set_action (self->simulation, action);
    }
}

static void
subject_chosen_cb (GpQuestionPane *self)
{
  guint i;

  if (get_chosen (self, LIST_SUBJECT, &i) && i < self->ids[LIST_SUBJECT]->len)
    {
      GpId id = g_array_index (self->ids[LIST_SUBJECT], GpId, i);

      gp_simulation_set_subject (self->simulation, &id);
    }
}

static void
record_chosen_cb (GpQuestionPane *self)
{
  GArray *ids = self->ids[LIST_RECORD];
  GpId id = gp_id_nil;
  guint i;

  if (!get_chosen (self, LIST_RECORD, &i))
    return;
  if (i < ids->len)
    id = g_array_index (ids, GpId, i);
  gp_simulation_set_record (self->simulation,
                            i < ids->len ? GP_SIMULATION_FIXTURE
                            : i == ids->len ? GP_SIMULATION_TYPED : GP_SIMULATION_ANY, &id);
}

static void
typed_changed_cb (GpQuestionPane *self)
{
  g_autofree char *text = gp_code_view_dup_text (GP_CODE_VIEW (self->typed));

  if (!self->is_updating)
    gp_simulation_set_typed (self->simulation, text);
}

static void
write_changed_cb (GpQuestionPane *self)
{
  g_autofree char *text = gp_code_view_dup_text (GP_CODE_VIEW (self->write));

  if (!self->is_updating)
    gp_simulation_set_write (self->simulation, g_strstrip (text));
}

static void
now_changed_cb (GpQuestionPane *self)
{
  if (!self->is_updating)
    gp_simulation_set_now (self->simulation, gtk_editable_get_text (GTK_EDITABLE (self->now)));
}

/* --- life --- */

static GtkWidget *
add_row (GpQuestionPane *self,
         int             row,
         const char     *title,
         GtkWidget      *control)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_add_css_class (label, "question-label");
  gtk_widget_set_hexpand (control, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                  label, NULL, -1);
  gp_hint_name_inside (control, gtk_label_get_text (GTK_LABEL (label)));
  gtk_grid_attach (GTK_GRID (self->grid), label, 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), control, 1, row, 1, 1);
  return label;
}

static GtkWidget *
add_list (GpQuestionPane *self,
          List            which,
          const char     *title,
          GCallback       chosen_cb)
{
  GtkWidget *list = gp_name_list_new (NULL);

  self->lists[which] = list;
  self->ids[which] = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_signal_connect_object (list, "notify::selected", chosen_cb, self, G_CONNECT_SWAPPED);
  add_row (self, (int) which, title, list);
  return list;
}

static GtkWidget *
new_editor (GpQuestionPane *self,
            const char     *placeholder,
            GCallback       changed_cb)
{
  GtkWidget *editor = gp_code_view_new ("json");

  gp_code_view_set_placeholder (GP_CODE_VIEW (editor), placeholder);
  g_signal_connect_object (editor, "changed", changed_cb, self, G_CONNECT_SWAPPED);
  return editor;
}

static void
gp_question_pane_dispose (GObject *object)
{
  GpQuestionPane *self = GP_QUESTION_PANE (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  for (guint i = 0; i < N_LISTS; i++)
    g_clear_pointer (&self->ids[i], g_array_unref);
  g_clear_pointer (&self->actions, g_ptr_array_unref);
  g_clear_object (&self->simulation);

  G_OBJECT_CLASS (gp_question_pane_parent_class)->dispose (object);
}

static void
gp_question_pane_class_init (GpQuestionPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_question_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_question_pane_init (GpQuestionPane *self)
{
  self->actions = g_ptr_array_new_with_free_func (g_free);
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  gtk_widget_set_valign (self->grid, GTK_ALIGN_START);

  add_list (self, LIST_PERSONA, _("Who"), G_CALLBACK (persona_chosen_cb));
  add_list (self, LIST_ACTION, C_("simulator", "Does"), G_CALLBACK (action_chosen_cb));
  add_list (self, LIST_SUBJECT, C_("simulator", "With"), G_CALLBACK (subject_chosen_cb));
  add_list (self, LIST_RECORD, _("Record"), G_CALLBACK (record_chosen_cb));
  self->typed = new_editor (self, NULL, G_CALLBACK (typed_changed_cb));
  gtk_grid_attach (GTK_GRID (self->grid), self->typed, 0, N_LISTS, 2, 1);
  self->write = new_editor (self, _("The record as it is"), G_CALLBACK (write_changed_cb));
  self->write_label = add_row (self, N_LISTS + 1, C_("simulator", "Writes"), self->write);
  self->now = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->now), _("Now"));
  gtk_widget_set_tooltip_text (self->now,
                               _("What “now” is in the rules: 2026-03-02T09:00:00Z"));
  g_signal_connect_object (self->now, "changed", G_CALLBACK (now_changed_cb), self,
                           G_CONNECT_SWAPPED);
  add_row (self, N_LISTS + 2, C_("simulator", "At"), self->now);
}

GtkWidget *
gp_question_pane_new (GpSimulation *simulation)
{
  GpQuestionPane *self = g_object_new (GP_TYPE_QUESTION_PANE, NULL);

  self->simulation = g_object_ref (simulation);
  g_signal_connect_object (simulation, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
