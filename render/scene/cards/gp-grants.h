/* gp-grants.h — who may do what with an entity, as a drawing shows it
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

typedef enum
{
  GP_GRANT_NO,
  GP_GRANT_SOME,        /* under a condition, or some fields only */
  GP_GRANT_ALL,
} GpGrantLevel;

/* In the order in which they are always written: C R U D. */
enum
{
  GP_GRANT_CREATE,
  GP_GRANT_READ,
  GP_GRANT_UPDATE,
  GP_GRANT_DELETE,
  GP_N_GRANT_ACTIONS
};

/**
 * GpGrant: what one role may do with one entity or bucket.
 * @unless: the condition that gp_grants_for_role() tells of is one that forbids
 */
typedef struct
{
  GpId          role;
  gboolean      unless;
  GpGrantLevel  levels[GP_N_GRANT_ACTIONS];
} GpGrant;

/** gp_grants_list: (transfer full): array of GpGrant, one for each role that the rules of @subject
 * name, by those rules alone, in their order. */
GArray  *gp_grants_list    (GpDesign *design, const GpId *subject);

/** gp_grants_for_role: what @role may do with @subject, with all that it inherits and what is
 * granted to everybody. @role NULL: what everybody may do; a persona: what its roles may.
 * @out_condition: (out) (transfer full) (nullable): the first condition that a grant is under, else
 * the first that forbids. */
GpGrant  gp_grants_for_role (GpDesign *design, const GpId *subject, const GpId *role,
                             char **out_condition);

/** gp_grant_letters: writes the letters of what is allowed, such as "CR". Returns @buffer. */
char    *gp_grant_letters  (const GpGrant *grant, char buffer[static GP_N_GRANT_ACTIONS + 1]);

/** gp_grant_get_level: the lowest level among what is allowed at all. */
GpGrantLevel gp_grant_get_level (const GpGrant *grant);

G_END_DECLS
