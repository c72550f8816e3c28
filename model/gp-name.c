/* gp-name.c — which names are allowed, and proposals for new ones
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-name"

#include "config.h"

#include "gp-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_NAME_BYTES 63       /* PostgreSQL cuts longer identifiers */
#define MAX_LINE_BYTES 500

/* NULL where the character may stand in a name, else a translated reason. */
static const char *
character_problem (gunichar character,
                   gboolean is_name)
{
  if (!g_unichar_isprint (character))
    return _("it holds a control character");
  if (is_name && (character == '/' || character == '"'))
    return _("/ and \" cannot be part of it");
  return NULL;
}

static const char *
name_problem (const char *name,
              gboolean    is_name)
{
  if (name[0] == '\0')
    return _("it is empty");
  if (strlen (name) > (is_name ? MAX_NAME_BYTES : MAX_LINE_BYTES))
    return is_name ? _("it is longer than 63 bytes") : _("it is longer than 500 bytes");
  if (!g_utf8_validate (name, -1, NULL))
    return _("it is not valid UTF-8");
  if (g_unichar_isspace (g_utf8_get_char (name)) ||
      g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (name + strlen (name)))))
    return _("it begins or ends with white space");
  for (const char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    {
      const char *problem = character_problem (g_utf8_get_char (at), is_name);

      if (problem != NULL)
        return problem;
    }
  return NULL;
}

const char *
gp_name_of_kind (GpKind kind)
{
  const GpKindInfo *info = gp_kind_get_info (kind);
  const char *label = _(info->label);
  g_autofree char *lower = NULL;

  /* Labels begin with a capital, which English does not want within a sentence; which of them need
   * it elsewhere, their translators have decided. gettext () returns what it cannot translate. */
  if (label != info->label)
    return label;
  lower = g_ascii_strdown (label, -1);
  return g_intern_string (lower);
}

gboolean
gp_name_check (GpKind       kind,
               const char  *name,
               GError     **error)
{
  const GpKindInfo *info = gp_kind_get_info (kind);
  const char *problem;

  g_return_val_if_fail (info->name >= 0 && name != NULL, FALSE);

  problem = name_problem (name, gp_property_get_info (info->name)->type == GP_TYPE_NAME);
  if (problem == NULL)
    return TRUE;
  g_set_error (error, GP_DESIGN_ERROR, GP_DESIGN_ERROR_NAME,
               _("“%s” cannot be the name of a %s: %s."), name, gp_name_of_kind (kind), problem);
  return FALSE;
}

/* (transfer container): a set of the names that begin with @stem. Borrowed from the design. */
static GHashTable *
list_taken (GpDesign   *design,
            const GpId *parent,
            GpKind      kind,
            const char *stem,
            const GpId *except)
{
  GHashTable *taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GPtrArray) children = gp_design_list_children (design, parent, kind);

  for (guint i = 0; i < children->len; i++)
    {
      const GpElement *child = children->pdata[i];
      const char *name = gp_element_get_name (child);

      if (g_str_has_prefix (name, stem)
          && (except == NULL || !gp_id_equal (gp_element_get_id (child), except)))
        g_hash_table_add (taken, (gpointer) name);
    }
  return taken;
}

char *
gp_name_make_legal (GpKind      kind,
                    const char *name)
{
  g_autofree char *legal = NULL;
  gsize length;

  if (g_utf8_validate (name, -1, NULL) && gp_name_check (kind, name, NULL))
    return g_strdup (name);
  legal = g_utf8_make_valid (name, -1);
  for (char *c = legal; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (*c == '/' || *c == '"' || g_ascii_iscntrl (*c))
        *c = '_';
    }
  g_strstrip (legal);
  length = MIN (strlen (legal), 63);
  while (length > 0 && ((guchar) legal[length] & 0xc0) == 0x80)
    length--;
  legal[length] = '\0';
  g_strchomp (legal);
  if (!gp_name_check (kind, legal, NULL))
    return g_strdup ("unnamed");
  return g_steal_pointer (&legal);
}

char *
gp_name_make_unique (GpDesign   *design,
                     const GpId *parent,
                     GpKind      kind,
                     const char *wish,
                     const GpId *except)
{
  g_autofree char *stem = g_strdup (wish);
  gsize room = MAX_NAME_BYTES - 7;      /* for "_" and a number below a million */
  g_autoptr(GHashTable) taken = NULL;

  if (strlen (stem) > room)
    {
      const char *end = g_utf8_find_prev_char (stem, stem + room + 1);
      stem[end - stem] = '\0';
    }
  taken = list_taken (design, parent, kind, stem, except);
  if (!g_hash_table_contains (taken, wish))
    return g_strdup (wish);

  for (guint number = 2;; number++)
    {
      g_autofree char *name = g_strdup_printf ("%s_%u", stem, number);

      if (!g_hash_table_contains (taken, name))
        return g_steal_pointer (&name);
    }
}

char *
gp_name_singular (const char *name)
{
  static const struct
  {
    const char *plural;
    const char *singular;
  } endings[] = {
    { "ies", "y" }, { "sses", "ss" }, { "shes", "sh" }, { "ches", "ch" }, { "xes", "x" },
    { "ss", "ss" }, { "us", "us" }, { "is", "is" }, { "s", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (name, endings[i].plural))
      {
        gsize stem = strlen (name) - strlen (endings[i].plural);

        /* "news", "ties" and the like are too short to take anything off. */
        if (stem < 2)
          break;
        return g_strdup_printf ("%.*s%s", (int) stem, name, endings[i].singular);
      }
  return g_strdup (name);
}

int
gp_name_compare (gconstpointer a,
                 gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}
