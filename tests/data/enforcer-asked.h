/* enforcer-asked.h — an enforcer of rules that is asked as a persona of the small design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-enforcer.h"
#include "gp-test-access.h"

typedef struct
{
  const GpAccessEnforcer *enforcer;
  GpDesign               *design;
  GpAccess               *access;
  GpAccessCaller         *caller;
  gpointer                opened;
} Asked;

/* As Ria, with the rules that @design has by now. @design: taken. */
static inline void
ask (Asked                  *self,
     const GpAccessEnforcer *enforcer,
     GpDesign               *design)
{
  self->enforcer = enforcer;
  self->design = design;
  self->access = gp_access_new (design);
  self->caller = gp_access_caller_new_persona (self->access,
                                               gp_test_access_find (design, GP_KIND_PERSONA,
                                                                    "Ria"));
  self->opened = self->enforcer->open (self->access);
}

static inline void
asked_clear (Asked *self)
{
  self->enforcer->close (self->opened);
  gp_access_caller_free (self->caller);
  gp_access_unref (self->access);
  g_object_unref (self->design);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Asked, asked_clear)

static inline char *
say (Asked       *self,
     const char  *action,
     GError     **error)
{
  return self->enforcer->say_rows (self->opened, self->caller, action,
                                   gp_test_access_find (self->design, GP_KIND_ENTITY, "note"), 0,
                                   error);
}

static inline gboolean
can_enforce (Asked       *self,
             const GpId  *rule,
             const char  *action,
             GError     **error)
{
  return self->enforcer->can_enforce (self->opened, gp_access_find_rule (self->access, rule),
                                      action, error);
}

/* What nobody can be asked is told, not guessed: a pattern in a read, which is a question to the
 * database, and a rule that is wrong. @can_match: whether a record to be made can be matched. */
static inline void
check_what_cannot_be_asked (const GpAccessEnforcer *enforcer,
                            gboolean                can_match)
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
    { &can, "read", TRUE }, { &cannot, "read", FALSE }, { &cannot, "create", can_match },
    { &wrong, "create", FALSE },
  };

  ask (&asked, enforcer, design);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      gboolean can_it = can_enforce (&asked, cases[i].rule, cases[i].action, &error);

      g_assert_cmpint (can_it, ==, cases[i].can);
      g_assert_cmpint (error == NULL, ==, can_it);
    }
}
