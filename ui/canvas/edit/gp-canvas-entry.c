/* gp-canvas-entry.c — typing names and types on the cards
 * SPDX-License-Identifier: Apache-2.0
 *
 * One GtkEntry, for notes a GtkTextView, lies over what is edited and follows it when the view
 * moves; screen readers are not told of a GtkText alone. Enter and leaving take what was typed,
 * Escape does not; in a note Enter begins a new line and Ctrl+Enter takes it. After the name of a
 * new entity Enter goes on to its first field, after a new field to another one, Tab to the type,
 * Up and Down to the fields beside it: a table is typed without the mouse. The row of a new field
 * is empty; where nothing was typed, Enter, Escape and leaving end it, and the field goes. What
 * cannot be taken stays open after a key, with the reason under it; after a press elsewhere it is
 * reported. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-metrics.h"

#include <glib/gi18n-lib.h>

static GpRect
entry_rect (GpCanvas          *self,
            const GpSceneItem *item)
{
  int row = gp_scene_item_find_row (item, &self->entry_id);
  GpRect rect = item->rect;

  if (row < 0)
    {
      if (item->type == GP_ITEM_AREA)
        return (GpRect) { rect.x + 10, rect.y + 5, MAX (180, rect.width / 2), 28 };
      if (item->type == GP_ITEM_NOTE)
        return rect;
      if (item->type == GP_ITEM_NODE)
        return (GpRect) { rect.x + 50, rect.y + 8, rect.width - 56, rect.height - 16 };
      return (GpRect){ rect.x + 3, rect.y + GP_CARD_BAR + 2, rect.width - 6,
                       GP_CARD_HEADER - GP_CARD_BAR - 4 };
    }
  rect = gp_scene_item_get_row_rect (item, (guint) row);
  if (self->entry_part == GP_HIT_TYPE)
    return (GpRect) { rect.x + rect.width * .4, rect.y, rect.width * .6 - 2, rect.height };
  return (GpRect) { rect.x + GP_CARD_PADDING + GP_CARD_MARK - 6, rect.y,
                    rect.width - GP_CARD_PADDING - GP_CARD_MARK, rect.height };
}

static const GpSceneItem *
entry_item (GpCanvas *self)
{
  const GpSceneItem *item = gp_canvas_item_of (self, &self->entry_id);
  GpId area = gp_id_derive (&self->entry_id, &self->entry_id);

  return item != NULL ? item : gp_scene_find (gp_canvas_get_scene (self), &area);
}

void
gp_canvas_allocate_entry (GpCanvas *self)
{
  const GpSceneItem *item;
  GtkAllocation allocation;
  GpRect rect;
  double x;
  double y;
  int height;

  if (self->entry == NULL)
    return;
  item = entry_item (self);
  if (item == NULL)
    return;
  rect = entry_rect (self, item);
  gp_viewport_to_view (&self->viewport, rect.x, rect.y, &x, &y);
  gtk_widget_measure (self->entry, GTK_ORIENTATION_VERTICAL, -1, &height, NULL, NULL, NULL);
  allocation.x = (int) x;
  allocation.width = MAX (120, (int) (rect.width * self->viewport.zoom));
  allocation.height = MAX (height, (int) (rect.height * self->viewport.zoom));
  allocation.y = (int) (y + (rect.height * self->viewport.zoom - allocation.height) / 2);
  gtk_widget_size_allocate (self->entry, &allocation, -1);
  if (self->entry_problem == NULL)
    return;
  allocation.y += allocation.height + 4;
  allocation.width = MAX (allocation.width, 220);
  gtk_widget_measure (self->entry_problem, GTK_ORIENTATION_VERTICAL, allocation.width,
                      &allocation.height, NULL, NULL, NULL);
  gtk_widget_size_allocate (self->entry_problem, &allocation, -1);
}

static char *
dup_typed (GtkWidget *entry)
{
  GtkTextBuffer *buffer;
  GtkTextIter start;
  GtkTextIter end;

  if (GTK_IS_EDITABLE (entry))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry)));
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry));
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
show_problem (GpCanvas   *self,
              const char *message)
{
  if (message == NULL)
    {
      g_clear_pointer (&self->entry_problem, gtk_widget_unparent);
      return;
    }
  if (self->entry_problem == NULL)
    {
      self->entry_problem = gtk_label_new (NULL);
      gtk_label_set_wrap (GTK_LABEL (self->entry_problem), TRUE);
      gtk_label_set_xalign (GTK_LABEL (self->entry_problem), 0);
      gtk_widget_add_css_class (self->entry_problem, "canvas-problem");
      gtk_widget_set_parent (self->entry_problem, GTK_WIDGET (self));
    }
  gtk_label_set_label (GTK_LABEL (self->entry_problem), message);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, message, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               GTK_ACCESSIBLE_INVALID_TRUE, -1);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

static gboolean
holds_focus (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

/* It is forgotten first: losing the focus would end it again. */
static void
close_entry (GpCanvas *self)
{
  GtkWidget *entry = self->entry;
  gboolean had_focus = holds_focus (entry);

  self->entry = NULL;
  g_clear_handle_id (&self->entry_leaving, g_source_remove);
  show_problem (self, NULL);
  if (had_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_widget_unparent (entry);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
gp_canvas_stop_editing (GpCanvas *self,
                        gboolean  take)
{
  g_autofree char *text = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;

  if (self->entry == NULL)
    return;
  text = g_strstrip (dup_typed (self->entry));
  close_entry (self);
  if (self->history == NULL)
    return;
  if (gp_canvas_is_fresh_field (self) && (!take || text[0] == '\0'))
    {
      gp_canvas_drop_fresh_field (self);
      return;
    }
  if (!take)
    return;
  changes = gp_canvas_make_typed (self, text, &error);
  if (changes != NULL)
    gp_canvas_do_typed (self, changes, &error);
  if (error != NULL)
    gp_canvas_report (self, error->message);
}

/* As a key does it: what cannot be taken stays open and says why. */
static gboolean
take_typed (GpCanvas *self)
{
  g_autofree char *text = g_strstrip (dup_typed (self->entry));
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;

  changes = gp_canvas_make_typed (self, text, &error);
  if (changes != NULL)
    {
      close_entry (self);
      if (!gp_canvas_do_typed (self, changes, &error))
        gp_canvas_report (self, error->message);
      return TRUE;
    }
  if (error == NULL)      /* it is gone */
    {
      close_entry (self);
      return TRUE;
    }
  show_problem (self, error->message);
  return FALSE;
}

/* A new field has nothing in its row. */
static gboolean
is_left_empty (GpCanvas *self)
{
  g_autofree char *text = g_strstrip (dup_typed (self->entry));

  return text[0] == '\0' && gp_canvas_is_fresh_field (self);
}

/* To the first field of a new entity, from a new field to another one. */
static void
go_on (GpCanvas *self)
{
  const GpElement *element = gp_design_lookup (self->design, &self->entry_id);
  const GpSceneItem *card = gp_canvas_item_of (self, &self->entry_id);
  GpId id = self->entry_id;

  if (element == NULL || self->entry_fresh == 0 || self->lens != GP_LENS_DATA || card == NULL
      || card->type != GP_ITEM_CARD)
    return;
  if (gp_element_get_kind (element) == GP_KIND_FIELD)
    {
      GpId parent = *gp_element_get_parent (element);

      gp_canvas_add_field (self, &parent, &id);
    }
  else if (gp_element_get_kind (element) == GP_KIND_ENTITY)
    gp_canvas_add_field (self, &id, NULL);
}

static void
activated_cb (GtkEntry *entry,
              gpointer  user_data)
{
  GpCanvas *self = user_data;

  if (is_left_empty (self))
    gp_canvas_stop_editing (self, FALSE);
  else if (take_typed (self))
    go_on (self);
}

static void begin (GpCanvas *self, const GpId *id, GpHitPart part, guint64 fresh);

static void
changed_cb (GpCanvas *self)
{
  show_problem (self, NULL);
}

/* To the name or type of the field above or below. */
static gboolean
travel (GpCanvas *self,
        int       step)
{
  GpHitPart part = self->entry_part;
  GpId id = self->entry_id;
  GpId next;

  if (!gp_canvas_next_field (self, &id, step, &next))
    return FALSE;
  if (is_left_empty (self))
    gp_canvas_stop_editing (self, FALSE);
  else if (!take_typed (self))
    return FALSE;
  gp_selection_set (self->selection, &next);
  if (part == GP_HIT_TYPE)
    gp_canvas_edit_type (self, &next);
  else
    gp_canvas_edit_name (self, &next, FALSE);
  return TRUE;
}

static gboolean
entry_key_cb (GtkEventControllerKey *controller,
              guint                  key,
              guint                  code,
              GdkModifierType        state,
              gpointer               user_data)
{
  GpCanvas *self = user_data;
  GpId id = self->entry_id;

  if (key == GDK_KEY_Escape)
    {
      gp_canvas_stop_editing (self, FALSE);
      return GDK_EVENT_STOP;
    }
  if ((key == GDK_KEY_Return || key == GDK_KEY_KP_Enter) && GTK_IS_TEXT_VIEW (self->entry)
      && (state & GDK_CONTROL_MASK) != 0)
    {
      gp_canvas_stop_editing (self, TRUE);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Tab && self->entry_part != GP_HIT_TYPE
      && gp_design_lookup_kind (self->design, &id, GP_KIND_FIELD) != NULL)
    {
      if (!is_left_empty (self) && take_typed (self))
        begin (self, &id, GP_HIT_TYPE, self->entry_fresh);
      return GDK_EVENT_STOP;
    }
  if ((key == GDK_KEY_Up || key == GDK_KEY_Down) && GTK_IS_ENTRY (self->entry)
      && (state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK)) == 0)
    {
      travel (self, key == GDK_KEY_Up ? -1 : 1);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

static gboolean
stop_after_leaving_cb (gpointer user_data)
{
  GpCanvas *self = user_data;

  self->entry_leaving = 0;
  if (!gtk_widget_has_focus (self->entry))
    gp_canvas_stop_editing (self, TRUE);
  return G_SOURCE_REMOVE;
}

/* GTK is on its way from the entry to what gets the focus: it must stay in the tree meanwhile. */
static void
entry_left_cb (GtkEventControllerFocus *controller,
               gpointer                 user_data)
{
  GpCanvas *self = user_data;

  if (self->entry != NULL && self->entry_leaving == 0)
    self->entry_leaving = g_idle_add (stop_after_leaving_cb, self);
}

static GtkWidget *
new_line_entry (GpCanvas   *self,
                const char *text)
{
  GtkWidget *entry = gtk_entry_new ();

  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 1);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
  gtk_editable_select_region (GTK_EDITABLE (entry), 0, -1);
  g_signal_connect (entry, "activate", G_CALLBACK (activated_cb), self);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  return entry;
}

static GtkWidget *
new_note_entry (const char *text)
{
  GtkWidget *entry = gtk_text_view_new ();

  gtk_text_view_set_wrap_mode (GTK_TEXT_VIEW (entry), GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (GTK_TEXT_VIEW (entry), FALSE);
  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (entry), 6);
  gtk_text_view_set_top_margin (GTK_TEXT_VIEW (entry), 6);
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (entry)), text, -1);
  return entry;
}

static void
show_entry (GpCanvas        *self,
            const GpElement *element)
{
  gboolean fresh_field = gp_canvas_is_fresh_field (self);
  g_autofree char *text = fresh_field ? g_strdup ("") : gp_canvas_dup_shown (self, element);
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  const char *label = self->entry_part == GP_HIT_TYPE ? _("Type") : _("Name");

  if (gp_element_get_kind (element) == GP_KIND_NOTE)
    {
      self->entry = new_note_entry (text);
      label = _("Text");
    }
  else
    self->entry = new_line_entry (self, text);
  if (fresh_field)
    /* Translators: what to type in the row of a new field, as "email text". */
    gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("name type"));
  gtk_widget_add_css_class (self->entry, "canvas-entry");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label, -1);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect (key, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (self->entry, key);
  g_signal_connect (focus, "leave", G_CALLBACK (entry_left_cb), self);
  gtk_widget_add_controller (self->entry, focus);
  gtk_widget_set_parent (self->entry, GTK_WIDGET (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_grab_focus (self->entry);
}

static void
begin (GpCanvas   *self,
       const GpId *id,
       GpHitPart   part,
       guint64     fresh)
{
  GpId wanted = *id;     /* @id may be part of what an edit makes anew */
  const GpElement *element;

  gp_canvas_stop_editing (self, TRUE);
  element = self->design != NULL ? gp_design_lookup (self->design, &wanted) : NULL;
  if (element == NULL || !gp_canvas_can_edit (self))
    return;
  self->entry_id = wanted;
  self->entry_part = part;
  self->entry_fresh = fresh;
  if (entry_item (self) == NULL)
    return;
  gp_canvas_show_field (self, &wanted);
  gp_canvas_reveal (self, &wanted);
  show_entry (self, element);
}

void
gp_canvas_edit_name (GpCanvas   *self,
                     const GpId *id,
                     gboolean    fresh)
{
  begin (self, id, GP_HIT_HEADER, fresh ? gp_history_get_newest (self->history) : 0);
}

void
gp_canvas_edit_type (GpCanvas   *self,
                     const GpId *field)
{
  begin (self, field, GP_HIT_TYPE, 0);
}
