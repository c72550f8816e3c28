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

G_END_DECLS
