/* fuzz-sql.c — any bytes as PostgreSQL's DDL
 * SPDX-License-Identifier: Apache-2.0
 *
 * What an import makes of them is a design that can be written and read again, and every finding
 * has a place inside the text. */

#include "config.h"

#include "gp-finding.h"
#include "gp-import.h"
#include "gp-json-design.h"

int LLVMFuzzerTestOneInput (const unsigned char *data, gsize size);

int
LLVMFuzzerTestOneInput (const unsigned char *data,
                        gsize                size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpDesign) again = NULL;
  g_autofree char *written = NULL;
  gsize length;

  design = gp_import_text (text, size, "sql-postgresql", "fuzz.sql", NULL, &findings, NULL, &error);
  g_assert ((design == NULL) == (error != NULL));
  if (design == NULL)
    return 0;

  written = gp_json_design_to_text (design, &length);
  again = gp_json_design_from_text (written, length, &error);
  g_assert_no_error (error);
  g_assert_true (gp_design_equal (design, again));

  return 0;
}
