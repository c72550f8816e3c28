/* test-local-enforcer.c — how the local backend finds records, and what it cannot enforce
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-local-enforcer.h"

#include "gp-test-access.h"
#include "gp-test.h"

typedef struct
{
  GpDesign       *design;
  GpAccess       *access;
  GpAccessCaller *caller;
  gpointer        opened;
} Asked;

/* As Ria, with the rules that @design has by now. */
static void
ask (Asked    *self,
     GpDesign *design)
{
  self->design = design;
  self->access = gp_access_new (design);
  self->caller = gp_access_caller_new_persona (self->access,
                                               gp_test_access_find (design, GP_KIND_PERSONA,
                                                                    "Ria"));
  self->opened = gp_local_enforcer.open (self->access);
}

static void
asked_clear (Asked *self)
{
  gp_local_enforcer.close (self->opened);
  gp_access_caller_free (self->caller);
  gp_access_unref (self->access);
  g_object_unref (self->design);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static char *
say (Asked       *self,
     const char  *action,
     GError     **error)
{
  return gp_local_enforcer.say_rows (self->opened, self->caller, action,
                                     gp_test_access_find (self->design, GP_KIND_ENTITY, "note"), 0,
                                     error);
}

static void
test_rows_are_found_by_a_statement (void)
{
  GpDesign *design = gp_test_access_design (TRUE);
  g_auto(Asked) asked = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *sql = NULL;
  g_autofree char *none = NULL;

  gp_test_access_rule (design, "grant", "reader", "read", "record.owner == user.id", NULL);
  ask (&asked, design);
  sql = say (&asked, "read", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (sql, "FROM \"note\" AS r0"));
  g_assert_nonnull (strstr (sql, "r0.\"owner\""));
  g_assert_nonnull (strstr (sql, "-- ?1: 'c1'"));
  g_assert_nonnull (strstr (sql, "'u1'"));

  none = say (&asked, "delete", &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (none, "WHERE ((0))"));
  g_assert_null (say (&asked, "create", &error));
  g_assert_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED);
}

static void
test_what_cannot_be_asked_is_told (void)
{
  GpDesign *design = gp_test_access_design (FALSE);
  GpId can = gp_test_access_rule (design, "grant", "reader", "read", "record.points > 1", NULL);
  GpId cannot = gp_test_access_rule (design, "grant", "reader", "read create",
                                     "record.status.matches('o+')", NULL);
  GpId wrong = gp_test_access_rule (design, "grant", "reader", "create", "record.nothing", NULL);
  g_auto(Asked) asked = { 0 };
  const struct
  {
    const GpId *rule;
    const char *action;
    gboolean    can;
  } cases[] = {
    { &can, "read", TRUE }, { &cannot, "read", FALSE }, { &cannot, "create", TRUE },
    { &wrong, "create", FALSE },
  };

  ask (&asked, design);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      gboolean can_it = gp_local_enforcer.can_enforce (asked.opened,
                                                       gp_access_find_rule (asked.access,
                                                                            cases[i].rule),
                                                       cases[i].action, &error);

      g_assert_cmpint (can_it, ==, cases[i].can);
      g_assert_cmpint (error == NULL, ==, can_it);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/local-enforcer/rows-are-found-by-a-statement",
                   test_rows_are_found_by_a_statement);
  g_test_add_func ("/data/local-enforcer/what-cannot-be-asked-is-told",
                   test_what_cannot_be_asked_is_told);

  return g_test_run ();
}
