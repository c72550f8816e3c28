/* test-edit-flow.c — steps and what leads from one to another
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-edit-copy.h"
#include "gp-edit-flow.h"
#include "gp-edit.h"
#include "gp-test.h"

typedef struct
{
  GpDesign *design;
  GpId      flow;
} Fixture;

static void
apply (Fixture     *self,
       GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) taken = changes;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (taken);
  gp_design_apply (self->design, taken, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture       *self,
        gconstpointer  user_data)
{
  self->design = gp_design_new (NULL, "shop");
  apply (self, gp_edit_add (self->design, GP_KIND_FLOW, gp_design_get_root_id (self->design), "pay",
                            NULL, NULL, &self->flow));
}

static void
tear_down (Fixture       *self,
           gconstpointer  user_data)
{
  g_assert_finalize_object (self->design);
}

static GpId
add (Fixture    *self,
     const char *type,
     const GpId *after)
{
  GpEditStep step = { .type = type, .after = *after };
  g_autoptr(GError) error = NULL;
  GpId id;

  apply (self, gp_edit_add_step (self->design, &step, &id, &error));
  g_assert_no_error (error);
  return id;
}

/* The one transition from @from (nil: the beginning) to @to, or NULL. */
static const GpElement *
find (Fixture    *self,
      const GpId *from,
      const GpId *to)
{
  g_autoptr(GPtrArray) all = gp_design_list (self->design, GP_KIND_TRANSITION);

  for (guint i = 0; i < all->len; i++)
    {
      const GpId *source = gp_element_get_ref (all->pdata[i], GP_TRANSITION_FROM);
      const GpId *target = gp_element_get_ref (all->pdata[i], GP_TRANSITION_TO);

      if (target != NULL && gp_id_equal (target, to)
          && (source == NULL ? gp_id_is_nil (from) : gp_id_equal (source, from)))
        return all->pdata[i];
    }
  return NULL;
}

static void
assert_way (Fixture    *self,
            const GpId *from,
            const GpId *to,
            const char *type)
{
  const GpElement *found = find (self, from, to);

  g_assert_nonnull (found);
  g_assert_cmpstr (gp_element_get_text (found, GP_TRANSITION_TYPE), ==, type);
}

static void
test_steps_follow_one_another (Fixture       *self,
                               gconstpointer  user_data)
{
  GpId first = add (self, "set", &self->flow);
  GpId last = add (self, "mail", &first);
  GpId between = add (self, "wait", &first);

  assert_way (self, &gp_id_nil, &first, "next");
  assert_way (self, &first, &between, "next");
  assert_way (self, &between, &last, "next");
  g_assert_null (find (self, &first, &last));
}

static void
test_a_line_is_parted (Fixture       *self,
                       gconstpointer  user_data)
{
  GpId first = add (self, "set", &self->flow);
  GpId last = add (self, "mail", &first);
  GpEditStep step = { .type = "wait",
                      .on = *gp_element_get_id (find (self, &first, &last)) };
  g_autoptr(GpDesign) before = gp_design_copy (self->design);
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GpChangeSet) undo = NULL;
  GpId id;

  changes = gp_edit_add_step (self->design, &step, &id, NULL);
  g_assert_true (gp_design_apply (self->design, changes, NULL));
  assert_way (self, &first, &id, "next");
  assert_way (self, &id, &last, "next");
  undo = gp_change_set_invert (changes);
  g_assert_true (gp_design_apply (self->design, undo, NULL));
  assert_way (self, &first, &last, "next");
  g_assert_cmpuint (gp_design_count (self->design, GP_KIND_TRANSITION), ==,
                    gp_design_count (before, GP_KIND_TRANSITION));
}

static void
test_ways_are_guessed (Fixture       *self,
                       gconstpointer  user_data)
{
  GpId choose = add (self, "switch", &self->flow);
  GpEditStep branch = { .type = "set", .after = choose, .branch = TRUE };
  static const char *const wanted[] = { "case", "else", "case" };
  GpId call;
  GpId after;
  GpId rescue;

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      GpId id;

      apply (self, gp_edit_add_step (self->design, &branch, &id, NULL));
      assert_way (self, &choose, &id, wanted[i]);
      call = id;
    }
  after = add (self, "set", &call);
  branch.after = call;
  apply (self, gp_edit_add_step (self->design, &branch, &rescue, NULL));
  assert_way (self, &call, &after, "next");
  assert_way (self, &call, &rescue, "error");
}

/* An error line is drawn at once where that is asked for, beside another to the same step. */
static void
test_a_way_can_be_said (Fixture       *self,
                        gconstpointer  user_data)
{
  GpId call = add (self, "call_http", &self->flow);
  GpEditStep on_error = { .type = "mail", .after = call, .branch = TRUE, .way = "error" };
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) none = NULL;
  GpId rescue;
  GpId last;

  apply (self, gp_edit_add_step (self->design, &on_error, &rescue, NULL));
  assert_way (self, &call, &rescue, "error");
  last = add (self, "set", &call);
  assert_way (self, &call, &last, "next");
  apply (self, gp_edit_connect (self->design, &rescue, &last, "error", NULL, NULL));
  assert_way (self, &rescue, &last, "error");
  none = gp_edit_connect (self->design, &rescue, &last, "error", NULL, &error);
  g_assert_null (none);
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT);
  apply (self, gp_edit_connect (self->design, &rescue, &last, "next", NULL, NULL));
}

static void
test_loops_hold_steps (Fixture       *self,
                       gconstpointer  user_data)
{
  GpId loop = add (self, "for", &self->flow);
  GpId outside = add (self, "set", &loop);
  GpEditStep inside = { .type = "mail", .after = loop, .inside = TRUE };
  g_autoptr(GpChangeSet) none = NULL;
  g_autoptr(GError) error = NULL;
  GpId id;

  apply (self, gp_edit_add_step (self->design, &inside, &id, NULL));
  g_assert_true (gp_id_equal (gp_element_get_parent (gp_design_lookup (self->design, &id)), &loop));
  g_assert_cmpuint (gp_design_count (self->design, GP_KIND_TRANSITION), ==, 3);
  inside.after = outside;
  none = gp_edit_add_step (self->design, &inside, &id, &error);
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT);
}

static void
test_a_fork_has_branches (Fixture       *self,
                          gconstpointer  user_data)
{
  GpId fork = add (self, "fork", &self->flow);
  GpEditStep inside = { .type = "mail", .after = fork, .inside = TRUE };

  for (guint i = 0; i < 2; i++)
    {
      GpId id;

      apply (self, gp_edit_add_step (self->design, &inside, &id, NULL));
      assert_way (self, &gp_id_nil, &id, "branch");
    }
}

static void
test_steps_are_joined_once (Fixture       *self,
                            gconstpointer  user_data)
{
  GpId first = add (self, "call_http", &self->flow);
  GpId second = add (self, "set", &first);
  GpId loop = add (self, "for", &second);
  GpEditStep step = { .type = "mail", .after = loop, .inside = TRUE };
  g_autoptr(GpChangeSet) none = NULL;
  g_autoptr(GError) error = NULL;
  GpId inner;

  apply (self, gp_edit_add_step (self->design, &step, &inner, NULL));
  apply (self, gp_edit_connect (self->design, &first, &loop, NULL, NULL, NULL));
  assert_way (self, &first, &loop, "error");
  none = gp_edit_connect (self->design, &first, &second, NULL, NULL, &error);
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT);
  g_clear_error (&error);
  none = gp_edit_connect (self->design, &first, &inner, NULL, NULL, &error);
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT);
}

static void
test_a_line_is_led_elsewhere (Fixture       *self,
                              gconstpointer  user_data)
{
  GpId first = add (self, "set", &self->flow);
  GpId second = add (self, "set", &first);
  GpId third = add (self, "set", &second);
  GpId line = *gp_element_get_id (find (self, &first, &second));

  apply (self, gp_edit_reconnect (self->design, &line, NULL, &third, NULL));
  assert_way (self, &first, &third, "next");
  apply (self, gp_edit_reconnect (self->design, &line, &self->flow, NULL, NULL));
  assert_way (self, &gp_id_nil, &third, "next");
}

static void
test_what_led_to_a_step_leads_on (Fixture       *self,
                                  gconstpointer  user_data)
{
  GpId first = add (self, "set", &self->flow);
  GpId second = add (self, "set", &first);
  GpId third = add (self, "set", &second);
  GpId last = add (self, "set", &third);
  const GpId gone[] = { second, third };

  apply (self, gp_edit_remove_steps (self->design, gone, 2, NULL));
  assert_way (self, &first, &last, "next");
  g_assert_cmpuint (gp_design_count (self->design, GP_KIND_STEP), ==, 2);
  g_assert_cmpuint (gp_design_count (self->design, GP_KIND_TRANSITION), ==, 2);
  apply (self, gp_edit_remove_steps (self->design, &last, 1, NULL));
  g_assert_cmpuint (gp_design_count (self->design, GP_KIND_TRANSITION), ==, 1);
}

/* A condition that parts a line leads on only where it holds. */
static void
test_a_condition_parts_a_line (Fixture       *self,
                               gconstpointer  user_data)
{
  GpId first = add (self, "set", &self->flow);
  GpId choose = add (self, "switch", &self->flow);

  assert_way (self, &choose, &first, "case");
  g_assert_cmpstr (gp_edit_guess_way (self->design, &choose), ==, "else");
  g_assert_cmpstr (gp_edit_guess_way (self->design, &first), ==, "next");
}

/* Pasted into the same flow, another one and another design, and doubled: the lines between steps
 * come along, those to others do not. */
static void
test_lines_between_steps_are_copied (Fixture       *self,
                                     gconstpointer  user_data)
{
  GpId first = add (self, "set", &self->flow);
  GpId second = add (self, "mail", &first);
  GpId third = add (self, "wait", &second);
  const GpId chosen[] = { first, second, *gp_element_get_id (find (self, &second, &third)) };
  g_autoptr(GpChangeSet) copied = gp_edit_copy (self->design, chosen, 3, NULL);
  GpEditPaste paste = { .into = self->flow };
  Fixture other = { 0 };
  g_autoptr(GArray) made = NULL;
  g_autoptr(GArray) doubled = NULL;
  g_autoptr(GArray) whole = NULL;

  g_assert_cmpuint (gp_change_set_get_size (copied), ==, 3);
  apply (self, gp_edit_paste (self->design, copied, &paste, &made, NULL, NULL));
  g_assert_cmpuint (made->len, ==, 2);
  assert_way (self, &g_array_index (made, GpId, 0), &g_array_index (made, GpId, 1), "next");
  g_assert_cmpuint (gp_design_count (self->design, GP_KIND_TRANSITION), ==, 4);

  set_up (&other, NULL);
  g_clear_pointer (&made, g_array_unref);
  paste.into = other.flow;
  apply (&other, gp_edit_paste (other.design, copied, &paste, &made, NULL, NULL));
  assert_way (&other, &g_array_index (made, GpId, 0), &g_array_index (made, GpId, 1), "next");
  g_assert_cmpuint (gp_design_count (other.design, GP_KIND_TRANSITION), ==, 1);
  tear_down (&other, NULL);

  whole = gp_edit_list_whole (self->design, chosen, 3);
  apply (self, gp_edit_duplicate (self->design, (const GpId *) (gpointer) whole->data, whole->len,
                                  0, 0, &doubled, NULL));
  g_assert_cmpuint (doubled->len, ==, 2);
  assert_way (self, &g_array_index (doubled, GpId, 0), &g_array_index (doubled, GpId, 1), "next");
}

static void
test_steps_are_pasted_into_flows_alone (Fixture       *self,
                                        gconstpointer  user_data)
{
  GpId first = add (self, "set", &self->flow);
  g_autoptr(GpChangeSet) copied = gp_edit_copy (self->design, &first, 1, NULL);
  const GpEditPaste paste = { 0 };
  g_autoptr(GError) error = NULL;

  g_assert_null (gp_edit_paste (self->design, copied, &paste, NULL, NULL, &error));
  g_assert_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_PARENT);
}

int
main (int    argc,
      char **argv)
{
  gp_test_init (&argc, &argv);

#define ADD(name, func) \
  g_test_add ("/model/edit-flow/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("steps-follow-one-another", test_steps_follow_one_another);
  ADD ("a-line-is-parted", test_a_line_is_parted);
  ADD ("ways-are-guessed", test_ways_are_guessed);
  ADD ("a-way-can-be-said", test_a_way_can_be_said);
  ADD ("loops-hold-steps", test_loops_hold_steps);
  ADD ("a-fork-has-branches", test_a_fork_has_branches);
  ADD ("steps-are-joined-once", test_steps_are_joined_once);
  ADD ("a-line-is-led-elsewhere", test_a_line_is_led_elsewhere);
  ADD ("what-led-to-a-step-leads-on", test_what_led_to_a_step_leads_on);
  ADD ("a-condition-parts-a-line", test_a_condition_parts_a_line);
  ADD ("lines-between-steps-are-copied", test_lines_between_steps_are_copied);
  ADD ("steps-are-pasted-into-flows-alone", test_steps_are_pasted_into_flows_alone);
#undef ADD

  return g_test_run ();
}
