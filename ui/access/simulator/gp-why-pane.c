/* gp-why-pane.c — why the answer is what it is: the answer of the simulator
 * SPDX-License-Identifier: Apache-2.0
 *
 * What decided comes first, then the other rules for the caller. Rules of other roles are no
 * answer to "why", but may be one to "what would allow it", where they turn up as a role that
 * would be needed. All is made anew with each answer: it is a dozen labels.
 */
#define G_LOG_DOMAIN "gp-why-pane"
#include "config.h"

#include "gp-why-pane.h"

#include "gp-access-lines.h"
#include "gp-access-words.h"
#include "gp-hint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

#define MAX_REMEDIES 3

struct _GpWhyPane
{
  GtkWidget parent_instance;

  GpSimulation *simulation;
  GtkWidget    *box;
};

G_DEFINE_FINAL_TYPE (GpWhyPane, gp_why_pane, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_GO_TO,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  const char *word;
  const char *css_class;
} states[] = {
  [GP_ACCESS_LINE_TRUE] = { NC_("condition", "true"), "success" },
  [GP_ACCESS_LINE_FALSE] = { NC_("condition", "false"), "error" },
  [GP_ACCESS_LINE_ERROR] = { NC_("condition", "error"), "warning" },
  [GP_ACCESS_LINE_UNKNOWN] = { NC_("condition", "depends"), "neutral" },
};

static void
add_heading (GtkWidget  *box,
             const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "section-title");
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
new_chip (GpAccessLineState state)
{
  GtkWidget *chip = gtk_label_new (g_dpgettext2 (GETTEXT_PACKAGE, "condition",
                                                 states[state].word));

  gtk_widget_add_css_class (chip, "pill-label");
  gtk_widget_add_css_class (chip, states[state].css_class);
  gtk_widget_add_css_class (chip, "state-chip");
  gtk_widget_set_valign (chip, GTK_ALIGN_START);
  return chip;
}

/* --- rules --- */

static void
rule_clicked_cb (GpWhyPane *self,
                 GtkWidget *button)
{
  const GpId *id = g_object_get_data (G_OBJECT (button), "rule");

  g_signal_emit (self, signals[SIGNAL_GO_TO], 0, (gpointer) id);
}

static GtkWidget *
new_rule_button (GpWhyPane          *self,
                 const GpAccess     *access,
                 const GpAccessRule *rule)
{
  g_autofree char *name = gp_access_describe_rule (access, rule);
  GtkWidget *label = gtk_label_new (name);
  GtkWidget *button = gtk_button_new ();

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gp_hint_name (button, name);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "rule-link");
  gtk_widget_set_tooltip_text (button, _("Go to the rule"));
  g_object_set_data_full (G_OBJECT (button), "rule", g_memdup2 (&rule->id, sizeof rule->id),
                          g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (rule_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return button;
}

static void
add_line (GtkWidget          *card,
          const GpAccessLine *line)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *text = *line->joiner != '\0' ? g_strdup_printf ("%s %s", line->joiner,
                                                                   line->text)
                                                : g_strdup (line->text);
  GtkWidget *code = gp_wrapped_label_new (text, "rule-code");

  gtk_widget_set_margin_start (row, 8 + 18 * (int) line->depth);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), code);
  if (*line->values != '\0')
    gtk_box_append (GTK_BOX (words), gp_wrapped_label_new (line->values, "rule-values"));
  gtk_box_append (GTK_BOX (row), new_chip (line->state));
  gtk_box_append (GTK_BOX (row), words);
  gtk_box_append (GTK_BOX (card), row);
}

static const char *
title_of_part (GpAccessPartKind kind)
{
  switch (kind)
    {
    case GP_ACCESS_PART_TENANT:
      return _("Of the caller’s tenant");
    case GP_ACCESS_PART_NEW_TENANT:
      return _("Written for the caller’s tenant");
    case GP_ACCESS_PART_CHECK:
      return _("What is written");
    case GP_ACCESS_PART_PRESET:
      return _("What is set");
    case GP_ACCESS_PART_FIELD:
      return _("Fields");
    case GP_ACCESS_PART_CONDITION:
    default:
      return NULL;
    }
}

static GpAccessLineState
state_of_ruling (const GpAccessRuling *ruling)
{
  return ruling->outcome == GP_ACCESS_HOLDS ? GP_ACCESS_LINE_TRUE
         : ruling->outcome == GP_ACCESS_FAILS ? GP_ACCESS_LINE_FALSE : GP_ACCESS_LINE_UNKNOWN;
}

static void
add_ruling (GpWhyPane            *self,
            const GpAccess       *access,
            const GpAccessRuling *ruling)
{
  GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);

  gtk_widget_add_css_class (card, "rule-card");
  if (ruling->rule->forbid)
    {
      GtkWidget *chip = gtk_label_new (_("forbids"));

      gtk_widget_add_css_class (chip, "pill-label");
      gtk_widget_add_css_class (chip, "error");
      gtk_widget_set_valign (chip, GTK_ALIGN_CENTER);
      gtk_box_append (GTK_BOX (head), chip);
    }
  gtk_box_append (GTK_BOX (head), new_rule_button (self, access, ruling->rule));
  gtk_box_append (GTK_BOX (head), new_chip (state_of_ruling (ruling)));
  gtk_box_append (GTK_BOX (card), head);
  for (guint i = 0; i < ruling->parts->len; i++)
    {
      const GpAccessPart *part = ruling->parts->pdata[i];
      g_autoptr(GPtrArray) lines = gp_access_list_lines (access, part);

      if (title_of_part (part->kind) != NULL)
        gtk_box_append (GTK_BOX (card),
                        gp_wrapped_label_new (title_of_part (part->kind), "rule-part"));
      for (guint j = 0; j < lines->len; j++)
        add_line (card, lines->pdata[j]);
    }
  if (ruling->parts->len == 0)
    gtk_box_append (GTK_BOX (card),
                    gp_wrapped_label_new (_("About every record, without a condition"),
                                          "rule-values"));
  gtk_box_append (GTK_BOX (self->box), card);
}

static guint
add_rulings (GpWhyPane              *self,
             const GpAccessDecision *decision)
{
  guint n = 0;

  for (guint i = 0; i < decision->deciding->len; i++, n++)
    add_ruling (self, decision->access, decision->deciding->pdata[i]);
  for (guint i = 0; i < decision->rulings->len; i++)
    {
      const GpAccessRuling *ruling = decision->rulings->pdata[i];

      if (!ruling->is_meant || g_ptr_array_find (decision->deciding, ruling, NULL))
        continue;
      add_ruling (self, decision->access, ruling);
      n++;
    }
  return n;
}

/* --- what would allow it --- */

static void
add_remedies (GpWhyPane              *self,
              const GpAccessDecision *decision)
{
  const GpAccessQuestion *question = gp_simulation_get_question (self->simulation);
  g_autoptr(GPtrArray) remedies = NULL;

  if (decision->verdict == GP_ACCESS_GRANTED)
    return;
  remedies = gp_access_find_remedies (decision, question->caller);
  if (remedies->len == 0)
    return;
  add_heading (self->box, _("What would allow it"));
  for (guint i = 0; i < MIN (remedies->len, MAX_REMEDIES); i++)
    {
      const GpAccessRemedy *remedy = remedies->pdata[i];
      GtkWidget *card = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
      g_autofree char *words = gp_access_describe_remedy (decision->access, remedy);
      /* Translators: %s is "if record.status were 'verified'". */
      g_autofree char *sentence = g_strdup_printf (_("Allowed %s"), words);

      gtk_widget_add_css_class (card, "remedy");
      gtk_box_append (GTK_BOX (card), gp_wrapped_label_new (sentence, "remedy-words"));
      gtk_box_append (GTK_BOX (card), new_rule_button (self, decision->access, remedy->rule));
      gtk_box_append (GTK_BOX (self->box), card);
    }
}

static void
update (GpWhyPane *self)
{
  const GpAccessDecision *decision = gp_simulation_get_decision (self->simulation);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->box)) != NULL)
    gtk_box_remove (GTK_BOX (self->box), child);
  if (decision == NULL)
    return;

  add_heading (self->box, _("Why"));
  if (add_rulings (self, decision) == 0)
    gtk_box_append (GTK_BOX (self->box),
                    gp_wrapped_label_new (_("No rule for this caller is about it. What no rule"
                                            " grants is not allowed."), "dim-label"));
  add_remedies (self, decision);
}

static void
gp_why_pane_dispose (GObject *object)
{
  GpWhyPane *self = GP_WHY_PANE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->simulation);

  G_OBJECT_CLASS (gp_why_pane_parent_class)->dispose (object);
}

static void
gp_why_pane_class_init (GpWhyPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_why_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_GO_TO] =
    g_signal_new ("go-to", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static void
gp_why_pane_init (GpWhyPane *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
gp_why_pane_new (GpSimulation *simulation)
{
  GpWhyPane *self = g_object_new (GP_TYPE_WHY_PANE, NULL);

  self->simulation = g_object_ref (simulation);
  g_signal_connect_object (simulation, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
