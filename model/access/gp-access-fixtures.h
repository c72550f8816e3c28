/* gp-access-fixtures.h — the example records of a design, as a world for rules
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-access-record.h"

G_BEGIN_DECLS

/** GpAccessFixtures: a snapshot of the example records; does not follow the design. One thread. */
typedef struct _GpAccessFixtures GpAccessFixtures;

GpAccessFixtures *gp_access_fixtures_new       (GpDesign *design);
void              gp_access_fixtures_free      (GpAccessFixtures *self);    /* NULL is fine */

GpAccessWorld    *gp_access_fixtures_get_world (GpAccessFixtures *self);

/** gp_access_fixtures_find: borrowed: the record of the fixture @id; NULL where there is none, or
 * where its JSON does not fit its entity, which @error then says. */
GpAccessRecord   *gp_access_fixtures_find      (GpAccessFixtures *self, const GpId *id,
                                                GError **error);

/** gp_access_fixtures_list: (transfer container): borrowed: all that fit, of @entity, in order. */
GPtrArray        *gp_access_fixtures_list      (GpAccessFixtures *self, const GpId *entity);

/** gp_access_fixtures_get_id: of the fixture that @record is from; NULL for one that was added. */
const GpId       *gp_access_fixtures_get_id    (GpAccessFixtures *self,
                                                const GpAccessRecord *record);

/** gp_access_fixtures_add: one more record, for this world alone. @record: taken. */
void              gp_access_fixtures_add       (GpAccessFixtures *self, GpAccessRecord *record);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (GpAccessFixtures, gp_access_fixtures_free)
G_END_DECLS
