/* gp-test-turns.h — how long a program does not answer
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/**
 * A turn is what the main loop does from one poll to the next: nobody is answered meanwhile. What
 * is counted is the main thread's own processor time, so that a busy machine does not make a turn
 * longer than it is. Main thread only, one measure at a time.
 */

/** gp_test_turns_begin: the first turn begins now. */
void   gp_test_turns_begin (void);

/** gp_test_turns_end: milliseconds of the longest turn since; that under way is one of them. */
double gp_test_turns_end   (void);

G_END_DECLS
