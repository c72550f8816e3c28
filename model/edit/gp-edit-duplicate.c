/* gp-edit-duplicate.c — copies of elements with all below them
 * SPDX-License-Identifier: Apache-2.0
 *
 * Every copied element gets a new id; a reference from a copy to something that is copied too
 * points to that copy, any other stays as it is. A copy is placed once in each view in which its
 * original is, even where a file places that one twice. */
#define G_LOG_DOMAIN "gp-edit"

#include "config.h"

#include "gp-edit-copied.h"
#include "gp-edit.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpDesign    *design;
  GHashTable  *ids;         /* GpId of the original → GpId of the copy, owned */
  GHashTable  *placements;  /* GpId of each placement added so far, owned */
  GHashTable  *names;       /* for gp_edit_rename_copied() */
  GpChangeSet *changes;
} Duplicate;

static void
give_ids (Duplicate  *duplicate,
          const GpId *id)
{
  const GpElement *child;
  GpId copy = gp_id_new ();

  if (g_hash_table_contains (duplicate->ids, id))
    return;
  g_hash_table_insert (duplicate->ids, g_memdup2 (id, sizeof *id), g_memdup2 (&copy, sizeof copy));
  for (gsize i = 0; (child = gp_design_peek_child (duplicate->design, id, i)) != NULL; i++)
    give_ids (duplicate, gp_element_get_id (child));
}

static const GpId *
map_id (Duplicate  *duplicate,
        const GpId *id)
{
  const GpId *copy = g_hash_table_lookup (duplicate->ids, id);

  return copy != NULL ? copy : id;
}

static GpValue
map_value (Duplicate     *duplicate,
           const GpValue *value)
{
  gsize n;
  const GpId *ids = gp_value_get_ids (value, &n);

  if (value->type == GP_VALUE_ID)
    return gp_value_id (map_id (duplicate, gp_value_get_id (value)));
  if (value->type == GP_VALUE_IDS)
    {
      g_autofree GpId *mapped = g_new (GpId, n);

      for (gsize i = 0; i < n; i++)
        mapped[i] = *map_id (duplicate, &ids[i]);
      return gp_value_ids (mapped, n);
    }
  return gp_value_copy (value);
}

static GpElement *
copy_element (Duplicate       *duplicate,
              const GpElement *element,
              double           rank)
{
  GpElement *copy = gp_element_new (gp_element_get_kind (element),
                                    map_id (duplicate, gp_element_get_id (element)),
                                    map_id (duplicate, gp_element_get_parent (element)), rank);
  GpProperty property;
  const GpValue *value;

  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    gp_element_set (copy, property, map_value (duplicate, value));
  return copy;
}

static void
copy_children (Duplicate  *duplicate,
               const GpId *id)
{
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (duplicate->design, id, i)) != NULL; i++)
    {
      g_autoptr(GpElement) copy = copy_element (duplicate, child, gp_element_get_rank (child));

      gp_change_set_add (duplicate->changes, copy);
      copy_children (duplicate, gp_element_get_id (child));
    }
}

static void
copy_placements (Duplicate  *duplicate,
                 const GpId *id,
                 double      dx,
                 double      dy)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (duplicate->design, id, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *placement = gp_design_lookup (duplicate->design, &referrers[i].holder);
      const GpPoint *at;
      g_autoptr(GpElement) copy = NULL;
      const GpId *view = gp_element_get_parent (placement);
      GpId copy_id;

      if (referrers[i].property != GP_PLACEMENT_ELEMENT ||
          g_hash_table_contains (duplicate->ids, view))
        continue;
      copy_id = gp_id_derive (view, map_id (duplicate, id));
      if (!g_hash_table_add (duplicate->placements, g_memdup2 (&copy_id, sizeof copy_id)))
        continue;
      at = gp_element_get_point (placement, GP_PLACEMENT_AT);
      copy = gp_element_new (GP_KIND_PLACEMENT, &copy_id, view, 0);
      gp_element_set_ref (copy, GP_PLACEMENT_ELEMENT, map_id (duplicate, id));
      if (at != NULL)
        gp_element_set (copy, GP_PLACEMENT_AT, gp_value_point (at->x + dx, at->y + dy));
      gp_change_set_add (duplicate->changes, copy);
    }
}

/* The copy of an element that people chose: with a name of its own, after its siblings. */
static void
copy_chosen (Duplicate       *duplicate,
             const GpElement *element,
             gsize            number,
             GHashTable      *taken)
{
  const GpId *parent = gp_element_get_parent (element);
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (element));
  g_autoptr(GpElement) copy = copy_element (duplicate, element,
                                             gp_design_rank_last (duplicate->design, parent) +
                                               (double) number);

  if (info->name >= 0 && info->name_scope != GP_NAME_SCOPE_NOTHING
      && gp_element_get_name (element)[0] != '\0')
    {
      g_autofree char *name = gp_name_make_unique (duplicate->design, parent, info->kind,
                                                   gp_element_get_name (element), NULL);

      while (g_hash_table_contains (taken, name))
        {
          char *longer = g_strdup_printf ("%s_%" G_GSIZE_FORMAT, name, number + 2);

          g_free (name);
          name = longer;
        }
      gp_element_set_text (copy, (GpProperty) info->name, name);
      g_hash_table_insert (duplicate->names, (gpointer) map_id (duplicate,
                                                                gp_element_get_id (element)),
                           (gpointer) gp_element_get_name (element));
      g_hash_table_add (taken, g_steal_pointer (&name));
    }
  gp_change_set_add (duplicate->changes, copy);
  copy_children (duplicate, gp_element_get_id (element));
}

static char *
dup_title (GpDesign   *design,
           const GpId *ids,
           gsize       n)
{
  g_autofree char *path = NULL;

  if (n != 1 || gp_design_lookup (design, &ids[0]) == NULL)
    return g_strdup_printf (ngettext ("Duplicated %u element", "Duplicated %u elements",
                                      (gulong) n), (guint) n);
  path = gp_design_dup_path (design, &ids[0]);
  /* Translators: in the history; %s is what was doubled. */
  return g_strdup_printf (_("Duplicated %s"), path);
}

GpChangeSet *
gp_edit_duplicate (GpDesign    *design,
                   const GpId  *ids,
                   gsize        n,
                   double       dx,
                   double       dy,
                   GArray     **out_ids,
                   GError     **error)
{
  g_autoptr(GHashTable) map = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);
  g_autoptr(GHashTable) placements = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  g_autoptr(GHashTable) taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(GHashTable) names = g_hash_table_new (gp_id_hash, gp_id_equal);
  g_autoptr(GArray) copies = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autofree char *title = dup_title (design, ids, n);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (title);
  Duplicate duplicate = { design, map, placements, names, changes };

  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&ids[i], gp_design_get_root_id (design)))
      {
        g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT,
                             _("The design itself cannot be duplicated here."));
        return NULL;
      }
    else if (gp_design_lookup (design, &ids[i]) != NULL)
      give_ids (&duplicate, &ids[i]);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *element = gp_design_lookup (design, &ids[i]);
      const GpId *copy = element != NULL ? g_hash_table_lookup (map, &ids[i]) : NULL;

      /* What lies inside another chosen one comes with it. */
      if (copy == NULL || g_hash_table_contains (map, gp_element_get_parent (element)))
        continue;
      copy_chosen (&duplicate, element, copies->len, taken);
      copy_placements (&duplicate, &ids[i], dx, dy);
      if (gp_element_get_kind (element) != GP_KIND_TRANSITION)
        g_array_append_vals (copies, copy, 1);
    }
  gp_edit_rename_copied (design, names, changes);
  if (out_ids != NULL)
    *out_ids = g_steal_pointer (&copies);
  return g_steal_pointer (&changes);
}
