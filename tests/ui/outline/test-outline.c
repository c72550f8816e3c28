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

#include <time.h>

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

static GpChangeSet *
move_to (const GpElement *element,
         double           rank)
{
  GpChangeSet *changes = gp_change_set_new (NULL);

  gp_change_set_move (changes, element, gp_element_get_parent (element), rank);
  return changes;
}

static void
assert_same_nodes (GListModel *a,
                   GListModel *b)
{
  g_assert_cmpuint (g_list_model_get_n_items (a), ==, g_list_model_get_n_items (b));
  for (guint i = 0; i < g_list_model_get_n_items (a); i++)
    {
      g_autoptr(GpOutlineNode) one = g_list_model_get_item (a, i);
      g_autoptr(GpOutlineNode) other = g_list_model_get_item (b, i);

      g_assert_true (gp_id_equal (gp_outline_node_get_id (one), gp_outline_node_get_id (other)));
      if (gp_outline_node_get_children (one) != NULL)
        assert_same_nodes (G_LIST_MODEL (gp_outline_node_get_children (one)),
                           G_LIST_MODEL (gp_outline_node_get_children (other)));
    }
}

/* Following change by change gives what building from nothing gives. */
static void
test_following_is_rebuilding (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpOutlineModel) model = gp_outline_model_new (design);
  g_autoptr(GpOutlineModel) fresh = NULL;

  for (int i = 0; i < 200; i++)
    {
      g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
      g_autoptr(GPtrArray) domains = gp_design_list (design, GP_KIND_DOMAIN);
      const GpElement *any = pick (entities), *domain = pick (domains);
      int dice = g_test_rand_int_range (0, 5);

      if (dice == 0 || any == NULL)
        apply (design, gp_edit_add (design, g_test_rand_bit () ? GP_KIND_ENTITY : GP_KIND_DOMAIN,
                                    gp_design_get_root_id (design), NULL, NULL, NULL, NULL));
      else if (dice == 1)
        apply (design, gp_edit_remove (design, gp_element_get_id (any), 1, NULL));
      else if (dice == 2 && domain != NULL)
        apply (design, gp_edit_set (design, gp_element_get_id (any), GP_ENTITY_DOMAIN,
                                    gp_value_id (gp_element_get_id (domain)), NULL));
      else if (dice == 3)
        apply (design, move_to (g_test_rand_bit () && domain != NULL ? domain : any,
                                g_test_rand_double_range (-9, 9)));
      else if (domain != NULL)
        apply (design, gp_edit_remove (design, gp_element_get_id (domain), 1, NULL));
    }

  fresh = gp_outline_model_new (design);
  assert_same_nodes (G_LIST_MODEL (gp_outline_model_get_roots (model)),
                     G_LIST_MODEL (gp_outline_model_get_roots (fresh)));
}

static void
count_change_cb (guint *count)
{
  ++*count;
}

/* GTK binds all the rows below a change of a list again. */
static void
test_an_element_is_put_in_its_place_once (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpOutlineModel) model = gp_outline_model_new (design);
  GpOutlineNode *sales = find_node (model, design, GP_KIND_DOMAIN, "sales");
  GpChangeSet *changes = gp_edit_add (design, GP_KIND_ENTITY, gp_design_get_root_id (design), "new",
                                      NULL, NULL, NULL);
  guint count = 0;

  gp_change_set_set (changes, gp_change_set_get (changes, 0)->element, GP_ENTITY_DOMAIN,
                     gp_value_id (gp_outline_node_get_id (sales)));
  g_signal_connect_swapped (gp_outline_node_get_children (sales), "items-changed",
                            G_CALLBACK (count_change_cb), &count);
  apply (design, changes);
  g_assert_cmpuint (count_children (sales), ==, 3);
  g_assert_cmpuint (count, ==, 1);
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

#define N_DOMAINS  20
#define N_ENTITIES 100000

/* Entities by the hundred thousand, spread over domains. */
static GpDesign *
new_large_design (void)
{
  GpDesign *design = gp_design_new (NULL, "Large");
  const GpId *root = gp_design_get_root_id (design);
  g_autoptr(GPtrArray) elements =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_element_unref);
  g_autoptr(GError) error = NULL;
  GpId domains[N_DOMAINS];

  for (guint i = 0; i < N_DOMAINS + N_ENTITIES; i++)
    {
      GpId id = gp_id_new ();
      gboolean is_domain = i < N_DOMAINS;
      GpElement *element = gp_element_new (is_domain ? GP_KIND_DOMAIN : GP_KIND_ENTITY, &id, root,
                                           i);
      g_autofree char *name = g_strdup_printf ("e%u", i);

      if (is_domain)
        domains[i] = id;
      else
        gp_element_set_ref (element, GP_ENTITY_DOMAIN, &domains[i % N_DOMAINS]);
      gp_element_set_text (element, is_domain ? GP_DOMAIN_NAME : GP_ENTITY_NAME, name);
      g_ptr_array_add (elements, element);
    }
  gp_design_load (design, elements, &error);
  g_assert_no_error (error);

  return design;
}

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* However many rows there are, those that are made are those that are seen. */
static void
test_large_trees_are_virtual (void)
{
  g_autoptr(GpDesign) design = new_large_design ();
  g_autoptr(GpSession) session = GP_SESSION (gp_test_session_new (design));
  GtkWidget *window = gtk_window_new ();
  clock_t start = clock ();
  GtkWidget *outline = gp_outline_new (session);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  g_test_message ("built in %.1f ms of CPU", 1000.0 * (double) (clock () - start) / CLOCKS_PER_SEC);
  gtk_window_set_child (GTK_WINDOW (window), outline);
  gtk_window_set_default_size (GTK_WINDOW (window), 260, 700);
  gtk_window_present (GTK_WINDOW (window));
  settle ();
  g_assert_cmpuint (gp_outline_count_rows (GP_OUTLINE (outline)), ==, N_DOMAINS);

  /* What is selected elsewhere is unfolded to, in the middle of the list. */
  for (guint i = 0; i < N_DOMAINS; i++)
    {
      start = clock ();
      gp_selection_set (gp_session_get_selection (session),
                        gp_element_get_id (entities->pdata[N_ENTITIES / 2 + i]));
      settle ();
      g_test_message ("selected in %.1f ms of CPU",
                      1000.0 * (double) (clock () - start) / CLOCKS_PER_SEC);
    }
  g_assert_cmpuint (gp_outline_count_rows (GP_OUTLINE (outline)), ==, N_DOMAINS + N_ENTITIES);
  g_assert_cmpuint (gp_outline_count_widgets (GP_OUTLINE (outline)), <, 1000);

  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

/* A change of everything leaves what is unfolded unfolded, and the nodes what they were. */
static void
test_rebuilding_keeps_nodes (void)
{
  g_autoptr(GpDesign) design = new_large_design ();
  g_autoptr(GpOutlineModel) model = gp_outline_model_new (design);
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);
  g_autoptr(GPtrArray) domains = gp_design_list (design, GP_KIND_DOMAIN);
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  GpOutlineNode *nodes[N_DOMAINS];
  GpId first = *gp_element_get_id (domains->pdata[0]);

  for (guint i = 0; i < N_DOMAINS; i++)
    nodes[i] = gp_outline_model_find (model, gp_element_get_id (domains->pdata[i]), NULL);
  for (guint i = 0; i < 1000; i++)
    gp_change_set_set (changes, entities->pdata[i], GP_ENTITY_DOMAIN, gp_value_id (&first));
  g_assert_true (gp_design_apply (design, changes, NULL));

  g_ptr_array_set_size (domains, 0);
  for (guint i = 0; i < N_DOMAINS; i++)
    g_assert_true (gp_outline_model_find (model, gp_outline_node_get_id (nodes[i]), NULL)
                   == nodes[i]);
  g_assert_cmpuint (count_children (nodes[0]), ==, N_ENTITIES / N_DOMAINS + 950);
  g_assert_cmpuint (count_children (nodes[1]), ==, N_ENTITIES / N_DOMAINS - 50);
}

static GtkWidget *
find_type (GtkWidget *widget,
           GType      type)
{
  if (G_OBJECT_TYPE (widget) == type)
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_a_name_is_changed_in_place (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpSession) session = GP_SESSION (gp_test_session_new (design));
  GtkWidget *window = gtk_window_new ();
  GtkWidget *outline = gp_outline_new (session);
  GpId id = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, "item"));
  GtkWidget *entry;

  gtk_window_set_child (GTK_WINDOW (window), outline);
  gtk_window_set_default_size (GTK_WINDOW (window), 260, 700);
  gtk_window_present (GTK_WINDOW (window));
  gp_selection_set (gp_session_get_selection (session), &id);
  settle ();
  g_assert_true (gtk_widget_activate_action (outline, "outline.rename", NULL));
  entry = find_type (outline, GTK_TYPE_ENTRY);
  g_assert_nonnull (entry);

  /* A name that is taken is not, and stays to be mended. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "order");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, &id)), ==, "item");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  gtk_editable_set_text (GTK_EDITABLE (entry), "goods");
  g_signal_emit_by_name (entry, "activate");
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (design, &id)), ==, "goods");
  g_assert_null (find_type (outline, GTK_TYPE_ENTRY));
  g_assert_cmpuint (gp_history_get_size (gp_session_get_history (session)), ==, 1);

  gtk_window_destroy (GTK_WINDOW (window));
  settle ();
}

static void
test_problems_are_marked_where_they_are (void)
{
  g_autoptr(GpDesign) design = gp_test_scene_design ();
  g_autoptr(GpOutlineModel) model = gp_outline_model_new (design);
  g_autoptr(GPtrArray) findings =
    g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  GpFinding *finding = gp_finding_new ("DAT102", GP_SEVERITY_WARNING, "no index");

  gp_finding_set_element (finding, gp_element_get_id (gp_test_scene_find_field (design, "order",
                                                                                "customer_id")));
  g_ptr_array_add (findings, finding);
  gp_outline_model_set_findings (model, findings);
  g_assert_cmpuint (gp_outline_node_get_problem (find_node (model, design, GP_KIND_ENTITY,
                                                            "order")),
                    ==, 1 + GP_SEVERITY_WARNING);
  g_assert_cmpuint (gp_outline_node_get_problem (find_node (model, design, GP_KIND_DOMAIN,
                                                            "sales")),
                    ==, 1 + GP_SEVERITY_WARNING);
  g_assert_cmpuint (gp_outline_node_get_problem (find_node (model, design, GP_KIND_DOMAIN,
                                                            "stock")), ==, 0);

  g_ptr_array_set_size (findings, 0);
  gp_outline_model_set_findings (model, findings);
  g_assert_cmpuint (gp_outline_node_get_problem (find_node (model, design, GP_KIND_DOMAIN,
                                                            "sales")), ==, 0);
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
  g_test_add_func ("/ui/outline/an-element-is-put-in-its-place-once",
                   test_an_element_is_put_in_its_place_once);
  g_test_add_func ("/ui/outline/search-puts-beginnings-first", test_search_puts_beginnings_first);
  g_test_add_func ("/ui/outline/search-is-limited", test_search_is_limited);
  g_test_add_func ("/ui/outline/large-trees-are-virtual", test_large_trees_are_virtual);
  g_test_add_func ("/ui/outline/rebuilding-keeps-nodes", test_rebuilding_keeps_nodes);
  g_test_add_func ("/ui/outline/a-name-is-changed-in-place", test_a_name_is_changed_in_place);
  g_test_add_func ("/ui/outline/problems-are-marked-where-they-are",
                   test_problems_are_marked_where_they_are);
  g_test_add_func ("/ui/outline/widget-lives-and-dies", test_widget_lives_and_dies);

  return g_test_run ();
}
