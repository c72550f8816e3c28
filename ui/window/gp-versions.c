/* gp-versions.c — named versions of a design, and other designs to compare it with
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-versions"
#include "config.h"

#include "gp-versions.h"

G_DEFINE_INTERFACE (GpVersions, gp_versions, GP_TYPE_SESSION)

static guint changed_signal;

static void
gp_versions_default_init (GpVersionsInterface *iface)
{
  changed_signal = g_signal_new ("versions-changed", GP_TYPE_VERSIONS, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

GpVersion *
gp_version_new (const char *name,
                gint64      time,
                const char *author)
{
  GpVersion *version = g_new (GpVersion, 1);

  *version = (GpVersion) { g_strdup (name), time, g_strdup (author) };
  return version;
}

void
gp_version_free (GpVersion *version)
{
  if (version == NULL)
    return;
  g_free (version->name);
  g_free (version->author);
  g_free (version);
}

GPtrArray *
gp_versions_list (GpVersions  *self,
                  GError     **error)
{
  g_return_val_if_fail (GP_IS_VERSIONS (self), NULL);

  return GP_VERSIONS_GET_IFACE (self)->list (self, error);
}

static gboolean
tell (GpVersions *self,
      gboolean    done)
{
  if (done)
    g_signal_emit (self, changed_signal, 0);
  return done;
}

gboolean
gp_versions_add (GpVersions  *self,
                 const char  *name,
                 GError     **error)
{
  g_return_val_if_fail (GP_IS_VERSIONS (self), FALSE);

  return tell (self, GP_VERSIONS_GET_IFACE (self)->add (self, name, error));
}

gboolean
gp_versions_rename (GpVersions  *self,
                    const char  *name,
                    const char  *wanted,
                    GError     **error)
{
  g_return_val_if_fail (GP_IS_VERSIONS (self), FALSE);

  return tell (self, GP_VERSIONS_GET_IFACE (self)->rename (self, name, wanted, error));
}

gboolean
gp_versions_remove (GpVersions  *self,
                    const char  *name,
                    GError     **error)
{
  g_return_val_if_fail (GP_IS_VERSIONS (self), FALSE);

  return tell (self, GP_VERSIONS_GET_IFACE (self)->remove (self, name, error));
}

GpDesign *
gp_versions_load (GpVersions  *self,
                  const char  *name,
                  GError     **error)
{
  g_return_val_if_fail (GP_IS_VERSIONS (self), NULL);

  return GP_VERSIONS_GET_IFACE (self)->load (self, name, error);
}

void
gp_versions_read_async (GpVersions          *self,
                        GFile               *file,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (GP_IS_VERSIONS (self));

  g_task_set_source_tag (task, gp_versions_read_async);
  GP_VERSIONS_GET_IFACE (self)->read (self, file, task);
}

GpDesign *
gp_versions_read_finish (GpVersions    *self,
                         GAsyncResult  *result,
                         GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
