/* test-edit-copied.c — copied steps name one another by their new names
 * SPDX-License-Identifier: Apache-2.0 */
#include "config.h"

#include "gp-edit-copied.h"
#include "gp-edit-copy.h"
#include "gp-edit.h"
#include "gp-test-flow.h"
#include "gp-test.h"

static const char script[] = "flow main\n"
                             "step a set with.x=1\n"
                             "step b set with.y=steps.a.output.x if=steps.a.output.x>0\n"
                             "step c set with.z=steps.b.output.y\n"
                             "edge - a\n"
                             "edge a b case when=steps.a.output.x>1\n"
                             "edge b c\n"
                             "flow other\n"
                             "step d set with.x=1\n";

static const char *
text_of (GpDesign   *design,
         const char *step,
         GpProperty  property)
{
  GpId id = gp_test_flow_find (design, GP_KIND_STEP, step);
  const GpElement *element = gp_design_lookup (design, &id);
  gsize n = 0;

  if (property != GP_STEP_WITH)
    return gp_element_get_text (element, property);
  return gp_element_get_texts (element, property, &n)[1];
}

/* a, b and the line between them. */
static GArray *
choose (GpDesign *design)
{
  GArray *chosen = g_array_new (FALSE, FALSE, sizeof (GpId));
  GpId a = gp_test_flow_find (design, GP_KIND_STEP, "a");
  GpId b = gp_test_flow_find (design, GP_KIND_STEP, "b");
  g_autoptr(GPtrArray) lines = gp_design_list (design, GP_KIND_TRANSITION);

  g_array_append_val (chosen, a);
  g_array_append_val (chosen, b);
  for (guint i = 0; i < lines->len; i++)
    if (gp_element_has (lines->pdata[i], GP_TRANSITION_WHEN))
      g_array_append_vals (chosen, gp_element_get_id (lines->pdata[i]), 1);
  g_assert_cmpuint (chosen->len, ==, 3);
  return chosen;
}

/* The condition of the line that leaves @step. */
static const char *
condition_from (GpDesign   *design,
                const char *step)
{
  GpId id = gp_test_flow_find (design, GP_KIND_STEP, step);
  g_autoptr(GPtrArray) lines = gp_design_list (design, GP_KIND_TRANSITION);

  for (guint i = 0; i < lines->len; i++)
    {
      const GpId *from = gp_element_get_ref (lines->pdata[i], GP_TRANSITION_FROM);

      if (from != NULL && gp_id_equal (from, &id))
        return gp_element_get_text (lines->pdata[i], GP_TRANSITION_WHEN);
    }
  return NULL;
}

static void
assert_copies (GpDesign *design)
{
  g_assert_cmpstr (text_of (design, "b_2", GP_STEP_WITH), ==, "steps.a_2.output.x");
  g_assert_cmpstr (text_of (design, "b_2", GP_STEP_IF), ==, "steps.a_2.output.x>0");
  g_assert_cmpstr (condition_from (design, "a_2"), ==, "steps.a_2.output.x>1");
  g_assert_cmpstr (text_of (design, "b", GP_STEP_WITH), ==, "steps.a.output.x");
  g_assert_cmpstr (text_of (design, "c", GP_STEP_WITH), ==, "steps.b.output.y");
  g_assert_cmpstr (condition_from (design, "a"), ==, "steps.a.output.x>1");
}

static void
test_doubled_steps_name_their_copies (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GArray) chosen = choose (design);
  const GpId *ids = (const GpId *) (gpointer) chosen->data;
  g_autoptr(GpChangeSet) changes = gp_edit_duplicate (design, ids, chosen->len, 0, 0, NULL, NULL);

  g_assert_true (gp_design_apply (design, changes, NULL));
  assert_copies (design);
}

static void
test_pasted_steps_name_their_copies (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  g_autoptr(GArray) chosen = choose (design);
  g_autoptr(GpChangeSet) copied = gp_edit_copy (design, (const GpId *) (gpointer) chosen->data,
                                                chosen->len, NULL);
  GpEditPaste paste = { .into = gp_test_flow_find (design, GP_KIND_FLOW, "main") };
  g_autoptr(GpChangeSet) changes = gp_edit_paste (design, copied, &paste, NULL, NULL, NULL);

  g_assert_true (gp_design_apply (design, changes, NULL));
  assert_copies (design);
}

/* Where the names are free nothing has to be renamed; what was not copied is named as before. */
static void
test_other_names_stay (void)
{
  g_autoptr(GpDesign) design = gp_test_flow_design (script);
  GpId b = gp_test_flow_find (design, GP_KIND_STEP, "b");
  GpEditPaste paste = { .into = gp_test_flow_find (design, GP_KIND_FLOW, "other") };
  g_autoptr(GArray) chosen = choose (design);
  g_autoptr(GArray) made = NULL;
  g_autoptr(GpChangeSet) copied = gp_edit_copy (design, (const GpId *) (gpointer) chosen->data,
                                                chosen->len, NULL);
  g_autoptr(GpChangeSet) pasted = gp_edit_paste (design, copied, &paste, &made, NULL, NULL);
  g_autoptr(GpChangeSet) alone = gp_edit_duplicate (design, &b, 1, 0, 0, NULL, NULL);
  const GpElement *there;
  gsize n = 0;

  g_assert_true (gp_design_apply (design, alone, NULL));
  g_assert_cmpstr (text_of (design, "b_2", GP_STEP_WITH), ==, "steps.a.output.x");
  g_assert_true (gp_design_apply (design, pasted, NULL));
  there = gp_design_lookup (design, &g_array_index (made, GpId, 1));
  g_assert_cmpstr (gp_element_get_name (there), ==, "b");
  g_assert_cmpstr (gp_element_get_texts (there, GP_STEP_WITH, &n)[1], ==, "steps.a.output.x");
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/edit-copied/doubled-steps-name-their-copies",
                   test_doubled_steps_name_their_copies);
  g_test_add_func ("/model/edit-copied/pasted-steps-name-their-copies",
                   test_pasted_steps_name_their_copies);
  g_test_add_func ("/model/edit-copied/other-names-stay", test_other_names_stay);

  return g_test_run ();
}
