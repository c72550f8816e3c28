/* gp-design-file.h — a design from and to a file, in whichever form the file has
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"

G_BEGIN_DECLS

/**
 * gp_design_file_load: reads a *.gplan or a *.gplan.json, told apart by what is in it.
 * @out_format: (out) (optional): the number of the form's version
 *
 * Returns: (transfer full): NULL with an error that begins with the path: GP_STORE_ERROR,
 * GP_JSON_ERROR or a GFileError. The file is not changed, not even to bring it up to date.
 */
GpDesign *gp_design_file_load (const char *path, int *out_format, GError **error);

/**
 * gp_design_file_save: writes all of @design.
 * @title: what the step in the file's history is called, in words
 *
 * A file that is there keeps its form: text is replaced whole or not at all, a *.gplan takes the
 * difference as one step that can be undone, and refuses another design than its own. A new file is
 * a *.gplan where its name ends so, and text where it ends in .json; other names are refused, and
 * so is a file that is no design.
 */
gboolean  gp_design_file_save (GpDesign *design, const char *path, const char *title,
                               GError **error);

/** gp_design_file_is_store: whether @path is a .gplan, and no text; FALSE where it cannot be
 * read. */
gboolean   gp_design_file_is_store (const char *path);

G_END_DECLS
