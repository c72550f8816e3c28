/* test-kind.c — the metamodel is consistent in itself
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-design.h"
#include "gp-kind.h"
#include "gp-random.h"
#include "gp-test.h"

static void
test_nicks_are_found_again (void)
{
  for (guint k = 0; k < GP_N_KINDS; k++)
    {
      const GpKindInfo *info = gp_kind_get_info (k);
      GpKind kind;

      g_assert_true (gp_kind_from_nick (info->nick, &kind));
      g_assert_cmpuint (kind, ==, k);
      for (GpProperty p = info->first; p < info->first + info->n; p++)
        {
          GpProperty found;

          g_assert_cmpuint (gp_property_get_info (p)->kind, ==, k);
          g_assert_true (gp_property_from_nick (k, gp_property_get_info (p)->nick, &found));
          g_assert_cmpuint (found, ==, p);
        }
    }
}

static void
test_every_property_is_whole (void)
{
  for (guint p = 0; p < GP_N_PROPERTIES; p++)
    {
      const GpPropertyInfo *info = gp_property_get_info (p);
      gboolean is_reference = info->type == GP_TYPE_REF || info->type == GP_TYPE_REFS;
      g_autoptr(GError) error = NULL;

      g_assert_cmpstr (info->label, !=, "");
      g_assert_true (g_str_has_suffix (info->meaning, ".") ||
                     g_str_has_suffix (info->meaning, ".”"));
      g_assert_true (is_reference == (info->ref_kinds != 0));
      g_assert_true ((info->type == GP_TYPE_CHOICE) == (info->choices != NULL));
      gp_property_check_value (p, gp_property_get_default (p), &error);
      g_assert_no_error (error);
    }
}

static void
test_every_kind_can_be_reached (void)
{
  for (guint k = 0; k < GP_N_KINDS; k++)
    {
      const GpKindInfo *info = gp_kind_get_info (k);

      g_assert_true ((info->parents == 0) == (k == GP_KIND_DESIGN));
      g_assert_cmpuint (info->n, >, 0);
      if (info->name_scope != GP_NAME_SCOPE_NOTHING)
        g_assert_cmpint (info->name, >=, 0);
    }
}

static void
test_unfit_values_are_refused (void)
{
  static const struct
  {
    GpProperty  property;
    const char *bad;
    const char *good;
  } cases[] = {
    { GP_FIELD_TYPE, "strin", "text" },
    { GP_FIELD_TYPE, "", "uuid" },
    { GP_FIELD_TYPE, "text integer", "vector" },
    { GP_DOMAIN_COLOR, "red", "#12ab0f" },
    { GP_DOMAIN_COLOR, "#12AB0F", "#000000" },
    { GP_ENTITY_RETENTION, "10", "10y" },
    { GP_ENTITY_RETENTION, "y", "0s" },
    { GP_ENTITY_RETENTION, "1 d", "3mo" },
    { GP_DOMAIN_OWNER, "two\nlines", "Front office" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(GpValue) bad = gp_value_text (cases[i].bad);
      g_auto(GpValue) good = gp_value_text (cases[i].good);
      g_auto(GpValue) number = gp_value_int (1);
      g_autoptr(GError) error = NULL;

      g_assert_false (gp_property_check_value (cases[i].property, &bad, &error));
      g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE);
      g_assert_false (gp_property_check_value (cases[i].property, &number, NULL));
      g_assert_true (gp_property_check_value (cases[i].property, &good, NULL));
    }
}

/* Words are for choices that exist, and no two choices of a property read the same. */
static void
test_choices_have_words (void)
{
  for (guint p = 0; p < GP_N_PROPERTIES; p++)
    {
      g_auto(GStrv) choices = gp_property_list_choices (p);
      g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      if (gp_property_get_info (p)->type != GP_TYPE_CHOICE)
        continue;
      for (gsize i = 0; choices[i] != NULL; i++)
        {
          const char *word = gp_property_get_word (p, choices[i]);

          if (p != GP_FLOW_HTTP_METHOD && p != GP_STEP_METHOD)
            g_assert_nonnull (word);
          if (word != NULL)
            g_assert_true (g_hash_table_add (seen, (gpointer) word));
        }
      g_assert_null (gp_property_get_word (p, "no such choice"));
    }
}

static void
test_random_values_fit (void)
{
  g_autoptr(GpDesign) design = gp_random_design (80);

  for (guint p = 0; p < GP_N_PROPERTIES; p++)
    for (int i = 0; i < 20; i++)
      {
        g_auto(GpValue) value = gp_random_value (design, p);
        g_autoptr(GError) error = NULL;

        gp_property_check_value (p, &value, &error);
        g_assert_no_error (error);
      }
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/kind/nicks-are-found-again", test_nicks_are_found_again);
  g_test_add_func ("/model/kind/every-property-is-whole", test_every_property_is_whole);
  g_test_add_func ("/model/kind/every-kind-can-be-reached", test_every_kind_can_be_reached);
  g_test_add_func ("/model/kind/unfit-values-are-refused", test_unfit_values_are_refused);
  g_test_add_func ("/model/kind/choices-have-words", test_choices_have_words);
  g_test_add_func ("/model/kind/random-values-fit", test_random_values_fit);
  return g_test_run ();
}
