/* gp-flow-words.c — what a run did, in a few words
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow-words"
#include "config.h"

#include "gp-flow-words.h"

#include "gp-duration-words.h"
#include "gp-expr-json-lines.h"
#include "gp-expr-json.h"
#include "gp-flow-decision.h"
#include "gp-flow-duration.h"
#include "gp-flow-fault.h"
#include "gp-flow-value.h"
#include "gp-node.h"
#include "gp-step-text.h"

#include <glib/gi18n-lib.h>

#define MAX_TEXT   120      /* characters of a value on one line */
#define MAX_CHANGE 480      /* of all that was changed */

static const char *const reaches[GP_FLOW_N_REACHES] = {
  [GP_FLOW_REACH_UNTOUCHED] = "",
  [GP_FLOW_REACH_NEXT] = NC_("step of a run", "next"),
  [GP_FLOW_REACH_WAITS] = NC_("step of a run", "waiting"),
  [GP_FLOW_REACH_RETRIES] = NC_("step of a run", "tried again"),
  [GP_FLOW_REACH_DONE] = NC_("step of a run", "done"),
  [GP_FLOW_REACH_FAILED] = NC_("step of a run", "failed"),
  [GP_FLOW_REACH_SKIPPED] = NC_("step of a run", "skipped"),
  [GP_FLOW_REACH_CANCELLED] = NC_("step of a run", "given up"),
};

static const char *const classes[GP_FLOW_N_REACHES] = {
  [GP_FLOW_REACH_UNTOUCHED] = "neutral", [GP_FLOW_REACH_NEXT] = "accent",
  [GP_FLOW_REACH_WAITS] = "warning",     [GP_FLOW_REACH_RETRIES] = "error",
  [GP_FLOW_REACH_DONE] = "success",      [GP_FLOW_REACH_FAILED] = "error",
  [GP_FLOW_REACH_SKIPPED] = "neutral",   [GP_FLOW_REACH_CANCELLED] = "neutral",
};

/* What an effect would have been outside a simulation; NULL: it is no different. */
static const char *const woulds[GP_FLOW_N_EFFECT_KINDS] = {
  [GP_FLOW_EFFECT_HTTP] = NC_("step of a run", "would call"),
  [GP_FLOW_EFFECT_FUNCTION] = NC_("step of a run", "would call"),
  [GP_FLOW_EFFECT_FLOW] = NC_("step of a run", "would run"),
  [GP_FLOW_EFFECT_CREATE] = NC_("step of a run", "would create"),
  [GP_FLOW_EFFECT_UPDATE] = NC_("step of a run", "would update"),
  [GP_FLOW_EFFECT_DELETE] = NC_("step of a run", "would delete"),
  [GP_FLOW_EFFECT_MAIL] = NC_("step of a run", "would send"),
  [GP_FLOW_EFFECT_EMIT] = NC_("step of a run", "would send"),
};

const char *
gp_flow_words_reach (GpFlowReach reach)
{
  return *reaches[reach] != '\0' ? g_dpgettext2 (GETTEXT_PACKAGE, "step of a run", reaches[reach])
                                 : "";
}

char *
gp_flow_words_duration (gint64 microseconds)
{
  g_autofree char *text = NULL;
  gint64 rounded = microseconds;

  if (microseconds <= 0)
    return g_strdup ("—");
  /* A second more or less says nothing where jitter adds some milliseconds. */
  if (rounded >= GP_FLOW_SECOND && rounded % GP_FLOW_SECOND != 0)
    return g_strdup_printf (_("%.1f s"), (double) rounded / GP_FLOW_SECOND);
  text = gp_flow_duration_format (rounded);
  return gp_duration_to_words (text);
}

char *
gp_flow_words_step (GpDesign            *design,
                    const GpId          *flow,
                    const GpFlowLogLine *line)
{
  const GpElement *element = gp_design_lookup (design, gp_id_is_nil (&line->step) ? flow
                                                                                  : &line->step);
  GpNodeText text;
  char *title;

  if (element == NULL)
    return g_strdup (_("A step that is gone"));
  if (!gp_id_is_nil (&line->step))
    return gp_node_dup_title (element);
  if (line->is_end)
    return g_strdup (_("End"));
  gp_step_text_init_trigger (&text, design, element);
  title = g_strdup (text.title);
  gp_node_text_clear (&text);
  return title;
}

static char *
say_fault (const GpFlowLogLine *line)
{
  int status = line->error != NULL ? gp_flow_fault_get_status (line->error) : 0;
  const char *word = gp_flow_words_reach (line->reach);

  /* Translators: how a step ended, and the status of its error: "failed 503". */
  return status > 0 ? g_strdup_printf (C_("step of a run", "%1$s %2$d"), word, status)
                    : g_strdup (word);
}

/* The way that a decision went: "true" where a condition led there, else "else". */
static char *
say_way (GpDesign            *design,
         const GpFlowLogLine *line)
{
  const GpElement *step = gp_design_lookup_kind (design, &line->step, GP_KIND_STEP);
  const GpElement *way = gp_design_lookup_kind (design, &line->way, GP_KIND_TRANSITION);

  if (step == NULL || way == NULL || !gp_element_is (step, GP_STEP_TYPE, "switch"))
    return NULL;
  if (gp_element_get_name (way)[0] != '\0')
    return g_strdup (gp_element_get_name (way));
  return g_strdup (gp_element_is (way, GP_TRANSITION_TYPE, "case")
                     ? C_("branch of a condition", "true") : C_("branch of a condition", "else"));
}

char *
gp_flow_words_outcome (GpDesign             *design,
                       const GpFlowLogLine  *line,
                       gboolean              real,
                       const char          **out_class)
{
  const char *would = line->effect != NULL && !real ? woulds[line->effect->kind] : NULL;
  char *way = line->reach == GP_FLOW_REACH_DONE ? say_way (design, line) : NULL;

  *out_class = classes[line->reach];
  if (way != NULL)
    return way;
  if (gp_id_is_nil (&line->step) && !line->is_end)
    return g_strdup (C_("step of a run", "started"));
  if (line->reach == GP_FLOW_REACH_DONE && would != NULL)
    {
      *out_class = "accent";
      return g_strdup (g_dpgettext2 (GETTEXT_PACKAGE, "step of a run", would));
    }
  return line->reach == GP_FLOW_REACH_FAILED || line->reach == GP_FLOW_REACH_RETRIES
           ? say_fault (line) : g_strdup (gp_flow_words_reach (line->reach));
}

/* --- what it did --- */

/* Takes @text; @most: characters. */
static char *
shorten_text (char *text,
              glong most)
{
  g_autofree char *taken = text;
  g_autofree char *start = NULL;

  if (g_utf8_strlen (taken, -1) <= most)
    return g_steal_pointer (&taken);
  start = g_utf8_substring (taken, 0, most);
  return g_strconcat (start, "…", NULL);
}

static char *
shorten (const GpExprValue *value)
{
  return value != NULL && !gp_expr_value_is_null (value)
           ? shorten_text (gp_expr_value_to_json (value), MAX_TEXT) : g_strdup ("");
}

/* What a flow was started with: of a request only what was sent in it. */
static const GpExprValue *
get_given (const GpFlowLogLine *line)
{
  const GpExprValue *value = line->output != NULL ? line->output : line->input;
  GpExprValue *body = value != NULL && gp_id_is_nil (&line->step)
                        ? gp_flow_value_get (value, "body") : NULL;

  return body != NULL ? body : value;
}

static const char *
get_text (const GpFlowEffect *effect,
          const char         *name)
{
  GpExprValue *value = gp_flow_effect_get (effect, name);

  return value != NULL && gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING
           ? gp_expr_value_get_string (value, NULL) : "";
}

static char *
say_records (GpDesign            *design,
             const GpFlowLogLine *line)
{
  const GpElement *entity = gp_design_lookup (design, &line->effect->subject);
  const char *name = entity != NULL ? gp_element_get_name (entity) : "";
  gsize n = line->output != NULL
            && gp_expr_value_get_kind (line->output) == GP_EXPR_VALUE_LIST
              ? gp_expr_value_get_size (line->output) : 0;

  if (line->reach != GP_FLOW_REACH_DONE)
    return g_strdup (name);
  /* Translators: how many records of which entity: "report, 2 records". */
  return g_strdup_printf (ngettext ("%1$s, %2$d record", "%1$s, %2$d records", (gulong) n), name,
                          (int) n);
}

static char *
say_effect (GpDesign            *design,
            const GpFlowLogLine *line)
{
  const GpFlowEffect *effect = line->effect;
  const GpElement *subject = gp_design_lookup (design, &effect->subject);
  const char *name = subject != NULL ? gp_element_get_name (subject) : "";
  g_autofree char *values = NULL;

  switch (effect->kind)
    {
    case GP_FLOW_EFFECT_HTTP:
      return g_strdup_printf ("%s %s%s%s", get_text (effect, "method"), name,
                              *name != '\0' ? " " : "", get_text (effect, "url"));
    case GP_FLOW_EFFECT_READ:
    case GP_FLOW_EFFECT_UPDATE:
    case GP_FLOW_EFFECT_DELETE:
      return say_records (design, line);
    case GP_FLOW_EFFECT_CREATE:
      values = shorten (gp_flow_effect_get (effect, "values"));
      return g_strdup_printf ("%s %s", name, values);
    case GP_FLOW_EFFECT_MAIL:
      return g_strdup_printf ("%s: %s", get_text (effect, "to"), get_text (effect, "subject"));
    case GP_FLOW_EFFECT_EMIT:
    case GP_FLOW_EFFECT_FLOW:
      return g_strdup (name);
    default:
      return shorten (line->output);
    }
}

/* (transfer full): NULL where nothing was decided. */
static char *
say_decision (GpDesign            *design,
              const GpFlowLogLine *line)
{
  const GpElement *step = gp_design_lookup_kind (design, &line->step, GP_KIND_STEP);

  return step != NULL && gp_element_is (step, GP_STEP_TYPE, "approve")
           ? gp_flow_decision_to_words (line->output) : NULL;
}

/* (transfer full): which fields of the record were what, and are: "status: measured → verified";
 * NULL where nothing was changed. */
static char *
say_change (const GpFlowLogLine *line)
{
  GpExprValue *before = line->input != NULL ? gp_flow_value_get (line->input, "old") : NULL;
  GpExprValue *after = line->input != NULL ? gp_flow_value_get (line->input, "record") : NULL;
  g_autoptr(GString) out = g_string_new (NULL);

  if (!gp_id_is_nil (&line->step) || before == NULL || after == NULL
      || gp_expr_value_get_kind (before) != GP_EXPR_VALUE_MAP
      || gp_expr_value_get_kind (after) != GP_EXPR_VALUE_MAP)
    return NULL;
  for (gsize i = 0; i < gp_expr_value_get_size (before); i++)
    {
      const char *name = gp_expr_value_get_string (gp_expr_value_get_key (before, i), NULL);
      GpExprValue *old = gp_expr_value_get_entry (before, i);
      GpExprValue *new = gp_flow_value_get (after, name);
      g_autofree char *was = NULL;
      g_autofree char *is = NULL;

      if (new == NULL || gp_expr_value_equal (old, new))
        continue;
      was = shorten_text (gp_expr_value_to_plain (old), MAX_TEXT);
      is = shorten_text (gp_expr_value_to_plain (new), MAX_TEXT);
      g_string_append_printf (out, "%s%s: %s → %s", out->len > 0 ? ", " : "", name, was, is);
    }
  return out->len > 0
           ? shorten_text (g_string_free (g_steal_pointer (&out), FALSE), MAX_CHANGE) : NULL;
}

/* (transfer full): where a decision led that no condition did; NULL for anything else. */
static char *
say_else (GpDesign            *design,
          const GpFlowLogLine *line)
{
  const GpElement *way = gp_design_lookup_kind (design, &line->way, GP_KIND_TRANSITION);
  const GpElement *step = gp_design_lookup_kind (design, &line->step, GP_KIND_STEP);
  const GpId *to = way != NULL ? gp_element_get_ref (way, GP_TRANSITION_TO) : NULL;
  const GpElement *next = to != NULL ? gp_design_lookup (design, to) : NULL;
  g_autofree char *title = next != NULL ? gp_node_dup_title (next) : NULL;

  return title != NULL && step != NULL && gp_element_is (step, GP_STEP_TYPE, "switch")
           ? g_strconcat ("→ ", title, NULL) : NULL;
}

char *
gp_flow_words_what (GpDesign            *design,
                    const GpFlowLogLine *line)
{
  const char *detail = line->error != NULL ? gp_flow_fault_get_text (line->error, "detail") : "";
  const GpElement *way = gp_design_lookup_kind (design, &line->way, GP_KIND_TRANSITION);
  const char *when = way != NULL ? gp_element_get_text (way, GP_TRANSITION_WHEN) : NULL;
  char *told = line->error == NULL ? say_decision (design, line) : NULL;

  if (told != NULL)
    return told;
  if (line->error != NULL)
    return g_strdup (*detail != '\0' ? detail : gp_flow_fault_get_text (line->error, "title"));
  if (line->effect != NULL)
    return say_effect (design, line);
  if (when != NULL && *when != '\0')
    return g_strdup (when);
  told = say_change (line);
  if (told == NULL)
    told = say_else (design, line);
  if (told != NULL)
    return told;
  return shorten (get_given (line));
}
