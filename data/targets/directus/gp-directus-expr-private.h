/* gp-directus-expr-private.h — what the parts of the printer share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-expr.h"

G_BEGIN_DECLS

/** How the values of a column compare in Directus. OTHER: not at all. */
typedef enum
{
  GP_DX_OTHER,
  GP_DX_BOOL,
  GP_DX_INT,            /* 32 bits */
  GP_DX_BIGINT,
  GP_DX_NUMBER,         /* decimals and doubles */
  GP_DX_TEXT,
  GP_DX_UUID,
  GP_DX_TIMESTAMP,
} GpDxClass;

/** GpDxPrinter: one run. After an @error printing goes on, and what is printed is thrown away. */
typedef struct
{
  const GpDirectusExpr *options;
  const GpExprQuery    *query;
  const GpExprNode     *source;       /* of the atom that is printed */
  guint                 row;          /* that columns are of: 0, `new`, or inside of a search */
  gboolean              may_miss;     /* UPDATED: what is not sent is held against it as stored */
  GError               *error;
} GpDxPrinter;

/** gp_dx_refuse: @reason is marked with N_(). Returns a filter to go on with. */
char     *gp_dx_refuse      (GpDxPrinter *self, const char *reason);

const GpElement *gp_dx_field (GpDxPrinter *self, const GpId *id);
GpDxClass gp_dx_class       (GpDxPrinter *self, const GpId *field);

/** gp_dx_is_here: whether @row is the one that is printed. The written record stands for the stored
 * one where just one of them is meant. */
gboolean  gp_dx_is_here     (GpDxPrinter *self, guint row);

/** gp_dx_path: (transfer full) (element-type utf8): the names that lead to a column; NULL, and
 * refused, where it is not of the row that is printed, or has something done to it. */
GPtrArray *gp_dx_path       (GpDxPrinter *self, const GpExprOperand *operand);

/**
 * gp_dx_value:
 *
 * Returns: (transfer full): @value as JSON, to be compared with a column of @class; NULL, and
 *   refused, where Directus would compare something else. @never: (out): no column of the class
 *   has this value; then NULL, and not refused
 */
char     *gp_dx_value       (GpDxPrinter *self, const GpExprValue *value, GpDxClass class,
                             gboolean *never);

typedef enum
{
  GP_DX_PARAM_ABSENT,
  GP_DX_PARAM_KNOWN,      /* @value */
  GP_DX_PARAM_VARIABLE,   /* @variable; refused where it is NULL */
} GpDxParamKind;

/** GpDxParam: what is known of a parameter before Directus is asked. */
typedef struct
{
  GpDxParamKind  kind;
  GpExprValue   *value;
  char          *variable;    /* "$CURRENT_USER" */
  gboolean       is_certain;  /* it is never missing */
} GpDxParam;

GpDxParam gp_dx_param       (GpDxPrinter *self, const GpExprOperand *operand);
void      gp_dx_param_clear (GpDxParam *param);

/** gp_dx_atom: (transfer full): the filter of an atom about stored records. */
char     *gp_dx_atom        (GpDxPrinter *self, const GpExprQueryNode *node);

/** gp_dx_holds: whether an atom of two values that are known is true. */
gboolean  gp_dx_holds       (const GpExprQueryNode *node, const GpExprValue *left,
                             const GpExprValue *right);

/** gp_dx_payload_atom: (transfer full): the same about what is sent. */
char     *gp_dx_payload_atom (GpDxPrinter *self, const GpExprQueryNode *node);

/** gp_dx_payload_fields: adds the GpId of all fields that @node is about. */
void      gp_dx_payload_fields (const GpExprQueryNode *node, GHashTable *fields);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpDxParam, gp_dx_param_clear)

G_END_DECLS
