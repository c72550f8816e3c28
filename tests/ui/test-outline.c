/* test-outline.c — the tree follows the design, the search finds, the selection is one
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit.h"
#include "gp-outline-model.h"
#include "gp-outline.h"
#include "gp-resources.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test-session.h"
#include "gp-test.h"

static guint
count_children (GpOutlineNode *node)
{
  return g_list_model_get_n_items (G_LIST_MODEL (gp_outline_node_get_children (node)));
}

static GpOutlineNode *
find_node (GpOutlineModel *model,
           GpDesign       *design,
           GpKind          kind,
           const char     *name)
{
  GpOutlineNode *node =
    gp_outline_model_find (model, gp_element_get_id (gp_test_scene_find (design, kind, name)),
                           NULL);

  g_assert_nonnull (node);
  return node;
}

static void
apply (GpDesign    *design,
       GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) owned = changes;
  g_autoptr(GError) error = NULL;

  gp_design_apply (design, owned, &error);
  g_assert_no_error (error);
}

static void
test_entities_are_in_their_domain (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpOutlineModel) model = gp_outline_model_new (design);
  GpOutlineNode *parent = NULL;
  GpId log = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "log"));

  g_assert_cmpuint (count_children (find_node (model, design, GP_KIND_DOMAIN, "sales")), ==, 2);
  g_assert_cmpuint (count_children (find_node (model, design, GP_KIND_DOMAIN, "stock")), ==, 1);
  g_assert_nonnull (gp_outline_model_find (model, &log, &parent));
  g_assert_true (gp_outline_node_is_heading (parent));
}

static void
test_the_tree_follows (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpOutlineModel) model = gp_outline_model_new (design);
  GpId stock = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_DOMAIN, "stock"));
  GpId log = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "log"));
  guint roots = g_list_model_get_n_items (G_LIST_MODEL (gp_outline_model_get_roots (model)));
  g_autoptr(GpChangeSet) undo = NULL;
  GpChangeSet *changes;

  /* Its heading goes with the last entity below it. */
  changes = gp_edit_set (design, &log, GP_ENTITY_DOMAIN, gp_value_id (&stock), NULL);
  undo = gp_change_set_invert (changes);
  apply (design, changes);
  g_assert_cmpuint (count_children (find_node (model, design, GP_KIND_DOMAIN, "stock")), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gp_outline_model_get_roots (model))),
                    ==,
                    roots - 1);
  apply (design, g_steal_pointer (&undo));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gp_outline_model_get_roots (model))),
                    ==,
                    roots);

  /* What was in a domain stays when the domain goes. */
  apply (design, gp_edit_remove (design, &stock, 1, NULL));
  g_assert_null (gp_outline_model_find (model, &stock, NULL));
  g_assert_nonnull (find_node (model, design, GP_KIND_ENTITY, "item"));
}

static const GpElement *
pick (GPtrArray *elements)
{
  return elements->len > 0 ? elements->pdata[g_test_rand_int_range (0, (int) elements->len)] : NULL;
}

/* Following change by change gives what building from nothing gives. */
static void
test_following_is_rebuilding (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpOutlineModel) model = gp_outline_model_new (design);
  g_autoptr(GpOutlineModel) fresh = NULL;
  GListModel *a, *b;

  for (int i = 0; i < 200; i++)
    {
      g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
      g_autoptr(GPtrArray) domains = gp_design_list (design, GP_KIND_DOMAIN);
      const GpElement *any = pick (entities), *domain = pick (domains);
      int dice = g_test_rand_int_range (0, 4);

      if (dice == 0 || any == NULL)
        apply (design, gp_edit_add (design, g_test_rand_bit () ? GP_KIND_ENTITY : GP_KIND_DOMAIN,
                                    gp_design_get_root_id (design), NULL, NULL, NULL, NULL));
      else if (dice == 1)
        apply (design, gp_edit_remove (design, gp_element_get_id (any), 1, NULL));
      else if (dice == 2 && domain != NULL)
        apply (design, gp_edit_set (design, gp_element_get_id (any), GP_ENTITY_DOMAIN,
                                    gp_value_id (gp_element_get_id (domain)), NULL));
      else if (domain != NULL)
        apply (design, gp_edit_remove (design, gp_element_get_id (domain), 1, NULL));
    }

  fresh = gp_outline_model_new (design);
  a = G_LIST_MODEL (gp_outline_model_get_roots (model));
  b = G_LIST_MODEL (gp_outline_model_get_roots (fresh));
  g_assert_cmpuint (g_list_model_get_n_items (a), ==, g_list_model_get_n_items (b));
  for (guint i = 0; i < g_list_model_get_n_items (a); i++)
    {
      g_autoptr(GpOutlineNode) one = g_list_model_get_item (a, i);
      g_autoptr(GpOutlineNode) other = g_list_model_get_item (b, i);

      g_assert_true (gp_id_equal (gp_outline_node_get_id (one), gp_outline_node_get_id (other)));
      g_assert_cmpuint (count_children (one), ==, count_children (other));
    }
}

static void
test_search_puts_beginnings_first (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GPtrArray) found = gp_outline_model_search (design, "CUSTOMER", 10);

  g_assert_cmpuint (found->len, >=, 2);
  g_assert_true (gp_element_get_kind (found->pdata[0]) == GP_KIND_ENTITY);
  g_assert_cmpstr (gp_element_get_name (found->pdata[0]), ==, "customer");
}

static void
test_search_is_limited (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GPtrArray) found = gp_outline_model_search (design, "", 3);

  g_assert_cmpuint (found->len, ==, 3);
}

static void
test_widget_lives_and_dies (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  GpSession *session = GP_SESSION (gp_test_session_new (design));
  GtkWidget *window = gtk_window_new ();
  GtkWidget *outline = gp_outline_new (session);

  gtk_window_set_child (GTK_WINDOW (window), g_object_ref (outline));
  gtk_window_set_default_size (GTK_WINDOW (window), 260, 700);
  gtk_window_present (GTK_WINDOW (window));
  g_assert_cmpuint (gp_outline_count_rows (GP_OUTLINE (outline)), >, 5);
  gp_session_reveal (session,
                     gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "item")));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gp_outline_start_search (GP_OUTLINE (outline));
  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (outline);
  g_assert_finalize_object (session);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();

  g_test_add_func ("/ui/outline/entities-are-in-their-domain", test_entities_are_in_their_domain);
  g_test_add_func ("/ui/outline/the-tree-follows", test_the_tree_follows);
  g_test_add_func ("/ui/outline/following-is-rebuilding", test_following_is_rebuilding);
  g_test_add_func ("/ui/outline/search-puts-beginnings-first", test_search_puts_beginnings_first);
  g_test_add_func ("/ui/outline/search-is-limited", test_search_is_limited);
  g_test_add_func ("/ui/outline/widget-lives-and-dies", test_widget_lives_and_dies);

  return g_test_run ();
}
