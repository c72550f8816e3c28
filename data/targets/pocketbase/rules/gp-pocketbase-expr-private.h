/* gp-pocketbase-expr-private.h — what the parts of the printer share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-pocketbase-expr.h"

G_BEGIN_DECLS

/** GpPbPrinter: one run. After an @error printing goes on, and what is printed is thrown away. */
typedef struct
{
  const GpPocketbaseExpr *options;
  const GpExprQuery      *query;
  const GpExprNode       *source;     /* of the atom that is printed */
  guint                   row;        /* that a search is in; 0: none */
  const char             *list;       /* how that row begins: "task_via_project." */
  gboolean                any;        /* one of the list will do: "?=" */
  gboolean                sent;       /* `new` is what was sent; else what is stored */
  GError                 *error;
} GpPbPrinter;

/** gp_pb_refuse: @reason is marked with N_(). Returns a filter to go on with. */
char            *gp_pb_refuse (GpPbPrinter *self, const char *reason);
const GpElement *gp_pb_field  (GpPbPrinter *self, const GpId *id);

typedef enum
{
  GP_PB_SIDE_COLUMN,
  GP_PB_SIDE_CALLER,      /* something of who asks */
  GP_PB_SIDE_NOW,
  GP_PB_SIDE_VALUE,
} GpPbSideKind;

/**
 * GpPbSide: one side of a comparison.
 * @text: as a filter has it
 * @class: of a column, and OTHER of the rest
 * @may_miss: it may have no value: then @presence, which is true where it has one
 * @is_sent: of a column: what was sent, and not what is stored, as PocketBase got it
 * @field: of a column
 */
typedef struct
{
  GpPbSideKind       kind;
  GpPbClass          class;
  char              *text;
  char              *presence;
  gboolean           may_miss;
  gboolean           is_sent;
  const GpElement   *field;
  const GpExprValue *value;
} GpPbSide;

void      gp_pb_side_clear  (GpPbSide *side);

/** gp_pb_side_read: FALSE where it was refused. */
gboolean  gp_pb_side_read   (GpPbPrinter *self, const GpExprOperand *operand, GpPbSide *out);

/** gp_pb_literal: (transfer full): @value as a column of @class has it; NULL, and refused, where
 * PocketBase would compare something else. */
char     *gp_pb_literal     (GpPbPrinter *self, const GpExprValue *value, GpPbClass class);

/** gp_pb_operator: "=", or "?=" where one of a list will do. Static. */
const char *gp_pb_operator  (const GpPbPrinter *self, GpExprNodeKind op);

/** gp_pb_atom: (transfer full): the filter of an atom. */
char     *gp_pb_atom        (GpPbPrinter *self, const GpExprQueryNode *node);

/** gp_pb_sent_compare: (transfer full): what was sent, @left, against @right: PocketBase holds it
 * as it came. @op: of the column towards the other. */
char     *gp_pb_sent_compare (GpPbPrinter *self, GpExprNodeKind op, const GpPbSide *left,
                              const GpPbSide *right);
/** gp_pb_sent_null: (transfer full): whether nothing, or something was sent. */
char     *gp_pb_sent_null    (GpPbPrinter *self, const GpPbSide *side, gboolean is_null);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpPbSide, gp_pb_side_clear)

G_END_DECLS
