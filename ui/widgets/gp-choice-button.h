/* gp-choice-button.h — a flat button that opens a list of choices
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-kind.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpChoiceButton: as a GtkDropDown, but its list is made when it is opened first: an entity may
 * have hundreds of fields, each with such a button.
 *
 * GpChoiceButton::chosen (GpChoiceButton *self, const char *nick): by a person; the button shows
 * the new choice only when it is told to.
 */
#define GP_TYPE_CHOICE_BUTTON (gp_choice_button_get_type ())
G_DECLARE_FINAL_TYPE (GpChoiceButton, gp_choice_button, GP, CHOICE_BUTTON, GtkWidget)

/** gp_choice_button_new: @property: of GP_TYPE_CHOICE. */
GtkWidget *gp_choice_button_new       (GpProperty property);

/** gp_choice_button_set_chosen: @nick: which one is ticked, or NULL. @label: what the button says;
 * NULL for the choice itself. */
void       gp_choice_button_set_chosen (GpChoiceButton *self, const char *nick, const char *label);

/** gp_choice_button_set_compact: without the arrow, where there are many below one another. */
void       gp_choice_button_set_compact (GpChoiceButton *self, gboolean compact);

G_END_DECLS
