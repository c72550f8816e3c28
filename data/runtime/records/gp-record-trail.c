/* gp-record-trail.c — who changed which record, when, and what it was before
 * SPDX-License-Identifier: Apache-2.0
 *
 * For two who want to know: the audit trail, and those who listen to changes. The first is told
 * all; the others are told of what is in the interface, and where that is more than they are told
 * of at all, that they have to read anew.
 *
 * A record that is deleted takes others along, or empties their references, and one whose key
 * changes changes theirs, which SQLite does by itself: they are looked for before, with what will
 * become of them, and read again afterwards. What is found is looked at in its turn, from a list
 * and not by recursion: chains are as long as people make them. */
#define G_LOG_DOMAIN "gp-record-trail"
#include "config.h"
#include "gp-record-trail-private.h"

#include "gp-event-log.h"
#include "gp-record-key.h"
#include "gp-record-world.h"
#include "gp-record.h"

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
  GArray         *cells;      /* as it was, for those who listen; or NULL */
} Entry;

struct _GpRecordTrail
{
  GpRecordWorld  world;
  GPtrArray     *entries;     /* the record itself is the first */
  GHashTable    *seen;        /* the place of a record → its entry, borrowed */
  GQueue         waiting;     /* of Entry, borrowed */
  GpEventLog    *events;      /* NULL: nobody listens */
  gboolean       too_many;    /* for those who do */
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  gp_access_record_unref (entry->old);
  gp_access_record_unref (entry->after);
  g_clear_pointer (&entry->cells, g_array_unref);
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
  found = gp_record_world_select (world, table, rest, values, NULL, error);

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
      same &= gp_record_trail_is_same (before, gp_access_record_get (child->after, &column->id));
    }
  if (!same)
    let_wait (self, child);
}

/* @old: of a record of @table that points to that of @parent. @cells: (nullable): as it was. */
static void
add_child (GpRecordTrail          *self,
           const GpTable          *table,
           gint64                  row,
           const GpAccessRecord   *old,
           GArray                 *cells,
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
  child->cells = cells != NULL ? g_array_ref (cells) : NULL;
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

/* Who wants to know what becomes of those that point to @entry by @reference. */
static GpTrails
get_trails (const Entry            *entry,
            const GpTableReference *reference)
{
  return entry->after == NULL ? reference->delete_trails : reference->update_trails;
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
  g_autoptr(GPtrArray) cells = NULL;
  g_autoptr(GPtrArray) found = NULL;
  g_autoptr(GArray) rows = NULL;

  if (values == NULL)
    return TRUE;
  for (guint i = 0; i < reference->columns->len; i++)
    g_string_append_printf (rest, "%sr0.%s = ?", i > 0 ? " AND " : "",
                            ((GpColumn *) g_ptr_array_index (reference->columns, i))->quoted);
  /* Of more than are told nobody wants to know the rest but the audit trail. */
  if (!(get_trails (parent, reference) & GP_TRAIL_AUDIT))
    g_string_append_printf (rest, " LIMIT %u", gp_event_log_get_most (self->events) + 1);
  if (table->key->len > 0)
    {
      if (self->events != NULL && !self->too_many && table->exposed)
        cells = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
      found = gp_record_world_select (&self->world, table, rest->str, values, cells, error);
      for (guint i = 0; found != NULL && i < found->len; i++)
        add_child (self, table, 0, found->pdata[i], cells != NULL ? cells->pdata[i] : NULL, parent,
                   reference, action);
      return found != NULL;
    }

  rows = list_rows (self, table, rest->str, values, error);
  for (guint i = 0; rows != NULL && i < rows->len; i++)
    {
      gint64 row = g_array_index (rows, gint64, i);
      g_autoptr(GpAccessRecord) record = load_row (&self->world, table, row, error);

      if (record == NULL)
        return FALSE;
      add_child (self, table, row, record, NULL, parent, reference, action);
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

      if (!gp_record_trail_is_same (gp_access_record_get (entry->old, &column->id),
                                    gp_access_record_get (entry->after, &column->id)))
        return TRUE;
    }

  return entry->after == NULL;
}

/* What the database does by itself with those that point by @reference to @entry; NULL: nothing
 * that any of @who want to know. */
static const char *
find_action (const Entry            *entry,
             const GpTableReference *reference,
             GpTrails                who)
{
  return reference->target == entry->table && (get_trails (entry, reference) & who) != 0
             && moves (entry, reference)
           ? entry->after == NULL ? reference->on_delete : reference->on_update
           : NULL;
}

/* Whether others change with @entry that those who listen may be told of. */
static gboolean
takes_along (const Entry *entry)
{
  const GpSchema *schema = entry->table->schema;

  for (gsize i = 0; entry->table->takes_along & GP_TRAIL_EVENTS && i < gp_schema_get_size (schema);
       i++)
    {
      const GpTable *other = gp_schema_get_table (schema, i);

      for (guint j = 0; j < other->references->len; j++)
        if (find_action (entry, g_ptr_array_index (other->references, j), GP_TRAIL_EVENTS) != NULL)
          return TRUE;
    }

  return FALSE;
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
          const GpTrails who = self->events != NULL && !self->too_many
                                 ? GP_TRAIL_AUDIT | GP_TRAIL_EVENTS : GP_TRAIL_AUDIT;
          const char *action = find_action (entry, reference, who);

          if (action != NULL && !add_children (self, other, entry, reference, action, error))
            return FALSE;
          self->too_many |= self->events != NULL
                            && self->entries->len > gp_event_log_get_most (self->events);
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
  GpEventLog *events = gp_backend_get_events (request->backend);
  const Entry whole = { .table = table, .old = (GpAccessRecord *) record,
                        .after = (GpAccessRecord *) after };
  Entry *entry;

  *out = NULL;
  if (!table->audited && !(table->takes_along & GP_TRAIL_AUDIT)
      && (events == NULL || !takes_along (&whole)))
    return TRUE;

  self = g_new0 (GpRecordTrail, 1);
  self->events = events;
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

/* --- what is kept of it ----------------------------------------------------------------------- */

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

  return gp_record_trail_line (request, entry->table, place,
                               now != NULL ? "updated" : "deleted", entry->old, now, error);
}

/* Of one that changed with another. Its rules may lead to records that are gone: it is not told to
 * those who could read it by them alone. */
static gboolean
tell_entry (GpRecordTrail  *self,
            GpRequest      *request,
            const Entry    *entry,
            GError        **error)
{
  g_autoptr(GArray) before = read_cells (entry->old, entry->table->key);
  g_autoptr(GArray) after = entry->after != NULL ? read_cells (entry->after, entry->table->key)
                                                 : NULL;

  if (entry->cells == NULL || before == NULL || (after == NULL && entry->after != NULL))
    return TRUE;

  return gp_event_log_note_change (self->events, entry->table, before, after, entry->cells,
                                   gp_backend_get_revision (request->backend), error);
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

      if ((entry->table->audited && !keep_entry (self, request, entry, i == 0 ? key : NULL, error))
          || (i > 0 && !self->too_many && !tell_entry (self, request, entry, error)))
        return FALSE;
    }

  return self == NULL || !self->too_many || gp_event_log_note_lost (self->events, error);
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

  return gp_record_trail_line (request, table, key, "created", NULL,
                               stored != NULL ? stored : record, error);
}
