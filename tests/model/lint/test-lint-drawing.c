/* test-lint-drawing.c — each rule about domains, views, words and waivers, passing and failing
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-test-design.h"
#include "gp-test-lint.h"
#include "gp-test.h"

static GpId
add_domain (GpDesign   *design,
            const char *name,
            GpId       *out_entity)
{
  g_autofree char *entity = g_strconcat (name, "_thing", NULL);
  GpId domain = gp_test_add (design, GP_KIND_DOMAIN, NULL, name);

  *out_entity = gp_test_add_entity (design, entity);
  gp_test_set_ref (design, out_entity, GP_ENTITY_DOMAIN, &domain);
  return domain;
}

static void
test_domains_that_need_each_other (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId one, other, field;

  add_domain (design, "sales", &one);
  add_domain (design, "stock", &other);
  gp_test_lint_add_reference (design, &one, "there_id", &other);
  g_assert_cmpuint (gp_test_lint_count (design, "DOM702"), ==, 0);
  field = gp_test_lint_add_reference (design, &other, "back_id", &one);
  g_assert_cmpuint (gp_test_lint_count (design, "DOM702"), ==, 1);
  gp_test_set (design, &field, GP_FIELD_NULLABLE, gp_value_bool (TRUE));
  g_assert_cmpuint (gp_test_lint_count (design, "DOM702"), ==, 0);
}

static void
test_empty_domain (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId entity;

  add_domain (design, "sales", &entity);
  g_assert_cmpuint (gp_test_lint_count (design, "DOM704"), ==, 0);
  gp_test_add (design, GP_KIND_DOMAIN, NULL, "nobody");
  g_assert_cmpuint (gp_test_lint_count (design, "DOM704"), ==, 1);
  gp_test_lint_fix (design, "DOM704");
  g_assert_cmpuint (gp_test_lint_count (design, "DOM704"), ==, 0);
  g_assert_cmpuint (gp_design_count (design, GP_KIND_DOMAIN), ==, 1);
}

static void
test_view_of_nothing (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId view = gp_test_add (design, GP_KIND_VIEW, NULL, "All");

  g_assert_cmpuint (gp_test_lint_count (design, "VIW701"), ==, 0);
  gp_test_set_text (design, &view, GP_VIEW_SHOWS, "members");
  g_assert_cmpuint (gp_test_lint_count (design, "VIW701"), ==, 1);
  gp_test_lint_fix (design, "VIW701");
  g_assert_cmpuint (gp_test_lint_count (design, "VIW701"), ==, 0);
}

static void
test_words_that_are_not_there (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId note = gp_test_add (design, GP_KIND_NOTE, NULL, NULL);
  GpId story = gp_test_add (design, GP_KIND_STORY, NULL, "Tour");

  g_assert_cmpuint (gp_test_lint_count (design, "VIW702"), ==, 1);
  g_assert_cmpuint (gp_test_lint_count (design, "VIW703"), ==, 1);
  gp_test_set_text (design, &note, GP_NOTE_TEXT, "Start here");
  gp_test_add (design, GP_KIND_STORY_STEP, &story, NULL);
  g_assert_cmpuint (gp_test_lint_count (design, "VIW702"), ==, 0);
  g_assert_cmpuint (gp_test_lint_count (design, "VIW703"), ==, 0);
}

/* A waiver is told about when what it is for has gone, and only then. */
static void
test_waiver_of_nothing (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId domain = gp_test_add (design, GP_KIND_DOMAIN, NULL, "nobody");
  GpId waiver = gp_test_add (design, GP_KIND_WAIVER, NULL, NULL);
  GpId entity;

  gp_test_set_text (design, &waiver, GP_WAIVER_CODE, "DOM704");
  gp_test_set_text (design, &waiver, GP_WAIVER_REASON, "soon");
  gp_test_set_ref (design, &waiver, GP_WAIVER_ABOUT, &domain);
  g_assert_cmpuint (gp_test_lint_count (design, "DOM704"), ==, 0);
  g_assert_cmpuint (gp_test_lint_count (design, "WVR001"), ==, 0);

  entity = gp_test_add_entity (design, "thing");
  gp_test_set_ref (design, &entity, GP_ENTITY_DOMAIN, &domain);
  g_assert_cmpuint (gp_test_lint_count (design, "WVR001"), ==, 1);
  gp_test_lint_fix (design, "WVR001");
  g_assert_cmpuint (gp_design_count (design, GP_KIND_WAIVER), ==, 0);

  /* Codes of others are left alone. */
  waiver = gp_test_add (design, GP_KIND_WAIVER, NULL, NULL);
  gp_test_set_text (design, &waiver, GP_WAIVER_CODE, "IMP999");
  gp_test_set_text (design, &waiver, GP_WAIVER_REASON, "theirs");
  g_assert_cmpuint (gp_test_lint_count (design, "WVR001"), ==, 0);
}

static void
test_index_of_nothing (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId entity = gp_test_add_entity (design, "thing");
  GpId index = gp_test_add (design, GP_KIND_INDEX, &entity, "by_nothing");

  g_assert_cmpuint (gp_test_lint_count (design, "DES005"), ==, 1);
  gp_test_set_text (design, &index, GP_INDEX_COLUMNS, "lower(name)");
  g_assert_cmpuint (gp_test_lint_count (design, "DES005"), ==, 0);
  gp_test_set (design, &index, GP_INDEX_COLUMNS, gp_value_none ());
  gp_test_lint_fix (design, "DES005");
  g_assert_cmpuint (gp_design_count (design, GP_KIND_INDEX), ==, 0);
}

static void
test_unequal_sides (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId entity = gp_test_add_entity (design, "thing");
  GpId to = gp_test_add_entity (design, "other");
  GpId field = gp_test_add (design, GP_KIND_FIELD, &entity, "a");
  GpId target = gp_test_add (design, GP_KIND_FIELD, &to, "a");
  GpId key = gp_test_add (design, GP_KIND_FOREIGN_KEY, &entity, "both");

  gp_test_set_ref (design, &key, GP_FOREIGN_KEY_TARGET, &to);
  gp_test_set (design, &key, GP_FOREIGN_KEY_FIELDS, gp_value_ids (&field, 1));
  g_assert_cmpuint (gp_test_lint_count (design, "DES006"), ==, 1);
  gp_test_set (design, &key, GP_FOREIGN_KEY_TARGET_FIELDS, gp_value_ids (&target, 1));
  g_assert_cmpuint (gp_test_lint_count (design, "DES006"), ==, 0);
}

static void
test_default_among_values (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Shop");
  GpId entity = gp_test_add_entity (design, "thing");
  GpId field = gp_test_add (design, GP_KIND_FIELD, &entity, "state");
  static const char *const values[] = { "open", "shut" };

  gp_test_set_text (design, &field, GP_FIELD_TYPE, "enum");
  gp_test_set (design, &field, GP_FIELD_VALUES, gp_value_texts (values, 2));
  gp_test_set_text (design, &field, GP_FIELD_DEFAULT, "'open'");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT117"), ==, 0);
  gp_test_set_text (design, &field, GP_FIELD_DEFAULT, "lower('OPEN')");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT117"), ==, 0);
  gp_test_set_text (design, &field, GP_FIELD_DEFAULT, "'ajar'");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT117"), ==, 1);
  gp_test_lint_fix (design, "DAT117");
  g_assert_cmpuint (gp_test_lint_count (design, "DAT117"), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
#define ADD(name, func) g_test_add_func ("/model/lint-drawing/" name, func)
  ADD ("domains-that-need-each-other", test_domains_that_need_each_other);
  ADD ("empty-domain", test_empty_domain);
  ADD ("view-of-nothing", test_view_of_nothing);
  ADD ("words-that-are-not-there", test_words_that_are_not_there);
  ADD ("waiver-of-nothing", test_waiver_of_nothing);
  ADD ("index-of-nothing", test_index_of_nothing);
  ADD ("unequal-sides", test_unequal_sides);
  ADD ("default-among-values", test_default_among_values);
#undef ADD
  return g_test_run ();
}
