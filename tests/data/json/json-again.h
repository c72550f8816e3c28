/* json-again.h — designs that are written and read again
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-design.h"
#include "gp-random.h"

#include <string.h>

static inline GpDesign *
read_again (const char *text, gsize length)
{
  g_autoptr(GError) error = NULL;
  GpDesign *design = gp_json_design_from_text (text, length, &error);

  g_assert_no_error (error);
  return design;
}

/* Design to text to design to text: both are what they were. */
static inline void
assert_round_trip (GpDesign *design)
{
  gsize length, length_again;
  g_autofree char *text = gp_json_design_to_text (design, &length);
  g_autoptr(GpDesign) again = read_again (text, length);
  g_autofree char *text_again = gp_json_design_to_text (again, &length_again);

  gp_assert_design_equal (design, again);
  g_assert_cmpmem (text, length, text_again, length_again);
  g_assert_cmpuint (strlen (text), ==, length);
}
