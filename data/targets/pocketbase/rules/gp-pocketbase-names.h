/* gp-pocketbase-names.h — what the parts of a design are called in PocketBase
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/** The accounts that every PocketBase has, by id. We add two fields to them. */
#define GP_POCKETBASE_ACCOUNTS "_pb_users_auth_"
#define GP_POCKETBASE_ROLES    "roles"
#define GP_POCKETBASE_TENANT   "tenant"
/** The collection in which we keep what was deployed; never part of a design. */
#define GP_POCKETBASE_OWN      "groundplan"

/** How the values of a field compare in PocketBase. OTHER: not at all. */
typedef enum
{
  GP_PB_OTHER,
  GP_PB_BOOL,
  GP_PB_NUMBER,
  GP_PB_TEXT,
  GP_PB_CHOICE,         /* one of a list */
  GP_PB_TIME,
  GP_PB_LINK,           /* the id of a record */
} GpPbClass;

GpPbClass   gp_pocketbase_class   (GpDesign *design, const GpElement *field);

/** gp_pocketbase_is_id: whether @field is the key that PocketBase gives itself, or was read from it
 * as that: a text "id" of 15. Other texts and references that are keys stay fields beside it. */
gboolean    gp_pocketbase_is_id   (GpDesign *design, const GpElement *field);

/** gp_pocketbase_name: of @field; borrowed from it, or static. */
const char *gp_pocketbase_name    (GpDesign *design, const GpElement *field);

/** gp_pocketbase_is_own_time: "created" and "updated", which every record has by itself. */
gboolean    gp_pocketbase_is_own_time (const GpElement *field);

/** gp_pocketbase_may_miss: whether it may have no value. */
gboolean    gp_pocketbase_may_miss (GpDesign *design, const GpElement *field);

/**
 * gp_pocketbase_id: (transfer full): the 15 characters by which PocketBase knows what has @id here,
 * the same each time.
 * @salt: (nullable): what PocketBase cannot change of it: with another one it is another thing
 */
char       *gp_pocketbase_id      (const GpId *id, const char *salt);
/** gp_pocketbase_id_of_text: (transfer full): of a key as example records and accounts have it. */
char       *gp_pocketbase_id_of_text (const char *key);

/** gp_pocketbase_name_is_fine: whether a collection or field can be called so. */
gboolean    gp_pocketbase_name_is_fine (const char *name);

G_END_DECLS
