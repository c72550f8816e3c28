/* test-yaml-writer.c — what is written reads back
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-yaml-writer.h"

#include <string.h>

#include "gp-test.h"
#include "gp-yaml.h"

static void
check_text (const char *text)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpYamlWriter *writer = gp_yaml_writer_new (out);
  g_autoptr(GPtrArray) documents = NULL;
  g_autoptr(GError) error = NULL;
  const GpYaml *member;

  gp_yaml_writer_begin (writer);
  gp_yaml_writer_begin_map (writer);
  gp_yaml_writer_member (writer, text, text);
  gp_yaml_writer_end_map (writer);
  gp_yaml_writer_end (writer);
  gp_yaml_writer_free (writer);
  documents = gp_yaml_parse (out->str, out->len, &error);
  g_assert_no_error (error);
  member = gp_yaml_only (documents->pdata[0]);
  g_assert_true (gp_yaml_is (member, GP_YAML_TEXT));
  g_assert_cmpstr (member->text, ==, text);
  g_assert_cmpstr (member->key, ==, text);
}

static void
test_texts_stay_texts (void)
{
  static const char *const texts[] = {
    "plain", "", "true", "No", "~", "1.0.3", "1e3", "2026-01-01", "a: b", "- x", "# no", "'", "\"",
    "two\nlines\n", "  blank ", "\xc3\xa4\xf0\x9f\x98\x80", "{x}", "${ a }", "tab\there", "*x",
    "&x", "!x", "%x", "@x", "trailing\n\n", "\nleading",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    check_text (texts[i]);
}

static void
test_random_texts_stay_texts (void)
{
  static const char letters[] = "ab:-#'\"{}[]&*!|>%@` \n,?0.\\~=<";

  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      int n = g_test_rand_int_range (0, 12);

      for (int i = 0; i < n; i++)
        g_string_append_c (text, letters[g_test_rand_int_range (0, (int) sizeof letters - 1)]);
      check_text (text->str);
    }
}

static void
test_json_becomes_yaml (void)
{
  const char *json = "{\"a\":[1,2.5,null,true,\"x\"],\"b\":{},\"c\":[]}";
  g_autoptr(GString) out = g_string_new (NULL);
  GpYamlWriter *writer = gp_yaml_writer_new (out);
  g_autoptr(GPtrArray) documents = NULL;
  g_autofree char *again = NULL;

  gp_yaml_writer_begin (writer);
  g_assert_false (gp_yaml_writer_json (writer, "{"));
  g_assert_true (gp_yaml_writer_json (writer, json));
  gp_yaml_writer_end (writer);
  gp_yaml_writer_free (writer);
  documents = gp_yaml_parse (out->str, out->len, NULL);
  again = gp_yaml_to_json (documents->pdata[0]);
  g_assert_cmpstr (again, ==, json);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/yaml-writer/texts-stay-texts", test_texts_stay_texts);
  g_test_add_func ("/data/yaml-writer/random-texts-stay-texts", test_random_texts_stay_texts);
  g_test_add_func ("/data/yaml-writer/json-becomes-yaml", test_json_becomes_yaml);
  return g_test_run ();
}
