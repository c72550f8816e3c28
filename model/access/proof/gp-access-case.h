/* gp-access-case.h — an access test of a design, made into a question, and what came of it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-decide.h"
#include "gp-access-fixtures.h"

G_BEGIN_DECLS

/**
 * GpAccessCase: who tries what on what; owns or keeps alive what @question borrows. A plain struct.
 *
 * A test of updating that writes nothing tries the record as it is; one of creating that writes
 * nothing writes the values of its example record. A new record has the defaults of its fields.
 */
typedef struct
{
  GpAccessCaller  *caller;
  char            *action;
  GpId             subject;
  GpAccessRecord  *record;
  GpAccessRecord  *new_record;
  GArray          *written;
  GArray          *wanted;
  GpAccessQuestion question;    /* @now, @ip and @explain may be set */
} GpAccessCase;

/** gp_access_case_new: (transfer full): of the element @test; NULL with an error that says what it
 * lacks. @fixtures: outlives the case */
GpAccessCase *gp_access_case_new  (const GpAccess *access, GpAccessFixtures *fixtures,
                                   const GpElement *test, GError **error);
void          gp_access_case_free (GpAccessCase *self);    /* NULL is fine */

typedef enum
{
  GP_ACCESS_TEST_PASSED,
  GP_ACCESS_TEST_FAILED,
  GP_ACCESS_TEST_BROKEN,      /* cannot be tried: @problem says why */
} GpAccessTestStatus;

/** GpAccessTestResult: @asked, @decision: NULL for a broken one. @allow: what it expects. */
typedef struct
{
  GpId               test;
  GpAccessTestStatus status;
  gboolean           allow;
  GpAccessCase      *asked;
  GpAccessDecision  *decision;
  char              *problem;
} GpAccessTestResult;

/** gp_access_run_tests: (transfer full): of GpAccessTestResult: all access tests, in the design's
 * order. @now: microseconds since 1970. @fixtures: outlives the results */
GPtrArray *gp_access_run_tests (const GpAccess *access, GpAccessFixtures *fixtures, gint64 now,
                                gboolean explain);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccessCase, gp_access_case_free)
G_END_DECLS
