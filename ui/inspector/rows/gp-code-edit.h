/* gp-code-edit.h — an editor for a text property, with what the checker thinks of an expression
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-session.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * GpCodeEdit: prose, code, JSON or an expression, by the type of the property; an expression has
 * completion, its type or what is wrong with it below, and the wrong part underlined.
 *
 * GpCodeEdit::changed (GpCodeEdit *self): by a person.
 */
#define GP_TYPE_CODE_EDIT (gp_code_edit_get_type ())
G_DECLARE_FINAL_TYPE (GpCodeEdit, gp_code_edit, GP, CODE_EDIT, GtkBox)

GtkWidget *gp_code_edit_new          (GpSession *session, GpProperty property);

/** gp_code_edit_set_text: shows it as a text of @holder. @mixed: of several that differ. */
void       gp_code_edit_set_text     (GpCodeEdit *self, const GpId *holder, const char *text,
                                      gboolean mixed);
char      *gp_code_edit_dup_text     (GpCodeEdit *self);

/** gp_code_edit_place_cursor: at @offset bytes, with the focus. */
void       gp_code_edit_place_cursor (GpCodeEdit *self, gsize offset);

G_END_DECLS
