/* test-edit-rename.c — renaming takes every expression along, in the same step
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-random.h"
#include "gp-test.h"

#include <string.h>

typedef struct
{
  GpDesign *design;
  GpId      clinic, patient, clinic_field, role, rule, check;
} Fixture;

static GpId
apply (GpDesign    *design,
       GpChangeSet *changes,
       const GpId  *id)
{
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (changes);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
  gp_change_set_unref (changes);
  return *id;
}

static void
set_text (GpDesign   *design,
          const GpId *id,
          GpProperty  property,
          const char *text)
{
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes = gp_edit_set (design, id, property, gp_value_text (text), &error);

  g_assert_no_error (error);
  apply (design, changes, id);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  const GpId *root;
  GpId id;

  f->design = gp_design_new (NULL, "Renames");
  root = gp_design_get_root_id (f->design);
  f->clinic = apply (f->design,
                     gp_edit_add (f->design, GP_KIND_ENTITY, root, "clinic", NULL, NULL, &id), &id);
  f->patient = apply (f->design,
                      gp_edit_add (f->design, GP_KIND_ENTITY, root, "patient", NULL, NULL, &id),
                      &id);
  f->clinic_field =
    apply (f->design, gp_edit_add_relation (f->design, &f->patient, &f->clinic, &id, NULL), &id);
  f->role = apply (f->design,
                   gp_edit_add (f->design, GP_KIND_ROLE, root, "doctor", NULL, NULL, &id), &id);
  f->rule = apply (f->design,
                   gp_edit_add (f->design, GP_KIND_RULE, &f->patient, NULL, NULL, NULL, &id), &id);
  f->check = apply (f->design,
                    gp_edit_add (f->design, GP_KIND_CHECK, &f->patient, NULL, NULL, NULL, &id),
                    &id);
  set_text (f->design, &f->rule, GP_RULE_CONDITION,
            "record.clinic_id == user.tenant  // own\n && \"doctor\" in user.roles");
  set_text (f->design, &f->check, GP_CHECK_EXPRESSION, "record.clinic.id != null");
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  g_object_unref (f->design);
}

static const char *
text_of (Fixture    *f,
         const GpId *id,
         GpProperty  property)
{
  return gp_element_get_text (gp_design_lookup (f->design, id), property);
}

static void
test_field_is_renamed_everywhere (Fixture      *f,
                                  gconstpointer data)
{
  g_autoptr(GpDesign) before = gp_design_copy (f->design);
  g_autoptr(GpChangeSet) rename = gp_edit_rename (f->design, &f->clinic_field, "home_id", NULL);
  g_autoptr(GpChangeSet) undo = gp_change_set_invert (rename);

  g_assert_true (gp_design_apply (f->design, rename, NULL));
  g_assert_cmpstr (text_of (f, &f->rule, GP_RULE_CONDITION), ==,
                   "record.home_id == user.tenant  // own\n && \"doctor\" in user.roles");
  g_assert_cmpstr (text_of (f, &f->check, GP_CHECK_EXPRESSION), ==, "record.home.id != null");
  g_assert_true (gp_design_apply (f->design, undo, NULL));
  gp_assert_design_equal (before, f->design);
}

static void
test_role_is_renamed_everywhere (Fixture      *f,
                                 gconstpointer data)
{
  g_autoptr(GpChangeSet) rename = gp_edit_rename (f->design, &f->role, "physician", NULL);

  g_assert_true (gp_design_apply (f->design, rename, NULL));
  g_assert_nonnull (
    strstr (text_of (f, &f->rule, GP_RULE_CONDITION), "\"physician\" in user.roles"));
}

static void
test_same_name_changes_nothing (Fixture      *f,
                                gconstpointer data)
{
  g_autoptr(GpChangeSet) rename = gp_edit_rename (f->design, &f->role, "doctor", NULL);

  g_assert_cmpuint (gp_change_set_get_size (rename), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
#define ADD(name, func) \
  g_test_add ("/model/edit-rename/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("field-is-renamed-everywhere", test_field_is_renamed_everywhere);
  ADD ("role-is-renamed-everywhere", test_role_is_renamed_everywhere);
  ADD ("same-name-changes-nothing", test_same_name_changes_nothing);
#undef ADD
  return g_test_run ();
}
