/* gp-flow-fault.h — what goes wrong in a run, as its expressions see it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-value.h"

G_BEGIN_DECLS

/**
 * GpFlowFault: the standard errors of Serverless Workflow and their usual status.
 *
 * @GP_FLOW_FAULT_CONFIGURATION: 400: the flow cannot do this: something is missing in the design
 * @GP_FLOW_FAULT_VALIDATION: 400: the input or a value is not as it must be
 * @GP_FLOW_FAULT_EXPRESSION: 400: an expression came to an error
 * @GP_FLOW_FAULT_AUTHENTICATION: 401
 * @GP_FLOW_FAULT_AUTHORIZATION: 403: not allowed, or not approved
 * @GP_FLOW_FAULT_TIMEOUT: 408: a step or the flow took too long
 * @GP_FLOW_FAULT_COMMUNICATION: 500: a service answered with an error, or not at all
 * @GP_FLOW_FAULT_RUNTIME: 500: a limit was met, or the backend failed
 */
typedef enum
{
  GP_FLOW_FAULT_CONFIGURATION,
  GP_FLOW_FAULT_VALIDATION,
  GP_FLOW_FAULT_EXPRESSION,
  GP_FLOW_FAULT_AUTHENTICATION,
  GP_FLOW_FAULT_AUTHORIZATION,
  GP_FLOW_FAULT_TIMEOUT,
  GP_FLOW_FAULT_COMMUNICATION,
  GP_FLOW_FAULT_RUNTIME,
  GP_FLOW_N_FAULTS
} GpFlowFault;

/** The URI of a standard type. */
const char  *gp_flow_fault_get_uri      (GpFlowFault type);

/** The last word of it, as people write it: "communication". */
const char  *gp_flow_fault_get_word     (GpFlowFault type);

/**
 * gp_flow_fault_new:
 * @status: an HTTP status, or 0 for the type's usual one
 * @detail: (nullable): a sentence for people
 *
 * Returns: (transfer full): a MAP of type, status, title, detail and instance, as RFC 9457 names
 *   them; instance is "" until the run knows the step.
 */
GpExprValue *gp_flow_fault_new           (GpFlowFault type, int status, const char *detail);

/** gp_flow_fault_new_setup: one of the configuration; @format makes the sentence. */
GpExprValue *gp_flow_fault_new_setup     (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** gp_flow_fault_new_response: what was called by the step at @place has answered with @status. */
GpExprValue *gp_flow_fault_new_response  (const char *place, int status);

/** gp_flow_fault_new_custom: the same with any type, "" for a runtime error. */
GpExprValue *gp_flow_fault_new_custom    (const char *type, int status, const char *title,
                                          const char *detail);

/* Of an error MAP; "" and 0 where it does not say. Borrowed. */
const char  *gp_flow_fault_get_text      (const GpExprValue *error, const char *key);
int          gp_flow_fault_get_status    (const GpExprValue *error);

/**
 * gp_flow_fault_matches:
 * @type: (nullable): a URI, or the last word of one; NULL and "" match any
 * @status: 0 matches any
 */
gboolean     gp_flow_fault_matches       (const GpExprValue *error, const char *type, int status);

/** gp_flow_fault_is_transient: whether another try may help: nobody answered, 408, 409, 425, 429
 * or a status from 500 on; never a limit, a configuration or an expression. */
gboolean     gp_flow_fault_is_transient  (const GpExprValue *error);

G_END_DECLS
