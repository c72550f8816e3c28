/* gp-canvas-proxies.c — what screen readers see of the drawing
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each card, row and line in view has a GpCanvasProxy, up to a limit; the cursor (what was selected
 * last) and what it is tied to have one wherever they are. A proxy stays with its element while
 * both are there, so that a screen reader does not lose its place; one that is free is used again.
 *
 * The proxies follow when the program is idle, and not before a pan, a zoom or a drag has ended:
 * frames pay nothing for them. While the drawing has the focus, the cursor's proxy has it in its
 * stead; keys bubble up to the canvas from there. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-flow.h"

#include "gp-canvas-proxy.h"
#include "gp-drawing-words.h"

#include <glib/gi18n-lib.h>

#define MOST_ITEMS      120
#define MOST_LINES      120
#define MOST_ROWS       600
#define MOST_NEIGHBOURS  32
#define PATIENCE        100      /* ms between looks whether a movement has ended */

typedef struct
{
  GpProxyPart part;
  guint       slot;
  const GpId *id;
} Wanted;

typedef struct
{
  GpCanvas      *canvas;
  GpScene       *scene;
  GArray        *wanted;                  /* Wanted */
  GHashTable    *known;                   /* slots, with lines after items, that are in it */
  guint          n[GP_N_PROXY_PARTS];
  GpId           cursor;                  /* the element, or nil */
  GpId           cursor_card;             /* what draws it */
  GpCanvasProxy *focus;                   /* for the cursor; borrowed, or NULL */
} Update;

static void
want_item (Update            *update,
           const GpSceneItem *item)
{
  Wanted wanted = { GP_PROXY_ITEM, item->slot, &item->id };

  if (update->n[GP_PROXY_ITEM] < MOST_ITEMS
      && g_hash_table_add (update->known, GUINT_TO_POINTER (item->slot * 2)))
    {
      g_array_append_val (update->wanted, wanted);
      update->n[GP_PROXY_ITEM]++;
    }
}

static void
want_line (Update            *update,
           const GpSceneLine *line)
{
  Wanted wanted = { GP_PROXY_LINE, line->slot, &line->id };

  if (update->n[GP_PROXY_LINE] < MOST_LINES
      && g_hash_table_add (update->known, GUINT_TO_POINTER (line->slot * 2 + 1)))
    {
      g_array_append_val (update->wanted, wanted);
      update->n[GP_PROXY_LINE]++;
    }
}

static void
want_line_ends (Update            *update,
                const GpSceneLine *line)
{
  want_line (update, line);
  want_item (update, gp_scene_get_item (update->scene, line->from));
  want_item (update, gp_scene_get_item (update->scene, line->to));
}

/* The cursor comes first, so that the limits never cut it off. */
static void
want_cursor (Update *update)
{
  const GpId *last = gp_selection_get_last (update->canvas->selection);
  const GpSceneItem *item = gp_canvas_item_of (update->canvas, last);
  const GpSceneLine *line = last != NULL ? gp_scene_find_line (update->scene, last) : NULL;

  if (item != NULL)
    {
      g_autoptr(GArray) lines = gp_scene_list_lines (update->scene, item);

      want_item (update, item);
      update->cursor_card = item->id;
      for (guint i = 0; i < MIN (lines->len, MOST_NEIGHBOURS); i++)
        want_line_ends (update, gp_scene_get_line (update->scene,
                                                   g_array_index (lines, guint, i)));
    }
  if (line != NULL)
    want_line_ends (update, line);
  if (item != NULL || line != NULL)
    update->cursor = *last;
}

static void
want_visible (Update *update)
{
  g_autoptr(GArray) slots = g_array_new (FALSE, FALSE, sizeof (guint));
  GpRect area = gp_viewport_get_area (&update->canvas->viewport);

  gp_scene_query_items (update->scene, &area, slots);
  for (guint i = 0; i < slots->len && update->n[GP_PROXY_ITEM] < MOST_ITEMS; i++)
    want_item (update, gp_scene_get_item (update->scene, g_array_index (slots, guint, i)));
  gp_scene_query_lines (update->scene, &area, slots);
  for (guint i = 0; i < slots->len && update->n[GP_PROXY_LINE] < MOST_LINES; i++)
    want_line (update, gp_scene_get_line (update->scene, g_array_index (slots, guint, i)));
}

static void
set_box (Update        *update,
         GpCanvasProxy *proxy,
         const GpRect  *rect,
         const GpRect  *parent)
{
  const GpViewport *viewport = &update->canvas->viewport;
  double x, y, left = 0, top = 0;

  gp_viewport_to_view (viewport, rect->x, rect->y, &x, &y);
  if (parent != NULL)
    gp_viewport_to_view (viewport, parent->x, parent->y, &left, &top);
  gp_canvas_proxy_set_box (proxy, (int) x - (int) left, (int) y - (int) top,
                           (int) (rect->width * viewport->zoom),
                           (int) (rect->height * viewport->zoom));
}

static void
show_row (Update            *update,
          GpCanvasProxy     *proxy,
          const GpSceneItem *card,
          guint              row)
{
  GpDesign *design = update->canvas->design;
  const GpId *id = &card->row_ids[row];
  GpRect rect = gp_scene_item_get_row_rect (card, row);

  if (gp_canvas_proxy_set (proxy, id, gp_scene_get_serial (update->scene)))
    {
      g_autofree char *name = gp_drawing_words_field (design, id);
      g_autofree char *more = gp_drawing_words_field_more (design, id);

      gp_canvas_proxy_set_words (proxy, name, more);
    }
  gp_canvas_proxy_set_selected (proxy, gp_selection_contains (update->canvas->selection, id));
  set_box (update, proxy, &rect, &card->rect);
  if (gp_id_equal (id, &update->cursor))
    update->focus = proxy;
}

/* The rows that can be read, and those of the cursor's card anyway. */
static void
show_rows (Update            *update,
           GpCanvasProxy     *proxy,
           const GpSceneItem *card)
{
  GPtrArray *rows = gp_canvas_proxy_get_rows (proxy);
  gboolean legible = card->type == GP_ITEM_CARD
                     && (gp_scene_get_lod (update->canvas->viewport.zoom) == GP_LOD_FULL
                         || gp_id_equal (&card->id, &update->cursor_card));
  guint n = 0;

  for (guint i = 0; legible && i < card->n_rows && update->n[GP_PROXY_FIELD] < MOST_ROWS; i++)
    {
      if (gp_id_is_nil (&card->row_ids[i]))
        continue;
      if (n == rows->len)
        g_ptr_array_add (rows, gp_canvas_proxy_new (update->canvas, GP_PROXY_FIELD,
                                                    GTK_WIDGET (proxy),
                                                    n > 0 ? rows->pdata[n - 1] : NULL));
      show_row (update, rows->pdata[n++], card, i);
      update->n[GP_PROXY_FIELD]++;
    }
  for (guint i = n; i < rows->len; i++)
    gp_canvas_proxy_drop (rows->pdata[i]);
}

/* A tall card either leaves fields out or can be folded again. */
static int
get_expanded (GpCanvas          *self,
              const GpSceneItem *item)
{
  if (item->type == GP_ITEM_CARD)
    for (guint i = 0; i < item->n_rows; i++)
      if (gp_id_is_nil (&item->row_ids[i]))
        return gp_scene_builder_is_unfolded (self->builder, &item->id);
  return -1;
}

/* (transfer full): those that are not NULL or empty, with commas between. */
static char *
join_words (const char *a,
            const char *b,
            const char *c,
            const char *d)
{
  const char *const words[] = { a, b, c, d };
  g_autoptr(GString) out = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (words[i] != NULL && *words[i] != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? C_("list", ", ") : "", words[i]);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
show_item (Update            *update,
           GpCanvasProxy     *proxy,
           const GpSceneItem *item)
{
  GpCanvas *self = update->canvas;

  if (gp_canvas_proxy_set (proxy, &item->id,
                           gp_scene_get_serial (update->scene) + self->marks_serial))
    {
      g_autofree char *name = gp_drawing_words_item (self->design, update->scene, item);
      g_autofree char *more = gp_drawing_words_item_more (self->design, item);
      g_autofree char *problems = gp_canvas_say_mark (self, item);
      g_autofree char *counts = gp_canvas_say_counts (self, item);
      g_autofree char *lights = gp_canvas_say_lights (self, item);
      g_autofree char *all = join_words (more, problems, counts, lights);

      gp_canvas_proxy_set_words (proxy, name, all);
    }
  gp_canvas_proxy_set_selected (proxy, gp_selection_contains (self->selection, &item->id));
  gp_canvas_proxy_set_expanded (proxy, get_expanded (self, item));
  set_box (update, proxy, &item->rect, NULL);
  if (gp_id_equal (&item->id, &update->cursor))
    update->focus = proxy;
  show_rows (update, proxy, item);
}

static void
show_line (Update            *update,
           GpCanvasProxy     *proxy,
           const GpSceneLine *line)
{
  GpCanvas *self = update->canvas;

  if (gp_canvas_proxy_set (proxy, &line->id, gp_scene_get_serial (update->scene)))
    {
      g_autofree char *name = gp_drawing_words_line (self->design, update->scene, line);

      gp_canvas_proxy_set_words (proxy, name, "");
    }
  gp_canvas_proxy_set_selected (proxy, gp_selection_contains (self->selection, &line->id));
  set_box (update, proxy, &line->bounds, NULL);
  if (update->focus == NULL && gp_id_equal (&line->id, &update->cursor))
    update->focus = proxy;
}

static void
show_wanted (Update        *update,
             const Wanted  *wanted,
             GpCanvasProxy *proxy)
{
  if (wanted->part == GP_PROXY_ITEM)
    show_item (update, proxy, gp_scene_get_item (update->scene, wanted->slot));
  else
    show_line (update, proxy, gp_scene_get_line (update->scene, wanted->slot));
}

/* The proxies of @part by what they stand for; the others become @spare. */
static GHashTable *
index_proxies (GpCanvas    *self,
               GpProxyPart  part,
               GPtrArray   *spare)
{
  GHashTable *index = g_hash_table_new (gp_id_hash, gp_id_equal);

  for (guint i = 0; i < self->proxies->len; i++)
    {
      GpCanvasProxy *proxy = self->proxies->pdata[i];
      const GpId *id = gp_canvas_proxy_get_id (proxy);

      if (gp_canvas_proxy_get_part (proxy) != part)
        continue;
      if (gp_id_is_nil (id) || g_hash_table_contains (index, id))
        g_ptr_array_add (spare, proxy);
      else
        g_hash_table_insert (index, (gpointer) id, proxy);
    }
  return index;
}

static GpCanvasProxy *
take_spare (GpCanvas    *self,
            GpProxyPart  part,
            GPtrArray   *spare)
{
  GpCanvasProxy *proxy;

  if (spare->len > 0)
    return g_ptr_array_steal_index_fast (spare, spare->len - 1);
  proxy = gp_canvas_proxy_new (self, part, GTK_WIDGET (self),
                               self->proxies->len > 0
                                 ? self->proxies->pdata[self->proxies->len - 1] : NULL);
  g_ptr_array_add (self->proxies, proxy);
  return proxy;
}

/* Keeps what stands for the same as before, gives the others away; @spare: what is left. */
static void
show_part (Update      *update,
           GpProxyPart  part,
           GPtrArray   *spare)
{
  GpCanvas *self = update->canvas;
  g_autoptr(GHashTable) index = index_proxies (self, part, spare);
  g_autoptr(GPtrArray) given = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer left;
  guint n = 0;

  for (guint i = 0; i < update->wanted->len; i++)
    {
      const Wanted *wanted = &g_array_index (update->wanted, Wanted, i);
      gpointer proxy = NULL;

      if (wanted->part != part)
        continue;
      proxy = g_hash_table_lookup (index, wanted->id);
      if (proxy != NULL)
        g_hash_table_remove (index, wanted->id);
      g_ptr_array_add (given, proxy);
    }
  g_hash_table_iter_init (&iter, index);
  while (g_hash_table_iter_next (&iter, NULL, &left))
    g_ptr_array_add (spare, left);
  g_hash_table_remove_all (index);

  for (guint i = 0; i < update->wanted->len; i++)
    {
      const Wanted *wanted = &g_array_index (update->wanted, Wanted, i);

      if (wanted->part != part)
        continue;
      if (given->pdata[n] == NULL)
        given->pdata[n] = take_spare (self, part, spare);
      show_wanted (update, wanted, given->pdata[n++]);
    }
}

/* Only the proxy of the cursor can be focused. It is moved to before the others are hidden: what
 * is hidden loses the focus to nothing. */
static void
move_focus (GpCanvas      *self,
            GpCanvasProxy *to)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *wanted = to != NULL ? GTK_WIDGET (to) : widget;

  if (self->entry != NULL || focus == NULL || focus == wanted
      || (focus != widget && (!GP_IS_CANVAS_PROXY (focus)
                              || !gtk_widget_is_ancestor (focus, widget))))
    return;
  gtk_widget_set_focusable (wanted, TRUE);
  gtk_widget_grab_focus (wanted);
  if (GP_IS_CANVAS_PROXY (focus))
    gtk_widget_set_focusable (focus, FALSE);
}

static void
hide (gpointer data,
      gpointer user_data)
{
  GpCanvasProxy *proxy = data;
  GPtrArray *rows = gp_canvas_proxy_get_rows (proxy);

  for (guint i = 0; i < rows->len; i++)
    gp_canvas_proxy_drop (rows->pdata[i]);
  gp_canvas_proxy_drop (proxy);
}

void
gp_canvas_update_proxies (GpCanvas *self)
{
  g_autoptr(GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  g_autoptr(GHashTable) known = g_hash_table_new (NULL, NULL);
  g_autoptr(GPtrArray) items = g_ptr_array_new ();
  g_autoptr(GPtrArray) lines = g_ptr_array_new ();
  Update update = { self, NULL, wanted, known, .focus = NULL };

  if (self->proxies == NULL || !gtk_widget_get_realized (GTK_WIDGET (self))
      || gp_canvas_is_coming (self))
    return;
  update.scene = gp_canvas_get_scene (self);
  if (update.scene != NULL)
    {
      want_cursor (&update);
      want_visible (&update);
    }
  show_part (&update, GP_PROXY_ITEM, items);
  show_part (&update, GP_PROXY_LINE, lines);
  move_focus (self, update.focus);
  g_ptr_array_foreach (items, hide, NULL);
  g_ptr_array_foreach (lines, hide, NULL);
}

static gboolean
update_cb (gpointer user_data)
{
  GpCanvas *self = user_data;

  if (self->view_tick != 0 || self->drag.mode != GP_DRAG_NONE)
    {
      self->proxies_source = g_timeout_add (PATIENCE, update_cb, self);
      return G_SOURCE_REMOVE;
    }
  self->proxies_source = 0;
  gp_canvas_update_proxies (self);
  return G_SOURCE_REMOVE;
}

void
gp_canvas_queue_proxies (GpCanvas *self)
{
  if (self->proxies_source == 0 && self->proxies != NULL)
    self->proxies_source = g_idle_add (update_cb, self);
}

static void
focused_cb (GpCanvas *self)
{
  gp_canvas_queue_proxies (self);
}

void
gp_canvas_init_proxies (GpCanvas *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->proxies = g_ptr_array_new ();
  g_signal_connect_object (focus, "notify::is-focus", G_CALLBACK (focused_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* Before the children of the canvas go. */
void
gp_canvas_drop_proxies (GpCanvas *self)
{
  g_clear_handle_id (&self->proxies_source, g_source_remove);
  g_clear_pointer (&self->proxies, g_ptr_array_unref);
}
