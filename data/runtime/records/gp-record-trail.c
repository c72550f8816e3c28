/* gp-record-trail.c — who changed which record, when, and what it was before
 * SPDX-License-Identifier: Apache-2.0
 *
 * A record that is deleted takes others along, or empties their references, and one whose key
 * changes changes theirs, which SQLite does by itself: they are looked for before, with what will
 * become of them, and read again afterwards. What is found is looked at in its turn, from a list
 * and not by recursion: chains are as long as people make them.
 *
 * A line has the fields that differ, as they were and as they are: all of them for what was created
 * or deleted. Of a secret field it has the name alone. */
#define G_LOG_DOMAIN "gp-record-trail"
#include "config.h"
#include "gp-record-trail.h"

#include "gp-expr-json.h"
#include "gp-flow-value.h"
#include "gp-json-writer.h"
#include "gp-record-key.h"
#include "gp-record-world.h"
#include "gp-record.h"
#include "gp-run-data.h"

/* SQLite refuses a change that goes deeper by itself. */
#define MAX_DEPTH 1000

/* Values may go round in a ring of references, and never come to rest. */
#define MAX_LOOKS 8

typedef struct
{
  const GpTable  *table;
  gint64          row;        /* where it has no key */
  guint           depth;
  guint           looks;      /* at those that point to it */
  GpAccessRecord *old;
  GpAccessRecord *after;      /* NULL: is deleted */
} Entry;

struct _GpRecordTrail
{
  GpRecordWorld  world;
  GPtrArray     *entries;     /* the record itself is the first */
  GHashTable    *seen;        /* the place of a record → its entry, borrowed */
  GQueue         waiting;     /* of Entry, borrowed */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  gp_access_record_unref (entry->old);
  gp_access_record_unref (entry->after);
  g_free (entry);
}

void
gp_record_trail_free (GpRecordTrail *self)
{
  if (self == NULL)
    return;

  g_queue_clear (&self->waiting);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->seen);
  g_free (self);
}

/* --- where a record is ------------------------------------------------------------------------ */

/* (transfer full): NULL where a value does not fit. */
static GArray *
read_cells (const GpAccessRecord *record,
            const GPtrArray      *columns)
{
  g_autoptr(GArray) cells = gp_cells_new ();

  for (guint i = 0; i < columns->len; i++)
    {
      GpCell cell = GP_CELL_INIT;

      if (!gp_record_world_get_cell (record, g_ptr_array_index (columns, i), &cell))
        return NULL;
      g_array_append_val (cells, cell);
    }

  return g_steal_pointer (&cells);
}

/* (transfer full): NULL without @error where there is none. */
static GpAccessRecord *
load_row (GpRecordWorld  *world,
          const GpTable  *table,
          gint64          row,
          GError        **error)
{
  g_autofree char *rest = g_strdup_printf ("WHERE r0.%s = ?", table->rowid);
  g_autoptr(GArray) values = gp_cells_new ();
  g_autoptr(GPtrArray) found = NULL;
  GpCell cell = gp_cell_int (row);

  g_array_append_val (values, cell);
  found = gp_record_world_select (world, table, rest, values, error);

  return found != NULL && found->len > 0 ? gp_access_record_ref (found->pdata[0]) : NULL;
}

/* (transfer full): where @entry is among those that are seen; NULL where its key is none. */
static char *
get_place (const Entry *entry)
{
  g_autoptr(GArray) key = NULL;
  g_autofree char *id = NULL;

  if (entry->table->key->len == 0)
    return g_strdup_printf ("%s/%" G_GINT64_FORMAT, entry->table->name, entry->row);
  key = read_cells (entry->old, entry->table->key);
  if (key == NULL)
    return NULL;
  id = gp_record_key_print (entry->table, key);

  return g_strconcat (entry->table->name, "/", id, NULL);
}

/* An unset field is missing or null. */
static gboolean
is_same (const GpExprValue *a,
         const GpExprValue *b)
{
  gboolean a_is_set = a != NULL && !gp_expr_value_is_null (a);
  gboolean b_is_set = b != NULL && !gp_expr_value_is_null (b);

  return a_is_set && b_is_set ? gp_expr_value_equal (a, b) : a_is_set == b_is_set;
}

/* --- what changes ----------------------------------------------------------------------------- */

static void
let_wait (GpRecordTrail *self,
          Entry         *entry)
{
  if (entry->depth < MAX_DEPTH && entry->looks++ < MAX_LOOKS)
    g_queue_push_tail (&self->waiting, entry);
}

/* What becomes of @child, whose record points to that of @parent. */
static void
change (GpRecordTrail          *self,
        Entry                  *child,
        const Entry            *parent,
        const GpTableReference *reference,
        const char             *action)
{
  gboolean cascades = g_str_equal (action, "cascade");
  gboolean same = TRUE;

  if (child->after == NULL)
    return;
  if (cascades && parent->after == NULL)
    {
      g_clear_pointer (&child->after, gp_access_record_unref);
      let_wait (self, child);
      return;
    }
  for (guint i = 0; i < reference->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (reference->columns, i);
      g_autoptr(GpExprValue) before = NULL;
      g_auto(GpCell) cell = GP_CELL_INIT;

      if (cascades)
        gp_record_world_get_cell (parent->after, g_ptr_array_index (reference->target_columns, i),
                                  &cell);
      else if (g_str_equal (action, "set_default") && column->initial.kind == GP_DEFAULT_CELL)
        cell = gp_cell_copy (&column->initial.cell);
      before = gp_expr_value_ref (gp_access_record_get (child->after, &column->id));
      gp_record_world_set (&self->world, child->after, column, &cell);
      same &= is_same (before, gp_access_record_get (child->after, &column->id));
    }
  if (!same)
    let_wait (self, child);
}

/* @old: of a record of @table that points to that of @parent. */
static void
add_child (GpRecordTrail          *self,
           const GpTable          *table,
           gint64                  row,
           const GpAccessRecord   *old,
           const Entry            *parent,
           const GpTableReference *reference,
           const char             *action)
{
  Entry *child = g_new0 (Entry, 1);
  g_autofree char *place = NULL;
  Entry *known;

  child->table = table;
  child->row = row;
  child->depth = parent->depth + 1;
  child->old = gp_access_record_ref (old);
  place = get_place (child);
  known = place != NULL ? g_hash_table_lookup (self->seen, place) : NULL;
  if (place == NULL || known != NULL)
    {
      entry_free (child);
      if (known != NULL)
        change (self, known, parent, reference, action);
      return;
    }
  child->after = gp_access_record_copy (old);
  g_ptr_array_add (self->entries, child);
  g_hash_table_insert (self->seen, g_steal_pointer (&place), child);
  change (self, child, parent, reference, action);
}

/* (transfer full): of gint64: those of @table that @rest gives. */
static GArray *
list_rows (GpRecordTrail  *self,
           const GpTable  *table,
           const char     *rest,
           const GArray   *values,
           GError        **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT r0.%s FROM %s AS r0 %s", table->rowid,
                                          table->quoted, rest);
  g_autoptr(GpSqliteStatement) statement = NULL;
  g_autoptr(GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  GpSqliteStep step;

  statement = gp_sqlite_prepare (gp_backend_get_sqlite (self->world.backend), sql, error);
  if (statement == NULL)
    return NULL;
  gp_record_bind (statement, values);
  while ((step = gp_sqlite_step (statement, error)) == GP_SQLITE_ROW)
    {
      gint64 row = gp_sqlite_column_int (statement, 0);

      g_array_append_val (rows, row);
    }

  return step == GP_SQLITE_DONE ? g_steal_pointer (&rows) : NULL;
}

static gboolean
add_children (GpRecordTrail           *self,
              const GpTable           *table,
              const Entry             *parent,
              const GpTableReference  *reference,
              const char              *action,
              GError                 **error)
{
  g_autoptr(GArray) values = read_cells (parent->old, reference->target_columns);
  g_autoptr(GString) rest = g_string_new ("WHERE ");
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GArray) rows = NULL;

  if (values == NULL)
    return TRUE;
  for (guint i = 0; i < reference->columns->len; i++)
    g_string_append_printf (rest, "%sr0.%s = ?", i > 0 ? " AND " : "",
                            ((GpColumn *) g_ptr_array_index (reference->columns, i))->quoted);
  if (table->key->len > 0)
    {
      found = gp_record_world_select (&self->world, table, rest->str, values, error);
      for (guint i = 0; found != NULL && i < found->len; i++)
        add_child (self, table, 0, found->pdata[i], parent, reference, action);
      return found != NULL;
    }

  rows = list_rows (self, table, rest->str, values, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);
      g_autoptr(GpAccessRecord) record = load_row (&self->world, table, row, error);

      if (record == NULL)
        return FALSE;
      add_child (self, table, row, record, parent, reference, action);
    }

  return rows != NULL;
}

/* Whether those that point to @entry by @reference are changed with it. */
static gboolean
moves (const Entry            *entry,
       const GpTableReference *reference)
{
  for (guint i = 0; entry->after != NULL && i < reference->target_columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (reference->target_columns, i);

      if (!is_same (gp_access_record_get (entry->old, &column->id),
                    gp_access_record_get (entry->after, &column->id)))
        return TRUE;
    }

  return entry->after == NULL;
}

static gboolean
look_at_pointing (GpRecordTrail  *self,
                  const Entry    *entry,
                  GError        **error)
{
  const GpSchema *schema = entry->table->schema;

  for (gsize i = 0; i < gp_schema_get_size (schema); i++)
    {
      const GpTable *other = gp_schema_get_table (schema, i);

      for (guint j = 0; j < other->references->len; j++)
        {
          const GpTableReference *reference = g_ptr_array_index (other->references, j);
          gboolean deletes = entry->after == NULL;

          if (reference->target == entry->table
              && (deletes ? reference->delete_trails : reference->update_trails)
              && moves (entry, reference)
              && !add_children (self, other, entry, reference,
                                deletes ? reference->on_delete : reference->on_update, error))
            return FALSE;
        }
    }

  return TRUE;
}

gboolean
gp_record_trail_look (GpRequest             *request,
                      const GpTable         *table,
                      const GpAccessRecord  *record,
                      const GpAccessRecord  *after,
                      GpRecordTrail        **out,
                      GError               **error)
{
  g_autoptr(GpRecordTrail) self = NULL;
  g_autofree char *place = NULL;
  Entry *entry;

  *out = NULL;
  if (!table->trailed)
    return TRUE;

  self = g_new0 (GpRecordTrail, 1);
  gp_record_world_init (&self->world, request->backend);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  entry = g_new0 (Entry, 1);
  entry->table = table;
  entry->old = gp_access_record_ref (record);
  entry->after = after != NULL ? gp_access_record_copy (after) : NULL;
  g_ptr_array_add (self->entries, entry);
  place = get_place (entry);
  if (place != NULL)
    g_hash_table_insert (self->seen, g_steal_pointer (&place), entry);
  let_wait (self, entry);
  while ((entry = g_queue_pop_head (&self->waiting)) != NULL)
    if (!look_at_pointing (self, entry, error))
      return FALSE;
  *out = g_steal_pointer (&self);

  return TRUE;
}

/* --- its lines -------------------------------------------------------------------------------- */

/* One side of a line. */
typedef struct
{
  const GpAccessRecord *record;    /* NULL: there is none */
  GpExprValue          *shown;     /* as flows have it: without secrets */
} Side;

/* (transfer full): of @one the fields that differ from those of @other; all that are set where
 * there is no such record. NULL where that is none. */
static char *
print_fields (const GpTable *table,
              const Side    *one,
              const Side    *other)
{
  g_autoptr(GString) out = g_string_new (NULL);
  GpJsonWriter writer;
  guint n = 0;

  gp_json_writer_init (&writer, out, GP_JSON_COMPACT);
  gp_json_writer_begin_object (&writer);
  for (guint i = 0; one->record != NULL && i < table->columns->len; i++)
    {
      const GpColumn *column = g_ptr_array_index (table->columns, i);
      GpExprValue *value = gp_flow_value_get (one->shown, column->name);
      GpExprValue *before = other->record != NULL ? gp_flow_value_get (other->shown, column->name)
                                                  : NULL;
      g_autofree char *json = value != NULL ? gp_expr_value_to_json (value) : NULL;
      gboolean same = is_same (value, before);

      if (column->hidden)
        same = other->record == NULL || is_same (gp_access_record_get (one->record, &column->id),
                                                 gp_access_record_get (other->record, &column->id));
      if (column->inert || same)
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
  const GpExprValue *starter = request->depth > 0 ? request->user : NULL;
  const char *user = starter != NULL ? gp_flow_value_get_text (starter, "id")
                                     : request->caller.user;
  const char *key = starter != NULL ? gp_flow_value_get_text (starter, GP_REQUEST_USER_KEY)
                                    : request->caller.key;

  *kind = user != NULL ? "user" : key != NULL ? "key"
          : request->caller.is_admin && request->depth == 0 ? "admin" : "nobody";

  return user != NULL ? user : key;
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
  const Side left = { old, was }, right = { record, is };
  g_autofree char *before = print_fields (table, &left, &right);
  g_autofree char *after = print_fields (table, &right, &left);
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

static gboolean
keep_entry (GpRecordTrail  *self,
            GpRequest      *request,
            const Entry    *entry,
            const GArray   *key,
            GError        **error)
{
  g_autoptr(GArray) place = NULL;
  g_autoptr(GpAccessRecord) now = NULL;
  GError *failure = NULL;

  if (key != NULL)
    gp_cells_append (place = gp_cells_new (), key);
  else
    place = read_cells (entry->after != NULL ? entry->after : entry->old, entry->table->key);
  if (entry->after != NULL && place != NULL)
    now = place->len > 0
            ? gp_record_world_load (&self->world, entry->table, place, NULL, &failure)
            : load_row (&self->world, entry->table, entry->row, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return write_line (request, entry->table, place, now != NULL ? "updated" : "deleted",
                     entry->old, now, error);
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

      if (entry->table->audited && !keep_entry (self, request, entry, i == 0 ? key : NULL, error))
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
  GpRecordWorld world;
  g_autoptr(GpAccessRecord) stored = NULL;
  GError *failure = NULL;

  if (!table->audited)
    return TRUE;
  gp_record_world_init (&world, request->backend);
  if (key->len > 0)
    stored = gp_record_world_load (&world, table, key, NULL, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return write_line (request, table, key, "created", NULL, stored != NULL ? stored : record,
                     error);
}
