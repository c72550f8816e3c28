/* test-event-log.c — what is noted in a transaction goes where that goes
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"
#include "gp-event-log.h"
#include "gp-expr-json.h"
#include "gp-test.h"

typedef struct
{
  GpSqlite   *sqlite;
  GpEventLog *log;
  GpTable     table;
  guint       woken;
} Fixture;

static void
woken_cb (gpointer user_data)
{
  (*(guint *) user_data)++;
}

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  self->sqlite = gp_sqlite_open (":memory:", GP_SQLITE_CREATE, NULL);
  self->log = gp_event_log_new (self->sqlite, 100);
  self->table.id = gp_id_new ();
  gp_event_log_set_waker (self->log, woken_cb, &self->woken);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  gp_event_log_free (self->log);
  gp_sqlite_free (self->sqlite);
}

static void
note (Fixture *self,
      gint64   key)
{
  g_autoptr(GArray) cells = gp_cells_new ();
  g_autoptr(GError) error = NULL;
  GpCell cell = gp_cell_int (key);

  g_array_append_val (cells, cell);
  gp_event_log_note (self->log, GP_EVENT_UPDATED, &self->table, cells, NULL, 1, &error);
  g_assert_no_error (error);
}

static void
exec (Fixture    *self,
      const char *sql)
{
  g_autoptr(GError) error = NULL;

  gp_sqlite_exec (self->sqlite, sql, &error);
  g_assert_no_error (error);
}

static gint64
get_key (Fixture *self,
         guint64  number)
{
  return g_array_index (gp_event_log_get (self->log, number)->key, GpCell, 0).integer;
}

/* Random transactions, whose savepoints are kept or taken back, against a list of what remains. */
static void
test_random (Fixture       *self,
             gconstpointer  unused)
{
  g_autoptr(GArray) kept = g_array_new (FALSE, FALSE, sizeof (gint64));
  guint64 seen = gp_event_log_get_first (self->log);
  gint64 key = 0;

  for (guint i = 0; i < 300; i++)
    {
      guint before = kept->len, n_parts = (guint) g_test_rand_int_range (0, 5);

      exec (self, "BEGIN");
      for (guint k = 0; k < n_parts; k++)
        {
          guint mark = kept->len;

          exec (self, "SAVEPOINT part");
          for (int n = g_test_rand_int_range (0, 4); n > 0; n--)
            {
              note (self, ++key);
              g_array_append_val (kept, key);
            }
          if (g_test_rand_bit ())
            {
              exec (self, "ROLLBACK TO part");
              g_array_set_size (kept, mark);
            }
          exec (self, "RELEASE part");
        }
      if (g_test_rand_int_range (0, 4) == 0)
        {
          exec (self, "ROLLBACK");
          g_array_set_size (kept, before);
        }
      else
        exec (self, "COMMIT");
      gp_event_log_settle (self->log);
      for (guint k = before; k < kept->len; k++, seen++)
        g_assert_cmpint (get_key (self, seen), ==, g_array_index (kept, gint64, k));
      g_assert_cmpuint (gp_event_log_get_end (self->log), ==, seen);
    }
}

static void
test_the_oldest_are_forgotten (Fixture       *self,
                               gconstpointer  unused)
{
  g_autoptr(GpExprValue) body = gp_expr_value_from_json ("{\"type\":\"paid\"}", -1, NULL);
  const GpRunNews news = { .kind = GP_RUN_NEWS_EVENT, .body = body };
  g_autofree char *first = NULL;
  guint64 number = 0;

  for (gint64 i = 1; i <= 100; i++)
    note (self, i);
  g_assert_cmpuint (self->woken, ==, 0);
  gp_event_log_settle (self->log);
  g_assert_cmpuint (self->woken, ==, 1);
  first = g_strdup (gp_event_log_get (self->log, 1)->id);
  g_assert_true (gp_event_log_find (self->log, first, &number));
  g_assert_cmpuint (number, ==, 1);
  gp_event_log_add (self->log, &news);
  g_assert_cmpuint (self->woken, ==, 2);
  g_assert_false (gp_event_log_find (self->log, first, &number));
  g_assert_cmpuint (gp_event_log_get_first (self->log), ==, 2);
  g_assert_cmpint (gp_event_log_get (self->log, 101)->kind, ==, GP_EVENT_SENT);
  g_assert_cmpint (get_key (self, 100), ==, 100);
}

/* However large each is. */
static void
test_memory_is_bounded (Fixture       *self,
                        gconstpointer  unused)
{
  g_autofree char *large = g_strnfill (1024 * 1024, 'x');

  for (guint i = 0; i < 20; i++)
    {
      g_autoptr(GArray) cells = gp_cells_new ();
      GpCell cell = gp_cell_take_text (g_strdup (large));

      g_array_append_val (cells, cell);
      g_assert_true (gp_event_log_note (self->log, GP_EVENT_DELETED, &self->table, cells, NULL, 1,
                                        NULL));
      gp_event_log_settle (self->log);
    }
  g_assert_cmpuint (gp_event_log_get_end (self->log), ==, 21);
  g_assert_cmpuint (gp_event_log_get_first (self->log), >, 13);
}

#define ADD(name, func) \
  g_test_add ("/event-log/" name, Fixture, NULL, set_up, func, tear_down)

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

  ADD ("random", test_random);
  ADD ("the-oldest-are-forgotten", test_the_oldest_are_forgotten);
  ADD ("memory-is-bounded", test_memory_is_bounded);

  return g_test_run ();
}
