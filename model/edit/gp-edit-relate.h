/* gp-edit-relate.h — relations between entities: made, counted and made anew
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-edit.h"

G_BEGIN_DECLS

/* As in gp-edit.h each function reads @design, changes nothing and returns a (transfer full) change
 * set with a title in words; NULL with GP_DESIGN_ERROR where it cannot be done. A relation is known
 * by the id of its reference field or, where the key has several fields, of its composite
 * reference. */

/** GpEditRelation: where a relation is drawn from and to.
 * @from_field: a field that is to refer instead of a new one, or nil; the fields of @from's own
 *   primary key are left alone
 * @to_field: the field of @to that was meant, or nil; taken where it is unique, else the primary
 *   key is */
typedef struct
{
  GpId from;
  GpId from_field;
  GpId to;
  GpId to_field;
} GpEditRelation;

/** gp_edit_relate: one reference field with an index, or where @to's key has several fields, as
 * many fields and a composite reference. @out_id: (optional): the relation. */
GpChangeSet *gp_edit_relate (GpDesign *design, const GpEditRelation *relation, GpId *out_id,
                             GError **error);

/** gp_edit_relate_new: the same to a new entity called @name, or a unique name made from it, placed
 * at @at in @view (both may be NULL). @relation: without @to. @out_entity: the new one. */
GpChangeSet *gp_edit_relate_new (GpDesign *design, const GpEditRelation *relation,
                                 const char *name, const GpId *view, const GpPoint *at,
                                 GpId *out_entity, GError **error);

/** gp_edit_relate_many: many of the one to many of the other: an entity between them whose key is
 * made of the references to both. @out_entity: it. */
GpChangeSet *gp_edit_relate_many (GpDesign *design, const GpId *from, const GpId *to,
                                  const GpId *view, const GpPoint *at, GpId *out_entity,
                                  GError **error);

/** gp_edit_relate_many_new: the same to a new entity called @name at @new_at. Copies the design. */
GpChangeSet *gp_edit_relate_many_new (GpDesign *design, const GpId *from, const char *name,
                                      const GpId *view, const GpPoint *at, const GpPoint *new_at,
                                      GpId *out_entity, GError **error);

/** GpCardinality: how many refer to how many, from the side that refers. */
typedef enum
{
  GP_CARDINALITY_MANY_TO_ONE,
  GP_CARDINALITY_MANY_TO_OPTIONAL,
  GP_CARDINALITY_ONE_TO_ONE,
  GP_CARDINALITY_ONE_TO_OPTIONAL,
} GpCardinality;

/** gp_edit_get_cardinality: FALSE where @relation is none. */
gboolean     gp_edit_get_cardinality (GpDesign *design, const GpId *relation, GpCardinality *out);

/** gp_edit_set_cardinality: refuses what the primary key does not allow. */
GpChangeSet *gp_edit_set_cardinality (GpDesign *design, const GpId *relation,
                                      GpCardinality cardinality, GError **error);

/** gp_edit_make_many: the relation goes, with its fields, and an entity between the two comes, as
 * gp_edit_relate_many() makes it. */
GpChangeSet *gp_edit_make_many (GpDesign *design, const GpId *relation, const GpId *view,
                                const GpPoint *at, GpId *out_entity, GError **error);

G_END_DECLS
