/* bench-store.c — saving, opening and editing a design of 10 000 entities
 * SPDX-License-Identifier: Apache-2.0
 *
 * The peer of the store is SQLite itself: the same rows written and read by plain statements,
 * without a design around them. The peer of the text form is json-glib reading the same text. */
#include "config.h"

#include "gp-bench.h"
#include "gp-json-design.h"
#include "gp-sqlite.h"
#include "gp-store.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>

#define N_ENTITIES 10000
#define N_FIELDS   8
#define N_EDITS    200

typedef struct
{
  char *folder;
  char *path;
  char *raw_path;
  GpDesign *design;
  GpHistory *history;
  char *text;
  gsize length;
} Bench;

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double left = *(const double *) a, right = *(const double *) b;

  return (left > right) - (left < right);
}

static double
median (double *seconds, gsize n)
{
  qsort (seconds, n, sizeof *seconds, compare_doubles);
  return seconds[n / 2];
}

static GpElement *
new_element (GPtrArray *elements, GpKind kind, const GpId *parent, double rank)
{
  GpId id = gp_id_new ();
  GpElement *element = gp_element_new (kind, &id, parent, rank);

  g_ptr_array_add (elements, element);
  return element;
}

static void
add_fields (GPtrArray *elements, GArray *entities, guint i)
{
  static const char *const types[] = {
    "uuid", "text", "text", "integer", "timestamp", "reference"
  };
  const GpId *entity = &g_array_index (entities, GpId, i);

  for (guint k = 0; k < N_FIELDS; k++)
    {
      g_autofree char *name = g_strdup_printf ("field_%u", k);
      const char *type = types[MIN (k, G_N_ELEMENTS (types) - 1)];
      GpElement *field = new_element (elements, GP_KIND_FIELD, entity, k + 1);

      gp_element_set_text (field, GP_FIELD_NAME, name);
      gp_element_set_text (field, GP_FIELD_TYPE, type);
      gp_element_set_bool (field, GP_FIELD_NULLABLE, k % 2);
      if (k == 5 || (k == 6 && i % 5 < 3))
        gp_element_set_ref (field, GP_FIELD_REFERENCE,
                            &g_array_index (entities, GpId, (i * 7919 + k) % N_ENTITIES));
    }
}

static GpDesign *
make_design (void)
{
  GpDesign *design = gp_design_new (NULL, "Bench");
  g_autoptr(GPtrArray)
               elements = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GArray) entities = g_array_new (FALSE, FALSE, sizeof (GpId));
  GpElement *view;

  for (guint i = 0; i < N_ENTITIES; i++)
    {
      g_autofree char *name = g_strdup_printf ("entity_%u", i);
      GpElement *entity = new_element (elements, GP_KIND_ENTITY, gp_design_get_root_id (design),
                                       i + 1);

      gp_element_set_text (entity, GP_ENTITY_NAME, name);
      g_array_append_vals (entities, gp_element_get_id (entity), 1);
    }
  for (guint i = 0; i < N_ENTITIES; i++)
    add_fields (elements, entities, i);

  view = new_element (elements, GP_KIND_VIEW, gp_design_get_root_id (design), N_ENTITIES + 1);
  gp_element_set_text (view, GP_VIEW_NAME, "All");
  for (guint i = 0; i < N_ENTITIES; i++)
    {
      GpElement *placement = new_element (elements, GP_KIND_PLACEMENT, gp_element_get_id (view),
                                          i + 1);

      gp_element_set_ref (placement, GP_PLACEMENT_ELEMENT, &g_array_index (entities, GpId, i));
      gp_element_set (placement, GP_PLACEMENT_AT, gp_value_point (i % 100 * 300, i / 100 * 400));
    }

  if (!gp_design_load (design, elements, NULL))
    g_assert_not_reached ();
  return design;
}

static void
save (gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpStore) store = NULL;

  g_unlink (bench->path);
  store = gp_store_create (bench->path, bench->design, &error);
  g_assert_no_error (error);
}

/* Taking the design down again is no part of opening it, so it is not timed. */
static double
time_open (Bench *bench)
{
  double seconds[9];

  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GpStore) store = gp_store_open (bench->path, 0, &error);
      g_autoptr(GpDesign) design = NULL;

      g_assert_no_error (error);
      design = gp_store_load_design (store, &error);
      g_assert_no_error (error);
      seconds[i] = (g_get_monotonic_time () - start) / 1e6;
    }
  return median (seconds, G_N_ELEMENTS (seconds));
}

/* One statement for each table, executed for each row of ours. */
static void
copy_rows (GpSqlite *from, GpSqlite *to, const char *select, const char *insert, int n)
{
  g_autoptr(GpSqliteStatement) row = gp_sqlite_prepare (from, select, NULL);
  g_autoptr(GpSqliteStatement) into = gp_sqlite_prepare (to, insert, NULL);

  while (gp_sqlite_step (row, NULL) == GP_SQLITE_ROW)
    {
      for (int i = 0; i < n; i++)
        {
          gsize size;
          const void *blob;

          switch (gp_sqlite_column_type (row, i))
            {
            case 1:
              gp_sqlite_bind_int (into, i + 1, gp_sqlite_column_int (row, i));
              break;
            case 2:
              gp_sqlite_bind_double (into, i + 1, gp_sqlite_column_double (row, i));
              break;
            case 3:
              blob = gp_sqlite_column_text (row, i, &size);
              gp_sqlite_bind_text_len (into, i + 1, blob, size);
              break;
            case 4:
              blob = gp_sqlite_column_blob (row, i, &size);
              gp_sqlite_bind_blob (into, i + 1, blob, size);
              break;
            default:
              gp_sqlite_bind_null (into, i + 1);
            }
        }
      gp_sqlite_run (into, NULL);
    }
}

static const struct
{
  const char *create;
  const char *select;
  const char *insert;
  int n;
} tables[] = {
  { "CREATE TABLE element (number INTEGER PRIMARY KEY, id BLOB UNIQUE, kind, parent, rank, name)",
    "SELECT * FROM element", "INSERT INTO element VALUES (?1, ?2, ?3, ?4, ?5, ?6)", 6 },
  { "CREATE TABLE value (element, property, integer, text, x, y, PRIMARY KEY (element, property))"
    " WITHOUT ROWID",
    "SELECT * FROM value", "INSERT INTO value VALUES (?1, ?2, ?3, ?4, ?5, ?6)", 6 },
  { "CREATE TABLE reference (element, property, position, target,"
    " PRIMARY KEY (element, property, position)) WITHOUT ROWID",
    "SELECT * FROM reference", "INSERT INTO reference VALUES (?1, ?2, ?3, ?4)", 4 },
  { "CREATE TABLE placement (element INTEGER PRIMARY KEY, target, x, y, width, height, pinned,"
    " collapsed, hidden)",
    "SELECT * FROM placement", "INSERT INTO placement VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    9 },
};

/* The same rows without a design: read from our file and written to another. */
static void
save_raw (gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr(GpSqlite) from = gp_sqlite_open (bench->path, GP_SQLITE_IMMUTABLE, NULL);
  g_autoptr(GpSqlite) to = NULL;

  g_unlink (bench->raw_path);
  to = gp_sqlite_open (bench->raw_path, GP_SQLITE_CREATE, NULL);
  gp_sqlite_use_wal (to, NULL);
  gp_sqlite_exec (to, "BEGIN", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      gp_sqlite_exec (to, tables[i].create, NULL);
      copy_rows (from, to, tables[i].select, tables[i].insert, tables[i].n);
    }
  gp_sqlite_exec (to, "COMMIT", NULL);
}

static void
open_raw (gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr(GpSqlite) db = gp_sqlite_open (bench->path, GP_SQLITE_IMMUTABLE, NULL);
  gsize bytes = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autoptr(GpSqliteStatement) row = gp_sqlite_prepare (db, tables[i].select, NULL);

      while (gp_sqlite_step (row, NULL) == GP_SQLITE_ROW)
        for (int k = 0; k < tables[i].n; k++)
          bytes += gp_sqlite_column_int (row, k) != 0;
    }
  g_assert_cmpuint (bytes, >, 0);
}

/* Edits as people make them: each is applied, written with its undo record and acknowledged. */
static void
edit (gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr(GPtrArray) entities = gp_design_list (bench->design, GP_KIND_ENTITY);
  static guint round;

  for (guint i = 0; i < N_EDITS; i++)
    {
      const GpElement *entity = entities->pdata[(i * 37 + round) % entities->len];
      g_autofree char *name = g_strdup_printf ("renamed_%u_%u", round, i);
      g_autoptr(GpChangeSet) changes = gp_change_set_new ("Renamed");
      g_autoptr(GError) error = NULL;

      gp_change_set_set (changes, entity, GP_ENTITY_DESCRIPTION, gp_value_text (name));
      gp_history_do (bench->history, changes, &error);
      g_assert_no_error (error);
    }
  round++;
}

static void
edit_raw (gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr(GpSqlite) db = gp_sqlite_open (bench->raw_path, GP_SQLITE_READ_WRITE, NULL);

  gp_sqlite_use_wal (db, NULL);
  for (guint i = 0; i < N_EDITS; i++)
    {
      g_autoptr(GpSqliteStatement)
                   update = gp_sqlite_prepare (db, "UPDATE element SET name = ?2 WHERE number = ?1",
                                               NULL);

      gp_sqlite_bind_int (update, 1, i * 37);
      gp_sqlite_bind_text (update, 2, "renamed");
      gp_sqlite_run (update, NULL);
    }
}

static void
move_all (gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr(GPtrArray) placements = gp_design_list (bench->design, GP_KIND_PLACEMENT);
  g_autoptr(GpChangeSet) changes = gp_change_set_new ("Tidied");
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < placements->len; i++)
    {
      const GpPoint *at = gp_element_get_point (placements->pdata[i], GP_PLACEMENT_AT);

      gp_change_set_set (changes, placements->pdata[i], GP_PLACEMENT_AT,
                         gp_value_point (at->x + 10, at->y));
    }
  gp_history_do (bench->history, changes, &error);
  g_assert_no_error (error);
}

static void
write_text (gpointer user_data)
{
  Bench *bench = user_data;

  g_free (bench->text);
  bench->text = gp_json_design_to_text (bench->design, &bench->length);
}

static double
time_read_text (Bench *bench)
{
  double seconds[5];

  for (gsize i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      gint64 start = g_get_monotonic_time ();
      g_autoptr(GError) error = NULL;
      g_autoptr(GpDesign) design = gp_json_design_from_text (bench->text, bench->length, &error);

      g_assert_no_error (error);
      seconds[i] = (g_get_monotonic_time () - start) / 1e6;
    }
  return median (seconds, G_N_ELEMENTS (seconds));
}

static void
read_text_json_glib (gpointer user_data)
{
  Bench *bench = user_data;
  g_autoptr(JsonParser) parser = json_parser_new_immutable ();

  json_parser_load_from_data (parser, bench->text, bench->length, NULL);
}

static void
bench_store (Bench *bench)
{
  double saved = gp_bench_median (5, save, bench);
  double saved_raw = gp_bench_median (5, save_raw, bench);
  double opened = time_open (bench);
  double opened_raw = gp_bench_median (9, open_raw, bench);
  g_autoptr(GpStore) store = gp_store_open (bench->path, 0, NULL);
  GStatBuf at;

  gp_bench_report ("store: memory with one design and the one being read", gp_bench_peak_memory (),
                   "MB", NULL, 0);
  g_clear_object (&bench->design);
  bench->design = gp_store_load_design (store, NULL);
  bench->history = gp_history_new (bench->design);
  gp_store_attach (store, bench->history, NULL);

  gp_bench_report ("store: save 10 000 entities, 80 000 fields", saved * 1e3, "ms", "plain SQLite",
                   saved_raw * 1e3);
  gp_bench_report ("store: open 10 000 entities, 80 000 fields", opened * 1e3, "ms", "plain SQLite",
                   opened_raw * 1e3);
  gp_bench_report ("store: one edit", gp_bench_median (9, edit, bench) * 1e3 / N_EDITS, "ms",
                   "plain UPDATE", gp_bench_median (9, edit_raw, bench) * 1e3 / N_EDITS);
  gp_bench_report ("store: move 10 000 cards", gp_bench_median (5, move_all, bench) * 1e3, "ms",
                   NULL, 0);
  g_stat (bench->path, &at);
  gp_bench_report ("store: file", at.st_size / 1e6, "MB", NULL, 0);
  g_clear_object (&bench->history);
}

static void
bench_text (Bench *bench)
{
  double written = gp_bench_median (5, write_text, bench);
  double read = time_read_text (bench);

  gp_bench_report ("text: write 10 000 entities, 80 000 fields", written * 1e3, "ms", NULL, 0);
  gp_bench_report ("text: read them", read * 1e3, "ms", "json-glib, to its tree",
                   gp_bench_median (3, read_text_json_glib, bench) * 1e3);
  gp_bench_report ("text: file", bench->length / 1e6, "MB", NULL, 0);
}

int
main (void)
{
  Bench bench = { 0 };

  bench.folder = g_dir_make_tmp ("gp-bench-XXXXXX", NULL);
  g_assert_nonnull (bench.folder);
  bench.path = g_build_filename (bench.folder, "bench.gplan", NULL);
  bench.raw_path = g_build_filename (bench.folder, "raw.db", NULL);
  bench.design = make_design ();

  bench_store (&bench);
  bench_text (&bench);

  g_unlink (bench.path);
  g_unlink (bench.raw_path);
  g_rmdir (bench.folder);
  g_object_unref (bench.design);
  g_free (bench.text);
  g_free (bench.raw_path);
  g_free (bench.path);
  g_free (bench.folder);
  return 0;
}
