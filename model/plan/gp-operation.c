/* gp-operation.c — one step of a plan, as people and programs read it
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-operation"
#include "config.h"
#include "gp-operation.h"

static const char *const action_nicks[] = { "add", "change", "rename", "remove" };

GpOperation *
gp_operation_new (const char        *id,
                  GpOperationAction  action,
                  GpKind             kind,
                  const GpId        *element,
                  const char        *name,
                  const char        *sentence)
{
  GpOperation *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (sentence != NULL, NULL);

  self = g_atomic_rc_box_new0 (GpOperation);
  self->id = g_strdup (id);
  self->action = action;
  self->kind = kind;
  self->element = element != NULL ? *element : gp_id_nil;
  self->name = g_strdup (name);
  self->sentence = g_strdup (sentence);
  self->reversible = TRUE;
  self->rows = -1;

  return self;
}

GpOperation *
gp_operation_ref (GpOperation *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
gp_operation_clear (gpointer data)
{
  GpOperation *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->sentence);
  g_free (self->method);
  g_free (self->path);
  g_free (self->body);
}

void
gp_operation_unref (GpOperation *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, gp_operation_clear);
}

void
gp_operation_set_request (GpOperation *self,
                          const char  *method,
                          const char  *path,
                          const char  *body)
{
  g_return_if_fail (self != NULL);

  g_free (self->method);
  self->method = g_strdup (method);
  g_free (self->path);
  self->path = g_strdup (path);
  g_free (self->body);
  self->body = g_strdup (body);
}

const char *
gp_operation_action_to_nick (GpOperationAction action)
{
  g_return_val_if_fail (action < G_N_ELEMENTS (action_nicks), NULL);

  return action_nicks[action];
}

gboolean
gp_operation_action_from_nick (const char        *nick,
                               GpOperationAction *out)
{
  g_return_val_if_fail (nick != NULL, FALSE);

  for (gsize i = 0; i < G_N_ELEMENTS (action_nicks); i++)
    {
      if (strcmp (nick, action_nicks[i]) == 0)
        {
          *out = i;
          return TRUE;
        }
    }

  return FALSE;
}
