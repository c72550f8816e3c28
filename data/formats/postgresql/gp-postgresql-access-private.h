/* gp-postgresql-access-private.h — what the parts of the script share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access.h"
#include "gp-export.h"
#include "gp-postgresql-expr.h"

G_BEGIN_DECLS

/** The roles of the database that requests come as. */
#define GP_PG_CALLERS "anon, authenticated"

/** GpPgAccess: the script that is being written. @functions: what @policies call, before them. */
typedef struct
{
  GpAccess  *access;
  GpDesign  *design;        /* of @access */
  GString   *functions;
  GString   *policies;
  guint      n_functions;
  GPtrArray *findings;
} GpPgAccess;

/** gp_pg_access_lost: something of @element that the database cannot do. */
void     gp_pg_access_lost      (GpPgAccess *self, const GpElement *element, const char *format,
                                 ...) G_GNUC_PRINTF (3, 4);

/** gp_pg_access_can_grant: whether all of the grant can be said. Those that cannot have no place in
 * the script; they are findings once, in gp_pg_access_write_policies(). */
gboolean gp_pg_access_can_grant (GpPgAccess *self, const GpElement *entity,
                                 const GpAccessRule *rule, const char *action, GError **error);

/** gp_pg_access_write_policies: row security of a table. */
void     gp_pg_access_write_policies (GpPgAccess *self, const GpElement *entity);

/** gp_pg_access_write_grants: privileges, on columns where rules are about some of them. */
void     gp_pg_access_write_grants (GpPgAccess *self, const GpElement *entity);

/** gp_pg_access_write_trigger: sets presets, and holds every write against one grant as a whole.
 * @action: create or update; @grants: of GpAccessRule, all of which can be said */
void     gp_pg_access_write_trigger (GpPgAccess *self, const GpElement *entity, const char *action,
                                     GPtrArray *grants, GPtrArray *forbids);

/** gp_pg_access_append_grant: what makes a grant hold. @stored, @written: which parts: those of the
 * stored and of the written record. @record, @new_record: what stands for them. */
gboolean gp_pg_access_append_grant (GpPgAccess *self, const GpAccessRule *rule, const char *action,
                                    gboolean stored, gboolean written, const char *record,
                                    const char *new_record, GString *sql, GError **error);

/** gp_pg_access_append_escape: what makes a forbid let go; false where that cannot be said. */
void     gp_pg_access_append_escape (GpPgAccess *self, const GpAccessRule *rule,
                                     const char *action, const char *record,
                                     const char *new_record, GString *sql);

/** gp_pg_access_role: (transfer full): whether the caller has the rule's role; NULL: always. */
char    *gp_pg_access_role      (GpPgAccess *self, const GpAccessRule *rule);

/** gp_pg_access_preset: (transfer full): the value, with the type of its column. */
char    *gp_pg_access_preset    (GpPgAccess *self, const GpAccessPreset *preset, GError **error);

/** gp_pg_access_is_database_role: whether callers with just this role can act as it. */
gboolean gp_pg_access_is_database_role (const GpElement *role);

G_END_DECLS
