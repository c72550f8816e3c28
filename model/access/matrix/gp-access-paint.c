/* gp-access-paint.c — cells of the matrix are set, and the rules follow
 * SPDX-License-Identifier: Apache-2.0
 *
 * The strokes are taken by subject and role: a rule belongs to one of each, so that what becomes of
 * it does not depend on other strokes. Painting never widens: a rule with a condition, a check or
 * with some fields only is no place for a plain grant, which gets a rule of its own.
 */
#define G_LOG_DOMAIN "gp-access-paint"
#include "config.h"
#include "gp-access-paint.h"

#include "gp-edit.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpDesign      *design;
  GpChangeSet   *changes;
  GArray        *removed;     /* of GpId: rules without an action left */
  GpAccessPaint  paint;
} Painter;

static gboolean
names_action (const GpElement *rule,
              const char      *action)
{
  gsize n;
  const char *const *actions = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (actions[i], action))
      return TRUE;
  return FALSE;
}

static gboolean
is_forbid (const GpElement *rule)
{
  return gp_element_is (rule, GP_RULE_EFFECT, "forbid");
}

/* It is about all records and all fields: others can be added to it. */
static gboolean
is_plain (const GpElement *rule)
{
  static const GpProperty limits[] = { GP_RULE_CONDITION, GP_RULE_CHECK, GP_RULE_PRESETS };

  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    if (gp_element_has (rule, limits[i]))
      return FALSE;
  return gp_element_is (rule, GP_RULE_FIELDS_MODE, "all")
         && !gp_element_get_bool (rule, GP_RULE_CROSS_TENANT);
}

/* (transfer container): the rules of just this role. */
static GPtrArray *
list_own (GpDesign   *design,
          const GpId *subject,
          const GpId *role)
{
  g_autoptr(GPtrArray) rules = gp_design_list_children (design, subject, GP_KIND_RULE);
  GPtrArray *own = g_ptr_array_new ();

  for (guint i = 0; i < rules->len; i++)
    {
      const GpId *who = gp_element_get_ref (rules->pdata[i], GP_RULE_ROLE);

      if (who != NULL && gp_id_equal (who, role))
        g_ptr_array_add (own, rules->pdata[i]);
    }
  return own;
}

/* Whether painting takes @action away from @rule. */
static gboolean
loses (const Painter   *self,
       const GpElement *rule,
       const char      *action)
{
  if (!names_action (rule, action))
    return FALSE;
  return self->paint == GP_ACCESS_PAINT_NONE
         || (self->paint == GP_ACCESS_PAINT_GRANT && is_forbid (rule) && is_plain (rule));
}

static gboolean
is_there (const Painter *self,
          GPtrArray     *own,
          const char    *action)
{
  gboolean forbid = self->paint == GP_ACCESS_PAINT_FORBID;

  for (guint i = 0; i < own->len; i++)
    if (is_forbid (own->pdata[i]) == forbid && names_action (own->pdata[i], action)
        && (!forbid || is_plain (own->pdata[i])))
      return TRUE;
  return FALSE;
}

/* The rule that takes more actions: the first that is plain, and has the effect; NULL: none. */
static const GpElement *
find_place (const Painter *self,
            GPtrArray     *own)
{
  for (guint i = 0; i < own->len; i++)
    if (is_forbid (own->pdata[i]) == (self->paint == GP_ACCESS_PAINT_FORBID)
        && is_plain (own->pdata[i]))
      return own->pdata[i];
  return NULL;
}

static GPtrArray *
list_kept (const Painter   *self,
           const GpElement *rule,
           GPtrArray       *actions)
{
  GPtrArray *kept = g_ptr_array_new ();
  gsize n;
  const char *const *before = gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);

  for (gsize i = 0; i < n; i++)
    {
      gboolean is_painted = g_ptr_array_find_with_equal_func (actions, before[i], g_str_equal,
                                                              NULL);

      if (!is_painted || !loses (self, rule, before[i]))
        g_ptr_array_add (kept, (gpointer) before[i]);
    }
  return kept;
}

static void
add_rule (Painter    *self,
          const GpId *subject,
          const GpId *role,
          GPtrArray  *actions)
{
  GpId id = gp_id_new ();
  g_autoptr(GpElement) rule = gp_element_new (GP_KIND_RULE, &id, subject,
                                              gp_design_rank_last (self->design, subject)
                                                + (double) gp_change_set_get_size (self->changes));

  gp_element_set_ref (rule, GP_RULE_ROLE, role);
  gp_element_set_text (rule, GP_RULE_EFFECT,
                       self->paint == GP_ACCESS_PAINT_FORBID ? "forbid" : "grant");
  gp_element_set (rule, GP_RULE_ACTIONS,
                  gp_value_texts ((const char *const *) actions->pdata, actions->len));
  gp_change_set_add (self->changes, rule);
}

/* A rule that is about nothing yet is somebody's beginning: painting does not take it. */
static gboolean
has_actions (const GpElement *rule)
{
  gsize n;

  gp_element_get_texts (rule, GP_RULE_ACTIONS, &n);
  return n > 0;
}

/* All actions of one subject and one role. */
static void
paint_role (Painter    *self,
            const GpId *subject,
            const GpId *role,
            GPtrArray  *actions)
{
  g_autoptr(GPtrArray) own = list_own (self->design, subject, role);
  g_autoptr(GPtrArray) missing = g_ptr_array_new ();
  const GpElement *place = self->paint != GP_ACCESS_PAINT_NONE ? find_place (self, own) : NULL;

  for (guint i = 0; i < actions->len && self->paint != GP_ACCESS_PAINT_NONE; i++)
    if (!is_there (self, own, actions->pdata[i]))
      g_ptr_array_add (missing, actions->pdata[i]);

  for (guint i = 0; i < own->len; i++)
    {
      const GpElement *rule = own->pdata[i];
      g_autoptr(GPtrArray) kept = list_kept (self, rule, actions);

      if (rule == place)
        g_ptr_array_extend (kept, missing, NULL, NULL);
      if (!has_actions (rule) && kept->len == 0)
        continue;
      if (kept->len == 0)
        g_array_append_vals (self->removed, gp_element_get_id (rule), 1);
      else
        gp_change_set_set (self->changes, rule, GP_RULE_ACTIONS,
                           gp_value_texts ((const char *const *) kept->pdata, kept->len));
    }
  if (place == NULL && missing->len > 0)
    add_rule (self, subject, role, missing);
}

static gboolean
is_same_place (const GpAccessStroke *a,
               const GpAccessStroke *b)
{
  return gp_id_equal (&a->subject, &b->subject) && gp_id_equal (&a->role, &b->role);
}

static int
compare_strokes (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  const GpAccessStroke *x = a, *y = b;
  int order = gp_id_compare (&x->subject, &y->subject);

  return order != 0 ? order : gp_id_compare (&x->role, &y->role);
}

static const char *
title_of (GpAccessPaint paint,
          guint         n)
{
  static const char *const one[] = {
    [GP_ACCESS_PAINT_NONE] = N_("Cleared a cell of the matrix"),
    [GP_ACCESS_PAINT_GRANT] = N_("Granted a cell of the matrix"),
    [GP_ACCESS_PAINT_FORBID] = N_("Forbade a cell of the matrix"),
  };
  static const char *const many[] = {
    [GP_ACCESS_PAINT_NONE] = N_("Cleared cells of the matrix"),
    [GP_ACCESS_PAINT_GRANT] = N_("Granted cells of the matrix"),
    [GP_ACCESS_PAINT_FORBID] = N_("Forbade cells of the matrix"),
  };

  return _(n == 1 ? one[paint] : many[paint]);
}

GpChangeSet *
gp_access_paint (GpDesign      *design,
                 const GArray  *strokes,
                 GpAccessPaint  paint)
{
  GpChangeSet *changes = gp_change_set_new (title_of (paint, strokes->len));
  g_autofree GpAccessStroke *sorted = g_memdup2 (strokes->data,
                                                 strokes->len * sizeof (GpAccessStroke));
  g_autoptr(GArray) removed = g_array_new (FALSE, FALSE, sizeof (GpId));
  Painter self = { .design = design, .changes = changes, .removed = removed, .paint = paint };

  /* A stable order within a place, so that actions are named as they were painted. */
  g_qsort_with_data (sorted, (int) strokes->len, sizeof *sorted,
                     compare_strokes, NULL);
  for (guint i = 0, end; i < strokes->len; i = end)
    {
      g_autoptr(GPtrArray) actions = g_ptr_array_new ();

      for (end = i; end < strokes->len && is_same_place (&sorted[i], &sorted[end]); end++)
        if (!g_ptr_array_find_with_equal_func (actions, sorted[end].action, g_str_equal, NULL))
          g_ptr_array_add (actions, (gpointer) sorted[end].action);
      if (gp_design_lookup (design, &sorted[i].subject) != NULL
          && gp_design_lookup_kind (design, &sorted[i].role, GP_KIND_ROLE) != NULL)
        paint_role (&self, &sorted[i].subject, &sorted[i].role, actions);
    }
  if (removed->len > 0)
    {
      g_autoptr(GpChangeSet) removal =
        gp_edit_remove (design, (const GpId *) (gpointer) removed->data, removed->len, NULL);

      if (removal != NULL)
        gp_change_set_append_all (changes, removal);
    }
  return changes;
}

GpAccessPaint
gp_access_paint_next (const GpAccessCell *cell)
{
  if (cell->state == GP_ACCESS_CELL_NONE && (cell->flags & GP_ACCESS_CELL_FORBID) != 0)
    return GP_ACCESS_PAINT_NONE;
  if (cell->state == GP_ACCESS_CELL_NONE || (cell->flags & GP_ACCESS_CELL_INHERITED) != 0)
    return GP_ACCESS_PAINT_GRANT;
  return GP_ACCESS_PAINT_FORBID;
}
