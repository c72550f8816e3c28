/* fuzz-flows.c — any bytes as flows of other programs
 * SPDX-License-Identifier: Apache-2.0
 *
 * The first byte chooses the format. What an import makes of the rest is a design that can be
 * written and read again, and that every export of flows writes. */

#include "config.h"

#include "gp-export.h"
#include "gp-finding.h"
#include "gp-import.h"
#include "gp-json-design.h"

int LLVMFuzzerTestOneInput (const unsigned char *data, gsize size);

int
LLVMFuzzerTestOneInput (const unsigned char *data,
                        gsize                size)
{
  static const char *const formats[] = { "serverless-workflow", "directus-flows", "n8n" };
  static const char *const exports[] = { "serverless-workflow", "directus-flows", "openapi",
                                         "asyncapi" };
  g_autofree char *text = size > 0 ? g_strndup ((const char *) data + 1, size - 1) : NULL;
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpDesign) again = NULL;
  g_autofree char *written = NULL;
  gsize length;

  if (text == NULL)
    return 0;
  design = gp_import_text (text, size - 1, formats[data[0] % G_N_ELEMENTS (formats)], "fuzz", NULL,
                           &findings, NULL, &error);
  g_assert ((design == NULL) == (error != NULL));
  if (design == NULL)
    return 0;

  written = gp_json_design_to_text (design, &length);
  again = gp_json_design_from_text (written, length, &error);
  g_assert_no_error (error);
  g_assert_true (gp_design_equal (design, again));
  for (gsize i = 0; i < G_N_ELEMENTS (exports); i++)
    {
      g_autoptr(GString) out = g_string_new (NULL);

      g_assert_true (gp_export (design, exports[i], out, NULL, NULL));
    }
  return 0;
}
