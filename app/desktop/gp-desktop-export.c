/* gp-desktop-export.c — a design into files of other programs
 * SPDX-License-Identifier: Apache-2.0
 *
 * Texts come from the exporters, pictures from the painters; both are made from a copy of the
 * design in a worker. The table joins the two under the names that menus show.
 */
#define G_LOG_DOMAIN "gp-desktop-export"
#include "config.h"

#include "gp-desktop-export.h"

#include "gp-export.h"
#include "gp-page.h"
#include "gp-picture.h"
#include "gp-storyboard.h"

#include <glib/gi18n.h>

static const GpSessionFormat formats[] = {
  { "svg", N_("Picture (SVG)"), ".svg" },
  { "png", N_("Picture (PNG)"), ".png" },
  { "pdf", N_("Picture (PDF)"), ".pdf" },
  { "html", N_("Page to read (HTML)"), ".html" },
  { "sql-postgresql", N_("PostgreSQL schema"), ".sql" },
  { "sql-postgresql-access", N_("PostgreSQL row security"), ".access.sql" },
  { "sql-sqlite", N_("SQLite schema"), ".sql" },
  { "directus-access", N_("Directus roles and permissions"), ".directus.json" },
  { "access-html", N_("Access matrix as a page"), ".access.html" },
  { "access-csv", N_("Access matrix as a table"), ".csv" },
  { "access-cerbos", N_("Access tests for Cerbos"), ".access_test.yaml" },
  { "dot", N_("Graphviz drawing"), ".dot" },
  { "json", N_("Design as text"), ".gplan.json" },
};

const GpSessionFormat *
gp_desktop_export_list (gsize *n)
{
  *n = G_N_ELEMENTS (formats);
  return formats;
}

typedef struct
{
  GpDesign       *design;
  const char     *format;     /* of the table */
  GpSessionScope  scope;
  GFile          *file;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->design);
  g_object_unref (job->file);
  g_free (job);
}

static GBytes *
make_text (Job     *job,
           GError **error)
{
  g_autoptr(GString) text = g_string_new (NULL);

  if (!gp_export (job->design, job->format, text, NULL, error))
    return NULL;

  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static GBytes *
make_picture (Job              *job,
              GpPictureFormat   format,
              GCancellable     *cancellable,
              GError          **error)
{
  GpPictureOptions options = GP_PICTURE_OPTIONS_INIT;

  if (!gp_id_is_nil (&job->scope.story))
    return gp_storyboard_render (job->design,
                                 &(GpStoryboardOptions) { .story = job->scope.story, .scale = 1 },
                                 format, cancellable, error);
  options.lens = job->scope.lens;
  options.view = job->scope.view;
  options.subject = job->scope.subject;
  return gp_picture_render (job->design, &options, format, cancellable, error);
}

static void
run_cb (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GBytes) content = NULL;
  GpPictureFormat picture;
  GError *error = NULL;

  if (g_str_equal (job->format, "html"))
    content = gp_page_render (job->design,
                              &(GpPageOptions) { job->scope.view, job->scope.story }, cancellable,
                              &error);
  else if (gp_picture_format_from_path (job->format, &picture, NULL))
    content = make_picture (job, picture, cancellable, &error);
  else
    content = make_text (job, &error);

  if (content == NULL
      || !g_file_replace_contents (job->file, g_bytes_get_data (content, NULL),
                                   g_bytes_get_size (content), NULL, FALSE, G_FILE_CREATE_NONE,
                                   NULL, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
gp_desktop_export_run (GpDesign             *design,
                       const char           *format,
                       const GpSessionScope *scope,
                       GFile                *file,
                       GTask                *task)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].nick, format))
      {
        Job *job = g_new0 (Job, 1);

        job->design = gp_design_copy (design);
        job->format = formats[i].nick;
        job->scope = *scope;
        job->file = g_object_ref (file);
        g_task_set_task_data (task, job, job_free);
        g_task_run_in_thread (task, run_cb);
        return;
      }

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("There is no format “%s”."), format);
}
