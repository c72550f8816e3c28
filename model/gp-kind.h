/* gp-kind.h — the metamodel: which kinds of elements there are, and what can be said of each
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-value.h"

G_BEGIN_DECLS

/* GP_KIND_ENTITY, GP_KIND_FIELD…: one for each GP_KIND line of gp-kinds.def. */
typedef enum
{
#define GP_KIND(KIND, ...)       GP_KIND_##KIND,
#define GP_PROPERTY(...)
#define GP_CHOICE(...)
#define GP_REFERENCE(...)
#include "gp-kinds.def"
  GP_N_KINDS
} GpKind;

/* GP_ENTITY_NAME, GP_FIELD_TYPE…: one for each property line; those of one kind are adjacent. */
typedef enum
{
#define GP_KIND(...)
#define GP_PROPERTY(KIND, NAME, ...)   GP_##KIND##_##NAME,
#define GP_CHOICE(KIND, NAME, ...)     GP_##KIND##_##NAME,
#define GP_REFERENCE(KIND, NAME, ...)  GP_##KIND##_##NAME,
#include "gp-kinds.def"
  GP_N_PROPERTIES
} GpProperty;

#define GP_KIND_MASK(kind)  (G_GUINT64_CONSTANT (1) << (kind))
#define GP_KIND_MASK_ANY    (GP_KIND_MASK (GP_N_KINDS) - 1)

/** GpPropertyType: what a property holds; decides its editor and its check. */
typedef enum
{
  GP_TYPE_BOOL,         /* GP_VALUE_BOOL */
  GP_TYPE_INT,          /* GP_VALUE_INT, not negative */
  GP_TYPE_TIMESTAMP,    /* GP_VALUE_INT: microseconds since 1970, UTC */
  GP_TYPE_NAME,         /* GP_VALUE_TEXT: an identifier, see gp_name_check() */
  GP_TYPE_LINE,         /* GP_VALUE_TEXT without line breaks */
  GP_TYPE_PROSE,        /* GP_VALUE_TEXT for people, may have lines */
  GP_TYPE_CODE,         /* GP_VALUE_TEXT in another language: SQL, JavaScript */
  GP_TYPE_EXPRESSION,   /* GP_VALUE_TEXT in the expression language */
  GP_TYPE_JSON,         /* GP_VALUE_TEXT: a JSON value */
  GP_TYPE_COLOR,        /* GP_VALUE_TEXT: #rrggbb */
  GP_TYPE_DURATION,     /* GP_VALUE_TEXT: a number and one of ms s m h d w mo y, such as 30m */
  GP_TYPE_CHOICE,       /* GP_VALUE_TEXT: one of the property's choices */
  GP_TYPE_TEXTS,        /* GP_VALUE_TEXTS */
  GP_TYPE_EXPRESSIONS,  /* GP_VALUE_TEXTS: name, expression, name, expression… sorted by name */
  GP_TYPE_POINT,        /* GP_VALUE_POINT */
  GP_TYPE_REF,          /* GP_VALUE_ID */
  GP_TYPE_REFS,         /* GP_VALUE_IDS */
} GpPropertyType;

typedef enum
{
  GP_PROPERTY_REQUIRED = 1 << 0,   /* lint reports an element without it */
  GP_PROPERTY_ADVANCED = 1 << 1,   /* the inspector folds it away */
} GpPropertyFlags;

/** GpRemoval: what happens to a reference when the element it points to is removed. */
typedef enum
{
  GP_REMOVAL_CLEAR,     /* it is taken out of the property */
  GP_REMOVAL_CASCADE,   /* the element that holds the reference goes too */
} GpRemoval;

/** GpNameScope: among which elements of its kind a name may stand but once. */
typedef enum
{
  GP_NAME_SCOPE_NOTHING,
  GP_NAME_SCOPE_PARENT,
} GpNameScope;

typedef struct
{
  GpProperty       property;
  GpKind           kind;
  const char      *nick;         /* in files; never changes */
  GpPropertyType   type;
  const char      *default_text; /* or NULL */
  const char      *choices;      /* nicks with one space between them, or NULL */
  GpPropertyFlags  flags;
  guint64          ref_kinds;    /* mask of GP_KIND_MASK(), 0 for other types */
  GpRemoval        removal;
  const char      *label;        /* untranslated; pass through gettext */
  const char      *meaning;      /* untranslated */
} GpPropertyInfo;

typedef struct
{
  GpKind       kind;
  const char  *nick;             /* in files; never changes */
  const char  *label;            /* untranslated, as "Entity" */
  const char  *plural;           /* untranslated */
  guint64      parents;          /* mask; 0 for the root */
  GpNameScope  name_scope;
  const char  *meaning;          /* untranslated */
  GpProperty   first;            /* its properties are first … first + n - 1 */
  guint        n;
  int          name;             /* its property "name", or -1 */
} GpKindInfo;

/* Static tables: borrowed for ever, thread-safe. */
const GpKindInfo     *gp_kind_get_info         (GpKind kind);
const GpPropertyInfo *gp_property_get_info     (GpProperty property);

/** gp_property_get_default: borrowed for ever; none where there is no default. */
const GpValue        *gp_property_get_default  (GpProperty property);

/** gp_kind_from_nick, gp_property_from_nick: FALSE, and @out untouched, for an unknown nick. */
gboolean  gp_kind_from_nick      (const char *nick, GpKind *out);
gboolean  gp_property_from_nick  (GpKind kind, const char *nick, GpProperty *out);

/** gp_property_list_choices: (transfer full): the nicks of a GP_TYPE_CHOICE property. */
char    **gp_property_list_choices (GpProperty property);

/** gp_property_get_word: what people read for a choice, untranslated: "Leave it empty" for
 * set_null. Static; NULL where the nick itself is the word, such as GET. */
const char *gp_property_get_word (GpProperty property, const char *choice);

/**
 * gp_property_check_value: whether @value fits the type of @property: value type, choice, JSON-free
 * syntax (colour, duration, line). Names and references are checked by the design, expressions and
 * JSON by lint. Sets a GP_DESIGN_ERROR_VALUE that names the property.
 */
gboolean  gp_property_check_value  (GpProperty property, const GpValue *value, GError **error);

/** gp_property_value_type: the GpValueType that values of @property have. */
GpValueType gp_property_value_type (GpProperty property);

G_END_DECLS
