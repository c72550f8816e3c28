/* gp-outline-row.c — what one line of the outline looks like
 * SPDX-License-Identifier: Apache-2.0
 *
 * A list keeps some 200 of them. The theme has boxes and images look at the states of what they are
 * in, so that GTK computes their styles anew whenever the focus moves anywhere in the window: what
 * each row has goes by names of its own, of which the theme knows nothing. */
#define G_LOG_DOMAIN "gp-outline-row"
#include "config.h"

#include "gp-outline-row.h"

#include "gp-describe.h"
#include "gp-domain.h"
#include "gp-edit.h"
#include "gp-hint.h"

#include <glib/gi18n-lib.h>

struct _GpOutlineRow
{
  GtkBox parent_instance;

  GpSession     *session;
  GpOutlineNode *node;
  gulong         changed_id;
  GpId           id;
  GtkWidget     *icon;
  GtkWidget     *label;
  GtkWidget     *words;
  GtkWidget     *dot;
  GtkWidget     *entry;       /* while the name is typed, else NULL */
};

G_DEFINE_FINAL_TYPE (GpOutlineRow, gp_outline_row, GTK_TYPE_BOX)

static void
show_problem (GpOutlineRow *self,
              guint         problem)
{
  gboolean error = problem > GP_SEVERITY_ERROR;
  const char *hint = error ? _("Has an error") : _("Has a warning");

  gtk_widget_set_visible (self->dot, problem > 0);
  /* Setting a tooltip asks the X server where the pointer is. */
  if (problem == 0 || g_strcmp0 (gtk_widget_get_tooltip_text (self->dot), hint) == 0)
    return;
  gtk_widget_remove_css_class (self->dot, error ? "warning" : "error");
  gtk_widget_add_css_class (self->dot, error ? "error" : "warning");
  gtk_widget_set_tooltip_text (self->dot, hint);
}

static void
update_from_node (GpOutlineRow *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *element = gp_design_lookup (design, &self->id);
  GpKind kind = gp_outline_node_get_kind (self->node);
  GListStore *children = gp_outline_node_get_children (self->node);
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  if (gp_outline_node_is_heading (self->node))
    title = g_strdup (gp_describe_plural (kind));
  else if (element != NULL)
    title = gp_describe_title (design, element);
  else
    return;

  if (children != NULL)
    words = g_strdup_printf ("%u", g_list_model_get_n_items (G_LIST_MODEL (children)));
  else if (kind == GP_KIND_ENTITY || kind == GP_KIND_FLOW || kind == GP_KIND_EVENT)
    words = gp_describe_summary (design, element);

  gtk_label_set_label (GTK_LABEL (self->label), title);
  gtk_label_set_label (GTK_LABEL (self->words), words != NULL ? words : "");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon), gp_describe_icon (kind));
  gtk_widget_set_visible (self->icon, children == NULL);
  show_problem (self, gp_outline_node_get_problem (self->node));
  gp_hint_name_row (GTK_WIDGET (self));
}

static GdkContentProvider *
drag_prepare_cb (GpOutlineRow *self)
{
  GpKind kind;

  if (self->node == NULL)
    return NULL;

  kind = gp_outline_node_get_kind (self->node);
  if (gp_outline_node_is_heading (self->node) || kind == GP_KIND_VIEW || kind == GP_KIND_TARGET)
    return NULL;

  return gdk_content_provider_new_typed (GP_TYPE_OUTLINE_ROW, self);
}

/* The domain that a row stands for, or that its element is in; NULL where there is none. */
static const GpId *
domain_of (GpOutlineRow *self)
{
  const GpElement *element = gp_design_lookup (gp_session_get_design (self->session), &self->id);

  if (element == NULL)
    return NULL;
  return gp_element_get_kind (element) == GP_KIND_DOMAIN ? &self->id
                                                         : gp_domain_of (element);
}

static gboolean
drop_cb (GpOutlineRow *self,
         const GValue *value,
         double        x,
         double        y)
{
  GpOutlineRow *dragged = g_value_get_object (value);
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *element = dragged != NULL ? gp_design_lookup (design, &dragged->id) : NULL;
  g_autoptr(GError) error = NULL;
  GpProperty property;
  GpChangeSet *changes;

  if (element == NULL || dragged == self || dragged->session != self->session
      || gp_session_is_read_only (self->session)
      || !gp_domain_find_property (gp_element_get_kind (element), &property))
    return FALSE;

  changes = gp_edit_set (design, &dragged->id, property, gp_value_id (domain_of (self)), &error);
  return gp_session_perform (self->session, changes, g_steal_pointer (&error));
}

/* --- renaming in place --- */

static void
stop_rename (GpOutlineRow *self)
{
  GtkWidget *entry = g_steal_pointer (&self->entry);

  if (entry == NULL)
    return;

  gtk_box_remove (GTK_BOX (self), entry);
  gtk_widget_set_visible (self->label, TRUE);
  gtk_widget_set_visible (self->words, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (self), "outline.focus-tree", NULL);
}

/* A name that is not taken stays, with the reason, until another is typed. */
static void
entry_activated_cb (GpOutlineRow *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  const char *name = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) changes = gp_edit_rename (design, &self->id, name, &error);

  if (changes != NULL && gp_session_apply (self->session, changes, NULL, &error))
    {
      stop_rename (self);
      return;
    }
  gtk_widget_add_css_class (self->entry, "error");
  gtk_widget_set_tooltip_text (self->entry, error->message);
  gp_session_report (self->session, error);
}

static void
entry_changed_cb (GpOutlineRow *self)
{
  gtk_widget_remove_css_class (self->entry, "error");
  gtk_widget_set_tooltip_text (self->entry, NULL);
}

static gboolean
entry_key_cb (GpOutlineRow    *self,
              guint            key,
              guint            code,
              GdkModifierType  state)
{
  if (key != GDK_KEY_Escape)
    return GDK_EVENT_PROPAGATE;

  stop_rename (self);
  return GDK_EVENT_STOP;
}

gboolean
gp_outline_row_start_rename (GpOutlineRow *self)
{
  const GpElement *element = gp_design_lookup (gp_session_get_design (self->session), &self->id);
  GtkEventController *keys;

  if (element == NULL || gp_kind_get_info (gp_element_get_kind (element))->name < 0
      || gp_session_is_read_only (self->session))
    return FALSE;
  if (self->entry != NULL)
    return TRUE;

  self->entry = g_object_new (GTK_TYPE_ENTRY, "text", gp_element_get_name (element),
                              "hexpand", TRUE, "width-chars", 4, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("New name"), -1);
  keys = gtk_event_controller_key_new ();
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (entry_key_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (entry_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (entry_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_set_visible (self->label, FALSE);
  gtk_widget_set_visible (self->words, FALSE);
  gtk_box_insert_child_after (GTK_BOX (self), self->entry, self->icon);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);

  return TRUE;
}

static void
gp_outline_row_dispose (GObject *object)
{
  GpOutlineRow *self = GP_OUTLINE_ROW (object);

  if (self->node != NULL)
    g_clear_signal_handler (&self->changed_id, self->node);
  g_clear_object (&self->node);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_outline_row_parent_class)->dispose (object);
}

static void
gp_outline_row_class_init (GpOutlineRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_outline_row_dispose;
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "outlinerow");
}

static GtkWidget *
new_icon (void)
{
  return g_object_new (GTK_TYPE_IMAGE, "css-name", "outlineicon", NULL);
}

static void
gp_outline_row_init (GpOutlineRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GP_TYPE_OUTLINE_ROW, GDK_ACTION_MOVE);

  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->icon = new_icon ();
  self->label = gtk_label_new (NULL);
  self->words = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (self->words), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->words, "dim-label");
  gtk_widget_add_css_class (self->words, "caption");
  gtk_box_append (GTK_BOX (self), self->icon);
  gtk_box_append (GTK_BOX (self), self->label);
  gtk_box_append (GTK_BOX (self), self->words);
  self->dot = new_icon ();
  gtk_image_set_from_icon_name (GTK_IMAGE (self->dot), "media-record-symbolic");
  gtk_image_set_pixel_size (GTK_IMAGE (self->dot), 8);
  gtk_widget_set_visible (self->dot, FALSE);
  gtk_box_append (GTK_BOX (self), self->dot);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE | GDK_ACTION_COPY);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

GtkWidget *
gp_outline_row_new (GpSession *session)
{
  GpOutlineRow *self = g_object_new (GP_TYPE_OUTLINE_ROW, NULL);

  self->session = g_object_ref (session);
  return GTK_WIDGET (self);
}

void
gp_outline_row_set_node (GpOutlineRow  *self,
                         GpOutlineNode *node)
{
  g_return_if_fail (GP_IS_OUTLINE_ROW (self));

  if (node == self->node)
    return;

  stop_rename (self);
  if (self->node != NULL)
    g_clear_signal_handler (&self->changed_id, self->node);
  g_set_object (&self->node, node);
  self->id = *gp_outline_node_get_id (node);
  self->changed_id = g_signal_connect_object (node, "changed", G_CALLBACK (update_from_node), self,
                                              G_CONNECT_SWAPPED);
  update_from_node (self);
}

void
gp_outline_row_set_element (GpOutlineRow *self,
                            const GpId   *id)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *element = gp_design_lookup (design, id);
  const GpElement *parent;
  g_autofree char *title = NULL;
  g_autofree char *place = NULL;

  self->id = *id;
  if (element == NULL)
    return;

  title = gp_describe_title (design, element);
  parent = gp_design_lookup (design, gp_element_get_parent (element));
  if (parent != NULL && gp_element_get_kind (parent) != GP_KIND_DESIGN)
    place = gp_describe_title (design, parent);
  else
    place = g_strdup (gp_describe_label (gp_element_get_kind (element)));

  gtk_label_set_label (GTK_LABEL (self->label), title);
  gtk_label_set_label (GTK_LABEL (self->words), place);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->icon),
                                gp_describe_icon (gp_element_get_kind (element)));
  gp_hint_name_row (GTK_WIDGET (self));
}

const GpId *
gp_outline_row_get_id (GpOutlineRow *self)
{
  return &self->id;
}
