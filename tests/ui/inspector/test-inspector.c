/* test-inspector.c — what is edited in the inspector becomes a change of the design
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-duration-words.h"
#include "gp-edit.h"
#include "gp-expr-provider.h"
#include "gp-field-row.h"
#include "gp-inspector.h"
#include "gp-property-rows.h"
#include "gp-rename-preview.h"
#include "gp-resources.h"
#include "gp-section.h"
#include "gp-size-words.h"
#include "gp-test-display.h"
#include "gp-test-scene.h"
#include "gp-test-session.h"
#include "gp-test.h"
#include "gp-tri-switch.h"

typedef struct
{
  GpDesign  *design;
  GpSession *session;
  GtkWidget *window;
  GtkWidget *inspector;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->design = gp_test_scene_design ();
  fixture->session = GP_SESSION (gp_test_session_new (fixture->design));
  fixture->inspector = gp_inspector_new (fixture->session);
  fixture->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 340, 700);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->inspector);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_object_ref (fixture->inspector);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (fixture->inspector);
  g_assert_finalize_object (fixture->session);
  g_assert_finalize_object (fixture->design);
}

/* The first widget of @type below @widget for which @fits says yes. */
static GtkWidget *
find (GtkWidget *widget,
      GType      type,
      gboolean (*fits) (GtkWidget *, gpointer),
      gpointer   data)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type) && (fits == NULL || fits (widget, data)))
    return widget;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find (child, type, fits, data);

      if (found != NULL)
        return found;
    }

  return NULL;
}

static gboolean
has_property (GtkWidget *row,
              gpointer   data)
{
  return gp_property_row_get_property (GP_PROPERTY_ROW (row)) == GPOINTER_TO_UINT (data);
}

static GpPropertyRow *
find_row (Fixture    *fixture,
          GpProperty  property)
{
  GtkWidget *row = find (fixture->inspector, GP_TYPE_PROPERTY_ROW, has_property,
                         GUINT_TO_POINTER (property));

  g_assert_nonnull (row);
  return GP_PROPERTY_ROW (row);
}

static void
select_id (Fixture    *fixture,
           const GpId *id)
{
  gp_selection_set (gp_session_get_selection (fixture->session), id);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static GpId
select_entity (Fixture    *fixture,
               const char *name)
{
  GpId id = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY, name));

  select_id (fixture, &id);
  return id;
}

static void
test_typing_a_name_is_one_step (Fixture       *fixture,
                                gconstpointer  user_data)
{
  GpId id = select_entity (fixture, "order");
  GtkWidget *entry = find (GTK_WIDGET (find_row (fixture, GP_ENTITY_NAME)), GTK_TYPE_ENTRY, NULL,
                           NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "orde");
  gtk_editable_set_text (GTK_EDITABLE (entry), "orders");
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (fixture->design, &id)), ==, "orders");
  g_assert_cmpuint (gp_history_get_size (gp_session_get_history (fixture->session)), ==, 1);

  gp_history_undo (gp_session_get_history (fixture->session), NULL);
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (fixture->design, &id)), ==, "order");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "order");
}

static gboolean
says_in_lines (GtkWidget *label,
               gpointer   text)
{
  return gtk_label_get_wrap (GTK_LABEL (label))
         && g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text);
}

/* An entry has one line: what is longer is seen in a label above it, while nobody types. */
static void
test_a_long_name_is_seen_whole (Fixture       *fixture,
                                gconstpointer  user_data)
{
  static char name[] = "what_this_is_called_takes_more_room_than_a_line_has";
  GpId id = select_entity (fixture, "order");
  GtkWidget *row = GTK_WIDGET (find_row (fixture, GP_ENTITY_NAME));
  GtkWidget *entry = find (row, GTK_TYPE_ENTRY, NULL, NULL);
  GtkWidget *whole = find (row, GTK_TYPE_LABEL, says_in_lines, (char *) "order");
  int one_line, several;

  g_assert_nonnull (whole);
  g_assert_cmpfloat (gtk_widget_get_opacity (whole), ==, 1);
  gtk_widget_measure (whole, GTK_ORIENTATION_VERTICAL, 150, &one_line, NULL, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), name);
  g_assert_cmpstr (gp_element_get_name (gp_design_lookup (fixture->design, &id)), ==, name);
  g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (whole)), ==, name);
  gtk_widget_measure (whole, GTK_ORIENTATION_VERTICAL, 150, &several, NULL, NULL, NULL);
  g_assert_cmpint (several, >, one_line);

  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_widget_grab_focus (entry);
  gp_test_wait_until (gtk_widget_get_opacity (whole) < 1);
  g_assert_false (gtk_widget_has_css_class (entry, "said-above"));
}

static void
test_a_bad_value_is_not_taken (Fixture       *fixture,
                               gconstpointer  user_data)
{
  GpId id = select_entity (fixture, "order");
  GpPropertyRow *row = find_row (fixture, GP_ENTITY_RETENTION);
  GtkWidget *entry = find (GTK_WIDGET (row), GTK_TYPE_ENTRY, NULL, NULL);

  gtk_editable_set_text (GTK_EDITABLE (entry), "forever");
  g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (row), "invalid"));
  g_assert_false (gp_element_has (gp_design_lookup (fixture->design, &id), GP_ENTITY_RETENTION));

  gtk_editable_set_text (GTK_EDITABLE (entry), "10y");
  g_assert_false (gtk_widget_has_css_class (GTK_WIDGET (row), "invalid"));
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (fixture->design, &id),
                                        GP_ENTITY_RETENTION),
                   ==, "10y");
}

static void
test_a_switch_follows_undo (Fixture       *fixture,
                            gconstpointer  user_data)
{
  GpId id = select_entity (fixture, "order");
  GtkWidget *toggle = find (GTK_WIDGET (find_row (fixture, GP_ENTITY_AUDIT)), GTK_TYPE_SWITCH,
                            NULL, NULL);
  gboolean before = gtk_switch_get_active (GTK_SWITCH (toggle));

  gtk_switch_set_active (GTK_SWITCH (toggle), !before);
  g_assert_cmpint (gp_element_get_bool (gp_design_lookup (fixture->design, &id), GP_ENTITY_AUDIT),
                   ==,
                   !before);
  gp_history_undo (gp_session_get_history (fixture->session), NULL);
  g_assert_cmpint (gtk_switch_get_active (GTK_SWITCH (toggle)), ==, before);
}

static guint
count_field_rows (GtkWidget *widget)
{
  guint n = GP_IS_FIELD_ROW (widget);

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_field_rows (child);

  return n;
}

static void
test_fields_come_and_go (Fixture       *fixture,
                         gconstpointer  user_data)
{
  GpId id = select_entity (fixture, "order");
  guint before = count_field_rows (fixture->inspector);
  g_autoptr(GError) error = NULL;
  GtkWidget *first;
  GpId field;

  g_assert_cmpuint (before, >, 0);
  gp_session_perform (fixture->session,
                      gp_edit_add_field (fixture->design, &id, "note", NULL, &field, NULL), NULL);
  g_assert_cmpuint (count_field_rows (fixture->inspector), ==, before + 1);
  gp_session_perform (fixture->session,
                      gp_edit_reorder (fixture->design, &field, &id, NULL, &error), NULL);
  g_assert_no_error (error);
  first = find (fixture->inspector, GP_TYPE_FIELD_ROW, NULL, NULL);
  g_assert_true (gp_id_equal (gp_field_row_get_id (GP_FIELD_ROW (first)), &field));
  gp_history_undo (gp_session_get_history (fixture->session), NULL);
  gp_history_undo (gp_session_get_history (fixture->session), NULL);
  g_assert_cmpuint (count_field_rows (fixture->inspector), ==, before);
}

static void
test_several_share_a_property (Fixture       *fixture,
                               gconstpointer  user_data)
{
  GpId ids[2] = {
    *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY, "order")),
    *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY, "item")),
  };

  gp_selection_set_all (gp_session_get_selection (fixture->session), ids, 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  gp_property_row_submit (find_row (fixture, GP_ENTITY_RETENTION), gp_value_text ("90d"), FALSE);
  for (gsize i = 0; i < 2; i++)
    g_assert_true (gp_element_is (gp_design_lookup (fixture->design, &ids[i]), GP_ENTITY_RETENTION,
                                  "90d"));
  g_assert_cmpuint (gp_history_get_size (gp_session_get_history (fixture->session)), ==, 1);
}

static GtkWidget *
find_nth_switch (GpPropertyRow *row,
                 guint          n)
{
  g_autoptr(GPtrArray) queue = g_ptr_array_new ();

  g_ptr_array_add (queue, row);
  for (guint i = 0; i < queue->len; i++)
    {
      if (GP_IS_TRI_SWITCH (queue->pdata[i]) && n-- == 0)
        return queue->pdata[i];
      for (GtkWidget *child = gtk_widget_get_first_child (queue->pdata[i]); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        g_ptr_array_add (queue, child);
    }

  g_assert_not_reached ();
}

static gboolean
may (Fixture    *fixture,
     const GpId *rule,
     const char *action)
{
  gsize n = 0;
  const char *const *actions =
    gp_element_get_texts (gp_design_lookup (fixture->design, rule), GP_RULE_ACTIONS, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (actions[i], action))
      return TRUE;

  return FALSE;
}

/* What two rules differ in is mixed; turning it on leaves the rest of each as it is. */
static void
test_mixed_toggles_change_one_thing (Fixture       *fixture,
                                     gconstpointer  user_data)
{
  g_autoptr(GPtrArray) rules = gp_design_list (fixture->design, GP_KIND_RULE);
  GpId ids[2] = { *gp_element_get_id (rules->pdata[0]), *gp_element_get_id (rules->pdata[1]) };
  static const char *const first[] = { "read", "publish" }, *const second[] = { "create" };
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  GtkWidget *toggle, *check;
  guint before;

  gp_change_set_set (changes, rules->pdata[0], GP_RULE_ACTIONS, gp_value_texts (first, 2));
  gp_change_set_set (changes, rules->pdata[1], GP_RULE_ACTIONS, gp_value_texts (second, 1));
  gp_session_perform (fixture->session, g_steal_pointer (&changes), NULL);
  gp_selection_set_all (gp_session_get_selection (fixture->session), ids, 2);
  while (g_main_context_iteration (NULL, FALSE))
    ;

  before = gp_history_get_size (gp_session_get_history (fixture->session));
  toggle = find_nth_switch (find_row (fixture, GP_RULE_ACTIONS), 0);
  g_assert_true (gp_tri_switch_is_mixed (GP_TRI_SWITCH (toggle)));
  g_assert_false (gp_tri_switch_is_mixed (
    GP_TRI_SWITCH (find_nth_switch (find_row (fixture, GP_RULE_ACTIONS), 2))));
  check = find (toggle, GTK_TYPE_CHECK_BUTTON, NULL, NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), TRUE);

  g_assert_true (may (fixture, &ids[0], "create") && may (fixture, &ids[0], "read"));
  g_assert_true (may (fixture, &ids[0], "publish"));
  g_assert_true (may (fixture, &ids[1], "create") && !may (fixture, &ids[1], "read"));
  g_assert_false (gp_tri_switch_is_mixed (GP_TRI_SWITCH (toggle)));
  g_assert_cmpuint (gp_history_get_size (gp_session_get_history (fixture->session)), ==,
                    before + 1);
}

/* Every kind has a page, and every property of it but its name has a row. */
static void
test_every_kind_has_a_page (Fixture       *fixture,
                            gconstpointer  user_data)
{
  for (GpKind kind = 0; kind < GP_N_KINDS; kind++)
    {
      const GpKindInfo *info = gp_kind_get_info (kind);
      g_autoptr(GpElement) element = NULL;
      g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
      g_autoptr(GPtrArray) parents = NULL;
      GpId id = gp_id_new (), parent = gp_id_nil;

      for (GpKind other = 0; other < GP_N_KINDS && gp_id_is_nil (&parent); other++)
        if ((info->parents & GP_KIND_MASK (other)) != 0)
          {
            g_clear_pointer (&parents, g_ptr_array_unref);
            parents = gp_design_list (fixture->design, other);
            if (parents->len > 0)
              parent = *gp_element_get_id (parents->pdata[0]);
          }

      if (kind == GP_KIND_DESIGN)
        id = *gp_design_get_root_id (fixture->design);
      else
        {
          g_assert_false (gp_id_is_nil (&parent));
          element = gp_element_new (kind, &id, &parent, 999);
          if (info->name >= 0)
            gp_element_set_text (element, (GpProperty) info->name, "another");
          gp_change_set_add (changes, element);
          g_assert_true (gp_session_perform (fixture->session, g_steal_pointer (&changes), NULL));
        }
      select_id (fixture, &id);
      g_assert_nonnull (find (fixture->inspector, GP_TYPE_SECTION, NULL, NULL));
    }
}

/* The first button or row below @widget whose tooltip or title holds @data. */
static gboolean
has_title (GtkWidget *row,
           gpointer   data)
{
  return strstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)), data) != NULL
         && g_object_get_data (G_OBJECT (row), "use") != NULL;
}

/* Runs the main loop until @type with @fits is there. */
static GtkWidget *
wait_for (Fixture    *fixture,
          GType       type,
          gboolean  (*fits) (GtkWidget *, gpointer),
          gpointer    data)
{
  GtkWidget *found;

  gp_test_wait_until ((found = find (fixture->inspector, type, fits, data)) != NULL);
  return found;
}

static void
test_a_use_leads_to_its_editor (Fixture       *fixture,
                                gconstpointer  user_data)
{
  GpId field = *gp_element_get_id (gp_test_scene_find_field (fixture->design, "order",
                                                             "customer_id"));
  GpId order = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY, "order"));
  GpId check;
  GpChangeSet *changes;
  GtkWidget *row;
  const GpId *selected;

  changes = gp_edit_add (fixture->design, GP_KIND_CHECK, &order, "has_customer", NULL, NULL,
                         &check);
  gp_session_perform (fixture->session, changes, NULL);
  changes = gp_edit_set (fixture->design, &check, GP_CHECK_EXPRESSION,
                         gp_value_text ("record.customer_id != null"), NULL);
  gp_session_perform (fixture->session, changes, NULL);

  select_id (fixture, &field);
  row = wait_for (fixture, ADW_TYPE_PREFERENCES_ROW, has_title, (gpointer) "has_customer");
  gtk_widget_activate (row);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  selected = gp_selection_get_last (gp_session_get_selection (fixture->session));
  g_assert_true (gp_id_equal (selected, &check));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)),
                                         GTK_WIDGET (find_row (fixture, GP_CHECK_EXPRESSION))));
}

static gboolean
is_shown (GtkWidget *widget,
          gpointer   data)
{
  return gtk_widget_get_visible (widget);
}

static void
test_a_new_name_shows_what_it_touches (Fixture       *fixture,
                                       gconstpointer  user_data)
{
  GpId field = *gp_element_get_id (gp_test_scene_find_field (fixture->design, "order",
                                                             "customer_id"));
  GpId order = *gp_element_get_id (gp_test_scene_find (fixture->design, GP_KIND_ENTITY, "order"));
  GpId check;
  GpChangeSet *changes;
  GtkWidget *entry;

  changes = gp_edit_add (fixture->design, GP_KIND_CHECK, &order, "has_customer", NULL, NULL,
                         &check);
  gp_session_perform (fixture->session, changes, NULL);
  changes = gp_edit_set (fixture->design, &check, GP_CHECK_EXPRESSION,
                         gp_value_text ("record.customer_id != null"), NULL);
  gp_session_perform (fixture->session, changes, NULL);

  select_id (fixture, &field);
  g_assert_true (gp_inspector_edit_name (GP_INSPECTOR (fixture->inspector)));
  wait_for (fixture, GP_TYPE_RENAME_PREVIEW, is_shown, NULL);
  entry = find (GTK_WIDGET (find_row (fixture, GP_FIELD_NAME)), GTK_TYPE_ENTRY, NULL, NULL);
  gtk_editable_set_text (GTK_EDITABLE (entry), "buyer_id");
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (fixture->design, &check),
                                        GP_CHECK_EXPRESSION),
                   ==, "record.buyer_id != null");

  /* One step back gives both. */
  gp_history_undo (gp_session_get_history (fixture->session), NULL);
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (fixture->design, &check),
                                        GP_CHECK_EXPRESSION),
                   ==, "record.customer_id != null");
}

static gboolean
proposes (GpExprProvider *provider,
          const char     *text,
          const char     *wanted)
{
  g_autoptr(GListModel) found = gp_expr_provider_list (provider, text, strlen (text));

  for (guint i = 0; i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr(GtkSourceCompletionProposal) proposal = g_list_model_get_item (found, i);
      g_autofree char *typed = gtk_source_completion_proposal_get_typed_text (proposal);

      if (g_str_equal (typed, wanted))
        return TRUE;
    }

  return FALSE;
}

static void
test_expressions_are_completed (Fixture       *fixture,
                                gconstpointer  user_data)
{
  g_autoptr(GPtrArray) rules = gp_design_list (fixture->design, GP_KIND_RULE);
  g_autoptr(GpExprProvider) provider = gp_expr_provider_new (fixture->design, GP_RULE_CONDITION);

  g_assert_false (proposes (provider, "rec", "record"));
  gp_expr_provider_set_holder (provider, gp_element_get_id (rules->pdata[0]));
  g_assert_true (proposes (provider, "rec", "record"));
  g_assert_true (proposes (provider, "record.", "id"));
  g_assert_true (proposes (provider, "user.i", "id"));
  g_assert_true (proposes (provider, "user.email.star", "startsWith("));
  g_assert_false (proposes (provider, "'rec", "record"));
}

static void
test_a_wrong_expression_stays_and_says_why (Fixture       *fixture,
                                            gconstpointer  user_data)
{
  g_autoptr(GPtrArray) rules = gp_design_list (fixture->design, GP_KIND_RULE);
  GpId id = *gp_element_get_id (rules->pdata[0]);
  GtkWidget *view;
  GtkTextBuffer *buffer;
  GtkTextTag *wrong;
  GtkTextIter at;

  select_id (fixture, &id);
  view = find (GTK_WIDGET (find_row (fixture, GP_RULE_CONDITION)), GTK_TYPE_TEXT_VIEW, NULL, NULL);
  buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  gtk_text_buffer_set_text (buffer, "record.nothing == 1", -1);
  g_assert_cmpstr (gp_element_get_text (gp_design_lookup (fixture->design, &id),
                                        GP_RULE_CONDITION),
                   ==, "record.nothing == 1");
  wrong = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), "wrong");
  gtk_text_buffer_get_iter_at_offset (buffer, &at, strlen ("record.no"));
  g_assert_true (gtk_text_iter_has_tag (&at, wrong));

  gtk_text_buffer_set_text (buffer, "true", -1);
  gtk_text_buffer_get_start_iter (buffer, &at);
  g_assert_false (gtk_text_iter_has_tag (&at, wrong));
}

/* Pairs are kept sorted by name, and one without its expression is no value yet. */
static void
test_pairs_are_typed (Fixture       *fixture,
                      gconstpointer  user_data)
{
  g_autoptr(GPtrArray) rules = gp_design_list (fixture->design, GP_KIND_RULE);
  GpId id = *gp_element_get_id (rules->pdata[0]);
  static const char *const pairs[] = { "b", "2" };
  GpPropertyRow *row;
  GtkWidget *entry;
  gsize n = 0;

  select_id (fixture, &id);
  row = find_row (fixture, GP_RULE_PRESETS);
  g_assert_true (GP_IS_PAIRS_ROW (row));
  gp_property_row_submit (row, gp_value_texts (pairs, 2), FALSE);
  entry = find (GTK_WIDGET (row), GTK_TYPE_ENTRY, NULL, NULL);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "b");
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  gp_element_get_texts (gp_design_lookup (fixture->design, &id), GP_RULE_PRESETS, &n);
  g_assert_cmpuint (n, ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "a");
  gp_element_get_texts (gp_design_lookup (fixture->design, &id), GP_RULE_PRESETS, &n);
  g_assert_cmpuint (n, ==, 2);
}

static void
test_durations_are_read_as_they_are_written (Fixture       *fixture,
                                             gconstpointer  user_data)
{
  static const char *const durations[] = { "0s", "500ms", "1m", "2h", "90d", "1w", "3mo", "10y" };

  for (gsize i = 0; i < G_N_ELEMENTS (durations); i++)
    {
      g_autofree char *words = gp_duration_to_words (durations[i]);
      g_autofree char *back = gp_duration_from_words (words);
      g_autofree char *same = gp_duration_from_words (durations[i]);

      g_assert_cmpstr (back, ==, durations[i]);
      g_assert_cmpstr (same, ==, durations[i]);
    }
  g_assert_null (gp_duration_from_words ("ten years"));
  g_assert_null (gp_duration_from_words ("years"));
}

static void
test_sizes_are_read_as_they_are_written (Fixture       *fixture,
                                         gconstpointer  user_data)
{
  gint64 bytes = -1;

  for (gint64 size = 1; size < G_GINT64_CONSTANT (1) << 40; size = size * 7 + 3)
    {
      g_autofree char *words = gp_size_to_words (size);

      g_assert_true (gp_size_from_words (words, &bytes));
      g_assert_cmpint (bytes, ==, size);
    }
  g_assert_true (gp_size_from_words ("20 MiB", &bytes));
  g_assert_cmpint (bytes, ==, 20 << 20);
  g_assert_false (gp_size_from_words ("999999999999 GiB", &bytes));
  g_assert_false (gp_size_from_words ("much", &bytes));
}

static void
test_a_selection_that_goes_shows_the_design (Fixture       *fixture,
                                             gconstpointer  user_data)
{
  GpId id = select_entity (fixture, "log");
  g_autoptr(GError) error = NULL;

  gp_session_perform (fixture->session, gp_edit_remove (fixture->design, &id, 1, &error), NULL);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (gp_selection_get_size (gp_session_get_selection (fixture->session)), ==, 0);
  find_row (fixture, GP_DESIGN_TENANT_ENTITY);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init_display (&argc, &argv);
  gp_resources_init ();

#define ADD(name, function) \
  g_test_add ("/ui/inspector/" name, Fixture, NULL, set_up, function, tear_down)
  ADD ("typing-a-name-is-one-step", test_typing_a_name_is_one_step);
  ADD ("a-long-name-is-seen-whole", test_a_long_name_is_seen_whole);
  ADD ("a-bad-value-is-not-taken", test_a_bad_value_is_not_taken);
  ADD ("a-switch-follows-undo", test_a_switch_follows_undo);
  ADD ("fields-come-and-go", test_fields_come_and_go);
  ADD ("several-share-a-property", test_several_share_a_property);
  ADD ("mixed-toggles-change-one-thing", test_mixed_toggles_change_one_thing);
  ADD ("every-kind-has-a-page", test_every_kind_has_a_page);
  ADD ("a-use-leads-to-its-editor", test_a_use_leads_to_its_editor);
  ADD ("a-new-name-shows-what-it-touches", test_a_new_name_shows_what_it_touches);
  ADD ("expressions-are-completed", test_expressions_are_completed);
  ADD ("a-wrong-expression-stays-and-says-why", test_a_wrong_expression_stays_and_says_why);
  ADD ("pairs-are-typed", test_pairs_are_typed);
  ADD ("durations-are-read-as-they-are-written", test_durations_are_read_as_they_are_written);
  ADD ("sizes-are-read-as-they-are-written", test_sizes_are_read_as_they_are_written);
  ADD ("a-selection-that-goes-shows-the-design", test_a_selection_that_goes_shows_the_design);
#undef ADD

  return g_test_run ();
}
