/* gp-edit-copy.c — elements that are taken along to another place or another design
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is copied names the ids of its first home. On pasting every copied element gets a new id;
 * those of the roots' parents and of whatever else is referred to may or may not mean something in
 * the design that it is pasted into. An element that cannot be without such a reference (a rule's
 * role, a composite reference's entity) is left out with all below it. */
#define G_LOG_DOMAIN "gp-edit"

#include "config.h"

#include "gp-edit-copy.h"
#include "gp-edit.h"
#include "gp-edit-copied.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define CELL_WIDTH  300.0     /* canvas units, for copies without a place */
#define CELL_GAP     60.0
#define ROW_HEIGHT   22.0
#define HEAD_HEIGHT  70.0

static void
collect (GpDesign    *design,
         const GpId  *id,
         GpChangeSet *copied,
         GHashTable  *done)
{
  const GpElement *element = gp_design_lookup (design, id);
  const GpElement *child;

  if (!g_hash_table_add (done, g_memdup2 (id, sizeof *id)))
    return;
  gp_change_set_add (copied, element);
  for (gsize i = 0; (child = gp_design_peek_child (design, id, i)) != NULL; i++)
    collect (design, gp_element_get_id (child), copied, done);
}

static gboolean
has_chosen_parent (GpDesign        *design,
                   const GpElement *element,
                   GHashTable      *chosen)
{
  for (element = gp_design_lookup (design, gp_element_get_parent (element)); element != NULL;
       element = gp_design_lookup (design, gp_element_get_parent (element)))
    if (g_hash_table_contains (chosen, gp_element_get_id (element)))
      return TRUE;
  return FALSE;
}

static gboolean
is_copied (const GpElement *element)
{
  GpKind kind = gp_element_get_kind (element);

  return kind != GP_KIND_DESIGN && kind != GP_KIND_PLACEMENT;
}

static void
take_members (GpDesign   *design,
              const GpId *domain,
              GHashTable *chosen,
              GArray     *all)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, domain, &n);

  for (gsize i = 0; i < n; i++)
    if (referrers[i].property == GP_ENTITY_DOMAIN
        && g_hash_table_add (chosen, g_memdup2 (&referrers[i].holder, sizeof (GpId))))
      g_array_append_val (all, referrers[i].holder);
}

/* Whether both ends of @transition are among the chosen. */
static gboolean
joins_chosen (const GpElement *transition,
              GHashTable      *chosen)
{
  const GpId *from = gp_element_get_ref (transition, GP_TRANSITION_FROM);
  const GpId *to = gp_element_get_ref (transition, GP_TRANSITION_TO);

  return from != NULL && to != NULL && g_hash_table_contains (chosen, from)
         && g_hash_table_contains (chosen, to);
}

static void
take_ways (GpDesign   *design,
           const GpId *step,
           GHashTable *chosen,
           GArray     *all)
{
  gsize n;
  const GpReferrer *referrers = gp_design_peek_referrers (design, step, &n);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *holder = gp_design_lookup (design, &referrers[i].holder);

      if (referrers[i].property == GP_TRANSITION_FROM && joins_chosen (holder, chosen)
          && g_hash_table_add (chosen, g_memdup2 (&referrers[i].holder, sizeof (GpId))))
        g_array_append_val (all, referrers[i].holder);
    }
}

static GArray *
list_chosen (GpDesign   *design,
             const GpId *ids,
             gsize       n,
             GHashTable *chosen)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (GpId));
  guint n_chosen;

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *element = gp_design_lookup (design, &ids[i]);

      /* A transition comes with the steps that it joins, or not at all. */
      if (element != NULL && is_copied (element)
          && gp_element_get_kind (element) != GP_KIND_TRANSITION
          && g_hash_table_add (chosen, g_memdup2 (&ids[i], sizeof ids[i])))
        g_array_append_val (all, ids[i]);
    }
  n_chosen = all->len;
  for (guint i = 0; i < n_chosen; i++)
    {
      GpId id = g_array_index (all, GpId, i);

      if (gp_design_lookup_kind (design, &id, GP_KIND_DOMAIN) != NULL)
        take_members (design, &id, chosen, all);
      else if (gp_design_lookup_kind (design, &id, GP_KIND_STEP) != NULL)
        take_ways (design, &id, chosen, all);
    }
  return all;
}

GArray *
gp_edit_list_whole (GpDesign   *design,
                    const GpId *ids,
                    gsize       n)
{
  g_autoptr(GHashTable) chosen = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);

  return list_chosen (design, ids, n, chosen);
}

GpChangeSet *
gp_edit_copy (GpDesign   *design,
              const GpId *ids,
              gsize       n,
              const GpId *view)
{
  GpChangeSet *copied = gp_change_set_new (_("Copied"));
  g_autoptr(GHashTable) chosen = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  g_autoptr(GHashTable) done = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, NULL);
  g_autoptr(GArray) all = list_chosen (design, ids, n, chosen);

  for (guint i = 0; i < all->len; i++)
    {
      const GpId *id = &g_array_index (all, GpId, i);

      if (!has_chosen_parent (design, gp_design_lookup (design, id), chosen))
        collect (design, id, copied, done);
    }
  for (guint i = 0; view != NULL && i < all->len; i++)
    {
      const GpElement *placement = gp_edit_placement (design, view,
                                                      &g_array_index (all, GpId, i));

      if (placement != NULL)
        gp_change_set_add (copied, placement);
    }
  return copied;
}

gboolean
gp_edit_copy_get_bounds (const GpChangeSet *copied,
                         GpPoint           *out_from,
                         GpPoint           *out_to)
{
  gboolean any = FALSE;

  for (gsize i = 0; i < gp_change_set_get_size (copied); i++)
    {
      const GpChange *change = gp_change_set_get (copied, i);
      const GpPoint *at;

      if (change->type != GP_CHANGE_ADD || change->kind != GP_KIND_PLACEMENT)
        continue;
      at = gp_element_get_point (change->element, GP_PLACEMENT_AT);
      if (at == NULL)
        continue;
      *out_from = any ? (GpPoint) { MIN (out_from->x, at->x), MIN (out_from->y, at->y) } : *at;
      *out_to = any ? (GpPoint) { MAX (out_to->x, at->x), MAX (out_to->y, at->y) } : *at;
      any = TRUE;
    }
  return any;
}

typedef struct
{
  GpDesign          *design;
  const GpChangeSet *copied;
  const GpEditPaste *paste;
  GHashTable        *ids;        /* GpId of a copied element → GpId here, both owned */
  GHashTable        *placed;     /* GpId of copied elements still without a place, borrowed */
  GHashTable        *taken;      /* "kind name" of the roots so far */
  GHashTable        *names;      /* for gp_edit_rename_copied(); its ids are borrowed from .ids */
  GArray            *roots;      /* GpId, here */
  GArray            *unplaced;   /* GpId, here */
  GpChangeSet       *changes;
  guint              dropped;
} Pasting;

static void
pasting_clear (Pasting *pasting)
{
  g_clear_pointer (&pasting->ids, g_hash_table_unref);
  g_clear_pointer (&pasting->placed, g_hash_table_unref);
  g_clear_pointer (&pasting->taken, g_hash_table_unref);
  g_clear_pointer (&pasting->names, g_hash_table_unref);
  g_clear_pointer (&pasting->roots, g_array_unref);
  g_clear_pointer (&pasting->unplaced, g_array_unref);
  g_clear_pointer (&pasting->changes, gp_change_set_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pasting, pasting_clear)

/* What @id means here; NULL where it means nothing. */
static const GpId *
translate (Pasting    *pasting,
           GpProperty  property,
           const GpId *id)
{
  const GpId *copy = g_hash_table_lookup (pasting->ids, id);
  const GpElement *element = copy == NULL ? gp_design_lookup (pasting->design, id) : NULL;

  if (copy != NULL)
    return copy;
  if (element == NULL
      || (gp_property_get_info (property)->ref_kinds
          & GP_KIND_MASK (gp_element_get_kind (element))) == 0)
    return NULL;
  return id;
}

/* FALSE where the element cannot be without a reference that is lost. */
static gboolean
paste_value (Pasting       *pasting,
             GpElement     *copy,
             GpProperty     property,
             const GpValue *value)
{
  const GpPropertyInfo *info = gp_property_get_info (property);
  gsize n;
  const GpId *ids = gp_value_get_ids (value, &n);
  g_autoptr(GArray) kept = NULL;
  guint lost = 0;

  if (value->type != GP_VALUE_ID && value->type != GP_VALUE_IDS)
    {
      gp_element_set (copy, property, gp_value_copy (value));
      return TRUE;
    }
  if (value->type == GP_VALUE_ID)
    {
      ids = gp_value_get_id (value);
      n = 1;
    }
  kept = g_array_new (FALSE, FALSE, sizeof (GpId));
  for (gsize i = 0; i < n; i++)
    {
      const GpId *id = translate (pasting, property, &ids[i]);

      if (id != NULL)
        g_array_append_vals (kept, id, 1);
      else
        lost++;
    }
  pasting->dropped += lost;
  if (lost > 0 && (info->removal == GP_REMOVAL_CASCADE || info->flags & GP_PROPERTY_REQUIRED))
    return FALSE;
  if (value->type == GP_VALUE_IDS)
    gp_element_set (copy, property, gp_value_ids ((const GpId *) (gpointer) kept->data,
                                                  kept->len));
  else if (kept->len > 0)
    gp_element_set_ref (copy, property, &g_array_index (kept, GpId, 0));
  return TRUE;
}

/* Where an element goes that was copied by itself; NULL where it has no place. */
static const GpId *
find_home (Pasting *pasting,
           GpKind   kind)
{
  guint64 parents = gp_kind_get_info (kind)->parents;
  const GpElement *into = gp_design_lookup (pasting->design, &pasting->paste->into);

  if (parents & GP_KIND_MASK (GP_KIND_DESIGN))
    return gp_design_get_root_id (pasting->design);
  if (into != NULL && parents & GP_KIND_MASK (gp_element_get_kind (into)))
    return &pasting->paste->into;
  return NULL;
}

static void
give_name (Pasting    *pasting,
           GpElement  *copy,
           const GpId *parent)
{
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (copy));
  g_autofree char *name = NULL;
  g_autofree char *key = NULL;

  if (info->name < 0 || info->name_scope != GP_NAME_SCOPE_PARENT)
    return;
  name = gp_name_make_unique (pasting->design, parent, info->kind, gp_element_get_name (copy),
                              NULL);
  key = g_strdup_printf ("%s %s", info->nick, name);
  for (guint number = 2; g_hash_table_contains (pasting->taken, key); number++)
    {
      g_autofree char *longer = g_strdup_printf ("%s_%u", gp_element_get_name (copy), number);

      g_free (name);
      g_free (key);
      name = gp_name_make_unique (pasting->design, parent, info->kind, longer, NULL);
      key = g_strdup_printf ("%s %s", info->nick, name);
    }
  g_hash_table_add (pasting->taken, g_steal_pointer (&key));
  gp_element_set_text (copy, (GpProperty) info->name, name);
}

static void
paste_element (Pasting         *pasting,
               const GpElement *element)
{
  const GpId *old_id = gp_element_get_id (element);
  const GpId *id = g_hash_table_lookup (pasting->ids, old_id);
  const GpId *parent = g_hash_table_lookup (pasting->ids, gp_element_get_parent (element));
  gboolean root = parent == NULL;
  double rank = gp_element_get_rank (element);
  g_autoptr(GpElement) copy = NULL;
  GpProperty property;
  const GpValue *value;
  GpKind kind = gp_element_get_kind (element);

  if (id == NULL)      /* left out with what it was in */
    return;
  if (root)
    {
      parent = find_home (pasting, kind);
      rank = parent != NULL ? gp_design_rank_last (pasting->design, parent) + pasting->roots->len
                            : 0;
    }
  if (parent == NULL)
    {
      g_hash_table_remove (pasting->ids, old_id);
      return;
    }
  copy = gp_element_new (kind, id, parent, rank);
  for (gsize i = 0; gp_element_get_stored (element, i, &property, &value); i++)
    if (!paste_value (pasting, copy, property, value))
      {
        g_hash_table_remove (pasting->ids, old_id);
        return;
      }
  if (root)
    {
      give_name (pasting, copy, parent);
      g_hash_table_insert (pasting->names, (gpointer) id,
                           (gpointer) gp_element_get_name (element));
      if (kind != GP_KIND_TRANSITION)
        g_array_append_vals (pasting->roots, id, 1);
      if ((kind == GP_KIND_ENTITY || kind == GP_KIND_NOTE)
          && !g_hash_table_contains (pasting->placed, old_id))
        g_array_append_vals (pasting->unplaced, id, 1);
    }
  gp_change_set_add (pasting->changes, copy);
}

static void
paste_placement (Pasting         *pasting,
                 const GpElement *placement)
{
  const GpId *of = gp_element_get_ref (placement, GP_PLACEMENT_ELEMENT);
  const GpPoint *at = gp_element_get_point (placement, GP_PLACEMENT_AT);
  const GpId *element = of != NULL ? g_hash_table_lookup (pasting->ids, of) : NULL;
  g_autoptr(GpElement) copy = NULL;
  GpId id;

  if (element == NULL || at == NULL || gp_id_is_nil (&pasting->paste->view))
    return;
  /* What was copied from two views, or stood twice in one, is placed once. */
  if (!g_hash_table_remove (pasting->placed, of))
    return;
  id = gp_id_derive (&pasting->paste->view, element);
  copy = gp_element_new (GP_KIND_PLACEMENT, &id, &pasting->paste->view, 0);
  gp_element_set_ref (copy, GP_PLACEMENT_ELEMENT, element);
  gp_element_set (copy, GP_PLACEMENT_AT, gp_value_point (at->x + pasting->paste->dx,
                                                         at->y + pasting->paste->dy));
  gp_element_set (copy, GP_PLACEMENT_SIZE,
                  gp_value_copy (gp_element_get_value (placement, GP_PLACEMENT_SIZE)));
  gp_element_set_bool (copy, GP_PLACEMENT_COLLAPSED,
                       gp_element_get_bool (placement, GP_PLACEMENT_COLLAPSED));
  gp_change_set_add (pasting->changes, copy);
}

static guint
count_children (Pasting    *pasting,
                const GpId *id)
{
  guint n = 0;

  for (gsize i = 0; i < gp_change_set_get_size (pasting->changes); i++)
    {
      const GpChange *change = gp_change_set_get (pasting->changes, i);

      n += change->kind == GP_KIND_FIELD && gp_id_equal (gp_element_get_parent (change->element),
                                                         id);
    }
  return n;
}

/* What was copied without a place stands in rows, about as wide as high. */
static void
place_rest (Pasting *pasting)
{
  guint columns = MAX (1, (guint) ceil (sqrt (pasting->unplaced->len)));
  GpPoint at = pasting->paste->at;
  double height = 0;
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (GpEditPlace));
  g_autoptr(GpChangeSet) placing = NULL;

  if (gp_id_is_nil (&pasting->paste->view) || pasting->unplaced->len == 0)
    return;
  for (guint i = 0; i < pasting->unplaced->len; i++)
    {
      const GpId *id = &g_array_index (pasting->unplaced, GpId, i);
      GpEditPlace place = { *id, at, TRUE };

      if (i > 0 && i % columns == 0)
        {
          place.at.x = at.x = pasting->paste->at.x;
          place.at.y = at.y += height + CELL_GAP;
          height = 0;
        }
      g_array_append_val (places, place);
      height = MAX (height, HEAD_HEIGHT + ROW_HEIGHT * count_children (pasting, id));
      at.x += CELL_WIDTH;
    }
  placing = gp_edit_place (pasting->design, &pasting->paste->view,
                           (const GpEditPlace *) (gpointer) places->data, places->len, NULL);
  gp_change_set_append_all (pasting->changes, placing);
}

static void
give_ids (Pasting *pasting)
{
  for (gsize i = 0; i < gp_change_set_get_size (pasting->copied); i++)
    {
      const GpChange *change = gp_change_set_get (pasting->copied, i);
      GpId id = gp_id_new ();

      if (change->type != GP_CHANGE_ADD || !is_copied (change->element))
        {
          const GpId *of = change->type == GP_CHANGE_ADD && change->kind == GP_KIND_PLACEMENT
                             ? gp_element_get_ref (change->element, GP_PLACEMENT_ELEMENT) : NULL;

          if (of != NULL)
            g_hash_table_add (pasting->placed, (gpointer) of);
          continue;
        }
      g_hash_table_insert (pasting->ids, g_memdup2 (&change->id, sizeof (GpId)),
                           g_memdup2 (&id, sizeof id));
    }
}

/* What is left out may have been referred to by what came before it: until nothing more is left out
 * all is done again. */
static void
paste_elements (Pasting *pasting)
{
  guint all = g_hash_table_size (pasting->ids);
  guint before;

  do
    {
      before = g_hash_table_size (pasting->ids);
      gp_change_set_unref (pasting->changes);
      pasting->changes = gp_change_set_new (NULL);
      pasting->dropped = all - before;
      g_hash_table_remove_all (pasting->taken);
      g_hash_table_remove_all (pasting->names);
      g_array_set_size (pasting->roots, 0);
      g_array_set_size (pasting->unplaced, 0);
      for (gsize i = 0; i < gp_change_set_get_size (pasting->copied); i++)
        {
          const GpChange *change = gp_change_set_get (pasting->copied, i);

          if (change->type == GP_CHANGE_ADD && is_copied (change->element))
            paste_element (pasting, change->element);
        }
    }
  while (g_hash_table_size (pasting->ids) != before);
}

GpChangeSet *
gp_edit_paste (GpDesign           *design,
               const GpChangeSet  *copied,
               const GpEditPaste  *paste,
               GArray            **out_ids,
               guint              *out_dropped,
               GError            **error)
{
  g_auto(Pasting) pasting = {
    .design = design,
    .copied = copied,
    .paste = paste,
    .ids = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free),
    .placed = g_hash_table_new (gp_id_hash, gp_id_equal),
    .taken = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .names = g_hash_table_new (gp_id_hash, gp_id_equal),
    .roots = g_array_new (FALSE, FALSE, sizeof (GpId)),
    .unplaced = g_array_new (FALSE, FALSE, sizeof (GpId)),
    .changes = gp_change_set_new (NULL),
  };
  g_autofree char *title = NULL;

  give_ids (&pasting);
  paste_elements (&pasting);
  for (gsize i = 0; i < gp_change_set_get_size (copied); i++)
    {
      const GpChange *change = gp_change_set_get (copied, i);

      if (change->type == GP_CHANGE_ADD && change->kind == GP_KIND_PLACEMENT)
        paste_placement (&pasting, change->element);
    }
  if (pasting.roots->len == 0)
    {
      g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT,
                           _("There is nothing that can be pasted here. Fields are pasted into an "
                             "entity that is selected, and steps inside of a flow."));
      return NULL;
    }
  place_rest (&pasting);
  gp_edit_rename_copied (design, pasting.names, pasting.changes);
  title = g_strdup_printf (ngettext ("Pasted %u element", "Pasted %u elements",
                                     pasting.roots->len), pasting.roots->len);
  gp_change_set_set_title (pasting.changes, title);
  if (out_ids != NULL)
    *out_ids = g_steal_pointer (&pasting.roots);
  if (out_dropped != NULL)
    *out_dropped = pasting.dropped;
  return g_steal_pointer (&pasting.changes);
}
