/* gp-directus-flow-private.h — what the parts of the export of flows share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-directus-flow.h"
#include "gp-flow-graph.h"

G_BEGIN_DECLS

/** GpDirectusDone: the steps behind the one at hand, the last one first: what `$last` and the keys
 * of operations mean there. Lives on the stack of the walk. */
typedef struct _GpDirectusDone GpDirectusDone;
struct _GpDirectusDone
{
  const GpDirectusDone *before;
  const GpFlowStep     *step;
  const char           *key;        /* of its operation */
};

/** GpDirectusFlow: the export of one flow. */
typedef struct
{
  GpDesign   *design;
  GpFlow     *flow;
  const char *revision;
  GPtrArray  *findings;
  GHashTable *said;         /* a set of sentences: each is a finding once */
  gboolean    refused;
  GPtrArray  *flows;        /* (element-type utf8): JSON, those that are called first */
} GpDirectusFlow;

/** GpDirectusPart: one flow of Directus: the flow itself, or what a loop does for an item. */
typedef struct
{
  GpDirectusFlow   *all;
  const GpFlowStep *loop;       /* NULL for the flow itself */
  GpId              id;
  const char       *name;
  gboolean          reads;      /* the record that changed is asked for */
  GPtrArray        *operations; /* (element-type utf8): JSON, leaf first */
  GHashTable       *keys;       /* a set of those in use */
  guint             lanes;
} GpDirectusPart;

/** gp_directus_flow_refuse: something that Directus cannot do; gp_directus_flow_note: something
 * that it does in another way. @element: the step, transition or flow */
void gp_directus_flow_refuse (GpDirectusFlow *self, const GpElement *element, const char *format,
                              ...) G_GNUC_PRINTF (3, 4);
void gp_directus_flow_note   (GpDirectusFlow *self, const GpElement *element, const char *format,
                              ...) G_GNUC_PRINTF (3, 4);

/* --- expressions: gp-directus-flow-expr.c ----------------------------------------------------- */

/** The key of the operation that reads the record that changed. */
#define GP_DIRECTUS_RECORD_KEY "changed_record"

/** GpDirectusScope: where an expression stands. @element: for findings */
typedef struct
{
  GpDirectusPart       *part;
  const GpDirectusDone *done;
  const GpElement      *element;
} GpDirectusScope;

/** gp_directus_flow_value: (transfer full): JSON with templates; NULL where it cannot be said,
 * which is a finding. */
char *gp_directus_flow_value     (const GpDirectusScope *scope, const GpExprNode *node);

/** gp_directus_flow_values: (transfer full): an object of the values that @names do not hold.
 * @names: (nullable): NULL-terminated */
char *gp_directus_flow_values    (const GpDirectusScope *scope, GArray *all,
                                  const char *const *names);

/** gp_directus_flow_condition: (transfer full): the filter of a condition. @entity: (nullable):
 * where it is about stored records of it, `record`. NULL as above. */
char *gp_directus_flow_condition (const GpDirectusScope *scope, const GpExprNode *node,
                                  const GpElement *entity);

/** gp_directus_flow_uses_record: whether an expression of @flow asks for the record that
 * changed, which Directus does not send. */
gboolean gp_directus_flow_uses_record (GpDesign *design, const GpId *flow);

/* --- operations: gp-directus-flow-steps.c ----------------------------------------------------- */

/** GpDirectusOperation: @options: (transfer full): JSON. */
typedef struct
{
  const char *type;       /* NULL: nothing is to be done */
  char       *options;
} GpDirectusOperation;

/** gp_directus_flow_operate: what does @step; refused ones get a type all the same, so that the
 * rest is looked through. @called: of a loop: the flow that does it for an item */
GpDirectusOperation gp_directus_flow_operate (const GpDirectusScope *scope, const GpFlowStep *step,
                                              const GpId *called);

/** gp_directus_flow_subscribers: (transfer container): the flows that @event starts. */
GPtrArray *gp_directus_flow_subscribers (GpDesign *design, const GpId *event);

/* --- the tree: gp-directus-flow-tree.c -------------------------------------------------------- */

/** gp_directus_flow_grow: adds the operations from the beginning of @block on to @part. Returns
 * the first, nil where there is none. */
GpId gp_directus_flow_grow (GpDirectusPart *part, const GpFlowBlock *block);

/** gp_directus_flow_add_part: writes the flow of Directus whose operations @part has. @trigger,
 * @options: as Directus names them */
void gp_directus_flow_add_part (GpDirectusPart *part, const GpId *entry, const char *trigger,
                                const char *options);

G_END_DECLS
