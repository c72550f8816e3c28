/* gp-finding.c — something that is noticed about a design, as a value
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-finding"

#include "config.h"

#include "gp-finding.h"

struct _GpFinding
{
  gatomicrefcount  count;
  const char      *code;
  GpSeverity       severity;
  char            *message;
  GpId             element;
  GpProperty       property;
  char            *file;
  guint            line;
  guint            column;
  GpChangeSet     *fix;
};

GpFinding *
gp_finding_new (const char *code,
                GpSeverity  severity,
                const char *message)
{
  GpFinding *self = g_new0 (GpFinding, 1);

  g_atomic_ref_count_init (&self->count);
  self->code = code;
  self->severity = severity;
  self->message = g_strdup (message);
  self->property = GP_N_PROPERTIES;
  return self;
}

GpFinding *
gp_finding_new_printf (const char *code,
                       GpSeverity  severity,
                       const char *format,
                       ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  return gp_finding_new (code, severity, message);
}

GpFinding *
gp_finding_ref (GpFinding *self)
{
  g_atomic_ref_count_inc (&self->count);
  return self;
}

void
gp_finding_unref (GpFinding *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->count))
    return;
  g_clear_pointer (&self->fix, gp_change_set_unref);
  g_free (self->message);
  g_free (self->file);
  g_free (self);
}

const char *
gp_finding_get_code (const GpFinding *self)
{
  return self->code;
}

GpSeverity
gp_finding_get_severity (const GpFinding *self)
{
  return self->severity;
}

const char *
gp_finding_get_message (const GpFinding *self)
{
  return self->message;
}

const GpId *
gp_finding_get_element (const GpFinding *self)
{
  return &self->element;
}

void
gp_finding_set_element (GpFinding  *self,
                        const GpId *element)
{
  self->element = element != NULL ? *element : gp_id_nil;
}

GpProperty
gp_finding_get_property (const GpFinding *self)
{
  return self->property;
}

void
gp_finding_set_property (GpFinding  *self,
                         GpProperty  property)
{
  self->property = property;
}

const char *
gp_finding_get_place (const GpFinding *self,
                      guint           *line,
                      guint           *column)
{
  *line = self->line;
  *column = self->column;
  return self->file;
}

void
gp_finding_set_place (GpFinding  *self,
                      const char *file,
                      guint       line,
                      guint       column)
{
  g_free (self->file);
  self->file = g_strdup (file);
  self->line = line;
  self->column = column;
}

GpChangeSet *
gp_finding_get_fix (const GpFinding *self)
{
  return self->fix;
}

void
gp_finding_set_fix (GpFinding   *self,
                    GpChangeSet *fix)
{
  g_clear_pointer (&self->fix, gp_change_set_unref);
  self->fix = fix != NULL ? gp_change_set_ref (fix) : NULL;
}

const char *
gp_severity_to_nick (GpSeverity severity)
{
  static const char *const nicks[] = { "info", "warning", "error" };

  g_return_val_if_fail (severity < G_N_ELEMENTS (nicks), "error");

  return nicks[severity];
}
