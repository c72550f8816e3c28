/* gp-directus-access-private.h — what the parts of the export share
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access.h"
#include "gp-directus-expr.h"
#include "gp-export-directus-access.h"

G_BEGIN_DECLS

/** GpDirectusAccess: the export that is being written, for one caller after the other. */
typedef struct
{
  GpAccess             *access;
  GpDesign             *design;       /* of @access */
  GpDirectusNeeds       needs;
  GPtrArray            *findings;
  GHashTable           *said;         /* what was said of which rule: each is a finding once */
  const GpAccessCaller *caller;
} GpDirectusAccess;

/** gp_directus_access_lost: something of @element that Directus cannot do. */
void     gp_directus_access_lost      (GpDirectusAccess *self, const GpElement *element,
                                       const char *format, ...) G_GNUC_PRINTF (3, 4);

/**
 * GpDirectusGrant: a permission, or a part of one.
 * @filter: the stored records that it is about; @validation: what may be sent; both as
 *   gp-directus-filter.h has them
 * @fields: (element-type utf8): sorted; NULL: all
 * @presets: a JSON object; NULL: none
 */
typedef struct
{
  const GpAccessRule *rule;
  char               *filter;
  char               *validation;
  GPtrArray          *fields;
  char               *presets;
} GpDirectusGrant;

void             gp_directus_grant_free (GpDirectusGrant *grant);    /* NULL is fine */

/** gp_directus_access_read_grant: NULL with the reason where the grant cannot be said. */
GpDirectusGrant *gp_directus_access_read_grant (GpDirectusAccess *self, const GpAccessRule *rule,
                                                const char *action, GError **error);

/** gp_directus_access_read_escape: what a record must be like for a forbid to let go; never NULL,
 * nothing at all where it cannot be said, which is a finding. */
GpDirectusGrant *gp_directus_access_read_escape (GpDirectusAccess *self, const GpAccessRule *rule,
                                                 const char *action);

/** gp_directus_access_permissions: (transfer full): of GpDirectusGrant: what @self's caller may do
 * with the records of @entity. */
GPtrArray       *gp_directus_access_permissions (GpDirectusAccess *self, const GpElement *entity,
                                                 const char *action);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpDirectusGrant, gp_directus_grant_free)

G_END_DECLS
