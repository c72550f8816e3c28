/* gp-directus-enforcer.c — Directus as what holds callers to the rules
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is said are the permissions that gp-export-directus-access writes for the caller. */
#define G_LOG_DOMAIN "gp-directus-enforcer"
#include "config.h"
#include "gp-directus-enforcer.h"

#include <glib/gi18n-lib.h>

#include "gp-directus-access-private.h"
#include "gp-directus-filter.h"
#include "gp-expr-design-record.h"
#include "gp-finding.h"

/* An export that nobody reads; what is lost in it is why something cannot be said. */
static void
trial_init (GpDirectusAccess     *self,
            GpAccess             *access,
            const GpAccessCaller *caller)
{
  *self = (GpDirectusAccess) { .access = access, .design = gp_access_get_design (access),
                               .caller = caller };
  gp_directus_needs_init (&self->needs);
  self->findings = g_ptr_array_new_with_free_func ((GDestroyNotify) gp_finding_unref);
  self->said = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
trial_clear (GpDirectusAccess *self)
{
  gp_directus_needs_clear (&self->needs);
  g_ptr_array_unref (self->findings);
  g_hash_table_unref (self->said);
}

/* (transfer none): NULL with @error where it has no permissions for such. */
static const GpElement *
find_entity (const GpAccess *access,
             const GpId     *subject,
             const char     *action,
             GError        **error)
{
  const GpElement *entity = gp_design_lookup_kind (gp_access_get_design (access), subject,
                                                   GP_KIND_ENTITY);

  if (entity == NULL)
    g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                 _("It is no collection of Directus."));
  else if (!g_strv_contains (gp_access_get_actions (), action))
    g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                 _("Directus has no action “%s”."), action);
  else
    return entity;
  return NULL;
}

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

static gboolean
can_enforce (gpointer            opened,
             const GpAccessRule *rule,
             const char         *action,
             GError            **error)
{
  GpAccess *access = opened;
  const GpAccessUser user = { .signed_in = TRUE, .id = "somebody", .roles = &rule->role,
                              .n_roles = gp_id_is_nil (&rule->role) ? 0 : 1 };
  g_autoptr(GpAccessCaller) caller = gp_access_caller_new (access, &user);
  g_autoptr(GpDirectusGrant) grant = NULL;
  GpDirectusAccess trial;
  gboolean can;

  if (find_entity (access, &rule->subject, action, error) == NULL)
    return FALSE;

  trial_init (&trial, access, caller);
  if (!rule->forbid)
    {
      grant = gp_directus_access_read_grant (&trial, rule, action, error);
      can = grant != NULL;
    }
  else
    {
      grant = gp_directus_access_read_escape (&trial, rule, action);
      can = trial.findings->len == 0;
      if (!can)
        g_set_error_literal (error, GP_EXPR_ERROR, GP_EXPR_ERROR_REFUSED,
                             gp_finding_get_message (trial.findings->pdata[0]));
    }
  trial_clear (&trial);
  return can;
}

static void
append_fields (GString         *out,
               const GPtrArray *fields)
{
  g_string_append (out, "  \"fields\": [");
  for (guint i = 0; fields != NULL && i < fields->len; i++)
    g_string_append_printf (out, "%s\"%s\"", i > 0 ? ", " : "", (const char *) fields->pdata[i]);
  g_string_append (out, fields == NULL ? "\"*\"]" : "]");
}

static void
append_grant (GString               *out,
              const GpDirectusGrant *grant,
              const char            *action,
              const char            *key)
{
  g_autofree char *filter = gp_directus_filter_finish (grant->filter, key);

  g_string_append_printf (out, "%s{\n  \"action\": \"%s\",\n  \"permissions\": %s,\n",
                          out->len > 0 ? ",\n" : "", action, filter);
  if (!gp_directus_filter_is_all (grant->validation))
    g_string_append_printf (out, "  \"validation\": %s,\n", grant->validation);
  if (grant->presets != NULL)
    g_string_append_printf (out, "  \"presets\": %s,\n", grant->presets);
  append_fields (out, grant->fields);
  g_string_append (out, "\n}");
}

static char *
say_rows (gpointer              opened,
          const GpAccessCaller *caller,
          const char           *action,
          const GpId           *subject,
          gint64                now,
          GError              **error)
{
  GpAccess *access = opened;
  const GpElement *entity = find_entity (access, subject, action, error);
  const GpElement *key = NULL;
  g_autoptr(GPtrArray) grants = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  GpDirectusAccess trial;

  if (entity == NULL)
    return NULL;
  trial_init (&trial, access, caller);
  grants = gp_directus_access_permissions (&trial, entity, action);
  key = gp_expr_design_get_key (trial.design, subject);
  for (guint i = 0; i < grants->len; i++)
    append_grant (out, grants->pdata[i], action, key != NULL ? gp_element_get_name (key) : "id");
  trial_clear (&trial);
  if (out->len == 0)
    g_string_append (out, "[]");
  return g_string_free (g_steal_pointer (&out), FALSE);
}

const GpAccessEnforcer gp_directus_enforcer = {
  .name = "Directus",
  .says = N_("Permission"),
  .open = open_access,
  .close = close_access,
  .can_enforce = can_enforce,
  .say_rows = say_rows,
};
