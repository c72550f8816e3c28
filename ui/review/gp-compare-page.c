/* gp-compare-page.c — what differs between two designs, as a list to take from
 * SPDX-License-Identifier: Apache-2.0
 *
 * A row is known by its number in the review. All are taken at first, but for those that an update
 * asks people about, and those that the design alone has changed; what somebody has chosen stays so
 * when the review is made anew, and is known by its element and its side then. A second page says
 * who may do more and who less by all of them together: rules are judged whole, and not row by
 * row. */
#define G_LOG_DOMAIN "gp-compare-page"
#include "config.h"

#include "gp-compare-page.h"

#include "gp-access-changes.h"
#include "gp-boxed-item.h"
#include "gp-hint.h"
#include "gp-wrapped-label.h"

#include <glib/gi18n-lib.h>

struct _GpComparePage
{
  GtkWidget parent_instance;

  GpReview    *review;       /* borrowed */
  GpCompareUse use;
  GpCompareChoice *choices;  /* one for each entry */
  gboolean    *along;        /* one for each entry: whether it is taken by itself or with others */
  GHashTable  *chosen;       /* key of an entry → its choice, of reviews that were shown before */
  GPtrArray   *rows;         /* GtkListItem that show an entry now */
  char        *right;        /* what the right side is called */
  GtkWidget   *box;
  GtkWidget   *title;
  GtkWidget   *sides;
  GtkWidget   *pages;        /* "changes", "access" */
  GtkWidget   *stack;        /* "list", "same" */
  GtkWidget   *access;       /* GpAccessChanges */
  GtkWidget   *told;         /* where it is empty */
  GListStore  *store;        /* GpBoxedItem of the entry's number + 1 */
  GtkWidget   *foot;
  GtkWidget   *all;
  GtkWidget   *button;
  gboolean     updating;
};

G_DEFINE_FINAL_TYPE (GpComparePage, gp_compare_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SHOWN,
  SIGNAL_TAKEN,
  SIGNAL_FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
count_taken (GpComparePage *self)
{
  guint n = 0;

  for (guint i = 0; self->review != NULL && i < gp_review_get_size (self->review); i++)
    n += self->along[i];
  return n;
}

/* What people still have to decide. */
static guint
count_open (GpComparePage *self)
{
  guint n = 0;

  for (guint i = 0; self->review != NULL && i < gp_review_get_size (self->review); i++)
    n += self->choices[i] == GP_COMPARE_OPEN && !self->along[i];
  return n;
}

/* (transfer full): one for each entry */
static gboolean *
list_taken (GpComparePage *self)
{
  guint n = gp_review_get_size (self->review);
  gboolean *taken = g_new0 (gboolean, n + 1);

  for (guint i = 0; i < n; i++)
    taken[i] = self->choices[i] == GP_COMPARE_TAKEN;
  return taken;
}

/* In an update people are told what comes along; otherwise a tick is a tick. */
static void
find_along (GpComparePage *self)
{
  g_free (self->along);
  self->along = self->review != NULL ? list_taken (self) : NULL;
  if (self->along != NULL && self->use == GP_COMPARE_UPDATE)
    {
      g_autofree gboolean *taken = g_steal_pointer (&self->along);

      self->along = gp_review_list_taken (self->review, taken, FALSE);
    }
}

static gboolean
is_listed (GpComparePage *self)
{
  return g_strcmp0 (gtk_stack_get_visible_child_name (GTK_STACK (self->pages)), "access") != 0;
}

static void
update_foot (GpComparePage *self)
{
  guint n = count_taken (self);
  guint open = self->use == GP_COMPARE_UPDATE ? count_open (self) : 0;
  guint all = self->review != NULL ? gp_review_get_size (self->review) : 0;
  g_autofree char *label = NULL;

  if (open > 0)
    label = g_strdup_printf (ngettext ("Decide %u difference first",
                                       "Decide %u differences first", open), open);
  else if (self->use == GP_COMPARE_UPDATE)
    label = g_strdup (n > 0 ? _("Update design") : _("Keep design"));
  else
    label = g_strdup_printf (self->use == GP_COMPARE_TAKE
                               ? ngettext ("Take over %u change", "Take over %u changes", n)
                               : ngettext ("Take back %u change", "Take back %u changes", n), n);

  gtk_widget_set_visible (self->foot, self->use != GP_COMPARE_LOOK && all > 0
                                        && is_listed (self));
  gtk_button_set_label (GTK_BUTTON (self->button), label);
  gtk_widget_set_sensitive (self->button, self->use == GP_COMPARE_UPDATE ? open == 0 : n > 0);
  gtk_widget_set_visible (self->all, self->use != GP_COMPARE_UPDATE);
  self->updating = TRUE;
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->all), n == all && all > 0);
  gtk_check_button_set_inconsistent (GTK_CHECK_BUTTON (self->all), n > 0 && n < all);
  self->updating = FALSE;
}

static guint
number_of (GtkListItem *row)
{
  return GPOINTER_TO_UINT (gp_boxed_item_get (gtk_list_item_get_item (row))) - 1;
}

/* All rows that are seen, and the button. */
static void
show_choices (GpComparePage *self)
{
  find_along (self);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkListItem *row = self->rows->pdata[i];
      guint number = number_of (row);

      gp_compare_row_set (GP_COMPARE_ROW (gtk_list_item_get_child (row)), self->choices[number],
                          self->along[number]);
    }
  update_foot (self);
}

static GpComparePage *
page_of (GtkListItem *row)
{
  GtkWidget *page = gtk_widget_get_ancestor (gtk_list_item_get_child (row), GP_TYPE_COMPARE_PAGE);

  return gtk_list_item_get_item (row) != NULL && page != NULL ? GP_COMPARE_PAGE (page) : NULL;
}

static void
chosen_cb (GtkListItem *row,
           int          choice)
{
  GpComparePage *self = page_of (row);

  if (self == NULL || self->updating)
    return;
  self->choices[number_of (row)] = choice;
  show_choices (self);
}

static void
all_chosen_cb (GtkListItem *row,
               int          choice)
{
  GpComparePage *self = page_of (row);
  GpReviewSide side;

  if (self == NULL)
    return;
  side = gp_review_get (self->review, number_of (row))->side;
  for (guint i = 0; i < gp_review_get_size (self->review); i++)
    if (gp_review_get (self->review, i)->side == side)
      self->choices[i] = choice;
  show_choices (self);
}

static void
setup_cb (GpComparePage *self,
          GtkListItem   *row)
{
  GtkWidget *child = gp_compare_row_new ();

  g_signal_connect_object (child, "chosen", G_CALLBACK (chosen_cb), row, G_CONNECT_SWAPPED);
  g_signal_connect_object (child, "all-chosen", G_CALLBACK (all_chosen_cb), row,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (row, child);
}

/* (transfer full) (nullable): what stands above the entry @number, the first of its side. */
static char *
dup_head (GpComparePage *self,
          guint          number)
{
  GpReviewSide side = gp_review_get (self->review, number)->side;

  if (side == GP_REVIEW_ANY
      || (number > 0 && gp_review_get (self->review, number - 1)->side == side))
    return NULL;
  if (side == GP_REVIEW_BOTH)
    return g_strdup_printf (_("Changed here and on %s: decide"), self->right);
  return side == GP_REVIEW_THEIRS ? g_strdup_printf (_("Changed on %s"), self->right)
                                  : g_strdup_printf (_("Changed here, to be deployed to %s"),
                                                     self->right);
}

static void
bind_cb (GpComparePage *self,
         GtkListItem   *row)
{
  guint number = number_of (row);
  g_autofree char *head = dup_head (self, number);
  GpCompareRow *child = GP_COMPARE_ROW (gtk_list_item_get_child (row));

  g_ptr_array_add (self->rows, row);
  gp_compare_row_show (child, gp_review_get (self->review, number), self->use, head);
  gp_compare_row_set (child, self->choices[number], self->along[number]);
}

static void
unbind_cb (GpComparePage *self,
           GtkListItem   *row)
{
  if (self->rows != NULL)
    g_ptr_array_remove_fast (self->rows, row);
}

static void
activated_cb (GpComparePage *self,
              guint          position)
{
  g_autoptr(GpBoxedItem) item = g_list_model_get_item (G_LIST_MODEL (self->store), position);

  g_signal_emit (self, signals[SIGNAL_SHOWN], 0,
                 gp_review_get (self->review, GPOINTER_TO_UINT (gp_boxed_item_get (item)) - 1));
}

static void
fill (GpComparePage *self)
{
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; self->review != NULL && i < gp_review_get_size (self->review); i++)
    g_ptr_array_add (items, gp_boxed_item_new (GUINT_TO_POINTER (i + 1), NULL));
  g_list_store_splice (self->store, 0, g_list_model_get_n_items (G_LIST_MODEL (self->store)),
                       items->pdata, items->len);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), items->len > 0 ? "list" : "same");
  show_choices (self);
}

/* What the page of @child is called: its number is said where there is one. */
static void
set_page_title (GpComparePage *self,
                const char    *child,
                const char    *title,
                guint          n)
{
  GtkStack *pages = GTK_STACK (self->pages);
  /* Translators: the name of a page and how many rows it has: "Changes 12". */
  g_autofree char *text = n > 0 ? g_strdup_printf (_("%s %u"), title, n) : g_strdup (title);

  gtk_stack_page_set_title (gtk_stack_get_page (pages,
                                                gtk_stack_get_child_by_name (pages, child)), text);
}

static void
access_changed_cb (GpComparePage *self)
{
  GpAccessChanges *access = GP_ACCESS_CHANGES (self->access);
  GtkStack *pages = GTK_STACK (self->pages);
  gboolean known = gp_access_changes_is_known (access);
  guint gains = gp_access_changes_count (access, TRUE);
  guint all = gains + gp_access_changes_count (access, FALSE);

  set_page_title (self, "access", _("Who may do what"), known ? all : 0);
  gtk_stack_page_set_needs_attention (
    gtk_stack_get_page (pages, gtk_stack_get_child_by_name (pages, "access")), known && gains > 0);
  gtk_label_set_label (GTK_LABEL (self->told),
                       known ? _("Nobody may do more or less than before, on the records that were"
                                 " tried.") : _("Comparing who may do what…"));
  gtk_widget_set_visible (self->told, !known || all == 0);
}

static void
subject_shown_cb (GpComparePage *self,
                  const GpId    *subject)
{
  const GpReviewEntry entry = { .id = *subject };

  g_signal_emit (self, signals[SIGNAL_SHOWN], 0, &entry);
}

static void
all_toggled_cb (GpComparePage *self)
{
  gboolean active = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->all));

  if (self->updating || self->review == NULL)
    return;
  for (guint i = 0; i < gp_review_get_size (self->review); i++)
    self->choices[i] = active ? GP_COMPARE_TAKEN : GP_COMPARE_LEFT;
  show_choices (self);
}

void
gp_compare_page_take (GpComparePage *self)
{
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree gboolean *taken = NULL;

  g_return_if_fail (GP_IS_COMPARE_PAGE (self) && self->review != NULL);

  taken = list_taken (self);
  changes = gp_review_take (self->review, taken, self->use == GP_COMPARE_TAKE_BACK, &error);
  if (changes != NULL)
    g_signal_emit (self, signals[SIGNAL_TAKEN], 0, changes);
  else
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, error);
}

void
gp_compare_page_set_taken (GpComparePage *self,
                           guint          i,
                           gboolean       taken)
{
  g_return_if_fail (GP_IS_COMPARE_PAGE (self) && i < gp_review_get_size (self->review));

  self->choices[i] = taken ? GP_COMPARE_TAKEN : GP_COMPARE_LEFT;
  show_choices (self);
}

void
gp_compare_page_start (GpComparePage *self)
{
  g_return_if_fail (GP_IS_COMPARE_PAGE (self));

  g_hash_table_remove_all (self->chosen);
}

static char *
dup_key (const GpReviewEntry *entry)
{
  char id[GP_ID_STRING_SIZE];

  return g_strdup_printf ("%s %d", gp_id_format (&entry->id, id), entry->side);
}

static void
keep_choices (GpComparePage *self)
{
  for (guint i = 0; self->review != NULL && i < gp_review_get_size (self->review); i++)
    g_hash_table_insert (self->chosen, dup_key (gp_review_get (self->review, i)),
                         GINT_TO_POINTER (self->choices[i]));
}

/* What was chosen before, or what is usual. */
static GpCompareChoice
choice_of (GpComparePage       *self,
           const GpReviewEntry *entry)
{
  static const GpCompareChoice usual[] = {
    [GP_REVIEW_ANY] = GP_COMPARE_TAKEN, [GP_REVIEW_BOTH] = GP_COMPARE_OPEN,
    [GP_REVIEW_THEIRS] = GP_COMPARE_TAKEN, [GP_REVIEW_OURS] = GP_COMPARE_LEFT,
  };
  g_autofree char *key = dup_key (entry);
  gpointer choice;

  return g_hash_table_lookup_extended (self->chosen, key, NULL, &choice)
           ? (GpCompareChoice) GPOINTER_TO_INT (choice) : usual[entry->side];
}

void
gp_compare_page_show (GpComparePage *self,
                      GpReview      *review,
                      GpCompareUse   use,
                      const char    *left,
                      const char    *right)
{
  guint n = review != NULL ? gp_review_get_size (review) : 0;
  g_autofree char *sides = NULL;
  g_autofree char *title = NULL;

  g_return_if_fail (GP_IS_COMPARE_PAGE (self));

  keep_choices (self);
  g_list_store_remove_all (self->store);     /* rows of the old review are not bound again */
  self->review = review;
  self->use = use;
  g_free (self->right);
  self->right = g_strdup (right);
  g_free (self->choices);
  self->choices = g_new (GpCompareChoice, n + 1);
  for (guint i = 0; i < n; i++)
    self->choices[i] = choice_of (self, gp_review_get (review, i));
  find_along (self);
  if (review != NULL && use == GP_COMPARE_UPDATE)
    {
      title = g_strdup_printf (_("Update from %s"), right);
      sides = g_strdup_printf (ngettext ("%u difference", "%u differences", n), n);
    }
  else if (review != NULL)
    /* Translators: how many changes lead from one version to the other. */
    sides = g_strdup_printf (ngettext ("%u change from “%s” to “%s”",
                                       "%u changes from “%s” to “%s”", n), n, left, right);
  gtk_label_set_label (GTK_LABEL (self->title), title != NULL ? title : _("Compare"));
  gtk_label_set_label (GTK_LABEL (self->sides), sides != NULL ? sides : "");
  set_page_title (self, "changes", _("Changes"), n);
  gp_access_changes_compare (GP_ACCESS_CHANGES (self->access),
                             review != NULL ? gp_review_get_before (review) : NULL,
                             review != NULL ? gp_review_get_after (review) : NULL);
  access_changed_cb (self);
  fill (self);
}

static void
gp_compare_page_dispose (GObject *object)
{
  GpComparePage *self = GP_COMPARE_PAGE (object);

  if (self->store != NULL)
    g_list_store_remove_all (self->store);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->store);
  g_clear_pointer (&self->choices, g_free);
  g_clear_pointer (&self->along, g_free);
  g_clear_pointer (&self->right, g_free);
  g_clear_pointer (&self->chosen, g_hash_table_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (gp_compare_page_parent_class)->dispose (object);
}

static void
gp_compare_page_class_init (GpComparePageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_compare_page_dispose;
  signals[SIGNAL_SHOWN] = g_signal_new ("shown", GP_TYPE_COMPARE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_TAKEN] = g_signal_new ("taken", GP_TYPE_COMPARE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                        NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_FAILED] = g_signal_new ("failed", GP_TYPE_COMPARE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static GtkWidget *
new_head (GpComparePage *self)
{
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *title = gp_wrapped_label_new (_("Compare"), "title-4");
  GtkWidget *close = gtk_button_new_from_icon_name ("window-close-symbolic");
  GtkWidget *switcher = gtk_stack_switcher_new ();

  gp_hint_name (switcher, _("Compare"));
  gtk_widget_set_hexpand (title, TRUE);
  self->title = title;
  gp_hint_set (close, _("End the comparison"));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (close), "win.end-compare");
  gtk_widget_add_css_class (close, "flat");
  self->sides = gp_compare_row_new_label ("dim-label");
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), GTK_STACK (self->pages));
  gtk_widget_set_margin_top (switcher, 6);
  gtk_box_append (GTK_BOX (line), title);
  gtk_box_append (GTK_BOX (line), close);
  gtk_box_append (GTK_BOX (head), line);
  gtk_box_append (GTK_BOX (head), self->sides);
  gtk_box_append (GTK_BOX (head), switcher);
  gtk_widget_add_css_class (head, "inspector-page");
  return head;
}

static GtkWidget *
new_list (GpComparePage *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *list;

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  self->store = g_list_store_new (GP_TYPE_BOXED_ITEM);
  list = gtk_list_view_new (GTK_SELECTION_MODEL (gtk_no_selection_new (
                              g_object_ref (G_LIST_MODEL (self->store)))), factory);
  gtk_list_view_set_single_click_activate (GTK_LIST_VIEW (list), TRUE);
  gtk_list_view_set_show_separators (GTK_LIST_VIEW (list), TRUE);
  gtk_widget_add_css_class (list, "compare-list");
  gp_hint_name (list, _("Changes"));
  g_signal_connect_object (list, "activate", G_CALLBACK (activated_cb), self, G_CONNECT_SWAPPED);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  return scroller;
}

static GtkWidget *
new_access (GpComparePage *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->told = gp_compare_row_new_label ("dim-label");
  gtk_widget_add_css_class (box, "inspector-page");
  self->access = gp_access_changes_new (FALSE);
  g_signal_connect_object (self->access, "changed", G_CALLBACK (access_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->access, "shown", G_CALLBACK (subject_shown_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (box), self->told);
  gtk_box_append (GTK_BOX (box), self->access);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), box);
  return scroller;
}

static GtkWidget *
new_foot (GpComparePage *self)
{
  GtkWidget *foot = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->all = gtk_check_button_new_with_label (_("All"));
  gtk_widget_set_hexpand (self->all, TRUE);
  g_signal_connect_object (self->all, "toggled", G_CALLBACK (all_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  self->button = gtk_button_new ();
  gtk_widget_add_css_class (self->button, "suggested-action");
  g_signal_connect_object (self->button, "clicked", G_CALLBACK (gp_compare_page_take), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (foot), self->all);
  gtk_box_append (GTK_BOX (foot), self->button);
  gtk_widget_add_css_class (foot, "page-actions");
  return foot;
}

static void
gp_compare_page_init (GpComparePage *self)
{
  GtkWidget *same = gtk_label_new (_("Nothing differs."));

  self->choices = g_new0 (GpCompareChoice, 1);
  self->chosen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->rows = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  self->pages = gtk_stack_new ();
  self->stack = gtk_stack_new ();
  self->foot = new_foot (self);
  gtk_widget_set_vexpand (self->pages, TRUE);
  gtk_widget_add_css_class (same, "dim-label");
  gtk_stack_add_named (GTK_STACK (self->stack), new_list (self), "list");
  gtk_stack_add_named (GTK_STACK (self->stack), same, "same");
  gp_hint_name_pages (GTK_STACK (self->stack), _("Changes"));
  gtk_box_append (GTK_BOX (self->box), new_head (self));
  gtk_stack_add_named (GTK_STACK (self->pages), self->stack, "changes");
  gtk_stack_add_named (GTK_STACK (self->pages), new_access (self), "access");
  g_signal_connect_object (self->pages, "notify::visible-child", G_CALLBACK (update_foot), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->pages);
  gtk_box_append (GTK_BOX (self->box), self->foot);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  set_page_title (self, "changes", _("Changes"), 0);
  set_page_title (self, "access", _("Who may do what"), 0);
  update_foot (self);
}

GtkWidget *
gp_compare_page_new (void)
{
  return g_object_new (GP_TYPE_COMPARE_PAGE, NULL);
}
