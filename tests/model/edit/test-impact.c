/* test-impact.c — who uses an element is known before it goes
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-impact.h"
#include "gp-random.h"
#include "gp-test-design.h"
#include "gp-test-lint.h"
#include "gp-test.h"

typedef struct
{
  GpDesign *design;
  GpId      clinic, patient, clinic_id, index, role, rule, view;
} Fixture;

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  f->design = gp_design_new (NULL, "Clinics");
  f->clinic = gp_test_add_entity (f->design, "clinic");
  f->patient = gp_test_add_entity (f->design, "patient");
  f->clinic_id = gp_test_lint_add_reference (f->design, &f->patient, "clinic_id", &f->clinic);
  f->index = gp_test_add (f->design, GP_KIND_INDEX, &f->patient, "by_clinic");
  gp_test_set (f->design, &f->index, GP_INDEX_FIELDS, gp_value_ids (&f->clinic_id, 1));
  f->role = gp_test_add (f->design, GP_KIND_ROLE, NULL, "doctor");
  f->rule = gp_test_add (f->design, GP_KIND_RULE, &f->patient, NULL);
  gp_test_set_ref (f->design, &f->rule, GP_RULE_ROLE, &f->role);
  gp_test_set_text (f->design, &f->rule, GP_RULE_CONDITION, "record.clinic_id == user.tenant");
  f->view = gp_test_add (f->design, GP_KIND_VIEW, NULL, "All");
  gp_test_set (f->design, &f->view, GP_VIEW_MEMBERS, gp_value_ids (&f->clinic, 1));
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_object_unref (f->design);
}

static const GpUse *
find_use (GArray     *uses,
          const GpId *holder,
          GpProperty  property)
{
  for (guint i = 0; i < uses->len; i++)
    {
      const GpUse *use = &g_array_index (uses, GpUse, i);

      if (gp_id_equal (&use->holder, holder) && use->property == property)
        return use;
    }

  return NULL;
}

static void
test_a_field_is_used_by_texts_and_references (Fixture      *f,
                                              gconstpointer data)
{
  g_autoptr(GpImpact) impact = gp_impact_new (f->design, &f->clinic_id, 1);
  const GpUse *use = find_use (impact->uses, &f->rule, GP_RULE_CONDITION);

  g_assert_cmpuint (impact->uses->len, ==, 2);
  g_assert_nonnull (find_use (impact->uses, &f->index, GP_INDEX_FIELDS));
  g_assert_nonnull (use);
  g_assert_true (use->in_text);
  g_assert_cmpuint (use->offset, ==, strlen ("record."));
  g_assert_cmpuint (use->length, ==, strlen ("clinic_id"));
  g_assert_cmpuint (impact->n_broken, ==, 1);

  /* An index of no field but this one goes with it. */
  g_assert_cmpuint (impact->n_emptied, ==, 0);
  g_assert_cmpuint (impact->gone->len, ==, 1);
  g_assert_true (gp_id_equal (&g_array_index (impact->gone, GpId, 0), &f->index));
}

/* A view shows the entity and does not use it; what is inside does not count as outside. */
static void
test_an_entity_is_used_from_outside (Fixture      *f,
                                     gconstpointer data)
{
  g_autoptr(GpImpact) clinic = gp_impact_new (f->design, &f->clinic, 1);
  g_autoptr(GpImpact) patient = gp_impact_new (f->design, &f->patient, 1);
  GpId both[] = { f->clinic, f->patient };
  g_autoptr(GpImpact) together = gp_impact_new (f->design, both, 2);

  g_assert_cmpuint (clinic->uses->len, ==, 1);
  g_assert_nonnull (find_use (clinic->uses, &f->clinic_id, GP_FIELD_REFERENCE));
  g_assert_cmpuint (clinic->n_inside, ==, 1);
  g_assert_cmpuint (patient->uses->len, ==, 0);
  g_assert_cmpuint (patient->n_inside, ==, 4);
  g_assert_cmpuint (together->uses->len, ==, 0);
}

static void
test_a_role_takes_its_rules_along (Fixture      *f,
                                   gconstpointer data)
{
  g_autoptr(GpImpact) impact = gp_impact_new (f->design, &f->role, 1);

  g_assert_cmpuint (impact->gone->len, ==, 1);
  g_assert_true (gp_id_equal (&g_array_index (impact->gone, GpId, 0), &f->rule));
  g_assert_cmpuint (impact->n_broken, ==, 0);
}

static void
test_texts_of_siblings_are_listed (Fixture      *f,
                                   gconstpointer data)
{
  g_autoptr(GArray) uses = gp_impact_list_texts (f->design, &f->clinic_id);

  g_assert_cmpuint (uses->len, ==, 1);
  g_assert_nonnull (find_use (uses, &f->rule, GP_RULE_CONDITION));
}

/* What is said to go is just what goes. */
static void
test_what_is_said_to_go_goes (void)
{
  for (int round = 0; round < 40; round++)
    {
      g_autoptr(GpDesign) design = gp_random_design (60);
      GpKind kind = (GpKind) g_test_rand_int_range (GP_KIND_DESIGN + 1, GP_N_KINDS);
      g_autoptr(GPtrArray) elements = gp_design_list (design, kind);
      gsize before = gp_design_size (design);
      g_autoptr(GpImpact) impact = NULL;
      g_autoptr(GpChangeSet) removal = NULL;
      guint apart = 0;
      GpId id;

      if (elements->len == 0)
        continue;
      id = *gp_element_get_id (elements->pdata[0]);
      impact = gp_impact_new (design, &id, 1);
      removal = gp_edit_remove (design, &id, 1, NULL);
      for (gsize i = 0; i < gp_change_set_get_size (removal); i++)
        {
          const GpChange *change = gp_change_set_get (removal, i);

          apart += change->type == GP_CHANGE_REMOVE
                   && (change->kind == GP_KIND_PLACEMENT || change->kind == GP_KIND_VIEW
                       || change->kind == GP_KIND_COMMENT || change->kind == GP_KIND_WAIVER);
        }
      g_assert_true (gp_design_apply (design, removal, NULL));
      for (guint i = 0; i < impact->gone->len; i++)
        g_assert_null (gp_design_lookup (design, &g_array_index (impact->gone, GpId, i)));
      g_assert_cmpuint (before - gp_design_size (design), <=,
                        1 + impact->n_inside + impact->gone->len + apart);
    }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
#define ADD(name, func) g_test_add ("/model/impact/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("a-field-is-used-by-texts-and-references", test_a_field_is_used_by_texts_and_references);
  ADD ("an-entity-is-used-from-outside", test_an_entity_is_used_from_outside);
  ADD ("a-role-takes-its-rules-along", test_a_role_takes_its_rules_along);
  ADD ("texts-of-siblings-are-listed", test_texts_of_siblings_are_listed);
#undef ADD
  g_test_add_func ("/model/impact/what-is-said-to-go-goes", test_what_is_said_to_go_goes);
  return g_test_run ();
}
