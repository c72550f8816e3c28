/* gp-trace-pane.c — a run, line by line, with the data at what is selected
 * SPDX-License-Identifier: Apache-2.0
 *
 * A line may stand for one of several tries of a step: as long as it leads, the selection of its
 * step that it made is not followed. */
#define G_LOG_DOMAIN "gp-trace-pane"
#include "config.h"

#include "gp-trace-pane.h"

#include "gp-data-pane.h"
#include "gp-trace-list.h"

#define DATA_WIDTH 250      /* pixels */

struct _GpTracePane
{
  GtkWidget parent_instance;

  GpSession *session;
  GtkWidget *content;
  GtkWidget *columns;
  GtkWidget *list;
  GtkWidget *data;
  GtkWidget *data_box;
  GpId       flow;
  int        line;            /* of the log, that was chosen; -1: none */
  gboolean   is_leading;      /* what is selected now was selected from here */
};

G_DEFINE_FINAL_TYPE (GpTracePane, gp_trace_pane, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_FOLLOWING,
  SIGNAL_TOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* --- what is shown ---------------------------------------------------------------------------- */

/* What is selected last, where it is of @kind. */
static const GpId *
find_selected (GpTracePane *self,
               GpKind       kind)
{
  const GpId *last = gp_selection_get_last (gp_session_get_selection (self->session));
  GpDesign *design = gp_session_get_design (self->session);

  return last != NULL && gp_design_lookup_kind (design, last, kind) != NULL ? last : NULL;
}

const GpFlowLogLine *
gp_trace_pane_get_line (GpTracePane *self)
{
  GArray *log;

  g_return_val_if_fail (GP_IS_TRACE_PANE (self), NULL);

  log = gp_trace_list_get_log (GP_TRACE_LIST (self->list));
  return self->line >= 0 && (guint) self->line < log->len
           ? &g_array_index (log, GpFlowLogLine, self->line) : NULL;
}

const GpId *
gp_trace_pane_get_step (GpTracePane *self)
{
  g_return_val_if_fail (GP_IS_TRACE_PANE (self), NULL);

  return gp_trace_pane_get_line (self) == NULL ? find_selected (self, GP_KIND_STEP) : NULL;
}

static void
show_data (GpTracePane *self)
{
  GpDataPane *data = GP_DATA_PANE (self->data);
  const GpFlowLogLine *line = gp_trace_pane_get_line (self);
  const GpId *step = gp_trace_pane_get_step (self);
  const GpId *way = find_selected (self, GP_KIND_TRANSITION);

  if (gp_id_is_nil (&self->flow))
    gp_data_pane_show_nothing (data);
  else if (line != NULL)
    gp_data_pane_show_line (data, line);
  else if (step != NULL)
    gp_data_pane_show_step (data, step);
  else if (way != NULL)
    gp_data_pane_show_way (data, way);
  else
    gp_data_pane_show_nothing (data);
  g_signal_emit (self, signals[SIGNAL_TOLD], 0);
}

void
gp_trace_pane_follow (GpTracePane *self)
{
  const GpId *last;
  GpId id;

  g_return_if_fail (GP_IS_TRACE_PANE (self));

  last = gp_selection_get_last (gp_session_get_selection (self->session));
  if (self->is_leading)
    return;
  self->line = -1;
  id = last != NULL ? *last : gp_id_nil;      /* who is told may select something else */
  g_signal_emit (self, signals[SIGNAL_FOLLOWING], 0, last != NULL ? &id : NULL);
  gp_trace_list_select (GP_TRACE_LIST (self->list), last != NULL ? &id : NULL);
  show_data (self);
}

static void
line_chosen_cb (GpTracePane *self,
                guint        line)
{
  GArray *log = gp_trace_list_get_log (GP_TRACE_LIST (self->list));
  GpId id;

  if (line >= log->len)
    return;
  id = g_array_index (log, GpFlowLogLine, line).step;
  self->line = (int) line;
  if (gp_design_lookup_kind (gp_session_get_design (self->session), &id, GP_KIND_STEP) != NULL)
    {
      self->is_leading = TRUE;
      gp_session_reveal (self->session, &id);
      self->is_leading = FALSE;
    }
  show_data (self);
}

void
gp_trace_pane_set_run (GpTracePane    *self,
                       const GpId     *flow,
                       GpFlowProgress *progress)
{
  g_return_if_fail (GP_IS_TRACE_PANE (self));

  self->flow = *flow;
  gp_data_pane_set_run (GP_DATA_PANE (self->data), flow, progress);
}

void
gp_trace_pane_show (GpTracePane *self,
                    GArray      *log,
                    gboolean     real,
                    gboolean     again)
{
  g_return_if_fail (GP_IS_TRACE_PANE (self));

  if (!again)
    self->line = -1;
  gp_trace_list_show (GP_TRACE_LIST (self->list), &self->flow, log, real);
  show_data (self);
}

/* --- life ------------------------------------------------------------------------------------- */

GtkWidget *
gp_trace_pane_column (GtkWidget *child,
                      int        least)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *viewport = gtk_viewport_new (NULL, NULL);

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_widget_set_size_request (scroller, least, -1);
  gtk_widget_add_css_class (child, "simulator-column");
  gtk_widget_set_valign (child, GTK_ALIGN_START);
  /* Editors are as high as their text; it is the column that scrolls. */
  gtk_scrollable_set_vscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_viewport_set_child (GTK_VIEWPORT (viewport), child);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), viewport);
  return scroller;
}

void
gp_trace_pane_set_bar (GpTracePane *self,
                       GtkWidget   *bar)
{
  g_return_if_fail (GP_IS_TRACE_PANE (self));

  gtk_box_prepend (GTK_BOX (self->content), bar);
}

void
gp_trace_pane_set_left (GpTracePane *self,
                        GtkWidget   *left)
{
  g_return_if_fail (GP_IS_TRACE_PANE (self));

  gtk_box_prepend (GTK_BOX (self->columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_prepend (GTK_BOX (self->columns), left);
}

void
gp_trace_pane_add_data (GpTracePane *self,
                        GtkWidget   *below)
{
  g_return_if_fail (GP_IS_TRACE_PANE (self));

  gtk_box_append (GTK_BOX (self->data_box), below);
}

static void
gp_trace_pane_dispose (GObject *object)
{
  GpTracePane *self = GP_TRACE_PANE (object);

  g_clear_pointer (&self->content, gtk_widget_unparent);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_trace_pane_parent_class)->dispose (object);
}

static void
gp_trace_pane_class_init (GpTracePaneClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_trace_pane_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);

  signals[SIGNAL_FOLLOWING] =
    g_signal_new ("following", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_TOLD] =
    g_signal_new ("told", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
gp_trace_pane_init (GpTracePane *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->line = -1;
  self->content = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->columns = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  self->data_box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  gtk_widget_set_vexpand (self->columns, TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->columns);
  gtk_box_append (GTK_BOX (self->content), scroller);
  gtk_widget_set_parent (self->content, GTK_WIDGET (self));
}

GtkWidget *
gp_trace_pane_new (GpSession        *session,
                   GpFlowSimulation *simulation,
                   const char       *empty)
{
  GpTracePane *self = g_object_new (GP_TYPE_TRACE_PANE, NULL);

  self->session = g_object_ref (session);
  self->list = gp_trace_list_new (session, empty);
  self->data = gp_data_pane_new (session, simulation);
  gtk_widget_set_hexpand (self->list, TRUE);
  gtk_box_append (GTK_BOX (self->data_box), self->data);
  gtk_box_append (GTK_BOX (self->columns), self->list);
  gtk_box_append (GTK_BOX (self->columns), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_box_append (GTK_BOX (self->columns), gp_trace_pane_column (self->data_box, DATA_WIDTH));

  g_signal_connect_object (self->list, "chosen", G_CALLBACK (line_chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_selection (session), "changed",
                           G_CALLBACK (gp_trace_pane_follow), self, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
