/* gp-history-page.c — every step in words, newest first; click to go there
 * SPDX-License-Identifier: Apache-2.0
 *
 * There is a line for each step and one for the beginning; above the first step of each day stands
 * the day. Beside the steps stand the versions.
 */
#define G_LOG_DOMAIN "gp-history-page"
#include "config.h"

#include "gp-drawer.h"

#include "gp-boxed-item.h"
#include "gp-hint.h"
#include "gp-versions.h"

#include <glib/gi18n-lib.h>

#define GP_TYPE_HISTORY_PAGE (gp_history_page_get_type ())
G_DECLARE_FINAL_TYPE (GpHistoryPage, gp_history_page, GP, HISTORY_PAGE, GtkWidget)

/* Line: what a row shows. */
typedef struct
{
  gboolean heading;     /* @title is a day, and there is nothing else */
  gsize    done;        /* steps in effect when this is the newest */
  char    *title;
  char    *when;
  char    *author;
} Line;

struct _GpHistoryPage
{
  GtkWidget parent_instance;

  GpSession  *session;
  GListStore *store;        /* GpBoxedItem of Line */
  GtkWidget  *list;
  GtkWidget  *box;          /* the steps, and the versions beside them */
  guint       update_id;
};

G_DEFINE_FINAL_TYPE (GpHistoryPage, gp_history_page, GTK_TYPE_WIDGET)

static void
line_free (gpointer data)
{
  Line *line = data;

  g_free (line->title);
  g_free (line->when);
  g_free (line->author);
  g_free (line);
}

char *
gp_drawer_format_time (gint64 microseconds)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (microseconds / G_USEC_PER_SEC);
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  if (then == NULL)
    return g_strdup ("");

  if (g_date_time_get_year (then) == g_date_time_get_year (now)
      && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (now))
    /* Translators: the time of a step of today, for strftime. */
    return g_date_time_format (then, _("%H:%M"));

  /* Translators: day and time of an older step, for strftime. */
  return g_date_time_format (then, _("%-e %B, %H:%M"));
}

/* Days since some day; -1 for none. */
static gint64
day_of (gint64 microseconds)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (microseconds / G_USEC_PER_SEC);
  GDate date;

  if (then == NULL)
    return -1;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) g_date_time_get_day_of_month (then),
                  (GDateMonth) g_date_time_get_month (then),
                  (GDateYear) g_date_time_get_year (then));
  return (gint64) g_date_get_julian (&date);
}

static char *
dup_day (gint64 microseconds)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (microseconds / G_USEC_PER_SEC);
  gint64 ago = day_of (g_get_real_time ()) - day_of (microseconds);

  if (then == NULL)
    return g_strdup ("");
  if (ago == 0)
    return g_strdup (_("Today"));
  if (ago == 1)
    return g_strdup (_("Yesterday"));
  /* Translators: a day in the history, for strftime. */
  return g_date_time_format (then, _("%-e %B %Y"));
}

static char *
dup_clock_time (gint64 microseconds)
{
  g_autoptr(GDateTime) then = g_date_time_new_from_unix_local (microseconds / G_USEC_PER_SEC);

  /* Translators: the time of a step of today, for strftime. */
  return then != NULL ? g_date_time_format (then, _("%H:%M")) : g_strdup ("");
}

char *
gp_drawer_dup_step_title (const GpHistoryStep *step)
{
  gsize n = gp_change_set_get_size (step->changes);

  if (*gp_change_set_get_title (step->changes) != '\0')
    return g_strdup (gp_change_set_get_title (step->changes));
  return g_strdup_printf (ngettext ("%u change", "%u changes", n), (guint) n);
}

static Line *
line_new (GpHistory *history,
          gsize      done)
{
  Line *line = g_new0 (Line, 1);
  GpHistoryStep step;

  line->done = done;
  if (done == 0)
    {
      line->title = g_strdup (_("The beginning"));
      line->when = g_strdup ("");
      line->author = g_strdup ("");
      return line;
    }

  gp_history_get_step (history, done - 1, &step);
  line->title = gp_drawer_dup_step_title (&step);
  line->when = dup_clock_time (step.time);
  line->author = g_strdup (step.author);

  return line;
}

static Line *
heading_new (gint64 time)
{
  Line *line = g_new0 (Line, 1);

  line->heading = TRUE;
  line->title = dup_day (time);
  return line;
}

static gboolean
update_cb (gpointer user_data)
{
  GpHistoryPage *self = user_data;
  GpHistory *history = gp_session_get_history (self->session);
  gsize n = gp_history_get_size (history);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 day = -2;

  self->update_id = 0;
  for (gsize done = n; done > 0; done--)
    {
      GpHistoryStep step;

      gp_history_get_step (history, done - 1, &step);
      if (day_of (step.time) != day)
        g_ptr_array_add (items, gp_boxed_item_new (heading_new (step.time), line_free));
      day = day_of (step.time);
      g_ptr_array_add (items, gp_boxed_item_new (line_new (history, done), line_free));
    }
  g_ptr_array_add (items, gp_boxed_item_new (line_new (history, 0), line_free));
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);

  return G_SOURCE_REMOVE;
}

/* Only while the page is seen: a long history is not listed at every keystroke behind its back. */
static void
schedule (GpHistoryPage *self)
{
  if (self->update_id == 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->update_id = g_idle_add (update_cb, self);
}

static void
setup_cb (GpHistoryPage *self,
          GtkListItem   *row)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *here = gtk_image_new_from_icon_name ("object-select-symbolic");
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *author = gtk_label_new (NULL);
  GtkWidget *when = gtk_label_new (NULL);

  GtkWidget *compare = gtk_button_new_from_icon_name ("gp-view-symbolic");

  gp_hint_set (compare, _("Compare with now"));
  gtk_widget_add_css_class (compare, "flat");
  gtk_widget_add_css_class (compare, "inline");
  gtk_widget_add_css_class (compare, "on-hover");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (compare), "(ss)", "now", "now");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (compare), "win.compare");
  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_widget_add_css_class (author, "dim-label");
  gtk_widget_add_css_class (when, "dim-label");
  gtk_widget_add_css_class (when, "numeric");
  gtk_widget_add_css_class (box, "drawer-row");
  gtk_box_append (GTK_BOX (box), here);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), author);
  gtk_box_append (GTK_BOX (box), when);
  gtk_box_append (GTK_BOX (box), compare);
  gtk_list_item_set_child (row, box);
}

static void
bind_cb (GpHistoryPage *self,
         GtkListItem   *row)
{
  const Line *line = gp_boxed_item_get (gtk_list_item_get_item (row));
  gsize done = gp_history_get_done (gp_session_get_history (self->session));
  GtkWidget *box = gtk_list_item_get_child (row);
  GtkWidget *here = gtk_widget_get_first_child (box);
  GtkWidget *title = gtk_widget_get_next_sibling (here);
  GtkWidget *author = gtk_widget_get_next_sibling (title);
  GtkWidget *compare = gtk_widget_get_last_child (box);
  g_autofree char *point = NULL;

  gtk_list_item_set_activatable (row, !line->heading);
  gtk_widget_set_visible (here, !line->heading);
  gtk_widget_set_visible (author, !line->heading);
  gtk_widget_set_visible (gtk_widget_get_next_sibling (author), !line->heading);
  gtk_widget_set_visible (compare, !line->heading);
  if (line->heading)
    {
      gtk_label_set_label (GTK_LABEL (title), line->title);
      gtk_widget_remove_css_class (title, "dim-label");
      gtk_widget_add_css_class (title, "heading");
      gp_hint_name_row (box);
      return;
    }
  gtk_widget_remove_css_class (title, "heading");
  gtk_widget_set_opacity (here, line->done == done ? 1 : 0);
  gtk_label_set_label (GTK_LABEL (title), line->title);
  if (line->done > done)
    gtk_widget_add_css_class (title, "dim-label");
  else
    gtk_widget_remove_css_class (title, "dim-label");
  gtk_label_set_label (GTK_LABEL (author), line->author);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (author)), line->when);
  point = g_strdup_printf ("step:%" G_GSIZE_FORMAT, line->done);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (compare), "(ss)", point, "now");
  gp_hint_name_row (box);
}

static void
activated_cb (GpHistoryPage *self,
              guint          position)
{
  g_autoptr(GpBoxedItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);
  const Line *line = gp_boxed_item_get (item);
  g_autoptr(GError) error = NULL;

  if (line->heading)
    return;
  if (!gp_history_go_to (gp_session_get_history (self->session), line->done,
                         &error) && error != NULL)
    gp_session_report (self->session, error);
}

static void
gp_history_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gp_history_page_parent_class)->map (widget);

  schedule (GP_HISTORY_PAGE (widget));
}

static void
gp_history_page_dispose (GObject *object)
{
  GpHistoryPage *self = GP_HISTORY_PAGE (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_history_page_parent_class)->dispose (object);
}

static void
gp_history_page_class_init (GpHistoryPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_history_page_dispose;
  widget_class->map = gp_history_page_map;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
gp_history_page_init (GpHistoryPage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkNoSelection *selection;
  GtkWidget *scroller;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);

  self->store = g_list_store_new (GP_TYPE_BOXED_ITEM);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->store)));
  self->list = gtk_list_view_new (GTK_SELECTION_MODEL (selection), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (self->list), TRUE);
  gp_hint_name (self->list, _("History"));
  g_signal_connect_object (self->list, "activate", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  scroller = gtk_scrolled_window_new ();
  gtk_widget_set_hexpand (scroller, TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), self->list);
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (self->box), scroller);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

GtkWidget *
gp_history_page_new (GpSession *session)
{
  GpHistoryPage *self = g_object_new (GP_TYPE_HISTORY_PAGE, NULL);

  self->session = g_object_ref (session);
  if (GP_IS_VERSIONS (session))
    {
      GtkWidget *versions = gp_versions_pane_new (session);

      gtk_widget_set_size_request (versions, 340, -1);
      gtk_box_append (GTK_BOX (self->box), gtk_separator_new (GTK_ORIENTATION_VERTICAL));
      gtk_box_append (GTK_BOX (self->box), versions);
    }
  g_signal_connect_object (gp_session_get_history (session), "changed", G_CALLBACK (schedule), self,
                           G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
