/* gp-test-scene.c — a small design to draw
 * SPDX-License-Identifier: Apache-2.0 */
#include "gp-test-scene.h"

#include "gp-edit.h"

static void
apply (GpDesign    *design,
       GpChangeSet *changes)
{
  g_autoptr(GpChangeSet) taken = changes;
  g_autoptr(GError) error = NULL;

  g_assert_nonnull (taken);
  gp_design_apply (design, taken, &error);
  g_assert_no_error (error);
}

static GpId
add (GpDesign   *design,
     GpKind      kind,
     const GpId *parent,
     const char *name)
{
  GpId id;

  apply (design, gp_edit_add (design, kind, parent, name, NULL, NULL, &id));
  return id;
}

static void
set (GpDesign   *design,
     const GpId *id,
     GpProperty  property,
     GpValue     value)
{
  g_autoptr(GError) error = NULL;
  GpChangeSet *changes = gp_edit_set (design, id, property, value, &error);

  g_assert_no_error (error);
  apply (design, changes);
}

static GpId
add_field (GpDesign   *design,
           const GpId *entity,
           const char *name,
           const char *type)
{
  g_autoptr(GError) error = NULL;
  GpId id;

  apply (design, gp_edit_add_field (design, entity, name, NULL, &id, &error));
  set (design, &id, GP_FIELD_TYPE, gp_value_text (type));
  return id;
}

static void
relate (GpDesign   *design,
        const GpId *from,
        const GpId *to)
{
  g_autoptr(GError) error = NULL;
  GpId id;

  apply (design, gp_edit_add_relation (design, from, to, &id, &error));
  g_assert_no_error (error);
}

static void
add_rule (GpDesign   *design,
          const GpId *entity,
          const GpId *role,
          const char *action,
          const char *condition)
{
  const char *const actions[] = { action, NULL };
  GpId rule = add (design, GP_KIND_RULE, entity, NULL);

  set (design, &rule, GP_RULE_ROLE, gp_value_id (role));
  set (design, &rule, GP_RULE_ACTIONS, gp_value_texts (actions, 1));
  if (condition != NULL)
    set (design, &rule, GP_RULE_CONDITION, gp_value_text (condition));
}

static void
add_transition (GpDesign   *design,
                const GpId *flow,
                const GpId *from,
                const GpId *to,
                const char *type)
{
  GpId id = add (design, GP_KIND_TRANSITION, flow, NULL);

  if (from != NULL)
    set (design, &id, GP_TRANSITION_FROM, gp_value_id (from));
  set (design, &id, GP_TRANSITION_TO, gp_value_id (to));
  set (design, &id, GP_TRANSITION_TYPE, gp_value_text (type));
}

static void
add_flow (GpDesign   *design,
          const GpId *entity)
{
  const GpId *root = gp_design_get_root_id (design);
  GpId flow = add (design, GP_KIND_FLOW, root, "ship");
  GpId check = add (design, GP_KIND_STEP, &flow, "check");
  GpId pack = add (design, GP_KIND_STEP, &flow, "pack");
  GpId refuse = add (design, GP_KIND_STEP, &flow, "refuse");

  set (design, &check, GP_STEP_TYPE, gp_value_text ("switch"));
  set (design, &pack, GP_STEP_TYPE, gp_value_text ("data_create"));
  set (design, &pack, GP_STEP_ENTITY, gp_value_id (entity));
  set (design, &refuse, GP_STEP_TYPE, gp_value_text ("raise"));
  add_transition (design, &flow, NULL, &check, "next");
  add_transition (design, &flow, &check, &pack, "case");
  add_transition (design, &flow, &check, &refuse, "else");
  add_transition (design, &flow, &pack, &refuse, "error");
}

static void
place_all (GpDesign *design)
{
  static const struct { const char *name; double x, y; } places[] = {
    { "customer", 0, 0 }, { "order", 360, 0 }, { "item", 800, 0 }, { "log", 0, 480 },
  };
  GpId view = gp_test_scene_find_view (design);
  g_autoptr(GPtrArray) notes = gp_design_list (design, GP_KIND_NOTE);
  GpEditPlace all[G_N_ELEMENTS (places) + 1];

  for (gsize i = 0; i < G_N_ELEMENTS (places); i++)
    all[i] = (GpEditPlace) {
      .element = *gp_element_get_id (gp_test_scene_find (design, GP_KIND_ENTITY, places[i].name)),
      .at = { places[i].x, places[i].y },
    };
  all[G_N_ELEMENTS (places)] = (GpEditPlace) {
    .element = *gp_element_get_id (g_ptr_array_index (notes, 0)),
    .at = { 400, 480 },
  };
  apply (design, gp_edit_place (design, &view, all, G_N_ELEMENTS (all), "Placed"));
}

GpDesign *
gp_test_scene_design (void)
{
  GpDesign *design = gp_design_new (NULL, "shop");
  const GpId *root = gp_design_get_root_id (design);
  GpId sales = add (design, GP_KIND_DOMAIN, root, "sales");
  GpId stock = add (design, GP_KIND_DOMAIN, root, "stock");
  GpId customer = add (design, GP_KIND_ENTITY, root, "customer");
  GpId order = add (design, GP_KIND_ENTITY, root, "order");
  GpId item = add (design, GP_KIND_ENTITY, root, "item");
  GpId clerk = add (design, GP_KIND_ROLE, root, "clerk");
  GpId note = add (design, GP_KIND_NOTE, root, NULL);
  g_autoptr(GError) error = NULL;
  GpId view;

  add (design, GP_KIND_ENTITY, root, "log");
  view = add (design, GP_KIND_VIEW, root, "All");
  set (design, &view, GP_VIEW_LENS, gp_value_text ("data"));
  set (design, &customer, GP_ENTITY_DOMAIN, gp_value_id (&sales));
  set (design, &order, GP_ENTITY_DOMAIN, gp_value_id (&sales));
  set (design, &item, GP_ENTITY_DOMAIN, gp_value_id (&stock));
  add_field (design, &customer, "full_name", "text");
  add_field (design, &customer, "born_on", "date");
  add_field (design, &order, "total", "decimal");
  relate (design, &order, &customer);
  relate (design, &item, &order);
  add_rule (design, &customer, &clerk, "read", NULL);
  add_rule (design, &order, &clerk, "create", "record.total > 0");
  add_flow (design, &order);
  set (design, &note, GP_NOTE_TEXT, gp_value_text ("Ask <Ann> & Bob"));
  place_all (design);
  return design;
}

const GpElement *
gp_test_scene_find (GpDesign   *design,
                    GpKind      kind,
                    const char *name)
{
  g_autoptr(GPtrArray) all = gp_design_list (design, kind);

  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (gp_element_get_name (g_ptr_array_index (all, i)), name))
      return g_ptr_array_index (all, i);
  g_error ("there is no %s", name);
}

const GpElement *
gp_test_scene_find_field (GpDesign   *design,
                          const char *entity,
                          const char *field)
{
  const GpElement *parent = gp_test_scene_find (design, GP_KIND_ENTITY, entity);
  const GpElement *found = gp_design_find_child (design, gp_element_get_id (parent), GP_KIND_FIELD,
                                                 field);

  g_assert_nonnull (found);
  return found;
}

GpId
gp_test_scene_find_view (GpDesign *design)
{
  const GpElement *view = gp_edit_find_view (design, "data");

  g_assert_nonnull (view);
  return *gp_element_get_id (view);
}
