/* gp-access-probe-private.h — what the ways to ask a backend share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-probe.h"
#include "gp-json-client.h"
#include "gp-json-writer.h"

G_BEGIN_DECLS

/** gp_access_probe_fixtures: (transfer container): of all entities, each after those of the
 * entities that its own refers to, where that is possible. */
GPtrArray      *gp_access_probe_fixtures (GpDesign *design);

/** gp_access_probe_key: the name of the key of the entity that @element is or is in; NULL: none. */
const char     *gp_access_probe_key      (GpDesign *design, const GpElement *entity);

/** gp_access_probe_dup_member: (transfer full): a member of a JSON object, texts without quotes. */
char           *gp_access_probe_dup_member (const char *json, const char *name);

/** gp_access_probe_get_problem: why @test cannot be tried there; NULL: it can. */
const char     *gp_access_probe_get_problem (GpDesign *design, const GpElement *test);

/** Each asks about all of @answers (UNTRIED without a problem) and sets them. */
gboolean gp_access_probe_http       (GpDesign *design, const char *kind, GpJsonClient *client,
                                     GPtrArray *answers, GPtrArray *warnings, GError **error);
gboolean gp_access_probe_postgresql (GpDesign *design, const char *address, GPtrArray *answers,
                                     GError **error);

/** GpAccessServer: how one kind of server is asked. */
typedef struct
{
  const char *kind;
  const char *records;      /* what comes before the name of an entity */
  const char *after;        /* what comes after it; NULL: nothing */
  const char *data;         /* where a record is in an answer, with a dot; "" */

  /** sign_in: (transfer full): a token of an account like @persona. */
  char      *(*sign_in)     (GpDesign *design, GpJsonClient *client, const GpElement *persona,
                             GError **error);

  /** sign_out: takes the account away, where that is possible. */
  void       (*sign_out)    (GpJsonClient *client, const GpElement *persona,
                             GPtrArray *warnings);
} GpAccessServer;

const GpAccessServer *gp_access_server_local    (void);
const GpAccessServer *gp_access_server_directus (void);

/** gp_access_server_fail: an error with what the last answer says. Returns NULL. */
gpointer gp_access_server_fail (GpJsonClient *client, guint status, const char *what,
                                GError **error);

G_END_DECLS
