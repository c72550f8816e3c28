/* test-yaml.c — YAML and JSON as one tree
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-yaml.h"

#include <string.h>

#include "gp-import.h"
#include "gp-test.h"

static const struct
{
  const char *text;
  const char *json;
} said[] = {
  { "a: 1\nb: [x, 'y', \"z\"]\n", "{\"a\":1,\"b\":[\"x\",\"y\",\"z\"]}" },
  { "a: ~\nb: yes\nc: true\nd: 'true'\ne: 1.0.3\n",
    "{\"a\":null,\"b\":\"yes\",\"c\":true,\"d\":\"true\",\"e\":\"1.0.3\"}" },
  { "a: -1e3\nb: +5\nc: .5\nd: 0x1f\n", "{\"a\":-1e3,\"b\":\"+5\",\"c\":\".5\",\"d\":\"0x1f\"}" },
  { "a: &x [1]\nb: *x\n", "{\"a\":[1],\"b\":[1]}" },
  { "{\"a\": \"\\ud83d\\ude00\\n\", \"b\": [null, false, 1.5]}",
    "{\"a\":\"\xf0\x9f\x98\x80\\n\",\"b\":[null,false,1.5]}" },
};

static void
test_texts_become_values (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (said); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GPtrArray) documents = gp_yaml_parse (said[i].text, strlen (said[i].text), &error);
      g_autofree char *json = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (documents->len, ==, 1);
      json = gp_yaml_to_json (documents->pdata[0]);
      g_assert_cmpstr (json, ==, said[i].json);
    }
}

static void
test_values_know_where_they_stand (void)
{
  static const char *const texts[] = { "a:\n  - b: 1\n  - \xc3\xa4: 2\n",
                                       "{\n\"a\": [{\"b\": 1},\n   {\"\xc3\xa4\": 2}]}" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GPtrArray) documents = gp_yaml_parse (texts[i], strlen (texts[i]), NULL);
      const GpYaml *second = gp_yaml_item (gp_yaml_get (documents->pdata[0], "a"), 1);
      gint64 number;

      g_assert_cmpuint (gp_yaml_only (second)->line, ==, 3);
      g_assert_cmpuint (gp_yaml_only (second)->column, ==, 5);
      g_assert_true (gp_yaml_get_int (gp_yaml_only (second), &number));
      g_assert_cmpint (number, ==, 2);
    }
}

static void
test_there_may_be_several_documents (void)
{
  const char *text = "a: 1\n---\nb: 2\n";
  g_autoptr(GPtrArray) documents = gp_yaml_parse (text, strlen (text), NULL);
  g_autoptr(GPtrArray) none = gp_yaml_parse ("", 0, NULL);

  g_assert_cmpuint (documents->len, ==, 2);
  g_assert_cmpstr (gp_yaml_get_text (documents->pdata[1], "b"), ==, "2");
  g_assert_cmpuint (none->len, ==, 0);
}

static void
refuse (const char *text,
        gsize       length,
        int         code)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_yaml_parse (text, length, &error));
  g_assert_error (error, GP_IMPORT_ERROR, code);
}

/* Nine lists of nine lists… are more than a thousand million values in two hundred bytes. */
static void
test_what_is_too_much_is_refused (void)
{
  g_autoptr(GString) bomb = g_string_new ("a0: &a0 [1,1,1,1,1,1,1,1,1]\n");
  g_autoptr(GString) deep = g_string_new (NULL);
  g_autofree char *large = g_malloc (GP_YAML_MAX_BYTES + 1);

  for (guint i = 1; i < 9; i++)
    g_string_append_printf (bomb, "a%u: &a%u [*a%u,*a%u,*a%u,*a%u,*a%u,*a%u,*a%u,*a%u,*a%u]\n", i,
                            i, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1, i - 1);
  refuse (bomb->str, bomb->len, GP_IMPORT_ERROR_CONTENT);
  for (guint i = 0; i < GP_YAML_MAX_DEPTH + 2; i++)
    g_string_append (deep, "- ");
  refuse (deep->str, deep->len, GP_IMPORT_ERROR_CONTENT);
  g_string_truncate (deep, 0);
  for (guint i = 0; i < GP_YAML_MAX_DEPTH + 2; i++)
    g_string_append_c (deep, '[');
  refuse (deep->str, deep->len, GP_IMPORT_ERROR_CONTENT);
  memset (large, 'x', GP_YAML_MAX_BYTES + 1);
  refuse (large, GP_YAML_MAX_BYTES + 1, GP_IMPORT_ERROR_SIZE);
}

static void
test_bad_texts_are_refused (void)
{
  static const char *const bad[] = {
    "a: [1", "a: 1\na: 2\n", "{\"a\":1,\"a\":2}", "? [x]\n: 1\n", "a: &x [*x]\n", "{\"a\":}",
    "a: \"\\0\"\n", "a: *none\n", "\t- x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    refuse (bad[i], strlen (bad[i]), GP_IMPORT_ERROR_CONTENT);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/data/yaml/texts-become-values", test_texts_become_values);
  g_test_add_func ("/data/yaml/values-know-where-they-stand", test_values_know_where_they_stand);
  g_test_add_func ("/data/yaml/there-may-be-several-documents",
                   test_there_may_be_several_documents);
  g_test_add_func ("/data/yaml/what-is-too-much-is-refused", test_what_is_too_much_is_refused);
  g_test_add_func ("/data/yaml/bad-texts-are-refused", test_bad_texts_are_refused);
  return g_test_run ();
}
