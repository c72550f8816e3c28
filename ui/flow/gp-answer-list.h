/* gp-answer-list.h — which step of a simulated flow is answered with what
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpAnswerList: a row for each step that wants something done, with its choices, and the JSON of
 * those that have some. */
#define GP_TYPE_ANSWER_LIST (gp_answer_list_get_type ())
G_DECLARE_FINAL_TYPE (GpAnswerList, gp_answer_list, GP, ANSWER_LIST, GtkWidget)

GtkWidget *gp_answer_list_new (GpSession *session, GpFlowSimulation *simulation);

G_END_DECLS
