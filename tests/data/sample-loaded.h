/* sample-loaded.h — a sample as a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-design.h"
#include "gp-sample.h"

/* (transfer full): the sample that is called @name. */
static inline GpDesign *
load_sample (const char *name)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = gp_sample_dup_path (name, &error);
  g_autofree char *text = NULL;
  GpDesign *design;
  gsize length;

  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  design = gp_json_design_from_text (text, length, &error);
  g_assert_no_error (error);
  return design;
}
