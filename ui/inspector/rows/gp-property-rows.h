/* gp-property-rows.h — the kinds of property rows; made by gp_property_row_new()
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-lines-row.h"
#include "gp-property-row.h"

G_BEGIN_DECLS

/* Names, lines, numbers, durations, points: a line of text at the right. */
#define GP_TYPE_TEXT_ROW (gp_text_row_get_type ())
G_DECLARE_FINAL_TYPE (GpTextRow, gp_text_row, GP, TEXT_ROW, GpPropertyRow)

/** gp_text_row_set_title: it is the heading of a page: large, at the left, without a label. */
void gp_text_row_set_title (GpTextRow *self);

#define GP_TYPE_SWITCH_ROW (gp_switch_row_get_type ())
G_DECLARE_FINAL_TYPE (GpSwitchRow, gp_switch_row, GP, SWITCH_ROW, GpPropertyRow)

#define GP_TYPE_CHOICE_ROW (gp_choice_row_get_type ())
G_DECLARE_FINAL_TYPE (GpChoiceRow, gp_choice_row, GP, CHOICE_ROW, GpPropertyRow)

/* Prose, code, expressions and JSON: several lines in a source editor below the label. */
#define GP_TYPE_CODE_ROW (gp_code_row_get_type ())
G_DECLARE_FINAL_TYPE (GpCodeRow, gp_code_row, GP, CODE_ROW, GpPropertyRow)

#define GP_TYPE_COLOR_ROW (gp_color_row_get_type ())
G_DECLARE_FINAL_TYPE (GpColorRow, gp_color_row, GP, COLOR_ROW, GpPropertyRow)

/* One other element, picked from a list with search. */
#define GP_TYPE_REF_ROW (gp_ref_row_get_type ())
G_DECLARE_FINAL_TYPE (GpRefRow, gp_ref_row, GP, REF_ROW, GpPropertyRow)

/* Several other elements in an order: a line each, and one to add. */
#define GP_TYPE_REFS_ROW (gp_refs_row_get_type ())
G_DECLARE_FINAL_TYPE (GpRefsRow, gp_refs_row, GP, REFS_ROW, GpPropertyRow)

/* Names, each with an expression, and one to add. */
#define GP_TYPE_PAIRS_ROW (gp_pairs_row_get_type ())
G_DECLARE_FINAL_TYPE (GpPairsRow, gp_pairs_row, GP, PAIRS_ROW, GpLinesRow)

/* Texts: an entry each, and one to add. */
#define GP_TYPE_TEXTS_ROW (gp_texts_row_get_type ())
G_DECLARE_FINAL_TYPE (GpTextsRow, gp_texts_row, GP, TEXTS_ROW, GpLinesRow)

/* Texts that are mostly among a few well-known ones, such as the actions of a rule: a switch
 * each. */
#define GP_TYPE_TOGGLES_ROW (gp_toggles_row_get_type ())
G_DECLARE_FINAL_TYPE (GpTogglesRow, gp_toggles_row, GP, TOGGLES_ROW, GpPropertyRow)

/** gp_toggles_row_knows: whether the property has well-known texts. */
gboolean gp_toggles_row_knows (GpProperty property);

G_END_DECLS
