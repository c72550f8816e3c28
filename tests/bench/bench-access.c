/* bench-access.c — deciding by rules, and lists under one
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-access-case.h"
#include "gp-bench.h"
#include "gp-test-access.h"
#include "gp-test-runtime.h"
#include "gp-test.h"

#define N_CHECKS  1000
#define N_RECORDS 100000
#define BATCH     1000
#define RUNS      15

typedef struct
{
  GpAccess         *access;
  GpAccessFixtures *fixtures;
  GpAccessCaller   *caller;
  const GpId       *subject;
  GpAccessRecord   *record;
  gboolean          explain;
} Checks;

static void
decide (gpointer user_data)
{
  const Checks *self = user_data;
  GpAccessQuestion question = { .caller = self->caller, .action = "read",
                                .subject = self->subject, .record = self->record,
                                .explain = self->explain };

  for (int i = 0; i < N_CHECKS; i++)
    gp_access_decision_free (gp_access_decide (self->access, &question));
}

static void
bench_checks (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (TRUE);
  Checks self = { .explain = FALSE };
  double plain, explained;

  gp_test_access_rule (design, "grant", "reader", "read",
                       "record.parent.owner == user.id && record.status in ['open', 'closed']",
                       NULL);
  gp_test_access_rule (design, "forbid", NULL, "read", "record.status == 'withdrawn'", NULL);
  self.access = gp_access_new (design);
  self.fixtures = gp_access_fixtures_new (design);
  self.caller = gp_access_caller_new_persona (
    self.access, gp_test_access_find (design, GP_KIND_PERSONA, "Ria"));
  self.subject = gp_test_access_find (design, GP_KIND_ENTITY, "note");
  self.record = gp_access_fixtures_find (self.fixtures,
                                         gp_test_access_find (design, GP_KIND_FIXTURE, "n2"), NULL);
  plain = gp_bench_median (RUNS, decide, &self);
  self.explain = TRUE;
  explained = gp_bench_median (RUNS, decide, &self);
  gp_bench_report ("1 000 access checks", plain * 1000, "ms", "the limit of 1 s", 1000);
  gp_bench_report ("1 000 access checks, explained", explained * 1000, "ms", "without explaining",
                   plain * 1000);
  gp_access_caller_free (self.caller);
  gp_access_fixtures_free (self.fixtures);
  gp_access_unref (self.access);
}

typedef struct
{
  GpTestRuntime *backend;
  const char    *token;
} List;

static void
list (gpointer user_data)
{
  List *self = user_data;

  gp_test_assert_call (self->backend, "GET", "/api/records/note?limit=100", self->token, NULL,
                       200);
}

static void
fill (GpTestRuntime *backend,
      const char    *owner)
{
  for (guint i = 0; i < N_RECORDS / BATCH; i++)
    {
      g_autoptr(GString) body = g_string_new ("{\"operations\": [");

      for (guint j = 0; j < BATCH; j++)
        g_string_append_printf (body, "%s{\"action\": \"create\", \"record\": {\"owner\": \"%s\","
                                      " \"status\": \"%s\"}}", j > 0 ? ", " : "",
                                j % 3 == 0 ? owner : "somebody", j % 4 == 0 ? "closed" : "open");
      g_string_append (body, "]}");
      gp_test_assert_call (backend, "POST", "/api/records/note:batch", GP_TEST_ADMIN_TOKEN,
                           body->str, 200);
    }
}

static void
bench_list (void)
{
  g_autoptr(GpTestRuntime) backend = gp_test_runtime_new ();
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Bench");
  GpId note = gp_test_add_entity (design, "note");
  GpId all = gp_test_add (design, GP_KIND_ROLE, NULL, "all");
  GpId some = gp_test_add (design, GP_KIND_ROLE, NULL, "some");
  GpId rule;
  g_autofree char *boss = NULL;
  g_autofree char *ada = NULL;
  g_autofree char *id = NULL;
  List self = { .backend = backend };
  double without, with;

  gp_test_add_field (design, &note, "owner", "text");
  gp_test_add_field (design, &note, "status", "text");
  gp_test_allow (design, &note, &all, "read");
  rule = gp_test_allow (design, &note, &some, "read");
  gp_test_set_text (design, &rule, GP_RULE_CONDITION,
                    "record.owner == user.id || record.status == 'open'");
  gp_test_deploy (backend, design);
  boss = gp_test_sign_up (backend, "boss@example.org", "all");
  ada = gp_test_sign_up (backend, "ada@example.org", "some");
  gp_test_assert_call (backend, "GET", "/api/auth/me", ada, NULL, 200);
  id = gp_test_member (backend, "id");
  fill (backend, id);

  self.token = boss;
  without = gp_bench_median (RUNS, list, &self);
  self.token = ada;
  with = gp_bench_median (RUNS, list, &self);
  gp_bench_report ("list of 100 from 100 000 under a rule", with * 1000, "ms", "without a rule",
                   without * 1000);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  bench_checks ();
  bench_list ();

  return 0;
}
