/* gp-relation-popover.c — what a relation that was dropped on nothing leads to
 * SPDX-License-Identifier: Apache-2.0
 *
 * The first row makes the entity that is typed, the others are entities that fit what is typed. As
 * long as the proposed name stands there untouched, all of them fit. */
#define G_LOG_DOMAIN "gp-relation-popover"
#include "config.h"
#include "gp-relation-popover.h"

#include "gp-name.h"
#include "gp-typed-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_ROWS   40
#define LIST_HEIGHT 220

struct _GpRelationPopover
{
  GtkPopover  parent_instance;

  GpDesign   *design;
  char       *proposal;
  GtkWidget  *entry;
  GtkWidget  *problem;
  GtkWidget  *list;
  GtkWidget  *many;
};

G_DEFINE_FINAL_TYPE (GpRelationPopover, gp_relation_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CREATE,
  SIGNAL_CONNECT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
add_row (GpRelationPopover *self,
         const char        *icon,
         const char        *text,
         const GpId        *id)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  if (id != NULL)
    g_object_set_data_full (G_OBJECT (row), "id", g_memdup2 (id, sizeof *id), g_free);
  gtk_list_box_append (GTK_LIST_BOX (self->list), row);
}

static gboolean
fits (const char *name,
      const char *typed)
{
  g_autofree char *a = g_utf8_casefold (name, -1);
  g_autofree char *b = g_utf8_casefold (typed, -1);

  return strstr (a, b) != NULL;
}

/* Whether a new entity can have the typed name; says why not. */
static gboolean
check_name (GpRelationPopover *self,
            const char        *typed)
{
  g_autoptr(GError) error = NULL;
  const GpId *root = gp_design_get_root_id (self->design);
  gboolean taken = gp_design_find_child (self->design, root, GP_KIND_ENTITY, typed) != NULL;
  gboolean fine = !taken && gp_typed_name_check (self->design, root, GP_KIND_ENTITY, &gp_id_nil,
                                                 typed, &error);

  /* Nothing and the name of another one are no mistakes: then that one is meant. */
  gtk_label_set_label (GTK_LABEL (self->problem), error != NULL ? error->message : "");
  gtk_widget_set_visible (self->problem, error != NULL && typed[0] != '\0');
  return fine;
}

static void
fill (GpRelationPopover *self)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_autoptr(GPtrArray) entities = NULL;
  gboolean all = g_str_equal (typed, self->proposal);
  GtkListBoxRow *first;
  GtkWidget *row;
  guint n = 0;

  if (self->design == NULL)
    return;
  g_strstrip (typed);
  entities = gp_design_list (self->design, GP_KIND_ENTITY);
  while ((row = gtk_widget_get_first_child (self->list)) != NULL)
    gtk_list_box_remove (GTK_LIST_BOX (self->list), row);
  if (check_name (self, typed))
    {
      g_autofree char *text = g_strdup_printf (_("Create “%s”"), typed);

      add_row (self, "list-add-symbolic", text, NULL);
    }
  for (guint i = 0; i < entities->len && n < MOST_ROWS; i++)
    {
      const GpElement *entity = entities->pdata[i];
      const char *name = gp_element_get_name (entity);

      if (!all && !fits (name, typed))
        continue;
      add_row (self, "view-list-symbolic", name, gp_element_get_id (entity));
      n++;
    }
  first = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list), 0);
  gtk_list_box_select_row (GTK_LIST_BOX (self->list), first);
  gtk_widget_set_visible (gtk_widget_get_ancestor (self->list, GTK_TYPE_SCROLLED_WINDOW),
                          first != NULL);
}

static void
row_activated_cb (GpRelationPopover *self,
                  GtkListBoxRow     *row)
{
  g_autoptr(GpRelationPopover) alive = g_object_ref (self);
  g_autofree char *name = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  const GpId *id = g_object_get_data (G_OBJECT (row), "id");
  GpId chosen = id != NULL ? *id : gp_id_nil;
  gboolean many = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->many));

  g_strstrip (name);
  if (gp_id_is_nil (&chosen))
    g_signal_emit (self, signals[SIGNAL_CREATE], 0, name, many);
  else
    g_signal_emit (self, signals[SIGNAL_CONNECT], 0, &chosen, many);
  gtk_popover_popdown (GTK_POPOVER (self));
}

static void
entry_activated_cb (GpRelationPopover *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));

  if (row != NULL)
    row_activated_cb (self, row);
}

static gboolean
entry_key_cb (GpRelationPopover *self,
              guint              key)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (GTK_LIST_BOX (self->list));
  int at = row != NULL ? gtk_list_box_row_get_index (row) : -1;

  if (key != GDK_KEY_Down && key != GDK_KEY_Up)
    return GDK_EVENT_PROPAGATE;
  row = gtk_list_box_get_row_at_index (GTK_LIST_BOX (self->list),
                                       at + (key == GDK_KEY_Down ? 1 : -1));
  if (row != NULL && (key == GDK_KEY_Down || at > 0))
    {
      gtk_list_box_select_row (GTK_LIST_BOX (self->list), row);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                      gtk_label_get_label (GTK_LABEL (gtk_widget_get_last_child (
                                        gtk_list_box_row_get_child (row)))), -1);
    }
  return GDK_EVENT_STOP;
}

/* It is shown once; GTK may keep it for a while after that, which must not keep the design. */
static void
gp_relation_popover_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gp_relation_popover_parent_class)->unmap (widget);

  g_clear_object (&GP_RELATION_POPOVER (widget)->design);
}

static void
gp_relation_popover_dispose (GObject *object)
{
  GpRelationPopover *self = GP_RELATION_POPOVER (object);

  g_clear_object (&self->design);
  g_clear_pointer (&self->proposal, g_free);

  G_OBJECT_CLASS (gp_relation_popover_parent_class)->dispose (object);
}

static void
gp_relation_popover_class_init (GpRelationPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_relation_popover_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = gp_relation_popover_unmap;

  signals[SIGNAL_CREATE] =
    g_signal_new ("create", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_CONNECT] =
    g_signal_new ("connect", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
}

static void
gp_relation_popover_init (GpRelationPopover *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->entry = gtk_entry_new ();
  gtk_entry_set_placeholder_text (GTK_ENTRY (self->entry), _("Name of the entity"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the entity"), -1);
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (entry_key_cb), self);
  gtk_widget_add_controller (self->entry, key);

  self->problem = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->problem), 0);
  gtk_label_set_wrap (GTK_LABEL (self->problem), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->problem), 30);
  gtk_widget_add_css_class (self->problem, "error");
  gtk_widget_add_css_class (self->problem, "caption");

  self->list = gtk_list_box_new ();
  gtk_list_box_set_selection_mode (GTK_LIST_BOX (self->list), GTK_SELECTION_BROWSE);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), LIST_HEIGHT);

  self->many = gtk_check_button_new_with_mnemonic (_("_Many to many"));

  gtk_widget_set_size_request (box, 240, -1);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), self->problem);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->many);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
gp_relation_popover_new (GpDesign *design,
                         gboolean  many)
{
  GpRelationPopover *self = g_object_new (GP_TYPE_RELATION_POPOVER, NULL);

  self->design = g_object_ref (design);
  self->proposal = gp_name_make_unique (design, gp_design_get_root_id (design), GP_KIND_ENTITY,
                                        "entity", NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->many), many);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), self->proposal);
  fill (self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (entry_activated_cb), self);
  g_signal_connect_swapped (self->list, "row-activated", G_CALLBACK (row_activated_cb), self);
  return GTK_WIDGET (self);
}
