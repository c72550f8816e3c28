/* gp-flow-log.c — a trace, with a line for each try of a step
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-log.h"

#include "gp-flow-duration.h"

typedef struct
{
  GArray     *lines;        /* GpFlowLogLine */
  GHashTable *by_place;     /* place → the number of its last line + 1 */
  GHashTable *by_try;       /* place and attempt → the number of its line + 1 */
} Log;

static char *
name_try (const char *place,
          guint       attempt)
{
  return g_strdup_printf ("%s#%u", place, attempt);
}

static GpFlowLogLine *
find_line (Log        *self,
           const char *place)
{
  guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_place, place));

  return i > 0 ? &g_array_index (self->lines, GpFlowLogLine, i - 1) : NULL;
}

static GpFlowLogLine *
add_line (Log               *self,
          const GpFlowTrace *of)
{
  const GpFlowLogLine line = { .step = of->step, .place = of->place, .attempt = of->attempt,
                               .began = of->at, .due = GP_FLOW_NEVER };

  g_array_append_val (self->lines, line);
  g_hash_table_insert (self->by_place, of->place, GUINT_TO_POINTER (self->lines->len));
  g_hash_table_insert (self->by_try, name_try (of->place, of->attempt),
                       GUINT_TO_POINTER (self->lines->len));
  return &g_array_index (self->lines, GpFlowLogLine, self->lines->len - 1);
}

static void
end_line (GpFlowLogLine     *line,
          const GpFlowTrace *of,
          GpFlowReach        reach)
{
  line->reach = reach;
  line->ended = of->at;
  if (reach == GP_FLOW_REACH_DONE)
    line->output = of->value;
  if (reach == GP_FLOW_REACH_FAILED)
    line->error = of->value;
}

static void
add_end (Log               *self,
         const GpFlowTrace *of,
         gboolean           failed)
{
  GpFlowLogLine *line = add_line (self, of);

  line->is_end = TRUE;
  end_line (line, of, failed ? GP_FLOW_REACH_FAILED : GP_FLOW_REACH_DONE);
}

static void
take (Log               *self,
      const GpFlowTrace *of,
      gboolean           failed)
{
  static const GpFlowReach ends[GP_FLOW_N_TRACE_KINDS] = {
    [GP_FLOW_TRACE_SKIPPED] = GP_FLOW_REACH_SKIPPED,
    [GP_FLOW_TRACE_COMPLETED] = GP_FLOW_REACH_DONE,
    [GP_FLOW_TRACE_FAILED] = GP_FLOW_REACH_FAILED,
    [GP_FLOW_TRACE_CANCELLED] = GP_FLOW_REACH_CANCELLED,
  };
  GpFlowLogLine *line;

  if (of->kind == GP_FLOW_TRACE_ENDED)
    {
      add_end (self, of, failed);
      return;
    }
  line = of->kind == GP_FLOW_TRACE_STARTED || of->kind == GP_FLOW_TRACE_SKIPPED
           ? NULL : find_line (self, of->place);
  if (line == NULL && of->kind == GP_FLOW_TRACE_TAKEN)
    line = &g_array_index (self->lines, GpFlowLogLine, 0);
  if (line == NULL)
    line = add_line (self, of);

  switch (of->kind)
    {
    case GP_FLOW_TRACE_STARTED:
      line->reach = GP_FLOW_REACH_WAITS;
      line->input = of->value;
      break;
    case GP_FLOW_TRACE_TAKEN:
      line->way = of->transition;
      break;
    case GP_FLOW_TRACE_RETRY:
      line->reach = GP_FLOW_REACH_RETRIES;
      line->due = of->due;
      break;
    default:
      end_line (line, of, ends[of->kind]);
      break;
    }
}

static void
take_effect (Log                *self,
             const GpFlowEffect *effect)
{
  g_autofree char *key = name_try (effect->place, effect->attempt);
  guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_try, key));

  if (i > 0)
    g_array_index (self->lines, GpFlowLogLine, i - 1).effect = effect;
}

GArray *
gp_flow_log_new (GPtrArray   *trace,
                 GPtrArray   *effects,
                 GpExprValue *trigger,
                 gint64       began,
                 gboolean     failed)
{
  g_autoptr(GHashTable) by_place = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GHashTable) by_try = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Log self = { g_array_new (FALSE, TRUE, sizeof (GpFlowLogLine)), by_place, by_try };
  const GpFlowLogLine start = { .reach = GP_FLOW_REACH_DONE, .input = trigger, .output = trigger,
                                .began = began, .ended = began, .due = GP_FLOW_NEVER };

  g_array_append_val (self.lines, start);
  for (guint i = 0; i < trace->len; i++)
    take (&self, trace->pdata[i], failed);
  for (guint i = 0; effects != NULL && i < effects->len; i++)
    take_effect (&self, effects->pdata[i]);
  return self.lines;
}
