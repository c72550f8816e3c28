/* gp-simulation-ask.c — the question of a simulation, made of what was chosen
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-simulation"
#include "config.h"

#include "gp-simulation-private.h"

#include <glib/gi18n-lib.h>

void
gp_simulation_asked_clear (GpSimulationAsked *self)
{
  g_clear_pointer (&self->caller, gp_access_caller_free);
  g_clear_pointer (&self->record, gp_access_record_unref);
  g_clear_pointer (&self->new_record, gp_access_record_unref);
  g_clear_pointer (&self->written, g_array_unref);
}

GpDesign *
gp_simulation_get_design (GpSimulation *self)
{
  return gp_access_get_design (self->view->access);
}

GpAccessCaller *
gp_simulation_make_caller (GpSimulation *self,
                           const GpId   *persona)
{
  GpAccessUser visitor = { 0 };

  if (gp_design_lookup_kind (gp_simulation_get_design (self), persona, GP_KIND_PERSONA) != NULL)
    return gp_access_caller_new_persona (self->view->access, persona);
  return gp_access_caller_new (self->view->access, &visitor);
}

/* FALSE with @error where what was typed is no record. NULL is no record in particular. */
static gboolean
find_record (GpSimulation    *self,
             GpAccessRecord **out,
             GError         **error)
{
  GpAccessRecord *record = NULL;

  switch (self->choice.record)
    {
    case GP_SIMULATION_FIXTURE:
      record = gp_access_fixtures_find (self->view->fixtures, &self->choice.fixture, error);
      if (record == NULL)
        return FALSE;
      *out = gp_access_record_ref (record);
      return TRUE;
    case GP_SIMULATION_TYPED:
      record = gp_access_record_from_json (gp_access_fixtures_get_world (self->view->fixtures),
                                           &self->choice.subject, self->typed, error);
      *out = record;
      return record != NULL;
    case GP_SIMULATION_ANY:
    default:
      *out = NULL;
      return TRUE;
    }
}

static GArray *
list_set_fields (GpSimulation         *self,
                 const GpAccessRecord *record)
{
  g_autoptr(GPtrArray) fields = gp_design_list_children (gp_simulation_get_design (self),
                                                         &self->choice.subject, GP_KIND_FIELD);
  GArray *set = g_array_new (FALSE, FALSE, sizeof (GpId));

  for (guint i = 0; i < fields->len; i++)
    {
      const GpId *field = gp_element_get_id (fields->pdata[i]);

      if (!gp_expr_value_is_null (gp_access_record_get (record, field)))
        g_array_append_vals (set, field, 1);
    }
  return set;
}

/* What is written is as in an access test: see GpAccessCase. */
static gboolean
add_written (GpSimulation       *self,
             GpSimulationAsked  *asked,
             GError            **error)
{
  gboolean creates = g_str_equal (self->action, "create");
  g_autoptr(GpAccessRecord) empty = NULL;

  if (!gp_access_action_writes (self->action) || (asked->record == NULL && *self->write == '\0'))
    return TRUE;

  empty = gp_access_record_new (gp_access_fixtures_get_world (self->view->fixtures),
                                &self->choice.subject);
  if (*self->write != '\0')
    asked->new_record = gp_access_record_merge_json (creates || asked->record == NULL
                                                       ? empty : asked->record,
                                                     self->write, &asked->written, error);
  else
    asked->new_record = gp_access_record_ref (asked->record);
  if (asked->new_record == NULL)
    return FALSE;
  if (creates && asked->written == NULL)
    asked->written = list_set_fields (self, asked->new_record);
  if (creates)
    g_clear_pointer (&asked->record, gp_access_record_unref);
  return TRUE;
}

static gboolean
read_now (GpSimulation  *self,
          gint64        *out,
          GError       **error)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = NULL;

  if (*self->now == '\0')
    {
      *out = g_get_real_time ();
      return TRUE;
    }
  time = g_date_time_new_from_iso8601 (self->now, utc);
  if (time == NULL)
    {
      g_set_error (error, GP_EXPR_ERROR, GP_EXPR_ERROR_VALUE,
                   _("“%s” is no time; write it as 2026-03-02T09:00:00Z."), self->now);
      return FALSE;
    }
  *out = g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
  return TRUE;
}

gboolean
gp_simulation_make_question (GpSimulation       *self,
                             const GpId         *persona,
                             GpAccessRecord     *record,
                             GpSimulationAsked  *out,
                             GError            **error)
{
  GpSimulationAsked asked = { 0 };
  gint64 now;

  if (!read_now (self, &now, error))
    return FALSE;
  if (record != NULL)
    asked.record = gp_access_record_ref (record);
  else if (!find_record (self, &asked.record, error))
    return FALSE;
  if (!add_written (self, &asked, error))
    {
      gp_simulation_asked_clear (&asked);
      return FALSE;
    }

  asked.caller = gp_simulation_make_caller (self, persona);
  *out = asked;
  out->question = (GpAccessQuestion) {
    .caller = asked.caller, .action = self->action, .subject = &self->choice.subject,
    .record = asked.record, .new_record = asked.new_record, .written = asked.written, .now = now,
  };
  return TRUE;
}

GpAccessDecision *
gp_simulation_ask (GpSimulation   *self,
                   const GpId     *persona,
                   GpAccessRecord *record)
{
  GpSimulationAsked asked;
  GpAccessDecision *decision;

  g_return_val_if_fail (GP_IS_SIMULATION (self), NULL);

  if (self->decision == NULL || !gp_simulation_make_question (self, persona, record, &asked, NULL))
    return NULL;
  decision = gp_access_decide (self->view->access, &asked.question);
  gp_simulation_asked_clear (&asked);
  return decision;
}
