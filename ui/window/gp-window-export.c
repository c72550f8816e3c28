/* gp-window-export.c — the design into files of other programs
 * SPDX-License-Identifier: Apache-2.0
 *
 * Pictures and pages are of something: the question for the file also asks of what. It offers what
 * is shown now, or the whole design, then every view and every story, in one array of scopes. */
#define G_LOG_DOMAIN "gp-window"
#include "config.h"

#include "gp-window-private.h"

#include "gp-file-chooser.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  GpWindow *window;        /* reference taken when the question was asked */
  char     *format;
  GArray   *scopes;        /* GpSessionScope; empty where there is nothing to choose from */
} Export;

static void
export_free (gpointer data)
{
  Export *export = data;

  g_object_unref (export->window);
  g_array_unref (export->scopes);
  g_free (export->format);
  g_free (export);
}

char *
gp_window_dup_file_name (GpWindow   *self,
                         const char *extension)
{
  g_autofree char *title = gp_session_dup_title (self->session);

  g_strdelimit (title, "/\\:", '-');
  return g_strconcat (title, extension, NULL);
}

static void
add_scope (GArray         *scopes,
           GPtrArray      *labels,
           GpSessionScope  scope,
           char           *label)
{
  g_array_append_val (scopes, scope);
  g_ptr_array_add (labels, label);
}

static void
add_shown (GpWindow  *self,
           GArray    *scopes,
           GPtrArray *labels)
{
  static const char *const lenses[] = {
    [GP_LENS_DATA] = N_("Data"), [GP_LENS_FLOWS] = N_("Flows"), [GP_LENS_ACCESS] = N_("Access"),
  };
  GpDesign *design = gp_session_get_design (self->session);
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  GpSessionScope scope = { .lens = gp_canvas_get_lens (canvas) };
  const GpElement *named;

  gp_canvas_get_view (canvas, &scope.view);
  gp_canvas_get_subject (canvas, &scope.subject);
  named = gp_design_lookup (design, &scope.subject);
  if (named == NULL)
    named = gp_design_lookup (design, &scope.view);
  /* Translators: of what a picture is: the lens, view, domain, role or flow that is seen. */
  add_scope (scopes, labels, scope,
             g_strdup_printf (_("What is shown now: %s"),
                              named != NULL ? gp_element_get_name (named)
                                            : _(lenses[scope.lens])));
}

/* Nothing for what always is of the whole design. */
static void
list_scopes (GpWindow   *self,
             const char *format,
             GArray     *scopes,
             GPtrArray  *labels)
{
  static const char *const pictures[] = { "svg", "png", "pdf", NULL };
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GPtrArray) views = gp_design_list (design, GP_KIND_VIEW);
  g_autoptr(GPtrArray) stories = gp_design_list (design, GP_KIND_STORY);

  if (g_strv_contains (pictures, format))
    add_shown (self, scopes, labels);
  else if (g_str_equal (format, "html"))
    add_scope (scopes, labels, (GpSessionScope) { .lens = GP_LENS_DATA },
               g_strdup (_("The whole design")));
  else
    return;
  for (guint i = 0; i < views->len; i++)
    {
      const GpElement *view = g_ptr_array_index (views, i);
      GpSessionScope scope = { .view = *gp_element_get_id (view) };

      if (gp_lens_from_nick (gp_element_get_text (view, GP_VIEW_LENS), &scope.lens))
        add_scope (scopes, labels, scope,
                   g_strdup_printf (_("The view %s"), gp_element_get_name (view)));
    }
  for (guint i = 0; i < stories->len; i++)
    {
      const GpElement *story = g_ptr_array_index (stories, i);

      if (gp_design_count_children (design, gp_element_get_id (story)) > 0)
        add_scope (scopes, labels, (GpSessionScope) { .story = *gp_element_get_id (story) },
                   g_strdup_printf (_("The story %s"), gp_element_get_name (story)));
    }
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GpWindow) self = user_data;               /* reference taken when the call began */
  g_autoptr(GError) error = NULL;

  if (!gp_session_finish (GP_SESSION (source), result, &error))
    gp_session_report (GP_SESSION (source), error);
  else
    gp_window_report (self, _("Exported"));
}

static void
chosen_cb (GFile    *file,
           guint     choice,
           gpointer  user_data)
{
  Export *export = user_data;
  GpSessionScope whole = { .lens = GP_LENS_DATA };

  if (export->window->session == NULL)
    return;
  gp_session_write_async (export->window->session, export->format,
                          choice < export->scopes->len
                            ? &g_array_index (export->scopes, GpSessionScope, choice) : &whole,
                          file, NULL, written_cb, g_object_ref (export->window));
}

void
gp_window_export (GpWindow   *self,
                  const char *format)
{
  g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func (g_free);
  gsize n = 0;
  const GpSessionFormat *formats = gp_session_list_formats (self->session, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (formats[i].nick, format))
      {
        g_autofree char *name = gp_window_dup_file_name (self, formats[i].extension);
        Export *export = g_new0 (Export, 1);

        export->window = g_object_ref (self);
        export->format = g_strdup (format);
        export->scopes = g_array_new (FALSE, FALSE, sizeof (GpSessionScope));
        list_scopes (self, format, export->scopes, labels);
        gp_file_chooser_run_choice (GTK_WINDOW (self), GP_FILE_CHOOSER_EXPORT, name, labels,
                                    chosen_cb, export, export_free);
        return;
      }
}
