/* gp-access-watch.h — asks the rules of a design in the background after every change
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-coverage.h"
#include "gp-access-lights.h"
#include "gp-session.h"

G_BEGIN_DECLS

/**
 * GpAccessView: the rules as they were at one moment, and what came of the tests. Read-only,
 * reference counted; all of it is of one snapshot of the design. Main thread only.
 * @results: of GpAccessTestResult, without explanations; @coverage: of GpAccessCoverage
 */
typedef struct
{
  GpAccess         *access;
  GpAccessFixtures *fixtures;
  GpAccessMatrix   *matrix;
  GpAccessLights   *lights;
  GPtrArray        *results;
  GArray           *coverage;
  guint             n_failed;     /* failed or broken */
} GpAccessView;

GpAccessView *gp_access_view_ref   (GpAccessView *self);
void          gp_access_view_unref (GpAccessView *self);    /* NULL is fine */

/**
 * GpAccessWatch: keeps a view up to date. A run works on a copy in a worker thread; the answer to a
 * design that has changed meanwhile is dropped.
 *
 * GpAccessWatch::changed (GpAccessWatch *self): there is a new view.
 * GpAccessWatch::asked (GpAccessWatch *self, const GpId *role, const char *action,
 * const GpId *subject): see gp_access_watch_ask().
 */
#define GP_TYPE_ACCESS_WATCH (gp_access_watch_get_type ())
G_DECLARE_FINAL_TYPE (GpAccessWatch, gp_access_watch, GP, ACCESS_WATCH, GObject)

GpAccessWatch *gp_access_watch_new  (GpSession *session);

/** gp_access_watch_ask: somebody wants to know whether @role may do @action with @subject, an
 * entity or bucket: emits "asked". */
void           gp_access_watch_ask  (GpAccessWatch *self, const GpId *role, const char *action,
                                     const GpId *subject);

/** gp_access_watch_get: (transfer none) (nullable): NULL before the first run has ended. */
GpAccessView  *gp_access_watch_get  (GpAccessWatch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccessView, gp_access_view_unref)
G_END_DECLS
