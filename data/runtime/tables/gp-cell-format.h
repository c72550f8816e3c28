/* gp-cell-format.h — which values a field takes, and how they look as text, as JSON and in SQLite
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-cell.h"
#include "gp-json-document.h"

G_BEGIN_DECLS

/* In the order of the choices of GP_FIELD_TYPE; a reference has the type of the key it points
 * to. */
typedef enum
{
  GP_CELL_TYPE_UUID,
  GP_CELL_TYPE_TEXT,
  GP_CELL_TYPE_INTEGER,     /* 32 bits */
  GP_CELL_TYPE_BIGINT,      /* 64 bits */
  GP_CELL_TYPE_DECIMAL,
  GP_CELL_TYPE_FLOAT,
  GP_CELL_TYPE_BOOLEAN,
  GP_CELL_TYPE_DATE,
  GP_CELL_TYPE_TIME,
  GP_CELL_TYPE_TIMESTAMP,
  GP_CELL_TYPE_DURATION,
  GP_CELL_TYPE_JSON,
  GP_CELL_TYPE_BYTES,
  GP_CELL_TYPE_ENUM,
  GP_CELL_TYPE_FILE,
  GP_CELL_TYPE_VECTOR,
  GP_N_CELL_TYPES
} GpCellType;

/** GpCellFormat: a plain struct; @values is owned by whoever made it. 0 means no limit. */
typedef struct
{
  GpCellType  type;
  gboolean    array;
  guint       length;       /* characters, bytes for GP_CELL_TYPE_BYTES */
  guint       precision;
  guint       scale;
  guint       dimensions;
  char      **values;       /* of an enum */
} GpCellFormat;

/** GpCellTypeInfo: @storage: the column's type in SQLite; @collation: or NULL.
 * @json_type, @json_format: as JSON Schema says it; NULL for any type, or no format. */
typedef struct
{
  const char *nick;
  const char *storage;
  const char *collation;
  const char *json_type;
  const char *json_format;
} GpCellTypeInfo;

const GpCellTypeInfo *gp_cell_type_get_info  (GpCellType type);
gboolean              gp_cell_type_from_nick (const char *nick, GpCellType *out);

/** gp_cell_format_storage: "TEXT", "INTEGER", "REAL" or "BLOB". Lists and vectors are JSON text. */
const char *gp_cell_format_storage (const GpCellFormat *self);
gboolean    gp_cell_format_equal   (const GpCellFormat *a, const GpCellFormat *b);

/** gp_cell_format_describe: (transfer full): a translated clause that says what is expected. */
char       *gp_cell_format_describe (const GpCellFormat *self);

/**
 * gp_cell_parse: one value, not a list, from its text.
 * @out: set only on success; never a null
 * @out_problem: (transfer full): on failure, a translated sentence that says what is expected
 */
gboolean    gp_cell_parse          (const GpCellFormat *self, const char *text, GpCell *out,
                                    char **out_problem);

/** gp_cell_print: (transfer full): the text that gp_cell_parse() takes; for a list its JSON. NULL
 * for a null. */
char       *gp_cell_print          (const GpCellFormat *self, const GpCell *cell);

/** gp_cell_from_json: any value but null. As gp_cell_parse(). */
gboolean    gp_cell_from_json      (const GpCellFormat *self, GpJsonDocument *document,
                                    GpJsonNode node, GpCell *out, char **out_problem);

/** gp_cell_to_json: appends the value as JSON. */
void        gp_cell_to_json        (const GpCellFormat *self, const GpCell *cell, GString *out);

/**
 * gp_cell_convert: the same value in another format.
 *
 * FALSE, and nothing set, where it does not fit without loss. A single value becomes a list of one.
 */
gboolean    gp_cell_convert        (const GpCellFormat *from, const GpCellFormat *to,
                                    const GpCell *cell, GpCell *out);

G_END_DECLS
