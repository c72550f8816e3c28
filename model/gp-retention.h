/* gp-retention.h — how long the records of an entity are kept, and since when that is counted
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * GpRetention: a plain struct; one of the two is 0.
 *
 * Months and years are those of the calendar: what is to be kept for ten years is not gone two days
 * before they are over.
 */
typedef struct
{
  gint64 months;          /* a year is twelve */
  gint64 microseconds;
} GpRetention;

/** gp_retention_parse: @text: (nullable): as GP_ENTITY_RETENTION holds it. FALSE, and @out
 * untouched, for anything else, for nothing at all ("0d"), and for more than 1000 years. */
gboolean gp_retention_parse      (const char *text, GpRetention *out);

/** gp_retention_get_end: what came before that time has been kept long enough @now. Both are
 * microseconds since 1970, UTC. */
gint64   gp_retention_get_end    (const GpRetention *self, gint64 now);

/** gp_retention_is_shorter: whether @self may end before @other. Of months and days that the
 * calendar decides about, either may. */
gboolean gp_retention_is_shorter (const GpRetention *self, const GpRetention *other);

/** GpRetentionState: what can be done about the retention of an entity. */
typedef enum
{
  GP_RETENTION_NONE,          /* there is none: records are kept for good */
  GP_RETENTION_COUNTED,       /* a field says when each record came */
  GP_RETENTION_NO_LENGTH,     /* gp_retention_parse() does not take it */
  GP_RETENTION_NO_TABLE,      /* a view, read-only, or kept elsewhere */
  GP_RETENTION_NO_KEY,        /* no record can be named, and so none be removed */
  GP_RETENTION_NO_FIELD,      /* no field says when a record came */
  GP_RETENTION_SEVERAL,       /* several could */
} GpRetentionState;

/**
 * gp_retention_look: whether the age of the records of @entity can be told, and by what.
 * @out: (optional): how long they are kept
 * @out_field: (optional): the field that says when a record came; borrowed
 *
 * That field is a required point in time or date, a single one that is stored, whose default is the
 * time at which a record is made: now(), current_timestamp or current_date. Where an entity has
 * several, it is the one of them that is called created_at, created, created_on, date_created or
 * inserted_at, in any spelling (createdAt); where none or more than one of them is, nobody guesses.
 *
 * Both are set only with GP_RETENTION_COUNTED.
 */
GpRetentionState gp_retention_look (GpDesign *design, const GpElement *entity, GpRetention *out,
                                    const GpElement **out_field);

/**
 * GpRetentionReach: a reference that acts when what it points to is deleted.
 * @id: of the field or the composite reference
 * @entity: whose it is; @target: the entity that it points to
 * @takes: its record goes along; otherwise it is emptied, or gets its default
 */
typedef struct
{
  GpId     id;
  GpId     entity;
  GpId     target;
  gboolean takes;
} GpRetentionReach;

/** gp_retention_list_reach: (transfer full): of GpRetentionReach: what else is lost where records
 * of @entity go, and where those go that go along, and so on. Each stands once. */
GArray  *gp_retention_list_reach (GpDesign *design, const GpId *entity);

G_END_DECLS
