/* gp-access-keep.h — verdicts become tests
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-coverage.h"
#include "gp-change-set.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * GpAccessExpectation: what is to stay so. All is borrowed.
 * @persona: nil: somebody who is not signed in
 * @fixture: nil: none, or the one that @record becomes
 * @record: (nullable): JSON of a record that is no example of the design yet
 * @write: (nullable): JSON of what is written
 */
typedef struct
{
  GpId        persona;
  const char *action;
  GpId        subject;
  GpId        fixture;
  const char *record;
  const char *write;
  gboolean    allow;
} GpAccessExpectation;

/** gp_access_keep: (transfer full): the changes that make a test of it, with an example record and
 * a persona where there are none yet. @out_test: (optional): the test. */
GpChangeSet *gp_access_keep    (GpDesign *design, const GpAccessExpectation *expectation,
                                GpId *out_test);

/**
 * gp_access_propose: (transfer full): a test for each side of each conditional cell that no test
 * has seen, where somebody and a record can be found for it; may be empty. Works on the snapshot
 * of @access, so that a worker may call it. NULL where @cancellable was cancelled.
 * @out_missing: (optional): the sides for which nothing was found
 */
GpChangeSet *gp_access_propose (const GpAccess *access, gint64 now, GCancellable *cancellable,
                                guint *out_missing);

G_END_DECLS
