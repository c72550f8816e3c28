/* gp-flow-value.h — values as a run keeps them: JSON and nothing else
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-value.h"
#include "gp-id.h"

G_BEGIN_DECLS

/* A value within a state is as deep as JSON may be (GP_EXPR_JSON_MAX_DEPTH) less what is around
 * it. */
#define GP_FLOW_MAX_VALUE_DEPTH 48

/**
 * gp_flow_value_settle:
 * @value: (nullable): NULL is null
 *
 * What @value is once it was written to JSON and read back, so that a run does not depend on
 * whether that happened: times become texts, records maps, keys texts, numbers that JSON lacks
 * texts.
 *
 * Returns: (transfer full): an ERROR value for an ERROR, and where it is nested too deeply
 */
GpExprValue *gp_flow_value_settle   (const GpExprValue *value);

/** gp_flow_value_from_id: (transfer full) (nullable): its text; NULL for nil. */
GpExprValue *gp_flow_value_from_id  (const GpId *id);

/** gp_flow_value_measure: bytes of JSON that a settled value takes. O(size). */
gsize        gp_flow_value_measure  (const GpExprValue *value);

/* Of a MAP by the name of a member. Borrowed; NULL or @otherwise where @self is NULL or no map, or
 * has no such member, or one of another kind. */
GpExprValue *gp_flow_value_get      (const GpExprValue *self, const char *name);
const char  *gp_flow_value_get_text (const GpExprValue *self, const char *name);
gint64       gp_flow_value_get_int  (const GpExprValue *self, const char *name, gint64 otherwise);

/** gp_flow_value_with: (transfer full): a copy of the MAP @self (NULL: an empty one) in which
 * @name is @value (taken). */
GpExprValue *gp_flow_value_with     (const GpExprValue *self, const char *name,
                                     GpExprValue *value);

/** gp_flow_value_merge: (transfer full): a copy of the MAP @self with all members of @other. */
GpExprValue *gp_flow_value_merge    (const GpExprValue *self, const GpExprValue *other);

/** gp_flow_value_map: (transfer full): a MAP of the texts in @texts (char * → char *), sorted by
 * name. */
GpExprValue *gp_flow_value_map      (GHashTable *texts);

/** gp_flow_values_new: (transfer full): an array that owns the GpExprValue in it. */
GPtrArray   *gp_flow_values_new     (void);

/** gp_flow_value_list: (transfer full): a list of the values in @items, which are borrowed. */
GpExprValue *gp_flow_value_list     (GPtrArray *items);

G_END_DECLS
