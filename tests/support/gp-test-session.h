/* gp-test-session.h — a session without files, and a backend without a network
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

G_BEGIN_DECLS

/** GpTestSession: a GpSession in memory. Its targets all lead to the one fake backend. */
#define GP_TYPE_TEST_SESSION (gp_test_session_get_type ())
G_DECLARE_FINAL_TYPE (GpTestSession, gp_test_session, GP, TEST_SESSION, GpSession)

GpTestSession *gp_test_session_new (GpDesign *design);

/** gp_test_session_set_key: what the state of its windows is kept for; none before. */
void           gp_test_session_set_key (GpTestSession *self, const char *key);

/** gp_test_session_get_token: the one that was given last, for whatever target; NULL: none. */
const char    *gp_test_session_get_token (GpTestSession *self, GpTokenPlace *out_place);

/** gp_test_session_get_deployed: what the fake backend holds. */
GpDesign      *gp_test_session_get_deployed (GpTestSession *self);

/** gp_test_session_set_enforcers: static; none before. */
void           gp_test_session_set_enforcers (GpTestSession *self,
                                              const GpAccessEnforcer *const *enforcers);

/** gp_test_session_get_saved: the file that it was saved as last, or NULL. */
GFile         *gp_test_session_get_saved (GpTestSession *self);

/* Of what was to be written last; writing itself fails. */
const GpSessionScope *gp_test_session_get_scope (GpTestSession *self);

/** gp_test_session_add_approval: @author approves whatever is planned. */
void           gp_test_session_add_approval (GpTestSession *self, const char *author);

/** gp_test_session_count_records: deployments that went well. */
guint          gp_test_session_count_records (GpTestSession *self);

G_END_DECLS
