/* test-directus-expr-payload.c — conditions about what is written, as validation
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-expr.h"

#include "directus-condition.h"
#include "gp-directus-filter.h"

/* What is not sent passes every test but one. */
static void
test_created (void)
{
  static const ConditionCase cases[] = {
    { "new.name == 'a'", "{\"_and\":[{\"name\":{\"_eq\":\"a\"}},{\"name\":{\"_nnull\":true}},"
                         "{\"name\":{\"_submitted\":true}}]}" },
    { "new.name == null", "{\"name\":{\"_null\":true}}" },
    { "record.budget > 1", "{\"_and\":[{\"budget\":{\"_gt\":1}},{\"budget\":{\"_nnull\":true}},"
                           "{\"budget\":{\"_submitted\":true}}]}" },
    { "new.name == record.name", NULL },
    { "size(new.name) != 1", NULL },
    { "new.name.contains('a')", NULL },
    { "new.budget != 1", NULL },
    { "new.clinic != user.tenant", NULL },
    { "!(new.name in ['1'])", NULL },
    { "new.name != '1'", NULL },
    { "new.task.exists(t, t.done)", NULL },
  };

  condition_try (cases, G_N_ELEMENTS (cases), BY_SOMEBODY, GP_DIRECTUS_CREATED);
}

/* The caller's own records are known to Directus, as far away as one likes. */
static void
test_related_records (void)
{
  static const ConditionCase cases[] = {
    { "new.project.clinic == user.id",
      "{\"_and\":[{\"project_id\":{\"_in\":[\"$CURRENT_USER.project_clinic.id\"]}},"
      "{\"project_id\":{\"_nnull\":true}},{\"project_id\":{\"_submitted\":true}}]}", "task" },
    { "user.id == new.parent_id_ref.project.clinic",
      "{\"_and\":[{\"parent_id\":{\"_in\":[\"$CURRENT_USER.project_clinic.task.id\"]}},"
      "{\"parent_id\":{\"_nnull\":true}},{\"parent_id\":{\"_submitted\":true}}]}", "task" },
    { "new.owner.id == user.id",
      "{\"_and\":[{\"owner_id\":{\"_eq\":\"$CURRENT_USER\"}},{\"owner_id\":{\"_nnull\":true}},"
      "{\"owner_id\":{\"_submitted\":true}}]}" },
    { "new.owner.boss_id == user.id", NULL },
    { "new.owner.email == 'a'", NULL },
  };
  static const ConditionCase nobody[] = {
    { "new.project.clinic == user.id", GP_DIRECTUS_NONE, "task" },
  };

  condition_try (cases, G_N_ELEMENTS (cases), BY_SOMEBODY, GP_DIRECTUS_CREATED);
  condition_try (nobody, G_N_ELEMENTS (nobody), BY_NOBODY, GP_DIRECTUS_CREATED);
}

/* The stored record is held against it as well: one field may be missing, not one of several. */
static void
test_updated (void)
{
  static const ConditionCase cases[] = {
    { "new.status == 'open'",
      "{\"_and\":[{\"status\":{\"_eq\":\"open\"}},{\"status\":{\"_nnull\":true}}]}" },
    { "new.status == 'open' || new.archived",
      "{\"_or\":[{\"_and\":[{\"status\":{\"_eq\":\"open\"}},{\"status\":{\"_nnull\":true}},"
      "{\"status\":{\"_submitted\":true}}]},{\"_and\":[{\"archived\":{\"_eq\":true}},"
      "{\"archived\":{\"_nnull\":true}},{\"archived\":{\"_submitted\":true}}]}]}" },
  };

  condition_try (cases, G_N_ELEMENTS (cases), BY_SOMEBODY, GP_DIRECTUS_UPDATED);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/directus-expr-payload/created", test_created);
  g_test_add_func ("/data/directus-expr-payload/related-records", test_related_records);
  g_test_add_func ("/data/directus-expr-payload/updated", test_updated);
  return g_test_run ();
}
