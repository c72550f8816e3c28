/* gp-run-detail.c — a run of a flow on a backend, as it is read from there
 * SPDX-License-Identifier: Apache-2.0
 *
 * A backend may be newer or older than this program: what is not understood is passed over, and
 * what cannot do without is an error. */
#define G_LOG_DOMAIN "gp-runs"
#include "config.h"

#include "gp-run-detail.h"

#include "gp-flow-duration.h"
#include "gp-flow-value.h"
#include "gp-target.h"

#include <glib/gi18n-lib.h>

static gboolean
refuse (GError **error)
{
  g_set_error_literal (error, GP_TARGET_ERROR, GP_TARGET_ERROR_PROTOCOL,
                       _("The backend tells of its runs in a way that is not known here: it is "
                         "older or newer than this program."));
  return FALSE;
}

/* --- members ---------------------------------------------------------------------------------- */

/* Microseconds since 1970; @otherwise where there is none. */
static gint64
get_time (const GpExprValue *value,
          const char        *name,
          gint64             otherwise)
{
  const char *text = gp_flow_value_get_text (value, name);
  g_autoptr(GDateTime) time = text != NULL ? g_date_time_new_from_iso8601 (text, NULL) : NULL;

  return time != NULL ? g_date_time_to_unix (time) * G_USEC_PER_SEC
                          + g_date_time_get_microsecond (time)
                      : otherwise;
}

static GpId
get_id (const GpExprValue *value,
        const char        *name)
{
  const char *text = gp_flow_value_get_text (value, name);
  GpId id;

  return text != NULL && gp_id_parse (text, &id) ? id : gp_id_nil;
}

/* (transfer full): NULL for null, too. */
static GpExprValue *
get_value (const GpExprValue *value,
           const char        *name)
{
  GpExprValue *member = gp_flow_value_get (value, name);

  return member != NULL && !gp_expr_value_is_null (member) ? gp_expr_value_ref (member) : NULL;
}

/* Calls @take for each item of the list @name. FALSE where there is no such list. */
static gboolean
take_items (const GpExprValue *value,
            const char        *name,
            gpointer         (*take) (const GpExprValue *item),
            GPtrArray         *items)
{
  const GpExprValue *list = gp_flow_value_get (value, name);

  if (list == NULL || gp_expr_value_get_kind (list) != GP_EXPR_VALUE_LIST)
    return FALSE;
  for (gsize i = 0; i < gp_expr_value_get_size (list); i++)
    {
      gpointer item = take (gp_expr_value_get_item (list, i));

      if (item != NULL)
        g_ptr_array_add (items, item);
    }

  return TRUE;
}

/* --- summaries -------------------------------------------------------------------------------- */

void
gp_run_summary_free (GpRunSummary *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->name);
  g_free (self->status);
  gp_expr_value_unref (self->error);
  g_free (self->note);
  g_free (self->version);
  g_free (self->parent);
  g_free (self->by);
  g_free (self);
}

gboolean
gp_run_summary_has_ended (const GpRunSummary *self)
{
  return g_str_equal (self->status, "completed") || g_str_equal (self->status, "faulted")
         || g_str_equal (self->status, "cancelled");
}

static gpointer
take_summary (const GpExprValue *item)
{
  const char *id = gp_flow_value_get_text (item, "id");
  const char *status = gp_flow_value_get_text (item, "status");
  const char *name = gp_flow_value_get_text (item, "name");
  GpRunSummary *self;

  if (id == NULL || status == NULL)
    return NULL;
  self = g_new0 (GpRunSummary, 1);
  self->number = gp_flow_value_get_int (item, "number", 0);
  self->id = g_strdup (id);
  self->flow = get_id (item, "flow");
  self->name = g_strdup (name != NULL ? name : "");
  self->status = g_strdup (status);
  self->started = get_time (item, "started", 0);
  self->ended = get_time (item, "ended", 0);
  self->due = get_time (item, "due", 0);
  self->error = get_value (item, "error");
  self->is_discarded = gp_flow_value_get_text (item, "discarded") != NULL;
  self->note = g_strdup (gp_flow_value_get_text (item, "note"));
  self->version = g_strdup (gp_flow_value_get_text (item, "version"));
  self->parent = g_strdup (gp_flow_value_get_text (item, "parent"));
  self->by = g_strdup (gp_flow_value_get_text (item, "by"));

  return self;
}

GpRunPage *
gp_run_page_new (const GpExprValue  *answer,
                 GError            **error)
{
  g_autoptr(GpRunPage) self = g_new0 (GpRunPage, 1);

  self->items = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_run_summary_free);
  self->next = gp_flow_value_get_int (answer, "next", 0);
  if (!take_items (answer, "items", take_summary, self->items))
    {
      refuse (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
gp_run_page_free (GpRunPage *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->items);
  g_free (self);
}

/* --- details ---------------------------------------------------------------------------------- */

static gpointer
take_line (const GpExprValue *item)
{
  const char *what = gp_flow_value_get_text (item, "what");
  const char *place = gp_flow_value_get_text (item, "place");
  GpFlowTraceKind kind = 0;
  GpFlowTrace *line;

  while (kind < GP_FLOW_N_TRACE_KINDS
         && g_strcmp0 (gp_flow_trace_kind_to_string (kind), what) != 0)
    kind++;
  if (kind == GP_FLOW_N_TRACE_KINDS)
    return NULL;
  line = g_new0 (GpFlowTrace, 1);
  line->kind = kind;
  line->step = get_id (item, "step");
  line->transition = get_id (item, "transition");
  line->place = g_strdup (place != NULL ? place : "");
  line->attempt = (guint) CLAMP (gp_flow_value_get_int (item, "attempt", 0), 0, G_MAXINT);
  line->at = get_time (item, "at", 0);
  line->due = get_time (item, "due", GP_FLOW_NEVER);
  line->value = get_value (item, "value");

  return line;
}

static void
record_free (gpointer data)
{
  GpRunRecord *self = data;

  g_free (self->id);
  g_free (self);
}

static gpointer
take_record (const GpExprValue *item)
{
  static const struct
  {
    const char  *word;
    GpRunVerdict verdict;
  } verdicts[] = { { "granted", GP_RUN_VERDICT_GRANTED }, { "denied", GP_RUN_VERDICT_DENIED },
                   { "forbidden", GP_RUN_VERDICT_FORBIDDEN } };
  const char *word = gp_flow_value_get_text (item, "verdict");
  GpRunRecord *self = g_new0 (GpRunRecord, 1);

  self->id = g_strdup (gp_flow_value_get_text (item, "id"));
  self->rule = get_id (item, "rule");
  for (gsize i = 0; i < G_N_ELEMENTS (verdicts); i++)
    if (g_strcmp0 (word, verdicts[i].word) == 0)
      self->verdict = verdicts[i].verdict;

  return self;
}

static void
touched_free (gpointer data)
{
  GpRunTouched *self = data;

  g_free (self->place);
  g_free (self->action);
  g_ptr_array_unref (self->records);
  g_free (self);
}

static gpointer
take_touched (const GpExprValue *item)
{
  const char *place = gp_flow_value_get_text (item, "place");
  const char *action = gp_flow_value_get_text (item, "action");
  GpRunTouched *self = g_new0 (GpRunTouched, 1);

  self->step = get_id (item, "step");
  self->place = g_strdup (place != NULL ? place : "");
  self->attempt = (guint) CLAMP (gp_flow_value_get_int (item, "attempt", 1), 0, G_MAXINT);
  self->entity = get_id (item, "entity");
  self->action = g_strdup (action != NULL ? action : "");
  self->count = gp_flow_value_get_int (item, "count", 0);
  self->records = g_ptr_array_new_with_free_func (record_free);
  take_items (item, "records", take_record, self->records);

  return self;
}

static void
wait_free (gpointer data)
{
  GpRunWait *self = data;

  g_free (self->kind);
  g_free (self);
}

static gpointer
take_wait (const GpExprValue *item)
{
  const char *kind = gp_flow_value_get_text (item, "kind");
  GpRunWait *self = g_new0 (GpRunWait, 1);

  self->effect = gp_flow_value_get_int (item, "effect", 0);
  self->kind = g_strdup (kind != NULL ? kind : "");
  self->step = get_id (item, "step");
  self->since = get_time (item, "since", 0);

  return self;
}

GpRunDetail *
gp_run_detail_new (const GpExprValue  *answer,
                   GError            **error)
{
  g_autoptr(GpRunDetail) self = g_rc_box_new0 (GpRunDetail);
  GpExprValue *truncated = gp_flow_value_get (answer, "truncated");
  GpExprValue *retry_input = gp_flow_value_get (answer, "retry_input");

  self->summary = take_summary (answer);
  self->trigger = get_value (answer, "trigger");
  self->output = get_value (answer, "output");
  self->retry_input = retry_input != NULL ? gp_expr_value_ref (retry_input) : NULL;
  self->truncated = truncated != NULL && gp_expr_value_get_kind (truncated) == GP_EXPR_VALUE_BOOL
                    && gp_expr_value_get_bool (truncated);
  self->trace = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_flow_trace_free);
  self->waits = g_ptr_array_new_with_free_func (wait_free);
  self->touches = g_ptr_array_new_with_free_func (touched_free);
  take_items (answer, "waits", take_wait, self->waits);
  take_items (answer, "touches", take_touched, self->touches);
  if (self->summary == NULL || !take_items (answer, "trace", take_line, self->trace))
    {
      refuse (error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

static void
detail_clear (gpointer data)
{
  GpRunDetail *self = data;

  gp_run_summary_free (self->summary);
  gp_expr_value_unref (self->trigger);
  gp_expr_value_unref (self->output);
  gp_expr_value_unref (self->retry_input);
  g_ptr_array_unref (self->trace);
  g_ptr_array_unref (self->waits);
  g_ptr_array_unref (self->touches);
}

GpRunDetail *
gp_run_detail_ref (GpRunDetail *self)
{
  return g_rc_box_acquire (self);
}

void
gp_run_detail_unref (GpRunDetail *self)
{
  if (self != NULL)
    g_rc_box_release_full (self, detail_clear);
}

/* --- what it comes to ------------------------------------------------------------------------- */

GpFlowProgress *
gp_run_detail_make_progress (const GpRunDetail *self,
                             GpDesign          *design)
{
  GpFlowProgress *progress = gp_flow_progress_new (design, &self->summary->flow);

  gp_flow_progress_set_start (progress, self->trigger);
  for (guint i = 0; i < self->trace->len; i++)
    gp_flow_progress_take (progress, self->trace->pdata[i]);

  return progress;
}

gboolean
gp_run_detail_is_current (const GpRunDetail *self,
                          GpDesign          *design)
{
  const GpId *flow = &self->summary->flow;
  g_autofree char *version = gp_design_lookup_kind (design, flow, GP_KIND_FLOW) != NULL
                               ? gp_design_dup_part_hash (design, flow) : NULL;

  return version != NULL && g_strcmp0 (version, self->summary->version) == 0;
}

const GpRunWait *
gp_run_detail_find_approval (const GpRunDetail *self)
{
  for (guint i = 0; i < self->waits->len; i++)
    {
      const GpRunWait *wait = self->waits->pdata[i];

      if (g_str_equal (wait->kind, "approval"))
        return wait;
    }

  return NULL;
}
