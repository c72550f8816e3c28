/* gp-layout-budget.h — how much work a drawing of a given size is worth
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once

#include "gp-layout-engine.h"

G_BEGIN_DECLS

/**
 * GpLayoutBudget: all limits in one place, counted in steps: never in time, which would give
 * another drawing on another day.
 * @methods: how many ways to draw a connected part are tried, see gp-layout-part.c
 * @anneal_moves: for each arrangement of groups
 * @starts: arrangements that are tried and polished; the best one stays
 * @polish_rounds: passes over all cards that look for swaps with fewer crossings
 * @polished_parts: how many drawings of each connected part are polished, the most promising ones
 * @grouped: whether to draw it group by group, even if nobody asked for groups
 * @whole: whether to draw it as one, where nobody asked for groups; the better one stays
 */
typedef struct
{
  guint    methods;
  guint    anneal_moves;
  guint    starts;
  guint    polish_rounds;
  guint    polished_parts;
  gboolean grouped;
  gboolean whole;
} GpLayoutBudget;

GpLayoutBudget gp_layout_budget_for (guint          n_cards,
                                     GpLayoutEffort effort);

G_END_DECLS
