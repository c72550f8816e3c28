/* gp-test-display.c
 * SPDX-License-Identifier: Apache-2.0 */

#define G_LOG_DOMAIN "gp-test-display"

#include "config.h"

#include "gp-test-display.h"

#include "gp-test.h"

#include <adwaita.h>
#include <stdlib.h>

void
gp_test_init_display (int *argc, char ***argv)
{
  gp_test_init (argc, argv);

  if (!gtk_init_check ())
    {
      if (g_strcmp0 (g_getenv ("GP_REQUIRE_DISPLAY"), "1") == 0)
        {
          g_printerr ("There is no display, and GP_REQUIRE_DISPLAY asks for one.\n");
          exit (EXIT_FAILURE);
        }
      g_print ("1..0 # SKIP no display\n");
      exit (EXIT_SUCCESS);
    }

  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
}
