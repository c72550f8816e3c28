/* gp-answer-choice.c — the ways in which a simulated step is answered
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-flow-simulation"
#include "config.h"

#include "gp-answer-choice.h"

#include "gp-expr-json.h"
#include "gp-flow-value.h"

#include <glib/gi18n-lib.h>

/* @json: of a mock to begin with; NULL: it depends on the step */
static const struct
{
  const char *words;
  const char *json;
} choices[GP_N_ANSWERS] = {
  [GP_ANSWER_USUAL] = { NC_("answer of a step", "As usual"), NULL },
  [GP_ANSWER_GIVES] = { NC_("answer of a step", "Gives…"), NULL },
  [GP_ANSWER_APPROVED] = { NC_("answer of a step", "Approved"), "{\"decision\": \"approve\"}" },
  [GP_ANSWER_REJECTED] = { NC_("answer of a step", "Rejected"), "{\"decision\": \"reject\"}" },
  [GP_ANSWER_FAILS] = { NC_("answer of a step", "Fails"), "{\"error\": 503}" },
  [GP_ANSWER_FAILS_FIRST] = { NC_("answer of a step", "Fails twice, then works"),
                              "{\"tries\": [{\"error\": 503}, {\"error\": 503}, {}]}" },
  [GP_ANSWER_NEVER] = { NC_("answer of a step", "Never answers"), "{\"never\": true}" },
};

/* The steps that want something done, and what they are given. */
static const struct
{
  const char *type;
  const char *json;
} kinds[] = {
  { "call_http", "{\"status\": 200, \"body\": {}}" },
  { "data_read", "[]" },
  { "data_create", "{}" },
  { "data_update", "[]" },
  { "data_delete", "[]" },
  { "mail", "{}" },
  { "function", "{}" },
  { "run_flow", "{}" },
  { "emit", "{}" },
  { "listen", "{}" },
  { "approve", "{\"decision\": \"approve\"}" },
  { "code", "{}" },
};

static int
find_kind (const GpElement *step)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (gp_element_is (step, GP_STEP_TYPE, kinds[i].type))
      return (int) i;
  return -1;
}

gboolean
gp_answer_choice_has_step (const GpElement *step)
{
  return find_kind (step) >= 0;
}

static gboolean
waits_for_people (const GpElement *step)
{
  return gp_element_is (step, GP_STEP_TYPE, "approve");
}

gboolean
gp_answer_choice_is_for (GpAnswerChoice   self,
                         const GpElement *step)
{
  gboolean waits = waits_for_people (step) || gp_element_is (step, GP_STEP_TYPE, "listen");

  switch (self)
    {
    case GP_ANSWER_APPROVED:
    case GP_ANSWER_REJECTED:
      return waits_for_people (step);
    case GP_ANSWER_GIVES:
      return !waits_for_people (step);
    case GP_ANSWER_FAILS_FIRST:
    case GP_ANSWER_FAILS:
      return !waits;
    default:
      return TRUE;
    }
}

const char *
gp_answer_choice_get_words (GpAnswerChoice   self,
                            const GpElement *step)
{
  if (self == GP_ANSWER_USUAL && waits_for_people (step))
    return C_("answer of a step", "Asks me");
  if (self == GP_ANSWER_USUAL && gp_element_is (step, GP_STEP_TYPE, "listen"))
    return C_("answer of a step", "Waits");
  if (self == GP_ANSWER_USUAL && gp_element_is (step, GP_STEP_TYPE, "code"))
    return C_("answer of a step", "Runs it");
  return g_dpgettext2 (GETTEXT_PACKAGE, "answer of a step", choices[self].words);
}

GpAnswerChoice
gp_answer_choice_of (const GpExprValue *mock)
{
  const char *decision;

  if (mock == NULL || gp_expr_value_is_null (mock))
    return GP_ANSWER_USUAL;
  decision = gp_flow_value_get_text (mock, "decision");
  if (gp_flow_value_get (mock, "tries") != NULL)
    return GP_ANSWER_FAILS_FIRST;
  if (gp_flow_value_get (mock, "error") != NULL)
    return GP_ANSWER_FAILS;
  if (gp_flow_value_get (mock, "never") != NULL)
    return GP_ANSWER_NEVER;
  if (g_strcmp0 (decision, "approve") == 0)
    return GP_ANSWER_APPROVED;
  return g_strcmp0 (decision, "reject") == 0 ? GP_ANSWER_REJECTED : GP_ANSWER_GIVES;
}

/* The first event that it listens to, without anything in it. */
static GpExprValue *
make_event (GpDesign        *design,
            const GpElement *step)
{
  gsize n = 0;
  const GpId *events = gp_element_get_refs (step, GP_STEP_LISTEN_EVENTS, &n);
  const GpElement *event = n > 0 ? gp_design_lookup (design, &events[0]) : NULL;

  return gp_expr_value_new_object (
    "event", gp_expr_value_new_string (event != NULL ? gp_element_get_name (event) : "", -1),
    "data", gp_expr_value_new_map (NULL, NULL, 0), NULL);
}

GpExprValue *
gp_answer_choice_make (GpAnswerChoice   self,
                       GpDesign        *design,
                       const GpElement *step)
{
  int kind = find_kind (step);

  if (self == GP_ANSWER_USUAL)
    return NULL;
  if (self == GP_ANSWER_GIVES && gp_element_is (step, GP_STEP_TYPE, "listen"))
    return make_event (design, step);
  if (self == GP_ANSWER_GIVES)
    return gp_expr_value_from_json (kind >= 0 ? kinds[kind].json : "{}", -1, NULL);
  return gp_expr_value_from_json (choices[self].json, -1, NULL);
}
