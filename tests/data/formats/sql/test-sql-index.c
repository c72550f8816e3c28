/* test-sql-index.c — the case files of gp-sql-index.c
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-import-cases.h"

int
main (int argc, char *argv[])
{
  return gp_import_cases_main (argc, argv, "sql-index");
}
