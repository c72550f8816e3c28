/* gp-cli-info.c — gplan info: counts per kind, format, hash, findings
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-lint.h"
#include "gp-store.h"

#include <glib/gi18n.h>

static GpCliStatus
print_json (GpDesign   *design,
            const char *hash,
            int         format,
            guint       findings)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, text, GP_JSON_PRETTY);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "name");
  gp_json_writer_string (&writer, gp_element_get_name (gp_design_get_root (design)));
  gp_json_writer_key (&writer, "hash");
  gp_json_writer_string (&writer, hash);
  gp_json_writer_key (&writer, "format");
  gp_json_writer_int (&writer, format);
  gp_json_writer_key (&writer, "counts");
  gp_json_writer_begin_object (&writer);
  for (guint kind = 0; kind < GP_N_KINDS; kind++)
    if (gp_design_count (design, kind) > 0)
      {
        gp_json_writer_key (&writer, gp_kind_get_info (kind)->nick);
        gp_json_writer_int (&writer, (gint64) gp_design_count (design, kind));
      }
  gp_json_writer_end_object (&writer);
  gp_json_writer_key (&writer, "findings");
  gp_json_writer_int (&writer, findings);
  gp_json_writer_end_object (&writer);
  return gp_cli_print_json (&writer, text, GP_CLI_DONE);
}

static GpCliStatus
print_words (GpDesign   *design,
             const char *hash,
             int         format,
             guint       findings)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n", gp_element_get_name (gp_design_get_root (design)));
  for (guint kind = 1; kind < GP_N_KINDS; kind++)
    if (gp_design_count (design, kind) > 0)
      g_string_append_printf (text, "%8" G_GSIZE_FORMAT "  %s\n", gp_design_count (design, kind),
                              gp_kind_get_info (kind)->nick);
  g_string_append_printf (text, "%8u  %s\n", findings, _("findings"));
  g_string_append_printf (text, _("format %d, hash %s\n"), format, hash);
  return gp_cli_print (text->str, text->len) ? GP_CLI_DONE : GP_CLI_FAILED;
}

GpCliStatus
gp_cli_info (const char  *self,
             int          argc,
             char       **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *hash = NULL;
  int format = GP_STORE_FORMAT;

  if (!gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    return GP_CLI_USAGE;
  if ((design = gp_cli_load (argv[1], &format, &error)) == NULL)
    return gp_cli_fail (error);
  hash = gp_design_dup_hash (design);
  findings = gp_lint_run (design, NULL);
  return json ? print_json (design, hash, format, findings->len)
              : print_words (design, hash, format, findings->len);
}
