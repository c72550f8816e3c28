/* gp-value.h — one value of a property
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-id.h"

G_BEGIN_DECLS

typedef enum
{
  GP_VALUE_NONE,        /* not set: the property's default holds */
  GP_VALUE_BOOL,
  GP_VALUE_INT,
  GP_VALUE_TEXT,
  GP_VALUE_ID,
  GP_VALUE_POINT,
  GP_VALUE_TEXTS,       /* a list; for a property of type expressions: name, text, name, text… */
  GP_VALUE_IDS,         /* a list */
} GpValueType;

/** GpPoint: two numbers, in canvas units where nothing else is said. Always finite in a value. */
struct _GpPoint
{
  double x;
  double y;
};

/**
 * GpValue: an immutable value. Passed by value; what it points to is reference counted.
 *
 * A GpValue that a function returns is owned by the caller: gp_value_clear() it or hand it over.
 * One reached through a const pointer is borrowed: gp_value_copy() it to keep it. Thread-safe.
 */
struct _GpValue
{
  GpValueType type;
  union
  {
    gboolean  boolean;
    gint64    integer;
    gpointer  box;      /* private; read through the functions below */
  };
};

#define GP_VALUE_INIT { .type = GP_VALUE_NONE, .integer = 0 }

GpValue     gp_value_none     (void);
GpValue     gp_value_bool     (gboolean boolean);
GpValue     gp_value_int      (gint64 integer);
GpValue gp_value_text (const char *text); /* copied; valid UTF-8; NULL gives none */
GpValue     gp_value_text_len (const char *text, gsize length);    /* length in bytes */
GpValue gp_value_id (const GpId *id); /* copied; NULL or nil gives none */
GpValue     gp_value_point    (double x, double y);
GpValue gp_value_texts (const char *const *texts, gsize n); /* copied; an empty list gives none */
GpValue gp_value_ids (const GpId *ids, gsize n);            /* copied; an empty list gives none */

GpValue     gp_value_copy     (const GpValue *value);
void        gp_value_clear    (GpValue *value);                    /* leaves none; NULL is fine */

/* Each borrows from @value, and gives FALSE, 0, NULL or an empty list where the type is another. */
gboolean    gp_value_get_bool  (const GpValue *value);
gint64      gp_value_get_int   (const GpValue *value);
const char *gp_value_get_text  (const GpValue *value);
const GpId *gp_value_get_id    (const GpValue *value);
const GpPoint     *gp_value_get_point (const GpValue *value);
const char *const *gp_value_get_texts (const GpValue *value, gsize *n);   /* NULL-terminated */
const GpId        *gp_value_get_ids   (const GpValue *value, gsize *n);

gboolean    gp_value_is_none  (const GpValue *value);
gboolean    gp_value_equal    (const GpValue *a, const GpValue *b);

/** gp_value_compare: a total order, for sorting; by type first. */
int         gp_value_compare  (const GpValue *a, const GpValue *b);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpValue, gp_value_clear)
G_END_DECLS
