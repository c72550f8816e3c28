/* gp-export.c — the table of exporters
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-export"

#include "config.h"

#include "gp-export.h"

#include <glib/gi18n.h>
#include <string.h>

#include "gp-export-access-cerbos.h"
#include "gp-export-access.h"
#include "gp-directus-flow.h"
#include "gp-export-directus-access.h"
#include "gp-export-asyncapi.h"
#include "gp-export-dot.h"
#include "gp-export-openapi.h"
#include "gp-export-postgresql-access.h"
#include "gp-export-postgresql.h"
#include "gp-export-sqlite.h"
#include "gp-json-design.h"
#include "gp-serverless-export.h"

G_DEFINE_QUARK (gp-export-error-quark, gp_export_error)

static void
json_write (GpDesign *design, GString *out, GPtrArray *findings)
{
  gsize length = 0;
  g_autofree char *text = gp_json_design_to_text (design, &length);

  g_string_append_len (out, text, length);
}

static const GpExporter exporters[] = {
  { "json", N_("Groundplan JSON"), "gplan.json", json_write },
  { "sql-postgresql", N_("PostgreSQL schema"), "sql", gp_export_postgresql_write },
  { "sql-postgresql-access", N_("PostgreSQL row security"), "sql",
    gp_export_postgresql_access_write },
  { "directus-access", N_("Directus roles and permissions"), "directus.json",
    gp_export_directus_access_write },
  { "directus-flows", N_("Directus flows"), "directus-flows.json",
    gp_export_directus_flows_write },
  { "serverless-workflow", N_("Serverless Workflow"), "workflow.yaml",
    gp_serverless_export_write },
  { "openapi", N_("OpenAPI of the flows"), "openapi.json", gp_export_openapi_write },
  { "asyncapi", N_("AsyncAPI of the events"), "asyncapi.yaml", gp_export_asyncapi_write },
  { "sql-sqlite", N_("SQLite schema"), "sql", gp_export_sqlite_write },
  { "access-csv", N_("Access matrix as a table"), "csv", gp_export_access_csv_write },
  { "access-html", N_("Access matrix as a page"), "access.html", gp_export_access_html_write },
  { "access-cerbos", N_("Access tests for Cerbos"), "access_test.yaml",
    gp_export_access_cerbos_write },
  { "dot", N_("Graphviz drawing"), "dot", gp_export_dot_write },
};

GpFinding *
gp_export_new_loss (const GpElement *element,
                    const char      *format,
                    va_list          arguments)
{
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  GpFinding *finding = gp_finding_new (GP_EXPORT_CODE_LOST, GP_SEVERITY_WARNING, message);

  gp_finding_set_element (finding, gp_element_get_id (element));
  return finding;
}

const GpExporter *
gp_export_get_exporters (gsize *n)
{
  *n = G_N_ELEMENTS (exporters);
  return exporters;
}

const GpExporter *
gp_export_find (const char *format, GError **error)
{
  g_autoptr(GString) names = g_string_new (NULL);

  g_return_val_if_fail (format != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (exporters); i++)
    {
      if (strcmp (exporters[i].name, format) == 0)
        return &exporters[i];
      g_string_append_printf (names, "%s%s", i == 0 ? "" : ", ", exporters[i].name);
    }
  g_set_error (error, GP_EXPORT_ERROR, GP_EXPORT_ERROR_FORMAT,
               _("There is no export format “%s”. Choose one of: %s."), format, names->str);
  return NULL;
}

gboolean
gp_export (GpDesign *design, const char *format, GString *out, GPtrArray **findings, GError **error)
{
  const GpExporter *exporter = gp_export_find (format, error);
  g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);

  g_return_val_if_fail (GP_IS_DESIGN (design) && out != NULL, FALSE);

  if (exporter == NULL)
    return FALSE;
  exporter->write (design, out, found);
  if (findings != NULL)
    *findings = g_steal_pointer (&found);
  return TRUE;
}
