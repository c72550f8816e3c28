/* gp-postgresql-expr-value-names.c — names of a flow's expressions as PostgreSQL's SQL
 * SPDX-License-Identifier: Apache-2.0
 *
 * References are followed by subqueries; inside one, "o" is what the reference was found in and
 * "r" the row that it leads to. */
#define G_LOG_DOMAIN "gp-postgresql-expr-value"
#include "config.h"
#include "gp-postgresql-expr-value-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-sql-name.h"
#include "gp-sql-type.h"

/* --- rows ------------------------------------------------------------------------------------- */

/* What of a row JSON would say in other words than expressions do: times in the session's zone,
 * and what nobody may see. */
static gboolean
append_said_otherwise (GString         *sql,
                       GpDesign        *design,
                       const GpElement *field,
                       const char      *alias)
{
  g_autofree char *type = gp_sql_type_for_field (design, field);
  gboolean is_secret = gp_element_is (field, GP_FIELD_SENSITIVE, "secret");
  gboolean is_time = g_str_has_prefix (type, "timestamp") || g_str_equal (type, "date");
  gboolean is_span = g_str_has_prefix (type, "interval");
  gboolean is_bytes = g_str_equal (type, "bytea");
  const char *zone = strstr (type, "with time zone") != NULL || g_str_equal (type, "timestamptz")
                       ? "" : "::timestamp AT TIME ZONE 'UTC'";

  if (g_str_has_suffix (type, "[]") || !(is_secret || is_time || is_span || is_bytes))
    return FALSE;
  g_string_append (sql, " || jsonb_build_object(");
  gp_sql_quote_text (sql, gp_element_get_name (field));
  g_string_append (sql, ", ");
  if (is_secret)
    {
      g_string_append (sql, "NULL)");
      return TRUE;
    }
  g_string_append (sql, is_time ? GP_PG_CALL ("time_text(") : is_span ? GP_PG_CALL ("span_text(")
                                                                : "translate(encode(");
  g_string_append_printf (sql, "%s.", alias);
  gp_sql_quote_name (sql, gp_element_get_name (field));
  g_string_append (sql, is_time ? zone : is_bytes ? ", 'base64'), E'\\n', ''" : "");
  g_string_append (sql, "))");
  return TRUE;
}

void
gp_postgresql_expr_row (GString         *sql,
                        GpDesign        *design,
                        const GpElement *entity,
                        const char      *alias)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);

  g_string_append_printf (sql, "(to_jsonb(%s)", alias);
  for (guint i = 0; i < fields->len; i++)
    append_said_otherwise (sql, design, fields->pdata[i], alias);
  g_string_append_c (sql, ')');
}

/* --- names ------------------------------------------------------------------------------------ */

GpPostgresqlForm
gp_pg_print_ident (GpPgValues       *self,
                   const GpExprNode *node)
{
  const GpExprNode *binder = gp_expr_check_get_binder (self->options->check, node);

  if (binder != NULL)
    {
      g_string_append_printf (self->sql, "e%u.v", binder->id);
      return GP_POSTGRESQL_JSON;
    }
  if (g_str_equal (node->name, "now"))
    {
      g_string_append (self->sql, "now()");
      return GP_POSTGRESQL_TIME;
    }
  if (!self->options->print_variable (node->name, self->sql, self->options->user_data))
    gp_pg_value_refuse (self, node, N_("A function of the database does not know this."));
  return GP_POSTGRESQL_JSON;
}

/* The type of the column @field, for values that it is to be compared with. */
static void
append_cast (GpPgValues *self,
             const GpId *field)
{
  const GpElement *element = gp_design_lookup_kind (self->options->design, field, GP_KIND_FIELD);
  g_autofree char *type = element != NULL ? gp_sql_type_for_field (self->options->design, element)
                                          : NULL;

  g_string_append_printf (self->sql, "::%s", type != NULL ? type : "text");
}

/* The table of the entity, where it is one of this database. */
static const GpElement *
find_table (GpPgValues       *self,
            const GpExprNode *node,
            const GpId       *id)
{
  const GpElement *entity = gp_design_lookup_kind (self->options->design, id, GP_KIND_ENTITY);

  if (entity == NULL || gp_element_get_bool (entity, GP_ENTITY_EXTERNAL))
    {
      gp_pg_value_refuse (self, node, N_("The condition looks at something that is not in this "
                                         "database."));
      return NULL;
    }
  return entity;
}

static const char *
field_name (GpPgValues *self,
            const GpId *id)
{
  const GpElement *field = gp_design_lookup_kind (self->options->design, id, GP_KIND_FIELD);

  return field != NULL ? gp_element_get_name (field) : "";
}

/* The record that a reference leads to, or the list of those whose reference leads here. */
static GpPostgresqlForm
print_related (GpPgValues         *self,
               const GpExprNode   *node,
               const GpExprMember *member)
{
  gboolean is_list = member->link == GP_EXPR_LINK_CHILDREN;
  const GpId *owner = is_list ? &member->element : &member->type.element;
  const GpElement *table = find_table (self, node, owner);
  const GpId *there = is_list ? &member->via : &member->key;
  const GpId *here = is_list ? &member->key : &member->element;
  g_autoptr(GString) name = g_string_new (NULL);

  if (table == NULL)
    return GP_POSTGRESQL_JSON;
  gp_sql_quote_text (name, field_name (self, here));
  if (is_list)
    g_string_append (self->sql, "(SELECT CASE WHEN bool_and(o.v IS NOT NULL) THEN "
                                "coalesce(jsonb_agg(");
  else
    g_string_append_printf (self->sql, "(SELECT CASE WHEN jsonb_typeof(o.v -> %s) = 'null' THEN "
                                       "'null'::jsonb WHEN r.", name->str);
  if (!is_list)
    {
      gp_sql_quote_name (self->sql, field_name (self, there));
      g_string_append (self->sql, " IS NOT NULL THEN ");
    }
  gp_postgresql_expr_row (self->sql, self->options->design, table, "r");
  g_string_append (self->sql, is_list ? ") FILTER (WHERE r IS DISTINCT FROM NULL), '[]'::jsonb) "
                                        "END FROM (SELECT "
                                      : " END FROM (SELECT ");
  gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_JSON);
  g_string_append (self->sql, " AS v) AS o LEFT JOIN ");
  gp_postgresql_expr_table (self->sql, table);
  g_string_append (self->sql, " AS r ON r.");
  gp_sql_quote_name (self->sql, field_name (self, there));
  g_string_append_printf (self->sql, " = (o.v ->> %s)", name->str);
  append_cast (self, there);
  g_string_append_c (self->sql, ')');
  return GP_POSTGRESQL_JSON;
}

static gboolean
is_record (const GpExprMember *member)
{
  return member != NULL && (member->link == GP_EXPR_LINK_FIELD
                            || member->link == GP_EXPR_LINK_REFERENCE
                            || member->link == GP_EXPR_LINK_CHILDREN);
}

/* What a member is called in the JSON of its record. */
static void
append_key (GpPgValues         *self,
            const GpExprMember *member,
            const char         *name)
{
  gp_sql_quote_text (self->sql, is_record (member) ? field_name (self, &member->element) : name);
}

static gboolean
is_allowed (GpPgValues       *self,
            const GpExprNode *node)
{
  const GpExprNode *target = node->children[0];

  return self->options->allow_member == NULL || target->kind != GP_EXPR_NODE_IDENT
         || gp_expr_check_get_binder (self->options->check, target) != NULL
         || self->options->allow_member (target->name, node->name, self->options->user_data);
}

GpPostgresqlForm
gp_pg_print_select (GpPgValues       *self,
                    const GpExprNode *node)
{
  const GpExprMember *member = gp_expr_check_get_member (self->options->check, node);

  if (!is_allowed (self, node))
    gp_pg_value_refuse (self, node, N_("A function of the database does not know this."));
  if (member != NULL
      && (member->link == GP_EXPR_LINK_REFERENCE || member->link == GP_EXPR_LINK_CHILDREN))
    return print_related (self, node, member);
  g_string_append_c (self->sql, '(');
  gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_JSON);
  g_string_append (self->sql, " -> ");
  append_key (self, member, node->name);
  g_string_append_c (self->sql, ')');
  return GP_POSTGRESQL_JSON;
}

GpPostgresqlForm
gp_pg_print_index (GpPgValues       *self,
                   const GpExprNode *node)
{
  const GpExprMember *member = gp_expr_check_get_member (self->options->check, node);

  if (is_record (member) && member->link != GP_EXPR_LINK_FIELD)
    return print_related (self, node, member);
  g_string_append (self->sql, GP_PG_CALL ("at("));
  gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_JSON);
  g_string_append (self->sql, ", ");
  gp_pg_print_as (self, node->children[1], GP_POSTGRESQL_JSON);
  g_string_append_c (self->sql, ')');
  return GP_POSTGRESQL_JSON;
}

/* Of a record, whether the member is not null; of a map, whether it is there. */
GpPostgresqlForm
gp_pg_print_has (GpPgValues       *self,
                 const GpExprNode *node)
{
  const GpExprMember *member = gp_expr_check_get_member (self->options->check, node);

  if (!is_allowed (self, node))
    gp_pg_value_refuse (self, node, N_("A function of the database does not know this."));
  if (member != NULL && member->link == GP_EXPR_LINK_CHILDREN)
    gp_pg_value_refuse (self, node, N_("A query cannot compute this for each record."));
  g_string_append (self->sql, is_record (member) ? GP_PG_CALL ("has_value(") : GP_PG_CALL ("has("));
  gp_pg_print_as (self, node->children[0], GP_POSTGRESQL_JSON);
  g_string_append (self->sql, ", ");
  append_key (self, member, node->name);
  g_string_append_c (self->sql, ')');
  return GP_POSTGRESQL_BOOLEAN;
}
