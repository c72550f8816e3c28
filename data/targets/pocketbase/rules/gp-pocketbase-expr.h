/* gp-pocketbase-expr.h — a compiled condition in the filter language of PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-query.h"
#include "gp-pocketbase-names.h"

G_BEGIN_DECLS

/** A filter is text; these two are what PocketBase has no word for, and never part of another. */
#define GP_POCKETBASE_ALL  "true"
#define GP_POCKETBASE_NONE "false"

/**
 * GpPocketbaseExpr: what the printer has to be told.
 * @action: (nullable): what request.action is
 * @is_update: `new` is what is sent, over what is stored; else it is the record itself
 * @owners: (nullable): a set of GpId, added to: fields that are compared with the caller's id
 * @searched: (nullable): a set of names, added to: lists of related records that were asked. Within
 *   one conjunction PocketBase can ask each only once
 */
typedef struct
{
  GpDesign   *design;
  const char *action;
  gboolean    is_update;
  GHashTable *owners;
  GHashTable *searched;
} GpPocketbaseExpr;

/**
 * gp_pocketbase_expr_print: (transfer full): a filter that is true on exactly the records that the
 * query finds, whoever asks. What PocketBase cannot keep apart, an empty text and none, counts as
 * none where the field may be empty.
 *
 * NULL with GP_EXPR_ERROR_REFUSED and the place of the part that cannot be said.
 */
char *gp_pocketbase_expr_print      (const GpPocketbaseExpr *self, const GpExprQuery *query,
                                     GError **error);

/** gp_pocketbase_expr_join: (transfer full): all, or one of @parts (element-type utf8); constants
 * are folded. */
char *gp_pocketbase_expr_join       (gboolean all, const GPtrArray *parts);
/** gp_pocketbase_expr_join_two: (transfer full): takes @first and @second. */
char *gp_pocketbase_expr_join_two   (gboolean all, char *first, char *second);
gboolean gp_pocketbase_expr_is_all  (const char *filter);
gboolean gp_pocketbase_expr_is_none (const char *filter);

/** gp_pocketbase_expr_role: (transfer full): who has @role, or one that inherits it. NULL with
 * GP_EXPR_ERROR_REFUSED where its name cannot be searched. @not: who has not. */
char *gp_pocketbase_expr_role       (GpDesign *design, const GpId *role, gboolean not,
                                     GError **error);

G_END_DECLS
