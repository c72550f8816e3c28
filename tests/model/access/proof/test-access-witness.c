/* test-access-witness.c — records that a rule allows, and records that it does not
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-access-coverage.h"

#include "gp-test-access.h"
#include "gp-test.h"

static GpAccessWitness *
find (GpDesign   *design,
      const char *condition,
      gboolean    allowed)
{
  g_autoptr(GpAccess) access = NULL;
  g_autoptr(GpAccessFixtures) fixtures = NULL;
  g_autoptr(GpAccessMatrix) matrix = NULL;
  GpAccessCoverage cell = { .subject = 1, .role = 0, .action = 1 };
  GpAccessWitness *witness;

  gp_test_access_rule (design, "grant", "reader", "read", condition, NULL);
  access = gp_access_new (design);
  fixtures = gp_access_fixtures_new (design);
  matrix = gp_access_matrix_new (access);
  witness = gp_access_find_witness (matrix, fixtures, &cell, allowed, 0);
  /* A record needs its world only to walk on. */
  return witness;
}

/* Examples are taken where they will do, others are made up. */
static void
test_both_sides_are_found (void)
{
  static const struct
  {
    const char *condition;
    gboolean    allowed;
    gboolean    made_up;
  } cases[] = {
    { "record.owner == user.id", TRUE, FALSE },
    { "record.owner == user.id", FALSE, FALSE },
    { "record.status == 'withdrawn'", TRUE, TRUE },
    { "record.status == 'withdrawn'", FALSE, FALSE },
    { "record.points > 40 && record.points < 42", TRUE, TRUE },
    { "record.secret == null", FALSE, TRUE },
    { "record.parent.owner == 'u1' && record.status == 'withdrawn'", TRUE, TRUE },
    { "record.points == 3 || record.points == 4 || record.points == null", FALSE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
      g_autoptr(GpAccessWitness) witness = find (design, cases[i].condition, cases[i].allowed);

      g_test_message ("%s %d", cases[i].condition, cases[i].allowed);
      g_assert_nonnull (witness);
      g_assert_cmpint (witness->allowed, ==, cases[i].allowed);
      g_assert_cmpint (gp_id_is_nil (&witness->fixture), ==, cases[i].made_up);
    }
}

static void
test_what_cannot_be_is_not_found (void)
{
  g_autoptr(GpDesign) design = gp_test_access_design (FALSE);
  g_autoptr(GpAccessWitness) witness = find (design, "record.points == 1 && record.points == 2",
                                             TRUE);

  g_assert_null (witness);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/access-witness/both-sides-are-found", test_both_sides_are_found);
  g_test_add_func ("/model/access-witness/what-cannot-be-is-not-found",
                   test_what_cannot_be_is_not_found);

  return g_test_run ();
}
