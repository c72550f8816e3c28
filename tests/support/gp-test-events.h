/* gp-test-events.h — people who listen to what happens in a backend
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-test-runtime.h"

G_BEGIN_DECLS

/** GpTestEvents: a fixture: notes (owner, status, secret) of Ada and of Bob, who is at the desk,
 * and a flow that sends the events audit and paid for each new bill (amount). */
typedef struct
{
  GpTestRuntime *backend;
  SoupSession   *session;
  char          *ada;
  char          *bob;
  char          *ada_id;
  char          *bob_id;
} GpTestEvents;

void              gp_test_events_set_up    (GpTestEvents *self, gconstpointer unused);
void              gp_test_events_tear_down (GpTestEvents *self, gconstpointer unused);

/** gp_test_events_ask: (transfer full): listens; NULL where @status is not 200. @token, @last: or
 * NULL */
GDataInputStream *gp_test_events_ask       (GpTestEvents *self, const char *token,
                                            const char *query, const char *last, guint status);
GDataInputStream *gp_test_events_listen    (GpTestEvents *self, const char *token,
                                            const char *query);

/** GpTestHeard: one event; all are NULL at the end of the stream. */
typedef struct
{
  char *id;
  char *type;
  char *data;
} GpTestHeard;

void              gp_test_heard_clear      (GpTestHeard *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpTestHeard, gp_test_heard_clear)

/** gp_test_events_hear: the next event; fails where a line belongs to none. */
void              gp_test_events_hear      (GDataInputStream *stream, GpTestHeard *out);
void              gp_test_events_assert_hears (GDataInputStream *stream, const char *type,
                                               const char *part);

/* What the administrator does with notes. */
char             *gp_test_events_create    (GpTestEvents *self, const char *owner,
                                            const char *status, const char *secret);
void              gp_test_events_change    (GpTestEvents *self, const char *method,
                                            const char *id, const char *body, guint status);
void              gp_test_events_give      (GpTestEvents *self, const char *id,
                                            const char *owner);

/** gp_test_events_assert_silent: a new note of @owner is what is heard next, and nothing before. */
void              gp_test_events_assert_silent (GpTestEvents *self, GDataInputStream *stream,
                                                const char *owner);

G_END_DECLS
