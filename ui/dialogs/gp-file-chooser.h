/* gp-file-chooser.h — asks for a file
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/** GpFileChooserKind: what the file is wanted for. */
typedef enum
{
  GP_FILE_CHOOSER_OPEN,         /* a design */
  GP_FILE_CHOOSER_IMPORT,       /* anything that can be imported */
  GP_FILE_CHOOSER_SAVE,         /* a new design */
  GP_FILE_CHOOSER_EXPORT,       /* a new file of another format */
} GpFileChooserKind;

/** GpFileChooserFunc: @file: borrowed; not called where the person changed their mind. */
typedef void (*GpFileChooserFunc) (GFile *file, gpointer user_data);

/** gp_file_chooser_run: @name: proposed for a new file, or NULL. @destroy: called in any case. */
void gp_file_chooser_run (GtkWindow *parent, GpFileChooserKind kind, const char *name,
                          GpFileChooserFunc chosen, gpointer user_data, GDestroyNotify destroy);

/** GpFileChooserChoiceFunc: @choice: the place in the list. */
typedef void (*GpFileChooserChoiceFunc) (GFile *file, guint choice, gpointer user_data);

/** gp_file_chooser_run_choice: also asks which of @labels is meant, the first where there are
 * several; copied. */
void gp_file_chooser_run_choice (GtkWindow *parent, GpFileChooserKind kind, const char *name,
                                 GPtrArray *labels, GpFileChooserChoiceFunc chosen,
                                 gpointer user_data, GDestroyNotify destroy);

/** gp_file_chooser_set_answer: for tests: the next question is answered with @file at once. */
void gp_file_chooser_set_answer (GFile *file);

G_END_DECLS
