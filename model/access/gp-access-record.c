/* gp-access-record.c — records as rules see them
 * SPDX-License-Identifier: Apache-2.0
 *
 * A record holds the values of its own fields; what they point to is asked of the world when an
 * expression gets there, so that a path or a list of children costs nothing until it is walked. */
#define G_LOG_DOMAIN "gp-access-record"
#include "config.h"
#include "gp-access-record.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-expr-design-record.h"
#include "gp-expr-eval.h"
#include "gp-expr-json.h"
#include "gp-expr-parser.h"
#include "gp-expr-time.h"

#define MAX_KEY_CHAIN 16

struct _GpAccessRecord
{
  gatomicrefcount count;
  GpAccessWorld  *world;
  GpId            subject;
  GHashTable     *values;   /* field's GpId → GpExprValue; of a bucket's file: under nil, a map */
};

GpAccessRecord *
gp_access_record_new (GpAccessWorld *world,
                      const GpId    *subject)
{
  GpAccessRecord *self = g_new0 (GpAccessRecord, 1);

  g_atomic_ref_count_init (&self->count);
  self->world = world;
  self->subject = *subject;
  self->values = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free,
                                        (GDestroyNotify) gp_expr_value_unref);
  return self;
}

GpAccessRecord *
gp_access_record_copy (const GpAccessRecord *self)
{
  GpAccessRecord *copy = gp_access_record_new (self->world, &self->subject);
  GHashTableIter iter;
  gpointer field, value;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &field, &value))
    gp_access_record_set (copy, field, gp_expr_value_ref (value));
  return copy;
}

GpAccessRecord *
gp_access_record_ref (const GpAccessRecord *self)
{
  g_atomic_ref_count_inc (&((GpAccessRecord *) self)->count);
  return (GpAccessRecord *) self;
}

void
gp_access_record_unref (GpAccessRecord *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;

  g_hash_table_unref (self->values);
  g_free (self);
}

void
gp_access_record_set (GpAccessRecord *self,
                      const GpId     *field,
                      GpExprValue    *value)
{
  g_hash_table_replace (self->values, g_memdup2 (field, sizeof *field), value);
}

const GpId *
gp_access_record_get_subject (const GpAccessRecord *self)
{
  return &self->subject;
}

const GpExprValue *
gp_access_record_get (const GpAccessRecord *self,
                      const GpId           *field)
{
  static gsize once;
  static GpExprValue *null;
  const GpExprValue *value = g_hash_table_lookup (self->values, field);

  if (g_once_init_enter (&once))
    {
      null = gp_expr_value_new_null ();
      g_once_init_leave (&once, 1);
    }
  return value != NULL ? value : null;
}

static GpExprValue *
find_related (GpAccessRecord     *self,
              const GpExprMember *member)
{
  gboolean one = member->link == GP_EXPR_LINK_REFERENCE;
  const GpExprValue *key = gp_access_record_get (self, one ? &member->element : &member->key);
  const GpId *entity = one ? &member->type.element : &member->element;
  const GpId *field = one ? &member->key : &member->via;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GPtrArray) items = g_ptr_array_new ();

  if (!gp_expr_value_is_null (key))
    {
      found = self->world->find (self->world, entity, field, key);
      if (found == NULL)
        return gp_expr_value_new_error (GP_EXPR_ERROR_VALUE, N_("Records cannot be read."));
    }
  if (one)
    return found != NULL && found->len > 0 ? gp_access_record_to_value (found->pdata[0])
                                           : gp_expr_value_new_null ();
  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (items, gp_access_record_to_value (found->pdata[i]));
  return gp_expr_value_new_list ((GpExprValue **) items->pdata, items->len);
}

static GpExprValue *
get_member (gpointer    record,
            const char *name)
{
  GpAccessRecord *self = record;
  GpExprMember member;

  if (!gp_expr_design_find_record_member (self->world->design, &self->subject, name, &member))
    return NULL;
  if (member.link == GP_EXPR_LINK_FIELD)
    return gp_expr_value_ref (gp_access_record_get (self, &member.element));
  return find_related (self, &member);
}

static gboolean
equal_records (gpointer a,
               gpointer b)
{
  GpAccessRecord *left = a, *right = b;
  const GpElement *key = gp_expr_design_get_key (left->world->design, &left->subject);

  return left == right
         || (key != NULL && gp_id_equal (&left->subject, &right->subject)
             && gp_expr_value_equal (gp_access_record_get (left, gp_element_get_id (key)),
                                     gp_access_record_get (right, gp_element_get_id (key))));
}

static const GpExprRecordClass record_class = { get_member, equal_records,
                                                (void (*) (gpointer)) gp_access_record_unref };

GArray *
gp_access_record_list_set (const GpAccessRecord *self)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->world->design, &self->subject,
                                                         GP_KIND_FIELD);
  GArray *set = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (guint i = 0; i < fields->len; i++)
    {
      const GpId *field = gp_element_get_id (fields->pdata[i]);

      if (!gp_expr_value_is_null (gp_access_record_get (self, field)))
        g_array_append_val (set, *field);
    }
  return set;
}

GpExprValue *
gp_access_record_to_value (const GpAccessRecord *self)
{
  GpExprValue *file = g_hash_table_lookup (self->values, &gp_id_nil);

  return file != NULL ? gp_expr_value_ref (file)
                      : gp_expr_value_new_record (&record_class,
                                                gp_access_record_ref (self));
}

const GpAccessRecord *
gp_access_record_from_value (const GpExprValue *value)
{
  return gp_expr_value_get_record (value, &record_class);
}

/* The field that decides the type: a reference has that of the key it points to. */
static const GpElement *
resolve_field (GpDesign        *design,
               const GpElement *field)
{
  for (guint i = 0;
       i < MAX_KEY_CHAIN && gp_element_get_ref (field, GP_FIELD_REFERENCE) != NULL; i++)
    {
      const GpElement *target = gp_expr_design_get_target (design, field);

      if (target == NULL)
        break;
      field = target;
    }
  return field;
}

static GpExprValue *
unfit (const GpElement *field)
{
  return gp_expr_value_new_error (GP_EXPR_ERROR_VALUE, N_("The value of %s does not fit its type."),
                                  gp_element_get_name (field));
}

static GpExprValue *
number_from_text (const char     *text,
                  GpExprTypeKind  kind)
{
  gint64 integer;
  char *end;
  double real;

  if (kind == GP_EXPR_TYPE_INT)
    return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, &integer, NULL)
             ? gp_expr_value_new_int (integer) : NULL;
  real = g_ascii_strtod (text, &end);
  return end != text && *end == '\0' ? gp_expr_value_new_double (real) : NULL;
}

/* Texts stand for what JSON has no values for; NULL where this one does not. */
static GpExprValue *
from_text (GpExprTypeKind   kind,
           const GpElement *field,
           const char      *text)
{
  g_autofree char *changed = NULL;

  switch (kind)
    {
    case GP_EXPR_TYPE_STRING:
      changed = gp_element_is (field, GP_FIELD_TYPE, "uuid") ? g_ascii_strdown (text, -1)
                                                             : g_strdup (text);
      return gp_expr_value_new_string (changed, -1);
    case GP_EXPR_TYPE_TIMESTAMP:
      if (strlen (text) == strlen ("2000-01-01"))
        changed = g_strconcat (text, "T00:00:00Z", NULL);
      return gp_expr_timestamp_from_text (changed != NULL ? changed : text);
    case GP_EXPR_TYPE_DURATION:
      return gp_expr_duration_from_text (text);
    case GP_EXPR_TYPE_INT:
    case GP_EXPR_TYPE_DOUBLE:
      return number_from_text (text, kind);
    default:
      return NULL;
    }
}

static GpExprValue *
scalar_from_json (GpExprTypeKind   kind,
                  const GpElement *field,
                  GpExprValue     *json)
{
  GpExprValueKind have = gp_expr_value_get_kind (json);
  g_autoptr(GpExprValue) value = NULL;

  if (have == GP_EXPR_VALUE_NULL || kind == GP_EXPR_TYPE_ANY)
    return gp_expr_value_ref (json);
  if (have == GP_EXPR_VALUE_STRING)
    value = from_text (kind, field, gp_expr_value_get_string (json, NULL));
  else if ((have == GP_EXPR_VALUE_BOOL && kind == GP_EXPR_TYPE_BOOL)
           || (have == GP_EXPR_VALUE_INT && kind == GP_EXPR_TYPE_INT)
           || (have == GP_EXPR_VALUE_DOUBLE && kind == GP_EXPR_TYPE_DOUBLE))
    value = gp_expr_value_ref (json);
  else if (have == GP_EXPR_VALUE_INT && kind == GP_EXPR_TYPE_DOUBLE)
    value = gp_expr_value_new_double ((double) gp_expr_value_get_int (json));

  return value != NULL && !gp_expr_value_is_error (value) ? g_steal_pointer (&value)
                                                          : unfit (field);
}

GpExprValue *
gp_access_value_from_json (GpDesign        *design,
                           const GpElement *field,
                           GpExprValue     *json)
{
  GpExprType type = gp_expr_design_get_field_type (design, field);
  const GpElement *resolved = resolve_field (design, field);
  g_autoptr(GPtrArray) items = NULL;

  if (type.kind != GP_EXPR_TYPE_LIST || gp_expr_value_is_null (json))
    return scalar_from_json (type.kind, resolved, json);
  if (gp_expr_value_get_kind (json) != GP_EXPR_VALUE_LIST)
    return unfit (field);

  items = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_expr_value_unref);
  for (gsize i = 0; i < gp_expr_value_get_size (json); i++)
    {
      GpExprValue *item = scalar_from_json (type.item, resolved, gp_expr_value_get_item (json, i));

      if (gp_expr_value_is_error (item))
        return item;
      g_ptr_array_add (items, item);
    }
  g_ptr_array_set_free_func (items, NULL);
  return gp_expr_value_new_list ((GpExprValue **) items->pdata, items->len);
}

/* (transfer full): NULL where the default is no constant. */
static GpExprValue *
make_default (const GpElement *field,
              gint64           now)
{
  static const char *const times[] = { "now()", "current_timestamp", "transaction_timestamp()",
                                       NULL };
  const char *code = gp_element_get_text (field, GP_FIELD_DEFAULT);
  g_autofree char *lower = code != NULL ? g_ascii_strdown (code, -1) : NULL;
  GpExprEnv env = { .lookup = NULL };
  g_autoptr(GpExpr) expr = NULL;
  g_autoptr(GpExprValue) value = NULL;

  if (code == NULL)
    return NULL;
  if (g_strv_contains (times, lower))
    return gp_expr_value_new_timestamp (now / G_USEC_PER_SEC, 0);
  expr = gp_expr_parse (code, -1, NULL);
  if (expr == NULL)
    return NULL;
  value = gp_expr_eval (expr, &env);
  return !gp_expr_value_is_error (value) ? g_steal_pointer (&value) : NULL;
}

void
gp_access_record_add_defaults (GpAccessRecord *self,
                               gint64          now)
{
  GpDesign *design = self->world->design;
  g_autoptr(GPtrArray) fields = gp_design_list_children (design, &self->subject, GP_KIND_FIELD);

  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = fields->pdata[i];
      g_autoptr(GpExprValue) value = NULL;
      g_autoptr(GpExprValue) json = NULL;
      g_autoptr(GpExprValue) typed = NULL;
      g_autofree char *text = NULL;

      if (g_hash_table_contains (self->values, gp_element_get_id (field)))
        continue;
      value = make_default (field, now);
      if (value == NULL)
        continue;
      text = gp_expr_value_to_json (value);
      json = gp_expr_value_from_json (text, -1, NULL);
      typed = json != NULL ? gp_access_value_from_json (design, field, json) : NULL;
      if (typed != NULL && !gp_expr_value_is_error (typed))
        gp_access_record_set (self, gp_element_get_id (field), g_steal_pointer (&typed));
    }
}

static gboolean
take_entry (GpAccessRecord  *self,
            const char      *name,
            GpExprValue     *json,
            GArray          *fields,
            GError         **error)
{
  GpDesign *design = self->world->design;
  const GpElement *field = gp_design_find_child (design, &self->subject, GP_KIND_FIELD, name);
  g_autofree char *path = gp_design_dup_path (design, &self->subject);
  g_autoptr(GpExprValue) value = NULL;

  if (field == NULL)
    {
      g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_NAME, _("%s has no field “%s”."), path,
                   name);
      return FALSE;
    }
  value = gp_access_value_from_json (design, field, json);
  if (gp_expr_value_is_error (value))
    {
      g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_VALUE,
                   _("The value of %s.%s does not fit its type."), path, name);
      return FALSE;
    }
  gp_access_record_set (self, gp_element_get_id (field), g_steal_pointer (&value));
  if (fields != NULL)
    g_array_append_val (fields, *gp_element_get_id (field));
  return TRUE;
}

GpAccessRecord *
gp_access_record_merge_json (const GpAccessRecord  *self,
                             const char            *json,
                             GArray               **out_fields,
                             GError               **error)
{
  g_autoptr(GpExprValue) object = gp_expr_value_from_json (json, -1, error);
  g_autoptr(GpAccessRecord) record = gp_access_record_copy (self);
  g_autoptr(GArray) fields = g_array_new (FALSE, FALSE, sizeof (GpId));

  if (object == NULL)
    return NULL;
  if (gp_expr_value_get_kind (object) != GP_EXPR_VALUE_MAP)
    {
      g_set_error_literal (error, GP_EXPR_ERROR, GP_EXPR_ERROR_VALUE,
                           _("A record must be a JSON object."));
      return NULL;
    }

  if (gp_design_lookup_kind (self->world->design, &self->subject, GP_KIND_BUCKET) != NULL)
    gp_access_record_set (record, &gp_id_nil, gp_expr_value_ref (object));
  else
    for (gsize i = 0; i < gp_expr_value_get_size (object); i++)
      if (!take_entry (record, gp_expr_value_get_string (gp_expr_value_get_key (object, i), NULL),
                       gp_expr_value_get_entry (object, i), fields, error))
        return NULL;

  if (out_fields != NULL)
    *out_fields = g_steal_pointer (&fields);
  return g_steal_pointer (&record);
}

GpAccessRecord *
gp_access_record_from_json (GpAccessWorld  *world,
                            const GpId     *subject,
                            const char     *json,
                            GError        **error)
{
  g_autoptr(GpAccessRecord) empty = gp_access_record_new (world, subject);

  return gp_access_record_merge_json (empty, json, NULL, error);
}

char *
gp_access_record_to_json (const GpAccessRecord *self)
{
  GpExprValue *file = g_hash_table_lookup (self->values, &gp_id_nil);
  g_autoptr(GPtrArray) fields = NULL;
  GString *out;

  if (file != NULL)
    return gp_expr_value_to_json (file);

  out = g_string_new ("{");
  fields = gp_design_list_children (self->world->design, &self->subject, GP_KIND_FIELD);
  for (guint i = 0; i < fields->len; i++)
    {
      const GpElement *field = fields->pdata[i];
      const GpExprValue *value = gp_access_record_get (self, gp_element_get_id (field));
      g_autofree char *json = NULL;

      if (gp_expr_value_is_null (value))
        continue;
      json = gp_expr_value_to_json (value);
      if (out->len > 1)
        g_string_append (out, ", ");
      gp_expr_append_json_string (out, gp_element_get_name (field),
                                  strlen (gp_element_get_name (field)));
      g_string_append_printf (out, ": %s", json);
    }
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}
