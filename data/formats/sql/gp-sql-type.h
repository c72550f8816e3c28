/* gp-sql-type.h — column types of databases and field types of designs
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-arena.h"
#include "gp-design.h"
#include "gp-sql-name.h"

G_BEGIN_DECLS

/** GpSqlArguments: what the numbers in the parentheses of a type mean. */
typedef enum
{
  GP_SQL_ARGUMENTS_NONE,
  GP_SQL_ARGUMENTS_LENGTH,
  GP_SQL_ARGUMENTS_DECIMAL,       /* precision and scale */
  GP_SQL_ARGUMENTS_FRACTION,      /* digits of a second */
  GP_SQL_ARGUMENTS_DIMENSIONS,
  GP_SQL_ARGUMENTS_ANY,           /* kept as text */
} GpSqlArguments;

/** GpSqlTypeInfo: one type of PostgreSQL. */
typedef struct
{
  const char     *name;        /* as PostgreSQL writes it: "character varying" */
  const char     *internal;    /* its name in the catalogue: "varchar" */
  const char     *field_type;  /* a choice of GP_FIELD_TYPE */
  GpSqlArguments  arguments;
  gboolean        plain;       /* the field's type says it all: no native type is kept */
  const char     *serial;      /* the pseudo type that numbers it, or NULL */
  const char     *extension;   /* that brings it, or NULL */
} GpSqlTypeInfo;

/** GpSqlType: the type of one column. */
typedef struct
{
  const GpSqlTypeInfo *info;       /* NULL for a type that is not built in */
  const char          *name;       /* of such a type, with its schema unless that is public */
  const char          *arguments;  /* text between the parentheses, or NULL */
  gboolean             array;
} GpSqlType;

/** gp_sql_type_lookup: by any of its names, without arguments, in lower case. NULL where
 * unknown. */
const GpSqlTypeInfo *gp_sql_type_lookup (const char *name);

/** gp_sql_type_parse: a type as it is written in SQL; strings go to @arena. */
void     gp_sql_type_parse     (const char *text, GpArena *arena, GpSqlType *out);

/** gp_sql_type_format: (transfer full): as PostgreSQL writes it. */
char    *gp_sql_type_format    (const GpSqlType *type);

/** gp_sql_type_get_field_type: the choice of GP_FIELD_TYPE; "text" for what has no counterpart. */
const char *gp_sql_type_get_field_type (const GpSqlType *type);

/** gp_sql_type_store: sets type, list, length, precision, scale, dimensions and native type. */
void     gp_sql_type_store     (const GpSqlType *type, GpElement *field);

/**
 * gp_sql_type_for_field: (transfer full): the PostgreSQL type of @field. A reference has the
 * type of
 * the key it points to; an enum gives its type name. A native type that contradicts the field's
 * type
 * (somebody has changed that since) is passed over.
 */
char    *gp_sql_type_for_field (GpDesign *design, const GpElement *field);

/** gp_sql_type_key_of: the field that a reference field points to, or NULL. */
const GpElement *gp_sql_type_key_of (GpDesign *design, const GpElement *field);

/** gp_sql_type_resolve: the field whose type @field has: itself, or the end of its references. */
const GpElement *gp_sql_type_resolve (GpDesign *design, const GpElement *field);

G_END_DECLS
