/* gp-target-live.h — what others have changed on a backend, laid over what was deployed
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * A design says more than a backend keeps. So what is there is not compared with the design that
 * was deployed, but with what that design would read as if it were read back from there.
 *
 * gp_target_live_lay_over: takes from @live what is in @expected and not in @there, and sets what
 * differs. What cannot be said of @live is left.
 */
gboolean gp_target_live_lay_over   (GpDesign *live, GpDesign *expected, GpDesign *there,
                                    GError **error);

/** gp_target_live_add_others: adds what others have: elements of @there that are not in
 * @expected. */
void     gp_target_live_add_others (GpDesign *live, GpDesign *expected, GpDesign *there);

/** gp_target_live_add_adopted: adds what others have and @wanted has taken over: elements of @there
 * that are in @wanted, by their ids, and not in @live. */
void     gp_target_live_add_adopted (GpDesign *live, GpDesign *there, GpDesign *wanted);

/** gp_target_live_check_ours: whether @deployed, what was deployed last (NULL: nothing), is a state
 * of @design; GP_TARGET_ERROR_BLOCKED otherwise. @name: of the target */
gboolean gp_target_live_check_ours (GpDesign *deployed, GpDesign *design, const char *name,
                                    GError **error);

/**
 * gp_target_live_verify: what a target answers when it is asked to verify.
 * @left: of strings: names of what the design cannot say and is not as deploying it leaves it
 *
 * Returns: (transfer full): what is still to change from @live to @wanted; NULL where nothing is,
 *   and there is something @left
 */
GpChangeSet *gp_target_live_verify (GpDesign *live, GpDesign *wanted, GPtrArray *left,
                                    const char *name, GError **error);

G_END_DECLS
