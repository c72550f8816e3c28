/* gp-print.c — drawings on paper
 * SPDX-License-Identifier: Apache-2.0
 *
 * The scene is built anew in the light theme, so that the canvas' own is left alone and nobody
 * prints a dark ground. What has no place yet stands where the layout proposes it, as on the
 * screen. On one sheet the drawing is made as large as fits; on several it is cut into sheets in
 * reading order, each with its place in the whole at the foot.
 */
#define G_LOG_DOMAIN "gp-print"
#include "config.h"

#include "gp-print.h"

#include "gp-arrange.h"
#include "gp-cairo.h"
#include "gp-picture.h"
#include "gp-stage.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MARGIN      12.0      /* canvas units around the drawing */
#define TILE_SCALE    .6      /* points for a canvas unit: field names have 7 points */
#define FOOT        14.0      /* points below the drawing for the line at the foot */
#define FOOT_SIZE   8.0

typedef struct
{
  GpDesign       *design;
  GpPrintOptions  options;
  GpTheme         theme;
  GpSceneBuilder *builder;
  GpRect          area;       /* canvas units */
  double          scale;      /* points for a canvas unit */
  int             columns;
  int             rows;
  double          width;      /* of the drawing on a sheet, points */
  double          height;
  GtkWidget      *choice;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_pointer (&job->builder, gp_scene_builder_free);
  g_object_unref (job->design);
  g_free (job);
}

static gboolean
build (Job     *job,
       GError **error)
{
  GpStage stage = {
    .lens = job->options.lens, .view = job->options.view, .subject = job->options.subject,
  };
  GpRect bounds;

  gp_theme_init (&job->theme, GP_THEME_LIGHT, NULL);
  job->builder = gp_scene_builder_new (job->design, gp_metrics_new (NULL, &job->theme));
  gp_stage_apply (&stage, job->builder);
  if (!gp_arrange_unplaced (job->builder, GP_LAYOUT_REFINED, NULL, error))
    return FALSE;
  bounds = gp_scene_get_bounds (gp_scene_builder_get_scene (job->builder));
  job->area = gp_rect_grown (&bounds, MARGIN);
  if (bounds.width > 0 && bounds.height > 0)
    return TRUE;

  g_set_error (error, GP_PICTURE_ERROR, GP_PICTURE_ERROR_EMPTY,
               _("There is nothing drawn to be printed. Draw something, or choose another "
                 "lens."));
  return FALSE;
}

static void
begin_cb (GtkPrintOperation *operation,
          GtkPrintContext   *context,
          Job               *job)
{
  job->width = gtk_print_context_get_width (context);
  job->height = gtk_print_context_get_height (context) - FOOT;
  job->scale = MIN (1, MIN (job->width / job->area.width, job->height / job->area.height));
  job->columns = 1;
  job->rows = 1;
  if (job->options.tiled && job->scale < TILE_SCALE)
    {
      job->scale = TILE_SCALE;
      job->columns = (int) ceil (job->area.width * job->scale / job->width);
      job->rows = (int) ceil (job->area.height * job->scale / job->height);
    }
  gtk_print_operation_set_n_pages (operation, job->columns * job->rows);
}

static void
draw_foot (GtkPrintContext *context,
           Job             *job,
           int              page)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  g_autoptr(PangoLayout) layout = gtk_print_context_create_pango_layout (context);
  g_autoptr(PangoFontDescription) font = pango_font_description_from_string ("Sans");
  const char *name = gp_element_get_name (gp_design_get_root (job->design));
  g_autofree char *text = NULL;

  if (job->columns * job->rows > 1)
    /* Translators: the foot of a printed sheet: the design, then the row and the column of the
     * sheet in the whole drawing. */
    text = g_strdup_printf (_("%s · row %d of %d, column %d of %d"), name, page / job->columns + 1,
                            job->rows, page % job->columns + 1, job->columns);
  else
    text = g_strdup (name);

  pango_font_description_set_absolute_size (font, FOOT_SIZE * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, text, -1);
  pango_layout_set_width (layout, (int) (job->width * PANGO_SCALE));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  cairo_set_source_rgb (cr, .4, .4, .4);
  cairo_move_to (cr, 0, job->height + FOOT - FOOT_SIZE * 1.4);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Job               *job)
{
  cairo_t *cr = gtk_print_context_get_cairo_context (context);
  double left = job->width * (page % job->columns);
  double top = job->height * (page / job->columns);

  if (job->columns == 1)
    left = (job->area.width * job->scale - job->width) / 2;   /* in the middle of the sheet */

  cairo_save (cr);
  cairo_rectangle (cr, 0, 0, job->width, job->height);
  cairo_clip (cr);
  cairo_translate (cr, -left, -top);
  cairo_scale (cr, job->scale, job->scale);
  cairo_translate (cr, -job->area.x, -job->area.y);
  gp_cairo_draw_scene (cr, gp_scene_builder_get_scene (job->builder),
                       gp_scene_builder_get_metrics (job->builder), &job->theme, GP_LOD_FULL);
  cairo_restore (cr);
  draw_foot (context, job, page);
}

/* --- the dialog --- */

static GtkWidget *
choice_cb (GtkPrintOperation *operation,
           Job               *job)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *one = gtk_check_button_new_with_label (_("The whole drawing on one sheet"));

  job->choice = gtk_check_button_new_with_label (_("On several sheets, large enough to be read"));
  gtk_check_button_set_group (GTK_CHECK_BUTTON (job->choice), GTK_CHECK_BUTTON (one));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (job->options.tiled ? job->choice : one), TRUE);
  gtk_widget_set_margin_top (box, 18);
  gtk_widget_set_margin_start (box, 18);
  gtk_box_append (GTK_BOX (box), one);
  gtk_box_append (GTK_BOX (box), job->choice);

  return box;
}

static void
choice_made_cb (GtkPrintOperation *operation,
                GtkWidget         *widget,
                Job               *job)
{
  job->options.tiled = gtk_check_button_get_active (GTK_CHECK_BUTTON (job->choice));
}

/* The operation owns its job. NULL where there is nothing to print. */
static GtkPrintOperation *
new_operation (GpDesign              *design,
               const GpPrintOptions  *options,
               GError               **error)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GtkPageSetup) setup = gtk_page_setup_new ();
  Job *job = g_new0 (Job, 1);

  job->design = g_object_ref (design);
  job->options = *options;
  g_object_set_data_full (G_OBJECT (operation), "job", job, job_free);
  if (!build (job, error))
    return NULL;

  if (job->area.width > job->area.height)
    gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_job_name (operation, gp_element_get_name (gp_design_get_root (design)));
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_custom_tab_label (operation, _("Drawing"));
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), job);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), job);
  g_signal_connect (operation, "create-custom-widget", G_CALLBACK (choice_cb), job);
  g_signal_connect (operation, "custom-widget-apply", G_CALLBACK (choice_made_cb), job);

  return g_steal_pointer (&operation);
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         GpSession               *session)
{
  g_autoptr(GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;

  gtk_print_operation_get_error (operation, &error);
  if (error != NULL)
    gp_session_report (session, error);
}

void
gp_print_run (GtkWindow            *parent,
              GpSession            *session,
              const GpPrintOptions *options)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GtkPrintOperation) operation = new_operation (gp_session_get_design (session), options,
                                                          &error);

  if (operation == NULL)
    {
      gp_session_report (session, error);
      return;
    }

  g_signal_connect_object (operation, "done", G_CALLBACK (done_cb), session, 0);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent, NULL);
}

gboolean
gp_print_to_file (GpDesign              *design,
                  const GpPrintOptions  *options,
                  const char            *path,
                  GError               **error)
{
  g_autoptr(GtkPrintOperation) operation = new_operation (design, options, error);

  if (operation == NULL)
    return FALSE;

  gtk_print_operation_set_export_filename (operation, path);
  return gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_EXPORT, NULL, error)
         == GTK_PRINT_OPERATION_RESULT_APPLY;
}
