/* gp-icon.c — the small pictures on cards, as paths of our own
 * SPDX-License-Identifier: Apache-2.0
 *
 * No icon theme is at hand where there is no display, and pictures must look the same everywhere,
 * so the few icons that stand on cards are outlines in this table. They are stroked, never
 * filled. */
#define G_LOG_DOMAIN "gp-icon"
#include "config.h"
#include "gp-icon.h"

typedef struct
{
  const char *name;
  const char *path;   /* letters and numbers with one space between them, see GpIconFunc */
} IconRow;

static const IconRow rows[GP_N_ICONS] = {
  [GP_ICON_NONE] = { "none", "" },
  [GP_ICON_KEY] = { "key", "O 10.5 5.5 3 M 8.3 7.7 L 2.5 13.5 M 4.6 11.4 L 6.6 13.4" },
  [GP_ICON_REFERENCE] = { "reference", "M 4 12 L 12 4 M 6 4 L 12 4 L 12 10" },
  [GP_ICON_TENANT] = { "tenant", "M 2 8 L 8 2.5 L 14 8 M 4 7 L 4 13.5 L 12 13.5 L 12 7" },
  [GP_ICON_SENSITIVE] = { "sensitive",
                          "M 8 2 L 13 3.8 L 13 8 C 13 11 10.5 13 8 14 C 5.5 13 3 11 3 8 L 3 "
    "3.8 Z" },
  [GP_ICON_AUDIT] = { "audit",
                      "M 3.5 3 L 12.5 3 L 12.5 14 L 3.5 14 Z M 6 3 L 6 1.8 L 10 1.8 L 10 3 "
    "M 6 7 L 10 7 M 6 10 L 10 10" },
  [GP_ICON_FLOW] = { "flow", "M 9.5 1.5 L 4 9 L 7.5 9 L 6.5 14.5 L 12 7 L 8.5 7 Z" },
  [GP_ICON_ENTITY] = { "entity",
                       "M 2.5 3 L 13.5 3 L 13.5 13 L 2.5 13 Z M 2.5 6.3 L 13.5 6.3 M 2.5 "
    "9.7 L 13.5 9.7 M 6.2 6.3 L 6.2 13" },
  [GP_ICON_VIEW] = { "view", "M 1.5 8 C 4 3.5 12 3.5 14.5 8 C 12 12.5 4 12.5 1.5 8 Z O 8 8 2" },
  [GP_ICON_EXTERNAL] = { "external",
                         "M 7 3 L 3 3 L 3 13 L 13 13 L 13 9 M 9.5 2.5 L 13.5 2.5 L 13.5 6.5 "
    "M 13.5 2.5 L 7.5 8.5" },
  [GP_ICON_ROLE] = { "role", "O 8 5 2.7 M 2.8 14 C 2.8 8.7 13.2 8.7 13.2 14" },
  [GP_ICON_BUCKET] = { "bucket", "M 2 13 L 2 3.5 L 6.5 3.5 L 8 5.5 L 14 5.5 L 14 13 Z" },
  [GP_ICON_EVENT] = { "event", "M 4 14.5 L 4 2.5 M 4 3 L 13 3 L 11 6 L 13 9 L 4 9" },
  [GP_ICON_DOMAIN] = { "domain", "M 2 4 L 14 4 L 14 12 L 2 12 Z M 2 6.5 L 7 6.5 L 8 4" },
  [GP_ICON_NOTE] = { "note",
                     "M 3 2.5 L 13 2.5 L 13 9.5 L 9.5 13.5 L 3 13.5 Z M 9.5 13.5 L 9.5 9.5 "
    "L 13 9.5" },
  [GP_ICON_CONDITION] = { "condition", "M 8 1.8 L 14.2 8 L 8 14.2 L 1.8 8 Z" },
  [GP_ICON_CALL] = { "call",
                     "O 8 8 6 M 2 8 L 14 8 M 8 2 C 4.5 5 4.5 11 8 14 M 8 2 C 11.5 5 11.5 11 8 14" },
  [GP_ICON_DATA] = { "data",
                     "M 2.5 4 C 2.5 1.5 13.5 1.5 13.5 4 C 13.5 6.5 2.5 6.5 2.5 4 Z M 2.5 4 "
    "L 2.5 12 C 2.5 14.5 13.5 14.5 13.5 12 "
                     "L 13.5 4 M 2.5 8 C 2.5 10.5 13.5 10.5 13.5 8" },
  [GP_ICON_MAIL] = { "mail", "M 2 3.5 L 14 3.5 L 14 12.5 L 2 12.5 Z M 2 4 L 8 9 L 14 4" },
  [GP_ICON_APPROVE] = { "approve", "O 8 8 6 M 5 8.2 L 7.2 10.4 L 11 6" },
  [GP_ICON_CLOCK] = { "clock", "O 8 8 6 M 8 4.5 L 8 8 L 10.5 9.8" },
  [GP_ICON_CODE] = { "code", "M 5 4 L 1.5 8 L 5 12 M 11 4 L 14.5 8 L 11 12 M 9.3 3 L 6.7 13" },
  [GP_ICON_EDIT] = { "edit",
                     "M 2.5 13.5 L 3.2 10.5 L 11 2.7 L 13.3 5 L 5.5 12.8 Z M 9.5 4.2 L 11.8 6.5" },
  [GP_ICON_LOOP] = { "loop",
                     "M 13 8 C 13 1.5 3 1.5 3 8 M 1 6 L 3 8.2 L 5 6 M 3 8 C 3 14.5 13 14.5 "
    "13 8 M 15 10 L 13 7.8 L 11 10" },
  [GP_ICON_FORK] = { "fork",
                     "M 2 8 L 5 8 L 9 4 L 14 4 M 5 8 L 9 12 L 14 12 M 12 2 L 14 4 L 12 6 M "
    "12 10 L 14 12 L 12 14" },
  [GP_ICON_GROUP] = { "group",
                      "M 2 2.5 L 14 2.5 L 14 13.5 L 2 13.5 Z M 5 6 L 11 6 M 5 10 L 11 10" },
  [GP_ICON_ALERT] = { "alert", "M 8 2 L 14.5 13.5 L 1.5 13.5 Z M 8 6.5 L 8 9.5 M 8 11.4 L 8 11.7" },
  [GP_ICON_LISTEN] = { "listen",
                       "O 8 8 1.4 M 4.9 11.1 C 3.2 9.4 3.2 6.6 4.9 4.9 M 11.1 4.9 C 12.8 "
    "6.6 12.8 9.4 11.1 11.1 "
                       "M 2.9 13.1 C 0.1 10.3 0.1 5.7 2.9 2.9 M 13.1 2.9 C 15.9 5.7 15.9 "
    "10.3 13.1 13.1" },
  [GP_ICON_PLAY] = { "play", "M 4.5 2.5 L 13 8 L 4.5 13.5 Z" },
  [GP_ICON_PLUS] = { "plus", "M 8 3 L 8 13 M 3 8 L 13 8" },
  [GP_ICON_MINUS] = { "minus", "M 3 8 L 13 8" },
  [GP_ICON_TILDE] = { "tilde", "M 2.5 9 C 5 5 7 6.5 8 8 C 9 9.5 11 11 13.5 7" },
  [GP_ICON_MORE] = { "more", "M 3.5 8 L 3.6 8 M 8 8 L 8.1 8 M 12.5 8 L 12.6 8" },
  [GP_ICON_SELECT] = { "select", "M 4 2 L 12.5 9.5 L 8.3 10 L 6 13.8 Z" },
  [GP_ICON_RELATION] = { "relation", "O 4 8 2.2 M 6.2 8 L 14 8 M 11 8 L 14 5 M 11 8 L 14 11" },
  [GP_ICON_PIN] = { "pin",
    "M 5 2 L 11 2 M 6 2 L 6 7 L 3.5 10 L 12.5 10 L 10 7 L 10 2 M 8 10 L 8 14.5" },
  [GP_ICON_UNIQUE] = { "unique", "O 8 8 5.6 M 6.4 6.4 L 8.3 5 L 8.3 11" },
  [GP_ICON_INDEX] = { "index", "M 3 4.5 L 13 4.5 M 3 8 L 10 8 M 3 11.5 L 7 11.5" },
  [GP_ICON_CHECK] = { "check", "M 3 8.5 L 6.5 12 L 13 4.5" },
};

static guint
count_numbers (char op)
{
  switch (op)
    {
    case 'M':
    case 'L':
      return 2;
    case 'O':
      return 3;
    case 'C':
      return 6;
    default:
      return 0;
    }
}

void
gp_icon_walk (GpIcon     icon,
              GpIconFunc func,
              gpointer   user_data)
{
  const char *at;

  g_return_if_fail (icon < GP_N_ICONS);

  for (at = rows[icon].path; *at != '\0';)
    {
      double numbers[6];
      char op = *at++;

      if (op == ' ')
        continue;
      for (guint i = 0; i < count_numbers (op); i++)
        {
          char *end;

          numbers[i] = g_ascii_strtod (at, &end);
          at = end;
        }
      func (op, numbers, user_data);
    }
}

static void
append_number (GString *text,
               double   number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  if (text->len > 0 && number >= 0 && g_ascii_isdigit (text->str[text->len - 1]))
    g_string_append_c (text, ' ');
  g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4g", number));
}

static void
append_svg (char          op,
            const double *numbers,
            gpointer      user_data)
{
  GString *text = user_data;

  if (op == 'O')
    {
      double r = numbers[2];
      const double start[] = { numbers[0] - r, numbers[1] };

      append_svg ('M', start, text);
      for (int half = 0; half < 2; half++)
        {
          g_string_append_c (text, 'a');
          append_number (text, r);
          append_number (text, r);
          g_string_append (text, half == 0 ? " 0 1 0 " : " 0 1 0");
          append_number (text, half == 0 ? 2 * r : -2 * r);
          g_string_append (text, " 0");
        }
      return;
    }

  g_string_append_c (text, op);
  for (guint i = 0; i < count_numbers (op); i++)
    append_number (text, numbers[i]);
}

char *
gp_icon_dup_svg (GpIcon icon)
{
  GString *text = g_string_new (NULL);

  gp_icon_walk (icon, append_svg, text);
  return g_string_free (text, FALSE);
}

const char *
gp_icon_get_name (GpIcon icon)
{
  g_return_val_if_fail (icon < GP_N_ICONS, "");

  return rows[icon].name;
}
