/* test-edit-relate.c — relations of every shape are made whole and undone whole
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit-relate.h"
#include "gp-test.h"

typedef struct
{
  GpDesign *design;
  GpId      order;
  GpId      clinic;
  GpId      ward;         /* its key has two fields */
  GpId      ward_clinic;
  GpId      ward_number;
} Fixture;

static void
apply (GpDesign    *design,
       GpChangeSet *changes)
{
  g_autoptr(GpDesign) before = gp_design_copy (design);
  g_autoptr(GpDesign) again = NULL;
  g_autoptr(GpChangeSet) inverse = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (changes);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
  again = gp_design_copy (design);
  inverse = gp_change_set_invert (changes);
  gp_design_apply (again, inverse, &error);
  g_assert_no_error (error);
  g_assert_true (gp_design_equal (before, again));
  gp_change_set_unref (changes);
}

static GpId
add_entity (GpDesign   *design,
            const char *name)
{
  GpId id;

  apply (design, gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), name, NULL,
                              NULL, &id));
  return id;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  GpDesign *design = fixture->design = gp_design_new (NULL, "Related");
  GpId keys[2];

  fixture->order = add_entity (design, "orders");
  fixture->clinic = add_entity (design, "clinics");
  fixture->ward = add_entity (design, "wards");
  apply (design, gp_edit_add_relation (design, &fixture->ward, &fixture->clinic,
                                       &fixture->ward_clinic, NULL));
  apply (design, gp_edit_add_field (design, &fixture->ward, "number", NULL, &fixture->ward_number,
                                    NULL));
  apply (design, gp_edit_set (design, &fixture->ward_number, GP_FIELD_TYPE,
                              gp_value_text ("integer"), NULL));
  keys[0] = fixture->ward_clinic;
  keys[1] = fixture->ward_number;
  apply (design, gp_edit_set (design, &fixture->ward, GP_ENTITY_PRIMARY_KEY,
                              gp_value_ids (keys, 2), NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_assert_finalize_object (fixture->design);
}

static const char *
name_of (Fixture    *fixture,
         const GpId *id)
{
  return gp_element_get_name (gp_design_lookup (fixture->design, id));
}

static void
test_composite_key_makes_all_fields (Fixture       *fixture,
                                     gconstpointer  user_data)
{
  GpEditRelation relation = { .from = fixture->order, .to = fixture->ward };
  g_autoptr(GError) error = NULL;
  const GpElement *reference, *field;
  const GpId *ids;
  gsize n;
  GpId id;

  apply (fixture->design, gp_edit_relate (fixture->design, &relation, &id, &error));
  g_assert_no_error (error);
  reference = gp_design_lookup_kind (fixture->design, &id, GP_KIND_FOREIGN_KEY);
  g_assert_nonnull (reference);
  ids = gp_element_get_refs (reference, GP_FOREIGN_KEY_TARGET_FIELDS, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_true (gp_id_equal (&ids[0], &fixture->ward_clinic));
  ids = gp_element_get_refs (reference, GP_FOREIGN_KEY_FIELDS, &n);
  g_assert_cmpuint (n, ==, 2);
  g_assert_cmpstr (name_of (fixture, &ids[0]), ==, "ward_clinic_id");
  g_assert_cmpstr (name_of (fixture, &ids[1]), ==, "ward_number");

  /* The key's part is itself a reference: the field here has the type that it has in the end. */
  field = gp_design_lookup (fixture->design, &ids[0]);
  g_assert_cmpstr (gp_element_get_text (field, GP_FIELD_TYPE), ==, "uuid");
  g_assert_null (gp_element_get_ref (field, GP_FIELD_REFERENCE));
  field = gp_design_lookup (fixture->design, &ids[1]);
  g_assert_cmpstr (gp_element_get_text (field, GP_FIELD_TYPE), ==, "integer");
}

static void
test_a_field_that_is_there_is_used (Fixture       *fixture,
                                    gconstpointer  user_data)
{
  GpEditRelation relation = { .from = fixture->order, .to = fixture->clinic };
  GpId id;
  gsize before;

  apply (fixture->design, gp_edit_add_field (fixture->design, &fixture->order, "place", NULL,
                                             &relation.from_field, NULL));
  before = gp_design_count (fixture->design, GP_KIND_FIELD);
  apply (fixture->design, gp_edit_relate (fixture->design, &relation, &id, NULL));
  g_assert_true (gp_id_equal (&id, &relation.from_field));
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_FIELD), ==, before);
  g_assert_true (gp_element_is (gp_design_lookup (fixture->design, &id), GP_FIELD_TYPE, "uuid"));
}

static void
test_a_unique_field_can_be_referred_to (Fixture       *fixture,
                                        gconstpointer  user_data)
{
  GpEditRelation relation = { .from = fixture->order, .to = fixture->clinic };
  const GpElement *field;
  GpId id;

  apply (fixture->design, gp_edit_add_field (fixture->design, &fixture->clinic, "code", NULL,
                                             &relation.to_field, NULL));
  apply (fixture->design, gp_edit_relate (fixture->design, &relation, &id, NULL));
  g_assert_null (gp_element_get_ref (gp_design_lookup (fixture->design, &id),
                                     GP_FIELD_REFERENCE_FIELD));

  apply (fixture->design, gp_edit_set (fixture->design, &relation.to_field, GP_FIELD_UNIQUE,
                                       gp_value_bool (TRUE), NULL));
  apply (fixture->design, gp_edit_relate (fixture->design, &relation, &id, NULL));
  field = gp_design_lookup (fixture->design, &id);
  g_assert_cmpstr (gp_element_get_name (field), ==, "clinic_code");
  g_assert_true (gp_id_equal (gp_element_get_ref (field, GP_FIELD_REFERENCE_FIELD),
                              &relation.to_field));
}

static void
test_new_entity_and_relation_are_one (Fixture       *fixture,
                                      gconstpointer  user_data)
{
  GpEditRelation relation = { .from = fixture->order };
  g_autoptr(GError) error = NULL;
  gsize n_entities = gp_design_count (fixture->design, GP_KIND_ENTITY);
  g_autoptr(GPtrArray) fields = NULL;
  const GpElement *field;
  GpId id;

  apply (fixture->design, gp_edit_relate_new (fixture->design, &relation, "couriers", NULL, NULL,
                                              &id, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (name_of (fixture, &id), ==, "couriers");
  g_assert_cmpuint (gp_design_count (fixture->design, GP_KIND_ENTITY), ==, n_entities + 1);
  fields = gp_design_list_children (fixture->design, &fixture->order, GP_KIND_FIELD);
  field = fields->pdata[fields->len - 1];
  g_assert_cmpstr (gp_element_get_name (field), ==, "courier_id");
  g_assert_true (gp_id_equal (gp_element_get_ref (field, GP_FIELD_REFERENCE), &id));

  g_assert_null (gp_edit_relate_new (fixture->design, &relation, "a/b", NULL, NULL, NULL, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME);
}

static void
check_junction (Fixture    *fixture,
                const GpId *id,
                gsize       n_keys)
{
  const GpElement *entity = gp_design_lookup_kind (fixture->design, id, GP_KIND_ENTITY);
  gsize n;
  const GpId *keys = gp_element_get_refs (entity, GP_ENTITY_PRIMARY_KEY, &n);

  g_assert_cmpuint (n, ==, n_keys);
  for (gsize i = 0; i < n; i++)
    {
      const GpElement *field = gp_design_lookup_kind (fixture->design, &keys[i], GP_KIND_FIELD);

      g_assert_true (gp_id_equal (gp_element_get_parent (field), id));
      g_assert_false (gp_element_get_bool (field, GP_FIELD_NULLABLE));
    }
}

static void
test_many_to_many (Fixture       *fixture,
                   gconstpointer  user_data)
{
  GpId id;

  apply (fixture->design, gp_edit_relate_many (fixture->design, &fixture->order, &fixture->clinic,
                                               NULL, NULL, &id, NULL));
  g_assert_cmpstr (name_of (fixture, &id), ==, "order_clinics");
  check_junction (fixture, &id, 2);

  apply (fixture->design, gp_edit_relate_many (fixture->design, &fixture->order, &fixture->ward,
                                               NULL, NULL, &id, NULL));
  check_junction (fixture, &id, 3);

  apply (fixture->design, gp_edit_relate_many (fixture->design, &fixture->clinic,
                                               &fixture->clinic, NULL, NULL, &id, NULL));
  check_junction (fixture, &id, 2);
  g_assert_nonnull (gp_design_find_child (fixture->design, &id, GP_KIND_FIELD,
                                          "related_clinic_id"));
}

static void
test_many_to_many_with_a_new_entity (Fixture       *fixture,
                                     gconstpointer  user_data)
{
  g_autoptr(GError) error = NULL;
  GpId id;

  apply (fixture->design, gp_edit_relate_many_new (fixture->design, &fixture->ward, "nurses", NULL,
                                                   NULL, NULL, &id, NULL));
  g_assert_cmpstr (name_of (fixture, &id), ==, "nurses");
  check_junction (fixture, gp_element_get_id (gp_design_find_child (
    fixture->design, gp_design_get_root_id (fixture->design), GP_KIND_ENTITY, "ward_nurses")), 3);
  g_assert_null (gp_edit_relate_many_new (fixture->design, &fixture->ward, "", NULL, NULL, NULL,
                                          NULL, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME);
}

static void
test_views_hold_no_references (Fixture       *fixture,
                               gconstpointer  user_data)
{
  GpEditRelation relation = { .from = fixture->order, .to = fixture->clinic };
  g_autoptr(GError) error = NULL;

  apply (fixture->design, gp_edit_set (fixture->design, &fixture->order, GP_ENTITY_READ_ONLY,
                                       gp_value_bool (TRUE), NULL));
  g_assert_null (gp_edit_relate (fixture->design, &relation, NULL, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT);
}

static void
test_removed_relation_leaves_no_index (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  GpEditRelation relation = { .from = fixture->order, .to = fixture->clinic };
  g_autoptr(GpDesign) before = gp_design_copy (fixture->design);
  GpId id;

  apply (fixture->design, gp_edit_relate (fixture->design, &relation, &id, NULL));
  apply (fixture->design, gp_edit_remove (fixture->design, &id, 1, NULL));
  g_assert_true (gp_design_equal (before, fixture->design));
}

#define TEST(name, function) \
  g_test_add ("/model/edit-relate/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  TEST ("composite-key-makes-all-fields", test_composite_key_makes_all_fields);
  TEST ("a-field-that-is-there-is-used", test_a_field_that_is_there_is_used);
  TEST ("a-unique-field-can-be-referred-to", test_a_unique_field_can_be_referred_to);
  TEST ("new-entity-and-relation-are-one", test_new_entity_and_relation_are_one);
  TEST ("many-to-many", test_many_to_many);
  TEST ("many-to-many-with-a-new-entity", test_many_to_many_with_a_new_entity);
  TEST ("views-hold-no-references", test_views_hold_no_references);
  TEST ("removed-relation-leaves-no-index", test_removed_relation_leaves_no_index);

  return g_test_run ();
}
