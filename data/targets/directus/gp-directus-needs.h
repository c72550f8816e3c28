/* gp-directus-needs.h — what filters rely on in a Directus project
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-json-writer.h"

G_BEGIN_DECLS

/**
 * GpDirectusNeeds: fields of accounts, and relations with the names of their other ends. Directus
 * passes over the part of a filter whose relation is not there, and then finds too much.
 */
typedef struct
{
  GHashTable *user_fields;    /* a set of names */
  GHashTable *references;     /* GpId of a reference field → whether its other end has a field */
  GHashTable *owners;         /* a set of GpId: fields that hold the id of an account */
} GpDirectusNeeds;

void  gp_directus_needs_init       (GpDirectusNeeds *self);
void  gp_directus_needs_clear      (GpDirectusNeeds *self);

void  gp_directus_needs_add_user_field (GpDirectusNeeds *self, const char *name);

/** gp_directus_needs_add_reference: @with_list: the record it points to must list those that do */
void  gp_directus_needs_add_reference  (GpDirectusNeeds *self, const GpId *field,
                                        gboolean with_list);
void  gp_directus_needs_add_owner      (GpDirectusNeeds *self, const GpId *field);

/** gp_directus_list_name: (transfer full): what the list of records is called that point with
 * @reference, as expressions call it: "task", or "task__reviewer_id". */
char *gp_directus_list_name        (GpDesign *design, const GpElement *reference);

/** gp_directus_owner_name: (transfer full): the same on accounts: "patient_user_id". */
char *gp_directus_owner_name       (GpDesign *design, const GpElement *field);

/** gp_directus_needs_write: as the object "requires" of the export. */
void  gp_directus_needs_write      (const GpDirectusNeeds *self, GpDesign *design,
                                    GpJsonWriter *writer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GpDirectusNeeds, gp_directus_needs_clear)

G_END_DECLS
