/* gp-tests-page.h — the access tests of a design, and what they leave open
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-watch.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpTestsPage: all access tests with what came of them, failures first, and the conditional cells
 * that no test has seen both sides of. A click goes to the test or the entity. */
#define GP_TYPE_TESTS_PAGE (gp_tests_page_get_type ())
G_DECLARE_FINAL_TYPE (GpTestsPage, gp_tests_page, GP, TESTS_PAGE, GtkWidget)

GtkWidget *gp_tests_page_new (GpSession *session, GpAccessWatch *watch);

G_END_DECLS
