/* gp-desktop-backend.c — a design of what a live backend holds
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-desktop-backend"
#include "config.h"

#include "gp-desktop-backend.h"

#include "gp-edit.h"
#include "gp-name.h"
#include "gp-target-factory.h"
#include "gp-target-lookup.h"

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

/* All that the target makes belongs to @context, and is gone before it. */
static GpDesign *
read_target (const char    *address,
             const char    *token,
             GMainContext  *context,
             GPtrArray    **out_findings,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(GpTarget) target = gp_target_new_for (NULL, address, token, error);
  g_autoptr(GAsyncResult) result = NULL;

  if (target == NULL)
    return NULL;

  gp_target_read_async (target, cancellable, answered_cb, &result);
  while (result == NULL)
    g_main_context_iteration (context, TRUE);
  *out_findings = gp_target_list_losses (target, result);

  return gp_target_read_finish (target, result, NULL, error);
}

gboolean
gp_desktop_backend_add_target (GpDesign    *design,
                               const char  *type,
                               const char  *url,
                               GpId        *out,
                               GError     **error)
{
  const GpId *root = gp_design_get_root_id (design);
  g_autofree char *address = g_strdup_printf ("%s:%s", type, url);
  const GpElement *there = gp_target_find (design, address);
  g_autoptr(GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  g_autoptr(GpElement) element = NULL;
  g_autoptr(GpChangeSet) changes = gp_change_set_new (NULL);
  g_autofree char *wish = NULL;
  g_autofree char *name = NULL;

  if (there != NULL)
    {
      *out = *gp_element_get_id (there);
      return TRUE;
    }

  wish = gp_name_make_legal (GP_KIND_TARGET, uri != NULL ? g_uri_get_host (uri) : type);
  name = gp_name_make_unique (design, root, GP_KIND_TARGET, wish, NULL);
  element = gp_design_new_child (design, GP_KIND_TARGET, root);
  *out = *gp_element_get_id (element);
  gp_element_set_text (element, GP_TARGET_NAME, name);
  gp_element_set_text (element, GP_TARGET_TYPE, type);
  gp_element_set_text (element, GP_TARGET_URL, url);
  gp_change_set_add (changes, element);

  return gp_design_apply (design, changes, error);
}

GpDesign *
gp_desktop_backend_read (const char    *type,
                         const char    *url,
                         const char    *token,
                         GPtrArray    **out_findings,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr(GMainContext) context = g_main_context_new ();
  g_autofree char *address = g_strdup_printf ("%s:%s", type, url);
  g_autoptr(GPtrArray) findings = NULL;
  g_autoptr(GpDesign) design = NULL;

  g_main_context_push_thread_default (context);
  design = read_target (address, token, context, &findings, cancellable, error);
  g_main_context_pop_thread_default (context);
  if (design == NULL)
    return NULL;

  *out_findings = g_steal_pointer (&findings);
  return g_steal_pointer (&design);
}
