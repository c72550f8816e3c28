/* gp-access-record.h — records as rules see them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-expr-value.h"

G_BEGIN_DECLS

typedef struct _GpAccessRecord GpAccessRecord;
typedef struct _GpAccessWorld  GpAccessWorld;

/**
 * GpAccessWorld: where records that a rule walks to are looked up: the example records of a design
 * (gp-access-fixtures.h), or the tables of a database. Implementations put it first in a struct of
 * theirs. It outlives the records that name it.
 *
 * @find: (transfer container): the records (owned by the array) of @entity whose @field equals
 *   @value, which is never null; NULL where they cannot be read, which is an error to the rule
 */
struct _GpAccessWorld
{
  GpDesign  *design;
  GPtrArray *(*find) (GpAccessWorld *self, const GpId *entity, const GpId *field,
                      const GpExprValue *value);
};

/**
 * GpAccessRecord: the values of one record, typed as its entity's fields are. Immutable but for
 * gp_access_record_set() before it is shown to anybody; reference counted.
 *
 * The record of a bucket is what is known of a file: id, name, type, size, owner, created.
 */
GpAccessRecord *gp_access_record_new       (GpAccessWorld *world, const GpId *subject);
GpAccessRecord *gp_access_record_copy      (const GpAccessRecord *self);
GpAccessRecord *gp_access_record_ref       (const GpAccessRecord *self);
void            gp_access_record_unref     (GpAccessRecord *self);    /* NULL is fine */

/**
 * gp_access_record_from_json:
 * @json: a JSON object: values by the names of fields; missing ones are null
 *
 * (transfer full): NULL with GP_EXPR_ERROR_VALUE or GP_EXPR_ERROR_NAME, which name the field.
 */
GpAccessRecord *gp_access_record_from_json (GpAccessWorld *world, const GpId *subject,
                                            const char *json, GError **error);

/**
 * gp_access_record_merge_json: (transfer full): a copy with the values of the object @json.
 * @out_fields: (optional) (transfer full): of GpId: the fields that @json names
 */
GpAccessRecord *gp_access_record_merge_json (const GpAccessRecord *self, const char *json,
                                             GArray **out_fields, GError **error);

/** gp_access_record_set: @value: taken; typed as the field is, or null. */
void            gp_access_record_set       (GpAccessRecord *self, const GpId *field,
                                            GpExprValue *value);

/** gp_access_record_add_defaults: what a new record has where nothing is given: defaults that are
 * constants, or the time @now (microseconds since 1970). Others, numbers and random ids say, stay
 * unset. */
void            gp_access_record_add_defaults (GpAccessRecord *self, gint64 now);

const GpId        *gp_access_record_get_subject (const GpAccessRecord *self);

/** gp_access_record_get: borrowed; a null value where nothing is set. */
const GpExprValue *gp_access_record_get    (const GpAccessRecord *self, const GpId *field);

/** gp_access_record_list_set: (transfer full): of GpId: the fields that have a value. */
GArray         *gp_access_record_list_set  (const GpAccessRecord *self);

/** gp_access_record_to_value: (transfer full): `record` for an expression. */
GpExprValue    *gp_access_record_to_value  (const GpAccessRecord *self);

/** gp_access_record_from_value: (transfer none): what such a value stands for; NULL for others. */
const GpAccessRecord *gp_access_record_from_value (const GpExprValue *value);

/** gp_access_record_to_json: (transfer full): an object of the values that are set. */
char           *gp_access_record_to_json   (const GpAccessRecord *self);

/**
 * gp_access_value_from_json: (transfer full): a value of JSON as expressions see values of @field:
 * texts become times and numbers where the field's type says so. An ERROR value where it does not
 * fit.
 */
GpExprValue    *gp_access_value_from_json  (GpDesign *design, const GpElement *field,
                                            GpExprValue *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccessRecord, gp_access_record_unref)
G_END_DECLS
