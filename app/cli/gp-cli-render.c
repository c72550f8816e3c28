/* gp-cli-render.c — gplan render: a drawing of a design, without a display
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-export.h"
#include "gp-page.h"
#include "gp-picture.h"
#include "gp-storyboard.h"

#include <glib/gi18n.h>

typedef struct
{
  char    *output;
  char    *view;
  char    *lens;
  char    *story;
  double   scale;
  gboolean dark;
} Options;

static gboolean
is_page (const Options *options)
{
  return g_str_has_suffix (options->output, ".html");
}

/* The element that is called @name; TRUE, and @out nil, where no name was given. */
static gboolean
find_named (GpDesign    *design,
            GpKind       kind,
            const char  *name,
            GpId        *out,
            GError     **error)
{
  gboolean is_story = kind == GP_KIND_STORY;
  const GpElement *element;

  *out = gp_id_nil;
  if (name == NULL)
    return TRUE;
  element = gp_design_find_child (design, gp_design_get_root_id (design), kind, name);
  if (element == NULL)
    {
      g_autofree char *names = gp_cli_join_names (design, kind, kind);

      if (*names != '\0')
        g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                     is_story ? _("The design has no story “%s”, but: %s.")
                              : _("The design has no view “%s”, but: %s."), name, names);
      else
        g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
                     is_story ? _("The design has no story “%s”, nor any other.")
                              : _("The design has no view “%s”, nor any other."), name);
      return FALSE;
    }
  *out = *gp_element_get_id (element);
  return TRUE;
}

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
  if (!find_named (design, GP_KIND_VIEW, options->view, &out->view, error))
    return FALSE;
  if (options->view != NULL)
    {
      view = gp_design_lookup (design, &out->view);
      gp_lens_from_nick (gp_element_get_text (view, GP_VIEW_LENS), &out->lens);
      if (gp_element_get_ref (view, GP_VIEW_SUBJECT) != NULL)
        out->subject = *gp_element_get_ref (view, GP_VIEW_SUBJECT);
    }
  if (options->lens != NULL)
    gp_lens_from_nick (options->lens, &out->lens);
  return TRUE;
}

static GBytes *
render_page (const Options  *options,
             GpDesign       *design,
             GError        **error)
{
  GpPageOptions page = GP_PAGE_OPTIONS_INIT;

  if (!find_named (design, GP_KIND_VIEW, options->view, &page.view, error)
      || !find_named (design, GP_KIND_STORY, options->story, &page.story, error))
    return NULL;
  return gp_page_render (design, &page, NULL, error);
}

static GBytes *
render_picture (const Options  *options,
                GpDesign       *design,
                GError        **error)
{
  GpPictureOptions picture;
  GpPictureFormat format;
  GpStoryboardOptions board = { .scale = options->scale, .dark = options->dark };

  if (!gp_picture_format_from_path (options->output, &format, error)
      || !find_named (design, GP_KIND_STORY, options->story, &board.story, error))
    return NULL;
  if (options->story != NULL)
    return gp_storyboard_render (design, &board, format, NULL, error);
  if (!read_options (options, design, &picture, error))
    return NULL;
  return gp_picture_render (design, &picture, format, NULL, error);
}

static GpCliStatus
render (const Options *options,
        const char    *file)
{
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;

  if ((design = gp_cli_load (file, NULL, &error)) == NULL)
    return gp_cli_fail (error);
  if (g_str_has_suffix (options->output, ".dot"))
    {
      g_autoptr(GString) text = g_string_new (NULL);

      return gp_export (design, "dot", text, NULL, &error)
             ? gp_cli_write (options->output, text->str, text->len) : gp_cli_fail (error);
    }
  bytes = is_page (options) ? render_page (options, design, &error)
                            : render_picture (options, design, &error);
  if (bytes == NULL)
    return gp_cli_fail (error);
  return gp_cli_write (options->output, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

/* What is wrong with the options themselves; NULL where nothing is. */
static char *
dup_complaint (const Options *options)
{
  GpPictureFormat format;
  GpLens lens;

  if (options->output == NULL)
    return g_strdup (_("“-o OUT” is missing: its ending says what is drawn."));
  if (!g_str_has_suffix (options->output, ".dot") && !is_page (options) &&
      !gp_picture_format_from_path (options->output, &format, NULL))
    return g_strdup_printf (_("“%s” ends in nothing that can be drawn: use .svg, .png, .pdf, "
                              ".html or .dot."), options->output);
  if (options->lens != NULL && !gp_lens_from_nick (options->lens, &lens))
    return g_strdup_printf (_("There is no lens “%s”: it is data, flows or access."),
                            options->lens);
  if (options->story != NULL && (options->lens != NULL || options->view != NULL))
    return g_strdup (_("A story brings its own views: leave out “--view” and “--lens”."));
  if (is_page (options) && (options->lens != NULL || options->dark || options->scale != 1))
    return g_strdup (_("A page shows views, and its readers choose size and light: leave out "
                       "“--lens”, “--scale” and “--dark”."));
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
      N_("A file that ends in .svg, .png, .pdf, .html or .dot"), "OUT" },
    { "view", 0, 0, G_OPTION_ARG_STRING, &options.view, N_("The view to draw"), "NAME" },
    { "story", 0, 0, G_OPTION_ARG_STRING, &options.story,
      N_("The story to tell: a page of the PDF for each step"), "NAME" },
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
  g_free (options.story);
  return status;
}
