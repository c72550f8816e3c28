/* gp-simulation-private.h — what the files of the simulation share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-simulation.h"

G_BEGIN_DECLS

/** GpSimulationAsked: a question and what it borrows. */
typedef struct
{
  GpAccessCaller  *caller;
  GpAccessRecord  *record;
  GpAccessRecord  *new_record;
  GArray          *written;
  GpAccessQuestion question;
} GpSimulationAsked;

struct _GpSimulation
{
  GObject parent_instance;

  GpAccessWatch      *watch;
  GpAccessView       *view;
  GpSimulationChoice  choice;
  char               *action;
  char               *typed;
  char               *write;
  char               *now;
  gboolean            has_choice;   /* a view was there to choose from */
  GpSimulationAsked   asked;
  GpAccessDecision   *decision;
  char               *problem;
};

GpDesign       *gp_simulation_get_design  (GpSimulation *self);      /* of the view */

/** gp_simulation_make_caller: (transfer full): nobody where @persona is none. */
GpAccessCaller *gp_simulation_make_caller (GpSimulation *self, const GpId *persona);

/** gp_simulation_make_question: @record: instead of the chosen one, or NULL. @out: to be cleared;
 * its question is not explained. */
gboolean        gp_simulation_make_question (GpSimulation *self, const GpId *persona,
                                             GpAccessRecord *record, GpSimulationAsked *out,
                                             GError **error);
void            gp_simulation_asked_clear (GpSimulationAsked *self);

G_END_DECLS
