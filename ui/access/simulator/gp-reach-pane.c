/* gp-reach-pane.c — which fields, which records, and who else: the reach of an answer
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-reach-pane"
#include "config.h"

#include "gp-reach-pane.h"

#include "gp-expr-json-lines.h"
#include "gp-hint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

#define MAX_LINES 50        /* of records, and of personas; the others are counted */
#define MASK      "▒▒▒"

struct _GpReachPane
{
  GtkWidget parent_instance;

  GpSimulation *simulation;
  GtkWidget    *box;
};

G_DEFINE_FINAL_TYPE (GpReachPane, gp_reach_pane, GTK_TYPE_WIDGET)

/* A line that can be clicked: a mark, a name, and below it what else there is to it. */
static GtkWidget *
add_line (GtkWidget       *box,
          GpAccessVerdict  verdict,
          const char      *name,
          const char      *details)
{
  static const struct
  {
    const char *icon;
    const char *css_class;
    const char *words;
  } marks[] = {
    [GP_ACCESS_DENIED] = { "gp-cross-symbolic", "error", N_("No") },
    [GP_ACCESS_FORBIDDEN] = { "gp-cross-symbolic", "error", N_("Forbidden") },
    [GP_ACCESS_DEPENDS] = { "gp-half-symbolic", "warning", N_("It depends") },
    [GP_ACCESS_GRANTED] = { "gp-check-symbolic", "success", N_("Yes") },
  };
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *icon = gtk_image_new_from_icon_name (marks[verdict].icon);
  GtkWidget *button = gtk_button_new ();
  g_autofree char *spoken = g_strdup_printf (C_("label and value", "%s: %s"), name,
                                             _(marks[verdict].words));

  gtk_widget_add_css_class (icon, marks[verdict].css_class);
  gtk_widget_set_tooltip_text (icon, _(marks[verdict].words));
  gtk_widget_set_valign (icon, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (words), gp_wrapped_label_new (name, "reach-name"));
  if (details != NULL && *details != '\0')
    gtk_box_append (GTK_BOX (words), gp_wrapped_label_new (details, "reach-details"));
  gtk_box_append (GTK_BOX (row), icon);
  gtk_box_append (GTK_BOX (row), words);
  gtk_button_set_child (GTK_BUTTON (button), row);
  gp_hint_name (button, spoken);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "reach-line");
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static void
add_more (GtkWidget *box,
          guint      n)
{
  g_autofree char *text = NULL;

  if (n <= MAX_LINES)
    return;
  text = g_strdup_printf (ngettext ("%u more", "%u more", n - MAX_LINES), n - MAX_LINES);
  gtk_box_append (GTK_BOX (box), gp_wrapped_label_new (text, "dim-label"));
}

/* --- fields --- */

static void
add_fields (GpReachPane            *self,
            GpDesign               *design,
            const GpAccessDecision *decision)
{
  const GpSimulationChoice *choice = gp_simulation_get_choice (self->simulation);
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, &choice->subject, GP_KIND_FIELD);
  g_autoptr(GString) markup = g_string_new (NULL);
  g_autofree char *title = NULL;
  GtkWidget *label;
  guint n = 0;

  if (fields->len == 0 || decision->verdict != GP_ACCESS_GRANTED
      || g_str_equal (choice->action, "delete"))
    return;
  for (guint i = 0; i < fields->len; i++)
    {
      gboolean has = gp_access_decision_has_field (decision, gp_element_get_id (fields->pdata[i]));
      g_autofree char *name = g_markup_escape_text (gp_element_get_name (fields->pdata[i]), -1);

      n += has;
      g_string_append_printf (markup, has ? "%s%s" : "%s<span alpha=\"55%%\"><s>%s</s></span>",
                              i > 0 ? "   " : "", name);
    }
  title = g_strdup_printf (gp_access_action_writes (choice->action)
                             ? _("Fields: %1$u of %2$u may be written")
                             : _("Fields: %1$u of %2$u are seen"), n, fields->len);
  gtk_box_append (GTK_BOX (self->box), gp_wrapped_label_new (title, "section-title"));
  label = gp_wrapped_label_new (NULL, "reach-fields");
  gtk_label_set_markup (GTK_LABEL (label), markup->str);
  gtk_box_append (GTK_BOX (self->box), label);
}

/* --- records --- */

static void
record_clicked_cb (GpReachPane *self,
                   GtkWidget   *button)
{
  GpId id = *(GpId *) g_object_get_data (G_OBJECT (button), "id");

  gp_simulation_set_record (self->simulation, GP_SIMULATION_FIXTURE, &id);
}

static void
persona_clicked_cb (GpReachPane *self,
                    GtkWidget   *button)
{
  GpId id = *(GpId *) g_object_get_data (G_OBJECT (button), "id");

  gp_simulation_set_persona (self->simulation, &id);
}

static void
make_clickable (GpReachPane *self,
                GtkWidget   *button,
                const GpId  *id,
                GCallback    clicked_cb)
{
  g_object_set_data_full (G_OBJECT (button), "id", g_memdup2 (id, sizeof *id), g_free);
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
}

/* Keys and references are long and tell people little: those that are seen are left out. */
static gboolean
is_key (const GpElement *field)
{
  return gp_element_is (field, GP_FIELD_TYPE, "uuid")
         || gp_element_is (field, GP_FIELD_TYPE, "reference");
}

/* Its values as the caller sees them. */
static char *
describe_record (GpDesign               *design,
                 const GpAccessRecord   *record,
                 const GpAccessDecision *decision)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (
    design, gp_access_record_get_subject (record), GP_KIND_FIELD);
  GString *out = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpId *id = gp_element_get_id (fields->pdata[i]);
      const GpExprValue *value = gp_access_record_get (record, id);
      gboolean is_seen = gp_access_decision_has_field (decision, id);
      g_autofree char *text = NULL;

      if (gp_expr_value_is_null (value) || (is_seen && is_key (fields->pdata[i])))
        continue;
      text = is_seen ? gp_expr_value_to_plain (value) : g_strdup (MASK);
      g_string_append_printf (out, "%s%s %s", out->len > 0 ? " · " : "",
                              gp_element_get_name (fields->pdata[i]), text);
    }
  return g_string_free (out, FALSE);
}

static void
add_records (GpReachPane  *self,
             GpAccessView *view,
             GpDesign     *design)
{
  const GpSimulationChoice *choice = gp_simulation_get_choice (self->simulation);
  g_autoptr(GPtrArray) records = gp_access_fixtures_list (view->fixtures, &choice->subject);
  GtkWidget *heading = gp_wrapped_label_new (NULL, "section-title");
  g_autofree char *title = NULL;
  guint n = 0;

  if (records->len == 0 || g_str_equal (choice->action, "create"))
    {
      g_object_ref_sink (heading);
      g_object_unref (heading);
      return;
    }
  gtk_box_append (GTK_BOX (self->box), heading);
  for (guint i = 0; i < records->len; i++)
    {
      const GpId *id = gp_access_fixtures_get_id (view->fixtures, records->pdata[i]);
      g_autoptr(GpAccessDecision) decision = gp_simulation_ask (self->simulation,
                                                                &choice->persona,
                                                                records->pdata[i]);
      g_autofree char *details = NULL;
      GtkWidget *line;

      if (decision == NULL || id == NULL)
        continue;
      n += decision->verdict == GP_ACCESS_GRANTED;
      if (i >= MAX_LINES)
        continue;
      if (decision->verdict == GP_ACCESS_GRANTED)
        details = describe_record (design, records->pdata[i], decision);
      line = add_line (self->box, decision->verdict,
                       gp_element_get_name (gp_design_lookup (design, id)), details);
      make_clickable (self, line, id, G_CALLBACK (record_clicked_cb));
    }
  title = g_strdup_printf (_("Records: %1$u of %2$u"), n, records->len);
  gtk_label_set_label (GTK_LABEL (heading), title);
  add_more (self->box, records->len);
}

/* --- personas --- */

static void
add_personas (GpReachPane *self,
              GpDesign    *design)
{
  const GpSimulationChoice *choice = gp_simulation_get_choice (self->simulation);
  g_autoptr(GPtrArray) personas = gp_design_list (design, GP_KIND_PERSONA);

  if (personas->len == 0)
    return;
  gtk_box_append (GTK_BOX (self->box), gp_wrapped_label_new (_("Who else"), "section-title"));
  for (guint i = 0; i < MIN (personas->len, MAX_LINES); i++)
    {
      const GpElement *persona = personas->pdata[i];
      const GpId *id = gp_element_get_id (persona);
      g_autoptr(GpAccessDecision) decision = gp_simulation_ask (self->simulation, id, NULL);
      GtkWidget *line;

      if (decision == NULL || gp_id_equal (id, &choice->persona))
        continue;
      line = add_line (self->box, decision->verdict, gp_element_get_name (persona),
                       gp_element_get_text (persona, GP_PERSONA_DESCRIPTION));
      make_clickable (self, line, id, G_CALLBACK (persona_clicked_cb));
    }
  add_more (self->box, personas->len);
}

static void
update (GpReachPane *self)
{
  const GpAccessDecision *decision = gp_simulation_get_decision (self->simulation);
  GpAccessView *view = gp_simulation_get_view (self->simulation);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  if (decision == NULL)
    return;

  add_fields (self, gp_access_get_design (view->access), decision);
  add_records (self, view, gp_access_get_design (view->access));
  add_personas (self, gp_access_get_design (view->access));
}

static void
gp_reach_pane_dispose (GObject *object)
{
  GpReachPane *self = GP_REACH_PANE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->simulation);

  G_OBJECT_CLASS (gp_reach_pane_parent_class)->dispose (object);
}

static void
gp_reach_pane_class_init (GpReachPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_reach_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gp_reach_pane_init (GpReachPane *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
gp_reach_pane_new (GpSimulation *simulation)
{
  GpReachPane *self = g_object_new (GP_TYPE_REACH_PANE, NULL);

  self->simulation = g_object_ref (simulation);
  g_signal_connect_object (simulation, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
