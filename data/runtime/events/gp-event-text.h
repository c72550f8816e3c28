/* gp-event-text.h — what one listener is told of one thing that happened
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-event-log.h"
#include "gp-request.h"

G_BEGIN_DECLS

/** The type of the envelope of a change: "groundplan.record.created". NULL for GP_EVENT_SENT. */
const char *gp_event_get_type  (GpEventKind kind);

/** gp_event_may_hear: whether the caller may listen to @event, one of the design: with a role that
 * it is for. An API key that is for some entities is for no events. */
gboolean    gp_event_may_hear  (GpRequest *request, const GpElement *event);

/**
 * gp_event_text_new: @request: whose caller listens; its rules are those of now
 * @out: (out) (transfer full): as a stream of events has it; NULL where the caller is to hear
 *   nothing of it
 *
 * FALSE with @error where the database fails.
 */
gboolean    gp_event_text_new  (GpRequest *request, const GpEventLine *line, char **out,
                                GError **error);

G_END_DECLS
