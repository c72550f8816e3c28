/* gp-children-section.c — the children of one kind, or what points here, a line each
 * SPDX-License-Identifier: Apache-2.0
 *
 * A rule's line carries a pill with its name where it has a condition. After a change the lines are
 * made anew only where what they say differs.
 */
#define G_LOG_DOMAIN "gp-children-section"
#include "config.h"

#include "gp-section.h"

#include "gp-describe.h"
#include "gp-edit.h"
#include "gp-hint.h"
#include "gp-wrap-box.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

#define MAX_LINES 100       /* more are counted in a last line; the outline finds them */

#define GP_TYPE_CHILDREN_SECTION (gp_children_section_get_type ())
G_DECLARE_FINAL_TYPE (GpChildrenSection, gp_children_section, GP, CHILDREN_SECTION, GpSection)

struct _GpChildrenSection
{
  GpSection parent_instance;

  GpKind     kind;
  int        via;         /* lists what points here through this property, or -1: children */
  GtkWidget *add;         /* the row at the end; NULL where nothing is added here */
  GArray    *ids;         /* GpId of the lines */
  char      *shown;       /* what the lines say */
};

G_DEFINE_FINAL_TYPE (GpChildrenSection, gp_children_section, GP_TYPE_SECTION)

/* By the names of where they are, for what comes in no order of its own. */
static int
compare_elements (gconstpointer a,
                  gconstpointer b,
                  gpointer      design)
{
  const GpElement *one = *(const GpElement *const *) a, *other = *(const GpElement *const *) b;
  g_autofree char *first = gp_design_dup_path (design, gp_element_get_id (one));
  g_autofree char *second = gp_design_dup_path (design, gp_element_get_id (other));
  int by_path = g_strcmp0 (first, second);

  return by_path != 0 ? by_path : gp_id_compare (gp_element_get_id (one),
                                                 gp_element_get_id (other));
}

static void
add_child (GpChildrenSection *self)
{
  GpSession *session = gp_section_get_session (GP_SECTION (self));
  const GpElement *parent = gp_section_peek_element (GP_SECTION (self));
  GpId id = gp_id_nil;
  GpChangeSet *changes;

  if (parent == NULL)
    return;

  changes = gp_edit_add (gp_session_get_design (session), self->kind, gp_element_get_id (parent),
                         NULL, NULL, NULL, &id);
  if (gp_session_perform (session, changes, NULL))
    gp_selection_set (gp_session_get_selection (session), &id);
}

static void
row_activated_cb (GpChildrenSection *self,
                  GtkListBoxRow     *row)
{
  guint i = (guint) gtk_list_box_row_get_index (row);

  if (GTK_WIDGET (row) == self->add)
    add_child (self);
  else if (i < self->ids->len)
    {
      GpId id = g_array_index (self->ids, GpId, i);

      gp_selection_set (gp_session_get_selection (gp_section_get_session (GP_SECTION (self))), &id);
    }
}

static void
remove_clicked_cb (GpChildrenSection *self,
                   GtkWidget         *button)
{
  GpSession *session = gp_section_get_session (GP_SECTION (self));
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  guint i = (guint) gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes;
  GpId id;

  if (i >= self->ids->len)
    return;

  id = g_array_index (self->ids, GpId, i);
  changes = gp_edit_remove (gp_session_get_design (session), &id, 1, &error);
  gp_session_perform (session, changes, g_steal_pointer (&error));
}

/* The steps of a story are told in their order. */
static gboolean
is_ordered (GpChildrenSection *self)
{
  return self->via < 0 && self->kind == GP_KIND_STORY_STEP;
}

static void
move_line (GpChildrenSection *self,
           GtkWidget         *button,
           int                by)
{
  GpSession *session = gp_section_get_session (GP_SECTION (self));
  const GpElement *parent = gp_section_peek_element (GP_SECTION (self));
  GtkWidget *row = gtk_widget_get_ancestor (button, GTK_TYPE_LIST_BOX_ROW);
  int i = gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));
  int after = by > 0 ? i + by : i + by - 1;      /* which one is before it then */
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes;

  if (parent == NULL || i + by < 0 || i + by >= (int) self->ids->len)
    return;

  changes = gp_edit_reorder (gp_session_get_design (session), &g_array_index (self->ids, GpId, i),
                             gp_element_get_id (parent),
                             after >= 0 ? &g_array_index (self->ids, GpId, after) : NULL, &error);
  gp_session_perform (session, changes, g_steal_pointer (&error));
}

static void
up_clicked_cb (GpChildrenSection *self,
               GtkWidget         *button)
{
  move_line (self, button, -1);
}

static void
down_clicked_cb (GpChildrenSection *self,
                 GtkWidget         *button)
{
  move_line (self, button, 1);
}

static char *
title_of (GpChildrenSection *self,
          GpDesign          *design,
          const GpElement   *child)
{
  const GpElement *role, *parent = gp_design_lookup (design, gp_element_get_parent (child));

  if (self->via == GP_FIELD_REFERENCE)
    return gp_design_dup_path (design, gp_element_get_id (child));
  if (self->via == GP_RULE_ROLE && parent != NULL)
    return gp_describe_title (design, parent);
  if (self->via == GP_TRANSITION_FROM && *gp_element_get_name (child) == '\0')
    return gp_describe_choice (GP_TRANSITION_TYPE, gp_element_get_text (child, GP_TRANSITION_TYPE));
  if (gp_element_get_kind (child) != GP_KIND_RULE)
    return gp_describe_title (design, child);

  role = gp_design_lookup (design, gp_element_get_ref (child, GP_RULE_ROLE));
  return role != NULL ? gp_describe_title (design, role) : g_strdup (_("nobody"));
}

/* A rule is listed by its role in an entity, and by its entity in a role. */
static const char *
icon_of (GpChildrenSection *self,
         GpDesign          *design,
         const GpElement   *child)
{
  const GpElement *parent = gp_design_lookup (design, gp_element_get_parent (child));

  if (self->via == GP_RULE_ROLE && parent != NULL)
    return gp_describe_icon (gp_element_get_kind (parent));

  return gp_describe_icon (self->kind == GP_KIND_RULE ? GP_KIND_ROLE : self->kind);
}

static char *
summary_of (GpChildrenSection *self,
            GpDesign          *design,
            const GpElement   *child)
{
  const GpElement *to;
  g_autofree char *title = NULL;

  if (self->via != GP_TRANSITION_FROM)
    return gp_describe_summary (design, child);

  to = gp_design_lookup (design, gp_element_get_ref (child, GP_TRANSITION_TO));
  title = to != NULL ? gp_describe_title (design, to) : g_strdup (C_("of a flow", "End"));
  return g_strconcat ("→ ", title, NULL);
}

static GPtrArray *
list_elements (GpChildrenSection *self,
               GpDesign          *design,
               const GpId        *id)
{
  g_autoptr(GPtrArray) found = NULL;
  const GpReferrer *referrers;
  gsize n = 0;

  if (self->via < 0)
    return gp_design_list_children (design, id, self->kind);

  found = g_ptr_array_new ();
  referrers = gp_design_peek_referrers (design, id, &n);
  for (gsize i = 0; i < n; i++)
    if ((int) referrers[i].property == self->via)
      g_ptr_array_add (found, (gpointer) gp_design_lookup (design, &referrers[i].holder));
  g_ptr_array_sort_with_data (found, compare_elements, design);

  return g_steal_pointer (&found);
}

/* Steps that run others hold steps and transitions; the others need not be asked to. */
static gboolean
makes_sense (GpChildrenSection *self,
             const GpElement   *parent,
             guint              n)
{
  static const char *const holders[] = { "do", "for", "fork", "group", "try", NULL };

  if (n > 0 || gp_element_get_kind (parent) != GP_KIND_STEP)
    return n > 0 || self->add != NULL;

  return self->add != NULL && g_strv_contains (holders, gp_element_get_text (parent, GP_STEP_TYPE));
}

/* What a rule is limited to, in a pill; NULL where it is about all records. */
static char *
condition_of (const GpElement *child)
{
  const char *name = gp_element_get_name (child);

  if (gp_element_get_kind (child) != GP_KIND_RULE || !gp_element_has (child, GP_RULE_CONDITION))
    return NULL;

  return *name != '\0' ? g_strdup (name) : g_strdup (_("with a condition"));
}

static void
append_button (GpChildrenSection *self,
               GtkWidget         *box,
               const char        *icon,
               const char        *hint,
               GCallback          clicked)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gp_hint_set (button, hint);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "inline");
  gtk_widget_add_css_class (button, "on-hover");
  gtk_widget_set_sensitive (button,
                            !gp_session_is_read_only (gp_section_get_session (GP_SECTION (self))));
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), button);
}

/* As wide as its words, which go on below one another where even a line is too narrow for them. */
static GtkWidget *
make_pill (const GpElement *rule,
           const char      *condition)
{
  GtkWidget *pill = gp_wrapped_label_new (condition, "pill-label");

  gtk_label_set_natural_wrap_mode (GTK_LABEL (pill), GTK_NATURAL_WRAP_NONE);
  gtk_widget_set_tooltip_text (pill, gp_element_get_text (rule, GP_RULE_CONDITION));
  gtk_widget_add_css_class (pill, "warning");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  return pill;
}

static GtkWidget *
make_line (GpChildrenSection *self,
           GpDesign          *design,
           const GpElement   *child)
{
  GtkWidget *row = adw_preferences_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *texts = gp_wrap_box_new (8);
  g_autofree char *title = title_of (self, design, child);
  g_autofree char *summary = summary_of (self, design, child);
  g_autofree char *condition = condition_of (child);
  GtkWidget *label = gp_wrapped_label_new (title, NULL);
  GtkWidget *words = gtk_label_new (summary);

  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_ellipsize (GTK_LABEL (words), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (words), 1);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_widget_set_visible (words, summary != NULL && *summary != '\0');
  gtk_widget_add_css_class (words, "dim-label");
  gtk_widget_add_css_class (box, "property");
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_widget_set_valign (texts, GTK_ALIGN_CENTER);
  gp_wrap_box_append (GP_WRAP_BOX (texts), label);
  gp_wrap_box_append (GP_WRAP_BOX (texts), words);
  if (condition != NULL)
    gp_wrap_box_append (GP_WRAP_BOX (texts), make_pill (child, condition));
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon_of (self, design, child)));
  gtk_box_append (GTK_BOX (box), texts);
  if (is_ordered (self))
    {
      append_button (self, box, "go-up-symbolic", _("Move up"), G_CALLBACK (up_clicked_cb));
      append_button (self, box, "go-down-symbolic", _("Move down"), G_CALLBACK (down_clicked_cb));
    }
  if (self->via < 0)
    append_button (self, box, "user-trash-symbolic", _("Delete"), G_CALLBACK (remove_clicked_cb));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gp_hint_name_row (box);

  return row;
}

/* All that the lines depend on, as one text. */
static char *
fingerprint (GpChildrenSection *self,
             GpDesign          *design,
             GPtrArray         *children)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < children->len && i < MAX_LINES; i++)
    {
      char id[GP_ID_STRING_SIZE];
      g_autofree char *title = title_of (self, design, children->pdata[i]);
      g_autofree char *summary = summary_of (self, design, children->pdata[i]);
      g_autofree char *condition = condition_of (children->pdata[i]);

      g_string_append_printf (text, "%s\n%s\n%s\n%s\n",
                              gp_id_format (gp_element_get_id (children->pdata[i]), id), title,
                              summary, condition != NULL ? condition : "");
    }
  g_string_append_printf (text, "%u", children->len);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
remove_lines (GpChildrenSection *self)
{
  GtkListBox *list = gp_section_get_list (GP_SECTION (self));
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (list, 0)) != NULL && GTK_WIDGET (row) != self->add)
    gtk_list_box_remove (list, GTK_WIDGET (row));
  g_array_set_size (self->ids, 0);
}

static void
gp_children_section_refresh (GpSection *section)
{
  GpChildrenSection *self = GP_CHILDREN_SECTION (section);
  GpDesign *design = gp_session_get_design (gp_section_get_session (section));
  const GpElement *parent = gp_section_peek_element (section);
  g_autoptr(GPtrArray) children = list_elements (self, design, gp_element_get_id (parent));
  g_autofree char *now = fingerprint (self, design, children);
  GtkListBox *list = gp_section_get_list (section);

  gtk_widget_set_visible (GTK_WIDGET (self), makes_sense (self, parent, children->len));
  if (g_strcmp0 (now, self->shown) == 0)
    return;

  remove_lines (self);
  for (guint i = 0; i < children->len && i < MAX_LINES; i++)
    {
      g_array_append_vals (self->ids, gp_element_get_id (children->pdata[i]), 1);
      gtk_list_box_insert (list, make_line (self, design, children->pdata[i]), (int) i);
    }
  if (children->len > MAX_LINES)
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u more is in the outline",
                                                         "%u more are in the outline",
                                                         children->len - MAX_LINES),
                                               children->len - MAX_LINES);
      GtkWidget *label = gtk_label_new (text);

      gtk_widget_add_css_class (label, "dim-label");
      gtk_widget_add_css_class (label, "property");
      gtk_list_box_insert (list, label, MAX_LINES);
    }

  g_free (self->shown);
  self->shown = g_steal_pointer (&now);
}

static void
gp_children_section_dispose (GObject *object)
{
  GpChildrenSection *self = GP_CHILDREN_SECTION (object);

  g_clear_pointer (&self->ids, g_array_unref);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (gp_children_section_parent_class)->dispose (object);
}

static void
gp_children_section_class_init (GpChildrenSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_children_section_dispose;
  GP_SECTION_CLASS (klass)->refresh = gp_children_section_refresh;
}

static void
gp_children_section_init (GpChildrenSection *self)
{
  self->ids = g_array_new (FALSE, FALSE, sizeof (GpId));
}

/* "Add rule…": each kind has a sentence of its own, for translators. */
static const char *
label_to_add (GpKind kind)
{
  switch ((int) kind)
    {
    case GP_KIND_RULE:
      return _("Add rule…");
    case GP_KIND_INDEX:
      return _("Add index…");
    case GP_KIND_CHECK:
      return _("Add check…");
    case GP_KIND_FOREIGN_KEY:
      return _("Add composite reference…");
    case GP_KIND_STEP:
      return _("Add step…");
    case GP_KIND_TRANSITION:
      return _("Add transition…");
    case GP_KIND_FIXTURE:
      return _("Add example record…");
    default:
      return _("Add…");
    }
}

GtkWidget *
gp_children_section_new (GpSession  *session,
                         GpKind      kind,
                         const char *title)
{
  GpChildrenSection *self = g_object_new (GP_TYPE_CHILDREN_SECTION, "session", session, NULL);
  GtkListBox *list = gp_section_get_list (GP_SECTION (self));

  self->kind = kind;
  self->via = -1;
  gp_section_set_title (GP_SECTION (self), title);
  self->add = gp_add_row_new (label_to_add (kind));
  gtk_widget_set_sensitive (self->add, !gp_session_is_read_only (session));
  gtk_list_box_append (list, self->add);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

GtkWidget *
gp_referrers_section_new (GpSession  *session,
                          GpProperty  via,
                          const char *title)
{
  GpChildrenSection *self = g_object_new (GP_TYPE_CHILDREN_SECTION, "session", session, NULL);

  self->kind = gp_property_get_info (via)->kind;
  self->via = (int) via;
  gp_section_set_title (GP_SECTION (self), title);
  g_signal_connect_object (gp_section_get_list (GP_SECTION (self)), "row-activated",
                           G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
