/* gp-cli-export.c — gplan export: a design in another format
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-export.h"
#include "gp-page.h"

#include <glib/gi18n.h>

/* The format that the name of the output asks for, JSON for standard output; NULL: none. */
static const char *
guess_format (const char *output)
{
  gsize n;
  const GpExporter *exporters = gp_export_get_exporters (&n);

  for (gsize i = 0; output != NULL && i < n; i++)
    {
      g_autofree char *suffix = g_strconcat (".", exporters[i].extension, NULL);

      if (g_str_has_suffix (output, suffix))
        return exporters[i].name;
    }
  if (output == NULL || g_str_equal (output, "-"))
    return "json";
  if (g_str_has_suffix (output, ".html"))
    return "html";
  return g_str_has_suffix (output, ".json") ? "json" : NULL;
}

/* All that --format takes. */
static char *
join_formats (void)
{
  gsize n;
  const GpExporter *exporters = gp_export_get_exporters (&n);
  GString *names = g_string_new (NULL);

  for (gsize i = 0; i < n; i++)
    g_string_append_printf (names, "%s, ", exporters[i].name);
  g_string_append (names, "html");
  return g_string_free (names, FALSE);
}

static GpCliStatus
complain (const char *self,
          const char *format,
          const char *output)
{
  g_autofree char *names = join_formats ();

  if (format != NULL)
    return gp_cli_usage (self, _("There is no export format “%s”. Choose one of: %s."), format,
                         names);
  return gp_cli_usage (self, _("The ending of “%s” does not say what to write: choose a “--format” "
                               "of %s. Pictures are drawn by “gplan render”, and “gplan import” "
                               "makes a .gplan of a .gplan.json."), output, names);
}

/* The page is made by the painters, not by an exporter of texts. */
static GpCliStatus
export_page (const char *file,
             const char *output)
{
  GpPageOptions options = GP_PAGE_OPTIONS_INIT;
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GBytes) page = NULL;
  g_autoptr(GError) error = NULL;

  if ((design = gp_cli_load (file, NULL, &error)) == NULL
      || (page = gp_page_render (design, &options, NULL, &error)) == NULL)
    return gp_cli_fail (error);
  return gp_cli_write (output, g_bytes_get_data (page, NULL), g_bytes_get_size (page));
}

GpCliStatus
gp_cli_export (const char  *self,
               int          argc,
               char       **argv)
{
  g_autofree char *output = NULL, *format = NULL;
  const GOptionEntry entries[] = {
    { "format", 0, 0, G_OPTION_ARG_STRING, &format,
      N_("Such as json, sql-postgresql, serverless-workflow, openapi, dot, html"), "FORMAT" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output,
      N_("Where to write; standard output where it is left out"), "OUT" },
    { NULL }
  };
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GError) error = NULL;

  if (!gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    return GP_CLI_USAGE;
  if (format == NULL)
    format = g_strdup (guess_format (output));
  if (g_strcmp0 (format, "html") == 0)
    return export_page (argv[1], output);
  if (format == NULL || gp_export_find (format, NULL) == NULL)
    return complain (self, format, output);
  if ((design = gp_cli_load (argv[1], NULL, &error)) == NULL ||
      !gp_export (design, format, text, &findings, &error))
    return gp_cli_fail (error);
  gp_cli_print_findings (design, findings);
  return gp_cli_write (output, text->str, text->len);
}
