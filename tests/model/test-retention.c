/* test-retention.c — how long records are kept, and since when that is counted
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-retention.h"

#include "gp-test-design.h"
#include "gp-test.h"

#define SECOND ((gint64) G_USEC_PER_SEC)
#define DAY    (24 * 3600 * SECOND)

static gint64
at (const char *text)
{
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  return g_date_time_to_unix (time) * SECOND;
}

static GpRetention
parse (const char *text)
{
  GpRetention retention = { 0, 0 };

  g_assert_true (gp_retention_parse (text, &retention));

  return retention;
}

static void
test_parse (void)
{
  static const char *const bad[] = { "", "d", "0d", "0y", "90", "-1d", "90 d", "1001y", "13000mo",
                                     "999999999999d", "P90D", "90D" };
  GpRetention retention = { 7, 7 };

  g_assert_false (gp_retention_parse (NULL, &retention));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (gp_retention_parse (bad[i], &retention));
  g_assert_cmpint (retention.months, ==, 7);

  g_assert_cmpint (parse ("90d").microseconds, ==, 90 * DAY);
  g_assert_cmpint (parse ("2w").microseconds, ==, 14 * DAY);
  g_assert_cmpint (parse ("1500ms").microseconds, ==, 1500000);
  g_assert_cmpint (parse ("1000y").months, ==, 12000);
  g_assert_cmpint (parse ("3mo").months, ==, 3);
  g_assert_cmpint (parse ("3mo").microseconds, ==, 0);
}

/* Never a day before the calendar says so: ten years have two or three days more than 3650. */
static void
test_end (void)
{
  static const struct
  {
    const char *length;
    const char *now;
    const char *end;
  } cases[] = {
    { "90d", "2026-11-22T15:00:00Z", "2026-08-24T15:00:00Z" },
    { "36h", "2026-01-01T06:00:00Z", "2025-12-30T18:00:00Z" },
    { "10y", "2026-11-22T15:00:00Z", "2016-11-22T15:00:00Z" },
    { "1y", "2025-02-28T12:00:00Z", "2024-02-28T12:00:00Z" },
    { "1y", "2024-02-29T12:00:00Z", "2023-02-28T12:00:00Z" },
    { "1mo", "2026-03-31T12:00:00Z", "2026-02-28T12:00:00Z" },
    { "1mo", "2026-03-01T00:00:00Z", "2026-02-01T00:00:00Z" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GpRetention retention = parse (cases[i].length);

      g_assert_cmpint (gp_retention_get_end (&retention, at (cases[i].now)), ==,
                       at (cases[i].end));
    }
}

/* Before the first year there is nothing. */
static void
test_end_of_time (void)
{
  GpRetention retention = parse ("1000y");

  g_assert_cmpint (gp_retention_get_end (&retention, at ("0900-01-01T00:00:00Z")), ==,
                   G_MININT64);
}

/* Time goes on: what is over at some moment is over at each later one. */
static void
test_end_grows (void)
{
  static const char *const lengths[] = { "1s", "90d", "1mo", "5mo", "1y", "10y" };

  for (guint i = 0; i < 2000; i++)
    {
      GpRetention retention = parse (lengths[g_test_rand_int_range (0, 6)]);
      gint64 now = (gint64) g_test_rand_int () * SECOND;
      gint64 later = now + g_test_rand_int_range (0, 100 * 24 * 3600) * SECOND;

      g_assert_cmpint (gp_retention_get_end (&retention, now), <=,
                       gp_retention_get_end (&retention, later));
    }
}

static void
test_shorter (void)
{
  static const struct
  {
    const char *one;
    const char *other;
    gboolean    shorter;
  } cases[] = {
    { "30d", "90d", TRUE }, { "90d", "30d", FALSE }, { "90d", "90d", FALSE },
    { "1y", "12mo", FALSE }, { "12mo", "1y", FALSE }, { "11mo", "1y", TRUE },
    { "1y", "365d", FALSE }, { "1y", "366d", TRUE }, { "365d", "1y", TRUE },
    { "366d", "1y", FALSE }, { "4w", "1mo", TRUE }, { "1mo", "4w", FALSE },
    { "31d", "1mo", FALSE }, { "3650d", "10y", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GpRetention one = parse (cases[i].one), other = parse (cases[i].other);

      g_assert_cmpint (gp_retention_is_shorter (&one, &other), ==, cases[i].shorter);
    }
}

/* --- since when ------------------------------------------------------------------------------- */

static GpId
add_time (GpDesign   *design,
          const GpId *entity,
          const char *name,
          const char *type,
          const char *initial)
{
  GpId field = gp_test_add_field (design, entity, name, type);

  gp_test_set_text (design, &field, GP_FIELD_DEFAULT, initial);

  return field;
}

static GpRetentionState
look (GpDesign    *design,
      const GpId  *entity,
      const char **out_name)
{
  GpRetention retention;
  const GpElement *field = NULL;
  GpRetentionState state = gp_retention_look (design, gp_design_lookup (design, entity),
                                              &retention, &field);

  if (out_name != NULL)
    *out_name = field != NULL ? gp_element_get_name (field) : NULL;

  return state;
}

static void
test_what_counts (void)
{
  static const struct
  {
    const char *type;
    const char *initial;
    gboolean    counts;
  } cases[] = {
    { "timestamp", "now()", TRUE }, { "timestamp", "NOW()", TRUE },
    { "timestamp", "(now())", FALSE },
    { "timestamp", "now()::timestamp", TRUE }, { "timestamp", "CURRENT_TIMESTAMP", TRUE },
    { "timestamp", "(current_timestamp)", TRUE }, { "date", "current_date", TRUE },
    { "date", "now()", TRUE }, { "timestamp", "'2026-01-01T00:00:00Z'", FALSE },
    { "timestamp", "'now()'::text", FALSE }, { "timestamp", "now() + interval '1 day'", FALSE },
    { "text", "now()", FALSE }, { "time", "now()", FALSE }, { "integer", "now()", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GpDesign) design = gp_design_new (NULL, "Kept");
      GpId entity = gp_test_add_entity (design, "reading");

      gp_test_set_text (design, &entity, GP_ENTITY_RETENTION, "90d");
      add_time (design, &entity, "at", cases[i].type, cases[i].initial);
      g_assert_cmpint (look (design, &entity, NULL), ==,
                       cases[i].counts ? GP_RETENTION_COUNTED : GP_RETENTION_NO_FIELD);
    }
}

static void
test_a_field_that_may_be_empty_does_not (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Kept");
  GpId entity = gp_test_add_entity (design, "reading");
  GpId field = add_time (design, &entity, "created_at", "timestamp", "now()");

  g_assert_cmpint (look (design, &entity, NULL), ==, GP_RETENTION_NONE);
  gp_test_set_text (design, &entity, GP_ENTITY_RETENTION, "90d");
  g_assert_cmpint (look (design, &entity, NULL), ==, GP_RETENTION_COUNTED);
  gp_test_set_bool (design, &field, GP_FIELD_NULLABLE, TRUE);
  g_assert_cmpint (look (design, &entity, NULL), ==, GP_RETENTION_NO_FIELD);
}

/* One that is called so; where two are, or none is, nobody guesses. */
static void
test_several (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Kept");
  GpId entity = gp_test_add_entity (design, "reading");
  GpId field, other;
  const char *name;

  gp_test_set_text (design, &entity, GP_ENTITY_RETENTION, "90d");
  add_time (design, &entity, "updated_at", "timestamp", "now()");
  g_assert_cmpint (look (design, &entity, &name), ==, GP_RETENTION_COUNTED);
  g_assert_cmpstr (name, ==, "updated_at");
  field = add_time (design, &entity, "taken", "timestamp", "now()");
  g_assert_cmpint (look (design, &entity, &name), ==, GP_RETENTION_SEVERAL);
  g_assert_null (name);
  gp_test_set_text (design, &field, GP_FIELD_NAME, "createdAt");
  g_assert_cmpint (look (design, &entity, &name), ==, GP_RETENTION_COUNTED);
  g_assert_cmpstr (name, ==, "createdAt");
  other = add_time (design, &entity, "date_created", "date", "current_date");
  g_assert_cmpint (look (design, &entity, &name), ==, GP_RETENTION_SEVERAL);
  gp_test_set_text (design, &other, GP_FIELD_DEFAULT, NULL);
  g_assert_cmpint (look (design, &entity, &name), ==, GP_RETENTION_COUNTED);
}

static void
test_entities_that_cannot (void)
{
  g_autoptr(GpDesign) design = gp_design_new (NULL, "Kept");
  GpId entity = gp_test_add_entity (design, "reading");

  add_time (design, &entity, "created_at", "timestamp", "now()");
  gp_test_set_text (design, &entity, GP_ENTITY_RETENTION, "0d");
  g_assert_cmpint (look (design, &entity, NULL), ==, GP_RETENTION_NO_LENGTH);
  gp_test_set_text (design, &entity, GP_ENTITY_RETENTION, "90d");
  gp_test_set_bool (design, &entity, GP_ENTITY_READ_ONLY, TRUE);
  g_assert_cmpint (look (design, &entity, NULL), ==, GP_RETENTION_NO_TABLE);
  gp_test_set_bool (design, &entity, GP_ENTITY_READ_ONLY, FALSE);
  gp_test_set_bool (design, &entity, GP_ENTITY_EXTERNAL, TRUE);
  g_assert_cmpint (look (design, &entity, NULL), ==, GP_RETENTION_NO_TABLE);
  gp_test_set_bool (design, &entity, GP_ENTITY_EXTERNAL, FALSE);
  gp_test_set_refs (design, &entity, GP_ENTITY_PRIMARY_KEY, NULL, 0);
  g_assert_cmpint (look (design, &entity, NULL), ==, GP_RETENTION_NO_KEY);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  g_test_add_func ("/model/retention/parse", test_parse);
  g_test_add_func ("/model/retention/end", test_end);
  g_test_add_func ("/model/retention/end-of-time", test_end_of_time);
  g_test_add_func ("/model/retention/end-grows", test_end_grows);
  g_test_add_func ("/model/retention/shorter", test_shorter);
  g_test_add_func ("/model/retention/what-counts", test_what_counts);
  g_test_add_func ("/model/retention/a-field-that-may-be-empty-does-not",
                   test_a_field_that_may_be_empty_does_not);
  g_test_add_func ("/model/retention/several", test_several);
  g_test_add_func ("/model/retention/entities-that-cannot", test_entities_that_cannot);

  return g_test_run ();
}
