/* gp-run-engine-news.c — what happened, and whom it starts or carries on
 * SPDX-License-Identifier: Apache-2.0
 *
 * A start that cannot be is kept as a run that has faulted: what was to be done is not forgotten
 * without a word. One that the flow does not want, by its own condition, leaves no trace. */
#define G_LOG_DOMAIN "gp-run-engine"
#include "config.h"
#include "gp-run-engine.h"

#include "gp-flow-start.h"
#include "gp-flow-value.h"
#include "gp-run-engine-private.h"
#include "gp-run-outbox.h"
#include "gp-run-schedules.h"

static gboolean
begin (GpRunEngine  *self,
       gpointer      data,
       GError      **error)
{
  gint64 number;

  return gp_run_engine_begin (self, data, &number, error);
}

static gboolean
begin_or_note (GpRunEngine  *self,
               GpRunTask    *start,
               GError      **error)
{
  g_autoptr(GError) refusal = NULL;

  return gp_run_engine_guard (self, begin, start, &refusal, error)
         && (refusal == NULL || gp_run_engine_note_refusal (self, start, refusal, error));
}

static gboolean
tell_change (GpRunEngine      *self,
             const GpRunNews  *news,
             GError          **error)
{
  GPtrArray *all = gp_run_flows_list (self->flows);
  const char *change = gp_flow_value_get_text (news->body, "change");

  for (guint i = 0; change != NULL && i < all->len; i++)
    {
      GpRunTask start = { .flow = all->pdata[i], .value = news->body, .depth = news->depth,
                                .tenant = news->tenant };

      if (gp_flow_is_started_by (all->pdata[i], &news->subject, change, FALSE)
          && !begin_or_note (self, &start, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_started_by_event (GpFlow     *flow,
                     const GpId *event)
{
  const GpElement *element = gp_flow_get_element (flow);
  const GpId *own = gp_element_get_ref (element, GP_FLOW_TRIGGER_EVENT);

  return gp_element_get_bool (element, GP_FLOW_ENABLED)
         && gp_element_is (element, GP_FLOW_TRIGGER, "event") && own != NULL
         && gp_id_equal (own, event);
}

static gboolean
tell_listeners (GpRunEngine      *self,
                const GpRunNews  *news,
                GError          **error)
{
  const char *name = gp_flow_value_get_text (news->body, "type");
  GpExprValue *data = gp_flow_value_get (news->body, "data");
  g_autoptr(GArray) runs = NULL;

  if (name == NULL)
    return TRUE;
  runs = gp_run_effects_list_listening (self->sqlite, name, error);
  for (guint i = 0; runs != NULL && i < runs->len; i++)
    {
      GpRunTask *task = gp_run_task_new (g_array_index (runs, gint64, i), GP_FLOW_EVENT_MESSAGE);

      task->name = g_strdup (name);
      task->value = data != NULL ? gp_expr_value_ref (data) : NULL;
      gp_run_engine_push_inner (self, task);
    }

  return runs != NULL;
}

static gboolean
tell_event (GpRunEngine      *self,
            const GpRunNews  *news,
            GError          **error)
{
  GPtrArray *all = gp_run_flows_list (self->flows);
  GpExprValue *data = gp_flow_value_get (news->body, "data");
  g_autoptr(GpExprValue) trigger = gp_expr_value_new_object (
    "event", gp_expr_value_ref (news->body),
    "data", data != NULL ? gp_expr_value_ref (data) : NULL, NULL);

  for (guint i = 0; i < all->len; i++)
    {
      GpRunTask start = { .flow = all->pdata[i], .value = trigger, .depth = news->depth,
                                .tenant = news->tenant };

      if (is_started_by_event (all->pdata[i], &news->subject)
          && !begin_or_note (self, &start, error))
        return FALSE;
    }

  return tell_listeners (self, news, error);
}

gboolean
gp_run_engine_tell (GpRunEngine  *self,
                    gboolean     *out_any,
                    GError      **error)
{
  g_autoptr(GError) failure = NULL;
  g_autoptr(GpRunNews) news = gp_run_outbox_take (self->sqlite, &failure);

  *out_any = news != NULL;
  if (failure != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  if (news == NULL)
    return TRUE;

  if (news->kind == GP_RUN_NEWS_CHANGE)
    return tell_change (self, news, error);
  if (!tell_event (self, news, error))
    return FALSE;
  g_ptr_array_add (self->told, g_steal_pointer (&news));

  return TRUE;
}

gboolean
gp_run_engine_start_due (GpRunEngine  *self,
                         gint64        now,
                         GError      **error)
{
  g_autoptr(GArray) due = gp_run_schedules_take_due (self->sqlite, self->flows, now, error);

  for (guint i = 0; due != NULL && i < due->len; i++)
    {
      const GpRunDue *one = &g_array_index (due, GpRunDue, i);
      g_autoptr(GpExprValue) trigger = gp_expr_value_new_object (
        "time", gp_expr_value_new_timestamp (one->time / G_USEC_PER_SEC,
                                             one->time % G_USEC_PER_SEC * 1000), NULL);
      g_autoptr(GpExprValue) settled = gp_flow_value_settle (trigger);
      GpRunTask start = { .flow = gp_run_flows_find (self->flows, &one->flow),
                                .value = settled };

      if (!begin_or_note (self, &start, error))
        return FALSE;
    }

  return due != NULL;
}
