/* gp-window-state.c — how a design was seen last, for the next time it is opened
 * SPDX-License-Identifier: Apache-2.0
 *
 * Lens, view, what is shown of it, place and zoom, and the drawer are kept for each design, apart
 * from its file: in windows.ini among the user's state files. Its groups are named by a hash of the
 * file's path, which may hold what a group's name must not. What was not opened for long is
 * dropped.
 */
#define G_LOG_DOMAIN "gp-window-state"
#include "config.h"

#include "gp-window-private.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <math.h>

#define MOST_FILES 100

static char *
state_path (void)
{
  return g_build_filename (g_get_user_state_dir (), "groundplan", "windows.ini", NULL);
}

/* A file that cannot be read is as good as none: it holds nothing that cannot be done again. */
static GKeyFile *
load (void)
{
  GKeyFile *file = g_key_file_new ();
  g_autofree char *path = state_path ();
  g_autoptr(GError) error = NULL;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, &error))
    g_debug ("%s: %s", path, error->message);

  return file;
}

static void
save (GKeyFile *file)
{
  g_autofree char *path = state_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0 || !g_key_file_save_to_file (file, path, &error))
    g_debug ("%s: %s", path, error != NULL ? error->message : g_strerror (errno));
}

static void
drop_oldest (GKeyFile *file)
{
  gsize n = 0;
  g_auto(GStrv) groups = g_key_file_get_groups (file, &n);
  const char *oldest = NULL;
  gint64 least = G_MAXINT64;

  for (gsize i = 0; i < n && n > MOST_FILES; i++)
    {
      gint64 seen = g_key_file_get_int64 (file, groups[i], "seen", NULL);

      if (seen < least)
        {
          least = seen;
          oldest = groups[i];
        }
    }
  if (oldest != NULL)
    g_key_file_remove_group (file, oldest, NULL);
}

static char *
dup_group (GpWindow *self)
{
  g_autofree char *key = gp_session_dup_key (self->session);

  return key != NULL ? g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1) : NULL;
}

static void
set_id (GKeyFile   *file,
        const char *group,
        const char *name,
        const GpId *id)
{
  char text[GP_ID_STRING_SIZE];

  g_key_file_set_string (file, group, name, gp_id_is_nil (id) ? "" : gp_id_format (id, text));
}

/* Nil where there is none, or it has left the design since. */
static GpId
get_id (GpWindow   *self,
        GKeyFile   *file,
        const char *group,
        const char *name)
{
  g_autofree char *text = g_key_file_get_string (file, group, name, NULL);
  GpId id;

  if (text == NULL || !gp_id_parse (text, &id)
      || gp_design_lookup (gp_session_get_design (self->session), &id) == NULL)
    return gp_id_nil;

  return id;
}

void
gp_window_keep_state (GpWindow *self)
{
  g_autoptr(GKeyFile) file = NULL;
  g_autoptr(GVariant) drawer = NULL;
  g_autofree char *group = NULL;
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  GpViewport viewport;
  GpId id;

  if (self->session == NULL || (group = dup_group (self)) == NULL)
    return;

  file = load ();
  drawer = g_action_group_get_action_state (G_ACTION_GROUP (self), "drawer");
  gp_canvas_get_viewport (canvas, &viewport);
  g_key_file_set_int64 (file, group, "seen", g_get_real_time () / G_USEC_PER_SEC);
  g_key_file_set_string (file, group, "lens", gp_lens_to_nick (gp_canvas_get_lens (canvas)));
  gp_canvas_get_view (canvas, &id);
  set_id (file, group, "view", &id);
  gp_canvas_get_subject (canvas, &id);
  set_id (file, group, "subject", &id);
  g_key_file_set_double (file, group, "x", viewport.x);
  g_key_file_set_double (file, group, "y", viewport.y);
  g_key_file_set_double (file, group, "zoom", viewport.zoom);
  g_key_file_set_string (file, group, "drawer", g_variant_get_string (drawer, NULL));
  drop_oldest (file);
  save (file);
}

void
gp_window_restore_state (GpWindow *self)
{
  g_autofree char *group = dup_group (self);
  g_autoptr(GKeyFile) file = NULL;
  g_autofree char *lens = NULL;
  g_autofree char *drawer = NULL;
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  GpViewport viewport = GP_VIEWPORT_INIT;
  GpId view, subject;

  if (group == NULL)
    return;
  file = load ();
  if (!g_key_file_has_group (file, group))
    return;

  lens = g_key_file_get_string (file, group, "lens", NULL);
  if (lens != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (self), "lens",
                                        g_variant_new_string (lens));
  view = get_id (self, file, group, "view");
  if (!gp_id_is_nil (&view))
    gp_canvas_set_view (canvas, &view);
  subject = get_id (self, file, group, "subject");
  if (!gp_id_is_nil (&subject))
    gp_canvas_set_subject (canvas, &subject);

  viewport.x = g_key_file_get_double (file, group, "x", NULL);
  viewport.y = g_key_file_get_double (file, group, "y", NULL);
  viewport.zoom = g_key_file_get_double (file, group, "zoom", NULL);
  if (isfinite (viewport.x) && isfinite (viewport.y) && isnormal (viewport.zoom)
      && viewport.zoom > 0)
    gp_canvas_set_viewport (canvas, &viewport);

  drawer = g_key_file_get_string (file, group, "drawer", NULL);
  if (drawer != NULL)
    g_action_group_change_action_state (G_ACTION_GROUP (self), "drawer",
                                        g_variant_new_string (drawer));
}
