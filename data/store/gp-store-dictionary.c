/* gp-store-dictionary.c — which number a kind or property has in this file
 * SPDX-License-Identifier: Apache-2.0
 *
 * The order of the metamodel changes with the program, so files do not rely on it: each keeps its
 * own numbers. A program that knows more adds rows; one that finds a nick it does not know reads
 * the file as one of a newer program.
 */
#define G_LOG_DOMAIN "gp-store"
#include "config.h"

#include "gp-store-private.h"

#include <glib/gi18n-lib.h>

#define NUMBER_LIMIT 100000 /* a damaged file must not make us reserve memory without end */

static gboolean
insert_kind (GpStore *self, GpKind kind, GError **error)
{
  g_autoptr(GpSqliteStatement) insert = NULL;

  insert = gp_sqlite_prepare (self->db, "INSERT INTO kind (nick) VALUES (?1)", error);
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_text (insert, 1, gp_kind_get_info (kind)->nick);
  if (!gp_sqlite_run (insert, error))
    return FALSE;

  self->kinds[kind] = gp_sqlite_get_last_rowid (self->db);
  return TRUE;
}

static gboolean
insert_property (GpStore *self, GpProperty property, GError **error)
{
  const GpPropertyInfo *info = gp_property_get_info (property);
  g_autoptr(GpSqliteStatement) insert = NULL;

  insert = gp_sqlite_prepare (self->db, "INSERT INTO property (kind, nick) VALUES (?1, ?2)", error);
  if (insert == NULL)
    return FALSE;

  gp_sqlite_bind_int (insert, 1, self->kinds[info->kind]);
  gp_sqlite_bind_text (insert, 2, info->nick);
  if (!gp_sqlite_run (insert, error))
    return FALSE;

  self->properties[property] = gp_sqlite_get_last_rowid (self->db);
  return TRUE;
}

gboolean
gp_store_write_dictionary (GpStore *self, GError **error)
{
  for (guint kind = 0; kind < GP_N_KINDS; kind++)
    if (self->kinds[kind] == 0 && !insert_kind (self, kind, error))
      return FALSE;
  for (guint property = 0; property < GP_N_PROPERTIES; property++)
    if (self->properties[property] == 0 && !insert_property (self, property, error))
      return FALSE;
  return TRUE;
}

/* @of_number[number] = value, the gap before it filled with -1. */
static gboolean
note_number (GpStore *self, GArray *of_number, gint64 number, int value, GError **error)
{
  int unknown = -1;

  if (number < 1 || number > NUMBER_LIMIT)
    {
      g_set_error (error, GP_STORE_ERROR, GP_STORE_ERROR_CORRUPT,
                   _("“%s” is damaged: a number in its dictionary is out of range."), self->path);
      return FALSE;
    }

  while (of_number->len <= number)
    g_array_append_val (of_number, unknown);
  g_array_index (of_number, int, number) = value;
  return TRUE;
}

static gboolean
load_kinds (GpStore *self, gboolean *unknown, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db, "SELECT number, nick FROM kind", error);
  if (select == NULL)
    return FALSE;

  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      const char *nick = gp_sqlite_column_text (select, 1, NULL);
      gint64 number = gp_sqlite_column_int (select, 0);
      gboolean known;
      GpKind kind;

      known = nick != NULL && gp_kind_from_nick (nick, &kind);
      if (!note_number (self, self->kind_of_number, number, known ? (int) kind : -1, error))
        return FALSE;
      if (known)
        self->kinds[kind] = number;
      else
        *unknown = TRUE;
    }
  return step == GP_SQLITE_DONE;
}

static gboolean
load_properties (GpStore *self, gboolean *unknown, GError **error)
{
  g_autoptr(GpSqliteStatement) select = NULL;
  GpSqliteStep step;

  select = gp_sqlite_prepare (self->db, "SELECT number, kind, nick FROM property", error);
  if (select == NULL)
    return FALSE;

  while ((step = gp_sqlite_step (select, error)) == GP_SQLITE_ROW)
    {
      gint64 number = gp_sqlite_column_int (select, 0);
      gint64 kind_number = gp_sqlite_column_int (select, 1);
      const char *nick = gp_sqlite_column_text (select, 2, NULL);
      int kind = -1;
      gboolean known;
      GpProperty property;

      if (kind_number > 0 && kind_number < self->kind_of_number->len)
        kind = g_array_index (self->kind_of_number, int, kind_number);
      known = nick != NULL && kind >= 0 && gp_property_from_nick (kind, nick, &property);
      if (!note_number (self, self->property_of_number, number, known ? (int) property : -1, error))
        return FALSE;
      if (known)
        self->properties[property] = number;
      else
        *unknown = TRUE;
    }
  return step == GP_SQLITE_DONE;
}

gboolean
gp_store_load_dictionary (GpStore *self,
                          gboolean *out_unknown,
                          gboolean *out_missing,
                          GError **error)
{
  gboolean unknown = FALSE, missing = FALSE;

  g_array_set_size (self->kind_of_number, 0);
  g_array_set_size (self->property_of_number, 0);
  memset (self->kinds, 0, sizeof self->kinds);
  memset (self->properties, 0, sizeof self->properties);

  if (!load_kinds (self, &unknown, error) || !load_properties (self, &unknown, error))
    return FALSE;

  for (guint property = 0; property < GP_N_PROPERTIES; property++)
    missing = missing || self->properties[property] == 0;
  for (guint kind = 0; kind < GP_N_KINDS; kind++)
    missing = missing || self->kinds[kind] == 0;

  *out_unknown = unknown;
  *out_missing = missing;
  return TRUE;
}
