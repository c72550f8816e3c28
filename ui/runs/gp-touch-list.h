/* gp-touch-list.h — which records a step of a run touched, and which rule decided
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-run-detail.h"
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpTouchList: rows below the data of a step: the entity and its records, and the rule; a click
 * goes to the entity or the rule in the design. Hidden where there are none. */
#define GP_TYPE_TOUCH_LIST (gp_touch_list_get_type ())
G_DECLARE_FINAL_TYPE (GpTouchList, gp_touch_list, GP, TOUCH_LIST, GtkWidget)

GtkWidget *gp_touch_list_new  (GpSession *session);

/** gp_touch_list_show: @detail: NULL: nothing. @place: (nullable): NULL for everything that @step
 * touched. */
void       gp_touch_list_show (GpTouchList *self, const GpRunDetail *detail, const GpId *step,
                               const char *place);

G_END_DECLS
