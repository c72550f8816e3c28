/* test-run-differential.c — the simulator and the backend give the same trace
 * SPDX-License-Identifier: Apache-2.0
 *
 * Random flows run twice: simulated, with answers that are mocked, and in a backend whose clock is
 * ours, with the same answers from a server. What they did is compared line by line: steps and
 * their order, the data on each edge, errors, tries and when they are due, and the end. Only what
 * chance or the network put in is left out: ids, and the headers of answers.
 *
 * The usual run tries 40 flows, always the same; GP_TEST_ROUNDS tries more, GP_SEED others. */
#include "config.h"

#include "gp-connections.h"
#include "gp-expr-json.h"
#include "gp-flow-duration.h"
#include "gp-flow-mocks.h"
#include "gp-flow-value.h"
#include "gp-random.h"
#include "gp-run-code.h"
#include "gp-run-data.h"
#include "gp-run-engine-private.h"
#include "gp-run-outbox.h"
#include "gp-test-flow.h"
#include "gp-test-random-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define BEGIN (G_GINT64_CONSTANT (1760000000) * G_USEC_PER_SEC)

typedef struct
{
  SoupServer    *soup;
  GpConnections *connections;
  char          *url;
  GPtrArray     *asked;        /* of SoupServerMessage: not answered yet */
  GpDesign      *design;
  GpFlow        *flow;
  GpExprValue   *mocks;
  GpExprValue   *trigger;
  GpBackend     *backend;
  GpRunEngine   *engine;
  gint64         run;
} Trial;

/* --- the service ------------------------------------------------------------------------------ */

static void
gone_cb (SoupServerMessage *message,
         gpointer           user_data)
{
  Trial *self = user_data;

  g_ptr_array_remove (self->asked, message);
}

static void
asked_cb (SoupServer        *soup,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  Trial *self = user_data;

  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
  soup_server_message_pause (message);
  g_ptr_array_add (self->asked, g_object_ref (message));
  g_signal_connect (message, "disconnected", G_CALLBACK (gone_cb), self);
}

static void
serve (Trial *self)
{
  g_autoptr(GError) error = NULL;
  guint port;

  self->asked = g_ptr_array_new_with_free_func (g_object_unref);
  self->soup = soup_server_new (NULL, NULL);
  soup_server_add_handler (self->soup, NULL, asked_cb, self, NULL);
  self->connections = gp_connections_new (self->soup, 100, 600);
  gp_connections_listen (self->connections, "127.0.0.1", 0, &port, &error);
  g_assert_no_error (error);
  self->url = g_strdup_printf ("http://127.0.0.1:%u", port);
}

/* The last that has the key of @effect: earlier ones are of tries that were given up. */
static SoupServerMessage *
find_asked (Trial              *self,
            const GpFlowEffect *effect)
{
  for (guint i = self->asked->len; i > 0; i--)
    {
      SoupServerMessage *message = self->asked->pdata[i - 1];
      const char *key = soup_message_headers_get_one (
        soup_server_message_get_request_headers (message), "Idempotency-Key");

      if (g_strcmp0 (key, effect->key) == 0)
        return message;
    }

  return NULL;
}

/* @answer: a mock: of a call {status, body, retry_after}; anything else is a body; or {error}. */
static void
answer_call (Trial              *self,
             const GpFlowEffect *effect,
             SoupServerMessage  *message,
             GpExprValue        *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  GpExprValue *failure = gp_flow_value_get (answer, "error");
  gboolean is_whole = effect->kind == GP_FLOW_EFFECT_HTTP && failure == NULL;
  GpExprValue *body = is_whole ? gp_flow_value_get (answer, "body") : answer;
  gint64 after = gp_flow_value_get_int (answer, "retry_after", 0);
  gint64 status = failure != NULL ? gp_expr_value_get_int (failure)
                  : is_whole      ? gp_flow_value_get_int (answer, "status", 200)
                                  : 200;

  if (after > 0)
    {
      g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, after);

      soup_message_headers_replace (headers, "Retry-After", text);
    }
  if (failure == NULL && body != NULL && !gp_expr_value_is_null (body))
    {
      char *json = gp_expr_value_to_json (body);

      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, json,
                                        strlen (json));
    }
  soup_server_message_set_status (message, (guint) status, NULL);
  soup_server_message_unpause (message);
  g_ptr_array_remove (self->asked, message);
}

/* --- the backend ------------------------------------------------------------------------------ */

static void
add_record (Trial       *self,
            const GpId  *entity,
            GpExprValue *values)
{
  g_autoptr(GpRequest) request = gp_request_new_for_flow (self->backend, NULL, 1, NULL, NULL);
  g_autoptr(GpExprValue) arguments = gp_expr_value_new_object ("values",
                                                               gp_expr_value_ref (values), NULL);
  const GpFlowEffect effect = { .kind = GP_FLOW_EFFECT_CREATE, .arguments = arguments,
                                .subject = *entity, .place = (char *) "", .key = (char *) "" };
  g_autoptr(GpSqliteTransaction) transaction = NULL;
  g_autoptr(GpExprValue) result = NULL, fault = NULL;
  g_autoptr(GError) error = NULL;

  transaction = gp_sqlite_begin (gp_backend_get_sqlite (self->backend), &error);
  gp_run_data_perform (request, &effect, 0, NULL, &result, &fault, &error);
  g_assert_no_error (error);
  g_assert_nonnull (result);
  gp_sqlite_commit (g_steal_pointer (&transaction), &error);
  g_assert_no_error (error);
}

static void
add_records (Trial *self)
{
  g_autoptr(GPtrArray) fixtures = gp_design_list (self->design, GP_KIND_FIXTURE);

  for (guint i = 0; i < fixtures->len; i++)
    {
      g_autoptr(GpExprValue) values = gp_test_value (
        gp_element_get_text (fixtures->pdata[i], GP_FIXTURE_RECORD));

      add_record (self, gp_element_get_parent (fixtures->pdata[i]), values);
    }
}

static void
started_cb (GpRunEngine  *engine,
            gint64        number,
            const GError *error,
            gpointer      user_data)
{
  g_assert_no_error (error);
  *(gint64 *) user_data = number;
}

static void
begin (Trial *self)
{
  const GpId *id = gp_element_get_id (gp_flow_get_element (self->flow));
  g_autofree char *path = gp_test_dup_path ("backend.db");
  g_autoptr(GError) error = NULL;
  GpRunStart start = { .trigger = self->trigger };

  g_unlink (path);
  self->backend = gp_backend_open (path, &error);
  g_assert_no_error (error);
  gp_sqlite_exec (gp_backend_get_sqlite (self->backend), "PRAGMA synchronous = OFF", NULL);
  gp_test_runs_apply_design (self->backend, self->design);
  add_records (self);
  self->engine = gp_run_engine_new (self->backend);
  gp_run_clock_hold (self->engine->clock, BEGIN);
  start.flow = gp_run_flows_find (gp_run_engine_get_flows (self->engine), id);
  gp_run_engine_start (self->engine, &start, started_cb, &self->run);
}

static void
tell (Trial              *self,
      const GpFlowEffect *effect,
      GpExprValue        *answer)
{
  g_autoptr(GPtrArray) events = gp_flow_mocks_to_events (effect, answer);

  for (guint i = 0; i < events->len; i++)
    {
      const GpFlowMockEvent *mocked = events->pdata[i];
      GpId event = gp_test_flow_find (self->design, GP_KIND_EVENT, mocked->name);
      g_autoptr(GpExprValue) envelope = gp_expr_value_new_object (
        "type", gp_expr_value_new_string (mocked->name, -1),
        "data", gp_expr_value_ref (mocked->value), NULL);
      g_autoptr(GError) error = NULL;

      gp_run_outbox_add (gp_backend_get_sqlite (self->backend), GP_RUN_NEWS_EVENT, &event,
                         envelope, 1, NULL, &error);
      g_assert_no_error (error);
    }
  gp_run_engine_wake (self->engine);
}

typedef enum
{
  NOTHING,      /* nobody answers what is open */
  ON_ITS_WAY,   /* a request has not arrived yet, or its answer not */
  ANSWERED,
} Progress;

/* Answers the first open effect that is answered at all. @told: numbers of listens that were. */
static Progress
answer_first (Trial      *self,
              GHashTable *told)
{
  g_autoptr(GPtrArray) open = gp_run_effects_list_run (gp_backend_get_sqlite (self->backend),
                                                       self->run, NULL);

  for (guint i = 0; i < open->len; i++)
    {
      const GpFlowEffect *effect = ((GpRunEffect *) open->pdata[i])->effect;
      g_autoptr(GpExprValue) answer = NULL;
      g_autoptr(GError) error = NULL;
      SoupServerMessage *message = find_asked (self, effect);

      if (gp_run_caller_can (effect->kind) && message == NULL)
        return ON_ITS_WAY;
      if (effect->kind == GP_FLOW_EFFECT_FLOW
          || g_hash_table_contains (told, GUINT_TO_POINTER (effect->number)))
        continue;
      answer = gp_flow_mocks_answer (self->mocks, NULL, self->flow, effect, BEGIN);
      if (answer == NULL)
        continue;
      if (message != NULL)
        {
          answer_call (self, effect, message, answer);
        }
      else if (effect->kind == GP_FLOW_EFFECT_LISTEN)
        {
          g_hash_table_add (told, GUINT_TO_POINTER (effect->number));
          tell (self, effect, answer);
        }
      else
        {
          gp_run_engine_decide (self->engine, self->run, effect->number, answer, &error);
          g_assert_no_error (error);
        }
      return ANSWERED;
    }

  return NOTHING;
}

static gboolean
has_ended (Trial *self)
{
  g_auto(GpRunRow) row = { .id = NULL };

  return self->run != 0
         && gp_run_store_load (gp_backend_get_sqlite (self->backend), self->run, &row, NULL)
         && row.has_ended;
}

/* Until the run has ended, or waits for what nobody gives. */
static void
carry_on (Trial *self)
{
  g_autoptr(GHashTable) told = g_hash_table_new (NULL, NULL);
  gint64 until = 0;

  for (;;)
    {
      Progress progress;

      while (g_main_context_iteration (NULL, FALSE))
        continue;
      if (has_ended (self))
        return;
      if (self->run == 0 || self->engine->work != NULL)
        progress = ON_ITS_WAY;
      else
        progress = answer_first (self, told);
      if (progress == ANSWERED)
        until = 0;
      if (progress == ON_ITS_WAY)
        {
          until = gp_test_iterate_until (until);
          g_assert_cmpint (until, !=, 0);
        }
      if (progress == NOTHING)
        {
          g_auto(GpRunRow) row = { .id = NULL };

          gp_run_store_load (gp_backend_get_sqlite (self->backend), self->run, &row, NULL);
          if (row.due == GP_FLOW_NEVER)
            return;
          gp_run_clock_hold (self->engine->clock,
                             MAX (row.due, gp_run_clock_now (self->engine->clock)));
        }
    }
}

/* --- comparing -------------------------------------------------------------------------------- */

/* @value: JSON or NULL */
static void
append_line (GPtrArray  *out,
             const char *kind,
             const char *place,
             gint64      attempt,
             gint64      at,
             gint64      due,
             const char *value)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%s %s %" G_GINT64_FORMAT " +%" G_GINT64_FORMAT, kind, place,
                          attempt, at - BEGIN);
  if (due != GP_FLOW_NEVER)
    g_string_append_printf (text, " due +%" G_GINT64_FORMAT, due - BEGIN);
  if (value != NULL)
    g_string_append_printf (text, " %s", value);
  g_ptr_array_add (out, g_string_free (g_steal_pointer (&text), FALSE));
}

static GPtrArray *
read_trace (Trial *self)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GpSqliteStatement) statement = gp_sqlite_prepare (
    gp_backend_get_sqlite (self->backend), "SELECT kind, place, attempt, at, due, value "
                                           "FROM _gp_step WHERE run = ?1 ORDER BY number", NULL);

  gp_sqlite_bind_int (statement, 1, self->run);
  while (gp_sqlite_step (statement, NULL) == GP_SQLITE_ROW)
    append_line (out, gp_sqlite_column_text (statement, 0, NULL),
                 gp_sqlite_column_text (statement, 1, NULL), gp_sqlite_column_int (statement, 2),
                 gp_sqlite_column_int (statement, 3),
                 gp_sqlite_column_is_null (statement, 4) ? GP_FLOW_NEVER
                                                         : gp_sqlite_column_int (statement, 4),
                 gp_sqlite_column_text (statement, 5, NULL));

  return out;
}

static void
run_code (GpFlowSimulator *simulator)
{
  const GpFlowEffect *effect = gp_flow_simulator_get_code (simulator);
  g_autoptr(GpExprValue) fault = NULL;
  g_autoptr(GpExprValue) value = gp_code_runner_wait (&gp_run_code_runner, effect->arguments,
                                                      &fault);

  g_assert_true (gp_flow_simulator_take_code (simulator, effect->number, value, fault));
}

static GPtrArray *
simulate (Trial *self)
{
  GPtrArray *out = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GpAccessFixtures) fixtures = gp_access_fixtures_new (self->design);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpFlowSimulator) simulator = gp_flow_simulator_new (
    self->flow, fixtures, self->trigger, self->mocks, BEGIN, &error);
  GPtrArray *trace;

  g_assert_no_error (error);
  gp_flow_simulator_set_runs_code (simulator, TRUE);
  while (gp_flow_simulator_run (simulator) == GP_FLOW_STOP_CODE)
    run_code (simulator);
  trace = gp_flow_simulator_get_trace (simulator);
  for (guint i = 0; i < trace->len; i++)
    {
      const GpFlowTrace *line = trace->pdata[i];
      g_autofree char *json = line->value != NULL ? gp_expr_value_to_json (line->value) : NULL;

      append_line (out, gp_flow_trace_kind_to_string (line->kind), line->place, line->attempt,
                   line->at, line->due, json);
    }

  return out;
}

/* Ids are made by chance, and headers by the server. */
static char *
leave_out (const char *text)
{
  g_autoptr(GRegex) ids = g_regex_new ("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|simulation", 0,
                                       0, NULL);
  g_autoptr(GRegex) headers = g_regex_new ("\"headers\":\\{[^{}]*\\}", 0, 0, NULL);
  g_autofree char *without = g_regex_replace_literal (headers, text, -1, 0, "\"headers\":{}", 0,
                                                      NULL);

  return g_regex_replace_literal (ids, without, -1, 0, "ID", 0, NULL);
}

static gboolean
compare (GPtrArray *simulated,
         GPtrArray *ran)
{
  for (guint i = 0; i < MAX (simulated->len, ran->len); i++)
    {
      g_autofree char *a = i < simulated->len ? leave_out (simulated->pdata[i]) : NULL;
      g_autofree char *b = i < ran->len ? leave_out (ran->pdata[i]) : NULL;

      if (g_strcmp0 (a, b) == 0)
        continue;
      for (guint k = i > 6 ? i - 6 : 0; k < i; k++)
        g_test_message ("        %s", (char *) simulated->pdata[k]);
      g_test_message ("simulated: %s", a != NULL ? a : "nothing");
      g_test_message ("ran:       %s", b != NULL ? b : "nothing");
      return FALSE;
    }

  return TRUE;
}

static void
trial_clear (Trial *self)
{
  gp_run_engine_free (self->engine);
  gp_backend_free (self->backend);
  soup_server_disconnect (self->soup);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  gp_connections_free (self->connections);
  g_object_unref (self->soup);
  g_ptr_array_unref (self->asked);
  gp_flow_unref (self->flow);
  g_object_unref (self->design);
  gp_expr_value_unref (self->mocks);
  gp_expr_value_unref (self->trigger);
  g_free (self->url);
}

static guint
try_one (guint32 seed)
{
  g_autoptr(GpTestRandomFlow) random = gp_test_random_flow (seed);
  g_autoptr(GPtrArray) simulated = NULL, ran = NULL;
  Trial self = { NULL };
  guint n;

  serve (&self);
  self.design = gp_test_random_flow_design (random, self.url);
  self.flow = gp_test_flow_new (self.design, "main");
  self.mocks = gp_test_value (random->mocks);
  self.trigger = gp_test_value (random->trigger);
  simulated = simulate (&self);
  begin (&self);
  carry_on (&self);
  ran = read_trace (&self);
  if (!compare (simulated, ran))
    {
      g_test_message ("%s\nanswers: %s\ntrigger: %s", random->script, random->mocks,
                      random->trigger);
      g_test_message ("the flow of %u", seed);
      g_test_fail ();
    }
  n = ran->len;
  trial_clear (&self);

  return n;
}

static void
test_random_flows (void)
{
  guint32 seed = (guint32) g_test_rand_int ();
  guint rounds = gp_random_rounds (40);
  guint n_lines = 0;

  for (guint i = 0; i < rounds && !g_test_failed (); i++)
    n_lines += try_one (seed + i);
  g_test_message ("%u flows, %u lines of trace", rounds, n_lines);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-differential/random-flows", test_random_flows);

  return g_test_run ();
}
