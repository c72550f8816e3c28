/* fuzz-json.c — any bytes as a design, as a change set and as a value in JSON
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is accepted has one canonical text, which gives the same text again. */

#include "config.h"

#include "gp-json-change-set.h"
#include "gp-json-design.h"
#include "gp-json-value.h"

int LLVMFuzzerTestOneInput (const unsigned char *data, gsize size);

static void
read_design (const char *text,
             gsize       length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = gp_json_design_from_text (text, length, &error);
  g_autoptr(GpDesign) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize n;

  g_assert ((design == NULL) == (error != NULL));
  if (design == NULL)
    return;

  first = gp_json_design_to_text (design, &n);
  again = gp_json_design_from_text (first, n, &error);
  g_assert_no_error (error);
  g_assert_true (gp_design_equal (design, again));
  second = gp_json_design_to_text (again, NULL);
  g_assert_cmpstr (first, ==, second);
}

static void
read_changes (const char *text,
              gsize       length)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) changes = gp_json_change_set_from_text (text, length, &error);
  g_autoptr(GpChangeSet) again = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  gsize n;

  g_assert ((changes == NULL) == (error != NULL));
  if (changes == NULL)
    return;

  first = gp_json_change_set_to_text (changes, GP_JSON_COMPACT, &n);
  again = gp_json_change_set_from_text (first, n, &error);
  g_assert_no_error (error);
  second = gp_json_change_set_to_text (again, GP_JSON_COMPACT, NULL);
  g_assert_cmpstr (first, ==, second);
}

static void
read_value (const char *text)
{
  g_autofree char *compact = gp_json_value_compact (text, NULL);
  g_autofree char *pretty = NULL;
  g_autofree char *again = NULL;

  if (compact == NULL)
    return;

  pretty = gp_json_value_pretty (text, NULL);
  again = gp_json_value_compact (pretty, NULL);
  g_assert_cmpstr (compact, ==, again);
}

int
LLVMFuzzerTestOneInput (const unsigned char *data,
                        gsize                size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  gp_json_design_is_text ((const char *) data, size);
  read_design ((const char *) data, size);
  read_changes ((const char *) data, size);
  read_value (text);

  return 0;
}
