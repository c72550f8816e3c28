/* gp-record-trail.c — who changed which record, when, and what it was before
 * SPDX-License-Identifier: Apache-2.0
 *
 * A record that is deleted takes others along, or empties their references, which SQLite does by
 * itself: they are looked for before, and read again afterwards. A line has the fields that differ,
 * as they were and as they are: all of them for what was created or deleted. */
#define G_LOG_DOMAIN "gp-record-trail"
#include "config.h"
#include "gp-record-trail.h"

#include "gp-expr-json.h"
#include "gp-flow-value.h"
#include "gp-json-writer.h"
#include "gp-record-key.h"
#include "gp-record-world.h"
#include "gp-run-data.h"

typedef struct
{
  const GpTable  *table;
  GArray         *key;
  GpAccessRecord *old;
  gboolean        deleted;
} Entry;

struct _GpRecordTrail
{
  GpRequest     *request;     /* borrowed while it is looked */
  GpRecordWorld  world;
  GPtrArray     *entries;     /* the record itself is the first */
  GHashTable    *seen;        /* places of the records among them */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->key, g_array_unref);
  gp_access_record_unref (entry->old);
  g_free (entry);
}

void
gp_record_trail_free (GpRecordTrail *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->seen);
  g_free (self);
}

/* --- what changes ----------------------------------------------------------------------------- */

static GArray *
read_key (const GpTable        *table,
          const GpAccessRecord *record)
{
  g_autoptr(GArray) key = gp_cells_new ();

  for (guint i = 0; i < table->key->len; i++)
    {
      GpCell cell = GP_CELL_INIT;

      if (!gp_record_world_get_cell (record, g_ptr_array_index (table->key, i), &cell))
        return NULL;
      g_array_append_val (key, cell);
    }

  return g_steal_pointer (&key);
}

/* FALSE where it is among them already. */
static gboolean
add_entry (GpRecordTrail        *self,
           const GpTable        *table,
           const GArray         *key,
           const GpAccessRecord *record,
           gboolean              deleted)
{
  g_autofree char *id = key->len > 0 ? gp_record_key_print (table, key) : NULL;
  Entry *entry;

  if (id != NULL && !g_hash_table_add (self->seen, g_strconcat (table->name, "/", id, NULL)))
    return FALSE;

  entry = g_new0 (Entry, 1);
  entry->table = table;
  entry->key = gp_cells_new ();
  gp_cells_append (entry->key, key);
  entry->old = gp_access_record_ref (record);
  entry->deleted = deleted;
  g_ptr_array_add (self->entries, entry);

  return TRUE;
}

/* (transfer full): the records that point to @record by @reference of @table. */
static GPtrArray *
find_pointing (GpRecordTrail           *self,
               const GpTable           *table,
               const GpTableReference  *reference,
               const GpAccessRecord    *record,
               GError                 **error)
{
  g_autoptr(GString) rest = g_string_new ("WHERE ");
  g_autoptr(GArray) values = gp_cells_new ();

  for (guint i = 0; i < reference->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (reference->columns, i);
      GpCell cell = GP_CELL_INIT;

      if (!gp_record_world_get_cell (record, g_ptr_array_index (reference->target_columns, i),
                                     &cell))
        return g_ptr_array_new ();
      g_string_append_printf (rest, "%sr0.%s = ?", i > 0 ? " AND " : "", column->quoted);
      g_array_append_val (values, cell);
    }

  return gp_record_world_select (&self->world, table, rest->str, values, error);
}

static gboolean
follow (GpRecordTrail         *self,
        const GpTable         *table,
        const GpAccessRecord  *record,
        gboolean               deletes,
        GError               **error);

static gboolean
follow_reference (GpRecordTrail           *self,
                  const GpTable           *table,
                  const GpTableReference  *reference,
                  const GpAccessRecord    *record,
                  gboolean                 deletes,
                  GError                 **error)
{
  const char *action = deletes ? reference->on_delete : reference->on_update;
  gboolean cascades = g_strcmp0 (action, "cascade") == 0;
  g_autoptr(GPtrArray) found = NULL;

  if ((!cascades && g_strcmp0 (action, "set_null") != 0 && g_strcmp0 (action, "set_default") != 0)
      || table->key->len == 0)
    return TRUE;
  found = find_pointing (self, table, reference, record, error);
  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const GpAccessRecord *other = found->pdata[i];
      g_autoptr(GArray) key = read_key (table, other);

      if (key != NULL && add_entry (self, table, key, other, deletes && cascades) && deletes
          && cascades && !follow (self, table, other, TRUE, error))
        return FALSE;
    }

  return found != NULL;
}

static gboolean
follow (GpRecordTrail         *self,
        const GpTable         *table,
        const GpAccessRecord  *record,
        gboolean               deletes,
        GError               **error)
{
  const GpSchema *schema = table->schema;

  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    {
      const GpTable *other = gp_schema_get_table (schema, i);

      for (guint j = 0; j < other->references->len; j++)
        {
          const GpTableReference *reference = g_ptr_array_index (other->references, j);

          if (reference->target == table
              && !follow_reference (self, other, reference, record, deletes, error))
            return FALSE;
        }
    }

  return TRUE;
}

static gboolean
is_kept_of_any (const GpSchema *schema)
{
  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    if (gp_schema_get_table (schema, i)->audited)
      return TRUE;

  return FALSE;
}

gboolean
gp_record_trail_look (GpRequest             *request,
                      const GpTable         *table,
                      const GArray          *key,
                      const GpAccessRecord  *record,
                      gboolean               deletes,
                      GpRecordTrail        **out,
                      GError               **error)
{
  g_autoptr(GpRecordTrail) self = NULL;

  *out = NULL;
  if (!is_kept_of_any (table->schema))
    return TRUE;

  self = g_new0 (GpRecordTrail, 1);
  gp_record_world_init (&self->world, request->backend);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  add_entry (self, table, key, record, deletes);
  if (!follow (self, table, record, deletes, error))
    return FALSE;
  *out = g_steal_pointer (&self);

  return TRUE;
}

/* --- its lines -------------------------------------------------------------------------------- */

/* An unset field is missing or null. */
static gboolean
is_same (const GpExprValue *a,
         const GpExprValue *b)
{
  gboolean a_is_set = a != NULL && !gp_expr_value_is_null (a);
  gboolean b_is_set = b != NULL && !gp_expr_value_is_null (b);

  return a_is_set && b_is_set ? gp_expr_value_equal (a, b) : a_is_set == b_is_set;
}

/* (transfer full): of @one, a value as flows have it, the fields that differ from those of @other;
 * all that are set where it is NULL. NULL where that is none. */
static char *
print_fields (const GpTable     *table,
              const GpExprValue *one,
              const GpExprValue *other)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;
  guint n = 0;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  for (guint i = 0; one != NULL && i < table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->columns, i);
      GpExprValue *value = gp_flow_value_get (one, column->name);
      GpExprValue *before = other != NULL ? gp_flow_value_get (other, column->name) : NULL;
      g_autofree char *json = value != NULL ? gp_expr_value_to_json (value) : NULL;

      if (column->hidden || column->inert || is_same (value, before))
        continue;
      gp_json_writer_key (&writer, column->name);
      gp_json_writer_raw (&writer, json != NULL ? json : "null");
      n++;
    }
  gp_json_writer_end_object (&writer);

  return n > 0 ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

/* Who it is: an account's id, or "admin"; NULL for nobody that is known. */
static const char *
find_who (GpRequest   *request,
          const char **kind)
{
  const char *user = request->depth > 0 && request->user != NULL
                       ? gp_flow_value_get_text (request->user, "id") : request->caller.user;

  *kind = user != NULL ? "user" : request->caller.key != NULL ? "key"
          : request->caller.is_admin && request->depth == 0 ? "admin" : "nobody";

  return user != NULL ? user : request->caller.key;
}

static gboolean
write_line (GpRequest             *request,
            const GpTable         *table,
            const GArray          *key,
            const char            *change,
            const GpAccessRecord  *old,
            const GpAccessRecord  *record,
            GError               **error)
{
  g_autoptr(GpExprValue) was = old != NULL ? gp_run_data_present (table, old) : NULL;
  g_autoptr(GpExprValue) is = record != NULL ? gp_run_data_present (table, record) : NULL;
  g_autofree char *before = print_fields (table, was, is);
  g_autofree char *after = print_fields (table, is, was);
  g_autofree char *id = key != NULL && key->len > 0 ? gp_record_key_print (table, key) : NULL;
  g_autoptr(GpSqliteStatement) insert = NULL;
  const char *kind;
  const char *who = find_who (request, &kind);

  if (before == NULL && after == NULL && old != NULL && record != NULL)
    return TRUE;
  insert = gp_sqlite_prepare (gp_backend_get_sqlite (request->backend),
                              "INSERT INTO _gp_trail (at, entity, record, change, kind, who, flow, "
                              "old, new) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)", error);
  if (insert == NULL)
    return FALSE;
  gp_sqlite_bind_int (insert, 1, request->now);
  gp_sqlite_bind_blob (insert, 2, &table->id, sizeof table->id);
  gp_sqlite_bind_text (insert, 3, id);
  gp_sqlite_bind_text (insert, 4, change);
  gp_sqlite_bind_text (insert, 5, kind);
  gp_sqlite_bind_text (insert, 6, who);
  gp_sqlite_bind_int (insert, 7, request->depth > 0);
  gp_sqlite_bind_text (insert, 8, before);
  gp_sqlite_bind_text (insert, 9, after);

  return gp_sqlite_run (insert, error);
}

/* (transfer full): as it is stored now; NULL without @error where it is no longer there. */
static GpAccessRecord *
load (GpRequest      *request,
      const GpTable  *table,
      const GArray   *key,
      GError        **error)
{
  GpRecordWorld world;

  gp_record_world_init (&world, request->backend);

  return gp_record_world_load (&world, table, key, NULL, error);
}

gboolean
gp_record_trail_keep (GpRecordTrail  *self,
                      GpRequest      *request,
                      const GArray   *key,
                      GError        **error)
{
  for (guint i = 0; self != NULL && i < self->entries->len; i++)
    {
      const Entry *entry = self->entries->pdata[i];
      const GArray *place = i == 0 && key != NULL ? key : entry->key;
      g_autoptr(GpAccessRecord) now = NULL;
      GError *failure = NULL;

      if (!entry->table->audited)
        continue;
      if (!entry->deleted)
        now = load (request, entry->table, place, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, failure);
          return FALSE;
        }
      if (!write_line (request, entry->table, place, now != NULL ? "updated" : "deleted",
                       entry->old, now, error))
        return FALSE;
    }

  return TRUE;
}

gboolean
gp_record_trail_created (GpRequest             *request,
                         const GpTable         *table,
                         const GArray          *key,
                         const GpAccessRecord  *record,
                         GError               **error)
{
  g_autoptr(GpAccessRecord) stored = NULL;
  GError *failure = NULL;

  if (!table->audited)
    return TRUE;
  if (key->len > 0)
    stored = load (request, table, key, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return write_line (request, table, key, "created", NULL, stored != NULL ? stored : record,
                     error);
}
