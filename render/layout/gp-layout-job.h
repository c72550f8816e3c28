/* gp-layout-job.h — what a run needs at every step
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-budget.h"
#include "gp-layout-graphviz.h"

G_BEGIN_DECLS

/* What rounding two positions may take from the distance between them. */
#define GP_LAYOUT_ROUNDING 1.0

/**
 * GpLayoutJob: the surroundings of one run in the worker; all borrowed.
 * @gap: kept between cards before positions are rounded, canvas units
 * @aspect: width / height to aim at
 * @with_hubs: whether lines to hubs are drawn like others: in small drawings
 * @crossings_first: whether it may have no more crossings than what Graphviz draws, whatever the
 *   area: in small drawings
 * @report: (nullable): told how far the run has come, 0 … 1, in the worker's thread
 */
typedef struct
{
  GpGraphviz     *graphviz;
  GCancellable   *cancellable;
  GpLayoutBudget  budget;
  double          gap;
  double          aspect;
  guint32         seed;
  gboolean        with_hubs;
  gboolean        crossings_first;
  void          (*report) (double fraction, gpointer data);
  gpointer        report_data;
} GpLayoutJob;

static inline void
gp_layout_job_report (const GpLayoutJob *self,
                      double             fraction)
{
  if (self->report != NULL)
    self->report (fraction, self->report_data);
}

G_END_DECLS
