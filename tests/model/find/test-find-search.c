/* test-find-search.c — what is found, and in which order
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-find-index.h"
#include "gp-test-design.h"
#include "gp-test-find.h"
#include "gp-test.h"

/* "name of the parent/name" of each result, best first. */
static char *
search (GpDesign   *design,
        const char *query,
        guint64     kinds,
        guint       limit)
{
  g_autoptr(GpFindIndex) index = gp_find_index_new (design);
  g_autoptr(GArray) found = NULL;
  g_autoptr(GString) all = g_string_new (NULL);

  while (gp_find_index_fill (index, 100))
    continue;
  found = gp_find_index_search (index, query, kinds, limit);
  for (guint i = 0; i < found->len; i++)
    {
      const GpFindResult *result = &g_array_index (found, GpFindResult, i);
      g_autofree char *path = gp_design_dup_path (design, &result->id);

      g_string_append_printf (all, "%s%s%s", i > 0 ? " " : "", path,
                              result->what == GP_FIND_TYPE         ? ":type"
                              : result->what == GP_FIND_TEXT       ? ":text"
                              : result->what == GP_FIND_EXPRESSION ? ":expression" : "");
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
test_the_nearest_come_first (void)
{
  static const struct
  {
    const char *query;
    const char *found;     /* the first of them */
  } rows[] = {
    { "patient", "patient" },
    { "pat", "patient" },
    { "email", "patient.email" },
    { "patient email", "patient.email" },
    { "clinic email", "clinic.contact_email" },
    { "ce", "clinic.contact_email" },
    { "gdpr", "patient:text" },
    { "owner_id", "patient.owner_only:expression" },
    { "vector", "note.embedding:type" },
    { "note vector", "note.embedding:type" },
    { "nothing of that", "" },
  };
  g_autoptr(GpDesign) design = gp_test_find_design ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *found = search (design, rows[i].query, GP_KIND_MASK_ANY, 1);

      g_test_message ("%s", rows[i].query);
      g_assert_cmpstr (found, ==, rows[i].found);
    }
}

/* An entity with a word of that beginning in its name comes before a field that begins with it, but
 * not before one that is called just that. */
static void
test_entities_come_before_fields (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  g_autofree char *found = NULL;
  g_autofree char *named = NULL;
  GpId ward;

  ward = gp_test_add_entity (design, "ward_note");
  gp_test_add (design, GP_KIND_FIELD, &ward, "noted_at");
  gp_test_add (design, GP_KIND_FIELD, &ward, "embed");
  gp_test_add_entity (design, "some_embed");
  found = search (design, "note", GP_KIND_MASK_ANY, 3);
  named = search (design, "embed", GP_KIND_MASK_ANY, 1);

  g_assert_cmpstr (found, ==, "note ward_note ward_note.noted_at");
  g_assert_cmpstr (named, ==, "ward_note.embed");
}

static void
test_kinds_can_be_chosen (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  g_autofree char *fields = search (design, "patient", GP_KIND_MASK (GP_KIND_FIELD), 10);
  g_autofree char *entities = search (design, "patient", GP_KIND_MASK (GP_KIND_ENTITY), 10);

  g_assert_cmpstr (fields, ==, "note.patient_id");
  g_assert_cmpstr (entities, ==, "patient");
}

/* An element that fits by its name and by its description is one result. */
static void
test_each_is_found_once (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  g_autofree char *found = search (design, "clinic", GP_KIND_MASK (GP_KIND_ENTITY), 10);

  g_assert_cmpstr (found, ==, "clinic");
}

static void
test_the_limit_keeps_the_best (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  g_autofree char *all = search (design, "e", GP_KIND_MASK_ANY, 100);

  for (guint limit = 1; limit < 6; limit++)
    {
      g_autofree char *some = search (design, "e", GP_KIND_MASK_ANY, limit);

      g_assert_true (g_str_has_prefix (all, some));
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/find-search/the-nearest-come-first", test_the_nearest_come_first);
  g_test_add_func ("/model/find-search/entities-come-before-fields",
                   test_entities_come_before_fields);
  g_test_add_func ("/model/find-search/kinds-can-be-chosen", test_kinds_can_be_chosen);
  g_test_add_func ("/model/find-search/each-is-found-once", test_each_is_found_once);
  g_test_add_func ("/model/find-search/the-limit-keeps-the-best", test_the_limit_keeps_the_best);
  return g_test_run ();
}
