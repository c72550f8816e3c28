/* gp-canvas-clip.c — copy, cut and paste, within and between designs
 * SPDX-License-Identifier: Apache-2.0
 *
 * Between windows of one program what was copied is handed over as it is; from another one it is
 * read from its text, which may as well be SQL. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-canvas-commands.h"
#include "gp-clip-provider.h"
#include "gp-edit-copy.h"
#include "gp-edit-view.h"
#include "gp-edit.h"
#include "gp-finding.h"
#include "gp-metrics.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SHIFT (3 * GP_CANVAS_GRID)      /* of a copy beside what is there already */

const GpClipCodec *
gp_canvas_get_clip_codec (GpCanvas *self)
{
  return self->session != NULL ? gp_session_get_clip_codec (self->session) : NULL;
}

/* A relation that is selected as a line is copied with its entity alone: by itself it is a field,
 * which is what is meant. */
gboolean
gp_canvas_copy (GpCanvas *self)
{
  g_autoptr(GpChangeSet) copied = NULL;
  g_autoptr(GdkContentProvider) provider = NULL;
  GpId view;
  gsize n;
  const GpId *ids = gp_selection_peek (self->selection, &n);

  if (n == 0 || self->design == NULL)
    return FALSE;
  gp_scene_builder_get_places (self->builder, &view);
  copied = gp_edit_copy (self->design, ids, n, &view);
  if (gp_change_set_get_size (copied) == 0)
    return FALSE;
  provider = gp_clip_provider_new (gp_canvas_get_clip_codec (self), copied);
  self->n_pasted = 1;      /* the first copy would lie on what was copied */
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), provider);
  return TRUE;
}

/* What takes parts that were copied: the entity that is selected, or whose field is; the flow that
 * is shown, or the frame that the selected step is in. */
static GpId
find_into (GpCanvas *self)
{
  const GpElement *element = gp_design_lookup (self->design,
                                               gp_selection_get_last (self->selection));

  if (gp_canvas_is_inside_flow (self)
      && (element == NULL || gp_element_get_kind (element) != GP_KIND_STEP))
    return self->subject;
  if (element != NULL && (gp_element_get_kind (element) == GP_KIND_FIELD
                          || gp_element_get_kind (element) == GP_KIND_STEP))
    element = gp_design_lookup (self->design, gp_element_get_parent (element));
  return element != NULL ? *gp_element_get_id (element) : gp_id_nil;
}

/* Where the copies go, by the place @x, @y that their middle is to be at (canvas units). */
static void
set_place (const GpChangeSet *copied,
           double             x,
           double             y,
           GpEditPaste       *paste)
{
  GpPoint from;
  GpPoint to;

  paste->at = (GpPoint) { gp_canvas_on_grid (x), gp_canvas_on_grid (y) };
  if (!gp_edit_copy_get_bounds (copied, &from, &to))
    return;
  paste->dx = gp_canvas_on_grid (x - (from.x + to.x + GP_CARD_MIN_WIDTH) / 2);
  paste->dy = gp_canvas_on_grid (y - (from.y + to.y + 2 * GP_CARD_HEADER) / 2);
}

static void
say_dropped (GpCanvas *self,
             guint     dropped)
{
  g_autofree char *text = NULL;

  if (dropped == 0)
    return;
  text = g_strdup_printf (ngettext ("%u reference to something that this design does not have "
                                    "was left out.",
                                    "%u references to something that this design does not have "
                                    "were left out.", dropped), dropped);
  gp_canvas_report (self, text);
}

/* Every statement of a text that somebody pasted is one that they meant. */
static void
say_left (GpCanvas *self, GPtrArray *left)
{
  g_autofree char *text = NULL;

  if (left->len == 0)
    return;
  text = g_strdup_printf (ngettext ("%u thing in the SQL was not taken as it stands: %s",
                                    "%u things in the SQL were not taken as they stand. "
                                    "The first: %s",
                                    left->len),
                          left->len, gp_finding_get_message (left->pdata[0]));
  gp_canvas_report (self, text);
}

GpChangeSet *
gp_canvas_read_text (GpCanvas *self, const char *text, gsize length)
{
  const GpClipCodec *codec = gp_canvas_get_clip_codec (self);
  g_autoptr(GPtrArray) left = NULL;
  GpChangeSet *copied = codec != NULL ? codec->decode (text, length, &left, NULL) : NULL;

  if (copied != NULL)
    say_left (self, left);
  return copied;
}

/* The first of them, and the last where there is room for both. */
static void
reveal_all (GpCanvas *self, GArray *ids)
{
  GpRect seen = gp_viewport_get_area (&self->viewport);

  for (guint i = 0; i < 2 && ids->len > 0; i++)
    {
      const GpId *id = &g_array_index (ids, GpId, i == 0 ? ids->len - 1 : 0);
      const GpSceneItem *item = gp_canvas_item_of (self, id);

      if (item != NULL && !gp_rect_holds (&seen, &item->rect))
        gp_canvas_reveal (self, id);
    }
}

void
gp_canvas_paste_at (GpCanvas          *self,
                    const GpChangeSet *copied,
                    double             x,
                    double             y)
{
  GpEditPaste paste = { .into = find_into (self) };
  g_autoptr(GArray) made = NULL;
  GError *error = NULL;
  GpChangeSet *changes;
  guint dropped = 0;

  if (!gp_canvas_can_edit (self) || !gp_canvas_ensure_view (self, &paste.view))
    return;
  set_place (copied, x, y, &paste);
  changes = gp_edit_paste (self->design, copied, &paste, &made, &dropped, &error);
  if (changes != NULL)
    gp_edit_join_view (self->design, changes, &paste.view);
  if (!gp_canvas_run (self, changes, error))
    return;
  gp_selection_set_all (self->selection, (const GpId *) (gpointer) made->data, made->len);
  reveal_all (self, made);
  say_dropped (self, dropped);
}

/* At the pointer, else in the middle of the view; pasted again at the same place, a little beside
 * it, even where the view has moved to show what was pasted there. */
static void
paste_here (GpCanvas          *self,
            const GpChangeSet *copied)
{
  double x = self->viewport.width / 2;
  double y = self->viewport.height / 2;
  double canvas_x, canvas_y;

  if (self->pointer_x >= 0 && self->pointer_x < self->viewport.width && self->pointer_y >= 0
      && self->pointer_y < self->viewport.height)
    {
      x = self->pointer_x;
      y = self->pointer_y;
    }
  gp_viewport_to_canvas (&self->viewport, x, y, &canvas_x, &canvas_y);
  canvas_x -= self->revealed_x;
  canvas_y -= self->revealed_y;
  if (fabs (canvas_x - self->pasted_x) > SHIFT || fabs (canvas_y - self->pasted_y) > SHIFT)
    {
      self->n_pasted = 0;
      canvas_x += self->revealed_x;
      canvas_y += self->revealed_y;
    }
  self->pasted_x = canvas_x;
  self->pasted_y = canvas_y;
  gp_canvas_paste_at (self, copied, canvas_x + self->n_pasted * SHIFT,
                      canvas_y + self->n_pasted * SHIFT);
  self->n_pasted++;
  gp_viewport_to_canvas (self->view_tick != 0 ? &self->view_to : &self->viewport, x, y, &canvas_x,
                         &canvas_y);
  self->revealed_x = canvas_x - self->pasted_x;
  self->revealed_y = canvas_y - self->pasted_y;
}

static void
refuse (GpCanvas     *self,
        const GError *error)
{
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    gp_canvas_report (self, _("The clipboard holds neither a part of a design nor SQL."));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GpCanvas) self = user_data;      /* a reference was taken when the call began */
  GMemoryOutputStream *stream = G_MEMORY_OUTPUT_STREAM (source);
  g_autoptr(GpChangeSet) copied = NULL;
  g_autoptr(GError) error = NULL;

  if (g_output_stream_splice_finish (G_OUTPUT_STREAM (stream), result, &error) < 0)
    {
      refuse (self, error);
      return;
    }
  if (gp_canvas_get_clip_codec (self) == NULL || self->design == NULL)
    return;
  copied = gp_canvas_read_text (self, g_memory_output_stream_get_data (stream),
                                g_memory_output_stream_get_data_size (stream));
  if (copied != NULL)
    paste_here (self, copied);
  else
    refuse (self, error);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GpCanvas) self = user_data;      /* a reference was taken when the call began */
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL,
                                                              &error);
  g_autoptr(GOutputStream) memory = NULL;

  if (stream == NULL)
    {
      refuse (self, error);
      return;
    }
  memory = g_memory_output_stream_new_resizable ();
  g_output_stream_splice_async (memory, stream,
                                G_OUTPUT_STREAM_SPLICE_CLOSE_SOURCE
                                | G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET,
                                G_PRIORITY_DEFAULT, NULL, read_cb, g_object_ref (self));
}

void
gp_canvas_paste (GpCanvas *self)
{
  static const char *types[] = { GP_CLIP_MIME, "text/plain;charset=utf-8", "text/plain", NULL };
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (self));
  GdkContentProvider *content = gdk_clipboard_get_content (clipboard);

  if (!gp_canvas_can_edit (self))
    return;
  gp_canvas_stop_editing (self, TRUE);
  if (content != NULL && GP_IS_CLIP_PROVIDER (content))
    paste_here (self, gp_clip_provider_get_copied (GP_CLIP_PROVIDER (content)));
  else
    gdk_clipboard_read_async (clipboard, types, G_PRIORITY_DEFAULT, NULL, opened_cb,
                              g_object_ref (self));
}

void
gp_canvas_cut (GpCanvas *self)
{
  if (gp_canvas_can_edit (self) && gp_canvas_copy (self))
    {
      self->n_pasted = 0;      /* its place is free */
      gp_canvas_delete (self);
    }
}
