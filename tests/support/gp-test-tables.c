/* gp-test-tables.c — a large design with places
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-tables.h"

#include <math.h>

#define FIELDS  8
#define GROUP   40      /* tables a domain */

static GpElement *
new_element (GpKind      kind,
             const GpId *parent,
             guint       rank,
             GpProperty  name,
             const char *text,
             guint       number)
{
  GpId id = gp_id_new ();
  GpElement *element = gp_element_new (kind, &id, parent, rank);
  g_autofree char *named = g_strdup_printf ("%s_%u", text, number);

  gp_element_set_text (element, name, named);
  return element;
}

static void
add_fields (GPtrArray *all,
            GArray    *tables,
            guint      table)
{
  static const char *const names[] = { "id", "name", "state", "amount", "note", "owner" };
  static const char *const types[] = { "uuid", "text", "enum", "decimal", "text", "integer" };
  const GpId *id = &g_array_index (tables, GpId, table);

  for (guint i = 0; i < FIELDS; i++)
    {
      GpElement *field;

      if (i < G_N_ELEMENTS (names))
        {
          field = new_element (GP_KIND_FIELD, id, i + 1, GP_FIELD_NAME, names[i], i);
          gp_element_set_text (field, GP_FIELD_TYPE, types[i]);
        }
      else
        {
          /* Nearly all references stay in the neighbourhood, as they do in real schemas. */
          guint far = i == 6 ? table % 7 + 1 : (table * 31) % 120 + 1;
          guint target = table >= far ? table - far : (table * 13) % tables->len;

          field = new_element (GP_KIND_FIELD, id, i + 1, GP_FIELD_NAME, "table_id", i);
          gp_element_set_text (field, GP_FIELD_TYPE, "uuid");
          if (i == 6 || table % 5 < 3)
            gp_element_set_ref (field, GP_FIELD_REFERENCE, &g_array_index (tables, GpId, target));
        }
      g_ptr_array_add (all, field);
    }
}

static void
add_place (GPtrArray  *all,
           const GpId *view,
           const GpId *table,
           guint       number,
           guint       n_tables)
{
  guint group = number / GROUP;
  guint inside = number % GROUP;
  guint groups_wide = (guint) ceil (sqrt (n_tables / (double) GROUP * .8));
  GpId id = gp_id_derive (view, table);
  GpElement *placement = gp_element_new (GP_KIND_PLACEMENT, &id, view, number + 1);
  double x = group % groups_wide * 2400. + inside % 8 * 280.;
  double y = group / groups_wide * 1900. + inside / 8 * 330.;

  gp_element_set_ref (placement, GP_PLACEMENT_ELEMENT, table);
  gp_element_set (placement, GP_PLACEMENT_AT, gp_value_point (x, y));
  g_ptr_array_add (all, placement);
}

GpDesign *
gp_test_tables_new (guint n_tables)
{
  GpDesign *design = gp_design_new (NULL, "bench");
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GArray) tables = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GError) error = NULL;
  GpElement *view = new_element (GP_KIND_VIEW, root, 1, GP_VIEW_NAME, "all", 1);
  GpId domain = gp_id_nil;

  g_ptr_array_add (all, view);
  for (guint i = 0; i < n_tables; i++)
    {
      GpElement *table;

      if (i % GROUP == 0)
        {
          GpElement *element = new_element (GP_KIND_DOMAIN, root, 2 + i, GP_DOMAIN_NAME, "domain",
                                            i / GROUP);

          domain = *gp_element_get_id (element);
          g_ptr_array_add (all, element);
        }
      table = new_element (GP_KIND_ENTITY, root, 100000 + i, GP_ENTITY_NAME, "some_table", i);
      gp_element_set_ref (table, GP_ENTITY_DOMAIN, &domain);
      g_array_append_val (tables, *gp_element_get_id (table));
      g_ptr_array_add (all, table);
    }
  for (guint i = 0; i < n_tables; i++)
    {
      add_fields (all, tables, i);
      add_place (all, gp_element_get_id (view), &g_array_index (tables, GpId, i), i, n_tables);
    }
  if (!gp_design_load (design, all, &error))
    g_error ("%s", error->message);
  return design;
}
