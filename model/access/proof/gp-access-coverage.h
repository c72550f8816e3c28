/* gp-access-coverage.h — which conditional grants no test has seen both sides of
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-case.h"
#include "gp-access-matrix.h"

G_BEGIN_DECLS

/** GpAccessCoverage: a cell of the matrix that is about some records; numbers as the matrix has
 * them. Covered where a test of somebody with the role was allowed, and one was not. */
typedef struct
{
  guint    subject;
  guint    role;
  guint    action;
  gboolean has_allowed;
  gboolean has_denied;
} GpAccessCoverage;

/** gp_access_find_coverage: (transfer full): all conditional cells but inherited ones.
 * @results: of gp_access_run_tests() */
GArray *gp_access_find_coverage (const GpAccessMatrix *matrix, GPtrArray *results);

/**
 * GpAccessWitness: somebody, and a record, with a certain verdict. @fixture: nil where @record is
 * no example of the design but was made up.
 */
typedef struct
{
  GpId            persona;
  GpId            fixture;
  GpAccessRecord *record;
  char           *action;
  gboolean        allowed;
} GpAccessWitness;

void gp_access_witness_free (GpAccessWitness *self);    /* NULL is fine */

/**
 * gp_access_find_witness: (transfer full): one of the personas with the cell's role, and a record,
 * with the verdict that is wanted: an example record where one will do, else one that differs from
 * an example in the fields that the rules look at: in values that they are compared with, unset, or
 * something else. NULL where none is found.
 */
GpAccessWitness *gp_access_find_witness (const GpAccessMatrix *matrix, GpAccessFixtures *fixtures,
                                         const GpAccessCoverage *cell, gboolean allowed,
                                         gint64 now);

/** gp_access_witness_propose: (transfer full): the changes that make a test of it, and an example
 * record where it needs one. */
GpChangeSet     *gp_access_witness_propose (const GpAccessWitness *self, GpDesign *design);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccessWitness, gp_access_witness_free)
G_END_DECLS
