/* gp-serverless-import.c — Serverless Workflow 1.0 becomes flows
 * SPDX-License-Identifier: Apache-2.0
 *
 * Two passes: the flows are there by name before their tasks are read, for tasks name other
 * workflows. What has no place in a flow is a finding where it stands. */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-import.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-serverless-import-private.h"

int
gp_serverless_import_sniff (const char *path,
                            const char *head,
                            gsize       length)
{
  gboolean has_document = g_strstr_len (head, (gssize) length, "document") != NULL;
  gboolean has_dsl = g_strstr_len (head, (gssize) length, "dsl:") != NULL
                     || g_strstr_len (head, (gssize) length, "\"dsl\"") != NULL;

  return has_document && has_dsl ? 70 : 0;
}

static void
read_document (GpServerless *self,
               const GpYaml *document)
{
  static const char *const known[] = { "dsl", "namespace", "name", "version", "title", "summary",
                                       "metadata", NULL };
  const char *domain = gp_yaml_get_text (document, "namespace");
  const char *version = gp_yaml_get_text (document, "version");
  gint64 major = version != NULL ? g_ascii_strtoll (version, NULL, 10) : 0;

  gp_flow_build_check (self->build, document, self->flow, known);
  gp_flow_build_set (self->flow, GP_FLOW_TITLE, gp_yaml_get_text (document, "title"));
  gp_flow_build_set (self->flow, GP_FLOW_DESCRIPTION, gp_yaml_get_text (document, "summary"));
  if (major > 1 && major < G_MAXINT32)
    gp_element_set_int (self->flow, GP_FLOW_VERSION, major);
  if (domain != NULL && !g_str_equal (domain, "default")
      && gp_yaml_get (gp_yaml_get (gp_yaml_get (document, "metadata"), "groundplan"), "domain")
           == NULL)
    gp_element_set_ref (self->flow, GP_FLOW_DOMAIN,
                        gp_element_get_id (gp_flow_build_demand (self->build, GP_KIND_DOMAIN,
                                                                 domain, document, NULL)));
  gp_serverless_connections (self, gp_yaml_get (gp_yaml_get (document, "metadata"),
                                                "connections"));
}

static void
read_input (GpServerless *self,
            const GpYaml *input)
{
  static const char *const known[] = { "schema", NULL };
  static const char *const members[] = { "format", "document", NULL };
  const GpYaml *schema = gp_yaml_get (input, "schema");
  const GpYaml *document = gp_yaml_get (schema, "document");
  g_autofree char *json = NULL;

  gp_flow_build_check (self->build, input, self->flow, known);
  gp_flow_build_check (self->build, schema, self->flow, members);
  if (document == NULL)
    return;
  json = gp_yaml_to_json (document);
  gp_element_set_text (self->flow, GP_FLOW_INPUT_SCHEMA, json);
}

static void
read_output (GpServerless *self,
             const GpYaml *output)
{
  static const char *const known[] = { "as", NULL };
  const GpYaml *as = gp_yaml_get (output, "as");
  g_autofree char *made = NULL;

  gp_flow_build_check (self->build, output, self->flow, known);
  if (gp_yaml_is (as, GP_YAML_MAP))
    made = gp_serverless_value (self, as, self->flow, "output");
  else if (as != NULL)
    made = gp_serverless_expr (self, as, self->flow, "output");
  gp_flow_build_set (self->flow, GP_FLOW_OUTPUT, made);
}

static gboolean
is_cel (const GpYaml *root)
{
  return g_strcmp0 (gp_yaml_get_text (gp_yaml_get (root, "evaluate"), "language"), "cel") == 0;
}

static void
read_workflow (GpFlowBuild  *build,
               const GpYaml *root,
               GpElement    *flow)
{
  static const char *const known[] = { "document", "input", "use", "do", "timeout", "output",
                                       "schedule", "evaluate", NULL };
  static const char *const used[] = { "authentications", "errors", "retries", "timeouts",
                                      "secrets", "functions", NULL };
  static const char *const ways[] = { "language", "mode", NULL };
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) indices = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func (g_free);
  const GpYaml *schedule = gp_yaml_get (root, "schedule");
  const GpYaml *document = gp_yaml_get (root, "document");
  const char *language = gp_yaml_get_text (gp_yaml_get (root, "evaluate"), "language");
  GpServerless self = { .build = build, .use = gp_yaml_get (root, "use"), .flow = flow,
                        .is_ours = is_cel (root), .by_event = gp_yaml_get (schedule, "on") != NULL,
                        .items = items, .indices = indices, .errors = errors };

  gp_flow_build_check (build, root, flow, known);
  gp_flow_build_check (build, self.use, flow, used);
  gp_flow_build_check (build, gp_yaml_get (root, "evaluate"), flow, ways);
  if (language != NULL && !self.is_ours && !g_str_equal (language, "jq"))
    gp_flow_build_note (build, GP_IMPORT_CODE_PART, gp_yaml_get (root, "evaluate"), flow,
                        _("Expressions in “%s” are not known; they are read as jq."), language);
  read_document (&self, document);
  read_input (&self, gp_yaml_get (root, "input"));
  read_output (&self, gp_yaml_get (root, "output"));
  gp_serverless_timeout (&self, gp_yaml_get (root, "timeout"), flow, GP_FLOW_TIMEOUT);
  gp_serverless_schedule (&self, schedule);
  gp_serverless_tasks (&self, gp_yaml_get (root, "do"), flow);
  if (gp_yaml_get (document, "metadata") != NULL)
    gp_serverless_metadata (&self, gp_yaml_get (document, "metadata"), flow);
}

static gboolean
check_workflow (const GpYaml  *root,
                GError       **error)
{
  const GpYaml *document = gp_yaml_get (root, "document");

  if (gp_yaml_get_text (document, "name") != NULL && gp_yaml_is (gp_yaml_get (root, "do"),
                                                                 GP_YAML_LIST))
    return TRUE;
  g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT,
               _("Line %u, column %u: this is no workflow: it needs a document with a name, and a "
                 "list “do”."), root->line, root->column);
  return FALSE;
}

/* A workflow is named as its schema allows; what it was called before is kept beside. */
static const char *
flow_name (const GpYaml *root)
{
  const GpYaml *document = gp_yaml_get (root, "document");
  const char *kept = gp_yaml_get_text (gp_yaml_get (gp_yaml_get (document, "metadata"),
                                                    "groundplan"), "name");

  return kept != NULL ? kept : gp_yaml_get_text (document, "name");
}

GpDesign *
gp_serverless_import_run (const char             *path,
                          const char             *content,
                          gsize                   length,
                          const GpImportOptions  *options,
                          GPtrArray              *findings,
                          GCancellable           *cancellable,
                          GError                **error)
{
  g_autoptr(GPtrArray) documents = gp_yaml_parse (content, length, error);
  g_autoptr(GPtrArray) flows = g_ptr_array_new ();
  GpDesign *design = NULL;
  GpFlowBuild build;

  if (documents == NULL)
    return NULL;
  if (documents->len == 0)
    {
      g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_CONTENT,
                   _("There is no workflow here."));
      return NULL;
    }
  for (guint i = 0; i < documents->len; i++)
    if (!check_workflow (documents->pdata[i], error))
      return NULL;

  gp_flow_build_init (&build, options->name, findings);
  for (guint i = 0; i < documents->len; i++)
    g_ptr_array_add (flows, gp_flow_build_add (&build, GP_KIND_FLOW, NULL,
                                               flow_name (documents->pdata[i]),
                                               documents->pdata[i]));
  for (guint i = 0; i < documents->len; i++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        break;
      read_workflow (&build, documents->pdata[i], flows->pdata[i]);
    }
  if (!g_cancellable_is_cancelled (cancellable))
    design = gp_flow_build_finish (&build, error);
  gp_flow_build_clear (&build);
  return design;
}
