/* gp-element-picker.c — a popover to pick an element from, with search
 * SPDX-License-Identifier: Apache-2.0
 *
 * A virtualised list over plain items, so that a reference among ten thousand entities opens at
 * once. The item for "none" matches every search, and so does the last one, which offers to make
 * what is not there.
 */
#define G_LOG_DOMAIN "gp-element-picker"
#include "config.h"

#include "gp-element-picker.h"

#include "gp-describe.h"
#include "gp-hint.h"
#include "gp-lead.h"

#include <glib/gi18n-lib.h>

/* GpPickerItem: one line. */
#define GP_TYPE_PICKER_ITEM (gp_picker_item_get_type ())
G_DECLARE_FINAL_TYPE (GpPickerItem, gp_picker_item, GP, PICKER_ITEM, GObject)

struct _GpPickerItem
{
  GObject parent_instance;

  GpId        id;
  char       *text;
  char       *folded;
  const char *icon;
  gboolean    is_offer;
};

G_DEFINE_FINAL_TYPE (GpPickerItem, gp_picker_item, G_TYPE_OBJECT)

static void
gp_picker_item_finalize (GObject *object)
{
  GpPickerItem *self = GP_PICKER_ITEM (object);

  g_free (self->text);
  g_free (self->folded);

  G_OBJECT_CLASS (gp_picker_item_parent_class)->finalize (object);
}

static void
gp_picker_item_class_init (GpPickerItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_picker_item_finalize;
}

static void
gp_picker_item_init (GpPickerItem *self)
{
}

struct _GpElementPicker
{
  GtkPopover parent_instance;

  GListStore         *store;
  GtkFilter          *filter;
  GtkSingleSelection *selection;
  GtkWidget          *entry;
  GtkWidget          *list;
  char               *needle;
  const char         *offer;      /* a sentence with the name in it; NULL: nothing is offered */
};

G_DEFINE_FINAL_TYPE (GpElementPicker, gp_element_picker, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_PICKED,
  SIGNAL_NAMED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
matches (gpointer object,
         gpointer user_data)
{
  GpPickerItem *item = object;
  GpElementPicker *self = user_data;

  return self->needle == NULL || gp_id_is_nil (&item->id)
         || strstr (item->folded, self->needle) != NULL;
}

static void
pick (GpElementPicker *self,
      guint            position)
{
  g_autoptr(GpPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item == NULL)
    return;

  gtk_popover_popdown (GTK_POPOVER (self));
  if (item->is_offer)
    g_signal_emit (self, signals[SIGNAL_NAMED], 0,
                   gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  else
    g_signal_emit (self, signals[SIGNAL_PICKED], 0, gp_id_is_nil (&item->id) ? NULL : &item->id);
}

static gboolean
has_name (GpElementPicker *self,
          const char      *folded)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr(GpPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (!gp_id_is_nil (&item->id) && g_str_equal (item->folded, folded))
        return TRUE;
    }

  return FALSE;
}

static void
update_offer (GpElementPicker *self,
              const char      *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  g_autoptr(GpPickerItem) last = n > 0 ? g_list_model_get_item (G_LIST_MODEL (self->store), n - 1)
                                       : NULL;
  g_autoptr(GString) text = NULL;
  g_autoptr(GpPickerItem) item = NULL;

  if (last != NULL && last->is_offer)
    g_list_store_remove (self->store, n - 1);
  if (self->offer == NULL || self->needle == NULL || has_name (self, self->needle))
    return;

  text = g_string_new (self->offer);
  g_string_replace (text, "%s", name, 1);
  item = g_object_new (GP_TYPE_PICKER_ITEM, NULL);
  item->text = g_string_free (g_steal_pointer (&text), FALSE);
  item->folded = g_strdup ("");
  item->icon = "list-add-symbolic";
  item->is_offer = TRUE;
  g_list_store_append (self->store, item);
}

static void
search_changed_cb (GpElementPicker *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));

  g_free (self->needle);
  self->needle = *text != '\0' ? g_utf8_casefold (text, -1) : NULL;
  update_offer (self, text);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);

  /* The first real match, not "none", is what Enter takes; without one what is offered. */
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->selection)); i++)
    {
      g_autoptr(GpPickerItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), i);

      if (self->needle == NULL || item->is_offer || !gp_id_is_nil (&item->id))
        {
          gtk_single_selection_set_selected (self->selection, i);
          break;
        }
    }
}

/* Search entries tell a moment later what was typed; who types fast has pressed Enter by then. */
static void
search_activated_cb (GpElementPicker *self)
{
  search_changed_cb (self);
  pick (self, gtk_single_selection_get_selected (self->selection));
}

static void
row_activated_cb (GpElementPicker *self,
                  guint            position)
{
  pick (self, position);
}

static gboolean
key_pressed_cb (GpElementPicker *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  guint at = gtk_single_selection_get_selected (self->selection);

  if (key == GDK_KEY_Down)
    at++;
  else if (key == GDK_KEY_Up && at > 0)
    at--;
  else
    return GDK_EVENT_PROPAGATE;

  if (at < g_list_model_get_n_items (G_LIST_MODEL (self->selection)))
    {
      gtk_single_selection_set_selected (self->selection, at);
      gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", at);
    }
  return GDK_EVENT_STOP;
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
  gtk_box_append (GTK_BOX (box), gtk_image_new ());
  gtk_box_append (GTK_BOX (box), label);
  gtk_list_item_set_child (row, box);
}

static void
bind_cb (GtkListItemFactory *factory,
         GtkListItem        *row)
{
  GpPickerItem *item = gtk_list_item_get_item (row);
  GtkWidget *box = gtk_list_item_get_child (row);
  GtkWidget *image = gtk_widget_get_first_child (box);
  GtkWidget *label = gtk_widget_get_last_child (box);

  gtk_image_set_from_icon_name (GTK_IMAGE (image), item->icon);
  gtk_label_set_label (GTK_LABEL (label), item->text);
  gp_hint_name_row (box);
  if (gp_id_is_nil (&item->id) && !item->is_offer)
    gtk_widget_add_css_class (label, "dim-label");
  else
    gtk_widget_remove_css_class (label, "dim-label");
}

static void
gp_element_picker_dispose (GObject *object)
{
  GpElementPicker *self = GP_ELEMENT_PICKER (object);

  g_clear_object (&self->store);
  g_clear_pointer (&self->needle, g_free);

  G_OBJECT_CLASS (gp_element_picker_parent_class)->dispose (object);
}

static void
gp_element_picker_class_init (GpElementPickerClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_element_picker_dispose;

  signals[SIGNAL_PICKED] =
    g_signal_new ("picked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_NAMED] =
    g_signal_new ("named", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
gp_element_picker_init (GpElementPicker *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkFilterListModel *filtered;
  GtkWidget *scroller;

  self->store = g_list_store_new (GP_TYPE_PICKER_ITEM);
  self->filter = GTK_FILTER (gtk_custom_filter_new (matches, self, NULL));
  filtered = gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (self->store)), self->filter);
  self->selection = gtk_single_selection_new (G_LIST_MODEL (filtered));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  self->entry = gtk_search_entry_new ();
  gp_lead_keep (GTK_EDITABLE (self->entry));
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (self->selection), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gtk_widget_add_css_class (self->list, "navigation-sidebar");
  scroller = g_object_new (GTK_TYPE_SCROLLED_WINDOW,
                           "hscrollbar-policy", GTK_POLICY_NEVER,
                           "propagate-natural-height", TRUE,
                           "max-content-height", 320,
                           "min-content-width", 240,
                           "child", self->list,
                           NULL);
  gtk_box_append (GTK_BOX (box), self->entry);
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_popover_set_child (GTK_POPOVER (self), box);

  g_signal_connect_object (self->entry, "search-changed", G_CALLBACK (search_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (search_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "activate", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (self->entry, keys);
}

GtkWidget *
gp_element_picker_new (void)
{
  return g_object_new (GP_TYPE_ELEMENT_PICKER, NULL);
}

static GpPickerItem *
item_for (GpDesign        *design,
          const GpElement *element)
{
  GpPickerItem *item = g_object_new (GP_TYPE_PICKER_ITEM, NULL);

  item->id = *gp_element_get_id (element);
  item->text = gp_describe_title (design, element);
  item->folded = g_utf8_casefold (item->text, -1);
  item->icon = gp_describe_icon (gp_element_get_kind (element));

  return item;
}

void
gp_element_picker_fill (GpElementPicker *self,
                        GpDesign        *design,
                        GPtrArray       *elements,
                        const char      *none)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_if_fail (GP_IS_ELEMENT_PICKER (self));

  if (none != NULL)
    {
      GpPickerItem *item = g_object_new (GP_TYPE_PICKER_ITEM, NULL);

      item->text = g_strdup (none);
      item->folded = g_strdup ("");
      g_ptr_array_add (items, item);
    }
  for (guint i = 0; i < elements->len; i++)
    g_ptr_array_add (items, item_for (design, elements->pdata[i]));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);
}

void
gp_element_picker_offer (GpElementPicker *self,
                         GpKind           kind)
{
  static const struct
  {
    GpKind      kind;
    const char *sentence;
  } offers[] = {
    { GP_KIND_DOMAIN, N_("New domain “%s”") },   { GP_KIND_ENTITY, N_("New entity “%s”") },
    { GP_KIND_ROLE, N_("New role “%s”") },       { GP_KIND_EVENT, N_("New event “%s”") },
    { GP_KIND_BUCKET, N_("New bucket “%s”") },   { GP_KIND_FLOW, N_("New flow “%s”") },
    { GP_KIND_CONNECTION, N_("New connection “%s”") },
  };

  g_return_if_fail (GP_IS_ELEMENT_PICKER (self));

  self->offer = NULL;
  for (gsize i = 0; i < G_N_ELEMENTS (offers); i++)
    if (offers[i].kind == kind)
      self->offer = _(offers[i].sentence);
  g_object_set (self->entry, "placeholder-text",
                self->offer != NULL ? _("Find, or name a new one") : NULL, NULL);
}
