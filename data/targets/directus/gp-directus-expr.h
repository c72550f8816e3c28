/* gp-directus-expr.h — a compiled condition as a filter of Directus
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access.h"
#include "gp-directus-needs.h"
#include "gp-expr-query.h"

G_BEGIN_DECLS

/** What the filter is asked about. */
typedef enum
{
  GP_DIRECTUS_STORED,     /* records of the database */
  GP_DIRECTUS_CREATED,    /* what is sent to create one; what is missing has its default */
  GP_DIRECTUS_UPDATED,    /* what is sent to change one; what is missing stays as it is */
} GpDirectusSubject;

/** What an update must fulfil beside the condition, because Directus never sees the record as it is
 * going to be. */
typedef enum
{
  GP_DIRECTUS_HELD = 1 << 0,      /* the stored record meets it, too */
  GP_DIRECTUS_SENT = 1 << 1,      /* the fields that are checked are sent */
} GpDirectusTerms;

/**
 * GpDirectusExpr: what the printer has to be told.
 * @caller: (nullable): whose roles are known, or who is not signed in; NULL: somebody who is signed
 *   in, with roles that are not known
 * @action: (nullable): what request.action is
 * @subject: CREATED and UPDATED: the condition is about `new` and validates a payload, which has no
 *   related records. UPDATED says just that what is sent does no harm: the stored record must be
 *   held against the same condition.
 * @known: (nullable): what the stored record meets anyway. A field that it is about is usually to
 *   become something else: a check of it is not held against the stored record, it must be sent
 * @terms: (nullable): GpDirectusTerms of an update are added
 * @needs: (nullable): what the filter relies on is added
 * @may_search: (nullable): whether _some and _none on records of @entity find all of them: Directus
 *   looks only at those that the caller may read
 */
typedef struct
{
  GpDesign             *design;
  const GpAccessCaller *caller;
  const char           *action;
  GpDirectusSubject     subject;
  const GpExprQuery    *known;
  guint                *terms;
  GpDirectusNeeds      *needs;
  gboolean            (*may_search) (const GpId *entity, gpointer user_data);
  gpointer              user_data;
} GpDirectusExpr;

/**
 * gp_directus_expr_print: (transfer full): a filter (gp-directus-filter.h) that is true on exactly
 * the records that the query finds. Who asks is known to Directus as $CURRENT_USER.
 *
 * NULL with GP_EXPR_ERROR_REFUSED and the place of the part that cannot be said.
 */
char *gp_directus_expr_print       (const GpDirectusExpr *self, const GpExprQuery *query,
                                    GError **error);

/** gp_directus_expr_print_value: (transfer full): a literal, something of the caller, or the time:
 * what a preset sets, as JSON. Errors as above. */
char *gp_directus_expr_print_value (const GpDirectusExpr *self, const GpExprNode *node,
                                    GError **error);

G_END_DECLS
