/* gp-edit.c — what people do to a design: add, set, order and place
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-edit"

#include "config.h"

#include "gp-edit.h"

#include "gp-edit-view.h"
#include "gp-expr-design-rename.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

#define MAX_LINE 10000     /* bytes: what is laid out in one line takes its time */

static gboolean
refuse (GError       **error,
        GpDesignError  code,
        const char    *message)
{
  g_set_error_literal (error, GP_DESIGN_ERROR, code, message);
  return FALSE;
}

/* A rank right after @after. Where the siblings stand too close for a number in between, they are
 * given natural ranks again, in @changes. */
static double
make_room (GpDesign    *design,
           GpChangeSet *changes,
           const GpId  *parent,
           const GpId  *after)
{
  double rank = gp_design_rank_after (design, parent, after);
  const GpElement *child;
  double next = 1;

  for (gsize i = 0; (child = gp_design_peek_child (design, parent, i)) != NULL; i++)
    if (gp_element_get_rank (child) == rank)
      break;
  if (child == NULL)
    return rank;

  rank = 1;
  if (after == NULL)
    next = 2;
  for (gsize i = 0; (child = gp_design_peek_child (design, parent, i)) != NULL; i++)
    {
      gp_change_set_move (changes, child, parent, next++);
      if (after != NULL && gp_id_equal (gp_element_get_id (child), after))
        rank = next++;
    }
  return rank;
}

/* The proposal for a new element's name. */
static char *
dup_default_name (const GpKindInfo *info)
{
  return g_strdup (gp_property_get_info ((GpProperty) info->name)->type == GP_TYPE_NAME
                   ? info->nick : _(info->label));
}

static void
set_unique_name (GpDesign   *design,
                 GpElement  *element,
                 const char *wish)
{
  const GpKindInfo *info = gp_kind_get_info (gp_element_get_kind (element));
  g_autofree char *stem = wish != NULL && wish[0] != '\0' ? g_strdup (wish) : NULL;
  g_autofree char *name = NULL;

  if (info->name < 0 || (stem == NULL && info->name_scope == GP_NAME_SCOPE_NOTHING))
    return;
  if (stem == NULL)
    stem = dup_default_name (info);
  name = gp_name_make_unique (design, gp_element_get_parent (element), info->kind, stem, NULL);
  gp_element_set_text (element, (GpProperty) info->name, name);
}

static void
add_placement (GpChangeSet   *changes,
               const GpId    *view,
               const GpId    *element,
               const GpPoint *at)
{
  GpId id = gp_id_derive (view, element);
  g_autoptr(GpElement) placement = gp_element_new (GP_KIND_PLACEMENT, &id, view, 0);

  gp_element_set_ref (placement, GP_PLACEMENT_ELEMENT, element);
  gp_element_set (placement, GP_PLACEMENT_AT, gp_value_point (at->x, at->y));
  gp_change_set_add (changes, placement);
}

char *
gp_edit_say_added (GpDesign   *design,
                   GpKind      kind,
                   const char *name,
                   const GpId *parent)
{
  g_autofree char *path = NULL;

  if (kind != GP_KIND_FIELD)
    return g_strchomp (g_strdup_printf (_("Added %s %s"), gp_name_of_kind (kind), name));
  path = gp_design_dup_path (design, parent);
  return g_strdup_printf (_("Added field %s to %s"), name, path);
}

GpChangeSet *
gp_edit_add (GpDesign      *design,
             GpKind         kind,
             const GpId    *parent,
             const char    *wish,
             const GpId    *view,
             const GpPoint *at,
             GpId          *out_id)
{
  GpChangeSet *changes = gp_change_set_new (NULL);
  g_autoptr(GpElement) element = gp_design_new_child (design, kind, parent);
  const GpId id = *gp_element_get_id (element);
  g_autoptr(GpElement) key = NULL;
  g_autofree char *title = NULL;

  set_unique_name (design, element, wish);
  if (kind == GP_KIND_ENTITY)
    {
      GpId key_id = gp_id_new ();
      GpValue keys = gp_value_ids (&key_id, 1);

      key = gp_element_new (GP_KIND_FIELD, &key_id, &id, 1);
      gp_element_set_text (key, GP_FIELD_NAME, "id");
      gp_element_set_text (key, GP_FIELD_TYPE, "uuid");
      gp_element_set (element, GP_ENTITY_PRIMARY_KEY, keys);
    }
  gp_change_set_add (changes, element);
  if (key != NULL)
    gp_change_set_add (changes, key);
  if (view != NULL && at != NULL)
    {
      add_placement (changes, view, &id, at);
      gp_edit_join_view (design, changes, view);
    }

  title = gp_edit_say_added (design, kind, gp_element_get_name (element), parent);
  gp_change_set_set_title (changes, title);
  if (out_id != NULL)
    *out_id = id;
  return changes;
}

GpChangeSet *
gp_edit_add_views (GpDesign *design)
{
  static const struct
  {
    const char *lens;
    const char *name;
  } views[] = { { "data", N_("Data") }, { "flows", N_("Flows") }, { "access", N_("Access") } };
  const GpId *root = gp_design_get_root_id (design);
  GpChangeSet *changes = gp_change_set_new (_("Added views"));
  double rank = gp_design_rank_last (design, root);

  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      GpId id = gp_id_new ();
      g_autoptr(GpElement) view = NULL;
      g_autofree char *name = NULL;

      if (gp_edit_find_view (design, views[i].lens) != NULL)
        continue;
      view = gp_element_new (GP_KIND_VIEW, &id, root, rank++);
      name = gp_name_make_unique (design, root, GP_KIND_VIEW, _(views[i].name), NULL);
      gp_element_set_text (view, GP_VIEW_NAME, name);
      gp_element_set_text (view, GP_VIEW_LENS, views[i].lens);
      gp_change_set_add (changes, view);
    }
  return changes;
}

GpDesign *
gp_edit_new_design (const char *name)
{
  GpDesign *design = gp_design_new (NULL, name != NULL && name[0] != '\0' ? name : _("Untitled"));
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GpChangeSet) changes = gp_edit_add_views (design);
  GpId id = gp_id_new ();
  g_autoptr(GpElement) target = gp_element_new (GP_KIND_TARGET, &id, root, 4);

  gp_element_set_text (target, GP_TARGET_NAME, _("Local backend"));
  gp_element_set_text (target, GP_TARGET_URL, "http://127.0.0.1:8090");
  gp_change_set_add (changes, target);
  if (!gp_design_apply (design, changes, NULL))
    g_assert_not_reached ();
  return design;
}

/* NULL with an error where @id is no element of @kind. */
static const GpElement *
require (GpDesign   *design,
         const GpId *id,
         GpKind      kind,
         GError    **error)
{
  const GpElement *element = gp_design_lookup_kind (design, id, kind);

  if (element == NULL)
    g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_STALE, _("The %s is not there any more."),
                 gp_name_of_kind (kind));
  return element;
}

GpChangeSet *
gp_edit_add_field (GpDesign    *design,
                   const GpId  *entity,
                   const char  *wish,
                   const GpId  *after,
                   GpId        *out_id,
                   GError     **error)
{
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autoptr(GpElement) field = NULL;
  g_autofree char *title = NULL;
  GpId id = gp_id_new ();

  if (gp_design_lookup_kind (design, entity, GP_KIND_EVENT) == NULL &&
      require (design, entity, GP_KIND_ENTITY, error) == NULL)
    return NULL;
  if (wish != NULL && wish[0] != '\0' && !gp_name_check (GP_KIND_FIELD, wish, error))
    return NULL;

  field = gp_element_new (GP_KIND_FIELD, &id, entity,
                          after == NULL ? gp_design_rank_last (design, entity)
                                        : make_room (design, changes, entity, after));
  set_unique_name (design, field, wish);
  gp_element_set_bool (field, GP_FIELD_NULLABLE, TRUE);
  gp_change_set_add (changes, field);

  title = gp_edit_say_added (design, GP_KIND_FIELD, gp_element_get_name (field), entity);
  gp_change_set_set_title (changes, title);
  if (out_id != NULL)
    *out_id = id;
  return g_steal_pointer (&changes);
}

/* Where one value of an enum is written differently and all others stay, it is a new name for it:
 * expressions and example records that use the value follow. */
static void
follow_renamed_value (GpDesign        *design,
                      const GpElement *field,
                      const GpValue   *values,
                      GpChangeSet     *changes)
{
  gsize n_old, n_new, changed = 0, n_changed = 0;
  const char *const *old_texts = gp_element_get_texts (field, GP_FIELD_VALUES, &n_old);
  const char *const *new_texts = gp_value_get_texts (values, &n_new);

  if (n_old != n_new)
    return;

  for (gsize i = 0; i < n_old; i++)
    if (!g_str_equal (old_texts[i], new_texts[i]))
      {
        changed = i;
        n_changed++;
      }
  if (n_changed == 1 && !g_strv_contains (old_texts, new_texts[changed]))
    gp_expr_design_rename_choice (design, gp_element_get_id (field), old_texts[changed],
                                  new_texts[changed], changes);
}

/* Of what somebody types; a file may have more, and is opened all the same. */
static gboolean
check_length (const GpPropertyInfo *info,
              const GpValue        *value,
              GError              **error)
{
  if ((info->type != GP_TYPE_LINE && info->type != GP_TYPE_NAME) || gp_value_is_none (value)
      || strlen (gp_value_get_text (value)) <= MAX_LINE)
    return TRUE;
  g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE,
               _("“%s” has more than 10000 bytes: a line is shorter."), _(info->label));
  return FALSE;
}

GpChangeSet *
gp_edit_set (GpDesign    *design,
             const GpId  *id,
             GpProperty   property,
             GpValue      value,
             GError     **error)
{
  g_auto(GpValue) owned = value;
  const GpPropertyInfo *info = gp_property_get_info (property);
  const GpElement *element = require (design, id, info->kind, error);
  GpChangeSet *changes;
  g_autofree char *path = NULL;
  g_autofree char *title = NULL;

  if (element == NULL || !gp_property_check_value (property, &owned, error)
      || !check_length (info, &owned, error))
    return NULL;
  if ((int) property == gp_kind_get_info (info->kind)->name &&
      (gp_kind_get_info (info->kind)->name_scope != GP_NAME_SCOPE_NOTHING ||
       !gp_value_is_none (&owned)))
    return gp_edit_rename (design, id, gp_value_is_none (&owned) ? "" : gp_value_get_text (&owned),
                           error);
  if (info->flags & GP_PROPERTY_REQUIRED && gp_value_is_none (&owned))
    {
      g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE,
                   _("“%s” cannot be empty."), _(info->label));
      return NULL;
    }

  path = gp_design_dup_path (design, id);
  title = g_strdup_printf (_("Changed “%s” of %s"), _(info->label),
                           path[0] != '\0' ? path : _("the design"));
  changes = gp_change_set_new (title);
  gp_change_set_set (changes, element, property, gp_value_copy (&owned));
  if (property == GP_FIELD_VALUES)
    follow_renamed_value (design, element, &owned, changes);
  return changes;
}

GpChangeSet *
gp_edit_reorder (GpDesign    *design,
                 const GpId  *id,
                 const GpId  *parent,
                 const GpId  *after,
                 GError     **error)
{
  const GpElement *element = gp_design_lookup (design, id);
  g_autoptr(GpChangeSet) changes = NULL;
  g_autofree char *path = NULL;
  g_autofree char *title = NULL;
  double rank;

  if (element == NULL || gp_element_get_kind (element) == GP_KIND_DESIGN)
    {
      refuse (error, GP_DESIGN_ERROR_STALE, _("What you move is not there any more."));
      return NULL;
    }
  path = gp_design_dup_path (design, id);
  title = g_strdup_printf (_("Moved %s"), path);
  changes = gp_change_set_new (title);
  if (after != NULL && gp_id_equal (id, after))
    return g_steal_pointer (&changes);

  rank = make_room (design, changes, parent, after);
  if (gp_change_set_get_size (changes) == 0)
    gp_change_set_move (changes, element, parent, rank);
  else
    {
      /* The siblings were given new ranks, this one perhaps among them: start from what it has
       * then. */
      g_autoptr(GpDesign) after_room = gp_design_copy (design);

      if (!gp_design_apply (after_room, changes, error))
        return NULL;
      gp_change_set_move (changes, gp_design_lookup (after_room, id), parent, rank);
    }
  return g_steal_pointer (&changes);
}

const GpElement *
gp_edit_find_view (GpDesign   *design,
                   const char *lens)
{
  g_autoptr(GPtrArray) views = gp_design_list (design, GP_KIND_VIEW);
  const GpElement *first = NULL;

  for (guint i = 0; i < views->len; i++)
    {
      const GpElement *view = g_ptr_array_index (views, i);

      if (!gp_element_is (view, GP_VIEW_LENS, lens))
        continue;
      if (!gp_element_is (view, GP_VIEW_SHOWS, "members")
          && gp_element_get_ref (view, GP_VIEW_SUBJECT) == NULL)
        return view;
      if (first == NULL)
        first = view;
    }
  return first;
}

const GpElement *
gp_edit_placement (GpDesign   *design,
                   const GpId *view,
                   const GpId *element)
{
  GpId id = gp_id_derive (view, element);
  const GpElement *placement = gp_design_lookup_kind (design, &id, GP_KIND_PLACEMENT);

  /* An id that a program made up otherwise is looked for the long way. */
  if (placement == NULL)
    {
      gsize n;
      const GpReferrer *referrers = gp_design_peek_referrers (design, element, &n);

      for (gsize i = 0; i < n && placement == NULL; i++)
        if (referrers[i].property == GP_PLACEMENT_ELEMENT)
          {
            const GpElement *holder = gp_design_lookup (design, &referrers[i].holder);

            if (gp_id_equal (gp_element_get_parent (holder), view))
              placement = holder;
          }
    }
  return placement;
}

GpChangeSet *
gp_edit_place (GpDesign          *design,
               const GpId        *view,
               const GpEditPlace *places,
               gsize              n,
               const char        *title)
{
  GpChangeSet *changes = gp_change_set_new (title);

  for (gsize i = 0; i < n; i++)
    {
      const GpElement *placement = gp_edit_placement (design, view, &places[i].element);

      if (placement == NULL)
        {
          GpId id = gp_id_derive (view, &places[i].element);
          g_autoptr(GpElement) new = gp_element_new (GP_KIND_PLACEMENT, &id, view, 0);

          gp_element_set_ref (new, GP_PLACEMENT_ELEMENT, &places[i].element);
          gp_element_set (new, GP_PLACEMENT_AT, gp_value_point (places[i].at.x, places[i].at.y));
          gp_element_set_bool (new, GP_PLACEMENT_PINNED, places[i].pinned);
          gp_change_set_add (changes, new);
          continue;
        }
      gp_change_set_set (changes, placement, GP_PLACEMENT_AT,
                         gp_value_point (places[i].at.x, places[i].at.y));
      gp_change_set_set (changes, placement, GP_PLACEMENT_PINNED, gp_value_bool (places[i].pinned));
    }
  return changes;
}
