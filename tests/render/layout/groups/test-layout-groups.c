/* test-layout-groups.c — which cards belong together
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-layout-groups.h"
#include "gp-test-layout.h"
#include "gp-test.h"

#include <math.h>

static double
choose_two (double n)
{
  return n * (n - 1) / 2;
}

/* How well two ways to sort the same things agree: Hubert and Arabie's adjusted Rand index and
 * normalised mutual information (arithmetic mean). */
static void
compare_partitions (GArray *a,
                    GArray *b,
                    double *rand_index,
                    double *information)
{
  g_autoptr(GHashTable) cells = g_hash_table_new (NULL, NULL);
  g_autofree guint *rows = g_new0 (guint, 100000);
  g_autofree guint *columns = g_new0 (guint, 100000);
  double n = a->len;
  double same_cell = 0, same_row = 0, same_column = 0, mutual = 0, row_bits = 0, column_bits = 0;
  double expected;
  GHashTableIter iter;
  gpointer key;
  gpointer count;

  for (guint i = 0; i < a->len; i++)
    {
      guint row = g_array_index (a, guint, i);
      guint column = g_array_index (b, guint, i);

      key = GUINT_TO_POINTER (row * 10000 + column);
      rows[row]++;
      columns[column]++;
      count = g_hash_table_lookup (cells, key);
      g_hash_table_insert (cells, key, GUINT_TO_POINTER (GPOINTER_TO_UINT (count) + 1));
    }

  g_hash_table_iter_init (&iter, cells);
  while (g_hash_table_iter_next (&iter, &key, &count))
    {
      double together = GPOINTER_TO_UINT (count);
      double row = rows[GPOINTER_TO_UINT (key) / 10000];
      double column = columns[GPOINTER_TO_UINT (key) % 10000];

      same_cell += choose_two (together);
      mutual += together / n * log (together * n / (row * column));
    }
  for (guint i = 0; i < 100000; i++)
    {
      same_row += choose_two (rows[i]);
      same_column += choose_two (columns[i]);
      row_bits -= rows[i] > 0 ? rows[i] / n * log (rows[i] / n) : 0;
      column_bits -= columns[i] > 0 ? columns[i] / n * log (columns[i] / n) : 0;
    }

  expected = same_row * same_column / choose_two (n);
  *rand_index = (same_cell - expected) / ((same_row + same_column) / 2 - expected);
  *information = mutual / ((row_bits + column_bits) / 2);
}

/* GitLab says itself to which category each of its tables belongs. */
static void
test_finds_gitlabs_own_categories (void)
{
  g_autoptr(GpTestSchema) schema = gp_test_schema_load ("sql/gitlab.pg.sql");
  g_autofree char *text = gp_test_dup_corpus ("sql/gitlab-categories.tsv", NULL);
  g_autoptr(GpLayoutRequest) request = NULL;
  g_autoptr(GpLayoutGrouping) grouping = NULL;
  g_autoptr(GHashTable) categories = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GArray) theirs = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr(GArray) ours = g_array_new (FALSE, FALSE, sizeof (guint));
  g_auto(GStrv) lines = NULL;
  double rand_index;
  double information;

  if (schema == NULL || text == NULL)
    return;

  request = gp_test_layout_from_schema (schema, 1);
  grouping = gp_layout_groups_find (request);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL; i++)
    {
      char *tab = strchr (lines[i], '\t');
      gpointer table;
      gpointer category;

      if (tab == NULL)
        continue;
      *tab = '\0';
      if (!g_hash_table_lookup_extended (schema->by_name, lines[i], NULL, &table))
        continue;
      if (!g_hash_table_lookup_extended (categories, tab + 1, NULL, &category))
        {
          category = GUINT_TO_POINTER (g_hash_table_size (categories));
          g_hash_table_insert (categories, tab + 1, category);
        }
      g_array_append_vals (theirs, (guint[]) { GPOINTER_TO_UINT (category) }, 1);
      g_array_append_vals (ours, &grouping->group_of[GPOINTER_TO_UINT (table)], 1);
    }

  compare_partitions (ours, theirs, &rand_index, &information);
  g_test_message ("%u tables, %u groups, adjusted Rand index %.3f, NMI %.3f", ours->len,
                  grouping->n_groups, rand_index, information);
  g_assert_cmpfloat (rand_index, >=, 0.38);
  g_assert_cmpfloat (information, >=, 0.70);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/render/layout-groups/finds-gitlabs-own-categories",
                   test_finds_gitlabs_own_categories);
  return g_test_run ();
}
