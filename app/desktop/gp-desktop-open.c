/* gp-desktop-open.c — from a file of any kind to a session
 * SPDX-License-Identifier: Apache-2.0
 *
 * All that reads, parses and lays out happens in a worker, which hands over a store and the design
 * that was loaded from it. The session, which is bound to the main thread, is made last.
 */
#define G_LOG_DOMAIN "gp-desktop-open"
#include "config.h"

#include "gp-desktop-open.h"

#include "gp-arrange.h"
#include "gp-desktop-backend.h"
#include "gp-design-file.h"
#include "gp-edit.h"
#include "gp-import.h"
#include "gp-keyring.h"
#include "gp-target-lookup.h"

#include <glib/gi18n.h>
#include <string.h>

#define HEAD_SIZE 100

typedef struct
{
  char      *path;        /* NULL: a new design */
  char      *name;
  char      *type;        /* of a backend; NULL: there is none */
  char      *url;
  char      *token;
  GpId       target;      /* the element that leads to it */
  GpStore   *store;
  GpDesign  *design;
  GpDesign  *held;        /* what was read from the backend, and no more */
  GPtrArray *findings;    /* NULL where nothing was imported */
  gboolean   draft;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->path);
  g_free (job->name);
  g_free (job->type);
  g_free (job->url);
  gp_keyring_free (job->token);
  g_clear_object (&job->store);
  g_clear_object (&job->design);
  g_clear_object (&job->held);
  g_clear_pointer (&job->findings, g_ptr_array_unref);
  g_free (job);
}

static char *
new_draft_path (GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "groundplan", "drafts", NULL);
  g_autofree char *uuid = g_uuid_string_random ();
  g_autofree char *name = g_strconcat (uuid, ".gplan", NULL);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
                   _("The folder for drafts, %s, cannot be made: %s"), folder, g_strerror (errno));
      return NULL;
    }

  return g_build_filename (folder, name, NULL);
}

static gboolean
is_in_drafts (const char *path)
{
  g_autofree char *folder = g_build_filename (g_get_user_data_dir (), "groundplan", "drafts", NULL);
  g_autofree char *parent = g_path_get_dirname (path);

  return g_str_equal (folder, parent);
}

/* -1 and @error where it cannot be read. */
static int
is_store (const char  *path,
          GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GError) reason = NULL;
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, &reason);
  char head[HEAD_SIZE];
  gsize n;

  /* What GIO says of it is a sentence of its own, in another language where GLib lacks ours. */
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("%s cannot be opened: %s"), path, g_strerror (ENOENT));
      return -1;
    }
  if (stream == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&reason));
      return -1;
    }
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n, NULL, error))
    return -1;

  return gp_store_is_header (head, n);
}

/* Places for what has none, stored in the design: nobody would expect them to move later. */
static gboolean
place_all (GpDesign      *design,
           GCancellable  *cancellable,
           GError       **error)
{
  const GpElement *view = gp_edit_find_view (design, "data");
  GpTheme theme;
  g_autoptr(GpSceneBuilder) builder = NULL;
  g_autoptr(GArray) places = NULL;
  g_autoptr(GpChangeSet) changes = NULL;
  GpId id;

  if (view == NULL)
    return TRUE;

  id = *gp_element_get_id (view);
  gp_theme_init (&theme, GP_THEME_LIGHT, NULL);
  builder = gp_scene_builder_new (design, gp_metrics_new (NULL, &theme));
  gp_scene_builder_set_view (builder, &id);
  gp_scene_builder_rebuild (builder);
  if (gp_scene_builder_count_unplaced (builder) == 0)
    return TRUE;
  if (!gp_arrange_unplaced (builder, GP_LAYOUT_REFINED, cancellable, error))
    return FALSE;

  places = gp_arrange_list_places (builder);
  changes = gp_edit_place (design, &id, (const GpEditPlace *) (gpointer) places->data, places->len,
                           _("Placed what is new"));
  return gp_design_apply (design, changes, error);
}

static gboolean
add_views (GpDesign  *design,
           GError   **error)
{
  g_autoptr(GpChangeSet) views = gp_edit_add_views (design);

  return gp_design_apply (design, views, error);
}

/* Puts @design into a draft, and loads it from there. */
static gboolean
keep_as_draft (Job       *job,
               GpDesign  *design,
               GError   **error)
{
  g_autofree char *path = new_draft_path (error);

  if (path == NULL)
    return FALSE;

  job->draft = TRUE;
  job->store = gp_store_create (path, design, error);
  if (job->store == NULL)
    return FALSE;

  job->design = gp_store_load_design (job->store, error);
  return job->design != NULL;
}

static gboolean
open_store (Job     *job,
            GError **error)
{
  job->draft = is_in_drafts (job->path);
  job->store = gp_store_open (job->path, 0, error);
  if (job->store == NULL)
    return FALSE;

  job->design = gp_store_load_design (job->store, error);
  return job->design != NULL;
}

/* Nobody can name a format here, as `gplan import` lets them. */
static GpDesign *
import_file (Job *job, GCancellable *cancellable, GError **error)
{
  g_autoptr(GError) reason = NULL;
  GpDesign *design = gp_import_file (job->path, NULL, NULL, &job->findings, NULL, cancellable,
                                     &reason);

  if (g_error_matches (reason, GP_IMPORT_ERROR, GP_IMPORT_ERROR_FORMAT))
    {
      g_autofree char *name = g_filename_display_basename (job->path);

      g_set_error (error, GP_IMPORT_ERROR, GP_IMPORT_ERROR_FORMAT,
                   _("“%s” is neither a design nor anything that a design can be made of, such as "
                     "SQL or a workflow. Choose another file."),
                      name);
    }
  else if (reason != NULL)
    g_propagate_error (error, g_steal_pointer (&reason));
  return design;
}

/* What the keyring has for the address. No keyring is no fault: many backends ask for no token, and
 * those that do say so. */
static char *
lookup_token (Job          *job,
              GCancellable *cancellable)
{
  g_autofree char *written = g_strdup_printf ("%s:%s", job->type, job->url);
  g_autofree char *address = gp_target_dup_address (NULL, written);

  return gp_keyring_lookup_address (address, cancellable, NULL);
}

/* With a target that leads back. */
static GpDesign *
read_backend (Job           *job,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr(GpDesign) design = NULL;

  if (job->token == NULL)
    job->token = lookup_token (job, cancellable);
  job->held = gp_desktop_backend_read (job->type, job->url, job->token, &job->findings,
                                       cancellable, error);
  if (job->held == NULL)
    return NULL;
  design = gp_design_copy (job->held);
  return gp_desktop_backend_add_target (design, job->type, job->url, &job->target, error)
           ? g_steal_pointer (&design) : NULL;
}

static gboolean
import (Job           *job,
        GCancellable  *cancellable,
        GError       **error)
{
  g_autoptr(GpDesign) design = NULL;

  if (job->type != NULL)
    design = read_backend (job, cancellable, error);
  else if (g_str_has_suffix (job->path, ".json"))
    design = gp_design_file_load (job->path, NULL, error);
  else
    design = import_file (job, cancellable, error);

  return design != NULL && add_views (design, error) && place_all (design, cancellable, error)
         && keep_as_draft (job, design, error);
}

static gboolean
run_job (Job           *job,
         GCancellable  *cancellable,
         GError       **error)
{
  g_autoptr(GpDesign) design = NULL;
  int stored;

  if (job->type != NULL)
    return import (job, cancellable, error);
  if (job->path == NULL)
    {
      design = gp_edit_new_design (job->name);
      return keep_as_draft (job, design, error);
    }

  stored = is_store (job->path, error);
  if (stored < 0)
    return FALSE;

  return stored ? open_store (job, error) : import (job, cancellable, error);
}

static void
run_cb (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  GError *error = NULL;

  if (run_job (task_data, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (Job                 *job,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, gp_desktop_open_async);
  g_task_set_name (task, "gp_desktop_open_async");
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, run_cb);
}

void
gp_desktop_open_async (const char          *path,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->path = g_strdup (path);
  start (job, cancellable, callback, user_data);
}

void
gp_desktop_open_new_async (const char          *name,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->name = g_strdup (name);
  start (job, cancellable, callback, user_data);
}

void
gp_desktop_open_backend_async (const char          *type,
                               const char          *url,
                               const char          *token,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  Job *job = g_new0 (Job, 1);

  job->type = g_strdup (type);
  job->url = g_strdup (url);
  job->token = g_strdup (token);
  start (job, cancellable, callback, user_data);
}

GpDesktopSession *
gp_desktop_open_finish (GAsyncResult  *result,
                        GError       **error)
{
  Job *job = g_task_get_task_data (G_TASK (result));
  GpDesktopSession *session;

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  session = gp_desktop_session_new (job->store, job->design, job->draft, error);
  if (session != NULL && job->findings != NULL)
    gp_session_set_findings (GP_SESSION (session), job->findings);
  if (session != NULL && job->token != NULL)
    gp_session_keep_token_async (GP_SESSION (session), &job->target, job->token,
                                 GP_TOKEN_IN_SESSION, NULL, NULL, NULL);
  /* What later differs from this was changed since. */
  if (session != NULL && job->held != NULL
      && !gp_session_record_deployment (GP_SESSION (session), &job->target, NULL, job->held,
                                        GP_OUTCOME_READ, NULL, error))
    g_clear_object (&session);

  return session;
}
