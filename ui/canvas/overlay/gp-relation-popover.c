/* gp-relation-popover.c — what a relation that was dropped on nothing leads to
 * SPDX-License-Identifier: Apache-2.0
 *
 * The first row makes the entity that is typed, the others are entities that fit what is typed. As
 * long as the proposed name stands there untouched, all of them fit. */
#define G_LOG_DOMAIN "gp-relation-popover"
#include "config.h"
#include "gp-relation-popover.h"

#include "gp-entry-list.h"
#include "gp-name.h"
#include "gp-typed-name.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MOST_ROWS   40
#define LIST_HEIGHT 220
#define NEW_ENTITY  ""      /* the key of the row that makes one; the others have an id */

struct _GpRelationPopover
{
  GtkPopover   parent_instance;

  GpDesign    *design;
  char        *proposal;
  GpEntryList *list;
  GtkWidget   *many;
};

G_DEFINE_FINAL_TYPE (GpRelationPopover, gp_relation_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_CREATE,
  SIGNAL_CONNECT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
fits (const char *name,
      const char *typed)
{
  g_autofree char *a = g_utf8_casefold (name, -1);
  g_autofree char *b = g_utf8_casefold (typed, -1);

  return strstr (a, b) != NULL;
}

/* Whether a new entity can have the typed name; says why not. */
static gboolean
check_name (GpRelationPopover *self,
            const char        *typed)
{
  g_autoptr(GError) error = NULL;
  const GpId *root = gp_design_get_root_id (self->design);
  gboolean taken = gp_design_find_child (self->design, root, GP_KIND_ENTITY, typed) != NULL;
  gboolean fine = !taken && gp_typed_name_check (self->design, root, GP_KIND_ENTITY, &gp_id_nil,
                                                 typed, &error);

  /* Nothing and the name of another one are no mistakes: then that one is meant. */
  gp_entry_list_set_problem (self->list,
                             error != NULL && typed[0] != '\0' ? error->message : NULL);
  return fine;
}

static void
fill (GpRelationPopover *self,
      const char        *typed)
{
  gboolean all = g_str_equal (typed, self->proposal);
  g_autoptr(GPtrArray) entities = NULL;
  guint n = 0;

  if (self->design == NULL)
    return;

  gp_entry_list_clear (self->list);
  if (check_name (self, typed))
    {
      g_autofree char *text = g_strdup_printf (_("Create “%s”"), typed);

      gp_entry_list_append (self->list, gtk_image_new_from_icon_name ("list-add-symbolic"), text,
                            NULL, NEW_ENTITY);
    }
  entities = gp_design_list (self->design, GP_KIND_ENTITY);
  for (guint i = 0; i < entities->len && n < MOST_ROWS; i++)
    {
      const GpElement *entity = entities->pdata[i];
      const char *name = gp_element_get_name (entity);
      char id[GP_ID_STRING_SIZE];

      if (!all && !fits (name, typed))
        continue;
      gp_entry_list_append (self->list, gtk_image_new_from_icon_name ("view-list-symbolic"), name,
                            NULL, gp_id_format (gp_element_get_id (entity), id));
      n++;
    }
  gp_entry_list_finish (self->list);
}

static void
row_chosen_cb (GpRelationPopover *self,
               const char        *key,
               const char        *typed)
{
  g_autoptr(GpRelationPopover) alive = g_object_ref (self);
  gboolean many = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->many));
  GpId chosen;

  if (g_str_equal (key, NEW_ENTITY))
    g_signal_emit (self, signals[SIGNAL_CREATE], 0, typed, many);
  else if (gp_id_parse (key, &chosen))
    g_signal_emit (self, signals[SIGNAL_CONNECT], 0, &chosen, many);
  gtk_popover_popdown (GTK_POPOVER (self));
}

/* It is shown once; GTK may keep it for a while after that, which must not keep the design. */
static void
gp_relation_popover_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (gp_relation_popover_parent_class)->unmap (widget);

  g_clear_object (&GP_RELATION_POPOVER (widget)->design);
}

static void
gp_relation_popover_dispose (GObject *object)
{
  GpRelationPopover *self = GP_RELATION_POPOVER (object);

  g_clear_object (&self->design);
  g_clear_pointer (&self->proposal, g_free);

  G_OBJECT_CLASS (gp_relation_popover_parent_class)->dispose (object);
}

static void
gp_relation_popover_class_init (GpRelationPopoverClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gp_relation_popover_dispose;
  GTK_WIDGET_CLASS (klass)->unmap = gp_relation_popover_unmap;

  signals[SIGNAL_CREATE] =
    g_signal_new ("create", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[SIGNAL_CONNECT] =
    g_signal_new ("connect", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_BOOLEAN);
}

static void
gp_relation_popover_init (GpRelationPopover *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkWidget *list = gp_entry_list_new (_("Name of the entity"), LIST_HEIGHT);

  self->list = GP_ENTRY_LIST (list);
  self->many = gtk_check_button_new_with_mnemonic (_("_Many to many"));
  gtk_box_append (GTK_BOX (box), list);
  gtk_box_append (GTK_BOX (box), self->many);
  gtk_popover_set_child (GTK_POPOVER (self), box);
}

GtkWidget *
gp_relation_popover_new (GpDesign *design,
                         gboolean  many)
{
  GpRelationPopover *self = g_object_new (GP_TYPE_RELATION_POPOVER, NULL);

  self->design = g_object_ref (design);
  self->proposal = gp_name_make_unique (design, gp_design_get_root_id (design), GP_KIND_ENTITY,
                                        "entity", NULL);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->many), many);
  g_signal_connect_swapped (self->list, "changed", G_CALLBACK (fill), self);
  g_signal_connect_swapped (self->list, "chosen", G_CALLBACK (row_chosen_cb), self);
  gp_entry_list_set_typed (self->list, self->proposal);
  return GTK_WIDGET (self);
}
