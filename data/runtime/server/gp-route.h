/* gp-route.h — which paths there are, and who answers on them
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-request.h"

G_BEGIN_DECLS

/** GpHandler: answers, or pauses the request to answer later; FALSE with @error to have it
 * answered. */
typedef gboolean (*GpHandler) (GpRequest *request, GError **error);

typedef enum
{
  GP_ROUTE_OPEN    = 0,
  GP_ROUTE_ADMIN   = 1 << 0,    /* needs the admin token */
  GP_ROUTE_LIMITED = 1 << 1,    /* how often one client may ask is limited */
  GP_ROUTE_LARGE   = 1 << 2,    /* takes whole designs */
  GP_ROUTE_SLOW    = 1 << 3,    /* its work in the database has no time limit */
} GpRouteFlags;

/** GpRoute: @pattern: parts between slashes; {name} stands for any one part, and {name...}, the
 * last, for one or more. */
typedef struct
{
  const char  *method;
  const char  *pattern;
  GpHandler    handler;
  GpRouteFlags flags;
} GpRoute;

/**
 * gp_route_find: fills in the request's route and values.
 *
 * NULL with a 404 or 405 problem where nothing fits.
 */
const GpRoute *gp_route_find (GpRequest *request, const char *method, GError **error);

/** gp_route_get: all of them, one after the other; NULL after the last. */
const GpRoute *gp_route_get  (gsize i);

/* The handlers, by the file that they are in. */
gboolean  gp_handle_records_list    (GpRequest *request, GError **error);   /* gp-records-read.c */
gboolean  gp_handle_records_get     (GpRequest *request, GError **error);
gboolean  gp_handle_records_create  (GpRequest *request, GError **error);   /* gp-records-write.c */
gboolean  gp_handle_records_update  (GpRequest *request, GError **error);
gboolean  gp_handle_records_delete  (GpRequest *request, GError **error);
gboolean  gp_handle_records_batch   (GpRequest *request, GError **error);
gboolean  gp_handle_trail           (GpRequest *request, GError **error);   /* gp-admin-trail.c */
gboolean  gp_handle_records_act     (GpRequest *request, GError **error);   /* gp-records-act.c */
gboolean  gp_handle_record_file     (GpRequest *request, GError **error);   /* gp-record-files.c */
gboolean  gp_handle_files_list      (GpRequest *request, GError **error);   /* gp-files.c */
gboolean  gp_handle_files_upload    (GpRequest *request, GError **error);
gboolean  gp_handle_files_download  (GpRequest *request, GError **error);
gboolean  gp_handle_files_replace   (GpRequest *request, GError **error);
gboolean  gp_handle_files_delete    (GpRequest *request, GError **error);
gboolean  gp_handle_files_act       (GpRequest *request, GError **error);
gboolean  gp_handle_signup          (GpRequest *request, GError **error);   /* gp-accounts.c */
gboolean  gp_handle_login           (GpRequest *request, GError **error);
gboolean  gp_handle_refresh         (GpRequest *request, GError **error);
gboolean  gp_handle_logout          (GpRequest *request, GError **error);
gboolean  gp_handle_me              (GpRequest *request, GError **error);
gboolean  gp_handle_users           (GpRequest *request, GError **error);   /* gp-admin-users.c */
gboolean  gp_handle_user_roles      (GpRequest *request, GError **error);
/* gp-admin-accounts.c */
gboolean  gp_handle_user_create     (GpRequest *request, GError **error);
gboolean  gp_handle_user_change     (GpRequest *request, GError **error);
gboolean  gp_handle_keys            (GpRequest *request, GError **error);   /* gp-admin-keys.c */
gboolean  gp_handle_key_create      (GpRequest *request, GError **error);
gboolean  gp_handle_key_revoke      (GpRequest *request, GError **error);
gboolean  gp_handle_design          (GpRequest *request, GError **error);   /* gp-admin.c */
gboolean  gp_handle_plan            (GpRequest *request, GError **error);
gboolean  gp_handle_apply           (GpRequest *request, GError **error);
gboolean  gp_handle_flow_http       (GpRequest *request, GError **error);   /* gp-run-starts.c */
gboolean  gp_handle_run_start       (GpRequest *request, GError **error);
gboolean  gp_handle_approvals       (GpRequest *request, GError **error);   /* gp-approvals.c */
gboolean  gp_handle_approval        (GpRequest *request, GError **error);
gboolean  gp_handle_events          (GpRequest *request, GError **error);   /* gp-event-stream.c */
gboolean  gp_handle_runs            (GpRequest *request, GError **error);   /* gp-admin-runs.c */
gboolean  gp_handle_run             (GpRequest *request, GError **error);
gboolean  gp_handle_run_flows       (GpRequest *request, GError **error);
gboolean  gp_handle_run_retry       (GpRequest *request, GError **error);
gboolean  gp_handle_run_cancel      (GpRequest *request, GError **error);
gboolean  gp_handle_run_discard     (GpRequest *request, GError **error);
gboolean  gp_handle_health          (GpRequest *request, GError **error);   /* gp-http-metrics.c */
gboolean  gp_handle_metrics         (GpRequest *request, GError **error);
gboolean  gp_handle_openapi         (GpRequest *request, GError **error);   /* gp-openapi.c */
gboolean  gp_handle_docs            (GpRequest *request, GError **error);   /* gp-docs-page.c */

G_END_DECLS
