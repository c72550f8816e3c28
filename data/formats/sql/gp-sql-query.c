/* gp-sql-query.c — what the columns of a query are called, and of what type
 * SPDX-License-Identifier: Apache-2.0
 *
 * The names follow from the select list, the types from the tables. This is a small part of
 * PostgreSQL's analysis: sources are looked up in scopes; types are known for columns, casts,
 * constants, operators and common functions.
 *
 * All lists live in the catalogue's scratch arena. */

#define G_LOG_DOMAIN "gp-sql-query"

#include "config.h"

#include "gp-sql-query.h"

#include <string.h>

#define MAX_DEPTH 200

/* Stars over stars double the columns at each step: what goes beyond is passed over. */
#define MAX_OUTPUTS 20000

typedef GpSqlOutput    Output;
typedef struct _Source Source;

/* Something in a FROM clause or a WITH clause. */
struct _Source
{
  const char *alias;
  Output     *outputs;
  Source     *next;
};

typedef struct _Scope Scope;

struct _Scope
{
  const Scope *outer;
  Source      *sources;
  Source      *with;
};

typedef struct
{
  GpSqlReader *reader;
  GpArena     *arena;
  guint        depth;
  guint        n_outputs;
} Analysis;

static Output *query_outputs (Analysis *self, const PgQuery__Node *query, const Scope *outer);
static void type_of (Analysis *self, const PgQuery__Node *node, const Scope *scope, GpSqlType *out);

static gboolean
is_set (const char *text)
{
  return text != NULL && *text != '\0';
}

static Output **
append_output (Analysis *self, Output **end, const char *name, const GpSqlType *type)
{
  Output *output;

  if (++self->n_outputs > MAX_OUTPUTS)
    return end;
  output = gp_arena_new0 (self->arena, Output);
  output->name = name;
  output->type = *type;
  *end = output;
  return &output->next;
}

static GpSqlType
builtin (const char *name)
{
  return (GpSqlType) { .info = gp_sql_type_lookup (name) };
}

/* The columns of a source under other names, as in AS t (a, b). */
static Output *
rename_outputs (Analysis *self, Output *outputs, size_t n, PgQuery__Node **names)
{
  Output *first = NULL;
  Output **end = &first;
  gsize i = 0;

  for (; outputs != NULL; outputs = outputs->next, i++)
    {
      const char *name = i < n ? gp_sql_node_text (names[i]) : NULL;

      end = append_output (self, end, name != NULL ? name : outputs->name, &outputs->type);
    }

  /* Names for columns of which nothing else is known. */
  for (; i < n; i++)
    {
      GpSqlType unknown = { NULL };

      end = append_output (self, end, gp_sql_node_text (names[i]), &unknown);
    }
  return first;
}

static Output *
table_outputs (Analysis *self, const GpSqlTable *table)
{
  Output *first = NULL;
  Output **end = &first;

  for (guint i = 0; i < table->columns->len; i++)
    {
      const GpSqlColumn *column = g_ptr_array_index (table->columns, i);

      end = append_output (self, end, column->name, &column->type);
    }
  return first;
}

static void
add_source (Analysis *self, Source **sources, const char *alias, Output *outputs)
{
  Source *source = gp_arena_new0 (self->arena, Source);

  source->alias = alias;
  source->outputs = outputs;
  while (*sources != NULL)
    sources = &(*sources)->next;
  *sources = source;
}

static void
add_relation (Analysis *self, Scope *scope, const PgQuery__RangeVar *relation)
{
  const PgQuery__Alias *alias = relation->alias;
  const char *name = alias != NULL && is_set (alias->aliasname) ? alias->aliasname
                                                                : relation->relname;
  Output *outputs = NULL;
  gboolean found = FALSE;

  for (const Scope *s = scope; s != NULL && !found && !is_set (relation->schemaname); s = s->outer)
    {
      for (const Source *with = s->with; with != NULL && !found; with = with->next)
        {
          found = strcmp (with->alias, relation->relname) == 0;
          if (found)
            outputs = with->outputs;
        }
    }
  if (!found)
    {
      const GpSqlTable *table = gp_sql_reader_table (self->reader, relation);

      outputs = table != NULL ? table_outputs (self, table) : NULL;
    }
  if (alias != NULL && alias->n_colnames > 0)
    outputs = rename_outputs (self, outputs, alias->n_colnames, alias->colnames);
  add_source (self, &scope->sources, name, outputs);
}

static void
add_function (Analysis *self, Scope *scope, const PgQuery__RangeFunction *function)
{
  Output *first = NULL;
  Output **end = &first;
  const char *alias = function->alias != NULL ? function->alias->aliasname : NULL;

  for (gsize i = 0; i < function->n_coldeflist; i++)
    {
      const PgQuery__ColumnDef *definition = function->coldeflist[i]->column_def;
      GpSqlType type;

      gp_sql_reader_type (self->reader, definition->type_name, &type, NULL);
      end = append_output (self, end, definition->colname, &type);
    }
  if (function->alias != NULL && function->n_coldeflist == 0)
    {
      GpSqlType unknown = { NULL };

      for (gsize i = 0; i < MAX (function->alias->n_colnames, 1); i++)
        end = append_output (self, end,
                             i < function->alias->n_colnames
                               ? gp_sql_node_text (function->alias->colnames[i])
                               : alias,
                             &unknown);
    }
  add_source (self, &scope->sources, alias != NULL ? alias : "", first);
}

static void
add_from (Analysis *self, Scope *scope, const PgQuery__Node *node)
{
  if (node == NULL || ++self->depth > MAX_DEPTH)
    return;

  switch (node->node_case)
    {
    case PG_QUERY__NODE__NODE_RANGE_VAR:
      add_relation (self, scope, node->range_var);
      break;
    case PG_QUERY__NODE__NODE_JOIN_EXPR:
      add_from (self, scope, node->join_expr->larg);
      add_from (self, scope, node->join_expr->rarg);
      break;
    case PG_QUERY__NODE__NODE_RANGE_SUBSELECT:
      {
        const PgQuery__Alias *alias = node->range_subselect->alias;
        Output *outputs = query_outputs (self, node->range_subselect->subquery, scope);

        if (alias != NULL && alias->n_colnames > 0)
          outputs = rename_outputs (self, outputs, alias->n_colnames, alias->colnames);
        add_source (self, &scope->sources, alias != NULL ? alias->aliasname : "", outputs);
        break;
      }
    case PG_QUERY__NODE__NODE_RANGE_FUNCTION:
      add_function (self, scope, node->range_function);
      break;
    default:
      break;
    }
  self->depth--;
}

/* The name of the column that a ColumnRef ends in, or NULL for a star. @table: set to the one
 * before. */
static const char *
reference_name (const PgQuery__ColumnRef *reference, const char **table)
{
  gsize n = reference->n_fields;

  *table = n > 1 ? gp_sql_node_text (reference->fields[n - 2]) : NULL;
  return n > 0 ? gp_sql_node_text (reference->fields[n - 1]) : NULL;
}

static void
reference_type (const PgQuery__ColumnRef *reference, const Scope *scope, GpSqlType *out)
{
  const char *table;
  const char *name = reference_name (reference, &table);

  for (; scope != NULL && name != NULL; scope = scope->outer)
    {
      for (const Source *source = scope->sources; source != NULL; source = source->next)
        {
          if (table != NULL && strcmp (table, source->alias) != 0)
            continue;
          for (const Output *output = source->outputs; output != NULL; output = output->next)
            {
              if (output->name != NULL && strcmp (output->name, name) == 0)
                {
                  *out = output->type;
                  return;
                }
            }
        }
    }
}

/* What functions give back. "=": the type of the first argument that has one; "sum", "avg": by the
 * rules of these aggregates; "[]": a list of the argument's type. */
static const struct
{
  const char *name;
  const char *type;
} functions[] = {
  { "count", "int8" },          { "sum", "sum" },             { "avg", "avg" },
  { "min", "=" },               { "max", "=" },               { "abs", "=" },
  { "lag", "=" },               { "lead", "=" },              { "first_value", "=" },
  { "last_value", "=" },        { "mode", "=" },              { "round", "=" },
  { "ceil", "=" },              { "floor", "=" },             { "unnest", "" },
  { "row_number", "int8" },     { "rank", "int8" },           { "dense_rank", "int8" },
  { "ntile", "int4" },          { "length", "int4" },         { "char_length", "int4" },
  { "position", "int4" },       { "strpos", "int4" },         { "array_length", "int4" },
  { "concat", "text" },         { "concat_ws", "text" },      { "string_agg", "text" },
  { "upper", "text" },          { "lower", "text" },          { "initcap", "text" },
  { "btrim", "text" },          { "ltrim", "text" },          { "rtrim", "text" },
  { "substring", "text" },      { "substr", "text" },         { "replace", "text" },
  { "left", "text" },           { "right", "text" },          { "to_char", "text" },
  { "format", "text" },         { "split_part", "text" },     { "regexp_replace", "text" },
  { "md5", "text" },            { "now", "timestamptz" },     { "timezone", "timestamp" },
  { "date_trunc", "=2" },       { "date_part", "float8" },    { "extract", "numeric" },
  { "age", "interval" },        { "to_date", "date" },        { "array_agg", "[]" },
  { "json_agg", "json" },       { "jsonb_agg", "jsonb" },     { "to_json", "json" },
  { "to_jsonb", "jsonb" },      { "row_to_json", "json" },    { "json_build_object", "json" },
  { "jsonb_build_object", "jsonb" }, { "json_object_agg", "json" }, { "jsonb_object_agg", "jsonb" },
  { "gen_random_uuid", "uuid" }, { "bool_and", "bool" },      { "bool_or", "bool" },
  { "every", "bool" },          { "random", "float8" },       { "sqrt", "float8" },
};

static void
aggregate_type (const char *rule, const GpSqlType *argument, GpSqlType *out)
{
  const char *name = argument->info != NULL ? argument->info->internal : "";
  gboolean sum = strcmp (rule, "sum") == 0;

  if (sum && (strcmp (name, "int2") == 0 || strcmp (name, "int4") == 0))
    *out = builtin ("int8");
  else if (strcmp (name, "int2") == 0 || strcmp (name, "int4") == 0 || strcmp (name, "int8") == 0
           || strcmp (name, "numeric") == 0)
    *out = builtin ("numeric");
  else if (strcmp (name, "float4") == 0 || strcmp (name, "float8") == 0)
    *out = sum ? *argument : builtin ("float8");
  else
    *out = *argument;
  out->arguments = NULL;
}

static void
function_type (Analysis *self, const PgQuery__FuncCall *call, const Scope *scope, GpSqlType *out)
{
  const char *schema;
  const char *name = gp_sql_node_names (call->n_funcname, call->funcname, &schema);
  GpSqlType argument = { NULL };

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (functions); i++)
    {
      const char *type = functions[i].type;

      if (strcmp (functions[i].name, name) != 0)
        continue;
      if (strcmp (type, "=2") == 0 && call->n_args > 1)
        type_of (self, call->args[1], scope, &argument);
      else if (call->n_args > 0)
        type_of (self, call->args[0], scope, &argument);

      if (*type == '=')
        *out = argument;
      else if (strcmp (type, "[]") == 0)
        {
          *out = argument;
          out->array = TRUE;
        }
      else if (strcmp (type, "sum") == 0 || strcmp (type, "avg") == 0)
        aggregate_type (type, &argument, out);
      else if (*type != '\0')
        *out = builtin (type);
      return;
    }
}

static void
first_type (Analysis *self, size_t n, PgQuery__Node **nodes, const Scope *scope, GpSqlType *out)
{
  for (gsize i = 0; i < n && out->info == NULL && out->name == NULL; i++)
    type_of (self, nodes[i], scope, out);
}

/* How far a number type is from integer; the wider of two operands wins. */
static int
number_rank (const GpSqlType *type)
{
  static const char *const ranks[] = { "int2", "int4", "int8", "numeric", "float4", "float8" };

  for (gsize i = 0; type->info != NULL && i < G_N_ELEMENTS (ranks); i++)
    {
      if (strcmp (type->info->internal, ranks[i]) == 0)
        return (int) i;
    }
  return -1;
}

static void
operator_type (Analysis *self, const PgQuery__AExpr *expression, const Scope *scope, GpSqlType *out)
{
  static const char arithmetic[] = "+-*/%";
  const char *schema;
  const char *name = gp_sql_node_names (expression->n_name, expression->name, &schema);
  GpSqlType left = { NULL };
  GpSqlType right = { NULL };

  if (expression->kind == PG_QUERY__A__EXPR__KIND__AEXPR_NULLIF)
    {
      type_of (self, expression->lexpr, scope, out);
      return;
    }
  if (expression->kind != PG_QUERY__A__EXPR__KIND__AEXPR_OP || name == NULL
      || strpbrk (name, "=<>~!&@?") != NULL)
    {
      if (name == NULL || strcmp (name, "->") == 0 || strcmp (name, "->>") == 0
          || strcmp (name, "#>>") == 0 || strcmp (name, "#>") == 0)
        {
          if (expression->lexpr != NULL && name != NULL && !g_str_has_suffix (name, ">>"))
            type_of (self, expression->lexpr, scope, out);
          else
            *out = builtin ("text");
          return;
        }
      *out = builtin ("bool");
      return;
    }
  if (expression->lexpr != NULL)
    type_of (self, expression->lexpr, scope, &left);
  if (expression->rexpr != NULL)
    type_of (self, expression->rexpr, scope, &right);
  if (strcmp (name, "||") == 0)
    *out = left.array || (left.info != NULL && strcmp (left.info->field_type, "json") == 0)
             ? left
             : builtin ("text");
  else if (strlen (name) == 1 && strchr (arithmetic, *name) != NULL)
    {
      *out = number_rank (&right) > number_rank (&left) || (left.info == NULL && left.name == NULL)
               ? right
               : left;
      out->arguments = NULL;
    }
}

static void
constant_type (const PgQuery__AConst *constant, GpSqlType *out)
{
  switch (constant->val_case)
    {
    case PG_QUERY__A__CONST__VAL_IVAL:
      *out = builtin ("int4");
      break;
    case PG_QUERY__A__CONST__VAL_FVAL:
      *out = builtin ("numeric");
      break;
    case PG_QUERY__A__CONST__VAL_BOOLVAL:
      *out = builtin ("bool");
      break;
    case PG_QUERY__A__CONST__VAL_SVAL:
      *out = builtin ("text");
      break;
    default:
      break;
    }
}

static void
case_type (Analysis *self, const PgQuery__CaseExpr *expression, const Scope *scope, GpSqlType *out)
{
  for (gsize i = 0; i < expression->n_args && out->info == NULL && out->name == NULL; i++)
    {
      if (expression->args[i]->node_case == PG_QUERY__NODE__NODE_CASE_WHEN)
        type_of (self, expression->args[i]->case_when->result, scope, out);
    }
  if (out->info == NULL && out->name == NULL && expression->defresult != NULL)
    type_of (self, expression->defresult, scope, out);
}

static void
value_function_type (const PgQuery__SQLValueFunction *function, GpSqlType *out)
{
  switch (function->op)
    {
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_DATE:
      *out = builtin ("date");
      break;
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIMESTAMP:
    case PG_QUERY__SQLVALUE_FUNCTION_OP__SVFOP_CURRENT_TIMESTAMP_N:
      *out = builtin ("timestamptz");
      break;
    default:
      break;
    }
}

/* @out is untouched where the type is not known. */
static void
type_of (Analysis *self, const PgQuery__Node *node, const Scope *scope, GpSqlType *out)
{
  if (node == NULL || ++self->depth > MAX_DEPTH)
    return;

  switch (node->node_case)
    {
    case PG_QUERY__NODE__NODE_COLUMN_REF:
      reference_type (node->column_ref, scope, out);
      break;
    case PG_QUERY__NODE__NODE_TYPE_CAST:
      gp_sql_reader_type (self->reader, node->type_cast->type_name, out, NULL);
      break;
    case PG_QUERY__NODE__NODE_A_CONST:
      constant_type (node->a_const, out);
      break;
    case PG_QUERY__NODE__NODE_FUNC_CALL:
      function_type (self, node->func_call, scope, out);
      break;
    case PG_QUERY__NODE__NODE_A_EXPR:
      operator_type (self, node->a_expr, scope, out);
      break;
    case PG_QUERY__NODE__NODE_BOOL_EXPR:
    case PG_QUERY__NODE__NODE_NULL_TEST:
    case PG_QUERY__NODE__NODE_BOOLEAN_TEST:
      *out = builtin ("bool");
      break;
    case PG_QUERY__NODE__NODE_CASE_EXPR:
      case_type (self, node->case_expr, scope, out);
      break;
    case PG_QUERY__NODE__NODE_COALESCE_EXPR:
      first_type (self, node->coalesce_expr->n_args, node->coalesce_expr->args, scope, out);
      break;
    case PG_QUERY__NODE__NODE_MIN_MAX_EXPR:
      first_type (self, node->min_max_expr->n_args, node->min_max_expr->args, scope, out);
      break;
    case PG_QUERY__NODE__NODE_SQLVALUE_FUNCTION:
      value_function_type (node->sqlvalue_function, out);
      break;
    case PG_QUERY__NODE__NODE_A_ARRAY_EXPR:
      first_type (self, node->a_array_expr->n_elements, node->a_array_expr->elements, scope, out);
      out->array = TRUE;
      break;
    case PG_QUERY__NODE__NODE_COLLATE_CLAUSE:
      type_of (self, node->collate_clause->arg, scope, out);
      break;
    case PG_QUERY__NODE__NODE_SUB_LINK:
      if (node->sub_link->sub_link_type == PG_QUERY__SUB_LINK_TYPE__EXPR_SUBLINK)
        {
          const Output *outputs = query_outputs (self, node->sub_link->subselect, scope);

          if (outputs != NULL)
            *out = outputs->type;
        }
      else if (node->sub_link->sub_link_type == PG_QUERY__SUB_LINK_TYPE__ARRAY_SUBLINK)
        {
          const Output *outputs = query_outputs (self, node->sub_link->subselect, scope);

          if (outputs != NULL)
            *out = outputs->type;
          out->array = TRUE;
        }
      else
        {
          *out = builtin ("bool");
        }
      break;
    default:
      break;
    }
  self->depth--;
}

/* The name that PostgreSQL gives to a column of a select list. */
static const char *
output_name (const PgQuery__Node *node)
{
  const char *schema;
  const char *name = NULL;

  for (guint depth = 0; node != NULL && depth < MAX_DEPTH; depth++)
    {
      switch (node->node_case)
        {
        case PG_QUERY__NODE__NODE_COLUMN_REF:
          return reference_name (node->column_ref, &schema);
        case PG_QUERY__NODE__NODE_FUNC_CALL:
          return gp_sql_node_names (node->func_call->n_funcname, node->func_call->funcname,
                                    &schema);
        case PG_QUERY__NODE__NODE_COALESCE_EXPR:
          return "coalesce";
        case PG_QUERY__NODE__NODE_MIN_MAX_EXPR:
          return node->min_max_expr->op == PG_QUERY__MIN_MAX_OP__IS_GREATEST ? "greatest" : "least";
        case PG_QUERY__NODE__NODE_A_ARRAY_EXPR:
          return "array";
        case PG_QUERY__NODE__NODE_CASE_EXPR:
          name = output_name (node->case_expr->defresult);
          return name != NULL && node->case_expr->defresult->node_case
                                   == PG_QUERY__NODE__NODE_COLUMN_REF
                   ? name
                   : "case";
        case PG_QUERY__NODE__NODE_SUB_LINK:
          return node->sub_link->sub_link_type == PG_QUERY__SUB_LINK_TYPE__EXISTS_SUBLINK ? "exists"
                                                                                          : NULL;
        case PG_QUERY__NODE__NODE_COLLATE_CLAUSE:
          node = node->collate_clause->arg;
          break;
        case PG_QUERY__NODE__NODE_TYPE_CAST:
          name = output_name (node->type_cast->arg);
          return name != NULL ? name
                              : gp_sql_node_names (node->type_cast->type_name->n_names,
                                                   node->type_cast->type_name->names, &schema);
        default:
          return NULL;
        }
    }
  return NULL;
}

/* All columns of the sources that a star stands for. */
static Output **
expand_star (Analysis *self, Output **end, const PgQuery__ColumnRef *reference, const Scope *scope)
{
  const char *table;

  reference_name (reference, &table);
  for (const Source *source = scope->sources; source != NULL; source = source->next)
    {
      if (table != NULL && strcmp (source->alias, table) != 0)
        continue;
      for (const Output *output = source->outputs; output != NULL; output = output->next)
        end = append_output (self, end, output->name, &output->type);
    }
  return end;
}

static void
add_with (Analysis *self, Scope *scope, const PgQuery__WithClause *with)
{
  for (gsize i = 0; with != NULL && i < with->n_ctes; i++)
    {
      const PgQuery__CommonTableExpr *cte = with->ctes[i]->common_table_expr;
      Output *outputs = query_outputs (self, cte->ctequery, scope);

      if (cte->n_aliascolnames > 0)
        outputs = rename_outputs (self, outputs, cte->n_aliascolnames, cte->aliascolnames);
      add_source (self, &scope->with, cte->ctename, outputs);
    }
}

/* VALUES: the columns are called column1, column2…, and the first row tells their types. */
static Output **
values_outputs (Analysis *self, Output **end, const PgQuery__List *row, const Scope *scope)
{
  for (gsize i = 0; i < row->n_items; i++)
    {
      g_autofree char *name = g_strdup_printf ("column%u", (guint) i + 1);
      GpSqlType type = { NULL };

      type_of (self, row->items[i], scope, &type);
      end = append_output (self, end, gp_arena_strdup (self->arena, name), &type);
    }
  return end;
}

static Output *
select_outputs (Analysis *self, const PgQuery__SelectStmt *select, const Scope *outer)
{
  Scope scope = { outer, NULL, NULL };
  Output *first = NULL;
  Output **end = &first;

  add_with (self, &scope, select->with_clause);
  if (select->op > PG_QUERY__SET_OPERATION__SETOP_NONE && select->larg != NULL)
    {
      if (++self->depth <= MAX_DEPTH)
        first = select_outputs (self, select->larg, &scope);
      self->depth--;
      return first;
    }

  if (select->n_values_lists > 0 && select->values_lists[0]->node_case == PG_QUERY__NODE__NODE_LIST)
    end = values_outputs (self, end, select->values_lists[0]->list, &scope);
  for (gsize i = 0; i < select->n_from_clause; i++)
    add_from (self, &scope, select->from_clause[i]);
  for (gsize i = 0; i < select->n_target_list; i++)
    {
      const PgQuery__ResTarget *target = select->target_list[i]->res_target;
      const char *table;
      GpSqlType type = { NULL };

      if (target->val->node_case == PG_QUERY__NODE__NODE_COLUMN_REF
          && reference_name (target->val->column_ref, &table) == NULL)
        {
          end = expand_star (self, end, target->val->column_ref, &scope);
          continue;
        }
      type_of (self, target->val, &scope, &type);
      end = append_output (self, end,
                           is_set (target->name) ? target->name : output_name (target->val), &type);
    }
  return first;
}

static Output *
query_outputs (Analysis *self, const PgQuery__Node *query, const Scope *outer)
{
  Output *outputs = NULL;

  if (query == NULL || query->node_case != PG_QUERY__NODE__NODE_SELECT_STMT
      || ++self->depth > MAX_DEPTH)
    return NULL;
  outputs = select_outputs (self, query->select_stmt, outer);
  self->depth--;
  return outputs;
}

const GpSqlOutput *
gp_sql_query_outputs (GpSqlReader *reader, const PgQuery__Node *query, size_t n_names,
                      PgQuery__Node **names)
{
  Analysis analysis = { reader, reader->catalog->scratch, 0 };
  Output *outputs = query_outputs (&analysis, query, NULL);

  return n_names > 0 ? rename_outputs (&analysis, outputs, n_names, names) : outputs;
}
