/* gp-test-expr-design.c — a small design for tests of expressions
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-test-expr-design.h"

#include <string.h>

/* One line per entity: its name, then fields: name:type, "?" for optional, "*" for a list,
 * ">entity" for what it refers to, "=a|b" for the values of an enum. The first field is the key. */
static const char schema[] =
  "person id:uuid email:text age:integer? boss_id:uuid?>person active:boolean?\n"
  "project id:uuid name:text? owner_id:uuid?>person status:enum=draft|open|done budget:decimal?"
  " archived:boolean created:timestamp due:date? tags:text*? clinic:uuid? lead:reference?>person"
  " meta:json?\n"
  "task id:bigint project_id:uuid?>project title:text? reviewer_id:uuid?>person"
  " assignee_id:uuid?>person done:boolean? points:integer parent_id:reference?>task\n"
  "order_line id:uuid order_line_no:integer 2nd:text?\n";

typedef struct
{
  GPtrArray *elements;
  GHashTable *entities;     /* name → GpElement, borrowed */
  double rank;
} Builder;

static GpElement *
add_element (Builder    *self,
             GpKind      kind,
             const GpId *parent,
             const char *name)
{
  GpId id = gp_id_new ();
  GpElement *element = gp_element_new (kind, &id, parent, ++self->rank);

  gp_element_set_text (element, (GpProperty) gp_kind_get_info (kind)->name, name);
  g_ptr_array_add (self->elements, element);
  return element;
}

/* "name:type?*>entity=a|b" */
static void
add_field (Builder    *self,
           GpElement  *entity,
           const char *word,
           gboolean    is_key)
{
  g_auto(GStrv) name_and_rest = g_strsplit (word, ":", 2);
  gsize type_length = strspn (name_and_rest[1], "abcdefghijklmnopqrstuvwxyz");
  g_autofree char *type = g_strndup (name_and_rest[1], type_length);
  const char *marks = name_and_rest[1] + type_length;
  GpElement *field = add_element (self, GP_KIND_FIELD, gp_element_get_id (entity),
                                       name_and_rest[0]);
  const char *target = strchr (marks, '>');
  const char *values = strchr (marks, '=');

  gp_element_set_text (field, GP_FIELD_TYPE, type);
  if (strchr (marks, '?') != NULL)
    gp_element_set_bool (field, GP_FIELD_NULLABLE, TRUE);
  if (strchr (marks, '*') != NULL)
    gp_element_set_bool (field, GP_FIELD_ARRAY, TRUE);
  if (target != NULL)
    gp_element_set_ref (field, GP_FIELD_REFERENCE,
                        gp_element_get_id (g_hash_table_lookup (self->entities, target + 1)));
  if (values != NULL)
    {
      g_auto(GStrv) texts = g_strsplit (values + 1, "|", -1);

      gp_element_set (field, GP_FIELD_VALUES,
                      gp_value_texts ((const char *const *) texts, g_strv_length (texts)));
    }
  if (is_key)
    gp_element_set (entity, GP_ENTITY_PRIMARY_KEY, gp_value_ids (gp_element_get_id (field), 1));
}

static void
add_entities (Builder    *self,
              const GpId *root)
{
  g_auto(GStrv) lines = g_strsplit (schema, "\n", -1);

  for (gsize i = 0; lines[i][0] != '\0'; i++)
    {
      g_auto(GStrv) words = g_strsplit (lines[i], " ", -1);

      g_hash_table_insert (self->entities, g_strdup (words[0]),
                           add_element (self, GP_KIND_ENTITY, root, words[0]));
    }
  for (gsize i = 0; lines[i][0] != '\0'; i++)
    {
      g_auto(GStrv) words = g_strsplit (lines[i], " ", -1);

      for (gsize j = 1; words[j] != NULL; j++)
        add_field (self, g_hash_table_lookup (self->entities, words[0]), words[j],
                                j == 1);
    }
}

GpDesign *
gp_test_expr_design (void)
{
  GpDesign *design = gp_design_new (NULL, "Test");
  const GpId *root = gp_design_get_root_id (design);
  Builder builder = { .elements = g_ptr_array_new_with_free_func (
                                  (GDestroyNotify) gp_element_unref),
                                .entities = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                                   NULL) };
  g_autoptr(GError) error = NULL;
  GpElement *event, *flow, *loop;

  add_entities (&builder, root);
  add_element (&builder, GP_KIND_ROLE, root, "editor");
  add_element (&builder, GP_KIND_ROLE, root, "admin");
  event = add_element (&builder, GP_KIND_EVENT, root, "report.ready");
  add_field (&builder, event, "pages:integer", FALSE);
  flow = add_element (&builder, GP_KIND_FLOW, root, "notify");
  gp_element_set_ref (flow, GP_FLOW_TRIGGER_ENTITY,
                      gp_element_get_id (g_hash_table_lookup (builder.entities, "task")));
  gp_element_set_ref (flow, GP_FLOW_TRIGGER_EVENT, gp_element_get_id (event));
  add_element (&builder, GP_KIND_STEP, gp_element_get_id (flow), "fetch");
  loop = add_element (&builder, GP_KIND_STEP, gp_element_get_id (flow), "each");
  gp_element_set_text (loop, GP_STEP_EACH, "line");
  add_element (&builder, GP_KIND_STEP, gp_element_get_id (loop), "inner");

  gp_design_load (design, builder.elements, &error);
  g_assert_no_error (error);
  g_ptr_array_unref (builder.elements);
  g_hash_table_unref (builder.entities);
  return design;
}

const GpId *
gp_test_expr_find (GpDesign   *design,
                   const char *path)
{
  g_auto(GStrv) names = g_strsplit (path, "/", -1);
  const GpId *id = gp_design_get_root_id (design);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      const GpElement *child = NULL;

      for (gsize j = 0; (child = gp_design_peek_child (design, id, j)) != NULL; j++)
        if (g_str_equal (gp_element_get_name (child), names[i]))
          break;
      g_assert_nonnull (child);
      id = gp_element_get_id (child);
    }
  return id;
}
