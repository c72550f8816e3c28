/* gp-expr-provider.c — proposes what can be written in an expression of a design
 * SPDX-License-Identifier: Apache-2.0
 *
 * What is proposed is the model's decision (gp-expr-complete.h); this shows it. Proposals are
 * asked for again at each key: an expression is short.
 */
#define G_LOG_DOMAIN "gp-expr-provider"
#include "config.h"

#include "gp-expr-provider.h"

#include "gp-expr-complete.h"
#include "gp-expr-design-scope.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* GpExprProposal: one line. */
#define GP_TYPE_EXPR_PROPOSAL (gp_expr_proposal_get_type ())
G_DECLARE_FINAL_TYPE (GpExprProposal, gp_expr_proposal, GP, EXPR_PROPOSAL, GObject)

struct _GpExprProposal
{
  GObject parent_instance;

  GpExprCompletionKind kind;
  char *text;
  char *detail;
};

static char *
gp_expr_proposal_get_typed_text (GtkSourceCompletionProposal *proposal)
{
  return g_strdup (GP_EXPR_PROPOSAL (proposal)->text);
}

static void
proposal_iface_init (GtkSourceCompletionProposalInterface *iface)
{
  iface->get_typed_text = gp_expr_proposal_get_typed_text;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GpExprProposal, gp_expr_proposal, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROPOSAL,
                                                      proposal_iface_init))

static void
gp_expr_proposal_finalize (GObject *object)
{
  GpExprProposal *self = GP_EXPR_PROPOSAL (object);

  g_free (self->text);
  g_free (self->detail);

  G_OBJECT_CLASS (gp_expr_proposal_parent_class)->finalize (object);
}

static void
gp_expr_proposal_class_init (GpExprProposalClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gp_expr_proposal_finalize;
}

static void
gp_expr_proposal_init (GpExprProposal *self)
{
}

struct _GpExprProvider
{
  GObject parent_instance;

  GpDesign  *design;
  GpProperty property;
  GpId       holder;
};

/* The proposals, and where the name under the cursor begins. */
static GListModel *
list (GpExprProvider *self,
      const char     *text,
      gsize           cursor,
      gsize          *start)
{
  g_autoptr(GListStore) store = g_list_store_new (GP_TYPE_EXPR_PROPOSAL);
  g_autoptr(GpExprScope) scope = NULL;
  g_autoptr(GPtrArray) found = NULL;

  *start = cursor;
  if (gp_design_lookup (self->design, &self->holder) == NULL)
    return G_LIST_MODEL (g_steal_pointer (&store));

  scope = gp_expr_design_scope_new (self->design, &self->holder, self->property);
  found = gp_expr_complete (text, cursor, scope, start);
  for (guint i = 0; i < found->len; i++)
    {
      const GpExprCompletion *completion = found->pdata[i];
      g_autoptr(GpExprProposal) proposal = g_object_new (GP_TYPE_EXPR_PROPOSAL, NULL);

      proposal->kind = completion->kind;
      proposal->text = g_strdup (completion->text);
      proposal->detail = g_strdup (completion->detail);
      g_list_store_append (store, proposal);
    }

  return G_LIST_MODEL (g_steal_pointer (&store));
}

/* The text before the end of what is being completed. */
static char *
text_before (GtkSourceCompletionContext *context)
{
  GtkTextIter start, end;

  gtk_source_completion_context_get_bounds (context, NULL, &end);
  start = end;
  gtk_text_iter_set_offset (&start, 0);

  return gtk_text_iter_get_slice (&start, &end);
}

static GListModel *
gp_expr_provider_populate (GtkSourceCompletionProvider  *provider,
                           GtkSourceCompletionContext   *context,
                           GError                      **error)
{
  g_autofree char *text = text_before (context);
  gsize start;

  return list (GP_EXPR_PROVIDER (provider), text, strlen (text), &start);
}

static void
gp_expr_provider_refilter (GtkSourceCompletionProvider *provider,
                           GtkSourceCompletionContext  *context,
                           GListModel                  *model)
{
  g_autofree char *text = text_before (context);
  g_autoptr(GListModel) now = NULL;
  gsize start;

  now = list (GP_EXPR_PROVIDER (provider), text, strlen (text), &start);
  gtk_source_completion_context_set_proposals_for_provider (context, provider, now);
}

static char *
gp_expr_provider_get_title (GtkSourceCompletionProvider *provider)
{
  return NULL;
}

static gboolean
gp_expr_provider_is_trigger (GtkSourceCompletionProvider *provider,
                             const GtkTextIter           *iter,
                             gunichar                     ch)
{
  return ch == '.';
}

static void
gp_expr_provider_display (GtkSourceCompletionProvider *provider,
                          GtkSourceCompletionContext  *context,
                          GtkSourceCompletionProposal *proposal,
                          GtkSourceCompletionCell     *cell)
{
  static const char *const icons[] = {
    [GP_EXPR_COMPLETION_VARIABLE] = "gp-entity-symbolic",
    [GP_EXPR_COMPLETION_MEMBER]   = "gp-field-symbolic",
    [GP_EXPR_COMPLETION_FUNCTION] = "gp-step-symbolic",
    [GP_EXPR_COMPLETION_WORD]     = NULL,
  };
  GpExprProposal *self = GP_EXPR_PROPOSAL (proposal);
  gboolean is_function = self->kind == GP_EXPR_COMPLETION_FUNCTION;

  switch ((int) gtk_source_completion_cell_get_column (cell))
    {
    case GTK_SOURCE_COMPLETION_COLUMN_ICON:
      gtk_source_completion_cell_set_icon_name (cell, icons[self->kind]);
      break;

    case GTK_SOURCE_COMPLETION_COLUMN_TYPED_TEXT:
      gtk_source_completion_cell_set_text (cell, self->text);
      break;

    case GTK_SOURCE_COMPLETION_COLUMN_AFTER:
      gtk_source_completion_cell_set_text (cell, is_function ? NULL : self->detail);
      break;

    /* What a function does is a sentence: below the list, for the chosen one. */
    case GTK_SOURCE_COMPLETION_COLUMN_COMMENT:
      gtk_source_completion_cell_set_text (cell, is_function ? self->detail : NULL);
      break;

    case GTK_SOURCE_COMPLETION_COLUMN_DETAILS:
      gtk_source_completion_cell_set_text (cell, is_function ? self->detail : NULL);
      break;

    default:
      gtk_source_completion_cell_set_text (cell, NULL);
    }
}

/* A function is written with both its brackets, the cursor between them. */
static void
gp_expr_provider_activate (GtkSourceCompletionProvider *provider,
                           GtkSourceCompletionContext  *context,
                           GtkSourceCompletionProposal *proposal)
{
  GpExprProposal *self = GP_EXPR_PROPOSAL (proposal);
  GtkTextBuffer *buffer = GTK_TEXT_BUFFER (gtk_source_completion_context_get_buffer (context));
  g_autofree char *text = text_before (context);
  g_autoptr(GListModel) unused = NULL;
  GtkTextIter begin, end;
  gsize start;

  unused = list (GP_EXPR_PROVIDER (provider), text, strlen (text), &start);
  gtk_source_completion_context_get_bounds (context, NULL, &end);
  begin = end;
  gtk_text_iter_set_offset (&begin, (int) g_utf8_strlen (text, (gssize) start));

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete (buffer, &begin, &end);
  gtk_text_buffer_insert (buffer, &begin, self->text, -1);
  if (self->kind == GP_EXPR_COMPLETION_FUNCTION)
    {
      gtk_text_buffer_insert (buffer, &begin, ")", 1);
      gtk_text_iter_backward_char (&begin);
      gtk_text_buffer_place_cursor (buffer, &begin);
    }
  gtk_text_buffer_end_user_action (buffer);
}

static void
provider_iface_init (GtkSourceCompletionProviderInterface *iface)
{
  iface->get_title = gp_expr_provider_get_title;
  iface->is_trigger = gp_expr_provider_is_trigger;
  iface->populate = gp_expr_provider_populate;
  iface->refilter = gp_expr_provider_refilter;
  iface->display = gp_expr_provider_display;
  iface->activate = gp_expr_provider_activate;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GpExprProvider, gp_expr_provider, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GTK_SOURCE_TYPE_COMPLETION_PROVIDER,
                                                      provider_iface_init))

static void
gp_expr_provider_dispose (GObject *object)
{
  g_clear_object (&GP_EXPR_PROVIDER (object)->design);

  G_OBJECT_CLASS (gp_expr_provider_parent_class)->dispose (object);
}

static void
gp_expr_provider_class_init (GpExprProviderClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_expr_provider_dispose;
}

static void
gp_expr_provider_init (GpExprProvider *self)
{
}

GpExprProvider *
gp_expr_provider_new (GpDesign   *design,
                      GpProperty  property)
{
  GpExprProvider *self = g_object_new (GP_TYPE_EXPR_PROVIDER, NULL);

  self->design = g_object_ref (design);
  self->property = property;
  return self;
}

void
gp_expr_provider_set_holder (GpExprProvider *self,
                             const GpId     *holder)
{
  g_return_if_fail (GP_IS_EXPR_PROVIDER (self));

  self->holder = holder != NULL ? *holder : gp_id_nil;
}

GListModel *
gp_expr_provider_list (GpExprProvider *self,
                       const char     *text,
                       gsize           cursor)
{
  gsize start;

  g_return_val_if_fail (GP_IS_EXPR_PROVIDER (self), NULL);

  return list (self, text, cursor, &start);
}
