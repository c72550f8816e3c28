/* gp-question-pane.h — who does what with which record: the question of the simulator
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-simulation.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpQuestionPane: a form over a GpSimulation; shows what is chosen, whoever chose it. */
#define GP_TYPE_QUESTION_PANE (gp_question_pane_get_type ())
G_DECLARE_FINAL_TYPE (GpQuestionPane, gp_question_pane, GP, QUESTION_PANE, GtkWidget)

GtkWidget *gp_question_pane_new (GpSimulation *simulation);

G_END_DECLS
