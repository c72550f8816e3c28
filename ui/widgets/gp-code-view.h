/* gp-code-view.h — a small editor for prose or code
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>
#include <gtksourceview/gtksource.h>

G_BEGIN_DECLS

/**
 * GpCodeView: grows with its text up to a few lines, then scrolls; follows light and dark.
 * Undo is left to the design's history.
 *
 * GpCodeView::changed (GpCodeView *self): after a person or gp_code_view_set_text() changed it.
 */
#define GP_TYPE_CODE_VIEW (gp_code_view_get_type ())
G_DECLARE_FINAL_TYPE (GpCodeView, gp_code_view, GP, CODE_VIEW, GtkWidget)

/** gp_code_view_new: @language: a GtkSourceView language id, "groundplan-expression", or NULL for
 * prose. */
GtkWidget *gp_code_view_new          (const char *language);

/** gp_code_view_set_text: leaves the cursor alone where @text is there already. */
void       gp_code_view_set_text     (GpCodeView *self, const char *text);

/** gp_code_view_add_provider: of completions; for code, not for prose. */
void       gp_code_view_add_provider (GpCodeView *self, GtkSourceCompletionProvider *provider);

/** gp_code_view_set_placeholder: shown as long as there is no text; NULL for nothing. */
void       gp_code_view_set_placeholder (GpCodeView *self, const char *text);

/** gp_code_view_mark: underlines what is wrong: bytes of the text; a length of 0 marks nothing. */
void       gp_code_view_mark         (GpCodeView *self, gsize offset, gsize length);

/** gp_code_view_place_cursor: at @offset bytes, with the focus. */
void       gp_code_view_place_cursor (GpCodeView *self, gsize offset);
char      *gp_code_view_dup_text     (GpCodeView *self);
void       gp_code_view_set_editable (GpCodeView *self, gboolean editable);

G_END_DECLS
