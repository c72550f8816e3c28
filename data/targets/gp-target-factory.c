/* gp-target-factory.c — from what people write to a target
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-target-factory"
#include "config.h"
#include "gp-target-factory.h"

#include "gp-directus-target.h"
#include "gp-local-target.h"
#include "gp-pocketbase-target.h"
#include "gp-postgresql-target.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *type;
  GpTarget *(*make) (const char *url, const char *token, GError **error);
} makers[] = {
  { "local", gp_local_target_new },
  { "directus", gp_directus_target_new },
  { "pocketbase", gp_pocketbase_target_new },
  { "postgresql", gp_postgresql_target_new },
  { "supabase", gp_postgresql_target_new_supabase },
};

static char *
join_types (void)
{
  GString *names = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", makers[i].type);

  return g_string_free (names, FALSE);
}

static GpTarget *
make (const char *type,
      const char *url,
      const char *token,
      GError    **error)
{
  g_autofree char *names = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    {
      if (!g_str_equal (makers[i].type, type))
        continue;
      if (strstr (url, "://") != NULL || strchr (url, '@') != NULL)
        return makers[i].make (url, token, error);
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                   _("“%s” is no address of a backend: it begins with https:// or http://, as "
                     "http://127.0.0.1:8090 does."), url);
      return NULL;
    }
  names = join_types ();
  g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
               _("There is no type of target “%s”, but: %s. An address begins with it: "
                 "local:http://127.0.0.1:8090."), type, names);

  return NULL;
}

gboolean
gp_target_is_named (GpDesign   *design,
                    const char *text)
{
  const char *colon = strchr (text, ':');

  if (design != NULL && gp_design_find_child (design, gp_design_get_root_id (design),
                                              GP_KIND_TARGET, text) != NULL)
    return TRUE;
  for (gsize i = 0; colon != NULL && i < G_N_ELEMENTS (makers); i++)
    if (strlen (makers[i].type) == (gsize) (colon - text)
        && g_str_has_prefix (text, makers[i].type))
      return TRUE;

  return FALSE;
}

GpTarget *
gp_target_new_for_element (const GpElement *element,
                           const char      *token,
                           GError         **error)
{
  const char *url = gp_element_get_text (element, GP_TARGET_URL);

  if (url == NULL)
    {
      g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                   _("The target “%s” has no address: give it one."),
                     gp_element_get_name (element));
      return NULL;
    }

  return make (gp_element_get_text (element, GP_TARGET_TYPE), url, token, error);
}

/* What the design has is named; there may be no design, and then it has to be given. */
static void
set_unknown (GpDesign   *design,
             const char *text,
             GError    **error)
{
  g_autoptr(GPtrArray) targets = design != NULL ? gp_design_list (design, GP_KIND_TARGET) : NULL;
  g_autoptr(GString) names = g_string_new (NULL);

  for (guint i = 0; targets != NULL && i < targets->len; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? ", " : "",
                            gp_element_get_name (targets->pdata[i]));
  if (names->len > 0)
    g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                 _("The design has no target “%s”, but: %s. An address such as "
                   "local:http://127.0.0.1:8090 will do, too."), text, names->str);
  else if (design != NULL)
    g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                 _("The design has no target “%s”, nor any other: write an address such as "
                   "local:http://127.0.0.1:8090."), text);
  else
    g_set_error (error, GP_TARGET_ERROR, GP_TARGET_ERROR_ADDRESS,
                 _("“%s” is no address such as local:http://127.0.0.1:8090. Targets have names in "
                   "a design alone."), text);
}

GpTarget *
gp_target_new_for (GpDesign   *design,
                   const char *text,
                   const char *token,
                   GError    **error)
{
  const GpElement *element = NULL;
  const char *colon;
  g_autofree char *type = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (design != NULL)
    element = gp_design_find_child (design, gp_design_get_root_id (design), GP_KIND_TARGET, text);
  if (element != NULL)
    return gp_target_new_for_element (element, token, error);

  colon = strchr (text, ':');
  if (colon == NULL)
    {
      set_unknown (design, text, error);
      return NULL;
    }
  type = g_strndup (text, colon - text);

  return make (type, colon + 1, token, error);
}
