/* gp-operation.h — one step of a plan, as people and programs read it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-kind.h"

G_BEGIN_DECLS

typedef enum
{
  GP_OPERATION_ADD,
  GP_OPERATION_CHANGE,
  GP_OPERATION_RENAME,
  GP_OPERATION_REMOVE,
} GpOperationAction;

/**
 * GpOperation: reference counted; a plan's operations are read-only.
 *
 * @id: the same whenever the same is planned, as "remove:field:patient.fax"; what consent names
 * @name: the element's path, as "patient.fax"; after the change, or before a removal
 * @sentence: translated, whole
 * @destructive: values are lost for good; needs consent
 * @widening: somebody may do more than before
 * @reversible: the target can take it back without loss
 * @rows: records that lose values or are rewritten; -1 where unknown, 0 where none
 * @method, @path, @body: the request that carries it; NULL before a target has filled it in
 */
typedef struct
{
  char              *id;
  GpOperationAction  action;
  GpKind             kind;
  GpId               element;
  char              *name;
  char              *sentence;
  gboolean           destructive;
  gboolean           widening;
  gboolean           reversible;
  gint64             rows;
  char              *method;
  char              *path;
  char              *body;
} GpOperation;

/** gp_operation_new: @id, @name and @sentence are copied. Reversible, rows unknown, no request. */
GpOperation *gp_operation_new   (const char *id, GpOperationAction action, GpKind kind,
                                 const GpId *element, const char *name, const char *sentence);
GpOperation *gp_operation_ref   (GpOperation *self);
void         gp_operation_unref (GpOperation *self);

/** gp_operation_set_request: copied; each may be NULL. Only while the caller builds the plan. */
void         gp_operation_set_request (GpOperation *self, const char *method, const char *path,
                                       const char *body);

/** gp_operation_action_to_nick: "add", "change", "rename", "remove". */
const char  *gp_operation_action_to_nick   (GpOperationAction action);
gboolean     gp_operation_action_from_nick (const char *nick, GpOperationAction *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpOperation, gp_operation_unref)
G_END_DECLS
