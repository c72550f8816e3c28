/* gp-paging.h — the order of records, and where a page goes on
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/**
 * GpPaging: an order that no two records share: what the client asks for, then the key. Unset
 * values come first, and last where the order is descending. A page goes on after the values of its
 * last record, so that records that come and go meanwhile neither repeat nor skip others.
 */
typedef struct _GpPaging GpPaging;

/** gp_paging_new: @sort: "name,-created", or NULL. @after: the cursor of an earlier page with the
 * same order, or NULL. 400 problems, also for fields that the caller never sees: to
 * sort by what is hidden is to read it. Where it is seen in some records only, it is unset in the
 * others. */
GpPaging *gp_paging_new           (GpRequest *request, const GpTable *table, const char *sort,
                                   const char *after, GError **error);
void      gp_paging_free          (GpPaging *self);

/** gp_paging_has_after: whether there is a condition. gp_paging_append_after: appends it, for the
 * table called r0, and its values. */
gboolean  gp_paging_has_after     (const GpPaging *self);
void      gp_paging_append_after  (const GpPaging *self, GString *sql, GArray *values);

/** gp_paging_append_order: appends "ORDER BY …". */
void      gp_paging_append_order  (const GpPaging *self, GString *sql, GArray *values);

/** gp_paging_append_columns: appends, each with a comma before it, what the cursor is made of. */
void      gp_paging_append_columns (const GpPaging *self, GString *sql, GArray *values);

/** gp_paging_dup_cursor: (transfer full): of the current row; @first: where those columns begin.
 * NULL with a 400 problem where its values are too long for an address. */
char     *gp_paging_dup_cursor    (const GpPaging *self, GpSqliteStatement *statement, int first,
                                   GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpPaging, gp_paging_free)
G_END_DECLS
