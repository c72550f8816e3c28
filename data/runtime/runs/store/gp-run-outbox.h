/* gp-run-outbox.h — changes and events that flows have still to be told of
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-expr-value.h"
#include "gp-sqlite.h"

G_BEGIN_DECLS

typedef enum
{
  GP_RUN_NEWS_CHANGE,    /* of a record; @subject: the entity; @body: a trigger */
  GP_RUN_NEWS_EVENT,     /* of the design; @subject: the event; @body: an envelope */
} GpRunNewsKind;

/** GpRunNews: one line of the outbox. @depth: of the runs that it starts. @tenant: (nullable) */
typedef struct
{
  gint64         number;
  GpRunNewsKind  kind;
  GpId           subject;
  GpExprValue   *body;
  guint          depth;
  char          *tenant;
} GpRunNews;

void       gp_run_news_free     (GpRunNews *self);    /* NULL is fine */
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRunNews, gp_run_news_free)

/** gp_run_outbox_add: within the transaction that makes it true. */
gboolean   gp_run_outbox_add    (GpSqlite *sqlite, GpRunNewsKind kind, const GpId *subject,
                                 const GpExprValue *body, guint depth, const char *tenant,
                                 GError **error);

/** gp_run_outbox_take: (transfer full): the oldest line, which is removed; NULL without @error
 * where there is none. */
GpRunNews *gp_run_outbox_take   (GpSqlite *sqlite, GError **error);

/** gp_run_outbox_is_long: @out: whether there are @lines or more. */
gboolean   gp_run_outbox_is_long (GpSqlite *sqlite, guint lines, gboolean *out, GError **error);

G_END_DECLS
