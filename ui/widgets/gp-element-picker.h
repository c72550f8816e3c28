/* gp-element-picker.h — a popover to pick an element from, with search
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpElementPicker: lists elements by name; what is typed narrows the list.
 *
 * GpElementPicker::picked (GpElementPicker *self, gpointer id): a const GpId * valid during the
 * call, or NULL for "none". The popover closes by itself.
 * GpElementPicker::named (GpElementPicker *self, const char *name): a new element is wanted; see
 * gp_element_picker_offer().
 */
#define GP_TYPE_ELEMENT_PICKER (gp_element_picker_get_type ())
G_DECLARE_FINAL_TYPE (GpElementPicker, gp_element_picker, GP, ELEMENT_PICKER, GtkPopover)

GtkWidget *gp_element_picker_new  (void);

/** gp_element_picker_fill: @elements: array of GpElement, read at once. @none: the line that
 * stands for nothing, or NULL to leave it out. */
void       gp_element_picker_fill (GpElementPicker *self, GpDesign *design, GPtrArray *elements,
                                   const char *none);

/** gp_element_picker_offer: has a last line for a new @kind of the name that is typed, where no
 * element of the list has it. Kinds that need more than a name are not offered. */
void       gp_element_picker_offer (GpElementPicker *self, GpKind kind);

G_END_DECLS
