/* gp-problems-bar.c — which problems are shown
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-problems-bar"
#include "config.h"

#include "gp-problems-bar.h"

#include "gp-hint.h"
#include "gp-lead.h"

#include <glib/gi18n-lib.h>

#define N_SEVERITIES 3

struct _GpProblemsBar
{
  GtkBox parent_instance;

  GtkWidget *buttons[N_SEVERITIES];
  GtkWidget *counts[N_SEVERITIES];
  GtkWidget *ignored;
  GtkWidget *ignored_count;
  GtkWidget *entry;
  char      *needle;            /* case-folded; NULL: anything */
};

G_DEFINE_FINAL_TYPE (GpProblemsBar, gp_problems_bar, GTK_TYPE_BOX)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* Worst first, as the list. */
static const struct
{
  GpSeverity  severity;
  const char *icon;
  const char *css_class;
  const char *name;
} severities[N_SEVERITIES] = {
  { GP_SEVERITY_ERROR,   "dialog-error-symbolic",       "error",   N_("Errors") },
  { GP_SEVERITY_WARNING, "dialog-warning-symbolic",     "warning", N_("Warnings") },
  { GP_SEVERITY_INFO,    "dialog-information-symbolic", "accent",  N_("Hints") },
};

static void
changed_cb (GpProblemsBar *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
search_changed_cb (GpProblemsBar *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_clear_pointer (&self->needle, g_free);
  if (*text != '\0')
    self->needle = g_utf8_casefold (text, -1);
  changed_cb (self);
}

static void
search_stopped_cb (GpProblemsBar *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static void
gp_problems_bar_finalize (GObject *object)
{
  g_free (GP_PROBLEMS_BAR (object)->needle);

  G_OBJECT_CLASS (gp_problems_bar_parent_class)->finalize (object);
}

static void
gp_problems_bar_class_init (GpProblemsBarClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_problems_bar_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static GtkWidget *
make_toggle (GpProblemsBar *self,
             const char    *icon,
             const char    *css_class,
             const char    *name,
             GtkWidget    **count)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  *count = gtk_label_new ("0");
  if (css_class != NULL)
    gtk_widget_add_css_class (image, css_class);
  gtk_box_append (GTK_BOX (box), image);
  gtk_box_append (GTK_BOX (box), *count);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gp_hint_set (button, name);
  gtk_widget_add_css_class (button, "flat");
  gtk_box_append (GTK_BOX (self), button);

  return button;
}

static void
gp_problems_bar_init (GpProblemsBar *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 4);
  gtk_widget_add_css_class (GTK_WIDGET (self), "problems-bar");

  for (gsize i = 0; i < N_SEVERITIES; i++)
    {
      self->buttons[i] = make_toggle (self, severities[i].icon, severities[i].css_class,
                                      _(severities[i].name), &self->counts[i]);
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[i]), TRUE);
      g_signal_connect_object (self->buttons[i], "toggled", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
    }

  self->entry = gtk_search_entry_new ();
  gp_lead_keep (GTK_EDITABLE (self->entry));
  gtk_widget_set_hexpand (self->entry, TRUE);
  g_object_set (self->entry, "placeholder-text", _("Rule, element or words"), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find problems"), -1);
  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "stop-search", G_CALLBACK (search_stopped_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self), self->entry);

  self->ignored = make_toggle (self, "view-conceal-symbolic", NULL, _("Ignored"),
                               &self->ignored_count);
  g_signal_connect_object (self->ignored, "toggled", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
gp_problems_bar_new (void)
{
  return g_object_new (GP_TYPE_PROBLEMS_BAR, NULL);
}

static void
set_count (GtkWidget *label,
           guint      n)
{
  g_autofree char *text = g_strdup_printf ("%u", n);

  gtk_label_set_label (GTK_LABEL (label), text);
}

void
gp_problems_bar_set_counts (GpProblemsBar *self,
                            GPtrArray     *findings,
                            guint          n_ignored)
{
  guint counts[N_SEVERITIES] = { 0 };

  g_return_if_fail (GP_IS_PROBLEMS_BAR (self));

  for (guint i = 0; i < findings->len; i++)
    for (gsize k = 0; k < N_SEVERITIES; k++)
      counts[k] += gp_finding_get_severity (findings->pdata[i]) == severities[k].severity;
  for (gsize k = 0; k < N_SEVERITIES; k++)
    set_count (self->counts[k], counts[k]);
  set_count (self->ignored_count, n_ignored);

  /* What was ignored last is not left on an empty page. */
  gtk_widget_set_visible (self->ignored, n_ignored > 0);
  if (n_ignored == 0)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->ignored), FALSE);
}

static gboolean
has_needle (GpProblemsBar *self,
            const char    *text)
{
  g_autofree char *folded = text != NULL ? g_utf8_casefold (text, -1) : NULL;

  return folded != NULL && strstr (folded, self->needle) != NULL;
}

gboolean
gp_problems_bar_accepts (GpProblemsBar *self,
                         GpDesign      *design,
                         GpFinding     *finding)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (GP_IS_PROBLEMS_BAR (self), FALSE);

  for (gsize k = 0; k < N_SEVERITIES; k++)
    if (gp_finding_get_severity (finding) == severities[k].severity
        && !gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->buttons[k])))
      return FALSE;

  if (self->needle == NULL || has_needle (self, gp_finding_get_code (finding))
      || has_needle (self, gp_finding_get_message (finding)))
    return TRUE;

  if (gp_design_lookup (design, gp_finding_get_element (finding)) != NULL)
    path = gp_design_dup_path (design, gp_finding_get_element (finding));

  return has_needle (self, path);
}

gboolean
gp_problems_bar_wants_ignored (GpProblemsBar *self)
{
  g_return_val_if_fail (GP_IS_PROBLEMS_BAR (self), FALSE);

  return gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->ignored));
}

void
gp_problems_bar_search (GpProblemsBar *self,
                        const char    *text)
{
  g_return_if_fail (GP_IS_PROBLEMS_BAR (self));

  for (gsize k = 0; k < N_SEVERITIES; k++)
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->buttons[k]), TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}
