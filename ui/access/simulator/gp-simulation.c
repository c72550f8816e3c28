/* gp-simulation.c — one question about access, and its answer
 * SPDX-License-Identifier: Apache-2.0
 *
 * The choice is kept by ids; with each view of the rules it is mended where something has gone and
 * asked again. The records of a question live as long as the answer, which borrows them.
 */
#define G_LOG_DOMAIN "gp-simulation"
#include "config.h"

#include "gp-simulation-private.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (GpSimulation, gp_simulation, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
forget_answer (GpSimulation *self)
{
  g_clear_pointer (&self->decision, gp_access_decision_free);
  g_clear_pointer (&self->problem, g_free);
  gp_simulation_asked_clear (&self->asked);
}

static void
answer (GpSimulation *self)
{
  g_autoptr(GError) error = NULL;

  forget_answer (self);
  if (self->view == NULL)
    return;
  if (gp_design_lookup (gp_simulation_get_design (self), &self->choice.subject) == NULL)
    self->problem = g_strdup (_("There is no entity yet that somebody could do something with."));
  else if (!gp_simulation_make_question (self, &self->choice.persona, NULL, &self->asked,
                                         &error))
    self->problem = g_strdup (error->message);
  else
    {
      self->asked.question.explain = TRUE;
      self->decision = gp_access_decide (self->view->access, &self->asked.question);
    }
}

/* --- choosing --- */

static void
replace (char       **place,
         const char  *text)
{
  g_autofree char *copy = g_strdup (text);

  g_free (*place);
  *place = g_steal_pointer (&copy);
}

static void
choose_first_record (GpSimulation *self)
{
  GpDesign *design = gp_simulation_get_design (self);
  const GpElement *fixture = NULL;
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, &self->choice.subject, i))
                      != NULL && fixture == NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_FIXTURE)
      fixture = child;
  self->choice.record = fixture != NULL ? GP_SIMULATION_FIXTURE : GP_SIMULATION_ANY;
  self->choice.fixture = fixture != NULL ? *gp_element_get_id (fixture) : gp_id_nil;
}

static void
choose_subject (GpSimulation *self,
                const GpId   *subject)
{
  if (gp_id_equal (&self->choice.subject, subject))
    return;
  self->choice.subject = *subject;
  choose_first_record (self);
  replace (&self->write, "");
}

static gboolean
has_role (GpSimulation *self,
          const GpId   *persona,
          const GpId   *role)
{
  g_autoptr(GpAccessCaller) caller = gp_simulation_make_caller (self, persona);

  return gp_access_caller_has_role (caller, role);
}

/* Somebody with @role, unless the chosen persona has it. */
static void
choose_role (GpSimulation *self,
             const GpId   *role)
{
  g_autoptr(GPtrArray) personas = gp_design_list (gp_simulation_get_design (self), GP_KIND_PERSONA);

  if (has_role (self, &self->choice.persona, role))
    return;
  for (guint i = 0; i < personas->len; i++)
    if (has_role (self, gp_element_get_id (personas->pdata[i]), role))
      {
        self->choice.persona = *gp_element_get_id (personas->pdata[i]);
        return;
      }
}

/* Something is chosen where nothing was, or where it has gone. */
static void
mend_choice (GpSimulation *self)
{
  GpDesign *design = gp_simulation_get_design (self);
  const GpElement *subject = gp_design_lookup (design, &self->choice.subject);
  const GpElement *fixture = gp_design_lookup_kind (design, &self->choice.fixture,
                                                    GP_KIND_FIXTURE);

  if (!self->has_choice)
    {
      g_autoptr(GPtrArray) personas = gp_design_list (design, GP_KIND_PERSONA);

      if (personas->len > 0)
        self->choice.persona = *gp_element_get_id (personas->pdata[0]);
      self->has_choice = TRUE;
    }
  else if (gp_design_lookup (design, &self->choice.persona) == NULL)
    self->choice.persona = gp_id_nil;

  if (subject == NULL && gp_access_matrix_n_subjects (self->view->matrix) > 0)
    choose_subject (self, gp_element_get_id (gp_access_matrix_get_subject (self->view->matrix,
                                                                           0)));
  else if (self->choice.record == GP_SIMULATION_FIXTURE
           && (fixture == NULL || !gp_id_equal (gp_element_get_parent (fixture),
                                                &self->choice.subject)))
    choose_first_record (self);
}

static void
changed (GpSimulation *self)
{
  answer (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
watch_changed_cb (GpSimulation *self)
{
  forget_answer (self);
  g_clear_pointer (&self->view, gp_access_view_unref);
  self->view = gp_access_view_ref (gp_access_watch_get (self->watch));
  mend_choice (self);
  changed (self);
}

static void
take_up_test (GpSimulation    *self,
              const GpElement *test)
{
  const GpId *persona = gp_element_get_ref (test, GP_TEST_PERSONA);
  const GpId *subject = gp_element_get_ref (test, GP_TEST_SUBJECT);
  const GpId *fixture = gp_element_get_ref (test, GP_TEST_FIXTURE);
  const char *action = gp_element_get_text (test, GP_TEST_ACTION);
  const char *write = gp_element_get_text (test, GP_TEST_WRITE);

  if (persona != NULL)
    self->choice.persona = *persona;
  if (subject != NULL)
    choose_subject (self, subject);
  self->choice.record = fixture != NULL ? GP_SIMULATION_FIXTURE : GP_SIMULATION_ANY;
  self->choice.fixture = fixture != NULL ? *fixture : gp_id_nil;
  if (action != NULL)
    replace (&self->action, action);
  replace (&self->write, write != NULL ? write : "");
}

static void
take_up_rule (GpSimulation    *self,
              const GpElement *rule)
{
  gsize n;
  const char *const *actions = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);
  const GpId *role = gp_element_get_ref (rule, GP_RULE_ROLE);

  choose_subject (self, gp_element_get_parent (rule));
  if (role != NULL)
    choose_role (self, role);
  if (n > 0 && !g_strv_contains (actions, self->action))
    replace (&self->action, actions[0]);
}

void
gp_simulation_take_up (GpSimulation *self,
                       const GpId   *id)
{
  const GpElement *element;

  g_return_if_fail (GP_IS_SIMULATION (self));

  element = self->view != NULL ? gp_design_lookup (gp_simulation_get_design (self), id) : NULL;
  if (element == NULL)
    return;
  switch ((int) gp_element_get_kind (element))
    {
    case GP_KIND_ENTITY:
    case GP_KIND_BUCKET:
      choose_subject (self, id);
      break;
    case GP_KIND_FIELD:
      if (gp_design_lookup_kind (gp_simulation_get_design (self), gp_element_get_parent (element),
                                 GP_KIND_ENTITY) == NULL)
        return;
      choose_subject (self, gp_element_get_parent (element));
      break;
    case GP_KIND_FIXTURE:
      choose_subject (self, gp_element_get_parent (element));
      self->choice.record = GP_SIMULATION_FIXTURE;
      self->choice.fixture = *id;
      break;
    case GP_KIND_RULE:
      take_up_rule (self, element);
      break;
    case GP_KIND_ROLE:
      choose_role (self, id);
      break;
    case GP_KIND_PERSONA:
      self->choice.persona = *id;
      break;
    case GP_KIND_TEST:
      if (!gp_element_is (element, GP_TEST_TYPE, "access"))
        return;
      take_up_test (self, element);
      break;
    default:
      return;
    }
  changed (self);
}

void
gp_simulation_set_persona (GpSimulation *self,
                           const GpId   *persona)
{
  g_return_if_fail (GP_IS_SIMULATION (self));

  if (gp_id_equal (&self->choice.persona, persona))
    return;
  self->choice.persona = *persona;
  changed (self);
}

void
gp_simulation_set_action (GpSimulation *self,
                          const char   *action)
{
  g_return_if_fail (GP_IS_SIMULATION (self));

  if (g_str_equal (self->action, action))
    return;
  replace (&self->action, action);
  changed (self);
}

void
gp_simulation_set_subject (GpSimulation *self,
                           const GpId   *subject)
{
  g_return_if_fail (GP_IS_SIMULATION (self));

  if (gp_id_equal (&self->choice.subject, subject) || self->view == NULL)
    return;
  choose_subject (self, subject);
  changed (self);
}

void
gp_simulation_set_record (GpSimulation       *self,
                          GpSimulationRecord  record,
                          const GpId         *fixture)
{
  GpAccessRecord *before;

  g_return_if_fail (GP_IS_SIMULATION (self));

  if (self->view == NULL
      || (self->choice.record == record
          && (record != GP_SIMULATION_FIXTURE || gp_id_equal (&self->choice.fixture, fixture))))
    return;

  before = gp_access_fixtures_find (self->view->fixtures, &self->choice.fixture, NULL);
  if (record == GP_SIMULATION_TYPED)
    {
      g_free (self->typed);
      self->typed = before != NULL ? gp_access_record_to_json (before) : g_strdup ("{}");
    }
  self->choice.record = record;
  if (record == GP_SIMULATION_FIXTURE)
    self->choice.fixture = *fixture;
  changed (self);
}

void
gp_simulation_set_typed (GpSimulation *self,
                         const char   *json)
{
  g_return_if_fail (GP_IS_SIMULATION (self));

  if (g_str_equal (self->typed, json))
    return;
  replace (&self->typed, json);
  changed (self);
}

void
gp_simulation_set_write (GpSimulation *self,
                         const char   *json)
{
  g_return_if_fail (GP_IS_SIMULATION (self));

  if (g_str_equal (self->write, json))
    return;
  replace (&self->write, json);
  changed (self);
}

void
gp_simulation_set_now (GpSimulation *self,
                       const char   *now)
{
  g_return_if_fail (GP_IS_SIMULATION (self));

  if (g_str_equal (self->now, now))
    return;
  replace (&self->now, now);
  changed (self);
}

/* --- the answer --- */

const GpSimulationChoice *
gp_simulation_get_choice (GpSimulation *self)
{
  g_return_val_if_fail (GP_IS_SIMULATION (self), NULL);

  self->choice.action = self->action;
  self->choice.typed = self->typed;
  self->choice.write = self->write;
  self->choice.now = self->now;
  return &self->choice;
}

GpAccessView *
gp_simulation_get_view (GpSimulation *self)
{
  return self->view;
}

const GpAccessDecision *
gp_simulation_get_decision (GpSimulation *self)
{
  return self->decision;
}

const char *
gp_simulation_get_problem (GpSimulation *self)
{
  return self->problem;
}

const GpAccessQuestion *
gp_simulation_get_question (GpSimulation *self)
{
  return &self->asked.question;
}

char *
gp_simulation_dup_who (GpSimulation *self)
{
  const GpElement *persona = self->view != NULL
                               ? gp_design_lookup (gp_simulation_get_design (self),
                                                   &self->choice.persona) : NULL;

  return g_strdup (persona != NULL ? gp_element_get_name (persona) : _("Somebody"));
}

gboolean
gp_simulation_can_keep (GpSimulation *self)
{
  return self->decision != NULL && self->decision->verdict != GP_ACCESS_DEPENDS;
}

GpChangeSet *
gp_simulation_keep (GpSimulation *self,
                    GpDesign     *design,
                    GpId         *out_test)
{
  GpAccessExpectation expectation = {
    .persona = self->choice.persona, .action = self->action, .subject = self->choice.subject,
    .allow = self->decision->verdict == GP_ACCESS_GRANTED,
  };

  if (self->choice.record == GP_SIMULATION_FIXTURE)
    expectation.fixture = self->choice.fixture;
  if (self->choice.record == GP_SIMULATION_TYPED)
    expectation.record = self->typed;
  if (gp_access_action_writes (self->action) && *self->write != '\0')
    expectation.write = self->write;
  return gp_access_keep (design, &expectation, out_test);
}

static void
gp_simulation_dispose (GObject *object)
{
  GpSimulation *self = GP_SIMULATION (object);

  forget_answer (self);
  g_clear_pointer (&self->view, gp_access_view_unref);
  g_clear_object (&self->watch);

  G_OBJECT_CLASS (gp_simulation_parent_class)->dispose (object);
}

static void
gp_simulation_finalize (GObject *object)
{
  GpSimulation *self = GP_SIMULATION (object);

  g_free (self->action);
  g_free (self->typed);
  g_free (self->write);
  g_free (self->now);

  G_OBJECT_CLASS (gp_simulation_parent_class)->finalize (object);
}

static void
gp_simulation_class_init (GpSimulationClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_simulation_dispose;
  G_OBJECT_CLASS (klass)->finalize = gp_simulation_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_simulation_init (GpSimulation *self)
{
  self->action = g_strdup ("read");
  self->typed = g_strdup ("{}");
  self->write = g_strdup ("");
  self->now = g_strdup ("");
}

GpSimulation *
gp_simulation_new (GpAccessWatch *watch)
{
  GpSimulation *self = g_object_new (GP_TYPE_SIMULATION, NULL);

  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (watch_changed_cb), self,
                           G_CONNECT_SWAPPED);
  if (gp_access_watch_get (watch) != NULL)
    watch_changed_cb (self);

  return self;
}
