/* gp-edit-copied.c — copied steps that are called something else than what they were copied from
 * SPDX-License-Identifier: Apache-2.0
 *
 * The copy of `call` is `call_2`. In a copy `steps.call` still means the step that is called so, in
 * this flow the original; there it becomes `steps.call_2`. In another flow, which has no step of
 * that name, nothing was renamed. */
#define G_LOG_DOMAIN "gp-edit"
#include "config.h"
#include "gp-edit-copied.h"

#include "gp-expr-design-rename.h"
#include "gp-flow.h"

static const GpElement *
find_step (GpDesign   *design,
           const GpId *parent,
           const char *name)
{
  const GpElement *child;
  const GpElement *found = NULL;

  for (gsize i = 0;
       found == NULL && (child = gp_design_peek_child (design, parent, i)) != NULL; i++)
    {
      if (gp_element_get_kind (child) != GP_KIND_STEP)
        continue;
      found = g_str_equal (gp_element_get_name (child), name)
                ? child : find_step (design, gp_element_get_id (child), name);
    }
  return found;
}

/* The steps and transitions that @changes adds. */
static GArray *
list_holders (const GpChangeSet *changes)
{
  GArray *holders = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (gsize i = 0; i < gp_change_set_get_size (changes); i++)
    {
      const GpChange *change = gp_change_set_get (changes, i);

      if (change->type == GP_CHANGE_ADD
          && (change->kind == GP_KIND_STEP || change->kind == GP_KIND_TRANSITION))
        g_array_append_val (holders, change->id);
    }
  return holders;
}

/* @copied: with the copies in it; it follows, so that the next name is looked for in what this one
 * has left. */
static void
rename_one (GpDesign        *copied,
            const GArray    *holders,
            const GpElement *step,
            const char      *before,
            GpChangeSet     *changes)
{
  const GpElement *flow = gp_flow_find_around (copied, step);
  const GpElement *named = flow != NULL ? find_step (copied, gp_element_get_id (flow), before)
                                        : NULL;
  g_autoptr(GpChangeSet) renamed = gp_change_set_new (NULL);

  if (named == NULL || named == step)
    return;
  for (guint i = 0; i < holders->len; i++)
    gp_expr_design_rename_in (copied, &g_array_index (holders, GpId, i), gp_element_get_id (named),
                              gp_element_get_name (step), renamed);
  if (gp_design_apply (copied, renamed, NULL))
    gp_change_set_append_all (changes, renamed);
}

void
gp_edit_rename_copied (GpDesign    *design,
                       GHashTable  *names,
                       GpChangeSet *changes)
{
  g_autoptr(GArray) holders = list_holders (changes);
  g_autoptr(GpDesign) copied = NULL;
  GHashTableIter iter;
  gpointer id;
  gpointer before;

  if (holders->len == 0)
    return;
  copied = gp_design_copy (design);
  if (!gp_design_apply (copied, changes, NULL))
    return;       /* whoever asked for it is told so when it is applied */
  g_hash_table_iter_init (&iter, names);
  while (g_hash_table_iter_next (&iter, &id, &before))
    {
      const GpElement *step = gp_design_lookup_kind (copied, id, GP_KIND_STEP);

      if (step != NULL && !g_str_equal (gp_element_get_name (step), before))
        rename_one (copied, holders, step, before, changes);
    }
}
