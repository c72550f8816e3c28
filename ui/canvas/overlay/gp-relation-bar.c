/* gp-relation-bar.c — what a relation says, on the drawing and ready to be changed
 * SPDX-License-Identifier: Apache-2.0
 *
 * The name is an entry that looks like a label until it has the keyboard. GtkEditableLabel would
 * tell of a name a while after the keyboard went elsewhere: by then another relation may be the
 * one that is shown, and the keyboard is taken from where it went. */
#define G_LOG_DOMAIN "gp-relation-bar"
#include "config.h"
#include "gp-relation-bar.h"

#include "gp-edit-relate.h"

#include <glib/gi18n-lib.h>

#define LEAST_CHARS  6
#define MOST_CHARS  32

struct _GpRelationBar
{
  GtkWidget      parent_instance;

  GtkWidget     *cardinality;
  GtkWidget     *name;
  GtkWidget     *on_delete;
  GActionGroup  *actions;
  GpId           relation;
  char          *shown;         /* the name that the entry had before anything was typed */
};

G_DEFINE_FINAL_TYPE (GpRelationBar, gp_relation_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CARDINALITY,
  SIGNAL_ON_DELETE,
  SIGNAL_RENAMED,
  SIGNAL_LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  const char *nick;
  const char *mark;         /* on the bar */
  const char *label;        /* in the menu; NULL: the metamodel's word */
} Choice;

static const Choice cardinalities[] = {
  [GP_CARDINALITY_MANY_TO_ONE] = { "many-to-one", "n : 1", N_("Many to _one (n : 1)") },
  [GP_CARDINALITY_MANY_TO_OPTIONAL] = { "many-to-optional", "n : 0..1",
                                        N_("Many to one or none (n : _0..1)") },
  [GP_CARDINALITY_ONE_TO_ONE] = { "one-to-one", "1 : 1", N_("One _to one (1 : 1)") },
  [GP_CARDINALITY_ONE_TO_OPTIONAL] = { "one-to-optional", "1 : 0..1",
                                       N_("One to one _or none (1 : 0..1)") },
  [GP_RELATION_BAR_MANY_TO_MANY] = { "many-to-many", "n : m",
                                     N_("_Many to many (an entity between)") },
};

static const Choice deletions[] = {
  { "no_action", N_("On delete: refuse at the end"), NULL },
  { "restrict", N_("On delete: refuse"), NULL },
  { "cascade", N_("On delete: delete too"), NULL },
  { "set_null", N_("On delete: leave empty"), NULL },
  { "set_default", N_("On delete: default"), NULL },
};

static void
cardinality_cb (GSimpleAction *action,
                GVariant      *value,
                gpointer       user_data)
{
  GpRelationBar *self = user_data;

  for (guint i = 0; i < G_N_ELEMENTS (cardinalities); i++)
    if (g_str_equal (cardinalities[i].nick, g_variant_get_string (value, NULL)))
      g_signal_emit (self, signals[SIGNAL_CARDINALITY], 0, i);
}

static void
on_delete_cb (GSimpleAction *action,
              GVariant      *value,
              gpointer       user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_ON_DELETE], 0, g_variant_get_string (value, NULL));
}

static const GActionEntry entries[] = {
  { .name = "cardinality", .parameter_type = "s", .state = "''", .change_state = cardinality_cb },
  { .name = "on-delete", .parameter_type = "s", .state = "''", .change_state = on_delete_cb },
};

/* What was typed, once: the entry shows it until the relation is shown anew. */
static void
take_name (GpRelationBar *self)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->name)));

  if (g_str_equal (typed, self->shown))
    return;
  g_free (self->shown);
  self->shown = g_strdup (typed);
  g_signal_emit (self, signals[SIGNAL_RENAMED], 0, typed);
}

static void
name_activate_cb (GpRelationBar *self)
{
  take_name (self);
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static void
name_leave_cb (GpRelationBar *self)
{
  gtk_editable_select_region (GTK_EDITABLE (self->name), 0, 0);
  take_name (self);
}

/* Of the bar, not of the drawing around it: there Tab walks from card to card, arrows move what is
 * selected, and Delete takes it away. */
static gboolean
key_pressed_cb (GpRelationBar   *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  gboolean back = key == GDK_KEY_ISO_Left_Tab || (state & GDK_SHIFT_MASK) != 0;

  if (key == GDK_KEY_Escape)
    {
      gtk_editable_set_text (GTK_EDITABLE (self->name), self->shown);
      g_signal_emit (self, signals[SIGNAL_LEFT], 0);
      return GDK_EVENT_STOP;
    }
  if (key == GDK_KEY_Tab || key == GDK_KEY_ISO_Left_Tab)
    {
      if (!gtk_widget_child_focus (GTK_WIDGET (self),
                                   back ? GTK_DIR_TAB_BACKWARD : GTK_DIR_TAB_FORWARD))
        g_signal_emit (self, signals[SIGNAL_LEFT], 0);
      return GDK_EVENT_STOP;
    }
  return (state & (GDK_CONTROL_MASK | GDK_ALT_MASK)) == 0 && !(key >= GDK_KEY_F1
                                                                && key <= GDK_KEY_F12)
           ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

static GtkWidget *
new_name (GpRelationBar *self)
{
  GtkWidget *name = gtk_entry_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_set_valign (name, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (name), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Name of the relation"), -1);
  g_signal_connect_object (name, "activate", G_CALLBACK (name_activate_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (name_leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (name, focus);
  return name;
}

static GtkWidget *
new_menu (const char   *action,
          const Choice *choices,
          gsize         n,
          const char   *label)
{
  GtkWidget *button = gtk_menu_button_new ();
  g_autoptr(GMenu) menu = g_menu_new ();

  for (gsize i = 0; i < n; i++)
    {
      const char *text = choices[i].label != NULL
                           ? choices[i].label
                           : gp_property_get_word (GP_FIELD_ON_DELETE, choices[i].nick);
      g_autoptr(GMenuItem) item = g_menu_item_new (_(text), NULL);

      g_menu_item_set_action_and_target (item, action, "s", choices[i].nick);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button), G_MENU_MODEL (menu));
  gtk_menu_button_set_always_show_arrow (GTK_MENU_BUTTON (button), TRUE);
  gtk_menu_button_set_has_frame (GTK_MENU_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  return button;
}

static void
set_chip (GpRelationBar *self,
          GtkWidget     *button,
          const char    *action,
          const Choice  *choice,
          const char    *label)
{
  g_autofree char *spoken = g_strdup_printf (C_("label and value", "%s: %s"), label,
                                             _(choice->mark));

  gtk_menu_button_set_label (GTK_MENU_BUTTON (button), _(choice->mark));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken,
                                  -1);
  g_simple_action_set_state (
    G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), action)),
    g_variant_new_string (choice->nick));
}

static void
gp_relation_bar_dispose (GObject *object)
{
  GpRelationBar *self = GP_RELATION_BAR (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->actions);
  g_clear_pointer (&self->shown, g_free);

  G_OBJECT_CLASS (gp_relation_bar_parent_class)->dispose (object);
}

static void
gp_relation_bar_class_init (GpRelationBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_relation_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  signals[SIGNAL_CARDINALITY] =
    g_signal_new ("cardinality", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_ON_DELETE] =
    g_signal_new ("on-delete", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_RENAMED] =
    g_signal_new ("renamed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_LEFT] =
    g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_relation_bar_init (GpRelationBar *self)
{
  g_autoptr(GSimpleActionGroup) group = g_simple_action_group_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  g_action_map_add_action_entries (G_ACTION_MAP (group), entries, G_N_ELEMENTS (entries), self);
  self->actions = g_object_ref (G_ACTION_GROUP (group));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "relation", self->actions);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Relation"), -1);

  self->cardinality = new_menu ("relation.cardinality", cardinalities,
                                G_N_ELEMENTS (cardinalities), _("How many refer to how many"));
  self->shown = g_strdup ("");
  self->name = new_name (self);
  self->on_delete = new_menu ("relation.on-delete", deletions, G_N_ELEMENTS (deletions),
                              _("When what is referred to is deleted"));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_widget_set_parent (self->cardinality, GTK_WIDGET (self));
  gtk_widget_set_parent (self->name, GTK_WIDGET (self));
  gtk_widget_set_parent (self->on_delete, GTK_WIDGET (self));
}

GtkWidget *
gp_relation_bar_new (void)
{
  return g_object_new (GP_TYPE_RELATION_BAR, NULL);
}

gboolean
gp_relation_bar_set_relation (GpRelationBar *self,
                              GpDesign      *design,
                              const GpId    *id)
{
  const GpElement *element = gp_design_lookup (design, id);
  GpCardinality cardinality;
  const char *nick;
  const char *name;
  int width;

  if (!gp_edit_get_cardinality (design, id, &cardinality))
    return FALSE;
  set_chip (self, self->cardinality, "cardinality", &cardinalities[cardinality],
            _("How many refer to how many"));
  nick = gp_element_get_text (element, gp_element_get_kind (element) == GP_KIND_FIELD
                                         ? GP_FIELD_ON_DELETE : GP_FOREIGN_KEY_ON_DELETE);
  for (gsize i = 0; i < G_N_ELEMENTS (deletions); i++)
    if (g_str_equal (deletions[i].nick, nick))
      set_chip (self, self->on_delete, "on-delete", &deletions[i],
                _("When what is referred to is deleted"));
  name = gp_element_get_name (element);
  if (gp_id_equal (&self->relation, id) && g_str_equal (self->shown, name))
    return TRUE;              /* what is being typed stays */
  self->relation = *id;
  g_free (self->shown);
  self->shown = g_strdup (name);
  width = CLAMP ((int) g_utf8_strlen (name, -1) + 1, LEAST_CHARS, MOST_CHARS);
  gtk_editable_set_text (GTK_EDITABLE (self->name), name);
  gtk_editable_set_width_chars (GTK_EDITABLE (self->name), width);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (self->name), width);
  return TRUE;
}

const GpId *
gp_relation_bar_get_relation (GpRelationBar *self)
{
  return &self->relation;
}

void
gp_relation_bar_edit_name (GpRelationBar *self)
{
  gtk_widget_grab_focus (self->name);
}
