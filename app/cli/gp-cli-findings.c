/* gp-cli-findings.c — findings for people and for programs
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-finding.h"

#include <stdio.h>

/* Where a finding is: in a file, or in the design. */
static char *
dup_place (GpDesign        *design,
           const GpFinding *finding)
{
  guint line, column;
  const char *file = gp_finding_get_place (finding, &line, &column);

  if (line > 0)
    return g_strdup_printf ("%s:%u:%u", file != NULL ? file : "-", line, column);
  if (file != NULL)
    return g_strdup (file);
  return design != NULL ? gp_design_dup_path (design, gp_finding_get_element (finding))
                        : g_strdup ("");
}

void
gp_cli_print_findings (GpDesign  *design,
                       GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const GpFinding *finding = findings->pdata[i];
      g_autofree char *place = dup_place (design, finding);

      fprintf (stderr, "%s%s%s: %s (%s)\n", place, place[0] != '\0' ? ": " : "",
               gp_severity_to_nick (gp_finding_get_severity (finding)),
               gp_finding_get_message (finding), gp_finding_get_code (finding));
    }
}

static void
write_finding (GpJsonWriter    *writer,
               GpDesign        *design,
               const GpFinding *finding)
{
  const GpId *element = gp_finding_get_element (finding);
  guint line, column;
  const char *file = gp_finding_get_place (finding, &line, &column);

  gp_json_writer_begin_object (writer);
  gp_json_writer_key (writer, "code");
  gp_json_writer_string (writer, gp_finding_get_code (finding));
  gp_json_writer_key (writer, "severity");
  gp_json_writer_string (writer, gp_severity_to_nick (gp_finding_get_severity (finding)));
  gp_json_writer_key (writer, "message");
  gp_json_writer_string (writer, gp_finding_get_message (finding));
  if (!gp_id_is_nil (element))
    {
      g_autofree char *path = design != NULL ? gp_design_dup_path (design, element) : g_strdup ("");
      char id[GP_ID_STRING_SIZE];

      gp_json_writer_key (writer, "element");
      gp_json_writer_string (writer, gp_id_format (element, id));
      gp_json_writer_key (writer, "path");
      gp_json_writer_string (writer, path);
    }
  if (file != NULL || line > 0)
    {
      gp_json_writer_key (writer, "file");
      gp_json_writer_string (writer, file != NULL ? file : "");
      gp_json_writer_key (writer, "line");
      gp_json_writer_int (writer, line);
      gp_json_writer_key (writer, "column");
      gp_json_writer_int (writer, column);
    }
  gp_json_writer_key (writer, "fixable");
  gp_json_writer_bool (writer, gp_finding_get_fix (finding) != NULL);
  gp_json_writer_end_object (writer);
}

void
gp_cli_write_findings (GpJsonWriter *writer,
                       GpDesign     *design,
                       GPtrArray    *findings)
{
  gp_json_writer_begin_array (writer);
  for (guint i = 0; i < findings->len; i++)
    write_finding (writer, design, findings->pdata[i]);
  gp_json_writer_end_array (writer);
}
