/* gp-cli-test.h — the two ways to run the tests of a design
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-cli.h"

G_BEGIN_DECLS

/** gp_cli_test_on: on the backend @where, as gp_access_probe() takes it, and says what differs. */
GpCliStatus gp_cli_test_on (GpDesign *design, const char *where, gboolean json);

G_END_DECLS
