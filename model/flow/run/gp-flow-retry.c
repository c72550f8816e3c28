/* gp-flow-retry.c — whether and when a step is tried again
 * SPDX-License-Identifier: Apache-2.0
 *
 * Chance comes from the run's id, the step's place and the number of the try, so that a run that is
 * repeated, or read back from where it was stored, waits just as long. */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-run-private.h"

#include <glib/gi18n-lib.h>

#define USUAL_ATTEMPTS 3
#define USUAL_DELAY GP_FLOW_SECOND
#define USUAL_JITTER (GP_FLOW_SECOND / 2)
#define LONGEST_DELAY (24 * 3600 * GP_FLOW_SECOND)

/* A call may be repeated by itself when that cannot do anything twice. */
static gboolean
is_safe (const GpFlowStep *step)
{
  return step->type == GP_FLOW_STEP_CALL_HTTP
         && (step->idempotency_key != NULL || gp_element_is (step->element, GP_STEP_METHOD, "GET"));
}

guint
gp_flow_step_get_attempts (const GpFlowStep *step)
{
  if (step->attempts > 0)
    return step->attempts;
  return is_safe (step) ? USUAL_ATTEMPTS : 1;
}

gint64
gp_flow_step_get_retry_delay (const GpFlowStep *step)
{
  return step->retry_delay >= 0 ? step->retry_delay : USUAL_DELAY;
}

gint64
gp_flow_step_get_retry_jitter (const GpFlowStep *step)
{
  return MIN (step->retry_jitter >= 0 ? step->retry_jitter : USUAL_JITTER, LONGEST_DELAY);
}

/* 64 bits that look like chance and follow from the run, the place and the try. */
static guint64
draw (const GpFlowRun   *run,
      const GpFlowFrame *frame)
{
  g_autofree char *place = gp_flow_frame_place (run, frame);
  g_autofree char *seed = g_strdup_printf ("%s %s %u", run->id, place, frame->attempt);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256, seed, -1);

  digest[16] = '\0';
  return g_ascii_strtoull (digest, NULL, 16);
}

static gint64
grow (const GpFlowStep *step,
      gint64            delay,
      guint             attempt)
{
  const char *backoff = gp_element_get_text (step->element, GP_STEP_RETRY_BACKOFF);

  if (g_strcmp0 (backoff, "linear") == 0)
    return MIN (delay, LONGEST_DELAY / attempt) * attempt;
  if (g_strcmp0 (backoff, "constant") == 0)
    return MIN (delay, LONGEST_DELAY);
  for (guint i = 1; i < attempt && delay < LONGEST_DELAY; i++)
    delay *= 2;
  return MIN (delay, LONGEST_DELAY);
}

static gboolean
is_worth_it (GpFlowRun         *run,
             const GpFlowFrame *frame,
             const GpExprValue *error)
{
  const GpFlowStep *step = frame->step;
  GpFlowFrame seen = *frame;
  g_autoptr(GpExprValue) problem = NULL;
  gboolean holds = FALSE;

  if (step->retry_when == NULL)
    return gp_flow_fault_is_transient (error);

  seen.error = (GpExprValue *) error;
  return gp_flow_frame_holds (run, &seen, step->retry_when, NULL, &holds, &problem) && holds;
}

gint64
gp_flow_retry_delay (GpFlowRun         *run,
                     const GpFlowFrame *frame,
                     const GpExprValue *error)
{
  const GpFlowStep *step = frame->step;
  gint64 jitter = gp_flow_step_get_retry_jitter (step);
  gint64 after = gp_flow_value_get_int (error, "retry_after", 0);
  gint64 delay;

  if (frame->attempt == 0 || frame->attempt >= gp_flow_step_get_attempts (step)
      || !is_worth_it (run, frame, error))
    return -1;

  delay = grow (step, gp_flow_step_get_retry_delay (step), frame->attempt);
  if (jitter > 0)
    delay += (gint64) (draw (run, frame) % (guint64) jitter);
  return MAX (delay, CLAMP (after, 0, LONGEST_DELAY / GP_FLOW_SECOND) * GP_FLOW_SECOND);
}

char *
gp_flow_frame_key (GpFlowRun          *run,
                   const GpFlowFrame  *frame,
                   GpExprValue       **error)
{
  g_autofree char *place = NULL;
  g_autoptr(GpExprValue) value = NULL;

  if (frame->step->idempotency_key == NULL)
    {
      place = gp_flow_frame_place (run, frame);
      return g_strdup_printf ("%s/%s", run->id, place);
    }

  value = gp_flow_frame_eval (run, frame, frame->step->idempotency_key, NULL);
  if (gp_expr_value_is_error (value))
    {
      *error = gp_flow_fault_of_expression (value, _("Idempotency key"));
      return NULL;
    }
  if (gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING)
    return g_strdup (gp_expr_value_get_string (value, NULL));
  return gp_expr_value_to_text (value);
}
