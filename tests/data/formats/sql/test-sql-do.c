/* test-sql-do.c — the case files of gp-sql-do.c
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-import-cases.h"

int
main (int argc, char *argv[])
{
  return gp_import_cases_main (argc, argv, "sql-do");
}
