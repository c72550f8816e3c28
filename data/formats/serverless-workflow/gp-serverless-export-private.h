/* gp-serverless-export-private.h — what the parts of the exporter share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-flow-graph.h"
#include "gp-serverless-export.h"
#include "gp-yaml-writer.h"

G_BEGIN_DECLS

/** GpServerlessOut: the flow that is written. */
typedef struct
{
  GpDesign     *design;
  GpFlow       *flow;
  GpYamlWriter *writer;
  GPtrArray    *findings;
} GpServerlessOut;

/** gp_serverless_lose: something of @element that cannot be written. */
void gp_serverless_lose        (GpServerlessOut *self, const GpElement *element,
                                const char *format, ...) G_GNUC_PRINTF (3, 4);

/* --- values: gp-serverless-export-value.c ----------------------------------------------------- */

/** gp_serverless_write_expr: a member whose value is an expression; nothing for NULL. */
void gp_serverless_write_expr  (GpServerlessOut *self, const char *key, const GpExpr *expr);

/** gp_serverless_write_value: an expression as a value: itself where it is a literal. */
void gp_serverless_write_value (GpServerlessOut *self, const GpExpr *expr);

/** gp_serverless_write_values: a map of values, but for those in @except (nullable). */
void gp_serverless_write_values (GpServerlessOut *self, GArray *values, const char *const *except);

/** gp_serverless_write_time: @duration: microseconds. */
void gp_serverless_write_time  (GpServerlessOut *self, const char *key, gint64 duration);

/** gp_serverless_slug: (transfer full): @name as the schema wants names: letters, digits, -. */
char *gp_serverless_slug       (const char *name);

/** gp_serverless_namespace: (transfer full): of a flow. */
char *gp_serverless_namespace  (GpDesign *design, const GpElement *flow);

/** gp_serverless_write_kept: the member metadata with the properties of @element that are not in
 * @native (ended by GP_N_PROPERTIES), and with @connections (nullable); nothing where none is
 * left. */
void gp_serverless_write_kept  (GpServerlessOut *self, const GpElement *element,
                                const GpProperty *native, const GPtrArray *connections);

/** gp_serverless_write_wraps: the same where it says that the task stands for the one inside. */
void gp_serverless_write_wraps (GpServerlessOut *self);

/* --- tasks: gp-serverless-export-task.c ------------------------------------------------------- */

#define GP_SERVERLESS_MAX_NATIVE 16

/** GpServerlessNative: the properties that a task says itself; ended by GP_N_PROPERTIES. */
typedef struct
{
  GpProperty list[GP_SERVERLESS_MAX_NATIVE + 1];
  gsize      n;
} GpServerlessNative;

void        gp_serverless_say    (GpServerlessNative *native, GpProperty property);

/** gp_serverless_target: the name of what @property refers to, or NULL. */
const char *gp_serverless_target (GpServerlessOut *self, const GpFlowStep *step,
                                  GpProperty property);

/** gp_serverless_write_task: the members of @step's task but for those that say what follows. */
void gp_serverless_write_task    (GpServerlessOut *self, const GpFlowStep *step);

/* --- events: gp-serverless-export-event.c ----------------------------------------------------- */

void gp_serverless_write_emit    (GpServerlessOut *self, const GpFlowStep *step,
                                  GpServerlessNative *native);
void gp_serverless_write_listen  (GpServerlessOut *self, const GpFlowStep *step,
                                  GpServerlessNative *native);
void gp_serverless_write_approve (GpServerlessOut *self, const GpFlowStep *step,
                                  GpServerlessNative *native);

/* --- lists: gp-serverless-export-list.c ------------------------------------------------------- */

/** gp_serverless_write_block: the tasks of @block (nullable) as a list. */
void gp_serverless_write_block (GpServerlessOut *self, const GpFlowBlock *block);

/** gp_serverless_write_branches: those of a fork. */
void gp_serverless_write_branches (GpServerlessOut *self, const GpFlowStep *fork);

G_END_DECLS
