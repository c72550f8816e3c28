/* gp-desktop-export.c — a design into files of other programs
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-desktop-export"
#include "config.h"

#include "gp-desktop-export.h"

#include "gp-json-design.h"

#include <glib/gi18n.h>

typedef char *(*WriteFunc) (GpDesign *design, gsize *length, GError **error);

static char *
write_json (GpDesign  *design,
            gsize     *length,
            GError   **error)
{
  return gp_json_design_to_text (design, length);
}

static const GpSessionFormat formats[] = {
  { "json", N_("Design as text"), ".gplan.json" },
};

static const WriteFunc writers[G_N_ELEMENTS (formats)] = {
  write_json,
};

const GpSessionFormat *
gp_desktop_export_list (gsize *n)
{
  *n = G_N_ELEMENTS (formats);
  return formats;
}

typedef struct
{
  GpDesign  *design;
  WriteFunc  write;
  GFile     *file;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_object_unref (job->design);
  g_object_unref (job->file);
  g_free (job);
}

static void
run_cb (GTask        *task,
        gpointer      source,
        gpointer      task_data,
        GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;
  gsize length = 0;
  g_autofree char *content = job->write (job->design, &length, &error);

  if (content == NULL
      || !g_file_replace_contents (job->file, content, length, NULL, FALSE, G_FILE_CREATE_NONE,
                                   NULL,
                                   cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
gp_desktop_export_run (GpDesign   *design,
                       const char *format,
                       GFile      *file,
                       GTask      *task)
{
  for (gsize i = 0; i < G_N_ELEMENTS (formats); i++)
    if (g_str_equal (formats[i].nick, format))
      {
        Job *job = g_new0 (Job, 1);

        job->design = gp_design_copy (design);
        job->write = writers[i];
        job->file = g_object_ref (file);
        g_task_set_task_data (task, job, job_free);
        g_task_run_in_thread (task, run_cb);
        return;
      }

  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                           _("There is no format “%s”."), format);
}
