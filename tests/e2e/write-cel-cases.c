/* write-cel-cases.c — random conditions, rows and callers, with what our evaluator makes of them
 * SPDX-License-Identifier: Apache-2.0
 *
 * For cel-verdicts.mjs, a JSON object for each line: first what records offer, then, every so
 * often, rows and callers, then a condition with an answer for each row and caller: t, f or e. */
#include "config.h"

#include <stdio.h>
#include <stdlib.h>

#include "access-cases.h"
#include "gp-expr-design-record.h"
#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-json-writer.h"
#include "gp-test-expr-conditions.h"

#define N_CALLERS          3
#define CONDITIONS_OF_ROWS 20
#define NOW                3600

typedef struct
{
  AccessCases   cases;     /* first */
  GpExprValue  *users[N_CALLERS];
  GString      *out;
  GpJsonWriter  writer;
} Writer;

static void
begin_line (Writer     *self,
            const char *key)
{
  g_string_truncate (self->out, 0);
  gp_json_writer_init (&self->writer, self->out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&self->writer);
  gp_json_writer_key (&self->writer, key);
}

static void
end_line (Writer *self,
          FILE   *file)
{
  gp_json_writer_end_object (&self->writer);
  fprintf (file, "%s\n", self->out->str);
}

static void
write_text (Writer     *self,
            const char *key,
            const char *text)
{
  gp_json_writer_key (&self->writer, key);
  gp_json_writer_string (&self->writer, text);
}

static const char *
name_of (Writer     *self,
         const GpId *id)
{
  return gp_element_get_name (gp_design_lookup (self->cases.design, id));
}

static void
write_member (Writer             *self,
              const GpExprMember *member)
{
  static const char *const links[] = { [GP_EXPR_LINK_FIELD] = "field",
                                       [GP_EXPR_LINK_REFERENCE] = "reference",
                                       [GP_EXPR_LINK_CHILDREN] = "children" };

  gp_json_writer_begin_object (&self->writer);
  write_text (self, "link", links[member->link]);
  if (member->link == GP_EXPR_LINK_CHILDREN)
    {
      write_text (self, "entity", name_of (self, &member->element));
      write_text (self, "via", name_of (self, &member->via));
    }
  else
    {
      write_text (self, "field", name_of (self, &member->element));
    }
  if (member->link == GP_EXPR_LINK_REFERENCE)
    write_text (self, "entity", name_of (self, &member->type.element));
  if (member->link != GP_EXPR_LINK_FIELD)
    write_text (self, "key", name_of (self, &member->key));
  gp_json_writer_end_object (&self->writer);
}

/* A reference may be followed by another name than the usual one. */
static void
add_other_names (Writer     *self,
                 const GpId *entity,
                 GPtrArray  *names)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->cases.design, entity,
                                                         GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      char *name = g_strconcat (gp_element_get_name (fields->pdata[i]), "_ref", NULL);

      if (g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_free (name);
      else
        g_ptr_array_add (names, name);
    }
}

static void
write_members (Writer *self,
               FILE   *file)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->cases.design, GP_KIND_ENTITY);

  begin_line (self, "members");
  gp_json_writer_begin_object (&self->writer);
  for (guint i = 0; i < entities->len; i++)
    {
      const GpId *entity = gp_element_get_id (entities->pdata[i]);
      g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

      gp_expr_design_list_record_members (self->cases.design, entity, names);
      add_other_names (self, entity, names);
      gp_json_writer_key (&self->writer, gp_element_get_name (entities->pdata[i]));
      gp_json_writer_begin_object (&self->writer);
      for (guint j = 0; j < names->len; j++)
        {
          GpExprMember member;

          if (!gp_expr_design_find_record_member (self->cases.design, entity, names->pdata[j],
                                                  &member))
            continue;
          gp_json_writer_key (&self->writer, names->pdata[j]);
          write_member (self, &member);
        }
      gp_json_writer_end_object (&self->writer);
    }
  gp_json_writer_end_object (&self->writer);
  end_line (self, file);
}

/* Null, or an object with the kind of the value. */
static void
write_value (Writer            *self,
             const GpExprValue *value)
{
  g_autofree char *number = NULL;
  gint32 nanos;

  if (gp_expr_value_is_null (value))
    {
      gp_json_writer_null (&self->writer);
      return;
    }
  gp_json_writer_begin_object (&self->writer);
  switch (gp_expr_value_get_kind (value))
    {
    case GP_EXPR_VALUE_BOOL:
      gp_json_writer_key (&self->writer, "bool");
      gp_json_writer_bool (&self->writer, gp_expr_value_get_bool (value));
      break;
    case GP_EXPR_VALUE_INT:
      number = g_strdup_printf ("%" G_GINT64_FORMAT, gp_expr_value_get_int (value));
      write_text (self, "int", number);
      break;
    case GP_EXPR_VALUE_DOUBLE:
      gp_json_writer_key (&self->writer, "double");
      gp_json_writer_double (&self->writer, gp_expr_value_get_double (value));
      break;
    case GP_EXPR_VALUE_TIMESTAMP:
      number = g_strdup_printf ("%" G_GINT64_FORMAT, gp_expr_value_get_timestamp (value, &nanos));
      gp_json_writer_key (&self->writer, "time");
      gp_json_writer_begin_array (&self->writer);
      gp_json_writer_string (&self->writer, number);
      gp_json_writer_int (&self->writer, nanos);
      gp_json_writer_end_array (&self->writer);
      break;
    case GP_EXPR_VALUE_LIST:
      gp_json_writer_key (&self->writer, "list");
      gp_json_writer_begin_array (&self->writer);
      for (gsize i = 0; i < gp_expr_value_get_size (value); i++)
        write_value (self, gp_expr_value_get_item (value, i));
      gp_json_writer_end_array (&self->writer);
      break;
    default:
      number = gp_expr_value_to_json (value);
      gp_json_writer_key (&self->writer, "text");
      gp_json_writer_raw (&self->writer, number);
    }
  gp_json_writer_end_object (&self->writer);
}

static void
write_callers (Writer *self)
{
  gp_json_writer_key (&self->writer, "callers");
  gp_json_writer_begin_array (&self->writer);
  for (guint i = 0; i < N_CALLERS; i++)
    {
      g_auto(AccessCaller) caller = { 0 };
      g_autoptr(GpAccessCaller) made = NULL;

      access_cases_draw_caller (&self->cases, i, &caller);
      made = access_caller_make (&self->cases, &caller);
      g_clear_pointer (&self->users[i], gp_expr_value_unref);
      self->users[i] = gp_expr_value_ref (gp_access_caller_get_user (made));
      gp_json_writer_begin_object (&self->writer);
      for (gsize j = 0; j < gp_expr_value_get_size (self->users[i]); j++)
        {
          gp_json_writer_key (&self->writer, gp_expr_value_get_string (
            gp_expr_value_get_key (self->users[i], j), NULL));
          write_value (self, gp_expr_value_get_entry (self->users[i], j));
        }
      gp_json_writer_end_object (&self->writer);
    }
  gp_json_writer_end_array (&self->writer);
}

static void
write_rows (Writer *self,
            FILE   *file)
{
  g_autoptr(GPtrArray) entities = gp_design_list (self->cases.design, GP_KIND_ENTITY);

  access_cases_draw_rows (&self->cases);
  begin_line (self, "rows");
  gp_json_writer_begin_object (&self->writer);
  for (guint i = 0; i < entities->len; i++)
    {
      const GpId *entity = gp_element_get_id (entities->pdata[i]);
      g_autoptr(GPtrArray) fields = gp_design_list_children (self->cases.design, entity,
                                                             GP_KIND_FIELD);

      gp_json_writer_key (&self->writer, gp_element_get_name (entities->pdata[i]));
      gp_json_writer_begin_array (&self->writer);
      for (guint j = 0; j < self->cases.rows->all->len; j++)
        {
          GpTestRow *row = self->cases.rows->all->pdata[j];

          if (!gp_id_equal (&row->entity, entity))
            continue;
          gp_json_writer_begin_object (&self->writer);
          for (guint k = 0; k < fields->len; k++)
            {
              gp_json_writer_key (&self->writer, gp_element_get_name (fields->pdata[k]));
              write_value (self, g_hash_table_lookup (row->values,
                                                      gp_element_get_id (fields->pdata[k])));
            }
          gp_json_writer_end_object (&self->writer);
        }
      gp_json_writer_end_array (&self->writer);
    }
  gp_json_writer_end_object (&self->writer);
  write_callers (self);
  end_line (self, file);
}

/** What a condition sees. */
typedef struct
{
  GpTestRow   *row;
  GpExprValue *user;
} Scene;

static GpExprValue *
lookup (const char *name,
        gpointer    user_data)
{
  Scene *scene = user_data;

  if (g_str_equal (name, "record"))
    return gp_test_row_as_record (scene->row);
  if (g_str_equal (name, "user"))
    return gp_expr_value_ref (scene->user);
  if (g_str_equal (name, "now"))
    return gp_expr_value_new_timestamp (NOW, 0);
  if (g_str_equal (name, "request"))
    return gp_expr_value_new_object ("action", gp_expr_value_new_string ("read", -1), NULL);
  return NULL;
}

static char
ask (const GpExpr *expr,
     Scene        *scene)
{
  GpExprEnv env = { .lookup = lookup, .user_data = scene };
  g_autoptr(GpExprValue) value = gp_expr_eval (expr, &env);

  if (gp_expr_value_get_kind (value) != GP_EXPR_VALUE_BOOL)
    return 'e';
  return gp_expr_value_get_bool (value) ? 't' : 'f';
}

static void
write_condition (Writer *self,
                 FILE   *file)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GString) answers = g_string_new (NULL);
  g_autoptr(GError) error = NULL;
  g_autoptr(GpExpr) expr = NULL;

  gp_test_expr_append_condition (text);
  expr = gp_expr_parse (text->str, -1, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < self->cases.rows->all->len; i++)
    {
      Scene scene = { .row = self->cases.rows->all->pdata[i] };

      if (!gp_id_equal (&scene.row->entity, &self->cases.project))
        continue;
      for (guint j = 0; j < N_CALLERS; j++)
        {
          scene.user = self->users[j];
          g_string_append_c (answers, ask (expr, &scene));
        }
    }
  begin_line (self, "condition");
  gp_json_writer_string (&self->writer, text->str);
  write_text (self, "answers", answers->str);
  end_line (self, file);
}

int
main (int    argc,
      char **argv)
{
  const char *wish = g_getenv ("GP_ACCESS_RULES");
  guint n = wish != NULL ? (guint) atoi (wish) : 500;
  Writer self = { 0 };
  FILE *file;

  g_test_init (&argc, &argv, NULL);
  file = argc == 2 ? fopen (argv[1], "w") : NULL;
  g_assert_nonnull (file);
  self.out = g_string_new (NULL);
  access_cases_init (&self.cases);
  access_cases_take (&self.cases);
  write_members (&self, file);
  for (guint i = 0; i < n; i++)
    {
      if (i % CONDITIONS_OF_ROWS == 0)
        write_rows (&self, file);
      write_condition (&self, file);
    }
  g_assert_cmpint (fclose (file), ==, 0);
  for (guint i = 0; i < N_CALLERS; i++)
    gp_expr_value_unref (self.users[i]);
  access_cases_clear (&self.cases);
  g_string_free (self.out, TRUE);
  return EXIT_SUCCESS;
}
