/* gp-test-steps.c — flows to draw
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-steps.h"

#include "gp-arrange.h"
#include "gp-edit.h"
#include "gp-test-builder.h"

static GpId
add (GpDesign   *design,
     GpKind      kind,
     const GpId *parent,
     const char *name)
{
  GpId id;
  g_autoptr(GpChangeSet) changes = gp_edit_add (design, kind, parent, name, NULL, NULL, &id);
  g_autoptr(GError) error = NULL;

  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
  return id;
}

void
gp_test_steps_set (GpDesign   *design,
                  const GpId *id,
                  GpProperty  property,
                  GpValue     value)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GpChangeSet) changes = gp_edit_set (design, id, property, value, &error);

  g_assert_no_error (error);
  gp_design_apply (design, changes, &error);
  g_assert_no_error (error);
}

GpId
gp_test_steps_add (GpDesign   *design,
                  const char *name)
{
  return add (design, GP_KIND_FLOW, gp_design_get_root_id (design), name);
}

GpId
gp_test_steps_add_step (GpDesign   *design,
                       const GpId *parent,
                       const char *name,
                       const char *type)
{
  GpId id = add (design, GP_KIND_STEP, parent, name);

  gp_test_steps_set (design, &id, GP_STEP_TYPE, gp_value_text (type));
  return id;
}

GpId
gp_test_steps_connect (GpDesign   *design,
                      const GpId *parent,
                      const GpId *from,
                      const GpId *to,
                      const char *type)
{
  GpId id = add (design, GP_KIND_TRANSITION, parent, NULL);

  if (from != NULL)
    gp_test_steps_set (design, &id, GP_TRANSITION_FROM, gp_value_id (from));
  if (to != NULL)
    gp_test_steps_set (design, &id, GP_TRANSITION_TO, gp_value_id (to));
  gp_test_steps_set (design, &id, GP_TRANSITION_TYPE, gp_value_text (type));
  return id;
}

GpSceneBuilder *
gp_test_steps_new_builder (GpDesign   *design,
                          const GpId *flow)
{
  GpSceneBuilder *builder = gp_test_builder_new (design, GP_LENS_FLOWS);
  g_autoptr(GError) error = NULL;

  gp_scene_builder_set_subject (builder, flow);
  gp_scene_builder_rebuild (builder);
  gp_arrange_unplaced (builder, GP_LAYOUT_QUICK, NULL, &error);
  g_assert_no_error (error);
  return builder;
}
