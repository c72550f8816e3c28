/* gp-cli-update.c — gplan update: what was changed on a backend comes into the design
 * SPDX-License-Identifier: Apache-2.0
 *
 * Three states: what the target is known to have held last, what it holds now, and the design. The
 * file keeps the first, in its record of deployments; once all that differs is decided, what the
 * target holds now takes its place there, so that a decision is asked for once. */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"
#include "gp-cli-target.h"
#include "gp-design-file.h"
#include "gp-review.h"

#include <glib/gi18n.h>

typedef enum
{
  CHOICE_OPEN,
  CHOICE_ADOPT,
  CHOICE_KEEP,
} Choice;

/* Nicks for programs. */
static const char *const choice_nicks[] = {
  [CHOICE_OPEN] = "open", [CHOICE_ADOPT] = "adopt", [CHOICE_KEEP] = "keep",
};
static const char *const side_nicks[] = {
  [GP_REVIEW_ANY] = "", [GP_REVIEW_BOTH] = "both", [GP_REVIEW_THEIRS] = "there",
  [GP_REVIEW_OURS] = "here",
};
static const char *const state_nicks[] = {
  [GP_REVIEW_ADDED] = "added", [GP_REVIEW_CHANGED] = "changed", [GP_REVIEW_REMOVED] = "removed",
};

typedef struct
{
  char   **adopt;
  char   **keep;
  gboolean adopt_all;
  gboolean keep_all;
  gboolean dry_run;
  gboolean json;
  char    *base;
} Options;

/* A review with what was chosen of it, and what comes along. */
typedef struct
{
  GpReview *review;
  Choice   *choices;
  gboolean *taken;
} Update;

static void
update_clear (Update *update)
{
  g_clear_pointer (&update->review, gp_review_free);
  g_clear_pointer (&update->choices, g_free);
  g_clear_pointer (&update->taken, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Update, update_clear)

/* --- choices --- */

static gboolean
has_choices (const Options *options)
{
  return options->adopt != NULL || options->keep != NULL || options->adopt_all
         || options->keep_all;
}

/* As it is called now, here or there. */
static char *
dup_name (Update              *update,
          const GpReviewEntry *entry)
{
  GpDesign *design = gp_review_get_before (update->review);

  if (gp_design_lookup (design, &entry->id) == NULL)
    design = gp_review_get_after (update->review);
  return gp_design_dup_path (design, &entry->id);
}

static gboolean
is_called (Update              *update,
           const GpReviewEntry *entry,
           const char          *name)
{
  g_autofree char *here = gp_design_dup_path (gp_review_get_before (update->review), &entry->id);
  g_autofree char *there = gp_design_dup_path (gp_review_get_after (update->review), &entry->id);
  char id[GP_ID_STRING_SIZE];

  return g_str_equal (name, gp_id_format (&entry->id, id))
         || (*name != '\0' && (g_str_equal (name, here) || g_str_equal (name, there)));
}

/* What is called @name and was changed there; else what was changed here alone. FALSE where nothing
 * is called so. */
static gboolean
choose (Update     *update,
        const char *name,
        Choice      choice)
{
  gboolean found = FALSE;

  for (guint ours = 0; ours < 2 && !found; ours++)
    for (guint i = 0; i < gp_review_get_size (update->review); i++)
      {
        const GpReviewEntry *entry = gp_review_get (update->review, i);

        if ((entry->side == GP_REVIEW_OURS) != (ours == 1) || !is_called (update, entry, name))
          continue;
        update->choices[i] = choice;
        found = TRUE;
      }
  return found;
}

/* The first name of @names that fits nothing, or NULL. */
static const char *
choose_all (Update *update,
            char  **names,
            Choice  choice)
{
  for (guint i = 0; names != NULL && names[i] != NULL; i++)
    if (!choose (update, names[i], choice))
      return names[i];
  return NULL;
}

static GpCliStatus
read_choices (const char    *self,
              Update        *update,
              const Options *options)
{
  guint n = gp_review_get_size (update->review);
  g_autofree gboolean *adopted = g_new0 (gboolean, n + 1);
  const char *unknown = NULL;

  update->choices = g_new0 (Choice, n + 1);
  for (guint i = 0; i < n; i++)
    if (gp_review_get (update->review, i)->side == GP_REVIEW_OURS)
      update->choices[i] = CHOICE_KEEP;
    else if (options->adopt_all || options->keep_all)
      update->choices[i] = options->adopt_all ? CHOICE_ADOPT : CHOICE_KEEP;
  if ((unknown = choose_all (update, options->adopt, CHOICE_ADOPT)) != NULL
      || (unknown = choose_all (update, options->keep, CHOICE_KEEP)) != NULL)
    return gp_cli_usage (self, _("Nothing that differs is called “%s”."), unknown);
  for (guint i = 0; i < n; i++)
    adopted[i] = update->choices[i] == CHOICE_ADOPT;
  update->taken = gp_review_list_taken (update->review, adopted, FALSE);
  return GP_CLI_DONE;
}

/* --- what is said --- */

static void
append_entry (GString             *text,
              Update              *update,
              const GpReviewEntry *entry)
{
  static const char signs[] = {
    [GP_REVIEW_ADDED] = '+', [GP_REVIEW_CHANGED] = '~', [GP_REVIEW_REMOVED] = '-',
  };
  g_autofree char *name = dup_name (update, entry);
  g_auto(GStrv) lines = g_strsplit (entry->detail != NULL ? entry->detail : "", "\n", -1);

  g_string_append_printf (text, "%c %s", entry->side == GP_REVIEW_BOTH ? '!'
                                                                      : signs[entry->state],
                          entry->title);
  if (*name != '\0')
    g_string_append_printf (text, " [%s]", name);
  g_string_append_c (text, '\n');
  for (guint i = 0; lines[i] != NULL; i++)
    g_string_append_printf (text, "    %s\n", lines[i]);
}

static void
append_head (GString      *text,
             GpReviewSide  side,
             const char   *from)
{
  if (side == GP_REVIEW_BOTH)
    g_string_append_printf (text, _("changed in the design and on %s, to be decided:\n"), from);
  else if (side == GP_REVIEW_THEIRS)
    g_string_append_printf (text, _("changed on %s:\n"), from);
  else
    g_string_append_printf (text, _("changed in the design, to be deployed to %s:\n"), from);
}

static gboolean
print_words (Update     *update,
             const char *from)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GpReviewSide side = GP_REVIEW_ANY;

  for (guint i = 0; i < gp_review_get_size (update->review); i++)
    {
      const GpReviewEntry *entry = gp_review_get (update->review, i);

      if (entry->side != side)
        append_head (text, entry->side, from);
      side = entry->side;
      append_entry (text, update, entry);
    }
  if (text->len == 0)
    g_string_append_printf (text, _("%s holds what the design says.\n"), from);
  return gp_cli_print (text->str, text->len);
}

static void
write_entry (GpJsonWriter *writer,
             Update       *update,
             guint         i)
{
  const GpReviewEntry *entry = gp_review_get (update->review, i);
  g_autofree char *name = dup_name (update, entry);
  char id[GP_ID_STRING_SIZE];

  gp_json_writer_begin_object (writer);
  gp_json_writer_member (writer, "name", name);
  gp_json_writer_member (writer, "kind", gp_kind_get_info (entry->kind)->nick);
  gp_json_writer_member (writer, "id", gp_id_format (&entry->id, id));
  gp_json_writer_member (writer, "side", side_nicks[entry->side]);
  gp_json_writer_member (writer, "state", state_nicks[entry->state]);
  gp_json_writer_member (writer, "sentence", entry->title);
  if (entry->detail != NULL)
    gp_json_writer_member (writer, "detail", entry->detail);
  gp_json_writer_member (writer, "choice",
                         choice_nicks[update->taken[i] ? CHOICE_ADOPT : update->choices[i]]);
  gp_json_writer_end_object (writer);
}

static gboolean
print_json (Update *update)
{
  g_autoptr(GString) text = g_string_new (NULL);
  GpJsonWriter writer;

  gp_json_writer_init (&writer, text, GP_JSON_PRETTY);
  gp_json_writer_begin_array (&writer);
  for (guint i = 0; i < gp_review_get_size (update->review); i++)
    write_entry (&writer, update, i);
  gp_json_writer_end_array (&writer);
  return gp_cli_print_json (&writer, text, GP_CLI_DONE) == GP_CLI_DONE;
}

/* --- what is done --- */

/* What was to be kept and others cannot do without is no choice of the program's. */
static GpCliStatus
check_along (Update *update)
{
  GpCliStatus status = GP_CLI_DONE;

  for (guint i = 0; i < gp_review_get_size (update->review); i++)
    {
      const GpReviewEntry *entry = gp_review_get (update->review, i);

      if (!update->taken[i] || update->choices[i] == CHOICE_ADOPT)
        continue;
      if (update->choices[i] == CHOICE_KEEP)
        {
          gp_cli_say (_("“%s” cannot be left out: something that is adopted needs it. Adopt it, "
                        "too, or keep both."), entry->title);
          status = GP_CLI_REFUSED;
        }
      else
        gp_cli_say (_("“%s” comes along: something that is adopted needs it."), entry->title);
    }
  return status;
}

static guint
count_open (Update *update)
{
  guint n = 0;

  for (guint i = 0; i < gp_review_get_size (update->review); i++)
    n += update->choices[i] == CHOICE_OPEN && !update->taken[i];
  return n;
}

static GpCliStatus
apply (Update        *update,
       const Options *options,
       const char    *file,
       const char    *from,
       GpDesign      *design)
{
  guint open = count_open (update);
  g_autoptr(GpChangeSet) changes = NULL;
  g_autoptr(GError) error = NULL;
  GpCliStatus status = check_along (update);

  if (status != GP_CLI_DONE)
    return status;
  changes = gp_review_take (update->review, update->taken, FALSE, &error);
  if (changes == NULL || !gp_design_apply (design, changes, &error))
    {
      gp_cli_fail (error);
      gp_cli_say (_("Nothing was changed: what is adopted does not fit the design alone."));
      return GP_CLI_REFUSED;
    }
  if (gp_change_set_get_size (changes) > 0 && !options->dry_run
      && !gp_design_file_save (design, file, gp_change_set_get_title (changes), &error))
    return gp_cli_fail (error);
  if (open == 0 && !options->dry_run)
    gp_cli_record_reading (file, design, from, gp_review_get_after (update->review));
  if (gp_change_set_get_size (changes) > 0)
    gp_cli_say ("%s", gp_change_set_get_title (changes));
  if (open > 0)
    gp_cli_say (ngettext ("%u difference is still to be decided.",
                          "%u differences are still to be decided.", open), open);
  return open > 0 ? GP_CLI_FOUND : GP_CLI_DONE;
}

/* What the three states differ in. */
static gboolean
compare (Update        *update,
         const Options *options,
         const char    *file,
         const char    *from,
         GpDesign      *design,
         GError       **error)
{
  g_autoptr(GpTarget) target = gp_cli_open_target (design, from, error);
  g_autoptr(GpDesign) held = target != NULL ? gp_cli_read_target (target, NULL, error) : NULL;
  g_autoptr(GpDesign) base = NULL;

  if (held == NULL)
    return FALSE;
  if (options->base != NULL)
    base = gp_cli_load (options->base, NULL, error);
  else if (!gp_cli_load_deployed (file, design, from, &base, error))
    return FALSE;
  if (options->base != NULL && base == NULL)
    return FALSE;
  if (base == NULL)
    gp_cli_say (_("%s does not know what %s held before: what both have in another form is to be "
                  "decided. “--base DESIGN” names an earlier state."), file, from);
  update->review = gp_review_new_update (base, design, held, from);
  return TRUE;
}

static GpCliStatus
run (const char    *self,
     const Options *options,
     const char    *file,
     const char    *from)
{
  g_auto(Update) update = { 0 };
  g_autoptr(GError) error = NULL;
  g_autoptr(GpDesign) design = NULL;
  GpCliStatus status;

  if (options->adopt_all && options->keep_all)
    return gp_cli_usage (self, _("“--adopt-all” and “--keep-all” exclude each other."));
  design = gp_cli_load (file, NULL, &error);
  if (design == NULL || !compare (&update, options, file, from, design, &error))
    return gp_cli_fail (error);
  status = read_choices (self, &update, options);
  if (status != GP_CLI_DONE)
    return status;
  if (!(options->json ? print_json (&update) : print_words (&update, from)))
    return GP_CLI_FAILED;
  if (has_choices (options))
    return apply (&update, options, file, from, design);
  return count_open (&update) > 0 ? GP_CLI_FOUND : GP_CLI_DONE;
}

GpCliStatus
gp_cli_update (const char  *self,
               int          argc,
               char       **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "adopt", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.adopt,
      N_("Take this into the design as the target has it"), "NAME" },
    { "keep", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.keep,
      N_("Keep this as the design has it"), "NAME" },
    { "adopt-all", 0, 0, G_OPTION_ARG_NONE, &options.adopt_all,
      N_("Adopt all that was changed there"), NULL },
    { "keep-all", 0, 0, G_OPTION_ARG_NONE, &options.keep_all,
      N_("Keep the design where something was changed there"), NULL },
    { "base", 0, 0, G_OPTION_ARG_FILENAME, &options.base,
      N_("What the target held before, where the file has no record of it"), "DESIGN" },
    { "dry-run", 0, 0, G_OPTION_ARG_NONE, &options.dry_run,
      N_("Say what would be done, and write nothing"), NULL },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options.json, N_("Print the differences as JSON"), NULL },
    { NULL }
  };
  GpCliStatus status = GP_CLI_USAGE;

  if (gp_cli_parse (self, entries, &argc, &argv, 2, 2))
    status = run (self, &options, argv[1], argv[2]);
  g_strfreev (options.adopt);
  g_strfreev (options.keep);
  g_free (options.base);
  return status;
}
