/* gp-canvas-subject.c — whose rights, or which flow, the drawing shows
 * SPDX-License-Identifier: Apache-2.0
 *
 * A list that stands above the drawing: the roles and personas in the access lens, the flows in
 * the flows lens. Its first entry stands for everybody, or for all flows. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-hint.h"
#include "gp-name-list.h"
#include "gp-node.h"

#include <glib/gi18n-lib.h>

static GPtrArray *
list_subjects (GpCanvas *self)
{
  GPtrArray *subjects;
  g_autoptr(GPtrArray) personas = NULL;

  if (self->design == NULL || self->lens == GP_LENS_DATA)
    return g_ptr_array_new ();
  if (self->lens == GP_LENS_FLOWS)
    return gp_design_list (self->design, GP_KIND_FLOW);

  subjects = gp_design_list (self->design, GP_KIND_ROLE);
  personas = gp_design_list (self->design, GP_KIND_PERSONA);
  g_ptr_array_extend (subjects, personas, NULL, NULL);
  return subjects;
}

/* The role that most rules are about: what the access lens shows first, as everybody may often do
 * nothing at all. */
void
gp_canvas_choose_subject (GpCanvas *self)
{
  g_autoptr(GPtrArray) roles = NULL;
  guint most = 0;

  self->subject = gp_id_nil;
  if (self->lens != GP_LENS_ACCESS || self->design == NULL)
    return;
  roles = gp_design_list (self->design, GP_KIND_ROLE);
  for (guint i = 0; i < roles->len; i++)
    {
      const GpId *id = gp_element_get_id (roles->pdata[i]);
      const GpReferrer *referrers;
      gsize n;
      guint n_rules = 0;

      referrers = gp_design_peek_referrers (self->design, id, &n);
      for (gsize j = 0; j < n; j++)
        n_rules += referrers[j].property == GP_RULE_ROLE;
      if (n_rules > most)
        {
          most = n_rules;
          self->subject = *id;
        }
    }
}

static char *
name_subject (GpCanvas        *self,
              const GpElement *subject)
{
  g_autofree char *title = gp_node_dup_title (subject);

  if (self->lens == GP_LENS_FLOWS)
    return g_steal_pointer (&title);
  if (gp_element_get_kind (subject) == GP_KIND_PERSONA)
    return g_strdup_printf (C_("role", "As the persona %s"), title);
  return g_strdup_printf (C_("role", "As %s"), title);
}

static void
chosen_cb (GpCanvas *self)
{
  guint chosen = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->subject_list));
  g_autoptr(GPtrArray) subjects = list_subjects (self);

  if (self->subject_updating || chosen == GTK_INVALID_LIST_POSITION)
    return;
  gp_canvas_set_subject (self, chosen == 0 || chosen > subjects->len
                                 ? NULL
                                 : gp_element_get_id (g_ptr_array_index (subjects, chosen - 1)));
}

void
gp_canvas_init_subject (GpCanvas *self)
{
  self->subject_list = gp_name_list_new (G_LIST_MODEL (gtk_string_list_new (NULL)));
  g_object_ref_sink (self->subject_list);
  gtk_widget_set_visible (self->subject_list, FALSE);
  g_signal_connect_object (self->subject_list, "notify::selected", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
}

static gboolean
is_same (GtkStringList *list,
         GPtrArray     *names)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (list)) != names->len - 1)
    return FALSE;
  for (guint i = 0; i + 1 < names->len; i++)
    if (g_strcmp0 (gtk_string_list_get_string (list, i), g_ptr_array_index (names, i)) != 0)
      return FALSE;
  return TRUE;
}

static GPtrArray *
list_names (GpCanvas  *self,
            GPtrArray *subjects)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (names, g_strdup (self->lens == GP_LENS_FLOWS ? _("All flows")
                                                                : C_("role", "As everybody")));
  for (guint i = 0; i < subjects->len; i++)
    g_ptr_array_add (names, name_subject (self, g_ptr_array_index (subjects, i)));
  g_ptr_array_add (names, NULL);
  return names;
}

/* After the design, the lens or the subject has changed. */
void
gp_canvas_update_subject (GpCanvas *self)
{
  g_autoptr(GPtrArray) subjects = list_subjects (self);
  g_autoptr(GPtrArray) names = list_names (self, subjects);
  GtkDropDown *list = GTK_DROP_DOWN (self->subject_list);
  guint chosen = 0;

  for (guint i = 0; i < subjects->len; i++)
    if (gp_id_equal (gp_element_get_id (g_ptr_array_index (subjects, i)), &self->subject))
      chosen = i + 1;

  self->subject_updating = TRUE;
  if (!is_same (GTK_STRING_LIST (gtk_drop_down_get_model (list)), names))
    {
      g_autoptr(GtkStringList) model = gtk_string_list_new ((const char *const *) names->pdata);

      gtk_drop_down_set_model (list, G_LIST_MODEL (model));
    }
  if (gtk_drop_down_get_selected (list) != chosen)
    gtk_drop_down_set_selected (list, chosen);
  self->subject_updating = FALSE;
  gtk_widget_set_visible (self->subject_list, subjects->len > 0);
  gp_hint_name (self->subject_list, g_ptr_array_index (names, chosen));
}

GtkWidget *
gp_canvas_get_subject_list (GpCanvas *self)
{
  g_return_val_if_fail (GP_IS_CANVAS (self), NULL);

  return self->subject_list;
}
