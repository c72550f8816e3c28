/* gp-finding-row.c — one problem, with what can be done about it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-finding-row"
#include "config.h"

#include "gp-finding-row.h"
#include "gp-hint.h"
#include "gp-lint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpFindingRow
{
  GtkBox parent_instance;

  GpSession *session;
  GpFinding *finding;
  GtkWidget *icon;
  GtkWidget *label;
  GtkWidget *fix;
  GtkWidget *ignore;
  GtkWidget *reason;      /* once the popover was opened */
  GtkWidget *menu;        /* NULL where there is no list around it */
};

G_DEFINE_FINAL_TYPE (GpFindingRow, gp_finding_row, GTK_TYPE_BOX)

static const struct
{
  const char *icon;
  const char *css_class;
  const char *name;
} severities[] = {
  [GP_SEVERITY_INFO]    = { "dialog-information-symbolic", "accent", N_("Hint") },
  [GP_SEVERITY_WARNING] = { "dialog-warning-symbolic", "warning", N_("Warning") },
  [GP_SEVERITY_ERROR]   = { "dialog-error-symbolic", "error", N_("Error") },
};

static void
fix_clicked_cb (GpFindingRow *self)
{
  GpChangeSet *fix = gp_finding_get_fix (self->finding);

  if (fix != NULL)
    gp_session_perform (self->session, gp_change_set_ref (fix), NULL);
}

/* The waiver is an element of the design: it is saved, undone and reviewed as everything else. */
static void
reason_activated_cb (GpFindingRow *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));
  g_autoptr(GpElement) waiver = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autofree char *title = NULL;

  if (*reason == '\0')
    return;

  waiver = gp_design_new_child (design, GP_KIND_WAIVER, gp_design_get_root_id (design));
  gp_element_set_text (waiver, GP_WAIVER_CODE, gp_finding_get_code (self->finding));
  gp_element_set_ref (waiver, GP_WAIVER_ABOUT, gp_finding_get_element (self->finding));
  gp_element_set_text (waiver, GP_WAIVER_REASON, reason);
  title = g_strdup_printf (_("Ignored %s"), gp_finding_get_code (self->finding));
  changes = gp_change_set_new (title);
  gp_change_set_add (changes, waiver);

  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->ignore));
  gp_session_perform (self->session, g_steal_pointer (&changes), NULL);
}

static void
create_popup_cb (GtkMenuButton *button,
                 gpointer       user_data)
{
  GpFindingRow *self = GP_FINDING_ROW (user_data);
  GtkWidget *popover, *box, *label, *confirm;

  if (self->reason != NULL)
    return;

  popover = gtk_popover_new ();
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  label = gtk_label_new (_("Why is it all right here?"));
  confirm = gtk_button_new_with_label (_("Ignore this problem"));
  self->reason = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->reason), _("The reason, kept in the design"));
  gtk_editable_set_width_chars (GTK_EDITABLE (self->reason), 30);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->reason);
  gtk_box_append (GTK_BOX (box), confirm);
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  g_signal_connect_object (self->reason, "activate", G_CALLBACK (reason_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (confirm, "clicked", G_CALLBACK (reason_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_menu_button_set_popover (button, popover);
}

static void
gp_finding_row_dispose (GObject *object)
{
  GpFindingRow *self = GP_FINDING_ROW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->finding, gp_finding_unref);

  G_OBJECT_CLASS (gp_finding_row_parent_class)->dispose (object);
}

static void
gp_finding_row_class_init (GpFindingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_finding_row_dispose;
}

static void
gp_finding_row_init (GpFindingRow *self)
{
  gtk_box_set_spacing (GTK_BOX (self), 10);

  self->icon = gtk_image_new ();
  self->label = gp_wrapped_label_new (NULL, NULL);
  gtk_widget_set_hexpand (self->label, TRUE);

  self->fix = gtk_button_new_with_label (_("Fix"));
  gtk_widget_set_valign (self->fix, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->fix, "flat");
  gtk_widget_add_css_class (self->fix, "inline");
  gtk_widget_add_css_class (self->fix, "accent");

  self->ignore = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->ignore), "view-conceal-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->ignore), create_popup_cb, self,
                                         NULL);
  gp_hint_set (self->ignore, _("Ignore, with a reason"));
  gtk_widget_set_valign (self->ignore, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->ignore, "flat");
  gtk_widget_add_css_class (self->ignore, "inline");

  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_box_append (GTK_BOX (self), self->label);
  gtk_box_append (GTK_BOX (self), self->fix);
  gtk_box_append (GTK_BOX (self), self->ignore);
  g_signal_connect_object (self->fix, "clicked", G_CALLBACK (fix_clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
create_menu_cb (GtkMenuButton *button,
                gpointer       user_data)
{
  GpFindingRow *self = GP_FINDING_ROW (user_data);
  const char *code = gp_finding_get_code (self->finding);
  const GpLintRule *rule = gp_lint_find_rule (code);
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) items = g_menu_new ();
  g_autofree char *fix_all = g_strdup_printf ("problems.fix-all('%s')", code);
  g_autofree char *show_rule = g_strdup_printf ("problems.show-rule('%s')", code);

  if (gp_finding_get_fix (self->finding) != NULL && !gp_session_is_read_only (self->session))
    g_menu_append (items, _("_Fix All of This Rule"), fix_all);
  g_menu_append (items, _("_Show Only This Rule"), show_rule);
  g_menu_append_section (menu, rule != NULL ? _(rule->title) : code, G_MENU_MODEL (items));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

void
gp_finding_row_show_menu (GpFindingRow *self)
{
  g_return_if_fail (GP_IS_FINDING_ROW (self) && self->menu == NULL);

  self->menu = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->menu), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->menu), create_menu_cb, self, NULL);
  gp_hint_set (self->menu, _("More on this rule"));
  gtk_widget_set_valign (self->menu, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->menu, "flat");
  gtk_widget_add_css_class (self->menu, "inline");
  gtk_box_append (GTK_BOX (self), self->menu);
}

/* What the rule is about, for who wants to know why it matters. */
static const char *
why (GpFinding *finding)
{
  const GpLintRule *rule = gp_lint_find_rule (gp_finding_get_code (finding));

  return rule != NULL ? _(rule->why) : NULL;
}

GtkWidget *
gp_finding_row_new (GpSession *session)
{
  GpFindingRow *self = g_object_new (GP_TYPE_FINDING_ROW, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

/* What an importer found stays in the file it read: it can be read but not ignored. */
static gboolean
can_ignore (GpFindingRow *self)
{
  guint line = 0, column = 0;

  gp_finding_get_place (self->finding, &line, &column);
  return line == 0 && !gp_session_is_read_only (self->session);
}

gboolean
gp_finding_row_looks_same (GpFinding *a,
                           GpFinding *b)
{
  return a == b
         || (gp_id_equal (gp_finding_get_element (a), gp_finding_get_element (b))
             && g_str_equal (gp_finding_get_code (a), gp_finding_get_code (b))
             && g_str_equal (gp_finding_get_message (a), gp_finding_get_message (b)));
}

/* What depends on more than how the finding looks. */
static void
update_buttons (GpFindingRow *self)
{
  gtk_widget_set_visible (self->fix, gp_finding_get_fix (self->finding) != NULL
                                     && !gp_session_is_read_only (self->session));
  gtk_widget_set_visible (self->ignore, can_ignore (self));
}

void
gp_finding_row_set_finding (GpFindingRow *self,
                            GpFinding    *finding)
{
  GpSeverity severity;
  g_autofree char *markup = NULL;
  const char *file;
  guint line = 0, column = 0;
  gboolean same;

  g_return_if_fail (GP_IS_FINDING_ROW (self));

  same = self->finding != NULL && finding != NULL
         && gp_finding_row_looks_same (self->finding, finding);
  if (finding != NULL)
    gp_finding_ref (finding);
  g_clear_pointer (&self->finding, gp_finding_unref);
  self->finding = finding;
  if (finding == NULL)
    return;
  update_buttons (self);
  if (same)
    return;

  severity = gp_finding_get_severity (finding);
  for (gsize i = 0; i < G_N_ELEMENTS (severities); i++)
    gtk_widget_remove_css_class (self->icon, severities[i].css_class);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), severities[severity].icon);
  gtk_widget_add_css_class (self->icon, severities[severity].css_class);
  gtk_widget_set_tooltip_text (self->icon, _(severities[severity].name));

  file = gp_finding_get_place (finding, &line, &column);
  if (line > 0)
    markup = g_markup_printf_escaped ("<b>%s</b> %s <span alpha=\"60%%\">%s:%u</span>",
                                      gp_finding_get_code (finding),
                                      gp_finding_get_message (finding),
                                      file != NULL ? file : "", line);
  else
    markup = g_markup_printf_escaped ("<b>%s</b> %s", gp_finding_get_code (finding),
                                      gp_finding_get_message (finding));
  gtk_label_set_markup (GTK_LABEL (self->label), markup);
  gtk_widget_set_tooltip_text (self->label, why (finding));
  gp_hint_name_row (GTK_WIDGET (self));
}
