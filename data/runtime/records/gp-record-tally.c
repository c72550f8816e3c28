/* gp-record-tally.c — how many records a sweep removed, and how many it had to leave
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-record-sweep"
#include "config.h"
#include "gp-record-tally.h"

#include <glib/gi18n-lib.h>
#include <inttypes.h>

typedef struct
{
  guint64  removed;    /* since the start */
  gint64   kept;       /* by the last walk through all of it */
  gboolean is_said;
} Line;

struct _GpRecordTally
{
  GHashTable *lines;   /* GpId of the table → Line */
};

GpRecordTally *
gp_record_tally_new (void)
{
  GpRecordTally *self = g_new0 (GpRecordTally, 1);

  self->lines = g_hash_table_new_full (gp_id_hash, gp_id_equal, g_free, g_free);

  return self;
}

void
gp_record_tally_free (GpRecordTally *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->lines);
  g_free (self);
}

static Line *
get_line (GpRecordTally *self,
          const GpTable *table)
{
  Line *line = g_hash_table_lookup (self->lines, &table->id);

  if (line == NULL)
    {
      line = g_new0 (Line, 1);
      g_hash_table_insert (self->lines, g_memdup2 (&table->id, sizeof table->id), line);
    }

  return line;
}

void
gp_record_tally_add_removed (GpRecordTally *self,
                             const GpTable *table,
                             guint64        n)
{
  get_line (self, table)->removed += n;
}

void
gp_record_tally_set_kept (GpRecordTally *self,
                          const GpTable *table,
                          gint64         n,
                          const char    *reason)
{
  Line *line = get_line (self, table);

  line->kept = n;
  if (n > 0 && !line->is_said)
    g_message (ngettext ("%" PRId64 " record of %s is older than it is to be kept, and stays: %s",
                         "%" PRId64 " records of %s are older than they are to be kept, and stay. "
                         "The first: %s", (gulong) n),
               n, table->name, reason);
  line->is_said = n > 0;
}

void
gp_record_tally_forget_kept (GpRecordTally *self)
{
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    {
      ((Line *) line)->kept = 0;
      ((Line *) line)->is_said = FALSE;
    }
}

void
gp_record_tally_print (const GpRecordTally *self,
                       GString             *out)
{
  guint64 removed = 0;
  gint64 kept = 0;
  GHashTableIter iter;
  gpointer line;

  g_hash_table_iter_init (&iter, self->lines);
  while (g_hash_table_iter_next (&iter, NULL, &line))
    {
      removed += ((const Line *) line)->removed;
      kept += ((const Line *) line)->kept;
    }
  g_string_append_printf (out,
                          "# HELP groundplan_retention_removed_total Records removed since their "
                          "time was over.\n"
                          "# TYPE groundplan_retention_removed_total counter\n"
                          "groundplan_retention_removed_total %" PRIu64 "\n"
                          "# HELP groundplan_retention_kept Records that stay though their time is "
                          "over.\n"
                          "# TYPE groundplan_retention_kept gauge\n"
                          "groundplan_retention_kept %" PRId64 "\n",
                          removed, kept);
}
