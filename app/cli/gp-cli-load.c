/* gp-cli-load.c — FILE and FILE@NAME
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-design-file.h"
#include "gp-store.h"
#include "gp-store-versions.h"

#include <string.h>

static GpDesign *
load_version (const char  *path,
              const char  *name,
              GError     **error)
{
  g_autoptr(GpStore) store = gp_store_open (path, GP_STORE_OPEN_READ_ONLY, error);
  GpDesign *design;

  if (store == NULL)
    return NULL;
  design = gp_store_load_version (store, name, error);
  if (design == NULL)
    g_prefix_error (error, "%s: ", path);
  return design;
}

#define MAX_NAMES 20        /* that a sentence lists */

char *
gp_cli_join_names (GpDesign *design,
                   GpKind    kind,
                   GpKind    also)
{
  g_autoptr(GPtrArray) all = gp_design_list (design, kind);
  GString *names = g_string_new (NULL);

  if (also != kind)
    g_ptr_array_extend_and_steal (all, gp_design_list (design, also));

  for (guint i = 0; i < MIN (all->len, MAX_NAMES); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            gp_element_get_name (all->pdata[i]));
  if (all->len > MAX_NAMES)
    g_string_append (names, "…");
  return g_string_free (names, FALSE);
}

/* (transfer full): the file of which @text names a version; NULL where it names none. A file may
 * have an @ in its own name. */
static char *
dup_path_of_version (const char  *text,
                     const char **out_version)
{
  const char *at = strrchr (text, '@');
  g_autofree char *path = NULL;

  if (at == NULL || at == text || g_file_test (text, G_FILE_TEST_EXISTS))
    return NULL;
  path = g_strndup (text, (gsize) (at - text));
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    return NULL;
  *out_version = at + 1;
  return g_steal_pointer (&path);
}

gboolean
gp_cli_is_file (const char *text)
{
  const char *version;
  g_autofree char *path = dup_path_of_version (text, &version);

  return path != NULL || g_file_test (text, G_FILE_TEST_EXISTS);
}

GpDesign *
gp_cli_load (const char  *file,
             int         *out_format,
             GError     **error)
{
  const char *version;
  g_autofree char *path = dup_path_of_version (file, &version);

  return path != NULL ? load_version (path, version, error)
                      : gp_design_file_load (file, out_format, error);
}
