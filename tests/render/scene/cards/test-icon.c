/* test-icon.c — every icon is a path on its square
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-icon.h"
#include "gp-test.h"

#include <string.h>

typedef struct
{
  guint    steps;
  gboolean outside;
} Seen;

static void
see (char          op,
     const double *numbers,
     gpointer      user_data)
{
  Seen *seen = user_data;
  guint n = op == 'C' ? 6 : op == 'M' || op == 'L' || op == 'O' ? 2 : 0;

  g_assert_nonnull (strchr ("MLCZO", op));
  seen->steps++;
  for (guint i = 0; i < n; i++)
    seen->outside |= numbers[i] < 0 || numbers[i] > GP_ICON_SIZE;
}

static void
test_every_icon_is_drawn_on_its_square (void)
{
  for (guint i = GP_ICON_NONE + 1; i < GP_N_ICONS; i++)
    {
      Seen seen = { 0 };

      gp_icon_walk (i, see, &seen);
      g_assert_cmpuint (seen.steps, >, 1);
      g_assert_false (seen.outside);
      g_assert_cmpstr (gp_icon_get_name (i), !=, "");
    }
}

static void
test_svg_has_numbers_apart (void)
{
  g_autofree char *path = gp_icon_dup_svg (GP_ICON_PLUS);
  g_autofree char *ring = gp_icon_dup_svg (GP_ICON_CLOCK);

  g_assert_cmpstr (path, ==, "M8 3L8 13M3 8L13 8");
  g_assert_true (g_str_has_prefix (ring, "M2 8a6 6 0 1 0 12 0a6 6 0 1 0-12 0"));
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/render/icon/every-icon-is-drawn-on-its-square",
                   test_every_icon_is_drawn_on_its_square);
  g_test_add_func ("/render/icon/svg-has-numbers-apart", test_svg_has_numbers_apart);

  return g_test_run ();
}
