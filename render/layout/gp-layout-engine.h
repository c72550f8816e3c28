/* gp-layout-engine.h — runs layouts, one at a time
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-request.h"
#include "gp-layout.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define GP_LAYOUT_ERROR (gp_layout_error_quark ())

/**
 * GpLayoutError:
 * @GP_LAYOUT_ERROR_GRAPHVIZ: Graphviz is not installed as it should be, or gave up. There is no
 *   layout; positions are as they were.
 */
typedef enum
{
  GP_LAYOUT_ERROR_GRAPHVIZ,
} GpLayoutError;

/**
 * GpLayoutEffort: how long to look for a good drawing. Counted in steps, not in seconds, so that
 * the answer does not depend on the machine.
 * @GP_LAYOUT_QUICK: shown at once: about 0.1 s for a thousand cards
 * @GP_LAYOUT_REFINED: about four times as long, and fewer crossings
 */
typedef enum
{
  GP_LAYOUT_QUICK,
  GP_LAYOUT_REFINED,
} GpLayoutEffort;

/* @fraction: 0 … 1. Called in the main context of the thread that began the run, never after the
 * run has finished. */
typedef void (*GpLayoutProgressFunc) (double   fraction,
                                      gpointer user_data);

#define GP_TYPE_LAYOUT_ENGINE (gp_layout_engine_get_type ())
G_DECLARE_FINAL_TYPE (GpLayoutEngine, gp_layout_engine, GP, LAYOUT_ENGINE, GObject)

/**
 * GpLayoutEngine: lays out one drawing after another. The latest run wins: a new one cancels the
 * one before it, which then ends with G_IO_ERROR_CANCELLED.
 *
 * All engines of a process share one worker thread, because Graphviz may only ever be called from
 * one. Used from one thread, which has a main context.
 */
GQuark          gp_layout_error_quark           (void);
GpLayoutEngine *gp_layout_engine_new            (void) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_layout_engine_run_async:
 * @request: a reference is taken; not to be changed any more
 * @progress: (nullable): told how far the run has come
 * @progress_data: must stay valid until @callback has been called
 */
void            gp_layout_engine_run_async      (GpLayoutEngine       *self,
                                                 GpLayoutRequest      *request,
                                                 GpLayoutEffort        effort,
                                                 GCancellable         *cancellable,
                                                 GpLayoutProgressFunc  progress,
                                                 gpointer              progress_data,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);

/* Returns: (transfer full): or NULL with GP_LAYOUT_ERROR or G_IO_ERROR_CANCELLED. */
GpLayout       *gp_layout_engine_run_finish     (GpLayoutEngine       *self,
                                                 GAsyncResult         *result,
                                                 GError              **error);

/* The number of the latest run: 0 before the first. A layout with an older one is out of date. */
guint64         gp_layout_engine_get_generation (GpLayoutEngine       *self);

/* Cancels the run under way, if there is one. */
void            gp_layout_engine_cancel         (GpLayoutEngine       *self);

/**
 * gp_layout_run:
 *
 * Waits for the shared worker and for the answer: for programs without a main loop. Not to be
 * called from a thread that must stay responsive.
 *
 * Returns: (transfer full): or NULL with GP_LAYOUT_ERROR or G_IO_ERROR_CANCELLED.
 */
GpLayout       *gp_layout_run                   (GpLayoutRequest      *request,
                                                 GpLayoutEffort        effort,
                                                 GCancellable         *cancellable,
                                                 GError              **error);

G_END_DECLS
