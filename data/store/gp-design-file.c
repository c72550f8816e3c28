/* gp-design-file.c — a design from and to a file, in whichever form the file has
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-design-file"

#include "config.h"

#include "gp-design-file.h"

#include "gp-diff.h"
#include "gp-history.h"
#include "gp-json-design.h"
#include "gp-store.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <stdio.h>

#define MAX_TEXT  (256 << 20)   /* bytes, as the reader of the text form has it */
#define HEAD_SIZE 100       /* what gp_store_is_header() wants to see */

/* How many bytes could be read; -1 with an error. */
static gssize
read_head (const char  *path,
           char         head[static HEAD_SIZE],
           GError     **error)
{
  FILE *file = g_fopen (path, "rb");
  gsize n;

  if (file == NULL)
    {
      int saved = errno;

      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (saved),
                   _("%s cannot be opened: %s"), path,
                   g_strerror (saved));
      return -1;
    }
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      fclose (file);
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_ISDIR,
                   _("%s is a folder: name a file in it."), path);
      return -1;
    }
  n = fread (head, 1, HEAD_SIZE, file);
  fclose (file);
  return (gssize) n;
}

static GpDesign *
load_store (const char  *path,
            int         *out_format,
            GError     **error)
{
  g_autoptr(GpStore) store = gp_store_open (path, GP_STORE_OPEN_READ_ONLY, error);
  GpDesign *design = store != NULL ? gp_store_load_design (store, error) : NULL;

  if (design != NULL && out_format != NULL)
    *out_format = gp_store_get_format (store);
  return design;
}

static GpDesign *
load_text (const char  *path,
           int         *out_format,
           GError     **error)
{
  g_autofree char *text = NULL;
  gsize length;
  GpDesign *design;
  GStatBuf at;

  if (g_stat (path, &at) == 0 && at.st_size > MAX_TEXT)
    {
      g_set_error (error, GP_JSON_ERROR, GP_JSON_ERROR_LIMIT, _("the file is larger than 256 MiB"));
      return NULL;
    }
  if (!g_file_get_contents (path, &text, &length, error))
    return NULL;
  if (length == 0)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_OPEN, _("the file is empty"));
      return NULL;
    }
  if (!gp_json_design_is_text (text, length))
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_OPEN,
                   _("this is no design; “gplan import” reads the files of other programs"));
      return NULL;
    }
  design = gp_json_design_from_text (text, length, error);
  if (design != NULL && out_format != NULL)
    *out_format = GP_JSON_DESIGN_VERSION;
  return design;
}

gboolean
gp_design_file_is_store (const char *path)
{
  char head[HEAD_SIZE];
  gssize n = read_head (path, head, NULL);

  return n > 0 && gp_store_is_header (head, (gsize) n);
}

GpDesign *
gp_design_file_load (const char  *path,
                     int         *out_format,
                     GError     **error)
{
  char head[HEAD_SIZE];
  gssize n = read_head (path, head, error);
  GpDesign *design;

  if (n < 0)
    return NULL;
  design = gp_store_is_header (head, (gsize) n) ? load_store (path, out_format, error)
                                                : load_text (path, out_format, error);
  if (design == NULL && error != NULL && *error != NULL && !g_str_has_prefix ((*error)->message,
                                                                              path))
    g_prefix_error (error, "%s: ", path);
  return design;
}

/* A link stays, and what it points to is replaced; so does the file's mode. */
static gboolean
save_text (GpDesign    *design,
           const char  *path,
           GError     **error)
{
  gsize length;
  g_autofree char *text = gp_json_design_to_text (design, &length);
  g_autofree char *real = g_file_read_link (path, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *target = real != NULL ? g_canonicalize_filename (real, folder) : g_strdup (path);
  GStatBuf at;
  int mode = g_stat (target, &at) == 0 ? (int) (at.st_mode & 07777) : 0666;

  return g_file_set_contents_full (target, text, (gssize) length,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   mode, error);
}

/* The difference to what the file holds becomes one step of its history. */
static gboolean
save_step (GpDesign    *design,
           const char  *path,
           const char  *title,
           GError     **error)
{
  g_autoptr(GpStore) store = gp_store_open (path, 0, error);
  g_autoptr(GpDesign) current = store != NULL ? gp_store_load_design (store, error) : NULL;
  g_autoptr(GpHistory) history = NULL;
  g_autoptr(GpChangeSet) changes = NULL;

  if (current == NULL)
    return FALSE;
  if (!gp_id_equal (gp_design_get_root_id (current), gp_design_get_root_id (design)))
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS,
                   _("%s holds another design. Choose another name, or remove it first."), path);
      return FALSE;
    }
  history = gp_history_new (current);
  changes = gp_diff (current, design, GP_DIFF_ALL);
  gp_change_set_set_title (changes, title);
  return gp_store_attach (store, history, error) && gp_history_do (history, changes, error);
}

gboolean
gp_design_file_save (GpDesign    *design,
                     const char  *path,
                     const char  *title,
                     GError     **error)
{
  char head[HEAD_SIZE];
  g_autoptr(GpStore) store = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      gssize n = read_head (path, head, error);

      if (n < 0)
        return FALSE;
      if (gp_store_is_header (head, (gsize) n))
        return save_step (design, path, title, error);
      if (gp_json_design_is_text (head, (gsize) n))
        return save_text (design, path, error);
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_EXISTS,
                   _("%s is there and is no design. Choose another name, or remove it first."),
                   path);
      return FALSE;
    }
  if (g_str_has_suffix (path, ".json"))
    return save_text (design, path, error);
  if (!g_str_has_suffix (path, ".gplan"))
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_OPEN,
                   _("%s: the name of a design ends in .gplan or .gplan.json."), path);
      return FALSE;
    }
  store = gp_store_create (path, design, error);
  return store != NULL;
}
