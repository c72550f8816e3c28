/* gp-access-rows.h — which records a caller may do something with, as a question to a database
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access.h"

G_BEGIN_DECLS

/**
 * GpAccessClause: what one rule says of rows. @queries: of GpExprQuery, borrowed from the GpAccess:
 * the rule's rows are those that all of them find; none: all rows. Of a forbid they find the rows
 * that it leaves alone: all of them; none: no row.
 */
typedef struct
{
  const GpAccessRule *rule;
  GPtrArray          *queries;
} GpAccessClause;

/**
 * GpAccessRows: a row may be read (changed, deleted…) where any of @grants has it and every one of
 * @forbids leaves it alone; none where @grants is empty. A field of such a row may be read where
 * one of @grants with the field has the row, and all of @hidden that have the field leave it alone.
 * @refused: of GpAccessRule: those that cannot be asked of a database; a grant among them is left
 *   out, and a forbid forbids everything (or hides its fields from everybody)
 */
typedef struct
{
  GPtrArray *grants;
  GPtrArray *forbids;
  GPtrArray *hidden;
  GPtrArray *refused;
} GpAccessRows;

/** gp_access_find_rows: (transfer full): lives no longer than @access. */
GpAccessRows *gp_access_find_rows (const GpAccess *access, const GpAccessCaller *caller,
                                   const char *action, const GpId *subject);
void          gp_access_rows_free (GpAccessRows *self);    /* NULL is fine */

/** gp_access_rows_is_plain: all rows with all fields. */
gboolean      gp_access_rows_is_plain (const GpAccessRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccessRows, gp_access_rows_free)
G_END_DECLS
