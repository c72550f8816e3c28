/* gp-cli.h — what the commands of gplan have in common
 * SPDX-License-Identifier: Apache-2.0 */
#pragma once
#include "gp-design.h"
#include "gp-json-writer.h"

G_BEGIN_DECLS

/** GpCliStatus: exit statuses; scripts rely on them. */
typedef enum
{
  GP_CLI_DONE = 0,
  GP_CLI_FOUND = 1,       /* it ran and found something: lint errors, a difference, conflicts */
  GP_CLI_USAGE = 2,       /* wrong use */
  GP_CLI_FAILED = 3,      /* the operation failed: file, network, server */
  GP_CLI_REFUSED = 4,     /* destructive without consent, drift, a plan out of date */
} GpCliStatus;

/** GpCliCommand: one command. @run gets the words from the command's name on. */
typedef struct
{
  const char  *name;
  const char  *synopsis;      /* what follows "gplan NAME" */
  const char  *summary;       /* untranslated, one line */
  GpCliStatus (*run) (const char *self, int argc, char **argv);
  const char  *more;          /* (nullable): untranslated, what --help ends with */
} GpCliCommand;

/** gp_cli_get_commands: the table, ended by an entry without a name. */
const GpCliCommand *gp_cli_get_commands (void);

/**
 * gp_cli_parse: options of the command @name; --help is answered here and ends the program.
 * @entries: ended by an empty one
 * @min, @max: how many words may be left; they stay in @argv from index 1 on, @argc with them
 *
 * FALSE after wrong use, which was then reported: return GP_CLI_USAGE.
 */
gboolean gp_cli_parse (
  const char *name, const GOptionEntry *entries, int *argc, char ***argv, int min, int max);

/** gp_cli_usage: reports wrong use of command @name. Returns GP_CLI_USAGE. */
GpCliStatus  gp_cli_usage     (const char *name, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** gp_cli_fail: reports @error on standard error. Returns GP_CLI_FAILED. */
GpCliStatus  gp_cli_fail      (const GError *error);

/** gp_cli_say: a message for people, on standard error. */
void         gp_cli_say       (const char *format, ...) G_GNUC_PRINTF (1, 2);

/** gp_cli_ask: @question, on the terminal; FALSE where the answer is no, or where there is nobody
 * to ask. */
gboolean     gp_cli_ask       (const char *question);

/** gp_cli_get_author: who does this: GPLAN_AUTHOR from the environment, for machines that work for
 * people; else whose computer it is. */
const char  *gp_cli_get_author (void);

/** gp_cli_print: the result, on standard output, as it is. FALSE where it could not be written. */
gboolean     gp_cli_print     (const char *text, gsize length);

/** gp_cli_write: to @path, or to standard output where it is NULL or "-". A file appears whole or
 * not at all; what is there and is no file, such as a device or a pipe, is written to. Returns the
 * status to end with; failures are reported. */
GpCliStatus  gp_cli_write     (const char *path, const char *text, gsize length);

/**
 * gp_cli_read: a whole file.
 * @text: (out) (transfer full)
 * @length: (out) (optional)
 *
 * FALSE with an error that names the file, and nothing in @text
 */
gboolean     gp_cli_read      (const char *path, char **text, gsize *length, GError **error);

/** gp_cli_print_json: ends and prints what @writer has collected in @text. */
GpCliStatus  gp_cli_print_json (GpJsonWriter *writer, GString *text, GpCliStatus status);

/**
 * gp_cli_load: a .gplan or .gplan.json, or a named version in one as "FILE@NAME".
 * @out_format: (out) (optional): the version of the file's form; untouched for a named version
 *
 * Returns: (transfer full): NULL with an error that names the file
 */
GpDesign    *gp_cli_load      (const char *file, int *out_format, GError **error);

/** gp_cli_is_file: whether gp_cli_load() finds @text: a file, or a version of one, "FILE@NAME". */
gboolean     gp_cli_is_file   (const char *text);

/** gp_cli_prefix_place: @error begins with the file that it is about and, where it is one of
 * reading JSON, with the line and the column in @text. */
void         gp_cli_prefix_place (GError **error, const char *path, const char *text);

/** gp_cli_join_names: (transfer full): what is of @kind and, where it is another, of the kind
 * @also; the first of them where there are many; empty where there is none. */
char        *gp_cli_join_names (GpDesign *design, GpKind kind, GpKind also);

/** gp_cli_check_free: FALSE, and said, where a file @path is there already: new designs never
 * replace anything. */
gboolean     gp_cli_check_free (const char *path);

/** gp_cli_print_findings: one line each on standard error: "file:line:column: warning: text
 * (CODE)". */
void         gp_cli_print_findings (GpDesign *design, GPtrArray *findings);

/** gp_cli_write_findings: as an array of objects; each names its element by path and id. */
void         gp_cli_write_findings (GpJsonWriter *writer, GpDesign *design, GPtrArray *findings);

/* The commands, one file each. */
GpCliStatus  gp_cli_new       (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_import    (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_export    (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_render    (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_info      (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_lint      (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_test      (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_can       (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_eval      (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_diff      (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_merge     (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_plan      (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_approve   (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_deploy    (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_deployments (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_runs      (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_update    (const char *self, int argc, char **argv);
GpCliStatus  gp_cli_serve     (const char *self, int argc, char **argv);

G_END_DECLS
