/* gp-cli-eval.c — gplan eval: what an expression comes to, or how a database would be asked
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-directus-expr.h"
#include "gp-directus-filter.h"
#include "gp-expr-compile.h"
#include "gp-expr-design-record.h"
#include "gp-expr-design-scope.h"
#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-postgresql-expr.h"
#include "gp-sqlite-expr.h"

#include <glib/gi18n.h>

static GpCliStatus
report (const GError *error,
        gboolean      json)
{
  g_autoptr(GString) out = g_string_new (NULL);
  gsize offset = 0;
  GpJsonWriter writer;

  if (!json || error->domain != GP_EXPR_ERROR)
    {
      gp_cli_fail (error);
      return error->domain == GP_EXPR_ERROR ? GP_CLI_FOUND : GP_CLI_FAILED;
    }

  gp_expr_error_get_position (error, &offset, NULL);
  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "error");
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "code");
  gp_json_writer_string (&writer, gp_expr_error_to_string ((GpExprError) error->code));
  gp_json_writer_key (&writer, "message");
  gp_json_writer_string (&writer, error->message);
  gp_json_writer_key (&writer, "offset");
  gp_json_writer_int (&writer, (gint64) offset);
  gp_json_writer_end_object (&writer);
  gp_json_writer_end_object (&writer);
  return gp_cli_print_json (&writer, out, GP_CLI_FOUND);
}

static GpCliStatus
print_value (const GpExprValue *value,
             gboolean           json)
{
  g_autofree char *text = NULL;
  g_autofree char *line = NULL;
  g_autofree char *data = NULL;
  g_autoptr(GString) out = NULL;
  GpJsonWriter writer;

  if (!json)
    {
      text = gp_expr_value_to_text (value);
      line = g_strconcat (text, "\n", NULL);
      return gp_cli_print (line, strlen (line)) ? GP_CLI_DONE : GP_CLI_FAILED;
    }
  data = gp_expr_value_to_json (value);
  out = g_string_new (NULL);
  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "type");
  gp_json_writer_string (&writer, gp_expr_value_kind_name (gp_expr_value_get_kind (value)));
  gp_json_writer_key (&writer, "value");
  gp_json_writer_raw (&writer, data);
  gp_json_writer_end_object (&writer);
  return gp_cli_print_json (&writer, out, GP_CLI_DONE);
}

/* (transfer full): the variables of the file, with the time; none where it is NULL. */
static GpExprValue *
read_variables (const char  *path,
                GError     **error)
{
  g_autofree char *text = NULL;
  GpExprValue *variables;
  gsize length;

  if (path == NULL)
    return gp_expr_value_new_map (NULL, NULL, 0);
  if (!gp_cli_read (path, &text, &length, error))
    return NULL;
  variables = gp_expr_value_from_json (text, (gssize) length, error);
  if (variables == NULL)
    {
      gp_cli_prefix_place (error, path, text);
      return NULL;
    }
  if (gp_expr_value_get_kind (variables) == GP_EXPR_VALUE_MAP)
    return variables;
  gp_expr_value_unref (variables);
  g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_VALUE,
               _("%s must hold a JSON object of variables."), path);
  return NULL;
}

static GpExprValue *
lookup (const char *name,
        gpointer    variables)
{
  GpExprValue *value = gp_expr_lookup_in_value (name, variables);
  gint64 now = g_get_real_time ();

  if (value == NULL && g_str_equal (name, "now"))
    return gp_expr_value_new_timestamp (now / G_USEC_PER_SEC, (gint32) (now % G_USEC_PER_SEC)
                                                                * 1000);
  return value;
}

static GpCliStatus
evaluate (const GpExpr *expr,
          GpExprValue  *variables,
          gboolean      json)
{
  GpExprEnv env = { .lookup = lookup, .user_data = variables };
  g_autoptr(GpExprValue) value = gp_expr_eval (expr, &env);
  g_autoptr(GError) error = NULL;

  if (!gp_expr_value_is_error (value))
    return print_value (value, json);
  gp_expr_problem_set_error (gp_expr_value_get_problem (value), &error);
  return report (error, json);
}

static GpCliStatus
print_sql (const GString *sql,
           const GArray  *values,
           gboolean       json)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;

  if (!json)
    {
      g_string_printf (out, "%s\n", sql->str);
      return gp_cli_print (out->str, out->len) ? GP_CLI_DONE : GP_CLI_FAILED;
    }
  gp_json_writer_init (&writer, out, GP_JSON_PRETTY);
  gp_json_writer_begin_object (&writer);
  gp_json_writer_key (&writer, "sql");
  gp_json_writer_string (&writer, sql->str);
  gp_json_writer_key (&writer, "values");
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < values->len; i++)
    {
      const GpCell *cell = &g_array_index (values, GpCell, i);

      if (cell->kind == GP_CELL_INT)
        gp_json_writer_int (&writer, cell->integer);
      else if (cell->kind == GP_CELL_REAL)
        gp_json_writer_double (&writer, cell->real);
      else if (cell->kind == GP_CELL_TEXT)
        gp_json_writer_string (&writer, cell->bytes);
      else
        gp_json_writer_null (&writer);
    }
  gp_json_writer_end_array (&writer);
  gp_json_writer_end_object (&writer);
  return gp_cli_print_json (&writer, out, GP_CLI_DONE);
}

static gboolean
print_sqlite (GpDesign           *design,
              const GpExprQuery  *query,
              GpExprValue        *variables,
              GString            *sql,
              GArray             *values,
              GError            **error)
{
  GpExprEnv env = { .lookup = lookup, .user_data = variables };
  g_autoptr(GpSchema) schema = gp_schema_new (design, NULL);
  GpSqliteExpr printer = { .schema = schema, .env = &env };

  return gp_sqlite_expr_print (&printer, query, sql, values, error);
}

/* The database knows by itself who asks, as a policy does: no values are bound. */
static gboolean
print_postgresql (GpDesign           *design,
                  const GpExprQuery  *query,
                  GpExprValue        *variables,
                  GString            *sql,
                  GArray             *values,
                  GError            **error)
{
  GpPostgresqlExpr printer = { .design = design, .record = "r0", .new_record = "r0",
                               .action = "read" };

  return gp_postgresql_expr_print (&printer, query, sql, error);
}

/* As the filter of a permission; @sql: JSON. */
static gboolean
print_directus (GpDesign           *design,
                const GpExprQuery  *query,
                GpExprValue        *variables,
                GString            *sql,
                GArray             *values,
                GError            **error)
{
  GpDirectusExpr printer = { .design = design, .action = "read" };
  const GpExprQueryRow *row = gp_expr_query_get_row (query, 0);
  const GpElement *key = gp_expr_design_get_key (design, &row->entity);
  g_autofree char *filter = gp_directus_expr_print (&printer, query, error);
  g_autofree char *text = NULL;

  if (filter == NULL)
    return FALSE;
  text = gp_directus_filter_finish (filter, key != NULL ? gp_element_get_name (key) : "id");
  g_string_append (sql, text);
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean  (*print) (GpDesign *design, const GpExprQuery *query, GpExprValue *variables,
                      GString *sql, GArray *values, GError **error);
} languages[] = {
  { "sqlite", print_sqlite },
  { "postgresql", print_postgresql },
  { "directus", print_directus },
};

static GpCliStatus
compile (const GpExpr *expr,
         gsize         language,
         GpDesign     *design,
         const GpId   *entity,
         GpExprValue  *variables,
         gboolean      json)
{
  GpExprType expected = gp_expr_type_new (GP_EXPR_TYPE_BOOL);
  g_autoptr(GpExprScope) scope = gp_expr_design_scope_new_rows (design, entity, FALSE);
  g_autoptr(GPtrArray) problems = gp_expr_problems_new ();
  g_autoptr(GpExprCheck) check = gp_expr_check_new (expr, scope, &expected, problems);
  g_autoptr(GpExprQuery) query = NULL;
  g_autoptr(GString) sql = g_string_new (NULL);
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GError) error = NULL;

  if (problems->len > 0)
    gp_expr_problem_set_error (problems->pdata[0], &error);
  else
    query = gp_expr_compile (check, GP_EXPR_MODE_TRUE, &error);
  if (query == NULL
      || !languages[language].print (design, query, variables, sql, values, &error))
    return report (error, json);
  return print_sql (sql, values, json);
}

GpCliStatus
gp_cli_eval (const char  *self,
             int          argc,
             char       **argv)
{
  g_autofree char *with = NULL, *to = NULL, *in = NULL, *name = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "with", 0, 0, G_OPTION_ARG_FILENAME, &with, N_("A JSON object of variables"),
      "VARIABLES.json" },
    { "to", 0, 0, G_OPTION_ARG_STRING, &to,
      N_("Print it as a condition: sqlite, postgresql, directus"), "LANGUAGE" },
    { "in", 0, 0, G_OPTION_ARG_FILENAME, &in, N_("The design that it is about"), "FILE" },
    { "entity", 0, 0, G_OPTION_ARG_STRING, &name, N_("The entity that “record” is of"), "NAME" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print the answer as JSON"), NULL },
    { NULL }
  };
  g_autoptr(GpDesign) design = NULL;
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GpExprValue) variables = NULL;
  g_autoptr(GError) error = NULL;
  const GpElement *entity;
  gsize language = 0;

  if (!gp_cli_parse (self, entries, &argc, &argv, 1, 1))
    return GP_CLI_USAGE;
  while (to != NULL && language < G_N_ELEMENTS (languages)
         && !g_str_equal (to, languages[language].name))
    language++;
  if (language == G_N_ELEMENTS (languages))
    return gp_cli_usage (
      self, _("Conditions cannot be printed as “%s”, but: sqlite, postgresql, directus."), to);
  if ((to != NULL) != (in != NULL) || (to != NULL) != (name != NULL))
    return gp_cli_usage (self, "%s", _("--to, --in and --entity go together."));

  variables = read_variables (with, &error);
  if (variables == NULL)
    return gp_cli_fail (error);
  expr = gp_expr_parse (argv[1], -1, &error);
  if (expr == NULL)
    return report (error, json);
  if (to == NULL)
    return evaluate (expr, variables, json);

  design = gp_cli_load (in, NULL, &error);
  if (design == NULL)
    return gp_cli_fail (error);
  entity = gp_design_find_child (design, gp_design_get_root_id (design), GP_KIND_ENTITY, name);
  if (entity == NULL)
    {
      gp_cli_say (_("%s has no entity “%s”."), in, name);
      return GP_CLI_FAILED;
    }
  return compile (expr, language, design, gp_element_get_id (entity), variables, json);
}
