/* gp-serverless-export-event.c — steps that send events and wait for them
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-serverless"
#include "config.h"

#include "gp-serverless-export-private.h"

static void
begin_event (GpServerlessOut *self,
             const char      *type)
{
  g_autofree char *source =
    g_strdup_printf ("${ '/flows/%s' }", gp_element_get_name (gp_flow_get_element (self->flow)));

  gp_yaml_writer_key (self->writer, "emit");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "event");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "with");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "source", source);
  gp_yaml_writer_member (self->writer, "type", type);
}

static void
end_event (GpServerlessOut *self)
{
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
}

void
gp_serverless_write_emit (GpServerlessOut    *self,
                          const GpFlowStep   *step,
                          GpServerlessNative *native)
{
  const char *type = gp_serverless_target (self, step, GP_STEP_EVENT);

  begin_event (self, type != NULL ? type : "");
  if (step->with->len > 0)
    {
      gp_yaml_writer_key (self->writer, "data");
      gp_serverless_write_values (self, step->with, NULL);
    }
  end_event (self);
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_EVENT);
  gp_serverless_say (native, GP_STEP_WITH);
}

static void
write_filter (GpServerlessOut *self,
              const char      *type,
              const GpExpr    *where)
{
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "with");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_member (self->writer, "type", type);
  gp_serverless_write_expr (self, "data", where);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
}

void
gp_serverless_write_listen (GpServerlessOut    *self,
                            const GpFlowStep   *step,
                            GpServerlessNative *native)
{
  const char *mode = gp_element_get_text (step->element, GP_STEP_LISTEN_MODE);
  gsize n = 0;
  const GpId *ids = gp_element_get_refs (step->element, GP_STEP_LISTEN_EVENTS, &n);
  gboolean is_one = g_str_equal (mode, "one") && n == 1;

  gp_yaml_writer_key (self->writer, "listen");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "to");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, is_one || !g_str_equal (mode, "one") ? mode : "any");
  if (!is_one)
    gp_yaml_writer_begin_list (self->writer);
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *event = gp_design_lookup (self->design, &ids[i]);

      write_filter (self, event != NULL ? gp_element_get_name (event) : "",
                    n == 1 ? step->where : NULL);
    }
  if (!is_one)
    gp_yaml_writer_end_list (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_serverless_say (native, GP_STEP_TYPE);
  gp_serverless_say (native, GP_STEP_LISTEN_EVENTS);
  if (is_one || !g_str_equal (mode, "one"))
    gp_serverless_say (native, GP_STEP_LISTEN_MODE);
  if (n == 1)
    gp_serverless_say (native, GP_STEP_WHERE);
}

/* A request that is sent, and a decision that is waited for. What it is is kept beside. */
void
gp_serverless_write_approve (GpServerlessOut    *self,
                             const GpFlowStep   *step,
                             GpServerlessNative *native)
{
  gp_yaml_writer_key (self->writer, "do");
  gp_yaml_writer_begin_list (self->writer);
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "ask");
  gp_yaml_writer_begin_map (self->writer);
  begin_event (self, "org.groundplan.approval.asked");
  if (step->with->len > 0)
    {
      gp_yaml_writer_key (self->writer, "data");
      gp_serverless_write_values (self, step->with, NULL);
    }
  end_event (self);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "decision");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "listen");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "to");
  gp_yaml_writer_begin_map (self->writer);
  gp_yaml_writer_key (self->writer, "one");
  write_filter (self, "org.groundplan.approval.decided", NULL);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_map (self->writer);
  gp_yaml_writer_end_list (self->writer);
}
