/* gp-card-compare.h — what a card says of what changed
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-card-rows.h"

G_BEGIN_DECLS

/** gp_card_find_difference: what of @old and @new differs: the label of a property, "" for another
 * parent, NULL for nothing. Another rank is no difference. Static. */
const char *gp_card_find_difference (const GpElement *old, const GpElement *new);

/** gp_card_dup_title: (transfer full): the entity's name; "clinic → practice" where it was renamed
 * since the base. */
char *gp_card_dup_title    (const GpCardContext *context, const GpElement *entity);

/** gp_card_dup_row_name, gp_card_dup_row_type: (transfer full): what the row of a field says; "old
 * → new" where that changed. Where neither the name nor the type did, the type is followed by what
 * did: "text · Default". Of a type only what differs is said twice: "text(320 → 200)". */
char *gp_card_dup_row_name (const GpCardContext *context, const GpCardRow *row);
char *gp_card_dup_row_type (const GpCardContext *context, const GpCardRow *row);

G_END_DECLS
