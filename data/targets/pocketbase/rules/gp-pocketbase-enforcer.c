/* gp-pocketbase-enforcer.c — PocketBase as what holds callers to the rules
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is said is the one rule that a collection has for an action; it asks who the caller is. */
#define G_LOG_DOMAIN "gp-pocketbase-enforcer"
#include "config.h"
#include "gp-pocketbase-enforcer.h"

#include <glib/gi18n-lib.h>

#include "gp-pocketbase-access.h"

static gpointer
open_access (const GpAccess *access)
{
  return gp_access_ref (access);
}

static void
close_access (gpointer opened)
{
  gp_access_unref (opened);
}

/* (transfer none): NULL with @error where it has no rule for such. */
static const GpElement *
find_entity (GpAccess    *access,
             const GpId  *subject,
             const char  *action,
             GError     **error)
{
  const GpElement *entity = gp_design_lookup_kind (gp_access_get_design (access), subject,
                                                   GP_KIND_ENTITY);

  if (entity == NULL)
    g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                 _("It is no collection of PocketBase."));
  else if (!g_strv_contains (gp_access_get_actions (), action))
    g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                 _("PocketBase has no action “%s”."), action);
  else
    return entity;
  return NULL;
}

static gboolean
can_enforce (gpointer             opened,
             const GpAccessRule  *rule,
             const char          *action,
             GError             **error)
{
  GpAccess *access = opened;
  g_auto(GpPocketbaseAccess) trial = { 0 };
  g_autofree char *part = NULL;

  if (find_entity (access, &rule->subject, action, error) == NULL)
    return FALSE;
  gp_pocketbase_access_init (&trial, access, NULL);
  part = gp_pocketbase_access_part (&trial, rule, action, error);
  return part != NULL;
}

static char *
say_rows (gpointer               opened,
          const GpAccessCaller  *caller,
          const char            *action,
          const GpId            *subject,
          gint64                 now,
          GError               **error)
{
  GpAccess *access = opened;
  const GpElement *entity = find_entity (access, subject, action, error);
  g_auto(GpPocketbaseAccess) trial = { 0 };
  g_autofree char *rule = NULL;

  if (entity == NULL)
    return NULL;
  gp_pocketbase_access_init (&trial, access, NULL);
  rule = gp_pocketbase_access_rule (&trial, entity, action);
  return rule != NULL ? g_strdup_printf ("\"%s\"", rule) : g_strdup ("null");
}

const GpAccessEnforcer gp_pocketbase_enforcer = {
  .name = "PocketBase",
  .says = N_("Rule"),
  .open = open_access,
  .close = close_access,
  .can_enforce = can_enforce,
  .say_rows = say_rows,
};
