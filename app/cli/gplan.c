/* gplan.c — designs on the command line
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gplan"

#include "config.h"

#include "gp-cli.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

static const GpCliCommand commands[] = {
  { "new", "FILE [--sample NAME]",
    N_("Make a new design, empty or from a sample."), gp_cli_new },
  { "import", "SOURCE… -o FILE [--format FORMAT] [--domains]",
    N_("Read a schema or a database into a design."), gp_cli_import },
  { "export", "FILE [--format FORMAT] [-o OUT]",
    N_("Write a design in another format."), gp_cli_export },
  { "render", "FILE -o OUT.svg|.png|.pdf|.html|.dot [--view NAME] [--story NAME] [--lens LENS]"
    " [--scale N] [--dark]",
    N_("Draw a design."), gp_cli_render },
  { "info", "FILE [--json]",
    N_("Count what a design holds."), gp_cli_info },
  { "lint", "FILE [--json] [--fix CODE]…",
    N_("Find problems in a design, and mend some."), gp_cli_lint },
  { "test", "FILE [--on TARGET] [--json]",
    N_("Run the tests of access and of flows that a design keeps."), gp_cli_test },
  { "can", "FILE --as PERSONA ACTION ENTITY [RECORD] [--write VALUES.json] [--json]",
    N_("Say whether somebody may do something, and why."), gp_cli_can },
  { "eval", "EXPRESSION [--with VARIABLES.json] [--to sqlite|postgresql|directus --in FILE"
    " --entity NAME] [--json]",
    N_("Say what an expression comes to."), gp_cli_eval },
  { "diff", "A B [--json] [--all] [--picture OUT.svg|.png|.pdf]",
    N_("Say what changed from one design to another."), gp_cli_diff },
  { "merge", "BASE OURS THEIRS -o OUT",
    N_("Bring two people's changes together."), gp_cli_merge },
  { "plan", "FILE --to TARGET [--deployment NUMBER | --as TARGET] [--json] [-o PLAN.json]",
    N_("Say what a deployment would do."), gp_cli_plan },
  { "approve", "FILE --to TARGET [--deployment NUMBER | --as TARGET] [--plan PLAN.json] [--yes]",
    N_("Approve what a deployment would do."), gp_cli_approve,
    N_("A target may ask that people approve a plan before somebody deploys it. Whoever deploys\n"
       "is not one of them. Each approves from the same .gplan; a change of the design or of the\n"
       "backend makes another plan of it. The name is GPLAN_AUTHOR from the environment, else\n"
       "that of the computer's user.\n") },
  { "deploy", "FILE --to TARGET [--deployment NUMBER | --as TARGET] [--plan PLAN.json] [--yes]"
    " [--allow ID]…",
    N_("Deploy a design to a backend."), gp_cli_deploy },
  { "deployments", "FILE [--to TARGET] [--show NUMBER] [--json]",
    N_("Say what was deployed where, when and by whom."), gp_cli_deployments },
  { "update", "FILE TARGET [--adopt NAME]… [--keep NAME]… [--adopt-all | --keep-all]"
    " [--base DESIGN] [--dry-run] [--json]",
    N_("Bring what was changed on a backend into the design."), gp_cli_update,
    N_("Without choices the differences are listed, each with who made it: “there”, on the\n"
       "target; “here”, in the design; “both”. NAME is what stands in brackets, or an id. What\n"
       "is adopted is taken into the design; what is kept is as the design has it, and is\n"
       "deployed over what is there. “--adopt-all” and “--keep-all” are for all that was\n"
       "changed there and was not named. What both changed has to be decided: until then\n"
       "the exit status is 1.\n") },
  { "runs", "TARGET [list | show RUN | retry RUN [--input INPUT.json] |"
    " cancel RUN | {discard | approve | reject} RUN [--note TEXT]] [--in FILE] [--flow FLOW]"
    " [--status STATUS] [--limit N] [--json]",
    N_("List the runs of flows on a backend, show one, retry, end or decide it."), gp_cli_runs,
    N_("RUN is the id that the list begins with. A run is tried again from the step that\n"
       "failed; those before are not done again. INPUT.json is what that step finds as “input”\n"
       "then; what it reads from the trigger or from steps before it stays as it was. A run that\n"
       "is discarded stays as it is and is no longer listed as dead. A run that asks for a\n"
       "decision goes on when it is approved or rejected.\n") },
  { "serve", "[--data FILE.db] [--listen ADDRESS:PORT] [--admin-token-file FILE] [--rate-limit N]",
    N_("Run the local backend."), gp_cli_serve,
    N_("Flows run as soon as a design is deployed. What they need beside it:\n"
       "  the secret NAME of a connection is GPLAN_SECRET_NAME in the environment, or the\n"
       "  file NAME in $CREDENTIALS_DIRECTORY; mail goes through the smtp:// or smtps://\n"
       "  address of its connection; services in a private network, or over http, are\n"
       "  reached where their connection says so. “gplan runs” says what came of them.\n") },
  { NULL }
};

const GpCliCommand *
gp_cli_get_commands (void)
{
  return commands;
}

static void
print_help (FILE *to)
{
  fprintf (to, _("Usage: gplan COMMAND [OPTION…]\n\nCommands:\n"));
  for (const GpCliCommand *command = commands; command->name != NULL; command++)
    fprintf (to, "  %-11s %s\n", command->name, _(command->summary));
  fprintf (to, "%s",
           _("\n“gplan COMMAND --help” says more. FILE is a .gplan or a .gplan.json, or a\n"
             "named version in a .gplan as FILE@NAME. TARGET is the name of a target in the\n"
             "design, or an address such as local:http://127.0.0.1:8090; its token is read\n"
             "from GPLAN_TOKEN.\n\n"
             "Exit status: 0 done, 1 something was found, 2 wrong use, 3 failed, 4 refused.\n"));
}

int
main (int    argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("GP_LOCALE_DIR");
  const GpCliCommand *command = commands;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, locale_dir != NULL ? locale_dir : GP_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  if (argc < 2)
    {
      print_help (stderr);
      return GP_CLI_USAGE;
    }
  if (g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "-h") ||
      g_str_equal (argv[1], "help"))
    {
      print_help (stdout);
      return GP_CLI_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      printf ("gplan %s\n", GP_VERSION);
      return GP_CLI_DONE;
    }
  while (command->name != NULL && !g_str_equal (command->name, argv[1]))
    command++;
  if (command->name == NULL)
    {
      gp_cli_say (_("There is no command “%s”. “gplan --help” lists them."), argv[1]);
      return GP_CLI_USAGE;
    }
  return command->run (command->name, argc - 1, argv + 1);
}
