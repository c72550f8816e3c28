/* gp-flow-driver.h — carries a run on with effects that are answered at once
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-run.h"

G_BEGIN_DECLS

/**
 * GpFlowEffects: who answers effects, by kind; NULL for kinds that nobody does.
 *
 * Each function gives the result, or on failure NULL and *@fault, a gp_flow_fault_new(); both
 * (transfer full).
 */
typedef struct
{
  GpExprValue *(*perform[GP_FLOW_N_EFFECT_KINDS]) (const GpFlowEffect *effect, gpointer user_data,
                                                   GpExprValue **fault);
} GpFlowEffects;

/**
 * gp_flow_drive:
 * @outcome: gets the whole trace, and the effects that nobody answers; the others are not in it
 *
 * Advances @run, and again with each answer, until there is nothing more to do at @now: how a flow
 * runs that has to end within a transaction, before a change is stored.
 *
 * Returns: whether the run has ended. One that has not waits for time, people, or an effect of a
 *   kind without a function.
 */
gboolean gp_flow_drive (GpFlowRun *run, const GpFlowEffects *effects, gpointer user_data,
                        gint64 now, GpFlowOutcome *outcome);

/**
 * gp_flow_drive_to_end: as gp_flow_drive() for runs that must not wait: one that would is ended.
 *
 * Returns: FALSE with GP_FLOW_ERROR_BROKEN where it would have waited; TRUE says nothing about how
 *   it ended
 */
gboolean gp_flow_drive_to_end (GpFlowRun *run, const GpFlowEffects *effects, gpointer user_data,
                               gint64 now, GpFlowOutcome *outcome, GError **error);

G_END_DECLS
