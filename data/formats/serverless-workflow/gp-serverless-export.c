/* gp-serverless-export.c — flows as Serverless Workflow 1.0
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-export.h"

#include <glib/gi18n-lib.h>

#include "gp-serverless-export-private.h"

#define DSL_VERSION "1.0.3"

void
gp_serverless_lose (GpServerlessOut *self,
                    const GpElement *element,
                    const char      *format,
                    ...)
{
  va_list arguments;

  va_start (arguments, format);
  g_ptr_array_add (self->findings, gp_export_new_loss (element, format, arguments));
  va_end (arguments);
}

/* --- what starts it --------------------------------------------------------------------------- */

static void
write_event (GpServerlessOut *self,
             const char      *type)
{
  gp_yaml_writer_key (self->writer, "on");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "one");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "with");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "type", type);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
}

static gboolean
has_schedule (GpDesign        *design,
              const GpElement *flow)
{
  gint64 duration;

  if (gp_element_is (flow, GP_FLOW_TRIGGER, "event"))
    return gp_design_lookup (design, gp_element_get_ref (flow, GP_FLOW_TRIGGER_EVENT)) != NULL;
  if (gp_element_is (flow, GP_FLOW_TRIGGER, "cron"))
    return gp_element_has (flow, GP_FLOW_SCHEDULE);
  return (gp_element_is (flow, GP_FLOW_TRIGGER, "every")
          || gp_element_is (flow, GP_FLOW_TRIGGER, "after"))
         && gp_flow_duration_parse (gp_element_get_text (flow, GP_FLOW_SCHEDULE), &duration);
}

/* The member "schedule"; other ways to start a flow are kept beside. */
static void
write_schedule (GpServerlessOut *self,
                const GpElement *flow)
{
  const char *trigger = gp_element_get_text (flow, GP_FLOW_TRIGGER);
  const char *schedule = gp_element_get_text (flow, GP_FLOW_SCHEDULE);
  gint64 duration = 0;

  if (g_str_equal (trigger, "http") || g_str_equal (trigger, "data"))
    gp_serverless_lose (self, flow,
                        _("A workflow does not say that “%s” starts with a request or a change of "
                          "data: start it where that happens."), gp_element_get_name (flow));
  if (!has_schedule (self->design, flow))
    return;
  gp_yaml_writer_key (self->writer, "schedule");
  gp_yaml_writer_begin_map (self->writer);
  if (g_str_equal (trigger, "cron"))
    gp_yaml_writer_member (self->writer, "cron", schedule);
  else if (gp_flow_duration_parse (schedule, &duration) && !g_str_equal (trigger, "event"))
    gp_serverless_write_time (self, trigger, duration);
  else
    write_event (self, gp_element_get_name (
                         gp_design_lookup (self->design,
                                           gp_element_get_ref (flow, GP_FLOW_TRIGGER_EVENT))));
  gp_yaml_writer_end_map (self->writer);
}

/* --- whom it calls ---------------------------------------------------------------------------- */

static void
find_connections (GpServerlessOut *self,
                  const GpId      *holder,
                  GPtrArray       *out)
{
  g_autoptr(GPtrArray) steps = gp_design_list_children (self->design, holder, GP_KIND_STEP);

  for (guint i = 0; i < steps->len; i++)
    {
      const GpElement *step = steps->pdata[i];
      const GpElement *connection =
        gp_design_lookup (self->design, gp_element_get_ref (step, GP_STEP_CONNECTION));

      if (connection != NULL && !g_ptr_array_find (out, connection, NULL))
        g_ptr_array_add (out, (gpointer) connection);
      find_connections (self, gp_element_get_id (step), out);
    }
}

static void
write_policy (GpServerlessOut *self,
              const GpElement *connection)
{
  const char *secret = gp_element_get_text (connection, GP_CONNECTION_SECRET);

  gp_yaml_writer_key (self->writer, gp_element_get_name (connection));
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, gp_element_get_text (connection, GP_CONNECTION_AUTH));
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "use",
                         secret != NULL ? secret : gp_element_get_name (connection));
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
}

static void
write_use (GpServerlessOut *self,
           const GPtrArray *connections)
{
  g_autoptr(GPtrArray) named = g_ptr_array_new ();

  for (guint i = 0; i < connections->len; i++)
    if (gp_element_is (connections->pdata[i], GP_CONNECTION_TYPE, "smtp")
        || gp_element_is (connections->pdata[i], GP_CONNECTION_AUTH, "none"))
      continue;
    else if (!gp_element_is (connections->pdata[i], GP_CONNECTION_AUTH, "api_key"))
      g_ptr_array_add (named, connections->pdata[i]);
    else
      gp_serverless_lose (self, connections->pdata[i],
                          _("A workflow knows no API keys: “%s” is called without one."),
                          gp_element_get_name (connections->pdata[i]));
  if (named->len == 0)
    return;
  gp_yaml_writer_key (self->writer, "use");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "secrets");
  gp_yaml_writer_begin_list (self->writer);
  for (guint i = 0; i < named->len; i++)
    {
      const char *secret = gp_element_get_text (named->pdata[i], GP_CONNECTION_SECRET);

      gp_yaml_writer_text (self->writer,
                           secret != NULL ? secret : gp_element_get_name (named->pdata[i]));
    }
  gp_yaml_writer_end_list (self->writer);
  gp_yaml_writer_key (self->writer, "authentications");
  gp_yaml_writer_begin_map (self->writer);
  for (guint i = 0; i < named->len; i++)
    write_policy (self, named->pdata[i]);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
}

/* --- the document ----------------------------------------------------------------------------- */

static void
write_document (GpServerlessOut *self,
                const GpElement *flow,
                const GPtrArray *connections)
{
  const char *name = gp_element_get_name (flow);
  const GpElement *domain = gp_design_lookup (self->design,
                                              gp_element_get_ref (flow, GP_FLOW_DOMAIN));
  g_autofree char *slug = gp_serverless_slug (name);
  g_autofree char *namespace = gp_serverless_namespace (self->design, flow);
  g_autofree char *version =
    g_strdup_printf ("%" G_GINT64_FORMAT ".0.0", gp_element_get_int (flow, GP_FLOW_VERSION));
  GpProperty native[12] = { GP_FLOW_TITLE, GP_FLOW_DESCRIPTION, GP_FLOW_VERSION,
                            GP_FLOW_INPUT_SCHEMA, GP_FLOW_OUTPUT, GP_FLOW_TIMEOUT };
  gsize n = 6;

  if (g_str_equal (slug, name))
    native[n++] = GP_FLOW_NAME;
  if (domain != NULL && g_str_equal (namespace, gp_element_get_name (domain)))
    native[n++] = GP_FLOW_DOMAIN;
  if (has_schedule (self->design, flow))
    {
      native[n++] = GP_FLOW_TRIGGER;
      native[n++] = GP_FLOW_SCHEDULE;
      native[n++] = GP_FLOW_TRIGGER_EVENT;
    }
  native[n] = GP_N_PROPERTIES;
  gp_yaml_writer_key (self->writer, "document");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "dsl", DSL_VERSION);
  gp_yaml_writer_member (self->writer, "namespace", namespace);
  gp_yaml_writer_member (self->writer, "name", slug);
  gp_yaml_writer_member (self->writer, "version", version);
  gp_yaml_writer_member (self->writer, "title", gp_element_get_text (flow, GP_FLOW_TITLE));
  gp_yaml_writer_member (self->writer, "summary", gp_element_get_text (flow, GP_FLOW_DESCRIPTION));
  gp_serverless_write_kept (self, flow, native, connections);
  gp_yaml_writer_end_map (self->writer);
}

static void
write_schema (GpServerlessOut *self,
              const GpElement *flow)
{
  const char *schema = gp_element_get_text (flow, GP_FLOW_INPUT_SCHEMA);

  if (schema == NULL)
    return;
  gp_yaml_writer_key (self->writer, "input");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "schema");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "format", "json");
  gp_yaml_writer_key (self->writer, "document");
  if (!gp_yaml_writer_json (self->writer, schema))
    gp_yaml_writer_text (self->writer, schema);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
}

static void
write_flow (GpServerlessOut *self)
{
  const GpElement *flow = gp_flow_get_element (self->flow);
  g_autoptr(GPtrArray) connections = g_ptr_array_new ();

  find_connections (self, gp_element_get_id (flow), connections);
  gp_yaml_writer_begin (self->writer);
  gp_yaml_writer_begin_map (self->writer);
  write_document (self, flow, connections);
  gp_yaml_writer_key (self->writer, "evaluate");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "language", "cel");
  gp_yaml_writer_member (self->writer, "mode", "strict");
  gp_yaml_writer_end_map (self->writer);
  write_schema (self, flow);
  write_use (self, connections);
  write_schedule (self, flow);
  if (self->flow->timeout >= 0)
    {
      gp_yaml_writer_key (self->writer, "timeout");
      gp_yaml_writer_begin_map (self->writer);
      gp_serverless_write_time (self, "after", self->flow->timeout);
      gp_yaml_writer_end_map (self->writer);
    }
  gp_yaml_writer_key (self->writer, "do");
  gp_serverless_write_block (self, self->flow->body);
  if (self->flow->output != NULL)
    {
      gp_yaml_writer_key (self->writer, "output");
      gp_yaml_writer_begin_map (self->writer);
      gp_serverless_write_expr (self, "as", self->flow->output);
      gp_yaml_writer_end_map (self->writer);
    }
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end (self->writer);
}

void
gp_serverless_export_write (GpDesign  *design,
                            GString   *out,
                            GPtrArray *findings)
{
  g_autoptr(GPtrArray) flows = gp_design_list (design, GP_KIND_FLOW);
  g_autoptr(GpYamlWriter) writer = gp_yaml_writer_new (out);

  for (guint i = 0; i < flows->len; i++)
    {
      g_autoptr(GpFlow) flow = gp_flow_new (design, gp_element_get_id (flows->pdata[i]), NULL);
      GpServerlessOut self = { design, flow, writer, findings };

      for (guint j = 0; j < gp_flow_get_problems (flow)->len; j++)
        {
          const GpFlowProblem *problem = gp_flow_get_problems (flow)->pdata[j];

          if (problem->fatal)
            gp_serverless_lose (&self, gp_design_lookup (design, &problem->element), "%s.",
                                problem->message);
        }
      write_flow (&self);
    }
}
