/* gp-flow-effect.h — what a run wants done outside itself
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-value.h"
#include "gp-id.h"

G_BEGIN_DECLS

/**
 * GpFlowEffectKind, with the members of @arguments, and what a RESULT is to bring:
 *
 * @GP_FLOW_EFFECT_HTTP: method, connection (its name or ""), url (below the connection's address,
 *   or whole), query, headers (maps), body (null where there is none). Result: status, headers,
 *   body; a status from 400 on becomes an error of type communication by itself.
 * @GP_FLOW_EFFECT_READ: entity, where (a condition on `record` that needs no other variable, or
 *   ""), options (limit, sort, …: what the step's `with` says). Result: a list of records.
 * @GP_FLOW_EFFECT_CREATE: entity, values. Result: the record.
 * @GP_FLOW_EFFECT_UPDATE: entity, where, values. Result: the list of changed records.
 * @GP_FLOW_EFFECT_DELETE: entity, where. Result: the list of deleted records.
 * @GP_FLOW_EFFECT_MAIL: connection, to, subject, text and what else `with` says. Result: any.
 * @GP_FLOW_EFFECT_FUNCTION: connection, name, arguments. Result: what it gives back.
 * @GP_FLOW_EFFECT_CODE: code, input. Result: what it gives back.
 * @GP_FLOW_EFFECT_FLOW: flow (its name), input, depth (for GpFlowStart). Result: its output.
 * @GP_FLOW_EFFECT_EMIT: event: an envelope as CloudEvents 1.0 has it. Result: ignored.
 * @GP_FLOW_EFFECT_LISTEN: events (names), mode. No result: the run takes MESSAGE events.
 * @GP_FLOW_EFFECT_APPROVAL: assignees (names of roles), title, form (what `with` says), level (0,
 *   and 1 once it was escalated, when anybody who runs the backend may decide). Result: decision
 *   ("approve" or "reject"), by, comment.
 * @GP_FLOW_EFFECT_CANCEL: effect: the number of one that is no longer wanted. No result.
 *
 * Where `subject` is not nil it is the connection, entity, flow or event by id.
 */
typedef enum
{
  GP_FLOW_EFFECT_HTTP,
  GP_FLOW_EFFECT_READ,
  GP_FLOW_EFFECT_CREATE,
  GP_FLOW_EFFECT_UPDATE,
  GP_FLOW_EFFECT_DELETE,
  GP_FLOW_EFFECT_MAIL,
  GP_FLOW_EFFECT_FUNCTION,
  GP_FLOW_EFFECT_CODE,
  GP_FLOW_EFFECT_FLOW,
  GP_FLOW_EFFECT_EMIT,
  GP_FLOW_EFFECT_LISTEN,
  GP_FLOW_EFFECT_APPROVAL,
  GP_FLOW_EFFECT_CANCEL,
  GP_FLOW_N_EFFECT_KINDS
} GpFlowEffectKind;

/** GpFlowEffect: one wish. Never changed. */
typedef struct
{
  GpFlowEffectKind kind;
  guint64          number;      /* unique in the run; events name it */
  GpId             step;
  GpId             subject;     /* nil where there is none */
  char            *place;       /* as in GpFlowTrace */
  guint            attempt;     /* from 1 */
  char            *key;         /* the idempotency key: the same for each attempt */
  gint64           deadline;    /* GP_FLOW_NEVER where there is none */
  GpExprValue     *arguments;   /* a MAP of JSON values */
} GpFlowEffect;

void        gp_flow_effect_free           (GpFlowEffect *self);    /* NULL is fine */

/** "http", "read"…; stable words for machines. */
const char *gp_flow_effect_kind_to_string (GpFlowEffectKind kind);

/** gp_flow_effect_to_value: (transfer full): a MAP, for writing. */
GpExprValue *gp_flow_effect_to_value      (const GpFlowEffect *self);

/** gp_flow_effect_from_value: (transfer full): NULL with a GP_EXPR_ERROR where it is none. */
GpFlowEffect *gp_flow_effect_from_value   (const GpExprValue *value, GError **error);

/** gp_flow_effect_get: (transfer none): the argument @name, NULL where there is none. */
GpExprValue *gp_flow_effect_get           (const GpFlowEffect *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpFlowEffect, gp_flow_effect_free)
G_END_DECLS
