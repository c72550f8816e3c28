/* gp-tests-page.h — the tests of a design, and what they leave open
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-watch.h"
#include "gp-flow-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpTestsPage: all tests with what came of them, failures first; the conditional cells that no
 * test has seen both sides of, and the branches and error edges of tested flows that no test takes.
 * A click goes to the test, the entity or the transition. */
#define GP_TYPE_TESTS_PAGE (gp_tests_page_get_type ())
G_DECLARE_FINAL_TYPE (GpTestsPage, gp_tests_page, GP, TESTS_PAGE, GtkWidget)

GtkWidget *gp_tests_page_new (GpSession *session, GpAccessWatch *watch,
                              GpFlowWatch *flows);

G_END_DECLS
