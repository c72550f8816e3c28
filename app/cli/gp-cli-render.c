/* gp-cli-render.c — gplan render: a drawing of a design, without a display
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-export.h"
#include "gp-picture.h"

#include <glib/gi18n.h>

typedef struct
{
  char    *output;
  char    *view;
  char    *lens;
  double   scale;
  gboolean dark;
} Options;

/* The options of the picture; the view brings its own lens. */
static gboolean
read_options (const Options     *options,
              GpDesign          *design,
              GpPictureOptions  *out,
              GError           **error)
{
  const GpElement *view = NULL;

  *out = (GpPictureOptions) {
    .lens = GP_LENS_DATA, .scale = options->scale, .dark = options->dark,
  };
  if (options->view != NULL)
    {
      view = gp_design_find_child (design, gp_design_get_root_id (design), GP_KIND_VIEW,
                                   options->view);
      if (view == NULL)
        {
          g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                       _("The design has no view “%s”."), options->view);
          return FALSE;
        }
      out->view = *gp_element_get_id (view);
      gp_lens_from_nick (gp_element_get_text (view, GP_VIEW_LENS), &out->lens);
      if (gp_element_get_ref (view, GP_VIEW_SUBJECT) != NULL)
        out->subject = *gp_element_get_ref (view, GP_VIEW_SUBJECT);
    }
  if (options->lens != NULL)
    gp_lens_from_nick (options->lens, &out->lens);
  return TRUE;
}

static GpCliStatus
render (const Options *options,
        const char    *file)
{
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GError) error = NULL;
  GpPictureOptions picture;
  GpPictureFormat format;

  if ((design = gp_cli_load (file, NULL, &error)) == NULL)
    return gp_cli_fail (error);
  if (g_str_has_suffix (options->output, ".dot"))
    {
      g_autoptr(GString) text = g_string_new (NULL);

      return gp_export (design, "dot", text, NULL, &error)
             ? gp_cli_write (options->output, text->str, text->len) : gp_cli_fail (error);
    }
  if (!read_options (options, design, &picture, &error))
    return gp_cli_fail (error);
  if (!gp_picture_format_from_path (options->output, &format, &error) ||
      !gp_picture_write (design, &picture, format, options->output, NULL, &error))
    return gp_cli_fail (error);
  return GP_CLI_DONE;
}

/* What is wrong with the options themselves; NULL where nothing is. */
static char *
dup_complaint (const Options *options)
{
  g_autoptr(GError) error = NULL;
  GpPictureFormat format;
  GpLens lens;

  if (options->output == NULL)
    return g_strdup (_("“-o OUT” is missing: its ending says what is drawn."));
  if (!g_str_has_suffix (options->output, ".dot") &&
      !gp_picture_format_from_path (options->output, &format, &error))
    return g_strdup (error->message);
  if (options->lens != NULL && !gp_lens_from_nick (options->lens, &lens))
    return g_strdup_printf (_("There is no lens “%s”: it is data, flows or access."),
                            options->lens);
  if (!(options->scale > 0 && options->scale <= 100))
    return g_strdup (_("The scale must be above 0 and at most 100."));
  return NULL;
}

GpCliStatus
gp_cli_render (const char  *self,
               int          argc,
               char       **argv)
{
  Options options = { .scale = 1 };
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      N_("A file that ends in .svg, .png, .pdf or .dot"), "OUT" },
    { "view", 0, 0, G_OPTION_ARG_STRING, &options.view, N_("The view to draw"), "NAME" },
    { "lens", 0, 0, G_OPTION_ARG_STRING, &options.lens, N_("data, flows or access"), "LENS" },
    { "scale", 0, 0, G_OPTION_ARG_DOUBLE, &options.scale, N_("Larger or smaller, such as 2"),
      "N" },
    { "dark", 0, 0, G_OPTION_ARG_NONE, &options.dark, N_("On a dark ground"), NULL },
    { NULL }
  };
  g_autofree char *complaint = NULL;
  GpCliStatus status = GP_CLI_USAGE;

  if (gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    {
      complaint = dup_complaint (&options);
      status = complaint != NULL ? gp_cli_usage (self, "%s", complaint)
                                 : render (&options, argv[1]);
    }
  g_free (options.output);
  g_free (options.view);
  g_free (options.lens);
  return status;
}
