/* test-pocketbase-target.c — deploying to a PocketBase over HTTP
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-pocketbase-target.h"

#include "gp-test-pocketbase.h"
#include "gp-test.h"
#include "remote-target.h"

int
main (int    argc,
      char **argv)
{
  static const Remote remote = { "pocketbase", gp_pocketbase_target_new, gp_test_pocketbase_new,
                                 gp_test_pocketbase_hold };

  gp_test_init (&argc, &argv);
  return remote_run (&remote);
}
