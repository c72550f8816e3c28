/* gp-expr-scope.h — the names that an expression can use
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-type.h"

G_BEGIN_DECLS

/** GpExprLink: how a name leads to its value. */
typedef enum
{
  GP_EXPR_LINK_VALUE,       /* a variable or a fact that is no part of the design: user.id */
  GP_EXPR_LINK_FIELD,       /* @element is the field; the value is its column's */
  GP_EXPR_LINK_REFERENCE,   /* @element is a reference field; the value is the record pointed to */
  GP_EXPR_LINK_CHILDREN,    /* @element is another entity; the value is the list of its records that
                             * point here through their reference field @via */
  GP_EXPR_LINK_ELEMENT,     /* @element is something else that has this name: a flow step */
} GpExprLink;

/** GpExprNaming: how the name in the expression is made from the names in the design. */
typedef enum
{
  GP_EXPR_NAMING_EXACT,       /* the name of @element */
  GP_EXPR_NAMING_WITHOUT_ID,  /* REFERENCE: "project" for the field "project_id" */
  GP_EXPR_NAMING_WITH_REF,    /* REFERENCE: "owner_ref" for the field "owner" */
  GP_EXPR_NAMING_WITH_VIA,    /* CHILDREN: "tasks__reviewer_id": the names of @element and @via */
} GpExprNaming;

/** GpExprMember: what a name stands for. */
typedef struct
{
  GpExprType type;
  GpExprLink link;
  GpId element;             /* nil for VALUE */
  GpId via;                 /* of CHILDREN, else nil */
  GpId key;                 /* of REFERENCE: the field there whose value @element holds; of
                             * CHILDREN: the field here whose value @via holds; else nil */
  GpExprNaming naming;
} GpExprMember;

/** GpExprChoice: what a text can name, where it is compared with a value. */
typedef enum
{
  GP_EXPR_CHOICE_FREE,      /* any text will do */
  GP_EXPR_CHOICE_KNOWN,     /* it names @element, or a value of the enum field @element */
  GP_EXPR_CHOICE_UNKNOWN,   /* there is no such value */
} GpExprChoice;

/**
 * GpExprScope: resolves names; an interface, because a rule, a flow and a test see different ones.
 * The functions must not change what they look at; @out is set only on TRUE.
 */
typedef struct _GpExprScope GpExprScope;
struct _GpExprScope
{
  /** A variable such as record, user, now. */
  gboolean     (*find_variable) (const GpExprScope *self, const char *name, GpExprMember *out);

  /** A member of a RECORD type that this scope gave out. */
  gboolean     (*find_member)   (const GpExprScope *self, const GpExprType *target,
                                 const char *name, GpExprMember *out);

  /** (nullable): whether @text, compared with the value of @compared, names something. */
  GpExprChoice (*find_choice)   (const GpExprScope *self, const GpExprMember *compared,
                                 const char *text, GpId *element);

  /** (nullable): the name of an element that this scope gave out, borrowed; NULL where it is
   * gone. */
  const char  *(*get_name)      (const GpExprScope *self, const GpId *element);

  /** (nullable): adds (transfer full) names: variables, or members of @target where not NULL. */
  void         (*list_names)    (const GpExprScope *self, const GpExprType *target,
                                 GPtrArray *names);
};

G_END_DECLS
