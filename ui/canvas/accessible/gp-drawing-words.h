/* gp-drawing-words.h — what is drawn, in words that are read aloud
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-scene.h"

G_BEGIN_DECLS

/* All are (transfer full) and translated. Names tell things apart; descriptions add what is seen of
 * them, and may be empty. */

/** gp_drawing_words_item: "patient, entity in booking, 12 fields". */
char *gp_drawing_words_item       (GpDesign *design, const GpScene *scene,
                                   const GpSceneItem *item);
/** gp_drawing_words_item_more: the relations that end there, what it is kept for. */
char *gp_drawing_words_item_more  (GpDesign *design, const GpSceneItem *item);

/** gp_drawing_words_field: its name; "" where @field is none. */
char *gp_drawing_words_field      (GpDesign *design, const GpId *field);
/** gp_drawing_words_field_more: "Identifier, key, required, references organisation, 2 of 12". */
char *gp_drawing_words_field_more (GpDesign *design, const GpId *field);

/** gp_drawing_words_line: "appointment.patient → patient, many to one, on delete cascade", or from
 * which step of a flow to which. */
char *gp_drawing_words_line       (GpDesign *design, const GpScene *scene,
                                   const GpSceneLine *line);

G_END_DECLS
