/* gp-expr-compile-private.h — what the parts of the compiler share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-compile.h"
#include "gp-expr-query-private.h"

G_BEGIN_DECLS

/* A macro whose variable is a row of the query. */
typedef struct _GpExprBinding GpExprBinding;
struct _GpExprBinding
{
  const GpExprNode *macro;
  guint row;
  const GpExprBinding *outer;
};

typedef struct
{
  const GpExprCheck *check;
  GpExprQuery *query;
  gboolean *needs_row;          /* by node id: the value depends on a record */
  gboolean *has_names;          /* by node id: it is no constant */
  guint new_row;                /* the row of `new`, 0 until it is used */
  GpExprProblem *refusal;       /* the first one */
} GpExprCompiler;

/** Refuses @node unless something was refused before; @reason is marked with N_(). */
void gp_expr_compiler_refuse (GpExprCompiler *self, const GpExprNode *node, const char *reason);

/**
 * GpExprPath: where a column begins: a row, and hops from it to the record that has the field.
 */
typedef struct
{
  guint row;
  GPtrArray *hops;              /* of GpExprHop, borrowed from the query */
  gboolean can_break;           /* one of the references may be null */
} GpExprPath;

/** Follows record.project.owner; FALSE where @node is no such path, or refused. */
gboolean gp_expr_compiler_find_path    (GpExprCompiler *self, const GpExprNode *node,
                                        const GpExprBinding *bindings, GpExprPath *path);
void     gp_expr_path_clear            (GpExprPath *path);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpExprPath, gp_expr_path_clear)

/** The column of @field at the end of @path. */
GpExprOperand *gp_expr_compiler_make_column (GpExprCompiler *self, const GpExprPath *path,
                                             const GpId *field, const GpExprType *type);

/** The reference that the last hop of @path follows: null where the path breaks. */
GpExprOperand *gp_expr_compiler_make_guard  (GpExprCompiler *self, const GpExprPath *path);

/**
 * gp_expr_compiler_find_operand:
 *
 * Returns: (nullable): a column, value or parameter; NULL where @node is none of them and has been
 *   refused. A value may be null or a list here.
 * @guard: (out): the reference that must not be null for the operand to be one, else NULL
 */
GpExprOperand *gp_expr_compiler_find_operand (GpExprCompiler *self, const GpExprNode *node,
                                              const GpExprBinding *bindings,
                                              const GpExprOperand **guard);

/** What a constant node comes to; it has no names. */
GpExprValue   *gp_expr_compiler_fold         (GpExprCompiler *self, const GpExprNode *node);

/**
 * GpExprAtom: a part whose truth the database finds without looking into it.
 *
 * @holds, @fails: TRUE where it is true, where it is false. Where it is an error they may be TRUE
 *   too, unless they are strict.
 * @guards: (element-type GpExprOperand): columns and parameters; where one of them is null or
 *   absent it is an error
 */
typedef struct
{
  const GpExprQueryNode *holds;
  const GpExprQueryNode *fails;
  gboolean holds_is_strict;
  gboolean fails_is_strict;
  GPtrArray *guards;
} GpExprAtom;

/** TRUE where the atom was made; FALSE where @node was refused. Clear @atom in both cases. */
gboolean gp_expr_compiler_find_atom (GpExprCompiler *self, const GpExprNode *node,
                                     const GpExprBinding *bindings, GpExprAtom *atom);
void     gp_expr_atom_clear         (GpExprAtom *atom);

/** The node that is TRUE on the rows that @mode asks for. */
const GpExprQueryNode *gp_expr_atom_finish (GpExprAtom *atom, GpExprCompiler *self,
                                            GpExprMode mode, const GpExprNode *source);

G_END_DECLS
