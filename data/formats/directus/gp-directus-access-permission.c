/* gp-directus-access-permission.c — what one caller may do with one entity, as permissions
 * SPDX-License-Identifier: Apache-2.0
 *
 * Directus takes all permissions of an action together: records and fields of any of them, but the
 * validations and presets of all. Reading is that way with us, too. What is written must be allowed
 * by one grant as a whole: grants whose permissions together would allow more are left out.
 *
 * Forbids are part of each permission. One of some fields splits it: the fields that it is about
 * only where it lets go. */
#define G_LOG_DOMAIN "gp-directus-access-permission"
#include "config.h"
#include "gp-directus-access-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "gp-directus-filter.h"

static GPtrArray *
grants_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) gp_directus_grant_free);
}

static void
join (char      **filter,
      gboolean    all,
      const char *other)
{
  g_autofree char *before = *filter;

  *filter = gp_directus_filter_join_two (all, before, other);
}

static gboolean
has_name (const GPtrArray *names,
          const char      *name)
{
  for (guint i = 0; names != NULL && i < names->len; i++)
    if (g_str_equal (names->pdata[i], name))
      return TRUE;
  return names == NULL;
}

/* Whether @outer has all fields of @inner. */
static gboolean
covers (const GpDirectusGrant *outer,
        const GpDirectusGrant *inner)
{
  if (outer->fields == NULL || inner->fields == NULL)
    return outer->fields == NULL;
  for (guint i = 0; i < inner->fields->len; i++)
    if (!has_name (outer->fields, inner->fields->pdata[i]))
      return FALSE;
  return TRUE;
}

static gboolean
has_same_fields (const GpDirectusGrant *a,
                 const GpDirectusGrant *b)
{
  return covers (a, b) && covers (b, a);
}

/* Whether Directus, which takes both together, allows nothing that neither of them does. */
static gboolean
go_together (const GpDirectusGrant *a,
             const GpDirectusGrant *b,
             const char            *action)
{
  if (!gp_access_action_writes (action))
    return TRUE;
  if (g_strcmp0 (a->presets, b->presets) != 0)
    return FALSE;
  if (g_str_equal (action, "create"))
    return has_same_fields (a, b);
  return g_str_equal (a->validation, b->validation) && (covers (a, b) || covers (b, a));
}

static void
take_grant (GpDirectusAccess *self,
            GPtrArray        *grants,
            GpDirectusGrant  *grant,
            const char       *action)
{
  g_autoptr(GpDirectusGrant) owned = grant;

  for (guint i = 0; i < grants->len; i++)
    {
      const GpDirectusGrant *other = grants->pdata[i];
      const GpElement *rule = gp_design_lookup (self->design, &grant->rule->id);

      if (go_together (other, grant, action))
        continue;
      gp_directus_access_lost (
        self, rule, _("“%s” grants nothing in Directus: beside “%s” it would grant more."),
        gp_element_get_name (rule),
        gp_element_get_name (gp_design_lookup (self->design, &other->rule->id)));
      return;
    }
  g_ptr_array_add (grants, g_steal_pointer (&owned));
}

static void
read_rules (GpDirectusAccess *self,
            const GpElement  *entity,
            const char       *action,
            GPtrArray        *grants,
            GPtrArray        *forbids,
            GPtrArray        *partial)
{
  const GPtrArray *rules = gp_access_peek_rules (self->access, gp_element_get_id (entity));

  for (guint i = 0; rules != NULL && i < rules->len; i++)
    {
      const GpAccessRule *rule = rules->pdata[i];
      const GpElement *element = gp_design_lookup (self->design, &rule->id);
      g_autoptr(GError) error = NULL;
      GpDirectusGrant *grant;

      if (!gp_access_rule_is_about (rule, action)
          || !gp_access_caller_is_meant (self->caller, rule))
        continue;
      if (rule->forbid && rule->fields_mode == GP_ACCESS_FIELDS_ALL)
        {
          g_ptr_array_add (forbids, gp_directus_access_read_escape (self, rule, action));
        }
      else if (rule->forbid && !g_str_equal (action, "delete"))
        {
          g_ptr_array_add (partial, gp_directus_access_read_escape (self, rule, action));
        }
      else if (!rule->forbid)
        {
          grant = gp_directus_access_read_grant (self, rule, action, &error);
          if (grant != NULL)
            take_grant (self, grants, grant, action);
          else
            gp_directus_access_lost (self, element, _("“%s” grants nothing in Directus: %s"),
                                     gp_element_get_name (element), error->message);
        }
    }
}

static GpDirectusGrant *
grant_copy (const GpDirectusGrant *grant)
{
  GpDirectusGrant *copy = g_new0 (GpDirectusGrant, 1);

  copy->rule = grant->rule;
  copy->filter = g_strdup (grant->filter);
  copy->validation = g_strdup (grant->validation);
  copy->presets = g_strdup (grant->presets);
  copy->fields = g_ptr_array_new ();
  return copy;
}

/* The filter under which no forbid is about @field. Those that look at what is sent always are. */
static char *
find_escape (GpDirectusAccess *self,
             GPtrArray        *partial,
             const GpElement  *field)
{
  g_autofree char *filter = g_strdup (GP_DIRECTUS_ALL);

  for (guint i = 0; i < partial->len; i++)
    {
      const GpDirectusGrant *escape = partial->pdata[i];
      const GpElement *rule = gp_design_lookup (self->design, &escape->rule->id);

      if (!gp_access_rule_has_field (escape->rule, gp_element_get_id (field)))
        continue;
      join (&filter, TRUE, escape->filter);
      if (gp_directus_filter_is_all (escape->validation))
        continue;
      join (&filter, TRUE, GP_DIRECTUS_NONE);
      gp_directus_access_lost (self, rule,
                               _("“%s” forbids its fields in Directus whatever is written."),
                               gp_element_get_name (rule));
    }
  return g_steal_pointer (&filter);
}

/* One permission for each set of fields that is let go under the same condition. */
static void
split (GpDirectusAccess      *self,
       const GpElement       *entity,
       const GpDirectusGrant *grant,
       GPtrArray             *partial,
       GPtrArray             *out)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (self->design, gp_element_get_id (entity),
                                                         GP_KIND_FIELD);
  guint first = out->len;

  for (guint i = 0; i < fields->len; i++)
    {
      const char *name = gp_element_get_name (fields->pdata[i]);
      g_autofree char *filter = find_escape (self, partial, fields->pdata[i]);
      GpDirectusGrant *part = NULL;

      join (&filter, TRUE, grant->filter);
      if (!has_name (grant->fields, name) || gp_directus_filter_is_none (filter))
        continue;
      for (guint j = first; j < out->len && part == NULL; j++)
        if (g_str_equal (((GpDirectusGrant *) out->pdata[j])->filter, filter))
          part = out->pdata[j];
      if (part == NULL)
        {
          part = grant_copy (grant);
          g_free (part->filter);
          part->filter = g_strdup (filter);
          g_ptr_array_add (out, part);
        }
      g_ptr_array_add (part->fields, (gpointer) name);
    }
}

/* Permissions with the same fields become one. */
static void
merge (GPtrArray  *grants,
       const char *action)
{
  gboolean creates = g_str_equal (action, "create");

  for (guint i = 0; i < grants->len; i++)
    for (guint j = i + 1; j < grants->len; j++)
      {
        GpDirectusGrant *grant = grants->pdata[i];
        GpDirectusGrant *other = grants->pdata[j];

        if (!has_same_fields (grant, other))
          continue;
        join (&grant->filter, FALSE, other->filter);
        if (creates)
          join (&grant->validation, FALSE, other->validation);
        g_ptr_array_remove_index (grants, j--);
      }
}

GPtrArray *
gp_directus_access_permissions (GpDirectusAccess *self,
                                const GpElement  *entity,
                                const char       *action)
{
  g_autoptr(GPtrArray) grants = grants_new ();
  g_autoptr(GPtrArray) forbids = grants_new ();
  g_autoptr(GPtrArray) partial = grants_new ();
  GPtrArray *out = grants_new ();

  read_rules (self, entity, action, grants, forbids, partial);
  for (guint i = 0; i < grants->len; i++)
    {
      GpDirectusGrant *grant = grants->pdata[i];

      for (guint j = 0; j < forbids->len; j++)
        {
          const GpDirectusGrant *escape = forbids->pdata[j];

          join (&grant->filter, TRUE, escape->filter);
          join (&grant->validation, TRUE, escape->validation);
        }
      if (gp_directus_filter_is_none (grant->filter)
          || gp_directus_filter_is_none (grant->validation))
        g_ptr_array_remove_index (grants, i--);
    }
  merge (grants, action);
  while (grants->len > 0)
    {
      g_autoptr(GpDirectusGrant) grant = g_ptr_array_steal_index (grants, 0);

      if (partial->len > 0)
        split (self, entity, grant, partial, out);
      else
        g_ptr_array_add (out, g_steal_pointer (&grant));
    }
  return out;
}
