/* gp-field-row.c — one field in the inspector of its entity
 * SPDX-License-Identifier: Apache-2.0
 *
 *   ⠿ priority ········· enum(3) ▾  ›      the head, always there
 *     property rows, "All settings", delete     the body, made when it is unfolded first
 */
#define G_LOG_DOMAIN "gp-field-row"
#include "config.h"

#include "gp-field-row.h"

#include "gp-candidates.h"
#include "gp-choice-button.h"
#include "gp-describe.h"
#include "gp-edit.h"
#include "gp-hint.h"
#include "gp-lead.h"
#include "gp-property-row.h"
#include "gp-rename-preview.h"

#include <glib/gi18n-lib.h>

/* What the unfolded row shows; the field's own page shows all. */
static const GpProperty body_properties[] = {
  GP_FIELD_VALUES,    GP_FIELD_REFERENCE, GP_FIELD_ON_DELETE, GP_FIELD_NULLABLE,
  GP_FIELD_UNIQUE,    GP_FIELD_ARRAY,     GP_FIELD_DEFAULT,   GP_FIELD_LENGTH,
  GP_FIELD_BUCKET,    GP_FIELD_PRECISION, GP_FIELD_SCALE,     GP_FIELD_DIMENSIONS,
  GP_FIELD_SENSITIVE, GP_FIELD_DESCRIPTION,
};

struct _GpFieldRow
{
  AdwPreferencesRow parent_instance;

  GpSession *session;
  GpId       id;
  GtkWidget *box;
  GtkWidget *handle;
  GtkWidget *name;
  GtkWidget *key;
  GtkWidget *type;
  GtkWidget *arrow;
  GtkWidget *complaint;
  GtkWidget *body;        /* NULL until it is unfolded */
  GPtrArray *rows;        /* GpPropertyRow in the body, not owned */
  gboolean   showing;
};

G_DEFINE_FINAL_TYPE (GpFieldRow, gp_field_row, ADW_TYPE_PREFERENCES_ROW)

static const GpElement *
peek_field (GpFieldRow *self)
{
  return gp_design_lookup_kind (gp_session_get_design (self->session), &self->id, GP_KIND_FIELD);
}

static void
complain (GpFieldRow *self,
          const char *message)
{
  gtk_label_set_label (GTK_LABEL (self->complaint), message != NULL ? message : "");
  gtk_widget_set_visible (self->complaint, message != NULL);
}

static void
name_changed_cb (GpFieldRow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->name));
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *key = NULL;
  char id[GP_ID_STRING_SIZE];

  if (self->showing || peek_field (self) == NULL)
    return;

  key = g_strdup_printf ("%s name", gp_id_format (&self->id, id));
  changes = gp_edit_rename (gp_session_get_design (self->session), &self->id, text, &error);
  if (changes == NULL || !gp_session_apply (self->session, changes, key, &error))
    complain (self, error->message);
  else
    complain (self, NULL);
}

static void
name_left_cb (GpFieldRow *self)
{
  gp_history_break (gp_session_get_history (self->session));
  complain (self, NULL);
  gp_field_row_refresh (self);
}

static void
type_chosen_cb (GpFieldRow *self,
                const char *nick)
{
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes;

  changes = gp_edit_set (gp_session_get_design (self->session), &self->id, GP_FIELD_TYPE,
                         gp_value_text (nick), &error);
  gp_session_perform (self->session, changes, g_steal_pointer (&error));
}

static void
all_settings_cb (GpFieldRow *self)
{
  gp_selection_set (gp_session_get_selection (self->session), &self->id);
}

static void
delete_cb (GpFieldRow *self)
{
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes;

  changes = gp_edit_remove (gp_session_get_design (self->session), &self->id, 1, &error);
  gp_session_perform (self->session, changes, g_steal_pointer (&error));
}

static GtkWidget *
body_button (GpFieldRow *self,
             const char *icon,
             const char *label,
             GCallback   clicked)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), icon);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), label);
  gtk_button_set_child (GTK_BUTTON (button), content);
  gp_hint_name (button, label);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_SWAPPED);

  return button;
}

static void
make_body (GpFieldRow *self)
{
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "field-body");
  gp_hint_name (list, _("Field"));
  for (gsize i = 0; i < G_N_ELEMENTS (body_properties); i++)
    {
      GtkWidget *row = gp_property_row_new (self->session, body_properties[i]);

      gp_property_row_set_elements (GP_PROPERTY_ROW (row), &self->id, 1);
      g_ptr_array_add (self->rows, row);
      gtk_list_box_append (GTK_LIST_BOX (list), row);
    }

  gtk_box_append (GTK_BOX (buttons), body_button (self, "gp-settings-symbolic", _("All settings"),
                                                  G_CALLBACK (all_settings_cb)));
  gtk_box_append (GTK_BOX (buttons), body_button (self, "user-trash-symbolic", _("Delete"),
                                                  G_CALLBACK (delete_cb)));
  gtk_widget_set_sensitive (gtk_widget_get_last_child (buttons),
                            !gp_session_is_read_only (self->session));
  gtk_widget_add_css_class (buttons, "field-buttons");

  self->body = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_box_append (GTK_BOX (self->body), list);
  gtk_box_append (GTK_BOX (self->body), buttons);
  gtk_box_append (GTK_BOX (self->box), self->body);
}

static void
arrow_clicked_cb (GpFieldRow *self)
{
  gboolean open = self->body == NULL || !gtk_widget_get_visible (self->body);

  if (self->body == NULL)
    make_body (self);
  gtk_widget_set_visible (self->body, open);
  gtk_button_set_icon_name (GTK_BUTTON (self->arrow),
                            open ? "pan-down-symbolic" : "pan-end-symbolic");
  if (open)
    gtk_widget_add_css_class (GTK_WIDGET (self), "open");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "open");
  gp_field_row_refresh (self);
}

/* Moves the field @by places among its sibling fields. */
static void
shift (GpFieldRow *self,
       int         by)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *field = peek_field (self);
  g_autoptr(GPtrArray) fields = NULL;
  g_autoptr(GError) error = NULL;
  GpId parent, after = gp_id_nil;
  int at = 0, to;

  if (field == NULL)
    return;

  parent = *gp_element_get_parent (field);
  fields = gp_design_list_children (design, &parent, GP_KIND_FIELD);
  while (at < (int) fields->len && fields->pdata[at] != (gpointer) field)
    at++;
  to = at + by;
  if (to < 0 || to >= (int) fields->len)
    return;

  /* After the one that it jumps over, or after the one before that. */
  if (by > 0)
    after = *gp_element_get_id (fields->pdata[to]);
  else if (to > 0)
    after = *gp_element_get_id (fields->pdata[to - 1]);

  GpChangeSet *changes = gp_edit_reorder (design, &self->id, &parent,
                                          gp_id_is_nil (&after) ? NULL : &after, &error);
  gp_session_perform (self->session, changes, g_steal_pointer (&error));
}

static gboolean
key_pressed_cb (GpFieldRow      *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;

  if (key == GDK_KEY_Up || key == GDK_KEY_Down)
    {
      shift (self, key == GDK_KEY_Up ? -1 : 1);
      return GDK_EVENT_STOP;
    }

  return GDK_EVENT_PROPAGATE;
}

static GdkContentProvider *
drag_prepare_cb (GpFieldRow *self)
{
  return gdk_content_provider_new_typed (GP_TYPE_FIELD_ROW, self);
}

static void
drag_begin_cb (GpFieldRow    *self,
               GdkDrag       *drag,
               GtkDragSource *source)
{
  g_autoptr(GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 12, 12);
}

/* Dropped onto the upper half it goes before this row's field, else after it. */
static gboolean
drop_cb (GpFieldRow   *self,
         const GValue *value,
         double        x,
         double        y)
{
  GpFieldRow *other = g_value_get_object (value);
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *field = peek_field (self);
  const GpElement *moved = other != NULL ? peek_field (other) : NULL;
  g_autoptr(GPtrArray) fields = NULL;
  g_autoptr(GError) error = NULL;
  const GpElement *after = field;
  GpChangeSet *changes;
  GpId parent;

  if (field == NULL || moved == NULL || other == self || other->session != self->session)
    return FALSE;

  parent = *gp_element_get_parent (field);
  if (!gp_id_equal (&parent, gp_element_get_parent (moved)))
    return FALSE;

  fields = gp_design_list_children (design, &parent, GP_KIND_FIELD);
  if (y < gtk_widget_get_height (GTK_WIDGET (self)) / 2.0)
    {
      after = NULL;
      for (guint i = 0; i < fields->len && fields->pdata[i] != (gpointer) field; i++)
        if (fields->pdata[i] != (gpointer) moved)
          after = fields->pdata[i];
    }

  changes = gp_edit_reorder (design, &other->id, &parent,
                             after != NULL ? gp_element_get_id (after) : NULL, &error);
  return gp_session_perform (self->session, changes, g_steal_pointer (&error));
}

static void
gp_field_row_dispose (GObject *object)
{
  GpFieldRow *self = GP_FIELD_ROW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (gp_field_row_parent_class)->dispose (object);
}

static void
gp_field_row_class_init (GpFieldRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_field_row_dispose;
}

static void
connect_reordering (GpFieldRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (GP_TYPE_FIELD_ROW, GDK_ACTION_MOVE);
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (drag_prepare_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->handle, GTK_EVENT_CONTROLLER (source));

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

static void
gp_field_row_init (GpFieldRow *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->rows = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->handle = gtk_image_new_from_icon_name ("list-drag-handle-symbolic");
  gtk_widget_add_css_class (self->handle, "dim-label");
  gtk_widget_set_cursor_from_name (self->handle, "grab");

  self->name = g_object_new (GTK_TYPE_ENTRY,
                             "has-frame", FALSE,
                             "hexpand", TRUE,
                             "width-chars", 6,
                             "enable-undo", FALSE,
                             "css-classes", (const char *[]) { "flat", "field-name", NULL },
                             NULL);
  self->key = gtk_image_new_from_icon_name ("gp-key-symbolic");
  gtk_widget_set_tooltip_text (self->key, _("Primary key"));
  self->type = gp_choice_button_new (GP_FIELD_TYPE);
  gp_choice_button_set_compact (GP_CHOICE_BUTTON (self->type), TRUE);
  self->arrow = gtk_button_new_from_icon_name ("pan-end-symbolic");
  gp_hint_set (self->arrow, _("More on this field"));
  gtk_widget_add_css_class (self->arrow, "flat");
  gtk_widget_add_css_class (self->arrow, "inline");

  self->complaint = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->complaint), 0);
  gtk_label_set_wrap (GTK_LABEL (self->complaint), TRUE);
  gtk_widget_set_visible (self->complaint, FALSE);
  gtk_widget_add_css_class (self->complaint, "error");
  gtk_widget_add_css_class (self->complaint, "caption");
  gtk_widget_add_css_class (self->complaint, "field-complaint");

  gtk_widget_add_css_class (head, "property");
  gtk_widget_add_css_class (head, "field-head");
  gtk_box_append (GTK_BOX (head), self->handle);
  gtk_box_append (GTK_BOX (head), self->name);
  gtk_box_append (GTK_BOX (head), self->key);
  gtk_box_append (GTK_BOX (head), self->type);
  gtk_box_append (GTK_BOX (head), self->arrow);
  gtk_box_append (GTK_BOX (self->box), head);
  gtk_box_append (GTK_BOX (self->box), self->complaint);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), self->box);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "field");

  g_signal_connect_object (self->type, "chosen", G_CALLBACK (type_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->arrow, "clicked", G_CALLBACK (arrow_clicked_cb), self,
                           G_CONNECT_SWAPPED);
}

GtkWidget *
gp_field_row_new (GpSession  *session,
                  const GpId *field)
{
  GpFieldRow *self = g_object_new (GP_TYPE_FIELD_ROW, NULL);
  gboolean writable = !gp_session_is_read_only (session);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->session = g_object_ref (session);
  self->id = *field;
  gtk_editable_set_editable (GTK_EDITABLE (self->name), writable);
  gp_lead_keep (GTK_EDITABLE (self->name));
  gtk_widget_set_sensitive (self->type, writable);
  if (writable)
    connect_reordering (self);

  g_signal_connect_object (self->name, "changed", G_CALLBACK (name_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (name_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->name, focus);
  gtk_box_insert_child_after (GTK_BOX (self->box),
                              gp_rename_preview_new (session, field, self->name),
                              self->complaint);
  gp_field_row_refresh (self);

  return GTK_WIDGET (self);
}

const GpId *
gp_field_row_get_id (GpFieldRow *self)
{
  return &self->id;
}

static gboolean
is_in_primary_key (GpDesign        *design,
                   const GpElement *field)
{
  const GpElement *entity = gp_design_lookup_kind (design, gp_element_get_parent (field),
                                                   GP_KIND_ENTITY);
  gsize n = 0;
  const GpId *ids;

  if (entity == NULL)
    return FALSE;

  ids = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);
  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&ids[i], gp_element_get_id (field)))
      return TRUE;

  return FALSE;
}

/* As wide as @text is, in the letters that GTK counts with. */
static int
count_chars (GtkWidget  *entry,
             const char *text)
{
  g_autoptr(PangoLayout) layout = gtk_widget_create_pango_layout (entry, text);
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (entry),
                                                         NULL, NULL);
  int letter = MAX (pango_font_metrics_get_approximate_char_width (metrics),
                    pango_font_metrics_get_approximate_digit_width (metrics));
  int width;

  pango_font_metrics_unref (metrics);
  pango_layout_get_size (layout, &width, NULL);
  return width / MAX (letter, 1) + 1;
}

void
gp_field_row_refresh (GpFieldRow *self)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *field = peek_field (self);
  const char *name;
  g_autofree char *type = NULL;

  if (field == NULL)
    return;

  name = gp_element_get_name (field);
  type = gp_describe_type (design, field);
  self->showing = TRUE;
  /* A name that was typed and not taken stays, with the reason below it, until the entry is
   * left. */
  if (!gtk_widget_get_visible (self->complaint)
      && !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->name)), name))
    gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  /* It takes what it needs, and leaves the type what that needs. */
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->name), count_chars (self->name, name));
  gp_choice_button_set_chosen (GP_CHOICE_BUTTON (self->type),
                               gp_element_get_text (field, GP_FIELD_TYPE), type);
  gtk_widget_set_visible (self->key, is_in_primary_key (design, field));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the field"), -1);
  gp_hint_name (GTK_WIDGET (self), name);
  self->showing = FALSE;

  if (self->body == NULL || !gtk_widget_get_visible (self->body))
    return;
  for (guint i = 0; i < self->rows->len; i++)
    {
      GpPropertyRow *row = self->rows->pdata[i];

      gp_property_row_refresh (row);
      gtk_widget_set_visible (GTK_WIDGET (row),
                              gp_candidates_matter (field, gp_property_row_get_property (row)));
    }
}

void
gp_field_row_edit_name (GpFieldRow *self)
{
  gtk_widget_grab_focus (self->name);
  gtk_editable_select_region (GTK_EDITABLE (self->name), 0, -1);
}
