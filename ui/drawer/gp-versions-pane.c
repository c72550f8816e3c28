/* gp-versions-pane.c — named versions: keep, compare, restore, rename, delete
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-versions-pane"
#include "config.h"

#include "gp-drawer.h"

#include "gp-hint.h"
#include "gp-lead.h"
#include "gp-name-list.h"
#include "gp-review.h"
#include "gp-versions.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define GP_TYPE_VERSIONS_PANE (gp_versions_pane_get_type ())
G_DECLARE_FINAL_TYPE (GpVersionsPane, gp_versions_pane, GP, VERSIONS_PANE, GtkWidget)

#define MOST_POINTS 50      /* of history, in the drop-downs */

struct _GpVersionsPane
{
  GtkWidget parent_instance;

  GpSession *session;
  GtkWidget *box;
  GtkWidget *entry;
  GtkWidget *list;
  GtkWidget *from;         /* drop-downs over the same sides */
  GtkWidget *to;
  GtkWidget *compare;
  GPtrArray *names;        /* of the versions in the list, newest first */
  GPtrArray *sides;        /* what can be picked, as win.compare wants it: "now", "version:A" */
  guint      update_id;
};

G_DEFINE_FINAL_TYPE (GpVersionsPane, gp_versions_pane, GTK_TYPE_WIDGET)

static void
report (GpVersionsPane *self,
        GError         *error)
{
  g_autoptr(GError) owned = error;

  gp_session_report (self->session, owned);
}

static void
add_cb (GpVersionsPane *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autofree char *name = g_strstrip (g_strdup (typed));
  GError *error = NULL;

  if (*name == '\0')
    gtk_widget_grab_focus (self->entry);
  else if (!gp_versions_add (GP_VERSIONS (self->session), name, &error))
    report (self, error);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
}

static const char *
name_of (GtkWidget *widget)
{
  GtkWidget *row = gtk_widget_get_ancestor (widget, GTK_TYPE_LIST_BOX_ROW);

  return row != NULL ? g_object_get_data (G_OBJECT (row), "name") : NULL;
}

static void
editing_cb (GtkEditableLabel *label,
            GParamSpec       *pspec,
            GpVersionsPane   *self)
{
  const char *name = name_of (GTK_WIDGET (label));
  g_autofree char *wanted = NULL;
  GError *error = NULL;

  if (gtk_editable_label_get_editing (label) || name == NULL)
    return;
  wanted = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (label))));
  if (*wanted != '\0' && !g_str_equal (wanted, name)
      && gp_versions_rename (GP_VERSIONS (self->session), name, wanted, &error))
    return;
  if (error != NULL)
    report (self, error);
  gtk_editable_set_text (GTK_EDITABLE (label), name);
}

static void
rename_cb (GtkWidget      *button,
           GpVersionsPane *self)
{
  gtk_editable_label_start_editing (g_object_get_data (G_OBJECT (button), "label"));
}

static void
compare_sides (GpVersionsPane *self,
               const char     *from,
               const char     *to)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.compare", "(ss)", from, to);
}

static void
compare_row_cb (GtkWidget      *button,
                GpVersionsPane *self)
{
  g_autofree char *side = g_strconcat ("version:", name_of (button), NULL);

  compare_sides (self, side, "now");
}

static void
restore_cb (GtkWidget      *button,
            GpVersionsPane *self)
{
  const char *name = name_of (button);
  GError *error = NULL;
  g_autoptr(GpDesign) version = gp_versions_load (GP_VERSIONS (self->session), name, &error);

  if (version == NULL)
    report (self, error);
  else
    gp_session_perform (self->session,
                        gp_review_restore (gp_session_get_design (self->session), version, name),
                        NULL);
}

static void
deleted_cb (AdwMessageDialog *dialog,
            const char       *response,
            GpVersionsPane   *self)
{
  GError *error = NULL;

  if (g_str_equal (response, "delete")
      && !gp_versions_remove (GP_VERSIONS (self->session),
                              g_object_get_data (G_OBJECT (dialog), "name"), &error))
    report (self, error);
}

/* Versions are no part of history: this one thing cannot be undone. */
static void
delete_cb (GtkWidget      *button,
           GpVersionsPane *self)
{
  const char *name = name_of (button);
  g_autofree char *heading = g_strdup_printf (_("Delete version “%s”?"), name);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (button)), heading,
                                              _("The design stays as it is. The version cannot be "
                                                "brought back."));

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _("_Cancel"), "delete",
                                    _("_Delete"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_object_set_data_full (G_OBJECT (dialog), "name", g_strdup (name), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (deleted_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static GtkWidget *
add_button (GtkWidget  *box,
            const char *icon,
            const char *hint,
            GCallback   clicked,
            gpointer    self)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gp_hint_set (button, hint);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", clicked, self, 0);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
new_row (GpVersionsPane  *self,
         const GpVersion *version)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *name = gtk_editable_label_new (version->name);
  g_autofree char *when = gp_drawer_format_time (version->time);
  g_autofree char *text = *version->author != '\0'
                            ? g_strdup_printf ("%s · %s", when, version->author) : g_strdup (when);
  GtkWidget *detail = gtk_label_new (text);

  gtk_editable_set_editable (GTK_EDITABLE (name), !gp_session_is_read_only (self->session));
  g_signal_connect_object (name, "notify::editing", G_CALLBACK (editing_cb), self, 0);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_ellipsize (GTK_LABEL (detail), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (words), name);
  gtk_box_append (GTK_BOX (words), detail);
  gtk_box_append (GTK_BOX (box), words);
  add_button (box, "gp-view-symbolic", _("Compare with now"), G_CALLBACK (compare_row_cb), self);
  if (!gp_session_is_read_only (self->session))
    {
      GtkWidget *button;

      add_button (box, "document-revert-symbolic", _("Restore this version"),
                  G_CALLBACK (restore_cb), self);
      button = add_button (box, "document-edit-symbolic", _("Rename"), G_CALLBACK (rename_cb),
                           self);
      g_object_set_data (G_OBJECT (button), "label", name);
      add_button (box, "user-trash-symbolic", _("Delete"), G_CALLBACK (delete_cb), self);
    }
  gtk_widget_add_css_class (box, "drawer-row");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  g_object_set_data_full (G_OBJECT (row), "name", g_strdup (version->name), g_free);
  gp_hint_name (row, version->name);
  return row;
}

static guint
find_side (GpVersionsPane *self,
           const char     *side,
           guint           otherwise)
{
  for (guint i = 0; side != NULL && i < self->sides->len; i++)
    if (g_str_equal (g_ptr_array_index (self->sides, i), side))
      return i;
  return otherwise;
}

static char *
dup_side (GpVersionsPane *self,
          GtkWidget      *drop_down)
{
  guint at = gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down));

  return at < self->sides->len ? g_strdup (g_ptr_array_index (self->sides, at)) : NULL;
}

/* The last steps, newest first, and where they begin. */
static void
add_points (GpVersionsPane *self,
            GtkStringList  *list)
{
  GpHistory *history = gp_session_get_history (self->session);
  gsize n = gp_history_get_size (history);
  g_autofree char *beginning = gp_history_dup_title_at (history, 0);

  for (gsize done = n; done > 0 && n - done < MOST_POINTS; done--)
    {
      g_autofree char *title = NULL;
      g_autofree char *when = NULL;
      g_autofree char *label = NULL;
      GpHistoryStep step;

      gp_history_get_step (history, done - 1, &step);
      title = gp_drawer_dup_step_title (&step);
      when = gp_drawer_format_time (step.time);
      /* Translators: a point of history that can be compared: when, and what was done then. */
      label = g_strdup_printf (_("%s · %s"), when, title);
      gtk_string_list_append (list, label);
      g_ptr_array_add (self->sides, g_strdup_printf ("step:%" G_GSIZE_FORMAT, done));
    }
  if (n > 0 && n <= MOST_POINTS)
    {
      gtk_string_list_append (list, beginning);
      g_ptr_array_add (self->sides, g_strdup ("step:0"));
    }
}

/* "now" and the newest step that is in effect are the same. */
static gboolean
is_now (GpVersionsPane *self,
        const char     *side)
{
  GpHistory *history = gp_session_get_history (self->session);
  g_autofree char *newest = g_strdup_printf ("step:%" G_GSIZE_FORMAT,
                                             gp_history_get_done (history));

  return g_str_equal (side, "now") || g_str_equal (side, newest);
}

static void
update_compare (GpVersionsPane *self)
{
  g_autofree char *from = dup_side (self, self->from);
  g_autofree char *to = dup_side (self, self->to);

  gtk_widget_set_sensitive (self->compare,
                            from != NULL && to != NULL && !g_str_equal (from, to)
                              && !(is_now (self, from) && is_now (self, to)));
}

/* What can be picked: now, then the versions and the last steps, each newest first. What was picked
 * stays, unless there is a newer version. At first it is the newest version, or the beginning. */
static void
fill_sides (GpVersionsPane *self,
            gboolean        keep)
{
  g_autoptr(GtkStringList) list = gtk_string_list_new (NULL);
  g_autofree char *from = keep ? dup_side (self, self->from) : NULL;
  g_autofree char *to = keep ? dup_side (self, self->to) : NULL;

  if (g_strcmp0 (from, to) == 0)      /* there was nothing else */
    g_clear_pointer (&from, g_free);
  g_ptr_array_set_size (self->sides, 0);
  gtk_string_list_append (list, _("Now"));
  g_ptr_array_add (self->sides, g_strdup ("now"));
  for (guint i = 0; i < self->names->len; i++)
    {
      gtk_string_list_append (list, g_ptr_array_index (self->names, i));
      g_ptr_array_add (self->sides, g_strconcat ("version:", self->names->pdata[i], NULL));
    }
  add_points (self, list);
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->from), G_LIST_MODEL (list));
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->to), G_LIST_MODEL (list));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->from),
                              find_side (self, from, self->names->len > 0 ? 1
                                                                          : self->sides->len - 1));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->to), find_side (self, to, 0));
  update_compare (self);
}

static gboolean
update_cb (gpointer user_data)
{
  GpVersionsPane *self = user_data;

  self->update_id = 0;
  fill_sides (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* Only while it is seen, as the list of steps beside it. */
static void
schedule (GpVersionsPane *self)
{
  if (self->update_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_id = g_idle_add (update_cb, self);
}

static void
fill (GpVersionsPane *self)
{
  GError *error = NULL;
  g_autoptr(GPtrArray) versions = gp_versions_list (GP_VERSIONS (self->session), &error);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  g_ptr_array_set_size (self->names, 0);
  if (versions == NULL)
    {
      report (self, error);
      return;
    }
  for (guint i = versions->len; i > 0; i--)
    {
      const GpVersion *version = g_ptr_array_index (versions, i - 1);

      g_ptr_array_add (self->names, g_strdup (version->name));
      gtk_list_box_append (GTK_LIST_BOX (self->list), new_row (self, version));
    }
  gtk_widget_set_visible (self->list, versions->len > 0);
  fill_sides (self, FALSE);
}

static void
compare_cb (GpVersionsPane *self)
{
  g_autofree char *from = dup_side (self, self->from);
  g_autofree char *to = dup_side (self, self->to);

  if (from != NULL && to != NULL)
    compare_sides (self, from, to);
}

static void
gp_versions_pane_dispose (GObject *object)
{
  GpVersionsPane *self = GP_VERSIONS_PANE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_clear_pointer (&self->sides, g_ptr_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_versions_pane_parent_class)->dispose (object);
}

static void
gp_versions_pane_class_init (GpVersionsPaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_versions_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

/* Steps of history have long names. */
static GtkWidget *
new_side (const char *name)
{
  GtkWidget *drop_down = gp_name_list_new (NULL);

  gtk_widget_set_hexpand (drop_down, TRUE);
  gp_hint_name (drop_down, name);
  return drop_down;
}

static GtkWidget *
new_compare_box (GpVersionsPane *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *file = gtk_button_new_from_icon_name ("document-open-symbolic");
  gboolean rtl = gtk_widget_get_direction (box) == GTK_TEXT_DIR_RTL;

  self->from = new_side (_("Compare from"));
  self->to = new_side (_("Compare to"));
  self->compare = gtk_button_new_with_label (_("Compare"));
  g_signal_connect_object (self->from, "notify::selected", G_CALLBACK (update_compare), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->to, "notify::selected", G_CALLBACK (update_compare), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->compare, "clicked", G_CALLBACK (compare_cb), self,
                           G_CONNECT_SWAPPED);
  gp_hint_set (file, _("Compare with a file…"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (file), "win.compare-file");
  gtk_box_append (GTK_BOX (box), self->from);
  gtk_box_append (GTK_BOX (box), gtk_label_new (rtl ? "←" : "→"));
  gtk_box_append (GTK_BOX (box), self->to);
  gtk_box_append (GTK_BOX (box), self->compare);
  gtk_box_append (GTK_BOX (box), file);
  gtk_widget_add_css_class (box, "drawer-row");
  return box;
}

static void
gp_versions_pane_init (GpVersionsPane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->names = g_ptr_array_new_with_free_func (g_free);
  self->sides = g_ptr_array_new_with_free_func (g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->entry = gtk_entry_new ();
  gp_lead_keep (GTK_EDITABLE (self->entry));
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Keep this version as…"));
  gtk_entry_set_icon_from_icon_name (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY,
                                     "list-add-symbolic");
  gtk_entry_set_icon_tooltip_text (GTK_ENTRY (self->entry), GTK_ENTRY_ICON_SECONDARY,
                                   _("Keep the design as it is now under this name"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of a new version"), -1);
  gtk_widget_set_margin_top (self->entry, 6);
  gtk_widget_set_margin_start (self->entry, 12);
  gtk_widget_set_margin_end (self->entry, 12);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (add_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "icon-press", G_CALLBACK (add_cb), self,
                           G_CONNECT_SWAPPED);
  self->list = gtk_list_box_new ();
  gp_hint_name (self->list, _("Versions"));
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (self->list, "versions");
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  gtk_box_append (GTK_BOX (self->box), self->entry);
  gtk_box_append (GTK_BOX (self->box), new_compare_box (self));
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
gp_versions_pane_new (GpSession *session)
{
  GpVersionsPane *self = g_object_new (GP_TYPE_VERSIONS_PANE, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (self, "map", G_CALLBACK (schedule), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_history (session), "changed", G_CALLBACK (schedule), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "versions-changed", G_CALLBACK (fill), self,
                           G_CONNECT_SWAPPED);
  fill (self);
  gtk_widget_set_sensitive (self->entry, !gp_session_is_read_only (session));

  return GTK_WIDGET (self);
}
