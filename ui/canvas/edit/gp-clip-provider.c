/* gp-clip-provider.c — what was copied from the drawing, in the forms that programs ask for
 * SPDX-License-Identifier: Apache-2.0
 *
 * The selection becomes a small design of its own, which is then exported or painted as any
 * other. It outlives the window that it was copied in, and keeps nothing of its session. */
#define G_LOG_DOMAIN "gp-clip-provider"
#include "config.h"
#include "gp-clip-provider.h"

#include "gp-edit-copy.h"
#include "gp-edit.h"
#include "gp-picture.h"

#include <glib/gi18n-lib.h>

#define PNG_SCALE 2.0

struct _GpClipProvider
{
  GdkContentProvider  parent_instance;

  const GpClipCodec  *codec;       /* or NULL */
  GpChangeSet        *copied;
  GpDesign           *alone;       /* what was copied and nothing else; NULL for fields alone */
};

G_DEFINE_FINAL_TYPE (GpClipProvider, gp_clip_provider, GDK_TYPE_CONTENT_PROVIDER)

static const char *const text_types[] = { "text/plain;charset=utf-8", "text/plain" };

static GpDesign *
new_design (GpChangeSet *copied)
{
  g_autoptr(GpDesign) design = gp_edit_new_design (_("Selection"));
  GpEditPaste paste = { .view = *gp_element_get_id (gp_edit_find_view (design, "data")) };
  g_autoptr(GpChangeSet) changes = gp_edit_paste (design, copied, &paste, NULL, NULL, NULL);

  if (changes == NULL || !gp_design_apply (design, changes, NULL))
    return NULL;
  return g_steal_pointer (&design);
}

static GdkContentFormats *
gp_clip_provider_ref_formats (GdkContentProvider *provider)
{
  GpClipProvider *self = GP_CLIP_PROVIDER (provider);
  GdkContentFormatsBuilder *builder = gdk_content_formats_builder_new ();

  if (self->codec != NULL)
    gdk_content_formats_builder_add_mime_type (builder, GP_CLIP_MIME);
  if (self->alone != NULL)
    {
      gdk_content_formats_builder_add_mime_type (builder, "image/svg+xml");
      gdk_content_formats_builder_add_mime_type (builder, "image/png");
    }
  for (gsize i = 0; i < G_N_ELEMENTS (text_types); i++)
    gdk_content_formats_builder_add_mime_type (builder, text_types[i]);
  return gdk_content_formats_builder_free_to_formats (builder);
}

/* The names of what was copied, a line each. */
static GBytes *
list_names (GpClipProvider *self)
{
  GString *names = g_string_new (NULL);

  for (gsize i = 0; i < gp_change_set_get_size (self->copied); i++)
    {
      const GpChange *change = gp_change_set_get (self->copied, i);
      const char *name = change->kind == GP_KIND_NOTE
                           ? gp_element_get_text (change->element, GP_NOTE_TEXT)
                           : gp_element_get_name (change->element);

      if (change->kind != GP_KIND_PLACEMENT && name != NULL && name[0] != '\0')
        g_string_append_printf (names, "%s%s", names->len > 0 ? "\n" : "", name);
    }
  return g_string_free_to_bytes (names);
}

static GBytes *
make_text (GpClipProvider  *self,
           const char      *mime,
           GError         **error)
{
  if (g_str_equal (mime, GP_CLIP_MIME))
    return self->codec->encode (self->copied, error);
  if (self->codec != NULL && self->alone != NULL
      && gp_design_count (self->alone, GP_KIND_ENTITY) > 0)
    return self->codec->encode_sql (self->alone, error);
  return list_names (self);
}

typedef struct
{
  GpDesign        *design;
  GOutputStream   *stream;
  GpPictureFormat  format;
  int              priority;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->design);
  g_object_unref (job->stream);
  g_free (job);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes @bytes and @error. */
static void
write_bytes (GTask  *task,
             GBytes *bytes,
             GError *error)
{
  Job *job = g_task_get_task_data (task);
  gsize n;
  gconstpointer data;

  if (bytes == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  data = g_bytes_get_data (bytes, &n);
  g_object_set_data_full (G_OBJECT (task), "bytes", bytes, (GDestroyNotify) g_bytes_unref);
  g_output_stream_write_all_async (job->stream, data, n, job->priority,
                                   g_task_get_cancellable (task), written_cb, g_object_ref (task));
}

static void
paint_cb (GTask        *task,
          gpointer      source,
          gpointer      task_data,
          GCancellable *cancellable)
{
  Job *job = task_data;
  GpPictureOptions options = GP_PICTURE_OPTIONS_INIT;
  GError *error = NULL;
  GBytes *bytes;

  options.scale = job->format == GP_PICTURE_PNG ? PNG_SCALE : 1;
  bytes = gp_picture_render (job->design, &options, job->format, cancellable, &error);
  if (bytes != NULL)
    g_task_return_pointer (task, bytes, (GDestroyNotify) g_bytes_unref);
  else
    g_task_return_error (task, error);
}

static void
painted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;
  GBytes *bytes = g_task_propagate_pointer (G_TASK (result), &error);

  write_bytes (task, bytes, error);
}

static void
gp_clip_provider_write_async (GdkContentProvider  *provider,
                              const char          *mime_type,
                              GOutputStream       *stream,
                              int                  io_priority,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GpClipProvider *self = GP_CLIP_PROVIDER (provider);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  gboolean svg = g_str_equal (mime_type, "image/svg+xml");
  Job *job = g_new0 (Job, 1);
  GError *error = NULL;

  g_task_set_source_tag (task, gp_clip_provider_write_async);
  job->stream = g_object_ref (stream);
  job->priority = io_priority;
  job->format = svg ? GP_PICTURE_SVG : GP_PICTURE_PNG;
  g_task_set_task_data (task, job, job_free);
  if (svg || g_str_equal (mime_type, "image/png"))
    {
      g_autoptr(GTask) paint = g_task_new (NULL, cancellable, painted_cb, g_object_ref (task));
      Job *painting = g_new0 (Job, 1);

      painting->design = gp_design_copy (self->alone);
      painting->stream = g_object_ref (stream);
      painting->format = job->format;
      g_task_set_task_data (paint, painting, job_free);
      g_task_run_in_thread (paint, paint_cb);
      return;
    }
  write_bytes (task, make_text (self, mime_type, &error), error);
}

static gboolean
gp_clip_provider_write_finish (GdkContentProvider  *provider,
                               GAsyncResult        *result,
                               GError             **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
gp_clip_provider_dispose (GObject *object)
{
  GpClipProvider *self = GP_CLIP_PROVIDER (object);

  g_clear_object (&self->alone);
  g_clear_pointer (&self->copied, gp_change_set_unref);

  G_OBJECT_CLASS (gp_clip_provider_parent_class)->dispose (object);
}

static void
gp_clip_provider_class_init (GpClipProviderClass *klass)
{
  GdkContentProviderClass *provider_class = GDK_CONTENT_PROVIDER_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_clip_provider_dispose;
  provider_class->ref_formats = gp_clip_provider_ref_formats;
  provider_class->write_mime_type_async = gp_clip_provider_write_async;
  provider_class->write_mime_type_finish = gp_clip_provider_write_finish;
}

static void
gp_clip_provider_init (GpClipProvider *self)
{
}

GdkContentProvider *
gp_clip_provider_new (const GpClipCodec *codec,
                      GpChangeSet       *copied)
{
  GpClipProvider *self = g_object_new (GP_TYPE_CLIP_PROVIDER, NULL);

  self->codec = codec;
  self->copied = gp_change_set_ref (copied);
  self->alone = new_design (copied);
  return GDK_CONTENT_PROVIDER (self);
}

GpChangeSet *
gp_clip_provider_get_copied (GpClipProvider *self)
{
  return self->copied;
}
