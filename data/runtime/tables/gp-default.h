/* gp-default.h — the value that a field gets where none is given
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-cell-format.h"

G_BEGIN_DECLS

typedef enum
{
  GP_DEFAULT_NONE,
  GP_DEFAULT_CELL,       /* a constant; may be null */
  GP_DEFAULT_NOW,        /* the time of the request */
  GP_DEFAULT_TODAY,
  GP_DEFAULT_UUID,       /* a new one each time */
  GP_DEFAULT_UNKNOWN,    /* there is one, but it is nothing that can be computed here */
} GpDefaultKind;

/** GpDefault: a plain struct. */
typedef struct
{
  GpDefaultKind kind;
  GpCell        cell;
} GpDefault;

/** gp_default_parse: @code: as a person or SQL writes it: 'open', open, 0, now(), '{}'::jsonb; NULL
 * gives none. */
GpDefault gp_default_parse (const GpCellFormat *format, const char *code);
void      gp_default_clear (GpDefault *self);

/** gp_default_make: a value for one record. @now: microseconds since 1970. */
GpCell    gp_default_make  (const GpDefault *self, const GpCellFormat *format, gint64 now);

G_END_DECLS
