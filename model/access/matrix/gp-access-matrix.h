/* gp-access-matrix.h — what each role may do with each entity and bucket
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access.h"

G_BEGIN_DECLS

typedef enum
{
  GP_ACCESS_CELL_NONE,      /* no grant */
  GP_ACCESS_CELL_SOME,      /* of some records */
  GP_ACCESS_CELL_ALL,       /* of all records */
} GpAccessCellState;

typedef enum
{
  GP_ACCESS_CELL_COLUMNS   = 1 << 0,    /* not with all fields */
  GP_ACCESS_CELL_FORBID    = 1 << 1,    /* a forbid is about it */
  GP_ACCESS_CELL_TENANT    = 1 << 2,    /* limited to the caller's tenant */
  GP_ACCESS_CELL_CHECK     = 1 << 3,    /* written values must meet something */
  GP_ACCESS_CELL_PRESETS   = 1 << 4,    /* values are set when it is written */
  GP_ACCESS_CELL_INHERITED = 1 << 5,    /* only by a role that this one inherits or everybody has */
  GP_ACCESS_CELL_BROKEN    = 1 << 6,    /* a rule about it cannot be used: an expression is wrong */
} GpAccessCellFlags;

/** GpAccessCell: @rules: of GpAccessRule, borrowed: grants and forbids, own ones first. */
typedef struct
{
  GpAccessCellState state;
  guint             flags;
  GPtrArray        *rules;
} GpAccessCell;

/**
 * GpAccessMatrix: a snapshot. Subjects are the entities and buckets in the design's order, roles
 * the roles in theirs, actions the four and then the design's own. A role's cell is what somebody
 * with just this role may do, what everybody may do included.
 */
typedef struct _GpAccessMatrix GpAccessMatrix;

GpAccessMatrix     *gp_access_matrix_new         (const GpAccess *access);
void                gp_access_matrix_free        (GpAccessMatrix *self);    /* NULL is fine */

GpAccess           *gp_access_matrix_get_access  (const GpAccessMatrix *self);
guint               gp_access_matrix_n_subjects  (const GpAccessMatrix *self);
guint               gp_access_matrix_n_roles     (const GpAccessMatrix *self);
guint               gp_access_matrix_n_actions   (const GpAccessMatrix *self);
const GpElement    *gp_access_matrix_get_subject (const GpAccessMatrix *self, guint i);
const GpElement    *gp_access_matrix_get_role    (const GpAccessMatrix *self, guint i);
const char         *gp_access_matrix_get_action  (const GpAccessMatrix *self, guint i);

/** gp_access_matrix_get: borrowed; never NULL for numbers below those above. */
const GpAccessCell *gp_access_matrix_get         (const GpAccessMatrix *self, guint subject,
                                                  guint role, guint action);

/** gp_access_matrix_has_field: whether the cell's rules give (or let write) @field of some record,
 * for the rows of an entity's fields. */
gboolean            gp_access_matrix_has_field   (const GpAccessMatrix *self, guint subject,
                                                  guint role, guint action, const GpId *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccessMatrix, gp_access_matrix_free)
G_END_DECLS
