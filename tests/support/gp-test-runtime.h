/* gp-test-runtime.h — a local backend on a free port, and a client for it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-json-document.h"
#include "gp-plan.h"
#include "gp-runtime.h"
#include "gp-test-design.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

#define GP_TEST_ADMIN_TOKEN "test-admin-token-0123456789abcdef"

/** GpTestRuntime: the data lies in the folder of the running test. @rate_per_second: as a server's,
 * from the next restart on. */
typedef struct
{
  GpRuntime   *runtime;
  char        *data;
  double       rate_per_second;
  SoupSession *session;
  char        *body;       /* of the last answer */
  gsize        length;
  char        *location;   /* of the last answer, or NULL */
  guint        event_lines; /* of the next start; 0: as usual */
  guint        event_beat;
} GpTestRuntime;

GpTestRuntime *gp_test_runtime_new     (void);

/** gp_test_runtime_new_things: with one entity "thing" (name, optional and unique; parent, an
 * optional reference to itself) that is open to anybody. */
GpTestRuntime *gp_test_runtime_new_things (void);

/** Two identifiers for things. */
#define GP_TEST_THING_A "0190a1b2-0000-7000-8000-00000000000a"
#define GP_TEST_THING_B "0190a1b2-0000-7000-8000-00000000000b"

void           gp_test_runtime_free    (GpTestRuntime *self);

/** gp_test_runtime_restart: stops it and starts it again on the same file. */
void           gp_test_runtime_restart (GpTestRuntime *self);

/** gp_test_call: @path: with its query, percent-encoded. @token, @body: or NULL. Returns the
 * status. */
guint          gp_test_call            (GpTestRuntime *self, const char *method, const char *path,
                                        const char *token, const char *body);

/** gp_test_send: a body of any @type; @content: or NULL. @headers: (optional) (transfer full): of
 * the answer. Returns the status. */
guint          gp_test_send            (GpTestRuntime *self, const char *method, const char *path,
                                        const char *token, const char *type, const void *content,
                                        gsize size, SoupMessageHeaders **headers);

/** gp_test_assert_call: fails, showing the answer, where the status is another. */
void           gp_test_assert_call     (GpTestRuntime *self, const char *method, const char *path,
                                        const char *token, const char *body, guint status);

/** gp_test_query: (transfer full): @path with the parameters name, value, name, value…, NULL. */
char          *gp_test_query           (const char *path, ...) G_GNUC_NULL_TERMINATED;

/** gp_test_member: (transfer full): the text (or the JSON of another value) at "a.0.b" in the last
 * answer; NULL where there is none. */
char          *gp_test_member          (GpTestRuntime *self, const char *path);
gint64         gp_test_count           (GpTestRuntime *self,
                                        const char *path);   /* items of a list */

/** gp_test_plan: (transfer full): through the admin API. */
GpPlan        *gp_test_plan            (GpTestRuntime *self, GpDesign *wanted);

/** gp_test_apply: plans and applies. @allow: whether everything destructive is consented to. */
guint          gp_test_apply           (GpTestRuntime *self, GpDesign *wanted, gboolean allow);

/** gp_test_deploy: as gp_test_apply(), and must succeed; planning again must be empty. */
void           gp_test_deploy          (GpTestRuntime *self, GpDesign *wanted);

/** gp_test_sign_up: (transfer full): a token. @role: is assigned to the account, or NULL. */
char          *gp_test_sign_up         (GpTestRuntime *self, const char *email, const char *role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpTestRuntime, gp_test_runtime_free)
G_END_DECLS
