/* gp-expr-time.h — timestamps and durations as text, and their parts
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-expr-value.h"

G_BEGIN_DECLS

/**
 * GpExprTimePart: what can be asked of a timestamp, and (from HOURS on) of a duration.
 *
 * Months, days of the month and of the year count from 0, days of the week from Sunday as 0;
 * DATE is the day of the month from 1.
 */
typedef enum
{
  GP_EXPR_TIME_FULL_YEAR,
  GP_EXPR_TIME_MONTH,
  GP_EXPR_TIME_DATE,
  GP_EXPR_TIME_DAY_OF_MONTH,
  GP_EXPR_TIME_DAY_OF_WEEK,
  GP_EXPR_TIME_DAY_OF_YEAR,
  GP_EXPR_TIME_HOURS,
  GP_EXPR_TIME_MINUTES,
  GP_EXPR_TIME_SECONDS,
  GP_EXPR_TIME_MILLISECONDS,
} GpExprTimePart;

/**
 * gp_expr_timestamp_from_text:
 * @text: RFC 3339, as 2009-02-13T23:31:30.5Z or with an offset +01:00
 *
 * Returns: (transfer full): TIMESTAMP, or ERROR
 */
GpExprValue *gp_expr_timestamp_from_text (const char *text);

/** RFC 3339 in UTC, with as many decimals as needed. */
char        *gp_expr_timestamp_to_text   (gint64 seconds, gint32 nanos) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_expr_duration_from_text:
 * @text: numbers with units h, m, s, ms, us or ns: 90s, 1h30m, -1.5s
 *
 * Returns: (transfer full): DURATION, or ERROR
 */
GpExprValue *gp_expr_duration_from_text  (const char *text);

/** Seconds with as many decimals as needed: 5400s, 1.5s. */
char        *gp_expr_duration_to_text    (gint64 nanos) G_GNUC_WARN_UNUSED_RESULT;

/**
 * gp_expr_timestamp_get_part:
 * @zone: (nullable): an IANA name or an offset like -09:30; UTC where NULL
 *
 * Returns: (transfer full): INT, or ERROR where there is no such zone
 */
GpExprValue *gp_expr_timestamp_get_part  (const GpExprValue *self, GpExprTimePart part,
                                          const char *zone);

/** Whole hours, minutes or seconds of a duration; MILLISECONDS is what is left of its second. */
gint64       gp_expr_duration_get_part   (gint64 nanos, GpExprTimePart part);

/**
 * gp_expr_timestamp_add:
 *
 * Returns: (transfer full): TIMESTAMP, or ERROR outside the years 1 to 9999
 */
GpExprValue *gp_expr_timestamp_add       (const GpExprValue *self, gint64 nanos);

/**
 * gp_expr_timestamp_subtract:
 *
 * Returns: (transfer full): the DURATION from @other to @self, or ERROR where that is too long
 */
GpExprValue *gp_expr_timestamp_subtract  (const GpExprValue *self, const GpExprValue *other);

G_END_DECLS
