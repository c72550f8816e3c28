/* gp-run-effects.h — what runs of flows wait for, in the file of a backend
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-effect.h"
#include "gp-sqlite.h"

G_BEGIN_DECLS

/** GpRunEffect: a call that is not answered yet, a decision or an event that is waited for. */
typedef struct
{
  gint64        run;
  gint64        since;
  GpFlowEffect *effect;
} GpRunEffect;

void         gp_run_effect_free    (GpRunEffect *self);    /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunEffect, gp_run_effect_free)

/* All of these are for a transaction of the caller. */

gboolean     gp_run_effects_add    (GpSqlite *sqlite, gint64 run, const GpFlowEffect *effect,
                                    gint64 now, GError **error);

/** gp_run_effects_remove: @number: 0 for all of the run. */
gboolean     gp_run_effects_remove (GpSqlite *sqlite, gint64 run, guint64 number, GError **error);

/** gp_run_effects_list: (transfer full): of GpRunEffect, the oldest first: all of one @kind, but
 * for what runs wait for that were broken off. One that cannot be read is left out. */
GPtrArray   *gp_run_effects_list   (GpSqlite *sqlite, GpFlowEffectKind kind, GError **error);

/** gp_run_effects_find: (transfer full): NULL without @error where it is not open. */
GpRunEffect *gp_run_effects_find   (GpSqlite *sqlite, gint64 run, guint64 number, GError **error);

/** gp_run_effects_list_run: (transfer full): of GpRunEffect: all of one run, in order. */
GPtrArray   *gp_run_effects_list_run (GpSqlite *sqlite, gint64 run, GError **error);

/** gp_run_effects_list_listening: (transfer full): of gint64: the runs that listen to @event. */
GArray      *gp_run_effects_list_listening (GpSqlite *sqlite, const char *event, GError **error);

G_END_DECLS
