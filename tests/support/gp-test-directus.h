/* gp-test-directus.h — a server that answers as a Directus would
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-directus-client.h"
#include "gp-directus-state.h"

G_BEGIN_DECLS

/** GpTestDirectus: listens on the loopback in a thread of its own. It has nothing in it, takes
 * everything that is sent, and remembers what was asked. */
typedef struct _GpTestDirectus GpTestDirectus;

GpTestDirectus   *gp_test_directus_new    (void);
void              gp_test_directus_free   (GpTestDirectus *self);
const char       *gp_test_directus_get_url (GpTestDirectus *self);

/** gp_test_directus_answer: @request: "GET /roles", without the query; one with it, as it was
 * asked, goes first. @status: 0 cuts the connection. @header: (nullable): "Name: value" */
void              gp_test_directus_answer (GpTestDirectus *self, const char *request, guint status,
                                           const char *body, const char *header);

/** gp_test_directus_dup_asked: (transfer full): the requests since the last call that were no
 * GET, a line for each. */
char             *gp_test_directus_dup_asked (GpTestDirectus *self);

/** gp_test_directus_count: how often @request was asked. */
guint             gp_test_directus_count  (GpTestDirectus *self, const char *request);

/** gp_test_directus_open: (transfer full): a client for it. */
GpDirectusClient *gp_test_directus_open   (GpTestDirectus *self);

/** gp_test_directus_read: (transfer full): all that it holds. */
GpDirectusState  *gp_test_directus_read   (GpTestDirectus *self);

/** gp_test_directus_hold: from now on it holds @design as a deployment leaves it. */
void              gp_test_directus_hold   (GpTestDirectus *self, GpDesign *design);

/** gp_test_directus_design: (transfer full): patients with a name and a status, visits of them, and
 * doctors who read patients. */
GpDesign         *gp_test_directus_design (void);

/** gp_test_directus_find_id: of an entity, or of its @field: (nullable). */
GpId              gp_test_directus_find_id (GpDesign *design, const char *entity,
                                            const char *field);

/** GP_TEST_DIRECTUS_SNAPSHOT: as GET /schema/snapshot gives it; @parts: the members "collections",
 * "fields" and "relations". */
#define GP_TEST_DIRECTUS_SNAPSHOT(parts) \
  "{\"version\":1,\"directus\":\"11.17.4\",\"vendor\":\"sqlite\",\"systemFields\":[]," parts "}"
#define GP_TEST_DIRECTUS_EMPTY \
  GP_TEST_DIRECTUS_SNAPSHOT ("\"collections\":[],\"fields\":[],\"relations\":[]")

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpTestDirectus, gp_test_directus_free)
G_END_DECLS
