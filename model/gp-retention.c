/* gp-retention.c — how long the records of an entity are kept, and since when that is counted
 * SPDX-License-Identifier: Apache-2.0
 *
 * One rule for all who ask: lint, plans, and the backend that removes records. Whatever is not
 * plain is answered so that records stay. */
#define G_LOG_DOMAIN "gp-retention"
#include "config.h"

#include "gp-retention.h"

#include "gp-duration-unit.h"

#include <string.h>

#define DAY       G_TIME_SPAN_DAY
#define MAX_YEARS 1000

/* --- lengths of time -------------------------------------------------------------------------- */

gboolean
gp_retention_parse (const char  *text,
                    GpRetention *out)
{
  gsize digits = text != NULL ? strspn (text, "0123456789") : 0;
  gint64 n = digits > 0 && digits <= 12 ? g_ascii_strtoll (text, NULL, 10) : 0;
  const GpDurationUnit *unit = n > 0 ? gp_duration_unit_find (text + digits) : NULL;

  if (unit == NULL || (unit->months > 0 && n > MAX_YEARS * 12 / unit->months)
      || (unit->months == 0 && n > MAX_YEARS * 365 * DAY / unit->length))
    return FALSE;
  *out = (GpRetention) { n * unit->months, unit->months > 0 ? 0 : n * unit->length };

  return TRUE;
}

gint64
gp_retention_get_end (const GpRetention *self,
                      gint64             now)
{
  gint64 seconds = now / G_USEC_PER_SEC;
  g_autoptr(GDateTime) time = NULL;
  g_autoptr(GDateTime) then = NULL;

  if (self->months == 0)
    return now - self->microseconds;
  time = g_date_time_new_from_unix_utc (seconds);
  then = time != NULL ? g_date_time_add_months (time, (int) -self->months) : NULL;

  return then != NULL ? g_date_time_to_unix (then) * G_USEC_PER_SEC + now % G_USEC_PER_SEC
                      : G_MININT64;
}

/* The least and the most that it may be, whatever the calendar says. */
static void
get_bounds (const GpRetention *self,
            gint64            *least,
            gint64            *most)
{
  gint64 years = self->months / 12;
  gint64 months = self->months % 12;

  *least = self->microseconds + (years * 365 + months * 28) * DAY;
  *most = self->microseconds + (years * 366 + months * 31) * DAY;
}

gboolean
gp_retention_is_shorter (const GpRetention *self,
                         const GpRetention *other)
{
  gint64 self_least, self_most, other_least, other_most;

  if (self->months > 0 && other->months > 0)
    return self->months < other->months;
  get_bounds (self, &self_least, &self_most);
  get_bounds (other, &other_least, &other_most);

  return self_least < other_most;
}

/* --- when a record came ----------------------------------------------------------------------- */

/* Whether a default is the time at which a record is made, with or without a cast or brackets. */
static gboolean
is_now (const char *code)
{
  static const char *const times[] = { "now()", "current_timestamp", "current_timestamp()",
                                       "transaction_timestamp()", "statement_timestamp()",
                                       "clock_timestamp()", "current_date", NULL };
  g_autofree char *text = g_ascii_strdown (code != NULL ? code : "", -1);
  char *cast = strchr (text, '\'') == NULL ? strstr (text, "::") : NULL;
  gsize length;

  if (cast != NULL)
    *cast = '\0';
  g_strstrip (text);
  length = strlen (text);
  if (length > 2 && text[0] == '(' && text[length - 1] == ')' && strchr (text + 1, '(') == NULL)
    {
      text[length - 1] = ' ';
      text[0] = ' ';
      g_strstrip (text);
    }

  return g_strv_contains (times, text);
}

static gboolean
says_when (const GpElement *field)
{
  return (gp_element_is (field, GP_FIELD_TYPE, "timestamp")
          || gp_element_is (field, GP_FIELD_TYPE, "date"))
         && !gp_element_get_bool (field, GP_FIELD_ARRAY)
         && !gp_element_get_bool (field, GP_FIELD_NULLABLE)
         && !gp_element_has (field, GP_FIELD_COMPUTED)
         && is_now (gp_element_get_text (field, GP_FIELD_DEFAULT));
}

static gboolean
is_called_so (const GpElement *field)
{
  static const char *const names[] = { "createdat", "created", "createdon", "datecreated",
                                       "insertedat", NULL };
  g_autofree char *lower = g_utf8_strdown (gp_element_get_name (field), -1);
  g_autoptr(GString) plain = g_string_new (NULL);

  for (const char *c = lower; *c != '\0'; c++)
    if (*c != '_')
      g_string_append_c (plain, *c);

  return g_strv_contains (names, plain->str);
}

/* The one of @fields that says when a record came. @out_several: there are more of them. */
static const GpElement *
find_field (GPtrArray *fields,
            gboolean  *out_several)
{
  const GpElement *any = NULL, *named = NULL;
  guint n_any = 0, n_named = 0;

  for (guint i = 0; i < fields->len; i++)
    if (says_when (fields->pdata[i]))
      {
        any = fields->pdata[i];
        n_any++;
        if (is_called_so (any))
          {
            named = any;
            n_named++;
          }
      }
  *out_several = n_any > 1 && n_named != 1;

  return n_any == 1 ? any : n_named == 1 ? named : NULL;
}

/* FALSE for a view, and for what is kept elsewhere. */
static gboolean
is_stored (const GpElement *entity)
{
  return !gp_element_get_bool (entity, GP_ENTITY_EXTERNAL)
         && gp_element_get_text (entity, GP_ENTITY_QUERY) == NULL;
}

GpRetentionState
gp_retention_look (GpDesign         *design,
                   const GpElement  *entity,
                   GpRetention      *out,
                   const GpElement **out_field)
{
  const char *text = gp_element_get_text (entity, GP_ENTITY_RETENTION);
  g_autoptr(GPtrArray) fields = NULL;
  const GpElement *field;
  GpRetention retention;
  gboolean several;

  g_return_val_if_fail (GP_IS_DESIGN (design), GP_RETENTION_NONE);

  if (text == NULL)
    return GP_RETENTION_NONE;
  if (!gp_retention_parse (text, &retention))
    return GP_RETENTION_NO_LENGTH;
  if (!is_stored (entity) || gp_element_get_bool (entity, GP_ENTITY_READ_ONLY))
    return GP_RETENTION_NO_TABLE;
  if (!gp_element_has (entity, GP_ENTITY_PRIMARY_KEY))
    return GP_RETENTION_NO_KEY;

  fields = gp_design_list_children (design, gp_element_get_id (entity), GP_KIND_FIELD);
  field = find_field (fields, &several);
  if (field == NULL)
    return several ? GP_RETENTION_SEVERAL : GP_RETENTION_NO_FIELD;
  if (out != NULL)
    *out = retention;
  if (out_field != NULL)
    *out_field = field;

  return GP_RETENTION_COUNTED;
}

/* --- what goes along -------------------------------------------------------------------------- */

/* Entities whose records go, in @queue, and what was found of them. */
typedef struct
{
  GpDesign  *design;
  GPtrArray *queue;      /* of GpId, borrowed; each once */
  GArray    *found;
} Walk;

static gboolean
is_queued (const Walk *self,
           const GpId *id)
{
  for (guint i = 0; i < self->queue->len; i++)
    if (gp_id_equal (self->queue->pdata[i], id))
      return TRUE;

  return FALSE;
}

/* @element: a field or a composite reference. */
static void
follow (Walk            *self,
        const GpElement *element,
        const GpId      *target,
        GpProperty       reference,
        GpProperty       on_delete)
{
  const GpId *to = gp_element_get_ref (element, reference);
  const GpElement *entity = gp_design_lookup_kind (self->design, gp_element_get_parent (element),
                                                   GP_KIND_ENTITY);
  gboolean takes = gp_element_is (element, on_delete, "cascade");
  GpRetentionReach reach;

  if (to == NULL || !gp_id_equal (to, target) || entity == NULL || !is_stored (entity)
      || (!takes && !gp_element_is (element, on_delete, "set_null")
          && !gp_element_is (element, on_delete, "set_default")))
    return;

  reach = (GpRetentionReach) { *gp_element_get_id (element), *gp_element_get_id (entity), *target,
                               takes };
  g_array_append_val (self->found, reach);
  if (takes && !is_queued (self, gp_element_get_id (entity)))
    g_ptr_array_add (self->queue, (gpointer) gp_element_get_id (entity));
}

GArray *
gp_retention_list_reach (GpDesign   *design,
                         const GpId *entity)
{
  g_autoptr(GPtrArray) fields = gp_design_list (design, GP_KIND_FIELD);
  g_autoptr(GPtrArray) keys = gp_design_list (design, GP_KIND_FOREIGN_KEY);
  g_autoptr(GPtrArray) queue = g_ptr_array_new ();
  g_autoptr(GArray) found = g_array_new (FALSE, FALSE, sizeof (GpRetentionReach));
  Walk self = { design, queue, found };

  g_ptr_array_add (queue, (gpointer) entity);
  for (guint at = 0; at < queue->len; at++)
    {
      for (guint i = 0; i < fields->len; i++)
        if (!gp_element_get_bool (fields->pdata[i], GP_FIELD_ARRAY))
          follow (&self, fields->pdata[i], queue->pdata[at], GP_FIELD_REFERENCE,
                  GP_FIELD_ON_DELETE);
      for (guint i = 0; i < keys->len; i++)
        follow (&self, keys->pdata[i], queue->pdata[at], GP_FOREIGN_KEY_TARGET,
                GP_FOREIGN_KEY_ON_DELETE);
    }

  return g_steal_pointer (&found);
}
