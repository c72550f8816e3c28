/* test-access-lines.c — an expression that was judged, one line for each of its parts
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-access-lines.h"
#include "gp-test-access.h"
#include "gp-test.h"

typedef struct
{
  GpDesign         *design;
  GpAccess         *access;
  GpAccessFixtures *fixtures;
  GpAccessDecision *decision;
  GPtrArray        *lines;
} Judged;

static void
judge (Judged     *self,
       const char *condition,
       const char *persona,
       const char *record)
{
  const GpAccessRuling *ruling;

  self->design = gp_test_access_design (FALSE);
  gp_test_access_rule (self->design, "grant", "reader", "read", condition, NULL);
  self->access = gp_access_new (self->design);
  self->fixtures = gp_access_fixtures_new (self->design);
  self->decision = gp_test_access_decide (self->access, self->fixtures, persona, "read", record,
                                          NULL);
  g_assert_cmpuint (self->decision->rulings->len, ==, 1);
  ruling = self->decision->rulings->pdata[0];
  self->lines = gp_access_list_lines (self->access, ruling->parts->pdata[0]);
}

static void
judged_clear (Judged *self)
{
  g_ptr_array_unref (self->lines);
  gp_access_decision_free (self->decision);
  gp_access_fixtures_free (self->fixtures);
  gp_access_unref (self->access);
  g_object_unref (self->design);
}

static void
assert_line (Judged            *self,
             guint              i,
             guint              depth,
             const char        *joiner,
             const char        *text,
             GpAccessLineState  state,
             const char        *values)
{
  const GpAccessLine *line = self->lines->pdata[i];

  g_assert_cmpuint (line->depth, ==, depth);
  g_assert_cmpstr (line->joiner, ==, joiner);
  g_assert_cmpstr (line->text, ==, text);
  g_assert_cmpint (line->state, ==, state);
  if (values != NULL)
    g_assert_cmpstr (line->values, ==, values);
}

static void
test_tied (void)
{
  Judged self;

  judge (&self, "record.owner == user.id && record.status == 'closed'", "Ria", "n1");
  g_assert_cmpuint (self.lines->len, ==, 2);
  assert_line (&self, 0, 0, "", "record.owner == user.id", GP_ACCESS_LINE_TRUE, "'u1' == 'u1'");
  assert_line (&self, 1, 0, "&&", "record.status == 'closed'", GP_ACCESS_LINE_FALSE,
               "'open' == 'closed'");
  judged_clear (&self);
}

static void
test_nested (void)
{
  Judged self;

  judge (&self, "record.points > 2 || !(record.status in ['open'] && record.owner == 'x')", "Ria",
         "n1");
  g_assert_cmpuint (self.lines->len, ==, 5);
  assert_line (&self, 0, 0, "", "record.points > 2", GP_ACCESS_LINE_TRUE, "3 > 2");
  assert_line (&self, 1, 0, "||", "!(record.status in ['open'] && record.owner == 'x')",
               GP_ACCESS_LINE_TRUE, "");
  assert_line (&self, 2, 1, "", "record.status in ['open'] && record.owner == 'x'",
               GP_ACCESS_LINE_FALSE, "");
  assert_line (&self, 3, 2, "", "record.status in ['open']", GP_ACCESS_LINE_TRUE,
               "'open' in ['open']");
  assert_line (&self, 4, 2, "&&", "record.owner == 'x'", GP_ACCESS_LINE_FALSE, "'u1' == 'x'");
  judged_clear (&self);
}

/* An error says what is wrong; what was passed over is judged all the same. */
static void
test_error (void)
{
  Judged self;

  judge (&self, "record.owner == user.id && record.status.startsWith('o')", "Nobody", "n1");
  g_assert_cmpuint (self.lines->len, ==, 2);
  assert_line (&self, 0, 0, "", "record.owner == user.id", GP_ACCESS_LINE_ERROR, NULL);
  g_assert_cmpstr (((GpAccessLine *) self.lines->pdata[0])->values, !=, "");
  assert_line (&self, 1, 0, "&&", "record.status.startsWith('o')", GP_ACCESS_LINE_TRUE,
               "record.status is 'open'");
  judged_clear (&self);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-lines/tied", test_tied);
  g_test_add_func ("/model/access-lines/nested", test_nested);
  g_test_add_func ("/model/access-lines/error", test_error);

  return g_test_run ();
}
