/* gp-desktop-versions.c — versions in the session's file, and designs in other files
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-desktop-versions"
#include "config.h"

#include "gp-desktop-versions.h"

#include "gp-design-file.h"
#include "gp-desktop-session.h"
#include "gp-import.h"
#include "gp-store-versions.h"

#include <glib/gi18n.h>

static GpStore *
store_of (GpVersions *self)
{
  return gp_desktop_session_get_store (GP_DESKTOP_SESSION (self));
}

static GPtrArray *
list (GpVersions  *self,
      GError     **error)
{
  g_autoptr(GPtrArray) stored = gp_store_list_versions (store_of (self), error);
  GPtrArray *versions;

  if (stored == NULL)
    return NULL;
  versions = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_version_free);
  for (guint i = 0; i < stored->len; i++)
    {
      const GpStoreVersion *version = g_ptr_array_index (stored, i);

      g_ptr_array_add (versions, gp_version_new (version->name, version->time, version->author));
    }
  return versions;
}

static gboolean
add (GpVersions  *self,
     const char  *name,
     GError     **error)
{
  return gp_store_add_version (store_of (self), gp_session_get_design (GP_SESSION (self)), name,
                               gp_history_get_author (gp_session_get_history (GP_SESSION (self))),
                               error);
}

static gboolean
rename_version (GpVersions  *self,
                const char  *name,
                const char  *wanted,
                GError     **error)
{
  return gp_store_rename_version (store_of (self), name, wanted, error);
}

static gboolean
remove_version (GpVersions  *self,
                const char  *name,
                GError     **error)
{
  return gp_store_remove_version (store_of (self), name, error);
}

static GpDesign *
load (GpVersions  *self,
      const char  *name,
      GError     **error)
{
  return gp_store_load_version (store_of (self), name, error);
}

/* A design in either form as it is; anything else is imported. */
static void
read_cb (GTask        *task,
         gpointer      source,
         gpointer      task_data,
         GCancellable *cancellable)
{
  const char *path = task_data;
  GError *error = NULL;
  GpDesign *design = gp_design_file_load (path, NULL, NULL);

  if (design == NULL)
    design = gp_import_file (path, NULL, NULL, NULL, NULL, cancellable, &error);
  if (design != NULL)
    g_task_return_pointer (task, design, g_object_unref);
  else
    g_task_return_error (task, error);
}

static void
read_file (GpVersions *self,
           GFile      *file,
           GTask      *task)
{
  char *path = g_file_get_path (file);

  if (path == NULL)
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                               _("Only files on this computer's own disks can be compared with."));
      return;
    }
  g_task_set_task_data (task, path, g_free);
  g_task_run_in_thread (task, read_cb);
}

void
gp_desktop_versions_init_iface (GpVersionsInterface *iface)
{
  iface->list = list;
  iface->add = add;
  iface->rename = rename_version;
  iface->remove = remove_version;
  iface->load = load;
  iface->read = read_file;
}
