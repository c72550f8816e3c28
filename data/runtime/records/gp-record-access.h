/* gp-record-access.h — what the rules let a caller see of a table, as SQL
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"
#include "gp-sqlite-expr.h"

G_BEGIN_DECLS

typedef enum
{
  GP_SEEN_NEVER,
  GP_SEEN_SOMETIMES,      /* in some of the records that are seen */
  GP_SEEN_ALWAYS,
} GpSeen;

/**
 * GpRecordAccess: the records and fields of one table that one caller may read. Everything stands
 * for the table under the name r0; values are bound, never part of the text.
 */
typedef struct _GpRecordAccess GpRecordAccess;

/** gp_record_access_new: (transfer full): of the records with which @caller may do @action, without
 * a request. @printer: not kept. */
GpRecordAccess *gp_record_access_new (const GpTable *table, const GpAccess *access,
                                      const GpAccessCaller *caller, const char *action,
                                      const GpSqliteExpr *printer);

/** gp_record_access_get: borrowed from the request, which keeps one for each table. */
const GpRecordAccess *gp_record_access_get (GpRequest *request, const GpTable *table);
void     gp_record_access_free          (GpRecordAccess *self);    /* NULL is fine */

/** gp_record_access_sees_any: whether there may be records that are seen. */
gboolean gp_record_access_sees_any      (const GpRecordAccess *self);

/** gp_record_access_sees_all: all records with all fields that are ever given out. */
gboolean gp_record_access_sees_all      (const GpRecordAccess *self);
GpSeen   gp_record_access_sees          (const GpRecordAccess *self, const GpColumn *column);

/** gp_record_access_append_where: appends the condition that a record is seen. */
void     gp_record_access_append_where  (const GpRecordAccess *self, GString *sql, GArray *values);

/** gp_record_access_append_mask: appends the condition that @column of a record that is seen is
 * seen. */
void     gp_record_access_append_mask   (const GpRecordAccess *self, const GpColumn *column,
                                         GString *sql, GArray *values);

/** gp_record_access_append_columns: appends the list of all columns that may be given out, null
 * where this one may not: what gp_record_write() expects its statement to select first. */
void     gp_record_access_append_columns (const GpRecordAccess *self, GString *sql, GArray *values);

/** gp_record_access_append_rule: appends the condition that a record is one of those that @rule, a
 * grant, is about, for a statement that changes it; "1" where it needs to be asked nothing. FALSE
 * with @error where this database cannot be asked. */
gboolean gp_record_access_append_rule   (GpRequest *request, const char *action,
                                         const GpAccessRule *rule, GString *sql, GArray *values,
                                         GError **error);

/** gp_request_lookup: user, now and request, for expressions; @user_data: the GpRequest. */
GpExprValue *gp_request_lookup          (const char *name, gpointer user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRecordAccess, gp_record_access_free)
G_END_DECLS
