/* test-find-text.c — what is shown of a result
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-find-index.h"
#include "gp-test-find.h"
#include "gp-test.h"

static char *
marked (const char *query,
        const char *text,
        gboolean    whole)
{
  g_autoptr(GArray) marks = gp_find_mark (query, text, whole);
  g_autoptr(GString) all = g_string_new (NULL);
  guint at = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p), at++)
    {
      gboolean hit = FALSE;

      for (guint i = 0; i < marks->len; i++)
        hit |= g_array_index (marks, guint, i) == at;
      g_string_append_unichar (all, hit ? g_unichar_toupper (g_utf8_get_char (p))
                                        : g_utf8_get_char (p));
    }
  return g_string_free (g_steal_pointer (&all), FALSE);
}

static void
test_letters_are_marked (void)
{
  static const struct
  {
    const char *query;
    const char *text;
    gboolean    whole;
    const char *marked;
  } rows[] = {
    { "pe", "patient_email", FALSE, "Patient_Email" },
    { "mail", "patient_email", FALSE, "patient_eMAIL" },
    { "mail pat", "patient_email", FALSE, "PATient_eMAIL" },
    { "patient email", "email", FALSE, "EMAIL" },
    { "ö", "größe", FALSE, "grÖße" },
    { "gdpr", "the gdpr says", TRUE, "the GDPR says" },
    { "gdpr", "good purpose", TRUE, "good purpose" },
    { "", "good", FALSE, "good" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *got = marked (rows[i].query, rows[i].text, rows[i].whole);

      g_assert_cmpstr (got, ==, rows[i].marked);
    }
}

static void
test_what_fits_is_told (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  g_autoptr(GpFindIndex) index = gp_find_index_new (design);
  g_autoptr(GArray) found = NULL;
  g_autofree char *text = NULL;
  g_autofree char *gone = NULL;
  GpFindResult result;

  while (gp_find_index_fill (index, 100))
    continue;
  found = gp_find_index_search (index, "gdpr", GP_KIND_MASK_ANY, 1);
  result = g_array_index (found, GpFindResult, 0);
  g_assert_cmpint (result.property, ==, GP_ENTITY_DESCRIPTION);
  text = gp_find_dup_text (design, &result);
  g_assert_cmpstr (text, ==, "A person in care. See the GDPR.");    /* the line break is gone */
  result.id = gp_id_new ();
  gone = gp_find_dup_text (design, &result);
  g_assert_null (gone);
}

static void
test_paths_lead_from_the_domain_down (void)
{
  g_autoptr(GpDesign) design = gp_test_find_design ();
  const GpId *root = gp_design_get_root_id (design);
  const GpElement *patient = gp_design_find_child (design, root, GP_KIND_ENTITY, "patient");
  const GpElement *note = gp_design_find_child (design, root, GP_KIND_ENTITY, "note");
  const GpElement *email = gp_design_find_child (design, gp_element_get_id (patient),
                                                 GP_KIND_FIELD, "email");
  g_autofree char *of_field = gp_find_dup_path (design, gp_element_get_id (email));
  g_autofree char *of_entity = gp_find_dup_path (design, gp_element_get_id (patient));
  g_autofree char *of_other = gp_find_dup_path (design, gp_element_get_id (note));

  g_assert_cmpstr (of_field, ==, "Care › patient");
  g_assert_cmpstr (of_entity, ==, "Care");
  g_assert_cmpstr (of_other, ==, "");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/find-text/letters-are-marked", test_letters_are_marked);
  g_test_add_func ("/model/find-text/what-fits-is-told", test_what_fits_is_told);
  g_test_add_func ("/model/find-text/paths-lead-from-the-domain-down",
                   test_paths_lead_from_the_domain_down);
  return g_test_run ();
}
