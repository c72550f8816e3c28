/* test-default.c — defaults as people and PostgreSQL write them
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-default.h"

#include "gp-test.h"

static void
assert_default (GpCellType     type,
                const char    *code,
                GpDefaultKind  kind,
                const char    *text)
{
  GpCellFormat format = { .type = type };
  GpDefault parsed = gp_default_parse (&format, code);
  g_autofree char *printed = gp_cell_print (&format, &parsed.cell);

  if (parsed.kind != kind || g_strcmp0 (printed, text) != 0)
    g_error ("%s gives kind %d, %s", code, parsed.kind, printed);
  gp_default_clear (&parsed);
}

static void
test_kinds (void)
{
  assert_default (GP_CELL_TYPE_TEXT, NULL, GP_DEFAULT_NONE, NULL);
  assert_default (GP_CELL_TYPE_TEXT, "'open'", GP_DEFAULT_CELL, "open");
  assert_default (GP_CELL_TYPE_TEXT, "'it''s'::text", GP_DEFAULT_CELL, "it's");
  assert_default (GP_CELL_TYPE_TEXT, "('x'::character varying)", GP_DEFAULT_CELL, "x");
  assert_default (GP_CELL_TYPE_TEXT, "open", GP_DEFAULT_CELL, "open");
  assert_default (GP_CELL_TYPE_TEXT, "current_user()", GP_DEFAULT_UNKNOWN, NULL);
  assert_default (GP_CELL_TYPE_TEXT, "NULL::text", GP_DEFAULT_CELL, NULL);
  assert_default (GP_CELL_TYPE_INTEGER, "0", GP_DEFAULT_CELL, "0");
  assert_default (GP_CELL_TYPE_INTEGER, "'-1'::integer", GP_DEFAULT_CELL, "-1");
  assert_default (GP_CELL_TYPE_INTEGER, "1 + 1", GP_DEFAULT_UNKNOWN, NULL);
  assert_default (GP_CELL_TYPE_BOOLEAN, "true", GP_DEFAULT_CELL, "true");
  assert_default (GP_CELL_TYPE_DECIMAL, "4.990", GP_DEFAULT_CELL, "4.99");
  assert_default (GP_CELL_TYPE_TIMESTAMP, "now()", GP_DEFAULT_NOW, NULL);
  assert_default (GP_CELL_TYPE_TIMESTAMP, "CURRENT_TIMESTAMP", GP_DEFAULT_NOW, NULL);
  assert_default (GP_CELL_TYPE_DATE, "('now'::text)::date", GP_DEFAULT_UNKNOWN, NULL);
  assert_default (GP_CELL_TYPE_DATE, "CURRENT_DATE", GP_DEFAULT_TODAY, NULL);
  assert_default (GP_CELL_TYPE_UUID, "gen_random_uuid()", GP_DEFAULT_UUID, NULL);
  assert_default (GP_CELL_TYPE_UUID, "now()", GP_DEFAULT_UNKNOWN, NULL);
}

static void
test_values (void)
{
  GpCellFormat uuid = { .type = GP_CELL_TYPE_UUID };
  GpCellFormat date = { .type = GP_CELL_TYPE_DATE };
  GpDefault fresh = { .kind = GP_DEFAULT_UUID };
  GpDefault today = { .kind = GP_DEFAULT_TODAY };
  g_auto(GpCell) first = gp_default_make (&fresh, &uuid, 0);
  g_auto(GpCell) second = gp_default_make (&fresh, &uuid, 0);
  g_auto(GpCell) day = gp_default_make (&today, &date, G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC);

  g_assert_false (gp_cell_equal (&first, &second));
  g_assert_cmpstr (day.bytes, ==, "1970-01-02");
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/default/kinds", test_kinds);
  g_test_add_func ("/default/values", test_values);

  return g_test_run ();
}
