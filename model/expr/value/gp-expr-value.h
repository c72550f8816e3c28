/* gp-expr-value.h — the values that expressions compute with
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-problem.h"

G_BEGIN_DECLS

typedef enum
{
  GP_EXPR_VALUE_NULL,
  GP_EXPR_VALUE_BOOL,
  GP_EXPR_VALUE_INT,
  GP_EXPR_VALUE_DOUBLE,
  GP_EXPR_VALUE_STRING,
  GP_EXPR_VALUE_TIMESTAMP,
  GP_EXPR_VALUE_DURATION,
  GP_EXPR_VALUE_LIST,
  GP_EXPR_VALUE_MAP,
  GP_EXPR_VALUE_RECORD,
  GP_EXPR_VALUE_ERROR,
  GP_EXPR_N_VALUE_KINDS
} GpExprValueKind;

/**
 * GpExprValue: an immutable value of the expression language.
 *
 * Reference counted, and shared freely between threads; a record is as thread-safe as its class.
 * Functions named `_new` return a reference that the caller owns; what they are given is copied
 * unless marked (transfer full). Getters borrow.
 *
 * An evaluation that fails returns a value of kind ERROR: in CEL `false && error` is false, so
 * errors travel like values.
 */
typedef struct _GpExprValue GpExprValue;

/**
 * GpExprRecordClass: a row seen by an expression. Fields are fetched when they are asked for.
 *
 * @get: (transfer full): the value of @field, a value of kind ERROR, or NULL where the record has
 *   no such field. An unset nullable field is a NULL *value*. Related records and lists of them
 *   are fields too.
 * @equal: (nullable): whether two records of this class are the same; by pointer where NULL
 * @free: (nullable): called with @record when the value dies
 */
typedef struct
{
  GpExprValue *(*get)   (gpointer record, const char *field);
  gboolean     (*equal) (gpointer a, gpointer b);
  void         (*free)  (gpointer record);
} GpExprRecordClass;

/* Timestamps lie between 0001-01-01T00:00:00Z and 9999-12-31T23:59:59.999999999Z; durations are
 * nanoseconds in 64 bits, about ±292 years. */
#define GP_EXPR_TIMESTAMP_MIN G_GINT64_CONSTANT (-62135596800)
#define GP_EXPR_TIMESTAMP_MAX G_GINT64_CONSTANT (253402300799)
#define GP_EXPR_NANOS_PER_SECOND G_GINT64_CONSTANT (1000000000)

GpExprValue *gp_expr_value_ref   (const GpExprValue *self);
void         gp_expr_value_unref (const GpExprValue *self);

GpExprValue *gp_expr_value_new_null      (void);
GpExprValue *gp_expr_value_new_bool      (gboolean value);
GpExprValue *gp_expr_value_new_int       (gint64 value);
GpExprValue *gp_expr_value_new_double    (double value);

/**
 * gp_expr_value_new_string:
 * @text: UTF-8; may hold U+0000 where @length is given
 * @length: bytes, or -1 where @text ends with a NUL
 */
GpExprValue *gp_expr_value_new_string    (const char *text, gssize length);

/**
 * gp_expr_value_new_timestamp:
 * @seconds: since 1970-01-01T00:00:00Z
 * @nanos: 0 to 999999999, added to @seconds
 *
 * An ERROR value where the time lies outside the years 1 to 9999.
 */
GpExprValue *gp_expr_value_new_timestamp (gint64 seconds, gint32 nanos);
GpExprValue *gp_expr_value_new_duration  (gint64 nanos);

/**
 * gp_expr_value_new_list:
 * @items: (array length=n_items) (transfer full): the references are taken, the array is not
 */
GpExprValue *gp_expr_value_new_list      (GpExprValue **items, gsize n_items);

/**
 * gp_expr_value_new_map:
 * @keys: (array length=n_entries) (transfer full): bool, int or string
 * @values: (array length=n_entries) (transfer full)
 *
 * Keeps the order. An ERROR value for another kind of key, or for a key that occurs twice.
 */
GpExprValue *gp_expr_value_new_map       (GpExprValue **keys, GpExprValue **values,
                                          gsize n_entries);

/**
 * gp_expr_value_new_object:
 * @first_key: a string key, then its value (transfer full), then the next key…, then NULL
 *
 * Entries whose value is NULL are left out, so a missing fact stays missing.
 */
GpExprValue *gp_expr_value_new_object    (const char *first_key, ...) G_GNUC_NULL_TERMINATED;

/**
 * gp_expr_value_new_record:
 * @klass: static
 * @record: (transfer full): freed by @klass
 */
GpExprValue *gp_expr_value_new_record    (const GpExprRecordClass *klass, gpointer record);

/**
 * gp_expr_value_new_error:
 * @format: a sentence marked with N_()
 */
GpExprValue *gp_expr_value_new_error     (GpExprError code, const char *format, ...)
                                          G_GNUC_PRINTF (2, 3);

/**
 * gp_expr_value_new_problem:
 * @problem: (transfer full): with its place
 */
GpExprValue *gp_expr_value_new_problem   (GpExprProblem *problem);

/**
 * gp_expr_value_new_error_at:
 * @error: an ERROR value
 *
 * @error itself where it has a place already, else a copy that points to these bytes.
 */
GpExprValue *gp_expr_value_new_error_at  (GpExprValue *error, gsize offset, gsize length);

GpExprValueKind gp_expr_value_get_kind   (const GpExprValue *self);
gboolean     gp_expr_value_is_null       (const GpExprValue *self);
gboolean     gp_expr_value_is_error      (const GpExprValue *self);
gboolean     gp_expr_value_is_true       (const GpExprValue *self);   /* kind BOOL and true */

/* Each of these asks for a value of its own kind. */
gboolean     gp_expr_value_get_bool      (const GpExprValue *self);
gint64       gp_expr_value_get_int       (const GpExprValue *self);
double       gp_expr_value_get_double    (const GpExprValue *self);
const char  *gp_expr_value_get_string    (const GpExprValue *self, gsize *length);
gint64       gp_expr_value_get_timestamp (const GpExprValue *self, gint32 *nanos);
gint64       gp_expr_value_get_duration  (const GpExprValue *self);   /* nanoseconds */
const GpExprProblem *gp_expr_value_get_problem (const GpExprValue *self);

/** The record that a RECORD of @klass was made of, borrowed; NULL for any other value. */
gpointer     gp_expr_value_get_record    (const GpExprValue *self, const GpExprRecordClass *klass);

/** Items of a list, entries of a map, characters of a string. */
gsize        gp_expr_value_get_size      (const GpExprValue *self);
GpExprValue *gp_expr_value_get_item      (const GpExprValue *self, gsize index);
GpExprValue *gp_expr_value_get_key       (const GpExprValue *self, gsize index);
GpExprValue *gp_expr_value_get_entry     (const GpExprValue *self, gsize index);

/**
 * gp_expr_value_find:
 * @key: any value; 1.0 finds the key 1
 *
 * Returns: (transfer none) (nullable): the value under @key in a map
 */
GpExprValue *gp_expr_value_find          (const GpExprValue *self, const GpExprValue *key);

/**
 * gp_expr_value_select:
 *
 * `self.name` for a map or a record.
 *
 * Returns: (transfer full): an ERROR value where there is no such key or field, or where self is
 * of another kind
 */
GpExprValue *gp_expr_value_select        (const GpExprValue *self, const char *name);

/**
 * gp_expr_value_has:
 *
 * `has(self.name)`: a map has the key; a record's field is not null.
 *
 * Returns: (transfer full): BOOL, or ERROR
 */
GpExprValue *gp_expr_value_has           (const GpExprValue *self, const char *name);

/** CEL's ==. Values of different kinds differ, numbers compare by magnitude, NaN differs. */
gboolean     gp_expr_value_equal         (const GpExprValue *a, const GpExprValue *b);

/**
 * gp_expr_value_compare:
 * @order: (out): negative, 0, positive; 2 where a NaN is involved, which is in no order
 *
 * FALSE where CEL has no order for the two. Strings are ordered by code point.
 */
gboolean     gp_expr_value_compare       (const GpExprValue *a, const GpExprValue *b, int *order);

/** "null_type", "bool", "int"… as CEL names them; "record" and "error". */
const char  *gp_expr_value_kind_name     (GpExprValueKind kind);

/**
 * gp_expr_value_to_text:
 *
 * As an expression would write it: 'text' with escapes, timestamp('…'), [1, 2]. For people.
 */
char        *gp_expr_value_to_text       (const GpExprValue *self) G_GNUC_WARN_UNUSED_RESULT;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpExprValue, gp_expr_value_unref)

G_END_DECLS
