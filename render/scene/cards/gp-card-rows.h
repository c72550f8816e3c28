/* gp-card-rows.h — the rows, badges and chips of an entity's card
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-card.h"
#include "gp-grants.h"

G_BEGIN_DECLS

typedef struct
{
  const GpElement *field;      /* borrowed; NULL for the row that tells how many are left out */
  GpState          state;
  GpIcon           icon;
} GpCardRow;

/** gp_card_list_rows: (transfer full): array of GpCardRow. @out_hidden: how many fields are left
 * out; they have no row but the last one then stands for them. The last row of a tall card that is
 * unfolded, without a field too, folds it again. */
GArray *gp_card_list_rows (const GpCardContext *context,
                           const GpElement *entity,
                           guint *out_hidden);

typedef struct
{
  GpIcon   icon;
  char    *text;               /* or NULL */
} GpCardBadge;

/** gp_card_list_badges: (transfer full): array of GpCardBadge, from left to right. */
GArray  *gp_card_list_badges (const GpCardContext *context, const GpElement *entity);

typedef struct
{
  char         *text;
  GpGrantLevel  level;
} GpCardChip;

/** gp_card_list_chips: (transfer full): array of GpCardChip: who may do what. */
GArray  *gp_card_list_chips  (const GpCardContext *context, const GpElement *entity);

G_END_DECLS
