/* bench-import.c — reading schemas, against what libpg_query itself needs for the same file
 * SPDX-License-Identifier: Apache-2.0
 *
 * The peer is libpg_query's split, parse and unpack of the whole file on one thread, in the same
 * run: an import cannot do without that work. */

#include "config.h"

#include <pg_query.h>
#include <pg_query/pg_query.pb-c.h>
#include <string.h>

#include "gp-bench.h"
#include "gp-import.h"

typedef struct
{
  const char *name;
  char       *text;
  char       *plain;     /* without psql's lines and COPY's data */
  gsize       length;
  guint       n_parsed;
} Bench;

static void
import_once (gpointer data)
{
  Bench *bench = data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = gp_import_text (bench->text, bench->length, "sql-postgresql",
                                               bench->name, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
}

static void
parse_once (gpointer data)
{
  Bench *bench = data;
  PgQuerySplitResult split = pg_query_split_with_scanner (bench->plain);

  bench->n_parsed = 0;
  for (int i = 0; i < split.n_stmts; i++)
    {
      g_autofree char *statement = g_strndup (bench->plain + split.stmts[i]->stmt_location,
                                              split.stmts[i]->stmt_len);
      PgQueryProtobufParseResult parsed = pg_query_parse_protobuf (statement);

      if (parsed.error == NULL)
        {
          pg_query__parse_result__free_unpacked (
            pg_query__parse_result__unpack (NULL, parsed.parse_tree.len,
                                            (const uint8_t *) parsed.parse_tree.data),
            NULL);
          bench->n_parsed++;
        }
      pg_query_free_protobuf_parse_result (parsed);
    }
  pg_query_free_split_result (split);
}

/* psql's lines and the rows of COPY become empty lines, which libpg_query can read. */
static char *
without_data (const char *text)
{
  g_auto(GStrv) lines = g_strsplit (text, "\n", -1);
  gboolean copying = FALSE;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      gboolean ends = copying && strcmp (lines[i], "\\.") == 0;
      gboolean begins = g_str_has_prefix (lines[i], "COPY ") &&
                        strstr (lines[i], "FROM stdin") != NULL;

      if (copying || begins || lines[i][0] == '\\')
        lines[i][0] = '\0';
      copying = (copying || begins) && !ends;
    }
  return g_strjoinv ("\n", lines);
}

static void
measure (const char *folder, const char *name, guint runs)
{
  g_autofree char *file = g_strdup_printf ("%s.pg.sql", name);
  g_autofree char *path = g_build_filename (folder, "sql", file, NULL);
  g_autofree char *import = g_strdup_printf ("import %s", name);
  g_autofree char *text = NULL;
  g_autofree char *plain = NULL;
  Bench bench = { name };
  double parsing;

  if (!g_file_get_contents (path, &text, &bench.length, NULL))
    {
      g_printerr ("%s is not on this machine\n", path);
      return;
    }
  bench.text = text;
  bench.plain = plain = without_data (text);
  parsing = gp_bench_median (runs, parse_once, &bench) * 1000;
  gp_bench_report (import, gp_bench_median (runs, import_once, &bench) * 1000, "ms",
                   "libpg_query's split, parse and unpack", parsing);
}

int
main (int argc, char *argv[])
{
  const char *folder = g_getenv ("GP_CORPUS_DIR");

  if (folder == NULL)
    return 0;
  measure (folder, "chinook", 11);
  measure (folder, "pagila", 11);
  measure (folder, "adventureworks", 11);
  measure (folder, "danbooru", 11);
  measure (folder, "gitlab", 7);
  gp_bench_report ("import peak memory", gp_bench_peak_memory (), "MB", NULL, 0);
  return 0;
}
