/* test-run-mail.c — what keeps a mail from being sent is said
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-flow-fault.h"
#include "gp-run-mail.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* @connection: the properties of the connection. (transfer full): the error. */
static GpExprValue *
try (const char *connection,
     const char *arguments)
{
  g_autofree char *script = g_strconcat ("connection post type=smtp ", connection, NULL);
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GpExprValue) value = gp_test_value (arguments);
  const GpFlowEffect effect = { .kind = GP_FLOW_EFFECT_MAIL, .arguments = value,
                                .subject = gp_test_flow_find (design, GP_KIND_CONNECTION, "post"),
                                .place = (char *) "a", .key = (char *) "k" };
  g_autoptr(GAsyncResult) result = NULL;

  gp_run_mail_send_async (design, &effect, NULL, sent_cb, &result);
  while (result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return gp_run_mail_send_finish (result);
}

static void
test_problems (void)
{
  static const struct
  {
    const char *connection;
    const char *arguments;
    const char *detail;
  } cases[] = {
    { "url=https://mail.example.org", "{'to': 'a@example.org'}", "smtp://" },
    { "url=smtp://127.0.0.1:25", "{'to': 'a@example.org'}", "private network" },
    { "url=smtp://mail.example.org auth=basic secret=no_such", "{'to': 'a@example.org'}",
      "GPLAN_SECRET_NO_SUCH" },
    { "url=smtp://mail.example.org auth=bearer", "{'to': 'a@example.org'}", "name and a password" },
    { "url=smtp://mail.example.org", "{'to': 'a@example.org'}", "sender" },
    { "url=smtp://mail.example.org", "{'to': 'a', 'from': 'b@example.org'}", "no address" },
    { "url=smtp://mail.example.org", "{'from': 'b@example.org'}", "nobody" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpExprValue) fault = try (cases[i].connection, cases[i].arguments);

      g_assert_nonnull (fault);
      g_test_message ("%s", gp_flow_fault_get_text (fault, "detail"));
      g_assert_nonnull (strstr (gp_flow_fault_get_text (fault, "detail"), cases[i].detail));
      g_assert_false (gp_flow_fault_is_transient (fault));
    }
}

static void
test_nobody_answers (void)
{
  g_autoptr(GpExprValue) fault = try ("url=smtp://127.0.0.1:1 private_network=true",
                                      "{'to': 'a@example.org', 'from': 'b@example.org'}");

  g_assert_true (gp_flow_fault_is_transient (fault));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/run-mail/problems", test_problems);
  g_test_add_func ("/run-mail/nobody-answers", test_nobody_answers);

  return g_test_run ();
}
