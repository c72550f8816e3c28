/* gp-import.h — files of other programs become designs
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include <gio/gio.h>

#include "gp-finding.h"

G_BEGIN_DECLS

/**
 * GpImportError:
 * @GP_IMPORT_ERROR_READ: the file cannot be read.
 * @GP_IMPORT_ERROR_FORMAT: no importer knows it, or there is none of the name that was asked for.
 * @GP_IMPORT_ERROR_CONTENT: the file is damaged or holds nothing of what its format promises.
 * @GP_IMPORT_ERROR_SIZE: larger than GP_IMPORT_MAX_SIZE.
 * The file is never written to.
 */
typedef enum
{
  GP_IMPORT_ERROR_READ,
  GP_IMPORT_ERROR_FORMAT,
  GP_IMPORT_ERROR_CONTENT,
  GP_IMPORT_ERROR_SIZE,
} GpImportError;

#define GP_IMPORT_ERROR (gp_import_error_quark ())
GQuark gp_import_error_quark (void);

#define GP_IMPORT_MAX_SIZE (512 * 1024 * 1024)

/* The codes of findings; stable. */
#define GP_IMPORT_CODE_SYNTAX   "IMP101"   /* error: a statement that cannot be read */
#define GP_IMPORT_CODE_LEFT_OUT "IMP102"   /* warning: a statement that has no place in a design */
#define GP_IMPORT_CODE_PART     "IMP103"   /* warning: a part of a statement has no place */
#define GP_IMPORT_CODE_DATA     "IMP104"   /* info: rows of data */
#define GP_IMPORT_CODE_SETTING  "IMP105"   /* info: settings, owners, grants, commands of psql */
#define GP_IMPORT_CODE_EXTERNAL "IMP106"   /* warning: something that is not in the file */
#define GP_IMPORT_CODE_ADAPTED  "IMP107"   /* info: kept in another form */
#define GP_IMPORT_CODE_UNKNOWN  "IMP108"   /* info: a view's column whose type cannot be told */
#define GP_IMPORT_CODE_NAME     "IMP109"   /* warning: a name was changed */

/** GpImportCount: what became of the statements of one kind. */
typedef struct
{
  const char *kind;        /* "CREATE TABLE"; static, or borrowed from the counts */
  guint       n;           /* read in all */
  guint       n_whole;     /* all of it is in the design, or needs no place there */
  guint       n_part;      /* in the design in part; findings say what is not */
  guint       n_left_out;  /* findings alone */
  guint       n_failed;    /* not understood */
} GpImportCount;

/** GpImportOptions: all may be NULL. */
typedef struct
{
  const char *name;        /* the design's name; NULL: the file's without its extensions */
  GArray     *counts;      /* of GpImportCount: cleared and filled, by kind */
} GpImportOptions;

/** GpImporter: one format that is read. */
typedef struct
{
  const char *name;        /* as in --format: "sql-postgresql" */
  const char *title;       /* untranslated */
  const char *extensions;  /* "sql ddl", or "" */

  /** sniff: 0 where @head cannot be this format, up to 100 where it must be. */
  int        (*sniff) (const char *path, const char *head, gsize length);

  /** run: @content: the file; NULL where the importer opens @path itself. */
  GpDesign  *(*run)   (const char *path, const char *content, gsize length,
                       const GpImportOptions *options, GPtrArray *findings,
                       GCancellable *cancellable, GError **error);
  gboolean    opens;       /* the importer wants the path, not the content */
} GpImporter;

/** gp_import_get_importers: (array length=n): borrowed for ever. */
const GpImporter *gp_import_get_importers (gsize *n);

/** gp_import_find: the importer called @name; NULL, and a GP_IMPORT_ERROR that lists those that
 * there are, where there is none. */
const GpImporter *gp_import_find (const char *name, GError **error);

/** gp_import_guess: the importer for a file by its first bytes and its name; NULL, and a
 * GP_IMPORT_ERROR, where none fits or the file cannot be read. */
const GpImporter *gp_import_guess (const char *path, GError **error);

/**
 * gp_import_file:
 * @format: an importer's name, or NULL to guess
 * @options: (nullable)
 * @findings: (out) (transfer full) (optional): array of GpFinding, by place
 * @format_used: (out) (optional): borrowed for ever
 *
 * Returns: (transfer full): a design with new ids, without domains and positions; NULL with a
 * GP_IMPORT_ERROR that names the file, or G_IO_ERROR_CANCELLED. Any thread.
 */
GpDesign *gp_import_file (const char *path, const char *format, const GpImportOptions *options,
                          GPtrArray **findings, const char **format_used, GCancellable *cancellable,
                          GError **error);

/** gp_import_text: the same for a text in memory. @file: the name that findings give, may be
 * NULL. */
GpDesign *gp_import_text (const char *text, gsize length, const char *format, const char *file,
                          const GpImportOptions *options, GPtrArray **findings,
                          GCancellable *cancellable, GError **error);

G_END_DECLS
