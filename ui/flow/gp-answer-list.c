/* gp-answer-list.c — which step of a simulated flow is answered with what
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-answer-list"
#include "config.h"

#include "gp-answer-list.h"

#include "gp-answer-choice.h"
#include "gp-answer-row.h"

#include <glib/gi18n-lib.h>

struct _GpAnswerList
{
  GtkWidget parent_instance;

  GpSession        *session;
  GpFlowSimulation *simulation;
  GtkWidget        *box;
  GtkWidget        *nothing;
  GtkWidget        *rows;
  GArray           *shown;      /* GpId, beside the types of their steps */
  GPtrArray        *types;
};

G_DEFINE_FINAL_TYPE (GpAnswerList, gp_answer_list, GTK_TYPE_WIDGET)

/* In the design's order, those inside of others too. */
static void
find_steps (GpDesign   *design,
            const GpId *parent,
            GPtrArray  *out)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, parent, i)) != NULL; i++)
    {
      if (gp_element_get_kind (child) != GP_KIND_STEP)
        continue;
      if (gp_answer_choice_has_step (child))
        g_ptr_array_add (out, (gpointer) child);
      find_steps (design, gp_element_get_id (child), out);
    }
}

static gboolean
is_shown (GpAnswerList *self,
          GPtrArray    *steps)
{
  if (steps->len != self->shown->len)
    return FALSE;
  for (guint i = 0; i < steps->len; i++)
    if (!gp_id_equal (gp_element_get_id (steps->pdata[i]),
                      &g_array_index (self->shown, GpId, i))
        || !gp_element_is (steps->pdata[i], GP_STEP_TYPE, self->types->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
fill (GpAnswerList *self,
      GPtrArray    *steps)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->rows)) != NULL)
    gtk_box_remove (GTK_BOX (self->rows), row);
  g_array_set_size (self->shown, 0);
  g_ptr_array_set_size (self->types, 0);
  for (guint i = 0; i < steps->len; i++)
    {
      const GpId *id = gp_element_get_id (steps->pdata[i]);

      g_array_append_vals (self->shown, id, 1);
      g_ptr_array_add (self->types, g_strdup (gp_element_get_text (steps->pdata[i],
                                                                   GP_STEP_TYPE)));
      gtk_box_append (GTK_BOX (self->rows),
                      gp_answer_row_new (self->session, self->simulation, id));
    }
}

static void
update (GpAnswerList *self)
{
  g_autoptr(GPtrArray) steps = g_ptr_array_new ();

  find_steps (gp_session_get_design (self->session),
              gp_flow_simulation_get_flow (self->simulation), steps);
  gtk_widget_set_visible (self->nothing, steps->len == 0);
  if (!is_shown (self, steps))
    fill (self, steps);
  else
    for (GtkWidget *row = gtk_widget_get_first_child (self->rows); row != NULL;
         row = gtk_widget_get_next_sibling (row))
      gp_answer_row_update (GP_ANSWER_ROW (row));
}

static void
gp_answer_list_dispose (GObject *object)
{
  GpAnswerList *self = GP_ANSWER_LIST (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->shown, g_array_unref);
  g_clear_pointer (&self->types, g_ptr_array_unref);
  g_clear_object (&self->simulation);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_answer_list_parent_class)->dispose (object);
}

static void
gp_answer_list_class_init (GpAnswerListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_answer_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_answer_list_init (GpAnswerList *self)
{
  self->shown = g_array_new (FALSE, FALSE, sizeof (GpId));
  self->types = g_ptr_array_new_with_free_func (g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->rows = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->nothing = gtk_label_new (_("No step of the flow calls anything."));
  gtk_label_set_xalign (GTK_LABEL (self->nothing), 0);
  gtk_label_set_wrap (GTK_LABEL (self->nothing), TRUE);
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_box_append (GTK_BOX (self->box), self->rows);
  gtk_box_append (GTK_BOX (self->box), self->nothing);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
gp_answer_list_new (GpSession        *session,
                    GpFlowSimulation *simulation)
{
  GpAnswerList *self = g_object_new (GP_TYPE_ANSWER_LIST, NULL);

  self->session = g_object_ref (session);
  self->simulation = g_object_ref (simulation);
  g_signal_connect_object (simulation, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
