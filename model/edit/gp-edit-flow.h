/* gp-edit-flow.h — steps and what leads from one to another, as change sets
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-change-set.h"

G_BEGIN_DECLS

/* As in gp-edit.h each function reads @design, changes nothing and returns a (transfer full) change
 * set with a title in words; NULL with GP_DESIGN_ERROR where it cannot be done. A step or
 * transition lies in a flow, or in a step that holds steps. */

/** GpEditStep: where a new step of @type, a choice of the metamodel, comes to stand. One of:
 * @on: a transition that it parts in two, or nil
 * @after: a step that it follows, or the flow whose first step it becomes; what followed comes
 *   after it. With @branch it is one more way that leaves @after; with @inside it lies in @after,
 *   a loop, fork, group or try, as its first step or one more of its branches
 * @way: with @branch: the type of the transition; NULL: gp_edit_guess_way() */
typedef struct
{
  const char *type;
  GpId        on;
  GpId        after;
  gboolean    branch;
  gboolean    inside;
  const char *way;
} GpEditStep;

/** gp_edit_add_step: @out_id: (optional): the new step. */
GpChangeSet *gp_edit_add_step   (GpDesign *design, const GpEditStep *step, GpId *out_id,
                                 GError **error);

/** gp_edit_guess_way: static: the type of the next transition that is drawn from the step @from. */
const char  *gp_edit_guess_way  (GpDesign *design, const GpId *from);

/** gp_edit_connect: from a step, flow or frame to a step beside it, or inside of it.
 * @way: the type of the transition; NULL: it follows from what leaves @from already: the branches
 *   of a condition and of a fork, then the way on, then the one that errors take */
GpChangeSet *gp_edit_connect    (GpDesign *design, const GpId *from, const GpId *to,
                                 const char *way, GpId *out_id, GError **error);

/** gp_edit_reconnect: the transition begins at @from or leads to @to; NULL leaves that end. */
GpChangeSet *gp_edit_reconnect  (GpDesign *design, const GpId *transition, const GpId *from,
                                 const GpId *to, GError **error);

/** gp_edit_remove_steps: as gp_edit_remove(), but what led to a step leads on to what followed
 * it. */
GpChangeSet *gp_edit_remove_steps (GpDesign *design, const GpId *ids, gsize n, GError **error);

/** gp_edit_holds_steps: whether steps of @type, a choice of the metamodel, have steps of their
 * own. */
gboolean     gp_edit_holds_steps (const char *type);

G_END_DECLS
