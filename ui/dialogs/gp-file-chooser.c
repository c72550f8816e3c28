/* gp-file-chooser.c — asks for a file
 * SPDX-License-Identifier: Apache-2.0 */
#define G_LOG_DOMAIN "gp-file-chooser"
#include "config.h"

#include "gp-file-chooser.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char           *title;
  const char           *accept;
  GtkFileChooserAction  action;
} kinds[] = {
  [GP_FILE_CHOOSER_OPEN]   = { N_("Open a design"), N_("_Open"), GTK_FILE_CHOOSER_ACTION_OPEN },
  [GP_FILE_CHOOSER_IMPORT] = { N_("Import"), N_("_Import"), GTK_FILE_CHOOSER_ACTION_OPEN },
  [GP_FILE_CHOOSER_SAVE]   = { N_("Save the design as"), N_("_Save"),
                               GTK_FILE_CHOOSER_ACTION_SAVE },
  [GP_FILE_CHOOSER_EXPORT] = { N_("Export"), N_("_Export"), GTK_FILE_CHOOSER_ACTION_SAVE },
};

#define CHOICE "choice"

typedef struct
{
  GtkFileChooserNative *native;   /* GTK does not keep it alive */
  GpFileChooserFunc     chosen;
  GpFileChooserChoiceFunc chosen_of;   /* or this */
  gpointer              user_data;
  GDestroyNotify        destroy;
} Question;

/* Set by tests only. */
static GFile *next_answer;

static void
question_free (Question *question)
{
  if (question->destroy != NULL)
    question->destroy (question->user_data);
  g_clear_object (&question->native);
  g_free (question);
}

static void
answer (Question *question,
        GFile    *file)
{
  const char *choice = NULL;

  if (question->native != NULL && question->chosen_of != NULL)
    choice = gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (question->native), CHOICE);
  if (question->chosen_of != NULL)
    question->chosen_of (file, choice != NULL ? (guint) g_ascii_strtoull (choice, NULL, 10) : 0,
                         question->user_data);
  else
    question->chosen (file, question->user_data);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             gpointer         user_data)
{
  Question *question = user_data;
  g_autoptr(GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    answer (question, file);
  question_free (question);
}

static void
add_filter (GtkFileChooser *chooser,
            const char     *name,
            const char     *patterns)
{
  g_autoptr(GtkFileFilter) filter = gtk_file_filter_new ();
  g_auto(GStrv) each = g_strsplit (patterns, " ", -1);

  gtk_file_filter_set_name (filter, name);
  for (gsize i = 0; each[i] != NULL; i++)
    gtk_file_filter_add_pattern (filter, each[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
add_choice (GtkFileChooser *chooser,
            GPtrArray      *labels)
{
  g_autoptr(GPtrArray) texts = g_ptr_array_new ();
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < labels->len; i++)
    {
      g_ptr_array_add (texts, g_ptr_array_index (labels, i));
      g_ptr_array_add (ids, g_strdup_printf ("%u", i));
    }
  g_ptr_array_add (texts, NULL);
  g_ptr_array_add (ids, NULL);
  gtk_file_chooser_add_choice (chooser, CHOICE, _("Of what"), (const char **) ids->pdata,
                               (const char **) texts->pdata);
  gtk_file_chooser_set_choice (chooser, CHOICE, "0");
}

/* Takes @question. */
static void
ask (Question          *question,
     GtkWindow         *parent,
     GpFileChooserKind  kind,
     const char        *name,
     GPtrArray         *labels)
{
  g_autoptr(GFile) known = g_steal_pointer (&next_answer);
  GtkFileChooser *chooser;

  if (known != NULL)
    {
      answer (question, known);
      question_free (question);
      return;
    }

  question->native = gtk_file_chooser_native_new (_(kinds[kind].title), parent, kinds[kind].action,
                                                  _(kinds[kind].accept), NULL);
  chooser = GTK_FILE_CHOOSER (question->native);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (question->native), TRUE);
  if (name != NULL)
    gtk_file_chooser_set_current_name (chooser, name);
  if (labels != NULL && labels->len > 0)
    add_choice (chooser, labels);
  if (kind == GP_FILE_CHOOSER_OPEN)
    add_filter (chooser, _("Designs"), "*.gplan *.gplan.json");
  if (kind == GP_FILE_CHOOSER_IMPORT)
    add_filter (chooser, _("SQL, SQLite, flows and designs as text"),
                "*.sql *.ddl *.db *.sqlite *.sqlite3 *.json *.gplan.json *.yaml *.yml");
  if (kind == GP_FILE_CHOOSER_OPEN || kind == GP_FILE_CHOOSER_IMPORT)
    add_filter (chooser, _("All files"), "*");

  g_signal_connect (question->native, "response", G_CALLBACK (response_cb), question);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (question->native));
}

void
gp_file_chooser_run (GtkWindow         *parent,
                     GpFileChooserKind  kind,
                     const char        *name,
                     GpFileChooserFunc  chosen,
                     gpointer           user_data,
                     GDestroyNotify     destroy)
{
  Question *question = g_new0 (Question, 1);

  *question = (Question) { .chosen = chosen, .user_data = user_data, .destroy = destroy };
  ask (question, parent, kind, name, NULL);
}

void
gp_file_chooser_run_choice (GtkWindow               *parent,
                            GpFileChooserKind        kind,
                            const char              *name,
                            GPtrArray               *labels,
                            GpFileChooserChoiceFunc  chosen,
                            gpointer                 user_data,
                            GDestroyNotify           destroy)
{
  Question *question = g_new0 (Question, 1);

  *question = (Question) { .chosen_of = chosen, .user_data = user_data, .destroy = destroy };
  ask (question, parent, kind, name, labels);
}

void
gp_file_chooser_set_answer (GFile *file)
{
  g_set_object (&next_answer, file);
}
