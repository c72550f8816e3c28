/* gp-edit-flow.c — steps and what leads from one to another, as change sets
 * SPDX-License-Identifier: Apache-2.0
 *
 * A transition lies beside the steps that it joins. One that begins with the flow or the frame
 * itself has no step to come from. */
#define G_LOG_DOMAIN "gp-edit"
#include "config.h"
#include "gp-edit-flow.h"

#include "gp-edit.h"
#include "gp-name.h"

#include <glib/gi18n-lib.h>

#define LONGEST_WAY 1000     /* steps that are removed in a row */

static gboolean
holds_steps (const GpElement *element)
{
  return element != NULL && (gp_element_get_kind (element) == GP_KIND_FLOW
                             || gp_element_get_kind (element) == GP_KIND_STEP);
}

gboolean
gp_edit_holds_steps (const char *type)
{
  static const char *const types[] = { "for", "fork", "group", "try", NULL };

  return type != NULL && g_strv_contains (types, type);
}

/* Whether @to is one of the steps that lie in @from. */
static gboolean
is_inside (const GpElement *from,
           const GpElement *to)
{
  return gp_id_equal (gp_element_get_parent (to), gp_element_get_id (from));
}

/* The transitions that leave @from: for a flow or a frame with @inside those of its beginning. */
static GPtrArray *
list_leaving (GpDesign        *design,
              const GpElement *from,
              gboolean         inside)
{
  const GpId *id = gp_element_get_id (from);
  const GpId *parent = inside ? id : gp_element_get_parent (from);
  GPtrArray *all = gp_design_list_children (design, parent, GP_KIND_TRANSITION);

  for (guint i = all->len; i > 0; i--)
    {
      const GpId *source = gp_element_get_ref (all->pdata[i - 1], GP_TRANSITION_FROM);

      if (inside ? source != NULL : source == NULL || !gp_id_equal (source, id))
        g_ptr_array_remove_index (all, i - 1);
    }
  return all;
}

static guint
count_type (const GPtrArray *transitions,
            const char      *type)
{
  guint n = 0;

  for (guint i = 0; i < transitions->len; i++)
    n += gp_element_is (transitions->pdata[i], GP_TRANSITION_TYPE, type);
  return n;
}

static const char *
guess_way (const GpElement *from,
           const GPtrArray *leaving,
           gboolean         inside)
{
  if (!inside && gp_element_is (from, GP_STEP_TYPE, "switch"))
    return count_type (leaving, "case") > 0 && count_type (leaving, "else") == 0 ? "else" : "case";
  if (gp_element_get_kind (from) == GP_KIND_STEP && inside
      && gp_element_is (from, GP_STEP_TYPE, "fork"))
    return "branch";
  if (count_type (leaving, "next") == 0)
    return "next";
  return "error";
}

/* @from: nil for the beginning of @parent. @to: NULL for the end. */
static void
add_transition (GpDesign    *design,
                GpChangeSet *changes,
                const GpId  *parent,
                const GpId  *from,
                const GpId  *to,
                const char  *type,
                GpId        *out_id)
{
  GpId id = gp_id_new ();
  g_autoptr(GpElement) transition
    = gp_element_new (GP_KIND_TRANSITION, &id, parent, gp_design_rank_last (design, parent) + 1);

  if (!gp_id_equal (from, parent))
    gp_element_set_ref (transition, GP_TRANSITION_FROM, from);
  if (to != NULL)
    gp_element_set_ref (transition, GP_TRANSITION_TO, to);
  gp_element_set_text (transition, GP_TRANSITION_TYPE, type);
  gp_change_set_add (changes, transition);
  if (out_id != NULL)
    *out_id = id;
}

static GpId
add_step (GpDesign    *design,
          GpChangeSet *changes,
          const GpId  *parent,
          const char  *type)
{
  g_autofree char *name = gp_name_make_unique (design, parent, GP_KIND_STEP, type, NULL);
  g_autoptr(GpElement) step = gp_design_new_child (design, GP_KIND_STEP, parent);

  gp_element_set_text (step, GP_STEP_NAME, name);
  gp_element_set_text (step, GP_STEP_TYPE, type);
  gp_change_set_add (changes, step);
  return *gp_element_get_id (step);
}

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT, message);
  return FALSE;
}

/* Where a transition is parted: it leads to the new step of @type, which leads on to where it
 * led. */
static void
part (GpDesign        *design,
      GpChangeSet     *changes,
      const GpElement *transition,
      const char      *type,
      const GpId      *step)
{
  const GpId *to = gp_element_get_ref (transition, GP_TRANSITION_TO);

  if (to != NULL)
    add_transition (design, changes, gp_element_get_parent (transition), step, to,
                    g_str_equal (type, "switch") ? "case" : "next", NULL);
  gp_change_set_set (changes, transition, GP_TRANSITION_TO, gp_value_id (step));
}

const char *
gp_edit_guess_way (GpDesign   *design,
                   const GpId *from)
{
  const GpElement *step = gp_design_lookup_kind (design, from, GP_KIND_STEP);
  g_autoptr(GPtrArray) leaving = NULL;

  g_return_val_if_fail (step != NULL, "next");

  leaving = list_leaving (design, step, FALSE);
  return guess_way (step, leaving, FALSE);
}

static void
follow (GpDesign         *design,
        GpChangeSet      *changes,
        const GpElement  *after,
        gboolean          inside,
        const GpEditStep *wanted,
        const GpId       *step)
{
  g_autoptr(GPtrArray) leaving = list_leaving (design, after, inside);
  const GpId *parent = inside ? gp_element_get_id (after) : gp_element_get_parent (after);
  const char *way = wanted->branch && !inside ? wanted->way : NULL;
  gboolean fork = inside && gp_element_get_kind (after) == GP_KIND_STEP
                  && gp_element_is (after, GP_STEP_TYPE, "fork");

  for (guint i = 0; !wanted->branch && !fork && i < leaving->len; i++)
    if (gp_element_is (leaving->pdata[i], GP_TRANSITION_TYPE, "next"))
      {
        part (design, changes, leaving->pdata[i], wanted->type, step);
        return;
      }
  add_transition (design, changes, parent, gp_element_get_id (after), step,
                  way != NULL ? way : guess_way (after, leaving, inside), NULL);
}

GpChangeSet *
gp_edit_add_step (GpDesign          *design,
                  const GpEditStep  *step,
                  GpId              *out_id,
                  GError           **error)
{
  const GpElement *on = gp_design_lookup_kind (design, &step->on, GP_KIND_TRANSITION);
  const GpElement *after = gp_design_lookup (design, &step->after);
  gboolean inside = after != NULL && (step->inside || gp_element_get_kind (after) == GP_KIND_FLOW);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autofree char *title = NULL;
  GpId id;

  if (on == NULL && !holds_steps (after))
    {
      fail (error, _("A step is drawn inside of a flow."));
      return NULL;
    }
  if (on == NULL && step->inside && gp_element_get_kind (after) == GP_KIND_STEP
      && !gp_edit_holds_steps (gp_element_get_text (after, GP_STEP_TYPE)))
    {
      fail (error, _("Only loops, forks, groups and tries have steps of their own."));
      return NULL;
    }
  if (on != NULL)
    {
      id = add_step (design, changes, gp_element_get_parent (on), step->type);
      part (design, changes, on, step->type, &id);
    }
  else
    {
      id = add_step (design, changes,
                     inside ? gp_element_get_id (after) : gp_element_get_parent (after),
                     step->type);
      follow (design, changes, after, inside, step, &id);
    }
  title = g_strdup_printf (_("Added the step “%s”"),
                           _(gp_property_get_word (GP_STEP_TYPE, step->type)));
  gp_change_set_set_title (changes, title);
  if (out_id != NULL)
    *out_id = id;
  return g_steal_pointer (&changes);
}

static gboolean
check_ends (GpDesign        *design,
            const GpElement *from,
            const GpElement *to,
            GError         **error)
{
  if (!holds_steps (from) || to == NULL || gp_element_get_kind (to) != GP_KIND_STEP)
    return fail (error, _("Steps are joined with steps."));
  if (is_inside (from, to))
    return TRUE;
  if (gp_element_get_kind (from) == GP_KIND_FLOW
      || !gp_id_equal (gp_element_get_parent (from), gp_element_get_parent (to)))
    return fail (error, _("Only steps of the same flow or frame can be joined."));
  return TRUE;
}

GpChangeSet *
gp_edit_connect (GpDesign    *design,
                 const GpId  *from,
                 const GpId  *to,
                 const char  *way,
                 GpId        *out_id,
                 GError     **error)
{
  const GpElement *source = gp_design_lookup (design, from);
  const GpElement *target = gp_design_lookup (design, to);
  g_autoptr(GPtrArray) leaving = NULL;
  g_autofree char *title = NULL;
  GpChangeSet *changes;
  gboolean inside;

  if (!check_ends (design, source, target, error))
    return NULL;
  inside = is_inside (source, target);
  leaving = list_leaving (design, source, inside);
  for (guint i = 0; i < leaving->len; i++)
    {
      const GpId *led = gp_element_get_ref (leaving->pdata[i], GP_TRANSITION_TO);

      if (led != NULL && gp_id_equal (led, to)
          && (way == NULL || gp_element_is (leaving->pdata[i], GP_TRANSITION_TYPE, way)))
        {
          fail (error, _("These two steps are joined already."));
          return NULL;
        }
    }
  title = g_strdup_printf (_("Joined %s with %s"), gp_element_get_name (source),
                           gp_element_get_name (target));
  changes = gp_change_set_new (title);
  add_transition (design, changes, gp_element_get_parent (target), from, to,
                  way != NULL ? way : guess_way (source, leaving, inside), out_id);
  return changes;
}

GpChangeSet *
gp_edit_reconnect (GpDesign    *design,
                   const GpId  *transition,
                   const GpId  *from,
                   const GpId  *to,
                   GError     **error)
{
  const GpElement *element = gp_design_lookup_kind (design, transition, GP_KIND_TRANSITION);
  const GpElement *source;
  const GpElement *target;
  const GpId *old_from;
  GpChangeSet *changes;

  if (element == NULL)
    {
      fail (error, _("This line is not there any more."));
      return NULL;
    }
  old_from = gp_element_get_ref (element, GP_TRANSITION_FROM);
  source = gp_design_lookup (design, from != NULL ? from
                                     : old_from != NULL ? old_from
                                                        : gp_element_get_parent (element));
  target = gp_design_lookup (design, to != NULL ? to
                                                : gp_element_get_ref (element, GP_TRANSITION_TO));
  if (!check_ends (design, source, target, error))
    return NULL;
  if (!gp_id_equal (gp_element_get_parent (target), gp_element_get_parent (element)))
    {
      fail (error, _("Only steps of the same flow or frame can be joined."));
      return NULL;
    }
  changes = gp_change_set_new (_("Led a line elsewhere"));
  if (from != NULL)
    gp_change_set_set (changes, element, GP_TRANSITION_FROM,
                       is_inside (source, target) ? gp_value_none () : gp_value_id (from));
  if (to != NULL)
    gp_change_set_set (changes, element, GP_TRANSITION_TO, gp_value_id (to));
  return changes;
}

static gboolean
is_among (const GpId *ids,
          gsize       n,
          const GpId *id)
{
  for (gsize i = 0; i < n; i++)
    if (gp_id_equal (&ids[i], id))
      return TRUE;
  return FALSE;
}

/* Where the way on from @step leads, past all that goes; NULL where it ends. */
static const GpId *
find_next (GpDesign   *design,
           const GpId *ids,
           gsize       n,
           const GpId *step)
{
  for (guint i = 0; i < LONGEST_WAY && step != NULL && is_among (ids, n, step); i++)
    {
      const GpElement *element = gp_design_lookup (design, step);
      g_autoptr(GPtrArray) leaving = list_leaving (design, element, FALSE);
      const GpId *next = NULL;

      for (guint k = 0; k < leaving->len && next == NULL; k++)
        if (gp_element_is (leaving->pdata[k], GP_TRANSITION_TYPE, "next")
            && !is_among (ids, n, gp_element_get_id (leaving->pdata[k])))
          next = gp_element_get_ref (leaving->pdata[k], GP_TRANSITION_TO);
      step = next;
    }
  return step != NULL && !is_among (ids, n, step) ? step : NULL;
}

static void
heal (GpDesign    *design,
      const GpId  *ids,
      gsize        n,
      const GpId  *step,
      GpChangeSet *changes)
{
  const GpId *next = find_next (design, ids, n, step);
  gsize n_referrers;
  const GpReferrer *referrers = gp_design_peek_referrers (design, step, &n_referrers);

  for (gsize i = 0; next != NULL && i < n_referrers; i++)
    {
      const GpElement *holder = gp_design_lookup (design, &referrers[i].holder);
      const GpId *from;

      if (referrers[i].property != GP_TRANSITION_TO || holder == NULL)
        continue;
      from = gp_element_get_ref (holder, GP_TRANSITION_FROM);
      if (is_among (ids, n, gp_element_get_id (holder))
          || (from != NULL && (is_among (ids, n, from) || gp_id_equal (from, next))))
        continue;
      gp_change_set_set (changes, holder, GP_TRANSITION_TO, gp_value_id (next));
    }
}

GpChangeSet *
gp_edit_remove_steps (GpDesign    *design,
                      const GpId  *ids,
                      gsize        n,
                      GError     **error)
{
  g_autoptr(GpChangeSet) healed = gp_change_set_new (NULL);
  g_autoptr(GpDesign) copy = NULL;
  g_autoptr(GpChangeSet) removed = NULL;
  GpChangeSet *all;

  for (gsize i = 0; i < n; i++)
    if (gp_design_lookup_kind (design, &ids[i], GP_KIND_STEP) != NULL)
      heal (design, ids, n, &ids[i], healed);
  if (gp_change_set_get_size (healed) == 0)
    return gp_edit_remove (design, ids, n, error);
  copy = gp_design_copy (design);
  if (!gp_design_apply (copy, healed, error)
      || (removed = gp_edit_remove (copy, ids, n, error)) == NULL)
    return NULL;
  all = gp_change_set_new (gp_change_set_get_title (removed));
  gp_change_set_append_all (all, healed);
  gp_change_set_append_all (all, removed);
  return all;
}
