/* gp-access-decide.h — may they, and why
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-record.h"
#include "gp-access.h"

G_BEGIN_DECLS

typedef enum
{
  GP_ACCESS_DENIED,         /* no grant holds */
  GP_ACCESS_FORBIDDEN,      /* a forbid holds, whatever others grant */
  GP_ACCESS_DEPENDS,        /* on the record, where none is named in the question */
  GP_ACCESS_GRANTED,
} GpAccessVerdict;

/**
 * GpAccessQuestion: a plain struct; all is borrowed.
 * @action: create, read, update, delete, or one of the design's own
 * @record: the stored one; NULL for create, and where no record in particular is meant
 * @new_record: as it is going to be, without presets; NULL where nothing is written: for an update
 *   that is @record
 * @written: (nullable): of GpId: the fields that the caller writes
 * @wanted: (nullable): of GpId: fields that must be among those that are read
 * @now: microseconds since 1970: `now`
 * @ip: (nullable): request.ip
 * @explain: also rule on the rules of other roles, and keep the value of every part of every
 *   expression; about ten times slower
 */
typedef struct
{
  const GpAccessCaller *caller;
  const char           *action;
  const GpId           *subject;
  const GpAccessRecord *record;
  const GpAccessRecord *new_record;
  const GArray         *written;
  const GArray         *wanted;
  gint64                now;
  const char           *ip;
  gboolean              explain;
} GpAccessQuestion;

typedef enum
{
  GP_ACCESS_FAILS,
  GP_ACCESS_HOLDS,
  GP_ACCESS_UNKNOWN,        /* without a record nobody can say */
} GpAccessOutcome;

/**
 * GpAccessTrace: a node of an expression and what it came to: a tree as the expression is one.
 * @value: NULL for what is inside exists(), all() and the like, which has one for each item
 */
typedef struct _GpAccessTrace GpAccessTrace;
struct _GpAccessTrace
{
  const GpExprNode *node;       /* its offset and length are those of the expression's text */
  GpExprValue      *value;
  GPtrArray        *children;   /* of GpAccessTrace */
};

typedef enum
{
  GP_ACCESS_PART_TENANT,        /* the stored record is of the caller's tenant */
  GP_ACCESS_PART_CONDITION,
  GP_ACCESS_PART_FIELD,         /* a field is written that the rule is not about */
  GP_ACCESS_PART_PRESET,        /* @value is set, or was to be written */
  GP_ACCESS_PART_NEW_TENANT,    /* the written record is of the caller's tenant */
  GP_ACCESS_PART_CHECK,
} GpAccessPartKind;

/** GpAccessPart: one part of a rule. @condition, @value: NULL for FIELD; @field: of FIELD and
 * PRESET; @trace: NULL where nobody asked for it. A forbid HOLDS where its part is not false. */
typedef struct
{
  GpAccessPartKind         kind;
  const GpAccessCondition *condition;
  GpExprValue             *value;
  GpAccessOutcome          outcome;
  GpId                     field;
  GpAccessTrace           *trace;
} GpAccessPart;

/** GpAccessRuling: what one rule says. @is_meant: the caller has its role; FALSE only in
 * explanations. @outcome: of all its parts, as if the caller were meant. */
typedef struct
{
  const GpAccessRule *rule;
  gboolean            is_meant;
  GpAccessOutcome     outcome;
  GPtrArray          *parts;    /* of GpAccessPart */
} GpAccessRuling;

/**
 * GpAccessDecision: the answer; read-only.
 * @rulings: of GpAccessRuling: all rules that are about the action and the subject
 * @deciding: of GpAccessRuling, borrowed from @rulings: the grants that hold, or the forbids that
 *   do; empty where nothing holds
 * @fields: (nullable): a set of GpId: those that may be read or written; NULL: all
 * @missing: of GpId: those of the question that may not be read; any makes the answer DENIED
 * @result: (nullable): the record as it is written, with the presets of the deciding grant
 */
typedef struct
{
  GpAccess        *access;
  GpAccessVerdict  verdict;
  GPtrArray       *rulings;
  GPtrArray       *deciding;
  GHashTable      *fields;
  GArray          *missing;
  GpAccessRecord  *result;
} GpAccessDecision;

/** gp_access_decide: (transfer full): about 10 µs for a rule; safe in any thread whose world is. */
GpAccessDecision *gp_access_decide        (const GpAccess *self, const GpAccessQuestion *question);
void              gp_access_decision_free (GpAccessDecision *self);    /* NULL is fine */

/** gp_access_decision_has_field: whether @field may be read or written. */
gboolean          gp_access_decision_has_field (const GpAccessDecision *self, const GpId *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccessDecision, gp_access_decision_free)
G_END_DECLS
