/* test-view-filter.c — which elements somebody wants to look at
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-view-filter.h"
#include "gp-random.h"
#include "gp-test-find.h"
#include "gp-test-design.h"
#include "gp-test.h"

static GpDesign *
new_design (void)
{
  GpDesign *design = gp_test_find_design ();
  GpId patient = gp_test_find_id (design, "patient");
  GpId clinic = gp_test_find_id (design, "clinic");
  GpId email = gp_test_find_id (design, "patient.email");
  GpId doctor = gp_test_add (design, GP_KIND_ROLE, NULL, "doctor");
  GpId intern = gp_test_add (design, GP_KIND_ROLE, NULL, "intern");
  GpId rule = gp_test_add (design, GP_KIND_RULE, &patient, NULL);
  static const char *const read[] = { "read" };
  static const char *const write[] = { "update" };
  static const char *const tags[] = { "core", "gdpr" };

  gp_test_set (design, &rule, GP_RULE_ACTIONS, gp_value_texts (read, 1));
  gp_test_set_ref (design, &rule, GP_RULE_ROLE, &doctor);
  rule = gp_test_add (design, GP_KIND_RULE, &clinic, NULL);
  gp_test_set (design, &rule, GP_RULE_ACTIONS, gp_value_texts (write, 1));
  gp_test_set_ref (design, &rule, GP_RULE_ROLE, &doctor);
  gp_test_set (design, &intern, GP_ROLE_INHERITS, gp_value_ids (&doctor, 1));
  gp_test_set (design, &patient, GP_ENTITY_TAGS, gp_value_texts (tags, 2));
  gp_test_set (design, &clinic, GP_ENTITY_TAGS, gp_value_texts (tags, 1));
  gp_test_set_text (design, &email, GP_FIELD_SENSITIVE, "personal");
  return design;
}

static void
choose (GpViewFilter   *filter,
        GpDesign   *design,
        GpFacet     facet,
        const char *name)
{
  GpId id;
  char text[GP_ID_STRING_SIZE];

  if (facet != GP_FACET_DOMAIN && facet != GP_FACET_READER)
    {
      gp_view_filter_set (filter, facet, name, TRUE);
      return;
    }
  id = gp_test_find_id (design, name);
  gp_view_filter_set (filter, facet, gp_id_format (&id, text), TRUE);
}

/* The names of the entities that fit, in the design's order. */
static char *
list (GpDesign *design,
      GpViewFilter *filter)
{
  g_autoptr(GHashTable) set = gp_view_filter_list_fitting (filter, design);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; i < entities->len; i++)
    if (g_hash_table_contains (set, gp_element_get_id (g_ptr_array_index (entities, i))))
      g_string_append_printf (names, "%s%s", names->len > 0 ? " " : "",
                              gp_element_get_name (g_ptr_array_index (entities, i)));
  return g_string_free (g_steal_pointer (&names), FALSE);
}

static void
test_facets (void)
{
  static const struct
  {
    GpFacet     facet;
    const char *value;
    const char *text;
    const char *fitting;
  } rows[] = {
    { GP_FACET_DOMAIN, "Care", "", "patient" },
    { GP_FACET_READER, "doctor", "", "patient" },
    { GP_FACET_READER, "intern", "", "patient" },       /* inherited */
    { GP_FACET_TAG, "core", "", "patient clinic" },
    { GP_FACET_TAG, "gdpr", "", "patient" },
    { GP_FACET_SENSITIVE, "personal", "", "patient" },
    { GP_FACET_SENSITIVE, "secret", "", "" },
    { GP_FACET_KIND, "entity", "", "patient clinic note" },
    { GP_FACET_KIND, "flow", "", "" },
    { GP_FACET_KIND, "entity", "email", "patient clinic" },     /* by a field's name */
    { GP_FACET_TAG, "core", "clin", "patient clinic" },
    { GP_FACET_TAG, "gdpr", "not", "" },
  };
  g_autoptr(GpDesign) design = new_design ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autoptr(GpViewFilter) filter = gp_view_filter_new ();
      g_autoptr(GpViewFilter) copy = NULL;
      g_autofree char *names = NULL;

      choose (filter, design, rows[i].facet, rows[i].value);
      gp_view_filter_set_text (filter, rows[i].text);
      copy = gp_view_filter_copy (filter);
      names = list (design, copy);
      g_test_message ("%s %s", rows[i].value, rows[i].text);
      g_assert_cmpstr (names, ==, rows[i].fitting);
    }
}

/* Any value of a facet will do, but all facets must fit; what is in no domain has a value, too. */
static void
test_values_add_up_and_facets_cut_down (void)
{
  g_autoptr(GpDesign) design = new_design ();
  g_autoptr(GpViewFilter) filter = gp_view_filter_new ();
  g_autofree char *both = NULL;
  g_autofree char *cut = NULL;

  choose (filter, design, GP_FACET_DOMAIN, "Care");
  gp_view_filter_set (filter, GP_FACET_DOMAIN, "", TRUE);
  both = list (design, filter);
  g_assert_cmpstr (both, ==, "patient clinic note");
  choose (filter, design, GP_FACET_TAG, "gdpr");
  cut = list (design, filter);
  g_assert_cmpstr (cut, ==, "patient");
  g_assert_false (gp_view_filter_is_empty (filter));
  gp_view_filter_clear_facet (filter, GP_FACET_DOMAIN);
  gp_view_filter_set (filter, GP_FACET_TAG, "gdpr", FALSE);
  g_assert_true (gp_view_filter_is_empty (filter));
}

static void
test_domains_fit_with_what_is_in_them (void)
{
  g_autoptr(GpDesign) design = new_design ();
  g_autoptr(GpViewFilter) filter = gp_view_filter_new ();
  g_autoptr(GHashTable) with = NULL;
  g_autoptr(GHashTable) without = NULL;
  GpId care = gp_test_find_id (design, "Care");

  gp_view_filter_set (filter, GP_FACET_TAG, "gdpr", TRUE);
  with = gp_view_filter_list_fitting (filter, design);
  g_assert_true (g_hash_table_contains (with, &care));
  gp_view_filter_set_text (filter, "nothing like that");
  without = gp_view_filter_list_fitting (filter, design);
  g_assert_cmpuint (g_hash_table_size (without), ==, 0);
}

/* What is known of readers is what the rules say now. */
static void
test_readers_follow_the_rules (void)
{
  g_autoptr(GpDesign) design = new_design ();
  g_autoptr(GpViewFilter) filter = gp_view_filter_new ();
  g_autoptr(GPtrArray) rules = gp_design_list (design, GP_KIND_RULE);
  static const char *const both[] = { "read", "update" };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  choose (filter, design, GP_FACET_READER, "intern");
  before = list (design, filter);
  g_assert_cmpstr (before, ==, "patient");
  for (guint i = 0; i < rules->len; i++)
    {
      GpId id = *gp_element_get_id (rules->pdata[i]);

      gp_test_set (design, &id, GP_RULE_ACTIONS, gp_value_texts (both, 2));
      g_ptr_array_unref (g_steal_pointer (&rules));
      rules = gp_design_list (design, GP_KIND_RULE);
    }
  after = list (design, filter);
  g_assert_cmpstr (after, ==, "patient clinic");
}

/* What can be chosen says truly how many it leaves. */
static void
test_counts_are_true (void)
{
  for (guint round = 0; round < gp_random_rounds (6); round++)
    {
      g_autoptr(GpDesign) design = round == 0 ? new_design () : gp_random_design (150);

      for (guint facet = 0; facet < GP_N_FACETS; facet++)
        {
          g_autoptr(GPtrArray) values = gp_view_filter_list_values (design, (GpFacet) facet);

          for (guint i = 0; i < values->len; i++)
            {
              const GpFacetValue *value = g_ptr_array_index (values, i);
              g_autoptr(GpViewFilter) filter = gp_view_filter_new ();
              g_autoptr(GHashTable) set = NULL;
              GHashTableIter iter;
              gpointer id;
              guint n = 0;

              gp_view_filter_set (filter, (GpFacet) facet, value->value, TRUE);
              set = gp_view_filter_list_fitting (filter, design);
              g_hash_table_iter_init (&iter, set);
              while (g_hash_table_iter_next (&iter, &id, NULL))
                n += gp_design_lookup_kind (design, id, GP_KIND_DOMAIN) == NULL;
              /* A tag may stand twice on one entity. */
              if (facet == GP_FACET_TAG)
                g_assert_cmpuint (value->count, >=, n);
              else
                g_assert_cmpuint (value->count, ==, n);
              g_assert_nonnull (value->label);
            }
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/view-filter/facets", test_facets);
  g_test_add_func ("/model/view-filter/values-add-up-and-facets-cut-down",
                   test_values_add_up_and_facets_cut_down);
  g_test_add_func ("/model/view-filter/domains-fit-with-what-is-in-them",
                   test_domains_fit_with_what_is_in_them);
  g_test_add_func ("/model/view-filter/readers-follow-the-rules", test_readers_follow_the_rules);
  g_test_add_func ("/model/view-filter/counts-are-true", test_counts_are_true);
  return g_test_run ();
}
