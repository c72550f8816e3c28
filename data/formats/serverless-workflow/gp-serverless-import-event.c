/* gp-serverless-import-event.c — the events that a workflow sends, waits for and begins with
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-import-private.h"

#include <glib/gi18n-lib.h>

void
gp_serverless_emit (GpServerless *self,
                    const GpYaml *task,
                    GpElement    *step)
{
  static const char *const known[] = { "emit", GP_SERVERLESS_COMMON, NULL };
  static const char *const members[] = { "type", "source", "data", NULL };
  const GpYaml *with = gp_yaml_get (gp_yaml_get (gp_yaml_get (task, "emit"), "event"), "with");
  const char *type = gp_yaml_get_text (with, "type");
  const GpYaml *data = gp_yaml_get (with, "data");

  gp_flow_build_check (self->build, task, step, known);
  gp_flow_build_check (self->build, with, step, members);
  gp_element_set_text (step, GP_STEP_TYPE, "emit");
  if (type != NULL)
    gp_element_set_ref (step, GP_STEP_EVENT,
                        gp_element_get_id (gp_flow_build_demand (self->build, GP_KIND_EVENT, type,
                                                                 with, NULL)));
  if (!self->is_ours && gp_yaml_get (with, "source") != NULL)
    gp_serverless_note (self, GP_IMPORT_CODE_ADAPTED, gp_yaml_get (with, "source"), step,
                        _("The source of an event is the flow that sends it."));
  if (data != NULL && !gp_serverless_values (self, data, step, GP_STEP_WITH, "input"))
    gp_serverless_note (self, GP_IMPORT_CODE_PART, data, step,
                        _("The data of an event has members; what is here is left out."));
}

/* An event of a filter; what else the filter asks is a condition about it, or a finding. */
static void
read_filter (GpServerless *self,
             const GpYaml *filter,
             GpElement    *element,
             GArray       *events,
             gboolean      is_only)
{
  static const char *const known[] = { "with", NULL };
  static const char *const members[] = { "type", "source", "data", NULL };
  const GpYaml *with = gp_yaml_get (filter, "with");
  const char *type = gp_yaml_get_text (with, "type");
  const GpYaml *data = gp_yaml_get (with, "data");

  gp_flow_build_check (self->build, filter, element, known);
  gp_flow_build_check (self->build, with, element, members);
  if (type == NULL)
    {
      gp_serverless_note (self, GP_IMPORT_CODE_LEFT_OUT, filter, element,
                          _("An event without a type cannot be waited for."));
      return;
    }
  g_array_append_val (events, *gp_element_get_id (gp_flow_build_demand (self->build, GP_KIND_EVENT,
                                                                        type, with, NULL)));
  if (!self->is_ours && gp_yaml_get (with, "source") != NULL)
    gp_serverless_note (self, GP_IMPORT_CODE_PART, gp_yaml_get (with, "source"), element,
                        _("Events are told apart by their type, not by their source."));
  if (data == NULL)
    return;
  if (is_only && gp_element_get_kind (element) == GP_KIND_STEP)
    {
      g_autofree char *where = gp_serverless_test (self, data, element, "event");

      gp_flow_build_set (element, GP_STEP_WHERE, where);
      return;
    }
  gp_serverless_note (self, GP_IMPORT_CODE_PART, data, element,
                      _("Where several events are waited for, they come with any data."));
}

/* "one", "any" or "all"; NULL where it says none. */
static const char *
read_strategy (GpServerless *self,
               const GpYaml *to,
               GpElement    *element,
               GArray       *events)
{
  static const char *const modes[] = { "one", "any", "all" };
  static const char *const known[] = { "one", "any", "all", NULL };

  gp_flow_build_check (self->build, to, element, known);
  for (gsize i = 0; i < G_N_ELEMENTS (modes); i++)
    {
      const GpYaml *filters = gp_yaml_get (to, modes[i]);
      guint n = gp_yaml_is (filters, GP_YAML_LIST) ? gp_yaml_size (filters) : 1;

      if (filters == NULL)
        continue;
      for (guint j = 0; j < n; j++)
        read_filter (self, i == 0 ? filters : gp_yaml_item (filters, j), element, events,
                     i == 0 || n == 1);
      if (n == 0)
        gp_serverless_note (self, GP_IMPORT_CODE_LEFT_OUT, filters, element,
                            _("A flow waits for certain events, not for all there are."));
      return modes[i];
    }
  return NULL;
}

void
gp_serverless_listen (GpServerless *self,
                      const GpYaml *task,
                      GpElement    *step)
{
  static const char *const known[] = { "listen", GP_SERVERLESS_COMMON, NULL };
  static const char *const members[] = { "to", "read", NULL };
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (GpId));
  const GpYaml *listen = gp_yaml_get (task, "listen");
  const char *read = gp_yaml_get_text (listen, "read");
  const char *mode;

  gp_flow_build_check (self->build, task, step, known);
  gp_flow_build_check (self->build, listen, step, members);
  gp_element_set_text (step, GP_STEP_TYPE, "listen");
  mode = read_strategy (self, gp_yaml_get (listen, "to"), step, events);
  if (mode != NULL)
    gp_element_set_text (step, GP_STEP_LISTEN_MODE, mode);
  if (events->len > 0)
    gp_element_set (step, GP_STEP_LISTEN_EVENTS,
                    gp_value_ids ((const GpId *) events->data, events->len));
  if (read != NULL && !g_str_equal (read, "data"))
    gp_serverless_note (self, GP_IMPORT_CODE_PART, gp_yaml_get (listen, "read"), step,
                        _("A step that waits gives the data of the events, not their envelopes."));
}

/* --- what starts it --------------------------------------------------------------------------- */

static void
start_on_event (GpServerless *self,
                const GpYaml *on)
{
  g_autoptr(GArray) events = g_array_new (FALSE, FALSE, sizeof (GpId));

  read_strategy (self, on, self->flow, events);
  if (events->len == 0)
    return;
  gp_element_set_text (self->flow, GP_FLOW_TRIGGER, "event");
  gp_element_set_ref (self->flow, GP_FLOW_TRIGGER_EVENT, &g_array_index (events, GpId, 0));
  if (events->len > 1)
    gp_serverless_note (self, GP_IMPORT_CODE_PART, on, self->flow,
                        _("A flow begins with one event. Make a flow for each of the others."));
}

void
gp_serverless_schedule (GpServerless *self,
                        const GpYaml *schedule)
{
  static const char *const known[] = { "cron", "every", "after", "on", NULL };
  const char *cron = gp_yaml_get_text (schedule, "cron");

  gp_flow_build_check (self->build, schedule, self->flow, known);
  if (gp_yaml_size (schedule) > 1)
    gp_serverless_note (self, GP_IMPORT_CODE_PART, schedule, self->flow,
                        _("A flow begins in one way. Make a flow for each of the others."));
  if (cron != NULL)
    {
      gp_element_set_text (self->flow, GP_FLOW_TRIGGER, "cron");
      gp_flow_build_set (self->flow, GP_FLOW_SCHEDULE, cron);
    }
  for (gsize i = 1; cron == NULL && i < 3; i++)
    if (gp_yaml_get (schedule, known[i]) != NULL)
      {
        gp_element_set_text (self->flow, GP_FLOW_TRIGGER, known[i]);
        gp_serverless_duration (self, gp_yaml_get (schedule, known[i]), self->flow,
                                GP_FLOW_SCHEDULE);
        return;
      }
  if (cron == NULL && gp_yaml_get (schedule, "on") != NULL)
    start_on_event (self, gp_yaml_get (schedule, "on"));
}
