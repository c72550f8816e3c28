/* test-directus-target.c — deploying to a Directus over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-directus-target.h"
#include "gp-test.h"

#include "remote-target.h"

int
main (int    argc,
      char **argv)
{
  static const Remote remote = { "directus", gp_directus_target_new, gp_test_directus_new,
                                 gp_test_directus_hold };

  gp_test_init (&argc, &argv);
  return remote_run (&remote);
}
