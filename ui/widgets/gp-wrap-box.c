/* gp-wrap-box.c — a row of widgets that goes on in a further line where it is narrow
 * SPDX-License-Identifier: Apache-2.0
 *
 * A line is a run of visible children that fit beside one another; a child that is alone in its
 * line may be made narrower than it wants, down to its least width. */
#define G_LOG_DOMAIN "gp-wrap-box"
#include "config.h"

#include "gp-wrap-box.h"

struct _GpWrapBox
{
  GtkWidget parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (GpWrapBox, gp_wrap_box, GTK_TYPE_WIDGET)

typedef struct
{
  GtkWidget *first;
  GtkWidget *end;           /* the first one that is not part of it; NULL: none */
  int        spare;         /* what the children leave over, pixels */
  guint      n_expanding;
  int        height;
} Line;

static GtkWidget *
skip_hidden (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

static GtkWidget *
next_shown (GtkWidget *child)
{
  return skip_hidden (gtk_widget_get_next_sibling (child));
}

static int
natural_width (GtkWidget *child)
{
  int width;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  return width;
}

/* What @child gets in @line; the rest of a division goes to nobody. */
static int
width_in (const Line *line,
          GtkWidget  *child,
          int         width)
{
  int own = MIN (natural_width (child), width);

  return gtk_widget_get_hexpand (child) ? own + line->spare / (int) line->n_expanding : own;
}

/* FALSE: there are no more children. */
static gboolean
find_line (GpWrapBox *self,
           GtkWidget *first,
           int        width,
           Line      *out)
{
  int left = width;

  *out = (Line) { .first = skip_hidden (first) };
  if (out->first == NULL)
    return FALSE;
  for (out->end = out->first; out->end != NULL; out->end = next_shown (out->end))
    {
      int wanted = MIN (natural_width (out->end), width);

      if (out->end != out->first)
        wanted += self->spacing;
      if (wanted > left)
        break;
      left -= wanted;
      out->n_expanding += gtk_widget_get_hexpand (out->end);
    }
  out->spare = left;
  for (GtkWidget *child = out->first; child != out->end; child = next_shown (child))
    {
      int height;

      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width_in (out, child, width), NULL,
                          &height, NULL, NULL);
      out->height = MAX (out->height, height);
    }
  return TRUE;
}

static void
measure_width (GpWrapBox *self,
               int       *minimum,
               int       *natural)
{
  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = skip_hidden (gtk_widget_get_first_child (GTK_WIDGET (self)));
       child != NULL; child = next_shown (child))
    {
      int least, wanted;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &least, &wanted, NULL, NULL);
      *minimum = MAX (*minimum, least);
      *natural += (*natural > 0 ? self->spacing : 0) + wanted;
    }
}

static void
gp_wrap_box_measure (GtkWidget      *widget,
                     GtkOrientation  orientation,
                     int             for_size,
                     int            *minimum,
                     int            *natural,
                     int            *minimum_baseline,
                     int            *natural_baseline)
{
  GpWrapBox *self = GP_WRAP_BOX (widget);
  int least, wanted, height = 0;
  Line line;

  measure_width (self, &least, &wanted);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    {
      int width = for_size < 0 ? wanted : MAX (for_size, least);

      for (GtkWidget *child = gtk_widget_get_first_child (widget);
           child != NULL && find_line (self, child, width, &line); child = line.end)
        height += (height > 0 ? self->spacing : 0) + line.height;
      least = wanted = height;
    }
  *minimum = least;
  *natural = wanted;
}

static void
allocate_line (GpWrapBox  *self,
               const Line *line,
               int         width,
               int         y)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int x = 0;

  for (GtkWidget *child = line->first; child != line->end; child = next_shown (child))
    {
      int own = width_in (line, child, width);

      gtk_widget_size_allocate (child,
                                &(GtkAllocation) { mirrored ? width - x - own : x, y, own,
                                                   line->height },
                                -1);
      x += own + self->spacing;
    }
}

static void
gp_wrap_box_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  GpWrapBox *self = GP_WRAP_BOX (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);
  Line line;
  int y = 0;

  while (child != NULL && find_line (self, child, width, &line))
    {
      allocate_line (self, &line, width, y);
      y += line.height + self->spacing;
      child = line.end;
    }
}

static GtkSizeRequestMode
gp_wrap_box_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
gp_wrap_box_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (gp_wrap_box_parent_class)->dispose (object);
}

static void
gp_wrap_box_class_init (GpWrapBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_wrap_box_dispose;
  widget_class->measure = gp_wrap_box_measure;
  widget_class->size_allocate = gp_wrap_box_size_allocate;
  widget_class->get_request_mode = gp_wrap_box_get_request_mode;
}

static void
gp_wrap_box_init (GpWrapBox *self)
{
}

GtkWidget *
gp_wrap_box_new (int spacing)
{
  GpWrapBox *self = g_object_new (GP_TYPE_WRAP_BOX, NULL);

  self->spacing = spacing;
  return GTK_WIDGET (self);
}

void
gp_wrap_box_append (GpWrapBox *self,
                    GtkWidget *child)
{
  g_return_if_fail (GP_IS_WRAP_BOX (self));
  g_return_if_fail (GTK_IS_WIDGET (child));

  gtk_widget_insert_before (child, GTK_WIDGET (self), NULL);
}
