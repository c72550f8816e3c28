/* gp-request.h — one HTTP request on its way through the backend
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <libsoup/soup.h>
#include "gp-backend.h"
#include "gp-json-writer.h"

G_BEGIN_DECLS

typedef struct _GpServer    GpServer;
typedef struct _GpRunEngine GpRunEngine;
typedef struct _GpRunTouch  GpRunTouch;
typedef struct _GpUpload    GpUpload;

/** GpCaller: who asks. An admin may do everything; everybody else what the rules grant. */
typedef struct
{
  gboolean  is_admin;
  gboolean  is_signed_in;
  char     *user;          /* id, or NULL */
  char     *email;         /* or NULL */
  char     *key;           /* the id of the key that a program uses, or NULL */
  GArray   *roles;         /* of GpId, those assigned */
  char     *tenant;        /* or NULL */
  char     *claims;        /* a JSON object, or NULL */
  GArray   *entities;      /* of GpId: the only ones that an API key reaches; NULL: all */
  GpAccessCaller *access;  /* as the rules see it; made when it is first asked for */
} GpCaller;

/** gp_caller_init: nobody. gp_caller_clear: frees what it holds; to be used again only after
 * gp_caller_init(). */
void     gp_caller_init    (GpCaller *self);
void     gp_caller_clear   (GpCaller *self);

/** gp_caller_reaches: whether the caller's key, if any, is for @entity. */
gboolean gp_caller_reaches (const GpCaller *self, const GpId *entity);

/**
 * GpRequest: reference counted; belongs to the server's thread.
 * @message: owns the request, and is held by it only while it is paused
 * @segments: the decoded parts of the path
 * @values: what stands for the placeholders of the route, in their order; borrowed
 * @raw_values: the same as they were sent, still percent-encoded
 * @query: name → value, decoded
 * @range: (nullable): the header that asks for a part of what there is
 * @uploads: (nullable): of GpUpload: the files that came with a record
 * @now: microseconds since 1970: one time for all of the request
 * @engine: (nullable): runs the flows that changes of records start
 * @depth: how many flows led to it, one after the other; @user: (nullable): who started the first
 * @actor: (nullable): what of the backend itself asks, as the audit trail has it; static
 * @touch: (nullable): is told of each record before it is written; borrowed
 */
typedef struct
{
  gatomicrefcount    count;
  GpServer          *server;
  GpBackend         *backend;
  SoupServerMessage *message;
  GpRunEngine       *engine;
  guint              depth;
  GpExprValue       *user;
  const char        *actor;
  GpRunTouch        *touch;
  char             **segments;
  char             **raw_segments;
  const char        *values[4];
  const char        *raw_values[4];
  GHashTable        *query;
  GString           *body;
  gsize              body_limit;
  gsize              json_limit;    /* of the part of a form that is no file; else the same */
  gboolean           is_too_large;
  gsize              passed_over;   /* bytes of a body that is too large */
  gboolean           is_paused;
  gboolean           is_finished;
  gint64             now;
  gint64             started;       /* monotonic */
  char              *peer;          /* the client's address, without its port */
  const char        *route;         /* the pattern, for the metrics; NULL where none fits */
  GpCaller           caller;
  GHashTable        *accesses;      /* GpTable → GpRecordAccess; see there */
  char              *range;
  GPtrArray         *uploads;
} GpRequest;

GpRequest  *gp_request_new        (GpServer *server, GpBackend *backend,
                                   SoupServerMessage *message);

/** gp_request_new_for_flow: (transfer full): what a run of a flow asks of the records, with all
 * rights and without a message. @user: (nullable) @tenant: (nullable): of whoever started it */
GpRequest  *gp_request_new_for_flow (GpBackend *backend, GpRunEngine *engine, guint depth,
                                     GpExprValue *user, const char *tenant);

/** gp_request_new_for_backend: (transfer full): what the backend does by itself @now, with all
 * rights. @actor: static. */
GpRequest  *gp_request_new_for_backend (GpBackend *backend, GpRunEngine *engine, const char *actor,
                                        gint64 now);
GpRequest  *gp_request_ref        (GpRequest *self);
void        gp_request_unref      (GpRequest *self);

/** gp_request_read_target: fills in the segments and the query. A 400 problem where they are
 * malformed. */
gboolean    gp_request_read_target (GpRequest *self, GError **error);

/** gp_request_get: the query's @name, or NULL. gp_request_check_query: a 400 problem for any other
 * name than @known (NULL-terminated). */
const char *gp_request_get         (GpRequest *self, const char *name);
gboolean    gp_request_check_query (GpRequest *self, const char *const *known, GError **error);

/** gp_request_parse_body: (transfer full): the body as JSON, at most @max_depth deep; borrows the
 * body. Problems: 400 where it is none, 415 where it does not say that it is. */
GpJsonDocument *gp_request_parse_body (GpRequest *self, guint max_depth, GError **error);

/** gp_request_reply: @content_type: copied. @body: taken; NULL for none. */
void        gp_request_reply       (GpRequest *self, guint status, const char *content_type,
                                    GString *body);

/** gp_request_reply_json: as application/json. Returns TRUE, for handlers to return. */
gboolean    gp_request_reply_json  (GpRequest *self, guint status, GString *body);

/** gp_request_fail: answers with @error as problem+json. */
void        gp_request_fail        (GpRequest *self, const GError *error);

/** gp_request_set_header: of the answer. */
void        gp_request_set_header  (GpRequest *self, const char *name, const char *value);

/** gp_request_pause: the handler answers later, and then calls gp_request_resume(). */
void        gp_request_pause       (GpRequest *self);
void        gp_request_resume      (GpRequest *self);

/** gp_request_may_at_all: whether some rule lets the caller do @action with some record or file of
 * @subject, an entity or bucket; tells those who may not, before anything is read. */
gboolean    gp_request_may_at_all  (GpRequest *self, const GpId *subject, const char *action);

/** gp_request_get_caller: the caller as the rules of the deployed design see it; borrowed. */
const GpAccessCaller *gp_request_get_caller (GpRequest *self);

/** gp_request_dup_user: (transfer full): what `user` is for a flow that this request starts. That
 * of an API key has a member GP_REQUEST_USER_KEY, its id, for the audit trail. */
#define GP_REQUEST_USER_KEY "api_key"
GpExprValue *gp_request_dup_user     (GpRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpRequest, gp_request_unref)
G_END_DECLS
