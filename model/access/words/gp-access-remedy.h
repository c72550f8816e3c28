/* gp-access-remedy.h — the smallest changes that would turn a no into a yes
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-decide.h"

G_BEGIN_DECLS

typedef enum
{
  GP_ACCESS_CHANGE_SIGN_IN,     /* the caller would have to be signed in */
  GP_ACCESS_CHANGE_ROLE,        /* the caller would need @role */
  GP_ACCESS_CHANGE_VALUE,       /* @node would have to come to @wanted */
  GP_ACCESS_CHANGE_FIELD,       /* @field would have to be left out of what is written */
  GP_ACCESS_CHANGE_PRESET,      /* @field would have to be left out, or be @needed */
} GpAccessChangeKind;

/**
 * GpAccessChange: one thing that would have to be otherwise. A plain struct.
 * @condition, @node: of VALUE: the smallest part of the expression that has to turn; @wanted: to
 *   what. Its text is gp_expr_get_text (@condition->expr) from @node->offset on
 * @current: (nullable): of VALUE: what the part that can change is now: of record.status ==
 *   'open', the status; otherwise what the whole part came to
 * @path: (nullable): of VALUE: that part as it is written: "record.status"
 * @needed: (nullable): what it would have to be, where that is one value; with @differs anything
 *   but that
 */
typedef struct
{
  GpAccessChangeKind       kind;
  GpId                     role;
  GpId                     field;
  const GpAccessCondition *condition;
  const GpExprNode        *node;
  gboolean                 wanted;
  char                    *path;
  GpExprValue             *current;
  GpExprValue             *needed;
  gboolean                 differs;
} GpAccessChange;

/** GpAccessRemedy: with all of @changes together the grant @rule would hold, and no forbid would.
 * @cost: for sorting: what is easy to change is cheap */
typedef struct
{
  const GpAccessRule *rule;
  GPtrArray          *changes;    /* of GpAccessChange */
  guint               cost;
} GpAccessRemedy;

/**
 * gp_access_find_remedies: (transfer full): of GpAccessRemedy, the cheapest first: for each grant
 * about the action its cheapest way. Empty where the answer is yes already, and where no grant is
 * about the action.
 * @decision: with @explain; outlives what is returned
 */
GPtrArray *gp_access_find_remedies (const GpAccessDecision *decision,
                                    const GpAccessCaller *caller);

G_END_DECLS
