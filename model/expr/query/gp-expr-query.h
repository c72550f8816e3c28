/* gp-expr-query.h — a condition as a database can answer it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr.h"
#include "gp-expr-type.h"

G_BEGIN_DECLS

/**
 * A query is a tree of AND, OR and atoms over columns. It names columns by the ids of entities and
 * fields and has no text of any database; a printer writes it as SQL or as a filter.
 *
 * What a printer must do, and all it must do: every node is TRUE on exactly the rows that its
 * comment says. On other rows it may be FALSE or NULL as the database likes, because no NOT stands
 * over a compound: where the opposite is needed, the tree says it with atoms of its own, and where
 * null must count, there is an IS_NULL beside the atom. A printer adds no null logic and no
 * negation.
 */

/**
 * GpExprQueryRow: something a column belongs to.
 *
 * Row 0 is always `record`; its entity is nil where the expression does not use it.
 */
typedef enum
{
  GP_EXPR_ROW_RECORD,       /* `record`: the stored record */
  GP_EXPR_ROW_NEW,          /* `new`: the record after the write */
  GP_EXPR_ROW_CHILD,        /* inside an EXISTS: a record that points to an outer one */
} GpExprRowKind;

/** GpExprHop: one step from a record to the one that it refers to. */
typedef struct
{
  GpId reference;           /* a field of the entity before */
  GpId entity;              /* that it points to */
  GpId key;                 /* the field there that it holds the value of */
} GpExprHop;

/** GpExprColumn: hops from a row, then a field of the last entity. Without hops: of the row's. */
typedef struct
{
  guint row;                /* index for gp_expr_query_get_row() */
  guint n_hops;
  const GpExprHop *hops;
  GpId field;
} GpExprColumn;

typedef struct
{
  GpExprRowKind kind;
  GpId entity;
  GpId child_field;         /* of CHILD: its reference field… */
  GpExprColumn parent_key;  /* …which equals this column of an outer row */
} GpExprQueryRow;

typedef enum
{
  GP_EXPR_OPERAND_COLUMN,   /* null where the column or a reference on the way is null */
  GP_EXPR_OPERAND_VALUE,    /* bool, int, double, string, timestamp or duration; never null */
  GP_EXPR_OPERAND_PARAM,    /* bound when the query runs; null where it is absent */
} GpExprOperandKind;

/** What is done with an operand before it is used. */
typedef enum
{
  GP_EXPR_TRANSFORM_NONE,
  GP_EXPR_TRANSFORM_LOWER,  /* A–Z to a–z, nothing else */
  GP_EXPR_TRANSFORM_UPPER,  /* a–z to A–Z, nothing else */
  GP_EXPR_TRANSFORM_SIZE,   /* characters (code points) of a text, items of a list */
} GpExprTransform;

/**
 * GpExprOperand: one side of an atom.
 *
 * @type: of the operand before @transform. Timestamps may be compared with columns of type date:
 *   the date means its midnight in UTC.
 * @source: of a PARAM: its value is what gp_expr_eval_node() makes of this node before the query
 *   runs, the offset included; an ERROR means that the parameter is absent
 * @param: "user.id", "user.tenant", "user.email", "user.roles", "user.claims.NAME", "now",
 *   "request.action", "request.ip", "request.time", for printers that have names for them; NULL for
 *   anything else that does not depend on a row, which only @source describes. `now` is never
 *   absent.
 * @offset: nanoseconds added to the parameter @param (now - duration('24h')); 0 for others
 */
typedef struct
{
  GpExprOperandKind kind;
  GpExprType type;
  GpExprTransform transform;
  GpExprColumn column;
  GpExprValue *value;
  const GpExprNode *source;
  const char *param;
  gint64 offset;
} GpExprOperand;

/**
 * GpExprQueryKind: for each, the rows on which it is TRUE. "Null" means: any operand is null.
 *
 * @GP_EXPR_QUERY_TRUE, @GP_EXPR_QUERY_FALSE: all; none. They never stand inside AND and OR.
 * @GP_EXPR_QUERY_AND, @GP_EXPR_QUERY_OR: two children or more; all are TRUE, one is TRUE.
 * @GP_EXPR_QUERY_COMPARE: not null, and left @op right holds; @op is EQ, NE, LT, LE, GT or GE.
 *   Texts are compared by code point, exactly; int and double by magnitude.
 * @GP_EXPR_QUERY_SAME: both are equal or both are null (IS NOT DISTINCT FROM, SQLite's IS).
 * @GP_EXPR_QUERY_DIFFERENT: not SAME.
 * @GP_EXPR_QUERY_IS_NULL, @GP_EXPR_QUERY_NOT_NULL: of @left, a COLUMN.
 * @GP_EXPR_QUERY_PRESENT, @GP_EXPR_QUERY_ABSENT: of @left, a PARAM: it has a value, has none.
 * @GP_EXPR_QUERY_ANY_OF, @GP_EXPR_QUERY_NONE_OF: not null, and @left equals one, none of @values.
 * @GP_EXPR_QUERY_MEMBER, @GP_EXPR_QUERY_NOT_MEMBER: not null, and @left is, is not an item of
 *   @right, a COLUMN or PARAM that is a list; nulls in the list equal nothing.
 * @GP_EXPR_QUERY_STARTS_WITH, @GP_EXPR_QUERY_ENDS_WITH, @GP_EXPR_QUERY_CONTAINS, and their NOT_:
 *   not null, and the text @left does, does not; case counts, no character is wild.
 * @GP_EXPR_QUERY_EXISTS, @GP_EXPR_QUERY_NOT_EXISTS: there is a, there is no row @row (a CHILD,
 *   joined as gp_expr_query_get_row() says) for which its one child is TRUE.
 */
typedef enum
{
  GP_EXPR_QUERY_TRUE,
  GP_EXPR_QUERY_FALSE,
  GP_EXPR_QUERY_AND,
  GP_EXPR_QUERY_OR,
  GP_EXPR_QUERY_COMPARE,
  GP_EXPR_QUERY_SAME,
  GP_EXPR_QUERY_DIFFERENT,
  GP_EXPR_QUERY_IS_NULL,
  GP_EXPR_QUERY_NOT_NULL,
  GP_EXPR_QUERY_PRESENT,
  GP_EXPR_QUERY_ABSENT,
  GP_EXPR_QUERY_ANY_OF,
  GP_EXPR_QUERY_NONE_OF,
  GP_EXPR_QUERY_MEMBER,
  GP_EXPR_QUERY_NOT_MEMBER,
  GP_EXPR_QUERY_STARTS_WITH,
  GP_EXPR_QUERY_NOT_STARTS_WITH,
  GP_EXPR_QUERY_ENDS_WITH,
  GP_EXPR_QUERY_NOT_ENDS_WITH,
  GP_EXPR_QUERY_CONTAINS,
  GP_EXPR_QUERY_NOT_CONTAINS,
  GP_EXPR_QUERY_EXISTS,
  GP_EXPR_QUERY_NOT_EXISTS,
  GP_EXPR_N_QUERY_KINDS
} GpExprQueryKind;

/**
 * GpExprQueryNode: owned by its GpExprQuery.
 *
 * @source: the part of the expression that it comes from, for refusals; lives as long as the query
 */
typedef struct _GpExprQueryNode GpExprQueryNode;
struct _GpExprQueryNode
{
  GpExprQueryKind kind;
  GpExprNodeKind op;
  const GpExprOperand *left;
  const GpExprOperand *right;
  GpExprValue * const *values;
  guint n_values;
  guint row;
  const GpExprQueryNode * const *children;
  guint n_children;
  const GpExprNode *source;
};

/**
 * GpExprQuery: the whole, immutable. Thread-safe to read.
 */
typedef struct _GpExprQuery GpExprQuery;

void                   gp_expr_query_free       (GpExprQuery *self);    /* NULL is fine */
const GpExprQueryNode *gp_expr_query_get_root   (const GpExprQuery *self);
guint                  gp_expr_query_get_n_rows (const GpExprQuery *self);
const GpExprQueryRow  *gp_expr_query_get_row    (const GpExprQuery *self, guint row);
const GpExpr          *gp_expr_query_get_expr   (const GpExprQuery *self);

/** For tests and logs: one line, with row numbers and the last four bytes of ids. */
char                  *gp_expr_query_to_text    (const GpExprQuery *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpExprQuery, gp_expr_query_free)

G_END_DECLS
