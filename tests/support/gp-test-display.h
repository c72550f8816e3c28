/* gp-test-display.h — the start of tests that show widgets
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gp_test_init_display: gp_test_init(), GTK and libadwaita; animations are off
 *
 * Without a display the whole program is skipped and ends here, unless GP_REQUIRE_DISPLAY is 1:
 * then it fails.
 */
void gp_test_init_display (int *argc, char ***argv);

G_END_DECLS
