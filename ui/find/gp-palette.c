/* gp-palette.c — finds anything and does anything, by a few letters
 * SPDX-License-Identifier: Apache-2.0
 *
 * A search is made at every key, at once: the index answers within a few milliseconds. It is filled
 * in pieces while nothing else is to be done, and by what is left when the palette is opened.
 *
 * The first character may say what is meant: > a command, # a field, @ a role. The line below the
 * list says so. */
#define G_LOG_DOMAIN "gp-palette"
#include "config.h"

#include "gp-palette.h"

#include "gp-find-words.h"
#include "gp-hint.h"
#include "gp-lead.h"
#include "gp-palette-item.h"
#include "gp-palette-row.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define WIDTH         640
#define MAX_LINES      60
#define MAX_RECENT      8
#define PIECE        1500     /* elements read in one idle call: about 2 ms */
#define COMMAND_WEIGHT 24     /* as much as an entity's */
#define WORDS_WEIGHT    4     /* see gp-find-search.c */

struct _GpPalette
{
  GtkWidget parent_instance;

  GpSession          *session;
  GpFindIndex        *index;       /* NULL without a session */
  guint               idle;
  GpCanvas           *canvas;      /* while it is open */
  GPtrArray          *commands;    /* while it is open */
  GtkEventController *keys;        /* at the window while it is open; not owned */
  GtkWidget          *before;      /* what had the focus, or NULL; weak */

  GtkWidget          *box;
  GtkWidget          *entry;
  GtkWidget          *scroller;
  GtkWidget          *list;
  GtkWidget          *nothing;
  GListStore         *items;
  GtkSingleSelection *chosen;
};

G_DEFINE_FINAL_TYPE (GpPalette, gp_palette, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_GO,
  SIGNAL_RUN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct
{
  char     sign;
  gboolean commands;
  guint64  kinds;
} prefixes[] = {
  { '>', TRUE,  0 },
  { '#', FALSE, GP_KIND_MASK (GP_KIND_FIELD) },
  { '@', FALSE, GP_KIND_MASK (GP_KIND_ROLE) },
};

/* --- the index --- */

static gboolean
fill_cb (gpointer user_data)
{
  GpPalette *self = user_data;

  if (gp_find_index_fill (self->index, PIECE))
    return G_SOURCE_CONTINUE;
  self->idle = 0;
  return G_SOURCE_REMOVE;
}

static void
fill_later (GpPalette *self)
{
  if (self->idle == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, fill_cb, self, NULL);
}

static void
design_applied_cb (GpPalette   *self,
                   GpChangeSet *changes)
{
  gp_find_index_update (self->index, changes);
  fill_later (self);
}

void
gp_palette_set_session (GpPalette *self,
                        GpSession *session)
{
  g_return_if_fail (GP_IS_PALETTE (self));

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_data (gp_session_get_design (self->session), self);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_pointer (&self->index, gp_find_index_free);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  self->index = gp_find_index_new (gp_session_get_design (session));
  g_signal_connect_object (gp_session_get_design (session), "applied",
                           G_CALLBACK (design_applied_cb), self, G_CONNECT_SWAPPED);
  fill_later (self);
}

void
gp_palette_touch (GpPalette  *self,
                  const GpId *id)
{
  g_return_if_fail (GP_IS_PALETTE (self));

  if (self->index != NULL)
    gp_find_index_touch (self->index, id);
}

/* --- searching --- */

static void
add_commands (GpPalette  *self,
              GPtrArray  *found,
              const char *query)
{
  GpFindWords words;

  gp_find_words_init (&words, query);
  for (guint i = 0; i < self->commands->len; i++)
    {
      const GpCommand *command = g_ptr_array_index (self->commands, i);
      int score = gp_find_words_match (&words, command->title, strlen (command->title),
                                       gp_fuzzy_mask (command->title, -1), NULL, 0, 0);

      if (score == 0 && words.n > 0)
        continue;
      score = score * WORDS_WEIGHT + COMMAND_WEIGHT;
      g_ptr_array_add (found, gp_palette_item_new_command (command, query, score));
    }
}

static void
add_elements (GpPalette  *self,
              GPtrArray  *found,
              const char *query,
              guint64     kinds)
{
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GArray) results = gp_find_index_search (self->index, query, kinds, MAX_LINES);

  for (guint i = 0; i < results->len; i++)
    g_ptr_array_add (found, gp_palette_item_new_element (
                              design, &g_array_index (results, GpFindResult, i), query));
}

static void
add_recent (GpPalette *self,
            GPtrArray *found,
            guint64    kinds)
{
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GArray) recent = gp_find_index_list_recent (self->index);

  for (guint i = 0; i < recent->len && found->len < MAX_RECENT; i++)
    {
      const GpElement *element = gp_design_lookup (design, &g_array_index (recent, GpId, i));
      GpFindResult result = { .what = GP_FIND_NAME, .score = G_MAXINT };

      if (element == NULL || (kinds & GP_KIND_MASK (gp_element_get_kind (element))) == 0)
        continue;
      result.id = *gp_element_get_id (element);
      result.kind = gp_element_get_kind (element);
      g_ptr_array_add (found, gp_palette_item_new_element (design, &result, ""));
    }
}

/* Best first; what is not possible now comes last. */
static gint
compare_items (gconstpointer a,
               gconstpointer b)
{
  gboolean first_can = gp_palette_item_is_possible (*(GpPaletteItem **) a);
  gboolean second_can = gp_palette_item_is_possible (*(GpPaletteItem **) b);
  int first = gp_palette_item_get_score (*(GpPaletteItem **) a);
  int second = gp_palette_item_get_score (*(GpPaletteItem **) b);

  if (first_can != second_can)
    return first_can ? -1 : 1;
  return first < second ? 1 : first > second ? -1 : 0;
}

static void
search (GpPalette *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func (g_object_unref);
  guint64 kinds = GP_KIND_MASK_ANY;
  gboolean commands = TRUE;
  gboolean elements = self->index != NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (*text == prefixes[i].sign)
      {
        commands = prefixes[i].commands;
        elements = elements && !commands;
        kinds = prefixes[i].kinds;
        text++;
        break;
      }
  text += strspn (text, " ");
  if (elements && *text == '\0')
    add_recent (self, found, kinds);
  else if (elements)
    add_elements (self, found, text, kinds);
  if (commands)
    add_commands (self, found, text);

  g_ptr_array_sort (found, compare_items);
  if (*text != '\0' && found->len > MAX_LINES)
    g_ptr_array_set_size (found, MAX_LINES);
  g_list_store_splice (self->items, 0, g_list_model_get_n_items (G_LIST_MODEL (self->items)),
                       found->pdata, found->len);
  gtk_single_selection_set_selected (self->chosen, 0);
  gtk_widget_set_visible (self->scroller, found->len > 0);
  gtk_widget_set_visible (self->nothing, found->len == 0);
  if (found->len > 0)
    gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", 0);
}

/* --- choosing --- */

void
gp_palette_choose (GpPalette *self,
                   guint      line,
                   gboolean   name)
{
  g_autoptr(GpPaletteItem) item = NULL;
  g_autoptr(GPtrArray) commands = NULL;     /* the command must outlive the closing */
  const GpCommand *command;

  g_return_if_fail (GP_IS_PALETTE (self));

  item = g_list_model_get_item (G_LIST_MODEL (self->items), line);
  if (item == NULL)
    return;
  command = gp_palette_item_get_command (item);
  if (command != NULL && command->why != NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  commands = self->commands != NULL ? g_ptr_array_ref (self->commands) : NULL;
  gp_palette_close (self);
  if (command != NULL)
    g_signal_emit (self, signals[SIGNAL_RUN], 0, command);
  else
    {
      gp_palette_touch (self, gp_palette_item_get_id (item));
      g_signal_emit (self, signals[SIGNAL_GO], 0, gp_palette_item_get_id (item), name);
    }
}

static void
move (GpPalette *self,
      int        by)
{
  int n = (int) g_list_model_get_n_items (G_LIST_MODEL (self->items));
  int at = (int) gtk_single_selection_get_selected (self->chosen) + by;

  if (n == 0)
    return;
  /* A step leads round the ends, a page does not. */
  at = ABS (by) == 1 ? (at + n) % n : CLAMP (at, 0, n - 1);
  gtk_single_selection_set_selected (self->chosen, (guint) at);
  gtk_widget_activate_action (self->list, "list.scroll-to-item", "u", (guint) at);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *keys,
                guint                  key,
                guint                  code,
                GdkModifierType        state,
                GpPalette             *self)
{
  gboolean control = (state & GDK_CONTROL_MASK) != 0;

  switch (key)
    {
    case GDK_KEY_Escape:
      gp_palette_close (self);
      return GDK_EVENT_STOP;
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_ISO_Enter:
      gp_palette_choose (self, gtk_single_selection_get_selected (self->chosen), control);
      return GDK_EVENT_STOP;
    case GDK_KEY_Down:
    case GDK_KEY_Tab:
      move (self, 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Up:
    case GDK_KEY_ISO_Left_Tab:
      move (self, -1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Down:
      move (self, 8);
      return GDK_EVENT_STOP;
    case GDK_KEY_Page_Up:
      move (self, -8);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
row_activated_cb (GpPalette *self,
                  guint      line)
{
  gp_palette_choose (self, line, FALSE);
}

static void
focus_left_cb (GpPalette *self)
{
  gp_palette_close (self);
}

/* --- opening and closing --- */

void
gp_palette_open (GpPalette  *self,
                 GpCanvas   *canvas,
                 const char *text)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = gtk_root_get_focus (root);

  g_return_if_fail (GP_IS_PALETTE (self));

  if (self->keys == NULL)
    {
      g_set_weak_pointer (&self->before, focus);
      /* At the window, where its own keys would otherwise come first. */
      self->keys = gtk_event_controller_key_new ();
      gtk_event_controller_set_propagation_phase (self->keys, GTK_PHASE_CAPTURE);
      g_signal_connect_object (self->keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
      gtk_widget_add_controller (GTK_WIDGET (root), self->keys);
    }
  while (self->index != NULL && gp_find_index_fill (self->index, G_MAXUINT))
    ;
  g_set_object (&self->canvas, canvas);
  g_clear_pointer (&self->commands, g_ptr_array_unref);
  self->commands = gp_command_list (GTK_WINDOW (root), canvas, self->session);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gp_palette_set_text (self, text);
  gtk_widget_grab_focus (self->entry);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

void
gp_palette_close (GpPalette *self)
{
  GtkWidget *before = self->before;
  GtkRoot *root;
  GtkWidget *focus;

  g_return_if_fail (GP_IS_PALETTE (self));

  if (self->keys == NULL)
    return;
  root = gtk_widget_get_root (GTK_WIDGET (self));
  focus = gtk_root_get_focus (root);
  gtk_widget_remove_controller (GTK_WIDGET (root), self->keys);
  self->keys = NULL;
  if (before == NULL || !gtk_widget_get_mapped (before))
    before = GTK_WIDGET (self->canvas);
  if (before != NULL && focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self)))
    gtk_widget_grab_focus (before);
  g_clear_weak_pointer (&self->before);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  g_list_store_remove_all (self->items);
  g_clear_pointer (&self->commands, g_ptr_array_unref);
  g_clear_object (&self->canvas);
}

void
gp_palette_set_text (GpPalette  *self,
                     const char *text)
{
  g_return_if_fail (GP_IS_PALETTE (self));

  if (g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text))
    search (self);
  else
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

char **
gp_palette_get_titles (GpPalette *self)
{
  g_autoptr(GStrvBuilder) titles = g_strv_builder_new ();

  g_return_val_if_fail (GP_IS_PALETTE (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    {
      g_autoptr(GpPaletteItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      g_autofree char *plain = NULL;

      if (pango_parse_markup (gp_palette_item_get_title (item), -1, 0, NULL, &plain, NULL, NULL))
        g_strv_builder_add (titles, plain);
    }
  return g_strv_builder_end (titles);
}

static void
text_changed_cb (GpPalette *self)
{
  if (self->commands != NULL)
    search (self);
}

/* --- the widget --- */

static void
add_hint (GtkWidget  *box,
          const char *key,
          const char *words)
{
  GtkWidget *sign = gtk_label_new (key);
  GtkWidget *label = gtk_label_new (words);

  gtk_widget_add_css_class (sign, "palette-key");
  gtk_widget_set_direction (sign, GTK_TEXT_DIR_LTR);     /* or > would be shown as < */
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (box), sign);
  gtk_box_append (GTK_BOX (box), label);
}

static GtkWidget *
new_hints (void)
{
  GtkWidget *hints = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_widget_add_css_class (hints, "palette-hints");
  add_hint (hints, ">", _("commands"));
  add_hint (hints, "#", _("fields"));
  add_hint (hints, "@", _("roles"));
  add_hint (hints, "↵", _("go there"));
  /* Translators: as it is on a keyboard. */
  add_hint (hints, _("Ctrl ↵"), _("go and rename"));
  return hints;
}

static void
gp_palette_dispose (GObject *object)
{
  GpPalette *self = GP_PALETTE (object);

  g_clear_handle_id (&self->idle, g_source_remove);
  g_clear_weak_pointer (&self->before);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->items);
  g_clear_object (&self->canvas);
  g_clear_pointer (&self->commands, g_ptr_array_unref);
  g_clear_pointer (&self->index, gp_find_index_free);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_palette_parent_class)->dispose (object);
}

/* Beside the box presses are for what lies below. */
static gboolean
gp_palette_contains (GtkWidget *widget,
                     double     x,
                     double     y)
{
  GpPalette *self = GP_PALETTE (widget);
  double inside_x;
  double inside_y;

  return gtk_widget_translate_coordinates (widget, self->box, x, y, &inside_x, &inside_y)
         && gtk_widget_contains (self->box, inside_x, inside_y);
}

static void
gp_palette_class_init (GpPaletteClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->contains = gp_palette_contains;

  G_OBJECT_CLASS (klass)->dispose = gp_palette_dispose;

  signals[SIGNAL_GO] = g_signal_new ("go", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                     NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
  signals[SIGNAL_RUN] = g_signal_new ("run", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_css_name (widget_class, "palette");
  gtk_widget_class_set_layout_manager_type (widget_class, ADW_TYPE_CLAMP_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
}

static GtkWidget *
new_list (GpPalette *self)
{
  GtkWidget *list;

  self->items = g_list_store_new (GP_TYPE_PALETTE_ITEM);
  self->chosen = gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->items)));
  gtk_single_selection_set_autoselect (self->chosen, TRUE);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (self->chosen),
                            gp_palette_row_new_factory ());
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_set_can_focus (list, FALSE);     /* the keys are for the entry */
  gp_hint_name (list, _("Find anything, do anything"));
  g_signal_connect_object (list, "activate", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  return list;
}

static void
gp_palette_init (GpPalette *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkLayoutManager *clamp = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  adw_clamp_layout_set_maximum_size (ADW_CLAMP_LAYOUT (clamp), WIDTH);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_add_css_class (self->box, "palette");
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->entry = gtk_search_entry_new ();
  gp_lead_keep (GTK_EDITABLE (self->entry));
  g_object_set (self->entry, "placeholder-text", _("Find anything, do anything"), NULL);
  gp_hint_name_inside (self->entry, _("Find anything, do anything"));
  gtk_search_entry_set_search_delay (GTK_SEARCH_ENTRY (self->entry), 0);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (text_changed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->entry);

  self->list = new_list (self);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), 440);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->list);
  gtk_box_append (GTK_BOX (self->box), self->scroller);

  self->nothing = gtk_label_new (_("Nothing fits these letters"));
  gtk_widget_add_css_class (self->nothing, "dim-label");
  gtk_widget_add_css_class (self->nothing, "palette-nothing");
  gtk_box_append (GTK_BOX (self->box), self->nothing);
  gtk_box_append (GTK_BOX (self->box), new_hints ());

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Find anything, do anything"), -1);
  g_signal_connect_object (focus, "leave", G_CALLBACK (focus_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

GtkWidget *
gp_palette_new (void)
{
  return g_object_new (GP_TYPE_PALETTE, NULL);
}
