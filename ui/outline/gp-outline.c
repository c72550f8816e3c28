/* gp-outline.c — everything that is in the design, as a tree with search
 * SPDX-License-Identifier: Apache-2.0
 *
 * Two virtualised lists in a stack: the tree, and what was found. The tree's selection and the
 * session's are kept the same in both directions; what is selected on the canvas is looked for in
 * an idle, once, however often a rubber band has changed it meanwhile.
 */
#define G_LOG_DOMAIN "gp-outline"
#include "config.h"

#include "gp-outline.h"

#include "gp-boxed-item.h"
#include "gp-lead.h"
#include "gp-outline-model.h"
#include "gp-outline-row.h"

#include <glib/gi18n-lib.h>

#define MAX_FOUND     200
#define UNFOLD_UP_TO  500     /* entities: a larger design starts folded */

struct _GpOutline
{
  GtkWidget parent_instance;

  GtkWidget *content;            /* bound, so that disposing of the template takes it away */
  GpSession         *session;
  GpOutlineModel    *model;
  GtkTreeListModel  *tree;
  GtkSelectionModel *selection;
  GListStore        *found;         /* GpBoxedItem of GpId */
  GtkSingleSelection *found_selection;

  GtkWidget *entry;
  GtkWidget *stack;
  GtkWidget *tree_view;
  GtkWidget *found_view;
  GtkWidget *menu;
  GHashTable *rows;              /* GpOutlineRow in the tree, not owned */
  guint      sync_id;
  gboolean   syncing;
};

G_DEFINE_FINAL_TYPE (GpOutline, gp_outline, GTK_TYPE_WIDGET)

static GListModel *
create_children_cb (gpointer item,
                    gpointer user_data)
{
  GListStore *children = gp_outline_node_get_children (item);

  return children != NULL ? g_object_ref (G_LIST_MODEL (children)) : NULL;
}

static GpOutlineNode *
node_at (GpOutline *self,
         guint      position)
{
  g_autoptr(GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);

  /* The node is kept alive by the model. */
  g_autoptr(GpOutlineNode) node = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;

  return node;
}

/* What is selected here goes to the session. */
static void
selection_changed_cb (GpOutline *self)
{
  g_autoptr(GtkBitset) set = gtk_selection_model_get_selection (self->selection);
  g_autoptr(GArray) ids = g_array_new (FALSE, FALSE, sizeof (GpId));
  GtkBitsetIter iter;
  guint position;

  if (self->syncing)
    return;

  for (gboolean more = gtk_bitset_iter_init_first (&iter, set, &position); more;
       more = gtk_bitset_iter_next (&iter, &position))
    {
      GpOutlineNode *node = node_at (self, position);

      if (node != NULL && !gp_outline_node_is_heading (node))
        g_array_append_vals (ids, gp_outline_node_get_id (node), 1);
    }

  self->syncing = TRUE;
  gp_selection_set_all (gp_session_get_selection (self->session),
                        (const GpId *) (gpointer) ids->data, ids->len);
  self->syncing = FALSE;
}

/* Where an element's row is now; FALSE where it has none, or is folded away and @unfold is not
 * set. O(log n). */
static gboolean
find_position (GpOutline  *self,
               const GpId *id,
               gboolean    unfold,
               guint      *out)
{
  GpOutlineNode *parent = NULL;
  GpOutlineNode *node = gp_outline_model_find (self->model, id, &parent);
  g_autoptr(GtkTreeListRow) top = NULL;
  g_autoptr(GtkTreeListRow) row = NULL;
  guint at = 0, index = 0;

  if (node == NULL
      || !gp_outline_model_find_index (self->model, parent != NULL ? parent : node, NULL, &at))
    return FALSE;

  top = gtk_tree_list_model_get_child_row (self->tree, at);
  if (parent == NULL)
    {
      *out = gtk_tree_list_row_get_position (top);
      return TRUE;
    }
  if (!gtk_tree_list_row_get_expanded (top) && !unfold)
    return FALSE;

  gtk_tree_list_row_set_expanded (top, TRUE);
  if (!gp_outline_model_find_index (self->model, node, parent, &index))
    return FALSE;
  row = gtk_tree_list_row_get_child_row (top, index);
  *out = gtk_tree_list_row_get_position (row);

  return TRUE;
}

/* The element itself, or the nearest one above it that has a row: a field's entity. */
static const GpId *
listed_id (GpOutline  *self,
           const GpId *id)
{
  GpDesign *design = gp_session_get_design (self->session);
  const GpElement *element = gp_design_lookup (design, id);

  while (element != NULL && gp_outline_model_find (self->model, gp_element_get_id (element),
                                                   NULL) == NULL)
    element = gp_design_lookup (design, gp_element_get_parent (element));

  return element != NULL ? gp_element_get_id (element) : NULL;
}

static gboolean
sync_cb (gpointer user_data)
{
  GpOutline *self = user_data;
  GpSelection *selection = gp_session_get_selection (self->session);
  g_autoptr(GtkBitset) set = gtk_bitset_new_empty ();
  g_autoptr(GtkBitset) all = NULL;
  const GpId *last = gp_selection_get_last (selection);
  guint scroll_to = GTK_INVALID_LIST_POSITION, at;
  gsize n = 0;
  const GpId *ids = gp_selection_peek (selection, &n);

  self->sync_id = 0;
  last = last != NULL ? listed_id (self, last) : NULL;
  if (last != NULL && find_position (self, last, TRUE, &at))
    scroll_to = at;

  for (gsize i = 0; i < n; i++)
    {
      const GpId *id = listed_id (self, &ids[i]);

      if (id != NULL && find_position (self, id, FALSE, &at))
        gtk_bitset_add (set, at);
    }

  all = gtk_bitset_new_range (0, g_list_model_get_n_items (G_LIST_MODEL (self->tree)));
  self->syncing = TRUE;
  gtk_selection_model_set_selection (self->selection, set, all);
  self->syncing = FALSE;
  if (scroll_to != GTK_INVALID_LIST_POSITION)
    gtk_widget_activate_action (self->tree_view, "list.scroll-to-item", "u", scroll_to);

  return G_SOURCE_REMOVE;
}

static void
session_selection_changed_cb (GpOutline *self)
{
  if (!self->syncing && self->sync_id == 0)
    self->sync_id = g_idle_add (sync_cb, self);
}

static void
tree_activated_cb (GpOutline *self,
                   guint      position)
{
  g_autoptr(GtkTreeListRow) row = gtk_tree_list_model_get_row (self->tree, position);
  GpOutlineNode *node = node_at (self, position);

  if (node == NULL)
    return;

  if (gp_outline_node_is_heading (node))
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
  else
    gp_session_reveal (self->session, gp_outline_node_get_id (node));
}

static void
reveal_found (GpOutline *self,
              guint      position)
{
  g_autoptr(GpBoxedItem) item = g_list_model_get_item (G_LIST_MODEL (self->found), position);

  if (item != NULL)
    gp_session_reveal (self->session, gp_boxed_item_get (item));
}

static void
found_activated_cb (GpOutline *self,
                    guint      position)
{
  reveal_found (self, position);
}

static void
search_activated_cb (GpOutline *self)
{
  reveal_found (self, gtk_single_selection_get_selected (self->found_selection));
}

static void
search_stopped_cb (GpOutline *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  gtk_widget_grab_focus (self->tree_view);
}

static void
search_changed_cb (GpOutline *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  GpDesign *design = gp_session_get_design (self->session);
  g_autoptr(GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) found = NULL;

  if (*text == '\0')
    {
      g_list_store_remove_all (self->found);
      gtk_stack_set_visible_child_name (GTK_STACK (self->stack), "tree");
      return;
    }

  found = gp_outline_model_search (design, text, MAX_FOUND);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (items,
                     gp_boxed_item_new (g_memdup2 (gp_element_get_id (found->pdata[i]),
                                                   sizeof (GpId)), g_free));
  g_list_store_splice (self->found, 0, g_list_model_get_n_items (G_LIST_MODEL (self->found)),
                       items->pdata, items->len);
  gtk_stack_set_visible_child_name (GTK_STACK (self->stack), found->len > 0 ? "found" : "nothing");
}

static gboolean
entry_key_cb (GpOutline       *self,
              guint            key,
              guint            code,
              GdkModifierType  state)
{
  guint at = gtk_single_selection_get_selected (self->found_selection);

  if (key == GDK_KEY_Down && at != GTK_INVALID_LIST_POSITION)
    at++;
  else if (key == GDK_KEY_Up && at != GTK_INVALID_LIST_POSITION && at > 0)
    at--;
  else
    return GDK_EVENT_PROPAGATE;

  if (at < g_list_model_get_n_items (G_LIST_MODEL (self->found)))
    {
      gtk_single_selection_set_selected (self->found_selection, at);
      gtk_widget_activate_action (self->found_view, "list.scroll-to-item", "u", at);
    }
  return GDK_EVENT_STOP;
}

static GpOutlineRow *
row_at_point (GpOutline *self,
              double     x,
              double     y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *row;

  if (picked == NULL)
    return NULL;

  row = gtk_widget_get_ancestor (picked, GP_TYPE_OUTLINE_ROW);
  if (row == NULL)
    {
      /* The expander and the paddings around a row belong to it too. */
      for (row = gtk_widget_get_first_child (picked); row != NULL && !GP_IS_OUTLINE_ROW (row);)
        row = gtk_widget_get_last_child (row);
    }

  return row != NULL ? GP_OUTLINE_ROW (row) : NULL;
}

static void
menu_pressed_cb (GpOutline *self,
                 int        n_press,
                 double     x,
                 double     y)
{
  GpOutlineRow *row = row_at_point (self, x, y);
  GpSelection *selection = gp_session_get_selection (self->session);

  if (row == NULL || gp_id_is_nil (gp_outline_row_get_id (row)))
    return;

  if (!gp_selection_contains (selection, gp_outline_row_get_id (row)))
    gp_selection_set (selection, gp_outline_row_get_id (row));
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
setup_tree_cb (GpOutline   *self,
               GtkListItem *item)
{
  GtkWidget *expander = gtk_tree_expander_new ();

  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), gp_outline_row_new (self->session));
  gtk_list_item_set_child (item, expander);
}

static void
bind_tree_cb (GpOutline   *self,
              GtkListItem *item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));
  GtkTreeListRow *row = gtk_list_item_get_item (item);
  g_autoptr(GpOutlineNode) node = gtk_tree_list_row_get_item (row);

  gtk_tree_expander_set_list_row (expander, row);
  gp_outline_row_set_node (GP_OUTLINE_ROW (gtk_tree_expander_get_child (expander)), node);
  g_hash_table_add (self->rows, gtk_tree_expander_get_child (expander));
}

/* The row goes on showing its node: GTK unbinds and binds all that only stand elsewhere now. */
static void
unbind_tree_cb (GpOutline   *self,
                GtkListItem *item)
{
  GtkTreeExpander *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (item));

  if (self->rows != NULL)
    g_hash_table_remove (self->rows, gtk_tree_expander_get_child (expander));
}

static void
setup_found_cb (GpOutline   *self,
                GtkListItem *item)
{
  gtk_list_item_set_child (item, gp_outline_row_new (self->session));
}

static void
bind_found_cb (GpOutline   *self,
               GtkListItem *item)
{
  gp_outline_row_set_element (GP_OUTLINE_ROW (gtk_list_item_get_child (item)),
                              gp_boxed_item_get (gtk_list_item_get_item (item)));
}

/* The row of what was selected last, once the list has made it. */
static GpOutlineRow *
selected_row (GpOutline *self)
{
  const GpId *last = gp_selection_get_last (gp_session_get_selection (self->session));
  GHashTableIter iter;
  gpointer row;

  last = last != NULL ? listed_id (self, last) : NULL;
  g_hash_table_iter_init (&iter, self->rows);
  while (last != NULL && g_hash_table_iter_next (&iter, &row, NULL))
    if (gp_id_equal (gp_outline_row_get_id (row), last))
      return row;

  return NULL;
}

static void
rename_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GpOutlineRow *row = selected_row (GP_OUTLINE (widget));

  if (row == NULL || !gp_outline_row_start_rename (row))
    gtk_widget_error_bell (widget);
}

static void
reveal_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GpSession *session = GP_OUTLINE (widget)->session;
  const GpId *last = gp_selection_get_last (gp_session_get_selection (session));

  if (last != NULL)
    {
      GpId id = *last;

      gp_session_reveal (session, &id);
    }
}

static void
focus_tree_action (GtkWidget  *widget,
                   const char *name,
                   GVariant   *parameter)
{
  gtk_widget_grab_focus (GP_OUTLINE (widget)->tree_view);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  GpOutline *self = GP_OUTLINE (widget);
  GpOutlineRow *row = selected_row (self);
  double x = 0, y = 0;

  if (row == NULL)
    return;

  gtk_widget_translate_coordinates (GTK_WIDGET (row), widget, 24,
                                    gtk_widget_get_height (GTK_WIDGET (row)), &x, &y);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle) { (int) x, (int) y, 1, 1 });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* The keys of a file manager; they are the tree's, so that typing a name is not disturbed. */
static gboolean
tree_key_cb (GpOutline       *self,
             guint            key,
             guint            code,
             GdkModifierType  state)
{
  static const struct
  {
    guint           key;
    GdkModifierType state;
    const char     *action;
  } keys[] = {
    { GDK_KEY_F2, 0, "outline.rename" },
    { GDK_KEY_Delete, 0, "win.delete" },
    { GDK_KEY_KP_Delete, 0, "win.delete" },
    { GDK_KEY_d, GDK_CONTROL_MASK, "win.duplicate" },
    { GDK_KEY_Menu, 0, "outline.menu" },
    { GDK_KEY_F10, GDK_SHIFT_MASK, "outline.menu" },
  };
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (GTK_IS_EDITABLE (focus))
    return GDK_EVENT_PROPAGATE;

  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key
        && keys[i].state == (state & gtk_accelerator_get_default_mod_mask ()))
      return gtk_widget_activate_action (GTK_WIDGET (self), keys[i].action, NULL);

  return GDK_EVENT_PROPAGATE;
}

static void
gp_outline_dispose (GObject *object)
{
  GpOutline *self = GP_OUTLINE (object);

  g_clear_handle_id (&self->sync_id, g_source_remove);
  g_clear_pointer (&self->rows, g_hash_table_unref);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), GP_TYPE_OUTLINE);
  g_clear_object (&self->selection);
  g_clear_object (&self->tree);
  g_clear_object (&self->found_selection);
  g_clear_object (&self->found);
  g_clear_object (&self->model);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (gp_outline_parent_class)->dispose (object);
}

static void
gp_outline_class_init (GpOutlineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gp_outline_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/groundplan/Groundplan/ui/gp-outline.ui");
  gtk_widget_class_bind_template_child (widget_class, GpOutline, content);
  gtk_widget_class_bind_template_child (widget_class, GpOutline, entry);
  gtk_widget_class_bind_template_child (widget_class, GpOutline, stack);
  gtk_widget_class_bind_template_child (widget_class, GpOutline, tree_view);
  gtk_widget_class_bind_template_child (widget_class, GpOutline, found_view);
  gtk_widget_class_bind_template_child (widget_class, GpOutline, menu);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, tree_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, tree_key_cb);
  gtk_widget_class_install_action (widget_class, "outline.rename", NULL, rename_action);
  gtk_widget_class_install_action (widget_class, "outline.reveal", NULL, reveal_action);
  gtk_widget_class_install_action (widget_class, "outline.menu", NULL, menu_action);
  gtk_widget_class_install_action (widget_class, "outline.focus-tree", NULL, focus_tree_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "outline");
}

static void
gp_outline_init (GpOutline *self)
{
  self->rows = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gp_lead_keep (GTK_EDITABLE (self->entry));
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->entry), self->tree_view);
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
}

static GtkListItemFactory *
make_factory (GpOutline *self,
              GCallback  setup,
              GCallback  bind,
              GCallback  unbind)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", setup, self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", bind, self, G_CONNECT_SWAPPED);
  if (unbind != NULL)
    g_signal_connect_object (factory, "unbind", unbind, self, G_CONNECT_SWAPPED);

  return factory;
}

GtkWidget *
gp_outline_new (GpSession *session)
{
  GpOutline *self = g_object_new (GP_TYPE_OUTLINE, NULL);
  GpDesign *design = gp_session_get_design (session);
  g_autoptr(GtkListItemFactory) tree_factory = NULL;
  g_autoptr(GtkListItemFactory) found_factory = NULL;

  self->session = g_object_ref (session);
  self->model = gp_outline_model_new (design);
  self->tree =
    gtk_tree_list_model_new (g_object_ref (G_LIST_MODEL (gp_outline_model_get_roots (self->model))),
                                        FALSE, gp_design_count (design,
                                                                GP_KIND_ENTITY) <= UNFOLD_UP_TO,
                                        create_children_cb, NULL, NULL);
  self->selection =
    GTK_SELECTION_MODEL (gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->tree))));
  self->found = g_list_store_new (GP_TYPE_BOXED_ITEM);
  self->found_selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->found)));

  tree_factory = make_factory (self, G_CALLBACK (setup_tree_cb), G_CALLBACK (bind_tree_cb),
                               G_CALLBACK (unbind_tree_cb));
  found_factory = make_factory (self, G_CALLBACK (setup_found_cb), G_CALLBACK (bind_found_cb),
                                NULL);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->tree_view), tree_factory);
  gtk_list_view_set_factory (GTK_LIST_VIEW (self->found_view), found_factory);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->tree_view), self->selection);
  gtk_list_view_set_model (GTK_LIST_VIEW (self->found_view),
                           GTK_SELECTION_MODEL (self->found_selection));

  g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gp_session_get_selection (session), "changed",
                           G_CALLBACK (session_selection_changed_cb), self, G_CONNECT_SWAPPED);
  session_selection_changed_cb (self);

  return GTK_WIDGET (self);
}

void
gp_outline_start_search (GpOutline *self)
{
  g_return_if_fail (GP_IS_OUTLINE (self));

  gtk_widget_grab_focus (self->entry);
  gtk_editable_select_region (GTK_EDITABLE (self->entry), 0, -1);
}

guint
gp_outline_count_rows (GpOutline *self)
{
  g_return_val_if_fail (GP_IS_OUTLINE (self), 0);

  return g_list_model_get_n_items (G_LIST_MODEL (self->tree));
}

guint
gp_outline_count_widgets (GpOutline *self)
{
  g_return_val_if_fail (GP_IS_OUTLINE (self), 0);

  return g_hash_table_size (self->rows);
}

void
gp_outline_set_findings (GpOutline *self,
                         GPtrArray *findings)
{
  g_return_if_fail (GP_IS_OUTLINE (self));

  gp_outline_model_set_findings (self->model, findings);
}
