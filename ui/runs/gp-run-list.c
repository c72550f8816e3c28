/* gp-run-list.c — runs of flows, one line each
 * SPDX-License-Identifier: Apache-2.0
 *
 * Lines that did not change stay the same items, so that the list keeps its place and the keyboard
 * its line while new runs come. */
#define G_LOG_DOMAIN "gp-run-list"
#include "config.h"

#include "gp-run-list.h"

#include "gp-boxed-item.h"
#include "gp-hint.h"
#include "gp-run-words.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpRunList
{
  GtkWidget parent_instance;

  GpSession          *session;
  GpRunWatch         *watch;
  GListStore         *store;        /* GpBoxedItem of Line */
  GtkSingleSelection *selection;
  GtkWidget          *stack;
  GtkWidget          *empty;
  GtkWidget          *retry;
  GtkWidget          *more;
  gboolean            is_updating;
};

G_DEFINE_FINAL_TYPE (GpRunList, gp_run_list, GTK_TYPE_WIDGET)

typedef struct
{
  char       *id;
  const char *status;     /* of the translation: static */
  const char *css_class;
  char       *title;
  char       *facts;
} Line;

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->id);
  g_free (line->title);
  g_free (line->facts);
  g_free (line);
}

static Line *
line_new (GpRunList          *self,
          const GpRunSummary *run)
{
  GpDesign *design = gp_session_get_design (self->session);
  Line *line = g_new0 (Line, 1);

  line->id = g_strdup (run->id);
  line->status = g_intern_string (gp_run_words_status (run, &line->css_class));
  line->title = gp_run_words_flow (run, design);
  line->facts = gp_run_words_facts (run, design);

  return line;
}

static gboolean
same_line (const Line *a,
           const Line *b)
{
  return g_str_equal (a->id, b->id) && a->status == b->status && g_str_equal (a->title, b->title)
         && g_str_equal (a->facts, b->facts);
}

static gboolean
same_item (GListModel *model,
           guint       at,
           gpointer    item)
{
  g_autoptr(GpBoxedItem) before = g_list_model_get_item (model, at);

  return same_line (gp_boxed_item_get (before), gp_boxed_item_get (item));
}

/* Replaces what differs between the equal beginnings and the equal ends. */
static void
show_lines (GpRunList *self,
            GPtrArray *items)
{
  GListModel *model = G_LIST_MODEL (self->store);
  guint n_old = g_list_model_get_n_items (model), start = 0, end = 0;

  while (start < n_old && start < items->len && same_item (model, start, items->pdata[start]))
    start++;
  while (end < n_old - start && end < items->len - start
         && same_item (model, n_old - 1 - end, items->pdata[items->len - 1 - end]))
    end++;
  if (start + end == n_old && n_old == items->len)
    return;
  g_list_store_splice (self->store, start, n_old - start - end, items->pdata + start,
                       items->len - start - end);
}

/* The line of the open run; GTK_INVALID_LIST_POSITION where it is not listed. */
static guint
find_open (GpRunList *self)
{
  const char *open = gp_run_watch_get_open (self->watch);

  for (guint i = 0; open != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (self->store)); i++)
    {
      g_autoptr(GpBoxedItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), i);

      if (g_str_equal (((Line *) gp_boxed_item_get (item))->id, open))
        return i;
    }

  return GTK_INVALID_LIST_POSITION;
}

static const char *
say_empty (GpRunList *self)
{
  static const char *const sentences[GP_RUN_N_CHOICES] = {
    [GP_RUN_CHOICE_FAILED_FIRST] = N_("No flow has run there yet."),
    [GP_RUN_CHOICE_FAILED] = N_("Nothing has failed."),
    [GP_RUN_CHOICE_OPEN] = N_("Nothing is going on."),
    [GP_RUN_CHOICE_COMPLETED] = N_("Nothing has been completed yet."),
    [GP_RUN_CHOICE_CANCELLED] = N_("Nothing was cancelled."),
    [GP_RUN_CHOICE_ALL] = N_("No flow has run there yet."),
  };
  const char *problem = gp_run_watch_get_problem (self->watch);
  GpRunChoice choice = gp_run_watch_get_choice (self->watch);
  gboolean is_whole = choice == GP_RUN_CHOICE_FAILED_FIRST || choice == GP_RUN_CHOICE_ALL;

  if (problem != NULL)
    return problem;
  if (gp_run_watch_is_waiting (self->watch))
    return _("Asking the backend…");
  if (gp_run_watch_get_runs (self->watch) == NULL)
    return _("The design has no backend yet: deploy it to see the runs of its flows here.");

  return is_whole && !gp_id_is_nil (gp_run_watch_get_flow (self->watch))
           ? _("This flow has not run there yet.") : _(sentences[choice]);
}

static void
update (GpRunList *self)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  GPtrArray *runs = gp_run_watch_get_runs (self->watch);
  gboolean broken = gp_run_watch_get_problem (self->watch) != NULL;

  self->is_updating = TRUE;
  for (guint i = 0; runs != NULL && !broken && i < runs->len; i++)
    g_ptr_array_add (items, gp_boxed_item_new (line_new (self, runs->pdata[i]), line_free));
  show_lines (self, items);
  gtk_single_selection_set_selected (self->selection, find_open (self));
  gtk_label_set_label (GTK_LABEL (self->empty), say_empty (self));
  gtk_widget_set_visible (self->retry, broken);
  gtk_widget_set_visible (self->more, gp_run_watch_has_more (self->watch));
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), items->len > 0 ? "list" : "empty");
  self->is_updating = FALSE;
}

static void
selected_cb (GpRunList *self)
{
  GpBoxedItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (!self->is_updating && item != NULL)
    gp_run_watch_open (self->watch, ((Line *) gp_boxed_item_get (item))->id);
}

/* --- rows ------------------------------------------------------------------------------------- */

static GtkWidget *
new_label (const char *const *classes)
{
  GtkWidget *label = gp_wrapped_label_new (NULL, NULL);

  gtk_widget_set_css_classes (label, (const char **) classes);
  return label;
}

/* The flow above, how its run ended and when below. */
static void
setup_cb (GpRunList   *self,
          GtkListItem *item)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *pill = gtk_label_new (NULL);

  gtk_widget_add_css_class (row, "trace-row");
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (line), pill);
  gtk_box_append (GTK_BOX (line), new_label ((const char *[]) { "dim-label", "caption", NULL }));
  gtk_box_append (GTK_BOX (row), new_label ((const char *[]) { NULL }));
  gtk_box_append (GTK_BOX (row), line);
  gtk_list_item_set_child (item, row);
}

static void
bind_cb (GpRunList   *self,
         GtkListItem *item)
{
  const Line *line = gp_boxed_item_get (gtk_list_item_get_item (item));
  GtkWidget *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *pill = gtk_widget_get_first_child (gtk_widget_get_next_sibling (title));
  GtkWidget *facts = gtk_widget_get_next_sibling (pill);
  const char *classes[] = { "pill-label", line->css_class, NULL };

  gtk_label_set_label (GTK_LABEL (pill), line->status);
  gtk_widget_set_css_classes (pill, classes);
  gtk_label_set_label (GTK_LABEL (title), line->title);
  gtk_label_set_label (GTK_LABEL (facts), line->facts);
  gtk_widget_set_tooltip_text (facts, line->facts);
  gp_hint_name_row (gtk_list_item_get_child (item));
}

/* --- life ------------------------------------------------------------------------------------- */

static void
gp_run_list_dispose (GObject *object)
{
  GpRunList *self = GP_RUN_LIST (object);

  g_clear_pointer (&self->stack, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->store);
  g_clear_object (&self->watch);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_run_list_parent_class)->dispose (object);
}

static void
gp_run_list_class_init (GpRunListClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_run_list_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
make_empty (GpRunList *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->empty = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->empty), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (self->empty), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_justify (GTK_LABEL (self->empty), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (self->empty), 40);
  gtk_widget_add_css_class (self->empty, "dim-label");
  self->retry = gtk_button_new_with_label (_("Try Again"));
  gtk_widget_set_halign (self->retry, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->retry), "win.runs-refresh");
  gtk_box_append (GTK_BOX (box), self->empty);
  gtk_box_append (GTK_BOX (box), self->retry);
  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  gtk_widget_set_margin_start (box, 12);
  gtk_widget_set_margin_end (box, 12);

  return box;
}

static GtkWidget *
make_list (GpRunList *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *list;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (g_object_ref (self->selection)), factory);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Runs"), -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_widget_set_vexpand (scroller, TRUE);
  self->more = gtk_button_new_with_label (_("Show More"));
  gtk_widget_add_css_class (self->more, "flat");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->more), "win.runs-more");
  gtk_box_append (GTK_BOX (box), scroller);
  gtk_box_append (GTK_BOX (box), self->more);

  return box;
}

static void
gp_run_list_init (GpRunList *self)
{
  self->store = g_list_store_new (GP_TYPE_BOXED_ITEM);
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  g_signal_connect_object (self->selection, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  self->stack = gtk_stack_new ();
  gtk_stack_add_named (GTK_STACK (self->stack), make_empty (self), "empty");
  gtk_stack_add_named (GTK_STACK (self->stack), make_list (self), "list");
  gp_hint_name_pages (GTK_STACK (self->stack), _("Runs"));
  gtk_widget_set_parent (self->stack, GTK_WIDGET (self));
}

GtkWidget *
gp_run_list_new (GpSession  *session,
                 GpRunWatch *watch)
{
  GpRunList *self = g_object_new (GP_TYPE_RUN_LIST, NULL);

  self->session = g_object_ref (session);
  self->watch = g_object_ref (watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);

  return GTK_WIDGET (self);
}
