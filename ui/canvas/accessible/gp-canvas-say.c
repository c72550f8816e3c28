/* gp-canvas-say.c — what happens on the drawing, told to screen readers
 * SPDX-License-Identifier: Apache-2.0
 *
 * GTK 4.8 has no announcements. A screen reader reads the description of what has the focus when it
 * changes, and the drawing has it while people walk from card to card. */
#define G_LOG_DOMAIN "gp-canvas"
#include "config.h"
#include "gp-canvas-private.h"

#include "gp-kind.h"

#include <glib/gi18n-lib.h>

void
gp_canvas_say (GpCanvas   *self,
               const char *text)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}

static char *
dup_line_words (GpCanvas          *self,
                const GpSceneLine *line)
{
  GpScene *scene = gp_canvas_get_scene (self);
  const GpElement *element = gp_design_lookup (self->design, &line->id);
  const char *name = element != NULL ? gp_element_get_name (element) : "";

  return g_strdup_printf (_("Relation %s from %s to %s"), name,
                          gp_scene_get_item (scene, line->from)->title,
                          gp_scene_get_item (scene, line->to)->title);
}

static char *
dup_words (GpCanvas *self)
{
  gsize n = gp_selection_get_size (self->selection);
  const GpId *id = gp_selection_get_last (self->selection);
  const GpElement *element = n == 1 && self->design != NULL ? gp_design_lookup (self->design, id)
                                                            : NULL;
  const GpSceneLine *line;

  if (n == 0 || self->design == NULL)
    return g_strdup (_("Nothing is selected"));
  if (n > 1)
    return g_strdup_printf (ngettext ("%u element is selected", "%u elements are selected",
                                      (gulong) n), (guint) n);
  if (element == NULL)
    return g_strdup ("");
  line = gp_scene_find_line (gp_canvas_get_scene (self), id);
  if (line != NULL)
    return dup_line_words (self, line);
  return g_strdup_printf (C_("kind and name", "%s %s"),
                          _(gp_kind_get_info (gp_element_get_kind (element))->label),
                          gp_element_get_name (element));
}

void
gp_canvas_say_selection (GpCanvas *self)
{
  g_autofree char *words = NULL;

  if (gp_canvas_get_scene (self) == NULL)
    return;
  words = dup_words (self);
  gp_canvas_say (self, words);
}
