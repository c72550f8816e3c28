/* gp-cli-lint.c — gplan lint: problems in a design, and their fixes
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-design-file.h"
#include "gp-finding.h"
#include "gp-lint.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean
is_chosen (char       **codes,
           const char  *code)
{
  return codes != NULL && (g_strv_contains ((const char *const *) codes, code) ||
                           g_strv_contains ((const char *const *) codes, "all"));
}

/* Applies one fix after the other; each is made for the design as the one before left it. */
static guint
apply_fixes (GpDesign  *design,
             char     **codes)
{
  guint n = 0;
  gboolean again = TRUE;

  while (again)
    {
      g_autoptr(GPtrArray) findings = gp_lint_run (design, NULL);

      again = FALSE;
      for (guint i = 0; i < findings->len; i++)
        {
          GpChangeSet *fix = gp_finding_get_fix (findings->pdata[i]);

          if (fix == NULL || !is_chosen (codes, gp_finding_get_code (findings->pdata[i])))
            continue;
          /* One that an earlier fix has overtaken is stale; the next round has a new one. */
          if (gp_design_apply (design, fix, NULL))
            {
              n++;
              again = TRUE;
            }
        }
    }
  return n;
}

static GpCliStatus
report (GpDesign  *design,
        GPtrArray *findings,
        gboolean   json)
{
  GpCliStatus status = GP_CLI_DONE;

  for (guint i = 0; i < findings->len; i++)
    if (gp_finding_get_severity (findings->pdata[i]) == GP_SEVERITY_ERROR)
      status = GP_CLI_FOUND;

  if (json)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      GpJsonWriter writer;

      gp_json_writer_init (&writer, text, GP_JSON_PRETTY);
      gp_cli_write_findings (&writer, design, findings);
      return gp_cli_print_json (&writer, text, status);
    }
  for (guint i = 0; i < findings->len; i++)
    {
      const GpFinding *finding = findings->pdata[i];
      g_autofree char *path = gp_design_dup_path (design, gp_finding_get_element (finding));
      g_autofree char *line =
        g_strdup_printf ("%s%s%s: %s (%s)\n", path, path[0] != '\0' ? ": " : "",
                         gp_severity_to_nick (gp_finding_get_severity (finding)),
                         gp_finding_get_message (finding), gp_finding_get_code (finding));

      if (!gp_cli_print (line, strlen (line)))
        return GP_CLI_FAILED;
    }
  return status;
}

GpCliStatus
gp_cli_lint (const char  *self,
             int          argc,
             char       **argv)
{
  gboolean json = FALSE;
  g_auto(GStrv) codes = NULL;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_ ("Print the findings as JSON"), NULL },
    { "fix", 0, 0, G_OPTION_ARG_STRING_ARRAY, &codes,
      N_ ("Mend the findings of this code; “all” mends what can be"), "CODE" },
    { NULL }
  };
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;

  if (!gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    return GP_CLI_USAGE;
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    if (!g_str_equal (codes[i], "all") && gp_lint_find_rule (codes[i]) == NULL)
      return gp_cli_usage (self, _("There is no rule “%s”."), codes[i]);
  if ((design = gp_cli_load (argv[1], NULL, &error)) == NULL)
    return gp_cli_fail (error);
  if (codes != NULL)
    {
      guint n = apply_fixes (design, codes);

      if (n > 0 && !gp_design_file_save (design, argv[1], _("Mended problems"), &error))
        return gp_cli_fail (error);
      gp_cli_say (ngettext ("%u problem mended", "%u problems mended", n), n);
    }
  findings = gp_lint_run (design, NULL);
  return report (design, findings, json);
}
