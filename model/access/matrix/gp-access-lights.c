/* gp-access-lights.c — which rules some kind of backend cannot enforce
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-access-lights"
#include "config.h"
#include "gp-access-lights.h"

#include "gp-access-words.h"

#include <glib/gi18n-lib.h>

struct _GpAccessLights
{
  GpAccess                      *access;
  const GpAccessEnforcer *const *enforcers;
  GPtrArray                     *all;       /* of GpAccessLight */
  GHashTable                    *by_rule;   /* GpAccessRule → array of GpAccessLight, borrowed */
};

static const GpAccessEnforcer *const nobody[] = { NULL };

static void
light_free (gpointer data)
{
  GpAccessLight *light = data;

  g_free (light->reason);
  g_free (light);
}

static void
add_light (GpAccessLights         *self,
           const GpAccessEnforcer *enforcer,
           const GpAccessRule     *rule,
           const char             *action,
           const GError           *why)
{
  GpAccessLight *light = g_new0 (GpAccessLight, 1);
  GPtrArray *of_rule = g_hash_table_lookup (self->by_rule, rule);

  light->enforcer = enforcer;
  light->rule = rule;
  light->action = action;
  light->reason = g_strdup (why->message);
  g_ptr_array_add (self->all, light);
  if (of_rule == NULL)
    {
      of_rule = g_ptr_array_new ();
      g_hash_table_insert (self->by_rule, (gpointer) rule, of_rule);
    }
  g_ptr_array_add (of_rule, light);
}

static void
try_rules (GpAccessLights         *self,
           const GpAccessEnforcer *enforcer,
           GPtrArray              *elements)
{
  gpointer opened = enforcer->open (self->access);

  for (guint i = 0; i < elements->len; i++)
    {
      const GpAccessRule *rule = gp_access_find_rule (self->access,
                                                      gp_element_get_id (elements->pdata[i]));

      for (char **action = rule != NULL ? rule->actions : NULL; action != NULL && *action != NULL;
           action++)
        {
          g_autoptr(GError) error = NULL;

          if (!enforcer->can_enforce (opened, rule, *action, &error))
            add_light (self, enforcer, rule, *action, error);
        }
    }
  enforcer->close (opened);
}

GpAccessLights *
gp_access_lights_new (const GpAccess                *access,
                      const GpAccessEnforcer *const *enforcers)
{
  GpAccessLights *self = g_new0 (GpAccessLights, 1);
  g_autoptr(GPtrArray) rules = NULL;

  self->access = gp_access_ref (access);
  self->enforcers = enforcers != NULL ? enforcers : nobody;
  self->all = g_ptr_array_new_with_free_func (light_free);
  self->by_rule = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);
  rules = gp_design_list (gp_access_get_design (access), GP_KIND_RULE);
  for (guint i = 0; self->enforcers[i] != NULL; i++)
    try_rules (self, self->enforcers[i], rules);
  return self;
}

void
gp_access_lights_free (GpAccessLights *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->by_rule);
  g_ptr_array_unref (self->all);
  gp_access_unref (self->access);
  g_free (self);
}

const GpAccessEnforcer *const *
gp_access_lights_get_enforcers (const GpAccessLights *self)
{
  return self->enforcers;
}

static gboolean
has_light (const GpAccessLights   *self,
           const GpAccessCell     *cell,
           const char             *action,
           const GpAccessEnforcer *enforcer,
           GPtrArray              *out)
{
  gboolean any = FALSE;

  for (guint i = 0; i < cell->rules->len; i++)
    {
      GPtrArray *of_rule = g_hash_table_lookup (self->by_rule, cell->rules->pdata[i]);

      for (guint j = 0; of_rule != NULL && j < of_rule->len; j++)
        {
          GpAccessLight *light = of_rule->pdata[j];

          if (light->enforcer != enforcer || !g_str_equal (light->action, action))
            continue;
          any = TRUE;
          if (out != NULL)
            g_ptr_array_add (out, light);
        }
    }
  return any;
}

GPtrArray *
gp_access_lights_list (const GpAccessLights *self,
                       const GpAccessCell   *cell,
                       const char           *action)
{
  GPtrArray *out = g_ptr_array_new ();

  for (guint i = 0; self->enforcers[i] != NULL; i++)
    has_light (self, cell, action, self->enforcers[i], out);
  return out;
}

guint
gp_access_lights_count (const GpAccessLights   *self,
                        const GpAccessMatrix   *matrix,
                        guint                   role,
                        const GpAccessEnforcer *enforcer)
{
  guint n = 0;

  for (guint subject = 0; subject < gp_access_matrix_n_subjects (matrix); subject++)
    for (guint action = 0; action < gp_access_matrix_n_actions (matrix); action++)
      n += has_light (self, gp_access_matrix_get (matrix, subject, role, action),
                      gp_access_matrix_get_action (matrix, action), enforcer, NULL);
  return n;
}

char *
gp_access_lights_describe (const GpAccessLights *self,
                           const GpAccessLight  *light)
{
  g_autofree char *rule = gp_access_describe_rule (self->access, light->rule);

  /* Translators: a kind of database, a rule, and the reason. */
  return g_strdup_printf (light->rule->forbid
                            ? _("%1$s: “%2$s” forbids all that it is about there: %3$s")
                            : _("%1$s: “%2$s” grants nothing there: %3$s"),
                          light->enforcer->name, rule, light->reason);
}
