/* gp-test-runs.h — a backend that runs flows, and a service that they call
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-test-runtime.h"

G_BEGIN_DECLS

/** GpTestService: an HTTP server in a thread of its own. Its functions are for the test's
 * thread. */
typedef struct _GpTestService GpTestService;

GpTestService *gp_test_service_new    (void);
void           gp_test_service_free   (GpTestService *self);
const char    *gp_test_service_get_url (GpTestService *self);

/** gp_test_service_script: what the next requests are answered with, one after the other, the last
 * for ever: "503 200". Before, everything is answered with 200. */
void           gp_test_service_script (GpTestService *self, const char *statuses);

/** gp_test_service_reply: the body of all answers, and a header "Name: value" or NULL. */
void           gp_test_service_reply  (GpTestService *self, const char *type, const char *body,
                                       const char *header);

/** gp_test_service_await: waits until there were @n requests; fails after a minute. */
void           gp_test_service_await  (GpTestService *self, guint n);
guint          gp_test_service_count  (GpTestService *self);

/** gp_test_service_dup: (transfer full): of the @i-th request, from 0: "method", "path", "body", or
 * the name of a header; NULL where it has none. */
char          *gp_test_service_dup    (GpTestService *self, guint i, const char *what);

/** gp_test_runs_deploy: deploys what gp_test_flow_design() makes of @script, in which SERVICE
 * stands for the address of @service (or NULL). */
void           gp_test_runs_deploy    (GpTestRuntime *backend, GpTestService *service,
                                       const char *script);

/** gp_test_runs_apply: the same to a file without a server. */
void           gp_test_runs_apply     (GpBackend *backend, const char *script);
void           gp_test_runs_apply_design (GpBackend *backend, GpDesign *design);

/** gp_test_runs_create: as the administrator; (transfer full): the id. */
char          *gp_test_runs_create    (GpTestRuntime *backend, const char *entity,
                                       const char *json);

/** gp_test_runs_await: waits until @n runs of @flow (NULL: of any) have @status; fails after a
 * minute. (transfer full): the id of the newest, which is the last answer, too. */
char          *gp_test_runs_await     (GpTestRuntime *backend, const char *flow,
                                       const char *status, gint64 n);

/** gp_test_runs_dup_trace: (transfer full): "a completed, b failed" of the run. */
char          *gp_test_runs_dup_trace (GpTestRuntime *backend, const char *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpTestService, gp_test_service_free)
G_END_DECLS
