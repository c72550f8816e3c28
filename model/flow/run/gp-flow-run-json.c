/* gp-flow-run-json.c — the state of a run as JSON
 * SPDX-License-Identifier: Apache-2.0
 *
 * The state is made into one value of the expression language, which knows how to write itself, and
 * is read back the same way. What a table below does not name is not kept. */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-flow-run-private.h"

#include <glib/gi18n-lib.h>

#include "gp-expr-json.h"

#define FORMAT 1

typedef enum
{
  MEMBER_UINT,      /* 0 is left out */
  MEMBER_NUMBER,    /* 0 is left out */
  MEMBER_TIME,      /* GP_FLOW_NEVER is left out */
  MEMBER_BOOL,      /* FALSE is left out */
  MEMBER_VALUE,     /* NULL is left out */
  MEMBER_STEP,      /* by its id; NULL is left out */
} MemberType;

typedef struct
{
  const char *name;
  MemberType type;
  gsize offset;
} Member;

#define FRAME(name, type) { #name, MEMBER_##type, G_STRUCT_OFFSET (GpFlowFrame, name) }
#define RUN(name, type) { #name, MEMBER_##type, G_STRUCT_OFFSET (GpFlowRun, name) }

static const Member frame_members[] = {
  FRAME (id, UINT),       FRAME (parent, UINT),  FRAME (step, STEP),       FRAME (stop, STEP),
  FRAME (attempt, UINT),  FRAME (count, UINT),   FRAME (effect, NUMBER),   FRAME (due, TIME),
  FRAME (deadline, TIME), FRAME (is_turn, BOOL), FRAME (is_branch, BOOL),  FRAME (number, UINT),
  FRAME (caught, BOOL),   FRAME (data, VALUE),   FRAME (input, VALUE),     FRAME (arguments, VALUE),
  FRAME (list, VALUE),    FRAME (item, VALUE),   FRAME (error, VALUE),
};

static const Member run_members[] = {
  RUN (depth, UINT),     RUN (started, TIME),     RUN (now, TIME),      RUN (deadline, TIME),
  RUN (n_frames, UINT),  RUN (n_effects, NUMBER), RUN (n_steps, UINT),  RUN (trigger, VALUE),
  RUN (vars, VALUE),     RUN (changes, VALUE),    RUN (output, VALUE),  RUN (error, VALUE),
};

/* --- writing ---------------------------------------------------------------------------------- */

static GpExprValue *
id_to_value (const GpElement *element)
{
  char buffer[GP_ID_STRING_SIZE];

  return gp_expr_value_new_string (gp_id_format (gp_element_get_id (element), buffer), -1);
}

static GpExprValue *
write_member (gconstpointer object,
              const Member *member)
{
  const void *place = (const char *) object + member->offset;

  switch (member->type)
    {
    case MEMBER_UINT:
      return *(const guint *) place != 0 ? gp_expr_value_new_int (*(const guint *) place) : NULL;
    case MEMBER_NUMBER:
      return *(const guint64 *) place != 0
               ? gp_expr_value_new_int ((gint64) *(const guint64 *) place)
               : NULL;
    case MEMBER_TIME:
      return *(const gint64 *) place != GP_FLOW_NEVER
               ? gp_expr_value_new_int (*(const gint64 *) place)
               : NULL;
    case MEMBER_BOOL:
      return *(const gboolean *) place ? gp_expr_value_new_bool (TRUE) : NULL;
    case MEMBER_VALUE:
      return *(GpExprValue *const *) place != NULL
               ? gp_expr_value_ref (*(GpExprValue *const *) place)
               : NULL;
    case MEMBER_STEP:
    default:
      return *(const GpFlowStep *const *) place != NULL
               ? id_to_value ((*(const GpFlowStep *const *) place)->element)
               : NULL;
    }
}

/* The members that are set, and behind them those of the MAP @more, which is taken. */
static GpExprValue *
write_members (gconstpointer object,
               const Member *members,
               gsize         n,
               GpExprValue  *more)
{
  g_autoptr(GpExprValue) rest = more;
  gsize n_more = gp_expr_value_get_size (rest), used = 0;
  g_autofree GpExprValue **keys = g_new (GpExprValue *, n + n_more);
  g_autofree GpExprValue **values = g_new (GpExprValue *, n + n_more);

  for (gsize i = 0; i < n; i++)
    {
      GpExprValue *value = write_member (object, &members[i]);

      if (value == NULL)
        continue;
      keys[used] = gp_expr_value_new_string (members[i].name, -1);
      values[used++] = value;
    }
  for (gsize i = 0; i < n_more; i++)
    {
      keys[used] = gp_expr_value_ref (gp_expr_value_get_key (rest, i));
      values[used++] = gp_expr_value_ref (gp_expr_value_get_entry (rest, i));
    }
  return gp_expr_value_new_map (keys, values, used);
}

static GpExprValue *
write_frame (const GpFlowFrame *frame)
{
  GpExprValue *more = gp_expr_value_new_object (
    "phase", gp_expr_value_new_int (frame->phase),
    "block", frame->block->holder != NULL ? id_to_value (frame->block->holder->element) : NULL,
    "kind", gp_expr_value_new_string (gp_flow_effect_kind_to_string (frame->effect_kind), -1),
    NULL);

  return write_members (frame, frame_members, G_N_ELEMENTS (frame_members), more);
}

/* In the order of the flow's steps, so that equal states are equal texts. */
static void
write_outputs (const GpFlowRun   *self,
               const GpFlowBlock *block,
               GPtrArray         *out)
{
  for (guint i = 0; block != NULL && i < block->steps->len; i++)
    {
      const GpFlowStep *step = block->steps->pdata[i];
      GpExprValue *kept = g_hash_table_lookup (self->outputs, step);

      if (kept != NULL)
        g_ptr_array_add (out, gp_flow_value_with (kept, "step", id_to_value (step->element)));
      write_outputs (self, step->body, out);
    }
}

char *
gp_flow_run_to_json (const GpFlowRun *self)
{
  g_autoptr(GPtrArray) frames = gp_flow_values_new ();
  g_autoptr(GPtrArray) outputs = gp_flow_values_new ();
  g_autoptr(GpExprValue) state = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->frames->len; i++)
    g_ptr_array_add (frames, write_frame (self->frames->pdata[i]));
  write_outputs (self, self->flow->body, outputs);
  state = gp_expr_value_new_object (
    "format", gp_expr_value_new_int (FORMAT), "flow", id_to_value (self->flow->element),
    "id", gp_expr_value_new_string (self->id, -1),
    "status", gp_expr_value_new_string (gp_flow_status_to_string (self->status), -1),
    "frames", gp_flow_value_list (frames), "steps", gp_flow_value_list (outputs),
    "failed", self->failed != NULL ? write_frame (self->failed) : NULL, NULL);
  state = write_members (self, run_members, G_N_ELEMENTS (run_members), g_steal_pointer (&state));
  return gp_expr_value_to_json (state);
}

/* --- reading ---------------------------------------------------------------------------------- */

static gboolean
fail (GError     **error,
      const char  *what)
{
  g_set_error (error, GP_FLOW_ERROR, GP_FLOW_ERROR_STATE,
               _("The stored run cannot be read: %s."), what);
  return FALSE;
}

/* @out: NULL where there is no such member. */
static gboolean
read_step (GpFlow             *flow,
           const GpExprValue  *value,
           const char         *name,
           const GpFlowStep  **out,
           GError            **error)
{
  const char *text = gp_flow_value_get_text (value, name);
  GpId id;

  *out = NULL;
  if (text == NULL)
    return TRUE;
  if (!gp_id_parse (text, &id))
    return fail (error, _("it names a step in a way that no run does"));
  *out = gp_flow_find_step (flow, &id);
  return *out != NULL || fail (error, _("it is at a step that the flow does not have any more"));
}

static gboolean
read_member (GpFlow             *flow,
             const GpExprValue  *value,
             const Member       *member,
             gpointer            object,
             GError            **error)
{
  void *place = (char *) object + member->offset;
  GpExprValue *found = gp_flow_value_get (value, member->name);

  switch (member->type)
    {
    case MEMBER_UINT:
      *(guint *) place = (guint) CLAMP (gp_flow_value_get_int (value, member->name, 0), 0,
                                        G_MAXUINT);
      return TRUE;
    case MEMBER_NUMBER:
      *(guint64 *) place = (guint64) MAX (gp_flow_value_get_int (value, member->name, 0), 0);
      return TRUE;
    case MEMBER_TIME:
      *(gint64 *) place = gp_flow_value_get_int (value, member->name, GP_FLOW_NEVER);
      return TRUE;
    case MEMBER_BOOL:
      *(gboolean *) place = found != NULL && gp_expr_value_is_true (found);
      return TRUE;
    case MEMBER_VALUE:
      if (found != NULL)
        gp_flow_frame_set (place, gp_expr_value_ref (found));
      return TRUE;
    case MEMBER_STEP:
    default:
      return read_step (flow, value, member->name, place, error);
    }
}

static gboolean
read_members (GpFlow             *flow,
              const GpExprValue  *value,
              const Member       *members,
              gsize               n,
              gpointer            object,
              GError            **error)
{
  for (gsize i = 0; i < n; i++)
    if (!read_member (flow, value, &members[i], object, error))
      return FALSE;
  return TRUE;
}

static gboolean
is_kind (const GpExprValue *value,
         GpExprValueKind    kind)
{
  return value != NULL && gp_expr_value_get_kind (value) == kind;
}

/* What the machine relies on. */
static gboolean
is_sound (const GpFlowFrame *frame)
{
  gboolean busy = frame->phase == GP_FLOW_PHASE_BUSY;
  gboolean gathers = busy && frame->step != NULL
                     && (frame->step->type == GP_FLOW_STEP_FORK
                         || frame->step->type == GP_FLOW_STEP_LISTEN);

  if (frame->block == NULL || frame->data == NULL || frame->id == 0 || frame->parent >= frame->id)
    return FALSE;
  if (frame->step == NULL)
    return frame->phase == GP_FLOW_PHASE_READY;
  return frame->step->block == frame->block && (!busy || frame->input != NULL)
         && (frame->effect == 0 || is_kind (frame->arguments, GP_EXPR_VALUE_MAP))
         && (frame->list == NULL || is_kind (frame->list, GP_EXPR_VALUE_LIST))
         && (!gathers || frame->list != NULL) && (!frame->is_turn || frame->item != NULL)
         && (frame->error == NULL || is_kind (frame->error, GP_EXPR_VALUE_MAP));
}

static GpFlowFrame *
read_frame (GpFlow             *flow,
            const GpExprValue  *value,
            GError            **error)
{
  GpFlowFrame *frame = g_new0 (GpFlowFrame, 1);
  const GpFlowStep *holder = NULL;
  gint64 phase = gp_flow_value_get_int (value, "phase", -1);
  const char *kind = gp_flow_value_get_text (value, "kind");

  if (!read_step (flow, value, "block", &holder, error) ||
      !read_members (flow, value, frame_members, G_N_ELEMENTS (frame_members), frame, error))
    {
      gp_flow_frame_free (frame);
      return NULL;
    }
  frame->block = holder != NULL ? holder->body : flow->body;
  frame->phase = (GpFlowPhase) CLAMP (phase, 0, GP_FLOW_N_PHASES - 1);
  for (gsize i = 0; i < GP_FLOW_N_EFFECT_KINDS; i++)
    if (g_strcmp0 (gp_flow_effect_kind_to_string ((GpFlowEffectKind) i), kind) == 0)
      frame->effect_kind = (GpFlowEffectKind) i;

  if (phase < 0 || phase >= GP_FLOW_N_PHASES || !is_sound (frame))
    {
      fail (error, _("a part of it does not fit the flow as it is now"));
      gp_flow_frame_free (frame);
      return NULL;
    }
  return frame;
}

static gboolean
read_frames (GpFlowRun          *self,
             const GpExprValue  *state,
             GError            **error)
{
  GpExprValue *frames = gp_flow_value_get (state, "frames");
  GpExprValue *failed = gp_flow_value_get (state, "failed");

  if (frames == NULL || gp_expr_value_get_kind (frames) != GP_EXPR_VALUE_LIST)
    return fail (error, _("it does not say where it is"));
  for (gsize i = 0; i < gp_expr_value_get_size (frames); i++)
    {
      GpFlowFrame *frame = read_frame (self->flow, gp_expr_value_get_item (frames, i), error);

      if (frame == NULL)
        return FALSE;
      g_ptr_array_add (self->frames, frame);
      self->n_frames = MAX (self->n_frames, frame->id);
      if (gp_flow_run_find_frame (self, frame->id) != frame ||
          (frame->parent != 0 && gp_flow_run_find_frame (self, frame->parent) == NULL) ||
          (frame->parent == 0 && i > 0))
        return fail (error, _("its parts do not belong together"));
    }
  if (failed != NULL)
    {
      self->failed = read_frame (self->flow, failed, error);
      return self->failed != NULL;
    }
  return TRUE;
}

static gboolean
read_outputs (GpFlowRun          *self,
              const GpExprValue  *state,
              GError            **error)
{
  GpExprValue *steps = gp_flow_value_get (state, "steps");

  if (steps == NULL || gp_expr_value_get_kind (steps) != GP_EXPR_VALUE_LIST)
    return fail (error, _("it does not say what its steps gave"));
  for (gsize i = 0; i < gp_expr_value_get_size (steps); i++)
    {
      GpExprValue *kept = gp_expr_value_get_item (steps, i);
      GpExprValue *input = gp_flow_value_get (kept, "input");
      GpExprValue *output = gp_flow_value_get (kept, "output");
      const char *status = gp_flow_value_get_text (kept, "status");
      const GpFlowStep *step = NULL;
      g_autoptr(GError) gone = NULL;

      /* What a step gave that is gone is of no use to anybody. */
      if (!read_step (self->flow, kept, "step", &step, &gone) || step == NULL || output == NULL)
        continue;
      kept = gp_expr_value_new_object (
        "input", input != NULL ? gp_expr_value_ref (input) : NULL,
        "output", gp_expr_value_ref (output),
        "status", gp_expr_value_new_string (status != NULL ? status : "completed", -1), NULL);
      self->bytes += gp_flow_value_measure (kept);
      g_hash_table_replace (self->outputs, (gpointer) step, kept);
    }
  return TRUE;
}

static gboolean
read_status (GpFlowRun          *self,
             const GpExprValue  *state,
             GError            **error)
{
  const char *status = gp_flow_value_get_text (state, "status");

  for (gsize i = 0; i < GP_FLOW_N_STATUSES; i++)
    if (g_strcmp0 (gp_flow_status_to_string ((GpFlowStatus) i), status) == 0)
      {
        self->status = (GpFlowStatus) i;
        return TRUE;
      }
  return fail (error, _("it has no status that is known"));
}

GpExprValue *
gp_flow_run_dup_retry_input (const char *json,
                             gssize      length)
{
  g_autoptr(GpExprValue) state = gp_expr_value_from_json (json, length, NULL);
  const char *status = state != NULL ? gp_flow_value_get_text (state, "status") : NULL;
  GpExprValue *failed = status != NULL ? gp_flow_value_get (state, "failed") : NULL;
  GpExprValue *data = failed != NULL ? gp_flow_value_get (failed, "data") : NULL;

  return g_strcmp0 (status, gp_flow_status_to_string (GP_FLOW_STATUS_FAULTED)) == 0 && data != NULL
           ? gp_expr_value_ref (data) : NULL;
}

GpFlowRun *
gp_flow_run_from_json (GpFlow         *flow,
                       GpAccessWorld  *world,
                       const char     *json,
                       gssize          length,
                       GError        **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(GpExprValue) state = gp_expr_value_from_json (json, length, &cause);
  g_autoptr(GpFlowRun) self = NULL;

  g_return_val_if_fail (flow != NULL && json != NULL, NULL);

  if (state == NULL)
    {
      fail (error, cause->message);
      return NULL;
    }
  self = gp_flow_run_alloc (flow, world);
  self->id = g_strdup (gp_flow_value_get_text (state, "id"));
  if (gp_flow_value_get_int (state, "format", 0) != FORMAT || self->id == NULL)
    {
      fail (error, _("it was not written by this version of Groundplan"));
      return NULL;
    }
  if (!read_status (self, state, error) ||
      !read_members (flow, state, run_members, G_N_ELEMENTS (run_members), self, error) ||
      !read_frames (self, state, error) || !read_outputs (self, state, error))
    return NULL;
  if (!is_kind (self->trigger, GP_EXPR_VALUE_MAP) || !is_kind (self->vars, GP_EXPR_VALUE_MAP) ||
      !is_kind (self->changes, GP_EXPR_VALUE_MAP) ||
      (!gp_flow_run_has_ended (self) && self->frames->len == 0))
    {
      fail (error, _("a part of it is missing"));
      return NULL;
    }

  self->bytes += gp_flow_value_measure (self->trigger) + gp_flow_value_measure (self->vars);
  return g_steal_pointer (&self);
}
