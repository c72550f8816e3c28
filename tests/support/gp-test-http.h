/* gp-test-http.h — a server that answers what a test tells it to
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/** GpTestHttp: on a free port of the loopback, in a thread of its own, so that the one who asks may
 * wait for the answer. */
typedef struct _GpTestHttp GpTestHttp;

/** In the place of a status: the connection ends without an answer. */
#define GP_TEST_HTTP_CUT 0

GpTestHttp *gp_test_http_new         (void);
void        gp_test_http_free        (GpTestHttp *self);
const char *gp_test_http_get_url     (GpTestHttp *self);

/** gp_test_http_add: what the next request that has none yet is answered with; a 500 for those that
 * come after all. @header: (nullable): "Name: value" */
void        gp_test_http_add         (GpTestHttp *self, guint status, const char *header,
                                      const char *body);

/** gp_test_http_count: requests so far. */
guint       gp_test_http_count       (GpTestHttp *self);

/** gp_test_http_dup_body, gp_test_http_dup_header: (transfer full): of the @i-th request. */
char       *gp_test_http_dup_body    (GpTestHttp *self, guint i);
char       *gp_test_http_dup_header  (GpTestHttp *self, guint i, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpTestHttp, gp_test_http_free)
G_END_DECLS
