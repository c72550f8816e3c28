/* gp-page-plates.c — the drawings of a page, and the stories that lead through them
 * SPDX-License-Identifier: Apache-2.0
 *
 * A drawing is on the page once, however many steps of stories show it. A step names its drawing by
 * number and the part of it that is to be seen. */
#define G_LOG_DOMAIN "gp-page"
#include "config.h"
#include "gp-page-private.h"

#include "gp-arrange.h"
#include "gp-markup.h"
#include "gp-picture.h"
#include "gp-svg.h"

#include <glib/gi18n-lib.h>

#define MARGIN 32.0     /* canvas units around a drawing */

void
gp_page_plate_clear (gpointer data)
{
  GpPagePlate *plate = data;

  gp_scene_builder_free (plate->builder);
  g_free (plate->title);
}

int
gp_page_find_plate (GpPage        *self,
                    const GpStage *stage)
{
  for (guint i = 0; i < self->plates->len; i++)
    if (gp_stage_equal_drawing (&g_array_index (self->plates, GpPagePlate, i).stage, stage))
      return (int) i;
  return -1;
}

static char *
dup_title (GpDesign      *design,
           const GpStage *stage)
{
  static const char *const lenses[] = { N_("Data"), N_("Flows"), N_("Access") };
  const GpElement *view = gp_design_lookup (design, &stage->view);
  const GpElement *subject = gp_design_lookup (design, &stage->subject);
  const char *name = view != NULL ? gp_element_get_name (view) : _(lenses[stage->lens]);

  if (subject == NULL)
    return g_strdup (name);
  /* Translators: a view's name, and whom or what it is about. */
  return g_strdup_printf (_("%s: %s"), name, gp_element_get_name (subject));
}

/* Takes the drawing of @stage where it shows something and is not there yet. */
static gboolean
take_plate (GpPage        *self,
            const GpStage *stage,
            gboolean       listed,
            GCancellable  *cancellable,
            GError       **error)
{
  int known = gp_page_find_plate (self, stage);
  GpPagePlate plate = { .stage = *stage, .listed = listed };
  GpRect bounds;

  if (known >= 0)
    {
      g_array_index (self->plates, GpPagePlate, known).listed |= listed;
      return TRUE;
    }
  plate.builder = gp_scene_builder_new (self->design,
                                        gp_metrics_new (NULL,
                                                        gp_svg_palette_get_theme (self->palette)));
  gp_stage_apply (stage, plate.builder);
  if (!gp_arrange_unplaced (plate.builder, GP_LAYOUT_REFINED, cancellable, error))
    {
      gp_scene_builder_free (plate.builder);
      return FALSE;
    }
  bounds = gp_scene_get_bounds (gp_scene_builder_get_scene (plate.builder));
  if (bounds.width <= 0)
    {
      gp_scene_builder_free (plate.builder);
      return TRUE;
    }
  plate.title = dup_title (self->design, stage);
  g_array_append_val (self->plates, plate);
  return TRUE;
}

static void
read_view (const GpElement *view,
           GpStage         *out)
{
  const GpId *subject = gp_element_get_ref (view, GP_VIEW_SUBJECT);

  *out = (GpStage) { .lens = GP_LENS_DATA, .view = *gp_element_get_id (view) };
  gp_lens_from_nick (gp_element_get_text (view, GP_VIEW_LENS), &out->lens);
  if (subject != NULL)
    out->subject = *subject;
}

static gboolean
take_views (GpPage               *self,
            const GpPageOptions  *options,
            GCancellable         *cancellable,
            GError              **error)
{
  g_autoptr(GPtrArray) views = gp_design_list (self->design, GP_KIND_VIEW);
  gboolean any = FALSE;

  for (guint i = 0; i < views->len; i++)
    {
      const GpElement *view = g_ptr_array_index (views, i);
      GpStage stage;

      if (!gp_id_is_nil (&options->view)
          && !gp_id_equal (gp_element_get_id (view), &options->view))
        continue;
      any = TRUE;
      read_view (view, &stage);
      if (!take_plate (self, &stage, TRUE, cancellable, error))
        return FALSE;
    }
  /* A design that was never looked at has no views. */
  return any || take_plate (self, &(GpStage) { .lens = GP_LENS_DATA }, TRUE, cancellable, error);
}

static gboolean
take_stories (GpPage               *self,
              const GpPageOptions  *options,
              GCancellable         *cancellable,
              GError              **error)
{
  g_autoptr(GPtrArray) stories = gp_design_list (self->design, GP_KIND_STORY);

  for (guint i = 0; i < stories->len; i++)
    {
      const GpElement *story = g_ptr_array_index (stories, i);
      g_autoptr(GPtrArray) steps = gp_stage_list_steps (self->design, gp_element_get_id (story));

      if (!gp_id_is_nil (&options->story)
          && !gp_id_equal (gp_element_get_id (story), &options->story))
        continue;
      for (guint j = 0; j < steps->len; j++)
        {
          GpStage stage;

          gp_stage_read (self->design, g_ptr_array_index (steps, j), &stage);
          if (!take_plate (self, &stage, FALSE, cancellable, error))
            return FALSE;
        }
      if (steps->len > 0)
        g_ptr_array_add (self->stories, (gpointer) story);
    }
  return TRUE;
}

gboolean
gp_page_find_plates (GpPage               *self,
                     const GpPageOptions  *options,
                     GCancellable         *cancellable,
                     GError              **error)
{
  gboolean one_view = !gp_id_is_nil (&options->view);
  gboolean one_story = !gp_id_is_nil (&options->story);

  if ((one_view || !one_story) && !take_views (self, options, cancellable, error))
    return FALSE;
  if ((one_story || !one_view) && !take_stories (self, options, cancellable, error))
    return FALSE;
  if (self->plates->len > 0)
    return TRUE;
  g_set_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_EMPTY,
               _("There is nothing to show of “%s”: it has no entities and no flows"),
               gp_element_get_name (gp_design_get_root (self->design)));
  return FALSE;
}

static void
append_box (GString      *out,
            const char   *name,
            const GpRect *rect)
{
  const double numbers[4] = { rect->x, rect->y, rect->width, rect->height };

  g_string_append_printf (out, " %s=\"", name);
  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (out, "%s%s", i > 0 ? " " : "",
                              g_ascii_formatd (buffer, sizeof buffer, "%.6g", numbers[i]));
    }
  g_string_append_c (out, '"');
}

void
gp_page_append_plates (GpPage  *self,
                       GString *out)
{
  for (guint i = 0; i < self->plates->len; i++)
    {
      GpPagePlate *plate = &g_array_index (self->plates, GpPagePlate, i);
      GpScene *scene = gp_scene_builder_get_scene (plate->builder);
      GpRect bounds = gp_scene_get_bounds (scene);
      GpRect area = gp_rect_grown (&bounds, MARGIN);
      g_autofree char *label = g_strdup_printf (_("Drawing “%s”"), plate->title);

      g_string_append_printf (out, "<svg class=\"plate\" id=\"plate-%u\" role=\"img\"%s", i,
                              i > 0 ? " hidden" : "");
      gp_markup_append_attribute (out, "aria-label", label);
      append_box (out, "viewBox", &area);
      g_string_append (out, "><g class=\"world\">\n");
      gp_svg_append_drawing (out, scene, gp_scene_builder_get_metrics (plate->builder),
                             self->palette);
      g_string_append (out, "</g></svg>\n");
    }
}

static void
append_step (GpPage          *self,
             const GpElement *step,
             GString         *out)
{
  GpStage stage;
  int number;
  GpRect area;

  gp_stage_read (self->design, step, &stage);
  number = gp_page_find_plate (self, &stage);
  if (number < 0)
    return;
  area = gp_stage_get_area (&stage,
                            gp_scene_builder_get_scene (g_array_index (self->plates, GpPagePlate,
                                                                       number).builder),
                            step);
  g_string_append_printf (out, "<li data-plate=\"%d\"", number);
  append_box (out, "data-area", &area);
  g_string_append_c (out, '>');
  gp_markup_append (out, gp_element_get_text (step, GP_STORY_STEP_TEXT));
  g_string_append (out, "</li>\n");
}

void
gp_page_append_stories (GpPage  *self,
                        GString *out)
{
  for (guint i = 0; i < self->stories->len; i++)
    {
      const GpElement *story = g_ptr_array_index (self->stories, i);
      g_autoptr(GPtrArray) steps = gp_stage_list_steps (self->design, gp_element_get_id (story));
      const char *description = gp_element_get_text (story, GP_STORY_DESCRIPTION);

      g_string_append (out, "<article class=\"story\">");
      gp_markup_append_element (out, "h3", gp_element_get_name (story));
      if (description != NULL)
        gp_markup_append_element (out, "p", description);
      g_string_append (out, "<button type=\"button\" class=\"play\">");
      gp_markup_append (out, _("Play"));
      g_string_append (out, "</button><ol>\n");
      for (guint j = 0; j < steps->len; j++)
        append_step (self, g_ptr_array_index (steps, j), out);
      g_string_append (out, "</ol></article>\n");
    }
}
