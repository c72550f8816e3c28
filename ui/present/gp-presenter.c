/* gp-presenter.c — a story played full screen
 * SPDX-License-Identifier: Apache-2.0
 *
 * The canvas is one of its own over the same design. Between two steps of one drawing the view
 * moves; another drawing is a cut, and so is everything where people want less motion. */
#define G_LOG_DOMAIN "gp-presenter"
#include "config.h"

#include "gp-presenter.h"

#include "gp-canvas.h"
#include "gp-stage.h"

#include <glib/gi18n-lib.h>

struct _GpPresenter
{
  GtkWindow parent_instance;

  GpSession *session;
  GArray    *steps;          /* GpId */
  int        at;
  GpStage    shown;
  gboolean   any;            /* something is shown */
  guint      tick;           /* waits for a size */
  GtkWidget *canvas;
  GtkWidget *caption;        /* over the canvas, at the bottom */
  GtkWidget *sentence;
  GtkWidget *dots;
};

G_DEFINE_FINAL_TYPE (GpPresenter, gp_presenter, GTK_TYPE_WINDOW)

static void
show_step (GpPresenter     *self,
           const GpElement *step)
{
  GpCanvas *canvas = GP_CANVAS (self->canvas);
  GpStage stage;
  GpRect area;
  int below;

  gp_stage_read (gp_session_get_design (self->session), step, &stage);
  if (!self->any || !gp_stage_equal_drawing (&stage, &self->shown))
    {
      gp_canvas_set_lens (canvas, stage.lens);
      if (!gp_id_is_nil (&stage.view))
        gp_canvas_set_view (canvas, &stage.view);
      gp_canvas_set_subject (canvas, gp_id_is_nil (&stage.subject) ? NULL : &stage.subject);
    }
  area = gp_stage_get_area (&stage, gp_canvas_get_scene (canvas), step);
  gtk_widget_measure (self->caption, GTK_ORIENTATION_VERTICAL,
                      gtk_widget_get_width (self->canvas), NULL, &below, NULL, NULL);
  gp_canvas_show_area (canvas, &area, below,
                       self->any && gp_stage_equal_drawing (&stage, &self->shown));
  self->shown = stage;
  self->any = TRUE;
}

static void
update_dots (GpPresenter *self)
{
  int i = 0;

  for (GtkWidget *dot = gtk_widget_get_first_child (self->dots); dot != NULL;
       dot = gtk_widget_get_next_sibling (dot), i++)
    gtk_widget_set_opacity (dot, i == self->at ? 1 : .3);
}

static gboolean
show_when_sized_cb (GtkWidget     *widget,
                    GdkFrameClock *clock,
                    gpointer       user_data)
{
  GpPresenter *self = GP_PRESENTER (widget);

  if (gtk_widget_get_width (self->canvas) <= 1)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  gp_presenter_show (self, self->at);
  return G_SOURCE_REMOVE;
}

void
gp_presenter_show (GpPresenter *self,
                   int          i)
{
  const GpElement *step;
  const char *text;

  g_return_if_fail (GP_IS_PRESENTER (self));

  self->at = CLAMP (i, 0, (int) self->steps->len - 1);
  update_dots (self);
  step = gp_design_lookup_kind (gp_session_get_design (self->session),
                                &g_array_index (self->steps, GpId, self->at), GP_KIND_STORY_STEP);
  if (step == NULL)       /* somebody else has removed it meanwhile */
    return;
  text = gp_element_get_text (step, GP_STORY_STEP_TEXT);
  gtk_label_set_label (GTK_LABEL (self->sentence), text != NULL ? text : "");
  if (gtk_widget_get_width (self->canvas) > 1)
    show_step (self, step);
  else if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), show_when_sized_cb, NULL, NULL);
}

int
gp_presenter_get_step (GpPresenter *self)
{
  g_return_val_if_fail (GP_IS_PRESENTER (self), 0);

  return self->at;
}

static gboolean
key_pressed_cb (GpPresenter     *self,
                guint            key,
                guint            code,
                GdkModifierType  state)
{
  switch (key)
    {
    case GDK_KEY_Right:
    case GDK_KEY_Down:
    case GDK_KEY_space:
    case GDK_KEY_Return:
    case GDK_KEY_Page_Down:
      gp_presenter_show (self, self->at + 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Left:
    case GDK_KEY_Up:
    case GDK_KEY_BackSpace:
    case GDK_KEY_Page_Up:
      gp_presenter_show (self, self->at - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Home:
      gp_presenter_show (self, 0);
      return GDK_EVENT_STOP;
    case GDK_KEY_End:
      gp_presenter_show (self, (int) self->steps->len - 1);
      return GDK_EVENT_STOP;
    case GDK_KEY_Escape:
    case GDK_KEY_F5:
      gtk_window_close (GTK_WINDOW (self));
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
gp_presenter_dispose (GObject *object)
{
  GpPresenter *self = GP_PRESENTER (object);

  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_pointer (&self->steps, g_array_unref);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_presenter_parent_class)->dispose (object);
}

/* The screen is often filled only after the window was shown: the step is fitted into it again. */
static void
gp_presenter_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  GpPresenter *self = GP_PRESENTER (widget);
  int before = gtk_widget_get_width (self->canvas) * gtk_widget_get_height (self->canvas);

  GTK_WIDGET_CLASS (gp_presenter_parent_class)->size_allocate (widget, width, height, baseline);

  if (before != gtk_widget_get_width (self->canvas) * gtk_widget_get_height (self->canvas)
      && self->tick == 0)
    {
      self->any = FALSE;        /* at once, without a way */
      self->tick = gtk_widget_add_tick_callback (widget, show_when_sized_cb, NULL, NULL);
    }
}

static void
gp_presenter_class_init (GpPresenterClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_presenter_dispose;
  GTK_WIDGET_CLASS (klass)->size_allocate = gp_presenter_size_allocate;
}

static void
gp_presenter_init (GpPresenter *self)
{
  GtkWidget *overlay = gtk_overlay_new ();
  GtkWidget *caption = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->steps = g_array_new (FALSE, FALSE, sizeof (GpId));
  self->canvas = gp_canvas_new ();
  gp_canvas_set_editable (GP_CANVAS (self->canvas), FALSE);
  gp_canvas_set_minimap (GP_CANVAS (self->canvas), FALSE);
  gp_canvas_set_plain (GP_CANVAS (self->canvas), TRUE);
  self->sentence = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->sentence), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->sentence), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (self->sentence), 70);
  gtk_widget_set_halign (self->sentence, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->sentence, "title-2");
  self->dots = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  gtk_widget_set_halign (self->dots, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (caption), self->sentence);
  gtk_box_append (GTK_BOX (caption), self->dots);
  gtk_widget_set_valign (caption, GTK_ALIGN_END);
  gtk_widget_add_css_class (caption, "story-caption");
  gtk_overlay_set_child (GTK_OVERLAY (overlay), self->canvas);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), caption);
  gtk_window_set_child (GTK_WINDOW (self), overlay);
  self->caption = caption;

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
gp_presenter_new (GpSession  *session,
                  const GpId *story)
{
  GpPresenter *self = g_object_new (GP_TYPE_PRESENTER, NULL);
  GpDesign *design = gp_session_get_design (session);
  g_autoptr(GPtrArray) steps = gp_stage_list_steps (design, story);
  const GpElement *element = gp_design_lookup (design, story);

  self->session = g_object_ref (session);
  gtk_window_set_title (GTK_WINDOW (self), gp_element_get_name (element));
  for (guint i = 0; i < steps->len; i++)
    {
      GtkWidget *dot = gtk_label_new ("●");

      g_array_append_val (self->steps, *gp_element_get_id (g_ptr_array_index (steps, i)));
      gtk_box_append (GTK_BOX (self->dots), dot);
    }
  gtk_window_set_default_size (GTK_WINDOW (self), 1280, 800);
  gp_canvas_set_history (GP_CANVAS (self->canvas), gp_session_get_history (session));
  gp_presenter_show (self, 0);

  return GTK_WIDGET (self);
}
