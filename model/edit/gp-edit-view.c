/* gp-edit-view.c — views: what they show, and what they leave out
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-edit"

#include "config.h"

#include "gp-edit-view.h"

#include "gp-domain.h"
#include "gp-edit.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

/* What a view can show of @id: itself, or what it is part of; NULL where there is none. */
static const GpId *
showable (GpDesign   *design,
          const GpId *id)
{
  guint64 kinds = gp_property_get_info (GP_VIEW_MEMBERS)->ref_kinds;
  const GpElement *element = gp_design_lookup (design, id);

  while (element != NULL && (kinds & GP_KIND_MASK (gp_element_get_kind (element))) == 0)
    element = gp_design_lookup (design, gp_element_get_parent (element));
  return element != NULL ? gp_element_get_id (element) : NULL;
}

/* The showable ones of @ids, each once, in order. */
static GArray *
list_showable (GpDesign   *design,
               const GpId *ids,
               gsize       n)
{
  GArray *list = g_array_new (FALSE, FALSE, sizeof (GpId));
  g_autoptr(GHashTable) seen = g_hash_table_new (gp_id_hash, gp_id_equal);

  for (gsize i = 0; i < n; i++)
    {
      const GpId *id = showable (design, &ids[i]);

      if (id != NULL && g_hash_table_add (seen, (gpointer) id))
        g_array_append_val (list, *id);
    }
  return list;
}

static GpValue
value_of (GArray *ids)
{
  return gp_value_ids ((const GpId *) (gconstpointer) ids->data, ids->len);
}

static void
copy_placement (GpChangeSet     *changes,
                const GpElement *original,
                const GpId      *view)
{
  const GpId *element = gp_element_get_ref (original, GP_PLACEMENT_ELEMENT);
  GpId id = gp_id_derive (view, element);
  g_autoptr(GpElement) copy = gp_element_new (GP_KIND_PLACEMENT, &id, view, 0);
  GpProperty property;
  const GpValue *value;

  for (gsize i = 0; gp_element_get_stored (original, i, &property, &value); i++)
    if (property != GP_PLACEMENT_HIDDEN)
      gp_element_set (copy, property, gp_value_copy (value));
  gp_change_set_add (changes, copy);
}

GpChangeSet *
gp_edit_add_view (GpDesign   *design,
                  const char *wish,
                  const char *lens,
                  const GpId *ids,
                  gsize       n,
                  const GpId *like,
                  GpId       *out_id)
{
  const GpId *root = gp_design_get_root_id (design);
  g_autofree char *name = gp_name_make_unique (design, root, GP_KIND_VIEW, wish, NULL);
  g_autoptr(GArray) members = list_showable (design, ids, n);
  GpChangeSet *changes = gp_change_set_new (NULL);
  g_autofree char *title = g_strdup_printf (_("Added the view %s"), name);
  g_autoptr(GpElement) view = gp_design_new_child (design, GP_KIND_VIEW, root);
  const GpId id = *gp_element_get_id (view);

  gp_change_set_set_title (changes, title);
  gp_element_set_text (view, GP_VIEW_NAME, name);
  gp_element_set_text (view, GP_VIEW_LENS, lens);
  gp_element_set_text (view, GP_VIEW_SHOWS, "members");
  gp_element_set (view, GP_VIEW_MEMBERS, value_of (members));
  gp_change_set_add (changes, view);
  for (guint i = 0; like != NULL && i < members->len; i++)
    {
      const GpElement *placement =
        gp_edit_placement (design, like, &g_array_index (members, GpId, i));

      if (placement != NULL)
        copy_placement (changes, placement, &id);
    }
  if (out_id != NULL)
    *out_id = id;
  return changes;
}

gboolean
gp_edit_view_shows_all (GpDesign   *design,
                        const GpId *view)
{
  const GpElement *element = gp_design_lookup_kind (design, view, GP_KIND_VIEW);

  return element == NULL || !gp_element_is (element, GP_VIEW_SHOWS, "members");
}

static void
set_hidden (GpChangeSet *changes,
            GpDesign    *design,
            const GpId  *view,
            const GpId  *id,
            gboolean     hidden)
{
  const GpElement *placement = gp_edit_placement (design, view, id);
  GpId placement_id = gp_id_derive (view, id);
  g_autoptr(GpElement) new = NULL;

  if (placement != NULL)
    {
      gp_change_set_set (changes, placement, GP_PLACEMENT_HIDDEN, gp_value_bool (hidden));
      return;
    }
  if (!hidden)
    return;
  new = gp_element_new (GP_KIND_PLACEMENT, &placement_id, view, 0);
  gp_element_set_ref (new, GP_PLACEMENT_ELEMENT, id);
  gp_element_set_bool (new, GP_PLACEMENT_HIDDEN, TRUE);
  gp_change_set_add (changes, new);
}

static GArray *
copy_members (const GpElement *view)
{
  GArray *members = g_array_new (FALSE, FALSE, sizeof (GpId));
  gsize n = 0;
  const GpId *ids = gp_element_get_refs (view, GP_VIEW_MEMBERS, &n);

  if (n > 0)
    g_array_append_vals (members, ids, (guint) n);
  return members;
}

static gboolean
find_id (GArray     *ids,
         const GpId *id,
         guint      *out_at)
{
  for (guint i = 0; i < ids->len; i++)
    if (gp_id_equal (&g_array_index (ids, GpId, i), id))
      {
        *out_at = i;
        return TRUE;
      }
  return FALSE;
}

void
gp_edit_join_view (GpDesign    *design,
                   GpChangeSet *changes,
                   const GpId  *view)
{
  guint64 kinds = gp_property_get_info (GP_VIEW_MEMBERS)->ref_kinds;
  const GpElement *element = gp_design_lookup_kind (design, view, GP_KIND_VIEW);
  g_autoptr(GpElement) so_far = NULL;      /* the view after @changes */
  g_autoptr(GArray) members = NULL;
  guint before, at;

  if (element == NULL || gp_edit_view_shows_all (design, view))
    return;
  so_far = gp_element_copy (element);
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      if (change->type == GP_CHANGE_SET && change->property == GP_VIEW_MEMBERS
          && gp_id_equal (&change->id, view))
        gp_element_set (so_far, GP_VIEW_MEMBERS, gp_value_copy (&change->after));
    }
  members = copy_members (so_far);
  before = members->len;
  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      if (change->type == GP_CHANGE_ADD && (kinds & GP_KIND_MASK (change->kind)) != 0
          && !find_id (members, &change->id, &at))
        g_array_append_val (members, change->id);
    }
  if (members->len > before)
    gp_change_set_set (changes, so_far, GP_VIEW_MEMBERS, value_of (members));
}

GpChangeSet *
gp_edit_show_in_view (GpDesign   *design,
                      const GpId *view,
                      const GpId *ids,
                      gsize       n)
{
  const GpElement *element = gp_design_lookup_kind (design, view, GP_KIND_VIEW);
  GpChangeSet *changes = gp_change_set_new (NULL);
  g_autoptr(GArray) shown = list_showable (design, ids, n);
  g_autoptr(GArray) members = NULL;
  g_autofree char *title = NULL;
  guint at;

  if (element == NULL)
    return changes;
  title = g_strdup_printf (_("Shown in the view %s"), gp_element_get_name (element));
  gp_change_set_set_title (changes, title);
  members = copy_members (element);
  for (guint i = 0; i < shown->len; i++)
    {
      const GpId *id = &g_array_index (shown, GpId, i);

      set_hidden (changes, design, view, id, FALSE);
      if (!find_id (members, id, &at))
        g_array_append_val (members, *id);
    }
  if (!gp_edit_view_shows_all (design, view))
    gp_change_set_set (changes, element, GP_VIEW_MEMBERS, value_of (members));
  return changes;
}

/* Whether it is shown because its domain is. */
static gboolean
is_with_domain (GpDesign   *design,
                GArray     *members,
                const GpId *id)
{
  const GpElement *element = gp_design_lookup (design, id);
  const GpId *domain = gp_domain_of (element);
  guint at;

  return domain != NULL && find_id (members, domain, &at);
}

GpChangeSet *
gp_edit_hide_in_view (GpDesign   *design,
                      const GpId *view,
                      const GpId *ids,
                      gsize       n)
{
  const GpElement *element = gp_design_lookup_kind (design, view, GP_KIND_VIEW);
  GpChangeSet *changes = gp_change_set_new (NULL);
  g_autoptr(GArray) hidden = list_showable (design, ids, n);
  g_autoptr(GArray) members = NULL;
  g_autofree char *title = NULL;
  gboolean all = gp_edit_view_shows_all (design, view);
  guint at;

  if (element == NULL)
    return changes;
  title = g_strdup_printf (_("Hidden in the view %s"), gp_element_get_name (element));
  gp_change_set_set_title (changes, title);
  members = copy_members (element);
  for (guint i = 0; i < hidden->len; i++)
    if (!all && find_id (members, &g_array_index (hidden, GpId, i), &at))
      g_array_remove_index (members, at);
  for (guint i = 0; i < hidden->len; i++)
    {
      const GpId *id = &g_array_index (hidden, GpId, i);

      if (all || is_with_domain (design, members, id))
        set_hidden (changes, design, view, id, TRUE);
    }
  if (!all)
    gp_change_set_set (changes, element, GP_VIEW_MEMBERS, value_of (members));
  return changes;
}

GArray *
gp_edit_list_hidden (GpDesign   *design,
                     const GpId *view)
{
  GArray *hidden = g_array_new (FALSE, FALSE, sizeof (GpId));
  const GpElement *child;

  for (gsize i = 0; (child = gp_design_peek_child (design, view, i)) != NULL; i++)
    if (gp_element_get_kind (child) == GP_KIND_PLACEMENT
        && gp_element_get_bool (child, GP_PLACEMENT_HIDDEN)
        && gp_element_get_ref (child, GP_PLACEMENT_ELEMENT) != NULL)
      g_array_append_val (hidden, *gp_element_get_ref (child, GP_PLACEMENT_ELEMENT));
  return hidden;
}
