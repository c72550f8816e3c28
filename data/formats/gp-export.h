/* gp-export.h — designs as files of other programs
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-finding.h"

#include <stdarg.h>

G_BEGIN_DECLS

/**
 * GpExportError:
 * @GP_EXPORT_ERROR_FORMAT: there is no such format.
 */
typedef enum
{
  GP_EXPORT_ERROR_FORMAT,
} GpExportError;

#define GP_EXPORT_ERROR (gp_export_error_quark ())
GQuark gp_export_error_quark (void);

/* The codes of findings; stable. */
#define GP_EXPORT_CODE_KIND  "EXP101" /* info: elements that the format has no place for */
#define GP_EXPORT_CODE_PART  "EXP102"   /* info: properties that it has no place for */
#define GP_EXPORT_CODE_LOST \
  "EXP103" /* warning: something that should be there and cannot be written */

/** gp_export_new_loss: (transfer full): GP_EXPORT_CODE_LOST, about @element. */
GpFinding *gp_export_new_loss (const GpElement *element, const char *format, va_list arguments)
  G_GNUC_PRINTF (2, 0);

/** GpExporter: one format that is written. */
typedef struct
{
  const char *name;         /* as in --format: "sql-postgresql" */
  const char *title;        /* untranslated */
  const char *extension;    /* "sql" */

  /** write: appends to @out; adds to @findings what is not in it. */
  void      (*write) (GpDesign *design, GString *out, GPtrArray *findings);
} GpExporter;

/** gp_export_get_exporters: (array length=n): borrowed for ever. */
const GpExporter *gp_export_get_exporters (gsize *n);

/** gp_export_find: NULL with a GP_EXPORT_ERROR that lists the formats. */
const GpExporter *gp_export_find (const char *format, GError **error);

/**
 * gp_export:
 * @out: the file's text is appended; untouched on failure
 * @findings: (out) (transfer full) (optional): array of GpFinding: what the file does not say
 *
 * The same design gives the same bytes.
 */
gboolean gp_export (GpDesign *design, const char *format, GString *out, GPtrArray **findings,
                    GError **error);

G_END_DECLS
