/* gp-trace-list.c — what a run did, line by line
 * SPDX-License-Identifier: Apache-2.0
 *
 * Lines are made anew with each change, but only those that differ are replaced, so that the list
 * does not jump. Of a very long run the last lines are shown.
 *
 * Where there is no room for a column of its own, what happened stands below the step; where it is
 * narrower still, the outcome does too, and how long it took is told beside the list alone. */
#define G_LOG_DOMAIN "gp-trace-list"
#include "config.h"

#include "gp-trace-list.h"

#include "gp-boxed-item.h"
#include "gp-flow-words.h"
#include "gp-hint.h"
#include "gp-text-scale.h"

#include <glib/gi18n-lib.h>

#define MAX_LINES     2000
#define STEP_CHARS      16
#define LEAST_CHARS      8
#define OUTCOME_WIDTH  112      /* pixels */
#define WHAT_WIDTH     220
#define TOOK_WIDTH      44
#define WHAT_LINES       6
#define STACKED_WIDTH  330      /* of one that tells how long it took */
#define LEAST_WIDTH    195
#define FRAMES_TO_SCROLL 3      /* rows that come into view get their heights, and others move */

/* From the widest on. */
typedef enum
{
  FOLD_NONE,
  FOLD_WHAT,        /* below the step */
  FOLD_ALL,         /* the outcome too, and how long it took is left out */
} Fold;

/* The parts of a row, or of the heading. */
typedef struct
{
  GtkWidget *number;
  GtkWidget *step;
  GtkWidget *outcome_below;     /* where it has no column; so has what happened */
  GtkWidget *below;
  GtkWidget *outcome;
  GtkWidget *what;
  GtkWidget *took;
} Row;

struct _GpTraceList
{
  GtkWidget parent_instance;

  GpSession          *session;
  GpId                flow;
  gboolean            is_real;
  GArray             *log;          /* GpFlowLogLine */
  guint               first;        /* the first of them that is shown */
  GListStore         *store;        /* GpBoxedItem of Line */
  GtkSingleSelection *selection;
  GtkWidget          *stack;
  GtkWidget          *empty;
  GtkWidget          *head;
  GtkWidget          *list;
  gboolean            is_updating;
  Fold                fold;
  int                 full_width;   /* from which on nothing is folded; 0: not measured yet */
  guint               fold_id;
  guint               wanted;       /* the line to be seen; or none, as when it is */
  guint               scroll_id;    /* a tick of the list's */
  guint               frames_left;
};

G_DEFINE_FINAL_TYPE (GpTraceList, gp_trace_list, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_FOLDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

typedef struct
{
  guint       number;
  char       *step;
  char       *outcome;
  const char *css_class;
  char       *what;
  char       *took;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->step);
  g_free (line->outcome);
  g_free (line->what);
  g_free (line->took);
  g_free (line);
}

/* --- lines --- */

static char *
name_step (GpTraceList         *self,
           const GpFlowLogLine *line)
{
  g_autofree char *title = gp_flow_words_step (gp_session_get_design (self->session),
                                               &self->flow, line);

  if (line->attempt <= 1)
    return g_steal_pointer (&title);
  /* Translators: a step, and which try of it this is: "Page the doctor, try 2". */
  return g_strdup_printf (_("%1$s, try %2$u"), title, line->attempt);
}

static char *
say_took (const GpFlowLogLine *line)
{
  if (gp_id_is_nil (&line->step))
    return g_strdup ("—");
  if (line->ended == 0)
    return g_strdup ("…");
  return gp_flow_words_duration (line->ended - line->began);
}

static Line *
line_new (GpTraceList *self,
          guint        number)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpFlowLogLine *of = &g_array_index (self->log, GpFlowLogLine, number);
  Line *line = g_new0 (Line, 1);

  line->number = number + 1;
  line->step = name_step (self, of);
  line->outcome = gp_flow_words_outcome (design, of, self->is_real, &line->css_class);
  line->what = gp_flow_words_what (design, of);
  line->took = say_took (of);
  return line;
}

static gboolean
same_line (const Line *a,
           const Line *b)
{
  return a->number == b->number && g_str_equal (a->step, b->step)
         && g_str_equal (a->outcome, b->outcome) && a->css_class == b->css_class
         && g_str_equal (a->what, b->what) && g_str_equal (a->took, b->took);
}

static void
show_lines (GpTraceList *self,
            GPtrArray   *items)
{
  GListModel *model = G_LIST_MODEL (self->store);
  guint old = g_list_model_get_n_items (model), start = 0;

  for (; start < old && start < items->len; start++)
    {
      g_autoptr(GpBoxedItem) item = g_list_model_get_item (model, start);

      if (!same_line (gp_boxed_item_get (item), gp_boxed_item_get (items->pdata[start])))
        break;
    }
  if (start == old && start == items->len)
    return;
  g_list_store_splice (self->store, start, old - start, items->pdata + start,
                       items->len - start);
}

static gboolean
is_at_end (GpTraceList *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->store));
  guint chosen = gtk_single_selection_get_selected (self->selection);

  return n == 0 || chosen == GTK_INVALID_LIST_POSITION || chosen == n - 1;
}

/* Where people look first: the last line that went wrong, or in a run that goes on, the end. */
static guint
find_wanted (GpTraceList *self,
             gboolean     follows)
{
  for (guint i = self->log->len; self->is_real && i > self->first; i--)
    if (g_array_index (self->log, GpFlowLogLine, i - 1).error != NULL)
      return i - 1 - self->first;
  return follows && self->log->len > 0 ? self->log->len - 1 - self->first
                                       : GTK_INVALID_LIST_POSITION;
}

/* Once the list has its place, and its rows their heights. */
static gboolean
scroll_cb (GtkWidget     *list,
           GdkFrameClock *clock,
           gpointer       user_data)
{
  GpTraceList *self = user_data;

  if (gtk_widget_get_height (list) == 0 && gtk_widget_get_mapped (list))
    return G_SOURCE_CONTINUE;
  if (self->wanted < g_list_model_get_n_items (G_LIST_MODEL (self->store)))
    gtk_widget_activate_action (list, "list.scroll-to-item", "u", self->wanted);
  if (--self->frames_left > 0)
    return G_SOURCE_CONTINUE;
  self->wanted = GTK_INVALID_LIST_POSITION;
  self->scroll_id = 0;
  return G_SOURCE_REMOVE;
}

/* A list that is not seen yet scrolls when it is. */
static void
scroll_to_wanted (GpTraceList *self)
{
  if (self->wanted == GTK_INVALID_LIST_POSITION || !gtk_widget_get_mapped (self->list))
    return;
  self->frames_left = FRAMES_TO_SCROLL;
  if (self->scroll_id == 0)
    self->scroll_id = gtk_widget_add_tick_callback (self->list, scroll_cb, self, NULL);
}

void
gp_trace_list_show (GpTraceList *self,
                    const GpId  *flow,
                    GArray      *log,
                    gboolean     real)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gboolean follows = !real && is_at_end (self);

  g_return_if_fail (GP_IS_TRACE_LIST (self) && log != NULL);

  self->is_updating = TRUE;
  self->flow = *flow;
  self->is_real = real;
  g_array_unref (self->log);
  self->log = log;
  self->first = log->len > MAX_LINES ? log->len - MAX_LINES : 0;
  for (guint i = self->first; i < self->log->len; i++)
    g_ptr_array_add (items, gp_boxed_item_new (line_new (self, i), line_free));
  show_lines (self, items);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), items->len > 0 ? "list" : "empty");
  self->wanted = find_wanted (self, follows);
  scroll_to_wanted (self);
  self->is_updating = FALSE;
}

/* --- rows --- */

static GtkWidget *
add_label (GtkWidget *row,
           int        width,
           gboolean   expand)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_size_request (label, width, -1);
  gtk_widget_set_hexpand (label, expand);
  gtk_box_append (GTK_BOX (row), label);
  return label;
}

/* Some lines of what may be JSON: a hyphen where it is broken would be one of its characters. */
static void
wrap_data (GtkLabel *label)
{
  g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

  pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
  gtk_label_set_attributes (label, attributes);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (label, WHAT_LINES);
}

static GtkWidget *
add_steps (GtkWidget *box,
           Row       *row)
{
  GtkWidget *steps = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  row->step = add_label (steps, -1, FALSE);
  gtk_label_set_max_width_chars (GTK_LABEL (row->step), STEP_CHARS);
  gtk_label_set_ellipsize (GTK_LABEL (row->step), PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (GTK_LABEL (row->step), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (row->step), PANGO_WRAP_WORD_CHAR);
  row->outcome_below = add_label (steps, -1, FALSE);
  gtk_widget_set_halign (row->outcome_below, GTK_ALIGN_START);
  row->below = add_label (steps, -1, FALSE);
  wrap_data (GTK_LABEL (row->below));
  gtk_widget_add_css_class (row->below, "trace-what");
  gtk_widget_set_valign (steps, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), steps);
  return steps;
}

static GtkWidget *
make_row (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  Row *row = g_new0 (Row, 1);
  GtkWidget *cell;

  g_object_set_data_full (G_OBJECT (box), "gp-row", row, g_free);
  gtk_widget_add_css_class (box, "trace-row");
  row->number = add_label (box, 20, FALSE);
  gtk_widget_add_css_class (row->number, "dim-label");
  add_steps (box, row);
  cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_widget_set_size_request (cell, (int) (OUTCOME_WIDTH * gp_text_scale_get (box)), -1);
  row->outcome = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (row->outcome), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (row->outcome), 14);
  gtk_widget_add_css_class (row->outcome, "pill-label");
  gtk_widget_set_valign (row->outcome, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (cell), row->outcome);
  gtk_box_append (GTK_BOX (box), cell);
  row->what = add_label (box, (int) (WHAT_WIDTH * gp_text_scale_get (box)), TRUE);
  wrap_data (GTK_LABEL (row->what));
  gtk_widget_add_css_class (row->what, "trace-what");
  row->took = add_label (box, (int) (TOOK_WIDTH * gp_text_scale_get (box)), FALSE);
  gtk_widget_add_css_class (row->took, "dim-label");
  return box;
}

static Row *
row_of (GtkWidget *box)
{
  return g_object_get_data (G_OBJECT (box), "gp-row");
}

static void
fold_row (GtkWidget *box,
          Fold       fold)
{
  Row *row = row_of (box);
  gboolean stacked = fold > FOLD_NONE;

  gtk_label_set_width_chars (GTK_LABEL (row->step), stacked ? LEAST_CHARS : STEP_CHARS);
  gtk_label_set_max_width_chars (GTK_LABEL (row->step), stacked ? -1 : STEP_CHARS);
  gtk_widget_set_hexpand (gtk_widget_get_parent (row->step), stacked);
  gtk_widget_set_visible (gtk_widget_get_parent (row->outcome), fold < FOLD_ALL);
  gtk_widget_set_visible (row->outcome_below,
                          fold == FOLD_ALL
                            && *gtk_label_get_label (GTK_LABEL (row->outcome_below)) != '\0');
  gtk_widget_set_visible (row->below, stacked && *gtk_label_get_label (GTK_LABEL (row->below)));
  gtk_widget_set_visible (row->what, !stacked);
  gtk_widget_set_visible (row->took, fold < FOLD_ALL);
}

static void
folded_cb (GtkWidget   *box,
           GpTraceList *self)
{
  fold_row (box, self->fold);
  gp_hint_name_row (box);
}

static void
setup_cb (GpTraceList *self,
          GtkListItem *item)
{
  GtkWidget *box = make_row ();

  g_signal_connect_object (self, "folded", G_CALLBACK (folded_cb), box, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GpTraceList *self,
         GtkListItem *item)
{
  const Line *line = gp_boxed_item_get (gtk_list_item_get_item (item));
  GtkWidget *box = gtk_list_item_get_child (item);
  Row *row = row_of (box);
  const char *classes[] = { "pill-label", line->css_class, NULL };
  g_autofree char *text = g_strdup_printf ("%u", line->number);

  gtk_label_set_label (GTK_LABEL (row->number), text);
  gtk_label_set_label (GTK_LABEL (row->step), line->step);
  gtk_label_set_label (GTK_LABEL (row->below), line->what);
  gtk_label_set_label (GTK_LABEL (row->outcome), line->outcome);
  gtk_widget_set_css_classes (row->outcome, classes);
  gtk_label_set_label (GTK_LABEL (row->outcome_below), line->outcome);
  gtk_widget_set_css_classes (row->outcome_below, classes);
  gtk_label_set_label (GTK_LABEL (row->what), line->what);
  gtk_label_set_label (GTK_LABEL (row->took), line->took);
  fold_row (box, self->fold);
  gp_hint_name_row (box);
}

static void
selected_cb (GpTraceList *self)
{
  guint chosen = gtk_single_selection_get_selected (self->selection);

  if (!self->is_updating && chosen != GTK_INVALID_LIST_POSITION)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, chosen + self->first);
}

void
gp_trace_list_select (GpTraceList *self,
                      const GpId  *step)
{
  guint chosen = GTK_INVALID_LIST_POSITION;
  guint before = gtk_single_selection_get_selected (self->selection);

  g_return_if_fail (GP_IS_TRACE_LIST (self));

  if (before != GTK_INVALID_LIST_POSITION && step != NULL
      && gp_id_equal (&g_array_index (self->log, GpFlowLogLine, before + self->first).step, step))
    return;
  for (guint i = self->first; step != NULL && i < self->log->len; i++)
    if (gp_id_equal (&g_array_index (self->log, GpFlowLogLine, i).step, step))
      chosen = i - self->first;
  self->is_updating = TRUE;
  gtk_single_selection_set_selected (self->selection, chosen);
  self->is_updating = FALSE;
}

GArray *
gp_trace_list_get_log (GpTraceList *self)
{
  g_return_val_if_fail (GP_IS_TRACE_LIST (self), NULL);

  return self->log;
}

/* --- its width --- */

static int
find_least (GpTraceList *self)
{
  int least;

  gtk_widget_measure (self->stack, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

/* @width: of what is there for it. */
static Fold
find_fold (GpTraceList *self,
           int          width)
{
  if (width >= self->full_width)
    return FOLD_NONE;
  return width >= (int) (STACKED_WIDTH * gp_text_scale_get (GTK_WIDGET (self))) ? FOLD_WHAT
                                                                                : FOLD_ALL;
}

/* Not while sizes are handed out. */
static gboolean
fold_cb (gpointer user_data)
{
  GpTraceList *self = user_data;

  self->fold_id = 0;
  self->fold = find_fold (self, gtk_widget_get_width (GTK_WIDGET (self)));
  fold_row (self->head, self->fold);
  g_signal_emit (self, signals[SIGNAL_FOLDED], 0);
  return G_SOURCE_REMOVE;
}

static void
gp_trace_list_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  GpTraceList *self = GP_TRACE_LIST (widget);
  int least = find_least (self);

  if (self->fold == FOLD_NONE)
    self->full_width = least;
  if (find_fold (self, width) != self->fold && self->fold_id == 0)
    self->fold_id = g_idle_add (fold_cb, self);
  gtk_widget_allocate (self->stack, MAX (width, least), height, baseline, NULL);
}

/* As little as one needs that is folded. */
static void
gp_trace_list_measure (GtkWidget      *widget,
                       GtkOrientation  orientation,
                       int             for_size,
                       int            *minimum,
                       int            *natural,
                       int            *minimum_baseline,
                       int            *natural_baseline)
{
  GpTraceList *self = GP_TRACE_LIST (widget);

  gtk_widget_measure (self->stack, orientation, orientation == GTK_ORIENTATION_VERTICAL
                                                  ? MAX (for_size, find_least (self)) : for_size,
                      minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, (int) (LEAST_WIDTH * gp_text_scale_get (widget)));
}

/* --- life --- */

static void
gp_trace_list_dispose (GObject *object)
{
  GpTraceList *self = GP_TRACE_LIST (object);

  g_clear_handle_id (&self->fold_id, g_source_remove);
  if (self->scroll_id != 0)
    gtk_widget_remove_tick_callback (self->list, self->scroll_id);
  self->scroll_id = 0;
  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_pointer (&self->log, g_array_unref);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_trace_list_parent_class)->dispose (object);
}

static void
gp_trace_list_class_init (GpTraceListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_trace_list_dispose;
  GTK_WIDGET_CLASS (klass)->measure = gp_trace_list_measure;
  GTK_WIDGET_CLASS (klass)->size_allocate = gp_trace_list_size_allocate;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_FOLDED] =
    g_signal_new ("folded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static GtkWidget *
make_head (void)
{
  GtkWidget *box = make_row ();
  Row *row = row_of (box);
  struct
  {
    GtkWidget  *label;
    const char *title;
  } columns[] = {
    { row->number, "#" }, { row->step, _("Step") }, { row->outcome, _("Outcome") },
    { row->what, _("What happened") }, { row->took, _("Took") },
  };
  PangoAttrList *attributes = pango_attr_list_new ();

  /* Not by the style: columns are as wide as so many letters of its font. */
  pango_attr_list_insert (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_attr_list_insert (attributes, pango_attr_scale_new (PANGO_SCALE_SMALL));
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      gtk_label_set_label (GTK_LABEL (columns[i].label), columns[i].title);
      gtk_label_set_attributes (GTK_LABEL (columns[i].label), attributes);
      gtk_widget_set_css_classes (columns[i].label, (const char *[]) { "trace-title", NULL });
    }
  pango_attr_list_unref (attributes);
  gtk_widget_add_css_class (box, "trace-head");
  return box;
}

static void
gp_trace_list_init (GpTraceList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  self->log = g_array_new (FALSE, FALSE, sizeof (GpFlowLogLine));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  self->store = g_list_store_new (GP_TYPE_BOXED_ITEM);
  self->wanted = GTK_INVALID_LIST_POSITION;
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (self->list), TRUE);
  g_signal_connect_object (self->list, "map", G_CALLBACK (scroll_to_wanted), self,
                           G_CONNECT_SWAPPED);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Steps of the run"), -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  gtk_widget_set_vexpand (scroller, TRUE);
  self->head = make_head ();
  fold_row (self->head, FOLD_NONE);
  gtk_box_append (GTK_BOX (box), self->head);
  gtk_box_append (GTK_BOX (box), scroller);

  self->empty = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->empty, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_label_set_justify (GTK_LABEL (self->empty), GTK_JUSTIFY_CENTER);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), self->empty, "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), box, "list");
  gp_hint_name_pages (GTK_STACK (self->stack), _("Steps of the run"));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
gp_trace_list_new (GpSession  *session,
                   const char *empty)
{
  GpTraceList *self = g_object_new (GP_TYPE_TRACE_LIST, NULL);

  self->session = g_object_ref (session);
  gtk_label_set_label (GTK_LABEL (self->empty), empty);

  return GTK_WIDGET (self);
}
