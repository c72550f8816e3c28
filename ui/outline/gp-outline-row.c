/* gp-outline-row.c — what one line of the outline looks like
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-outline-row"
#include "config.h"

#include "gp-outline-row.h"

#include "gp-describe.h"
#include "gp-edit.h"

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
};

G_DEFINE_FINAL_TYPE (GpOutlineRow, gp_outline_row, GTK_TYPE_BOX)

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
  GpProperty property;

  if (element == NULL)
    return NULL;
  if (gp_element_get_kind (element) == GP_KIND_DOMAIN)
    return &self->id;
  if (gp_property_from_nick (gp_element_get_kind (element), "domain", &property))
    return gp_element_get_ref (element, property);

  return NULL;
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
      || !gp_property_from_nick (gp_element_get_kind (element), "domain", &property))
    return FALSE;

  changes = gp_edit_set (design, &dragged->id, property, gp_value_id (domain_of (self)), &error);
  return gp_session_perform (self->session, changes, g_steal_pointer (&error));
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
}

static void
gp_outline_row_init (GpOutlineRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GP_TYPE_OUTLINE_ROW, GDK_ACTION_MOVE);

  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->icon = gtk_image_new ();
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

  if (self->node != NULL)
    g_clear_signal_handler (&self->changed_id, self->node);
  g_set_object (&self->node, node);
  self->id = node != NULL ? *gp_outline_node_get_id (node) : gp_id_nil;
  if (node == NULL)
    return;

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
}

const GpId *
gp_outline_row_get_id (GpOutlineRow *self)
{
  return &self->id;
}
