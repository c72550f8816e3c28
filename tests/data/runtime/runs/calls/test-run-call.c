/* test-run-call.c — calls reach a service, and stay within their limits
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-flow-fault.h"
#include "gp-flow-value.h"
#include "gp-run-call.h"
#include "gp-test-flow.h"
#include "gp-test-runs.h"
#include "gp-test.h"

typedef struct
{
  gboolean     is_done;
  GpExprValue *result;
  GpExprValue *fault;
} Answer;

static void
answer_clear (Answer *self)
{
  gp_expr_value_unref (self->result);
  gp_expr_value_unref (self->fault);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)

static void
called_cb (gint64       run,
           guint64      effect,
           GpExprValue *result,
           GpExprValue *fault,
           gpointer     user_data)
{
  Answer *answer = user_data;

  g_assert_cmpint (run, ==, 3);
  g_assert_cmpuint (effect, ==, 4);
  g_assert_false (answer->is_done);
  answer->is_done = TRUE;
  answer->result = result != NULL ? gp_expr_value_ref (result) : NULL;
  answer->fault = fault != NULL ? gp_expr_value_ref (fault) : NULL;
}

/* @connection: its properties; SERVICE stands for the address of @service. */
static void
call (GpTestService *service,
      const char    *connection,
      const char    *arguments,
      Answer        *answer)
{
  g_autoptr(GString) script = g_string_new (connection);
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpRunCaller) caller = gp_run_caller_new ();
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GpExprValue) value = gp_test_value (arguments);
  GpFlowEffect effect = { .kind = GP_FLOW_EFFECT_HTTP, .number = 4, .arguments = value,
                          .place = (char *) "a", .key = (char *) "k" };
  const GpRunEffect made = { .run = 3, .effect = &effect };

  g_string_replace (script, "SERVICE", gp_test_service_get_url (service), 0);
  g_string_prepend (script, "connection shop url=");
  design = gp_test_flow_design (script->str);
  effect.subject = gp_test_flow_find (design, GP_KIND_CONNECTION, "shop");
  gp_run_caller_make (caller, design, &made, cancellable, called_cb, answer);
  g_assert_false (answer->is_done);
  while (!answer->is_done)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_a_service_answers (void)
{
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_auto(Answer) answer = { FALSE, NULL, NULL };

  gp_test_service_reply (service, "application/json", "[1]", NULL);
  call (service, "SERVICE private_network=true", "{'method': 'POST', 'url': '/x', 'body': 1}",
        &answer);
  g_assert_nonnull (answer.result);
  g_assert_cmpint (gp_flow_value_get_int (answer.result, "status", 0), ==, 200);
}

/* A name that leads here is found out when the connection is made. */
static void
test_private_addresses_are_not_called (void)
{
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_auto(Answer) answer = { FALSE, NULL, NULL };

  call (service, "SERVICE", "{'method': 'GET', 'url': '/x'}", &answer);
  g_assert_cmpint (gp_flow_fault_get_status (answer.fault), ==, 403);
  g_assert_cmpuint (gp_test_service_count (service), ==, 0);
}

static void
test_answers_are_bounded (void)
{
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_autofree char *large = g_strnfill (GP_RUN_CALL_MAX_BYTES + 1, 'x');
  g_auto(Answer) answer = { FALSE, NULL, NULL };

  gp_test_service_reply (service, "text/plain", large, NULL);
  call (service, "SERVICE private_network=true", "{'method': 'GET', 'url': '/x'}", &answer);
  g_assert_cmpint (gp_flow_fault_get_status (answer.fault), ==, 413);
}

static void
test_redirections_are_followed (void)
{
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_auto(Answer) answer = { FALSE, NULL, NULL };
  g_auto(Answer) post = { FALSE, NULL, NULL };

  gp_test_service_script (service, "302 200");
  gp_test_service_reply (service, "text/plain", "here", "Location: /there");
  call (service, "SERVICE private_network=true", "{'method': 'GET', 'url': '/x'}", &answer);
  g_assert_cmpint (gp_flow_value_get_int (answer.result, "status", 0), ==, 200);
  g_assert_cmpuint (gp_test_service_count (service), ==, 2);

  gp_test_service_script (service, "302");
  call (service, "SERVICE private_network=true", "{'method': 'POST', 'url': '/x'}", &post);
  g_assert_cmpint (gp_flow_value_get_int (post.result, "status", 0), ==, 302);
  g_assert_cmpuint (gp_test_service_count (service), ==, 3);
}

static void
test_nobody_is_there (void)
{
  g_autoptr(GpTestService) service = gp_test_service_new ();
  g_auto(Answer) answer = { FALSE, NULL, NULL };

  call (service, "http://127.0.0.1:1 private_network=true", "{'method': 'GET', 'url': '/x'}",
        &answer);
  g_assert_true (gp_flow_fault_is_transient (answer.fault));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-call/a-service-answers", test_a_service_answers);
  g_test_add_func ("/run-call/private-addresses-are-not-called",
                   test_private_addresses_are_not_called);
  g_test_add_func ("/run-call/answers-are-bounded", test_answers_are_bounded);
  g_test_add_func ("/run-call/redirections-are-followed", test_redirections_are_followed);
  g_test_add_func ("/run-call/nobody-is-there", test_nobody_is_there);

  return g_test_run ();
}
