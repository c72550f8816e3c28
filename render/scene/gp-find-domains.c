/* gp-find-domains.c — domains for a design that has none
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-find-domains"

#include "config.h"

#include "gp-find-domains.h"

#include "gp-layout-groups.h"
#include "gp-layout-request.h"
#include "gp-name.h"
#include "gp-theme.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define SMALLEST 3        /* members of a group that is worth a domain */

/* Entities without a domain, as nodes; their references as edges. */
static GpLayoutRequest *
new_request (GpDesign  *design,
             GPtrArray *entities)
{
  GpLayoutRequest *request = gp_layout_request_new ();
  g_autoptr(GHashTable) nodes = g_hash_table_new (gp_id_hash, gp_id_equal);

  for (guint i = 0; i < entities->len; i++)
    {
      const GpId *id = gp_element_get_id (entities->pdata[i]);

      gp_layout_request_add_node (request, gp_element_get_name (entities->pdata[i]), 1, 1);
      g_hash_table_insert (nodes, (gpointer) id, GUINT_TO_POINTER (i + 1));
    }
  for (guint i = 0; i < entities->len; i++)
    {
      g_autoptr(GPtrArray) fields = gp_design_list_children (
        design, gp_element_get_id (entities->pdata[i]), GP_KIND_FIELD);

      for (guint f = 0; f < fields->len; f++)
        {
          const GpId *target = gp_element_get_ref (fields->pdata[f], GP_FIELD_REFERENCE);
          guint to = target == NULL ? 0 : GPOINTER_TO_UINT (g_hash_table_lookup (nodes, target));

          if (to != 0)
            gp_layout_request_add_edge (request, i, to - 1);
        }
    }
  return request;
}

/* "merge_request" is a domain called "Merge request". */
static char *
dup_title (const char *words)
{
  g_autofree char *line = g_strdelimit (g_strdup (words), "_", ' ');
  g_autofree char *first = NULL;

  g_strstrip (line);
  if (line[0] == '\0')
    return g_strdup (_("Domain"));
  first = g_utf8_substring (line, 0, 1);
  {
    g_autofree char *upper = g_utf8_strup (first, -1);

    return g_strconcat (upper, g_utf8_next_char (line), NULL);
  }
}

static char *
dup_color (guint i)
{
  GdkRGBA color = gp_theme_get_palette (i);

  return g_strdup_printf ("#%02x%02x%02x", (guint) lround (color.red * 255),
                          (guint) lround (color.green * 255), (guint) lround (color.blue * 255));
}

/* A name that neither the design nor a domain made before has. */
static char *
dup_free_name (GpDesign   *design,
               GHashTable *taken,
               const char *words)
{
  g_autofree char *title = dup_title (words);
  char *name = gp_name_make_unique (design, gp_design_get_root_id (design), GP_KIND_DOMAIN, title,
                                    NULL);

  for (guint number = 2; !g_hash_table_add (taken, g_strdup (name)); number++)
    {
      g_free (name);
      name = g_strdup_printf ("%s %u", title, number);
    }
  return name;
}

static void
add_domain (GpDesign    *design,
            GpChangeSet *changes,
            const char  *name,
            guint        number,
            GpId        *out_id)
{
  const GpId *root = gp_design_get_root_id (design);
  GpId id = gp_id_new ();
  g_autoptr(GpElement) domain = gp_element_new (GP_KIND_DOMAIN, &id, root,
                                                gp_design_rank_last (design, root) + number);
  g_autofree char *color = dup_color (number);

  gp_element_set_text (domain, GP_DOMAIN_NAME, name);
  gp_element_set_text (domain, GP_DOMAIN_COLOR, color);
  gp_change_set_add (changes, domain);
  *out_id = id;
}

static GpChangeSet *
new_change_set (GpDesign               *design,
                GPtrArray              *entities,
                const GpLayoutGrouping *grouping,
                const guint            *sizes)
{
  GpChangeSet *changes = gp_change_set_new (_("Grouped entities into domains"));
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree GpId *domains = g_new0 (GpId, grouping->n_groups);
  guint number = 0;

  for (guint g = 0; g < grouping->n_groups; g++)
    if (sizes[g] >= SMALLEST)
      {
        g_autofree char *name = dup_free_name (design, taken, grouping->names[g]);

        add_domain (design, changes, name, number++, &domains[g]);
      }
  for (guint i = 0; i < entities->len; i++)
    if (sizes[grouping->group_of[i]] >= SMALLEST)
      gp_change_set_set (changes, entities->pdata[i], GP_ENTITY_DOMAIN,
                         gp_value_id (&domains[grouping->group_of[i]]));
  return changes;
}

GpChangeSet *
gp_find_domains (GpDesign *design)
{
  g_autoptr(GPtrArray) all = gp_design_list (design, GP_KIND_ENTITY);
  g_autoptr(GPtrArray) entities = g_ptr_array_new ();
  g_autoptr(GpLayoutRequest) request = NULL;
  g_autoptr(GpLayoutGrouping) grouping = NULL;
  g_autofree guint *sizes = NULL;
  guint large = 0;

  for (guint i = 0; i < all->len; i++)
    if (!gp_element_has (all->pdata[i], GP_ENTITY_DOMAIN))
      g_ptr_array_add (entities, all->pdata[i]);

  request = new_request (design, entities);
  grouping = gp_layout_groups_find (request);
  sizes = g_new0 (guint, grouping->n_groups + 1);
  for (guint i = 0; i < grouping->n_nodes; i++)
    if (++sizes[grouping->group_of[i]] == SMALLEST)
      large++;
  if (large < 2)
    return gp_change_set_new (_("Grouped entities into domains"));
  return new_change_set (design, entities, grouping, sizes);
}
