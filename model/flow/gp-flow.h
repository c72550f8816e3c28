/* gp-flow.h — a flow of a design, made ready to run
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * GpFlowError:
 * @GP_FLOW_ERROR_UNKNOWN: there is no such flow.
 * @GP_FLOW_ERROR_BROKEN: the flow has a problem that keeps it from running; the message says which.
 * @GP_FLOW_ERROR_STATE: a stored state cannot be read, or is of steps that are gone.
 * @GP_FLOW_ERROR_INPUT: the input is not what the flow asks for, or too large.
 * @GP_FLOW_ERROR_DEPTH: flows started one another too many times in a row.
 * Nothing was started or changed after any of them.
 */
typedef enum
{
  GP_FLOW_ERROR_UNKNOWN,
  GP_FLOW_ERROR_BROKEN,
  GP_FLOW_ERROR_STATE,
  GP_FLOW_ERROR_INPUT,
  GP_FLOW_ERROR_DEPTH,
} GpFlowError;

#define GP_FLOW_ERROR (gp_flow_error_quark ())
GQuark gp_flow_error_quark (void);

/**
 * GpFlow: the steps, ways and expressions of one flow as they were when it was made. Immutable and
 * reference counted. One thread.
 *
 * How a block (the flow, or a step with steps inside) runs: it begins where transitions without a
 * "from" lead; without any transition its steps are one list. A step leaves through the first
 * `case` whose condition holds, else through `else`, else through `next`; without one, or where the
 * transition leads nowhere, the block ends. `branch` transitions leave a fork: each begins a
 * branch, which ends before the step that follows the fork; without them the fork's own steps are
 * its branches. `error` transitions catch what fails in their step or in what is inside it, those
 * without a "from" whatever fails in the block.
 *
 * Steps with steps inside: group, try, for, fork. What a step gives is `steps.NAME.output`, and the
 * `input` of the one that follows. A group gives what its last step gave, a loop what its last turn
 * gave, a fork the list of what its branches gave, or what the first to end gave where it competes.
 * set gives its values and keeps them under `vars`; switch and wait give what they were given.
 */
typedef struct _GpFlow GpFlow;

/** GpFlowProblem: something about a flow that keeps it from running, or makes part of it
 * pointless. */
typedef struct
{
  const char *code;         /* static: of the catalogue of lint rules */
  GpId        element;      /* the flow, a step or a transition */
  GpProperty  property;     /* of that; GP_N_PROPERTIES: none */
  gboolean    fatal;        /* it does not run */
  char       *message;      /* a sentence, translated */
} GpFlowProblem;

/**
 * gp_flow_new:
 * @design: kept, and read for records while the flow runs; after a change of it, make a new one
 *
 * Returns: (transfer full): NULL with GP_FLOW_ERROR_UNKNOWN where @id is no flow. One that has
 *   problems is made all the same, and says so.
 */
GpFlow          *gp_flow_new          (GpDesign *design, const GpId *id, GError **error);
GpFlow          *gp_flow_ref          (GpFlow *self);
void             gp_flow_unref        (GpFlow *self);    /* NULL is fine */

/** gp_flow_find_around: (nullable): the flow that @element (nullable) is or is in: a step, or what
 * is in one; NULL for others. */
const GpElement *gp_flow_find_around  (GpDesign *design, const GpElement *element);

GpDesign        *gp_flow_get_design   (const GpFlow *self);
const GpElement *gp_flow_get_element  (const GpFlow *self);

/** gp_flow_dup_http_path: (transfer full): the path below /api/flows/ that starts @flow, an element
 * of this kind, without slashes at its ends: its own, or its name where it has none. */
char            *gp_flow_dup_http_path (const GpElement *flow);

/** gp_flow_get_problems: (transfer none): of GpFlowProblem, in the design's order. */
GPtrArray       *gp_flow_get_problems (const GpFlow *self);

/** gp_flow_check: FALSE with GP_FLOW_ERROR_BROKEN where it does not run. */
gboolean         gp_flow_check        (const GpFlow *self, GError **error);

/** gp_flow_is_before: whether it runs before a change of data is stored, within its transaction. */
gboolean         gp_flow_is_before    (const GpFlow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpFlow, gp_flow_unref)
G_END_DECLS
