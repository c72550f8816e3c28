/* test-expr-design-record.c — what an entity's records offer to expressions
 * SPDX-License-Identifier: Apache-2.0 */

#include "config.h"

#include "gp-expr-design-record.h"
#include "gp-test.h"
#include "gp-test-expr-design.h"

static void
test_members (void)
{
  static const struct
  {
    const char *entity;
    const char *name;
    const char *type;         /* NULL where there is no such member */
    GpExprLink link;
    const char *element;
    const char *key;
  } cases[] = {
    { "project", "name", "string?", GP_EXPR_LINK_FIELD, "project/name", NULL },
    { "project", "owner_id", "string?", GP_EXPR_LINK_FIELD, "project/owner_id", NULL },
    { "project", "owner", "record?", GP_EXPR_LINK_REFERENCE, "project/owner_id", "person/id" },
    { "project", "lead", "string?", GP_EXPR_LINK_FIELD, "project/lead", NULL },
    { "project", "lead_ref", "record?", GP_EXPR_LINK_REFERENCE, "project/lead", "person/id" },
    { "project", "owner_id_ref", "record?", GP_EXPR_LINK_REFERENCE, "project/owner_id",
      "person/id" },
    { "project", "task", "list(record)", GP_EXPR_LINK_CHILDREN, "task", "project/id" },
    { "project", "meta", "any", GP_EXPR_LINK_FIELD, "project/meta", NULL },
    { "task", "parent_id", "int?", GP_EXPR_LINK_FIELD, "task/parent_id", NULL },
    { "task", "parent", "record?", GP_EXPR_LINK_REFERENCE, "task/parent_id", "task/id" },
    { "task", "task", "list(record)", GP_EXPR_LINK_CHILDREN, "task", "task/id" },
    { "person", "task__reviewer_id", "list(record)", GP_EXPR_LINK_CHILDREN, "task", "person/id" },
    { "person", "project__lead", "list(record)", GP_EXPR_LINK_CHILDREN, "project", "person/id" },
    { "person", "task", NULL, 0, NULL, NULL },
    { "person", "task__points", NULL, 0, NULL, NULL },
    { "person", "order_line", NULL, 0, NULL, NULL },
    { "project", "name_ref", NULL, 0, NULL, NULL },
    { "project", "archived_ref", NULL, 0, NULL, NULL },
    { "project", "_ref", NULL, 0, NULL, NULL },
    { "project", "", NULL, 0, NULL, NULL },
  };
  g_autoptr(GpDesign) design = gp_test_expr_design ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const GpId *entity = gp_test_expr_find (design, cases[i].entity);
      GpExprMember member;
      gboolean found = gp_expr_design_find_record_member (design, entity, cases[i].name, &member);
      g_autofree char *type = found ? gp_expr_type_to_text (&member.type) : NULL;

      g_test_message ("%s.%s", cases[i].entity, cases[i].name);
      g_assert_cmpstr (type, ==, cases[i].type);
      if (!found)
        continue;
      g_assert_cmpint (member.link, ==, cases[i].link);
      g_assert_true (gp_id_equal (&member.element, gp_test_expr_find (design, cases[i].element)));
      if (cases[i].key != NULL)
        g_assert_true (gp_id_equal (&member.key, gp_test_expr_find (design, cases[i].key)));
    }
}

/* Whatever is listed is found, and nothing is listed twice. */
static void
test_list (void)
{
  g_autoptr(GpDesign) design = gp_test_expr_design ();
  g_autoptr(GPtrArray) entities = gp_design_list (design, GP_KIND_ENTITY);

  for (guint i = 0; i < entities->len; i++)
    {
      const GpId *entity = gp_element_get_id (entities->pdata[i]);
      g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
      g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

      gp_expr_design_list_record_members (design, entity, names);
      g_assert_cmpuint (names->len, >, 2);
      for (guint j = 0; j < names->len; j++)
        {
          GpExprMember member;

          g_assert_true (gp_expr_design_find_record_member (design, entity, names->pdata[j],
                                                            &member));
          g_assert_true (g_hash_table_add (seen, names->pdata[j]));
        }
    }
}

int
main (int   argc,
      char *argv[])
{
  gp_test_init (&argc, &argv);
  g_test_add_func ("/model/expr-design-record/members", test_members);
  g_test_add_func ("/model/expr-design-record/listed-is-found", test_list);
  return g_test_run ();
}
