/* bench-find.c — searching 100 000 elements, letter by letter
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-bench.h"
#include "gp-edit.h"
#include "gp-find-index.h"

#define ENTITIES 11000
#define FIELDS       8
#define LIMIT      100

static const char *const words[] = {
  "patient", "booking", "invoice", "clinic", "order", "shipment", "user", "account", "payment",
  "message", "report", "project", "issue", "label", "pipeline", "runner", "package", "audit",
};

static const char *const fields[] = {
  "id", "created_at", "updatedAt", "email_address", "display_name", "state", "owner_id", "amount",
  "currency", "note", "external_reference", "closedAt", "priority", "tenant_id", "checksum",
};

typedef struct
{
  GpDesign    *design;
  GpFindIndex *index;
  const char  *query;
} Bench;

static void
add (GPtrArray  *all,
     GpKind      kind,
     GpId       *id,
     const GpId *parent,
     guint       rank,
     char       *name)
{
  GpElement *element;

  *id = gp_id_new ();
  element = gp_element_new (kind, id, parent, rank);
  gp_element_set_text (element, (GpProperty) gp_kind_get_info (kind)->name, name);
  g_ptr_array_add (all, element);
  g_free (name);
}

static GpDesign *
make_design (void)
{
  GpDesign *design = gp_design_new (NULL, "bench");
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GError) error = NULL;
  gsize n = G_N_ELEMENTS (words);

  for (guint i = 0; i < ENTITIES; i++)
    {
      GpId entity;

      add (all, GP_KIND_ENTITY, &entity, gp_design_get_root_id (design), i + 1,
           g_strdup_printf ("%s_%s_%u", words[i % n], words[i / n % n], i));
      if (i % 10 == 0)
        gp_element_set_text (g_ptr_array_index (all, all->len - 1), GP_ENTITY_DESCRIPTION,
                             "One record stands for something that people agreed on, "
                             "with whoever is in charge of it and for how long it is kept.");
      for (guint j = 0; j < FIELDS; j++)
        {
          GpId field;

          add (all, GP_KIND_FIELD, &field, &entity, j + 1,
               g_strdup_printf ("%s%u", fields[(i + j * 3) % G_N_ELEMENTS (fields)], j));
        }
    }
  if (!gp_design_load (design, all, &error))
    g_error ("%s", error->message);
  return design;
}

static void
fill (gpointer user_data)
{
  Bench *bench = user_data;

  gp_find_index_free (bench->index);
  bench->index = gp_find_index_new (bench->design);
  while (gp_find_index_fill (bench->index, 5000))
    continue;
}

static void
search (gpointer user_data)
{
  Bench *bench = user_data;

  g_array_unref (gp_find_index_search (bench->index, bench->query, GP_KIND_MASK_ANY, LIMIT));
}

int
main (int   argc,
      char *argv[])
{
  static const char *const queries[] = { "e", "id", "ea", "nte", "patinv", "created", "booking own",
                                         "for how long", "zzz" };
  Bench bench = { .design = make_design () };
  double slowest = 0;

  gp_bench_report ("find: elements", (double) gp_design_size (bench.design), "", NULL, 0);
  gp_bench_report ("find: read them", gp_bench_median (5, fill, &bench) * 1e3, "ms", NULL, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *measure = g_strdup_printf ("find: \"%s\"", queries[i]);
      double median;

      bench.query = queries[i];
      median = gp_bench_median (15, search, &bench);
      gp_bench_report (measure, median * 1e3, "ms", NULL, 0);
      slowest = MAX (slowest, median);
    }
  gp_bench_report ("find: slowest of them", slowest * 1e3, "ms", NULL, 0);

  gp_find_index_free (bench.index);
  g_object_unref (bench.design);
  return 0;
}
