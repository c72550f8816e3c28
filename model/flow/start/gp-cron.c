/* gp-cron.c — when a line of cron comes next
 * SPDX-License-Identifier: Apache-2.0
 *
 * Each field is a set of bits. Days of the calendar are gone through from the day of @after on; on
 * one that fits, each wall clock time of the line becomes the instants that have it: one, two where
 * clocks go back, none where they go forward. */
#define G_LOG_DOMAIN "gp-flow"
#include "config.h"

#include "gp-cron.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define N_FIELDS 5
#define DAYS_AHEAD (40 * 366)
#define ALL_HOURS ((G_GUINT64_CONSTANT (1) << 24) - 1)

enum
{
  MINUTE,
  HOUR,
  DAY,
  MONTH,
  WEEKDAY,
};

struct _GpCron
{
  guint64 sets[N_FIELDS];
  gboolean any_day;         /* the field is * */
  gboolean any_weekday;
  GTimeZone *zone;
};

static const char *const months[] = { "jan", "feb", "mar", "apr", "may", "jun",
                                      "jul", "aug", "sep", "oct", "nov", "dec", NULL };
static const char *const weekdays[] = { "sun", "mon", "tue", "wed", "thu", "fri", "sat", NULL };

static const struct
{
  const char *title;
  int first;
  int last;
  const char *const *names;     /* of first, first + 1, … */
} fields[N_FIELDS] = {
  { N_("minute"), 0, 59, NULL },
  { N_("hour"), 0, 23, NULL },
  { N_("day of the month"), 1, 31, NULL },
  { N_("month"), 1, 12, months },
  { N_("day of the week"), 0, 7, weekdays },
};

static const struct
{
  const char *name;
  const char *line;
} shorthands[] = {
  { "@hourly", "0 * * * *" },  { "@daily", "0 0 * * *" },   { "@midnight", "0 0 * * *" },
  { "@weekly", "0 0 * * 0" },  { "@monthly", "0 0 1 * *" }, { "@yearly", "0 0 1 1 *" },
  { "@annually", "0 0 1 1 *" },
};

G_DEFINE_QUARK (gp-cron-error-quark, gp_cron_error)

static gboolean
read_number (const char **p,
             int          field,
             int         *out)
{
  const char *const *names = fields[field].names;
  int number = 0, digits = 0;

  for (int i = 0; names != NULL && names[i] != NULL; i++)
    if (g_ascii_strncasecmp (*p, names[i], 3) == 0)
      {
        *out = fields[field].first + i;
        *p += 3;
        return TRUE;
      }
  for (; g_ascii_isdigit (**p) && digits < 4; (*p)++, digits++)
    number = number * 10 + g_ascii_digit_value (**p);
  *out = number;
  return digits > 0 && number >= fields[field].first && number <= fields[field].last;
}

/* One entry of a list: "*", "5", "1-5", each with a step. */
static gboolean
read_range (const char *text,
            int         field,
            guint64    *set)
{
  const char *p = text;
  int from = fields[field].first, to = fields[field].last, step = 1;
  gboolean one = FALSE;

  if (*p == '*')
    {
      p++;
    }
  else
    {
      if (!read_number (&p, field, &from))
        return FALSE;
      one = *p != '-';
      to = from;
      if (!one && (p++, !read_number (&p, field, &to)))
        return FALSE;
    }
  if (*p == '/')
    {
      step = (int) g_ascii_strtoull (p + 1, (char **) &p, 10);
      if (step < 1 || step > fields[field].last)
        return FALSE;
      if (one)
        to = fields[field].last;
    }
  if (*p != '\0' || from > to)
    return FALSE;
  for (int i = from; i <= to; i += step)
    *set |= G_GUINT64_CONSTANT (1) << i;
  return TRUE;
}

static gboolean
read_field (GpCron      *self,
            const char  *text,
            int          field,
            GError     **error)
{
  g_auto(GStrv) entries = g_strsplit (text, ",", -1);

  for (gsize i = 0; entries[i] != NULL; i++)
    if (!read_range (entries[i], field, &self->sets[field]))
      {
        g_set_error (error, GP_CRON_ERROR, 1,
                     _("“%s” is no %s of a schedule: write * or %d to %d, as 1,15 or 1-5 or */10."),
                     text, _(fields[field].title), fields[field].first,
                     MIN (fields[field].last, field == WEEKDAY ? 6 : 59));
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_zone (GpCron      *self,
           const char **line,
           GError     **error)
{
  g_autofree char *name = NULL;
  const char *end;

  if (!g_str_has_prefix (*line, "CRON_TZ="))
    {
      self->zone = g_time_zone_new_utc ();
      return TRUE;
    }
  *line += strlen ("CRON_TZ=");
  end = *line + strcspn (*line, " ");
  name = g_strndup (*line, (gsize) (end - *line));
  self->zone = g_time_zone_new_identifier (name);
  if (self->zone == NULL)
    {
      g_set_error (error, GP_CRON_ERROR, 1,
                   _("There is no time zone “%s”: write one such as Europe/Berlin."), name);
      return FALSE;
    }
  *line = end + strspn (end, " ");
  return TRUE;
}

static gboolean
read_fields (GpCron      *self,
             const char  *line,
             GError     **error)
{
  g_autofree char *tidy = NULL;
  g_auto(GStrv) words = NULL;
  g_autoptr(GPtrArray) given = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (shorthands); i++)
    if (g_str_equal (line, shorthands[i].name))
      line = shorthands[i].line;
  tidy = g_strdelimit (g_strdup (line), "\t", ' ');
  words = g_strsplit (tidy, " ", -1);
  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (given, words[i]);
  if (given->len != N_FIELDS)
    {
      g_set_error (error, GP_CRON_ERROR, 1,
                   _("“%s” is no schedule: write five fields, minute, hour, day, month and "
                     "weekday, as 0 2 * * *."), line);
      return FALSE;
    }

  for (int i = 0; i < N_FIELDS; i++)
    if (!read_field (self, given->pdata[i], i, error))
      return FALSE;
  self->any_day = *(const char *) given->pdata[DAY] == '*';
  self->any_weekday = *(const char *) given->pdata[WEEKDAY] == '*';
  if (self->sets[WEEKDAY] & (1 << 7))
    self->sets[WEEKDAY] |= 1;
  return TRUE;
}

GpCron *
gp_cron_new (const char  *line,
             GError     **error)
{
  g_autoptr(GpCron) self = g_new0 (GpCron, 1);

  g_return_val_if_fail (line != NULL, NULL);

  line += strspn (line, " ");
  if (!read_zone (self, &line, error) || !read_fields (self, line, error))
    return NULL;
  return g_steal_pointer (&self);
}

void
gp_cron_free (GpCron *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}

const char *
gp_cron_get_zone (const GpCron *self)
{
  return g_time_zone_get_identifier (self->zone);
}

char *
gp_cron_dup_fields (const GpCron *self)
{
  GString *out = g_string_new (NULL);

  for (int field = 0; field < N_FIELDS; field++)
    {
      int last = field == WEEKDAY ? 6 : fields[field].last;
      gsize start;
      int n = 0;

      g_string_append (out, field > 0 ? " " : "");
      start = out->len;
      if ((field == DAY && self->any_day) || (field == WEEKDAY && self->any_weekday))
        g_string_append_c (out, '*');
      for (int i = fields[field].first; i <= last; i++)
        if (self->sets[field] & (G_GUINT64_CONSTANT (1) << i))
          {
            g_string_append_printf (out, "%s%d", out->len > start ? "," : "", i);
            n++;
          }
      if (n > last - fields[field].first)
        g_string_append_c (g_string_truncate (out, start), '*');
    }
  return g_string_free (out, FALSE);
}

static gboolean
has (const GpCron *self,
     int           field,
     int           number)
{
  return (self->sets[field] >> number & 1) != 0;
}

static gboolean
fits_day (const GpCron *self,
          const GDate  *day)
{
  gboolean in_month = has (self, DAY, g_date_get_day (day));
  gboolean in_week = has (self, WEEKDAY, g_date_get_weekday (day) % 7);

  if (!has (self, MONTH, g_date_get_month (day)))
    return FALSE;
  return self->any_day || self->any_weekday ? in_month && in_week : in_month || in_week;
}

/* Seconds since 1970 of the wall clock as if it were UTC. */
static gint64
wall_clock (const GDate *day,
            int          hour,
            int          minute)
{
  gint64 days = (gint64) g_date_get_julian (day) - 719163;  /* 1970-01-01 */

  return days * 86400 + hour * 3600 + minute * 60;
}

/* The first instant after @after that has this wall clock, G_MAXINT64 for none; in seconds. */
static gint64
find_instant (const GpCron *self,
              gint64        wall,
              gint64        after)
{
  static const GTimeType types[] = { G_TIME_TYPE_DAYLIGHT, G_TIME_TYPE_STANDARD };
  gboolean follows = (self->sets[HOUR] & ALL_HOURS) == ALL_HOURS;
  gint64 first = G_MAXINT64, best = G_MAXINT64, moved = wall;
  int interval;

  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    {
      gint64 instant;

      interval = g_time_zone_find_interval (self->zone, types[i], wall);
      if (interval < 0)
        continue;
      instant = wall - g_time_zone_get_offset (self->zone, interval);
      first = MIN (first, instant);
      if (instant > after)
        best = MIN (best, instant);
    }
  if (first != G_MAXINT64)
    return follows || first > after ? best : G_MAXINT64;
  if (follows)
    return G_MAXINT64;

  interval = g_time_zone_adjust_time (self->zone, G_TIME_TYPE_STANDARD, &moved);
  moved -= g_time_zone_get_offset (self->zone, interval);
  return moved > after ? moved : G_MAXINT64;
}

static gint64
find_on_day (const GpCron *self,
             const GDate  *day,
             gint64        after)
{
  gint64 best = G_MAXINT64;

  for (int hour = 0; hour < 24; hour++)
    for (int minute = 0; has (self, HOUR, hour) && minute < 60; minute++)
      if (has (self, MINUTE, minute))
        best = MIN (best, find_instant (self, wall_clock (day, hour, minute), after));
  return best;
}

gint64
gp_cron_next (const GpCron *self,
              gint64        after)
{
  gint64 seconds = after / G_USEC_PER_SEC - (after % G_USEC_PER_SEC < 0 ? 1 : 0);
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr(GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, self->zone) : NULL;
  int year, month, number;
  GDate day;

  if (local == NULL)
    return G_MAXINT64;

  g_date_time_get_ymd (local, &year, &month, &number);
  g_date_clear (&day, 1);
  g_date_set_dmy (&day, (GDateDay) number, (GDateMonth) month, (GDateYear) year);
  /* The day before, too: what was moved out of a missing hour may lie behind midnight. */
  g_date_subtract_days (&day, 1);
  for (int i = 0; i < DAYS_AHEAD; i++, g_date_add_days (&day, 1))
    {
      gint64 found = fits_day (self, &day) ? find_on_day (self, &day, seconds) : G_MAXINT64;

      if (found != G_MAXINT64)
        return found * G_USEC_PER_SEC;
    }
  return G_MAXINT64;
}
