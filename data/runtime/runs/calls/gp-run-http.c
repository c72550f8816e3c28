/* gp-run-http.c — one call over HTTP on behalf of a flow
 * SPDX-License-Identifier: Apache-2.0
 *
 * The secret of a connection goes to the host of its address and nowhere else, also where a step
 * names a whole address, or the service sends the call on to another host. */
#define G_LOG_DOMAIN "gp-run-http"
#include "config.h"
#include "gp-run-http.h"

#include "gp-address-guard.h"
#include "gp-expr-json.h"
#include "gp-flow-fault.h"
#include "gp-flow-value.h"
#include "gp-retry-after.h"
#include "gp-run-address.h"
#include "gp-run-secrets.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_REDIRECTS 3

/* --- the address ------------------------------------------------------------------------------ */

static void
append_parameter (GString           *query,
                  const GpExprValue *key,
                  const GpExprValue *value)
{
  g_autofree char *json = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING
                            ? g_strdup (gp_expr_value_get_string (value, NULL))
                            : gp_expr_value_to_json (value);
  g_autofree char *name = g_uri_escape_string (gp_expr_value_get_string (key, NULL), NULL, FALSE);
  g_autofree char *text = g_uri_escape_string (json, NULL, FALSE);

  g_string_append_printf (query, "%s%s=%s", query->len > 0 ? "&" : "", name, text);
}

/* Lists are given as often as they have items. */
static void
append_query (GString           *query,
              const GpExprValue *parameters)
{
  for (gsize i = 0; parameters != NULL && i < gp_expr_value_get_size (parameters); i++)
    {
      GpExprValue *key = gp_expr_value_get_key (parameters, i);
      GpExprValue *value = gp_expr_value_get_entry (parameters, i);

      if (gp_expr_value_is_null (value))
        continue;
      if (gp_expr_value_get_kind (value) != GP_EXPR_VALUE_LIST)
        append_parameter (query, key, value);
      else
        for (gsize k = 0; k < gp_expr_value_get_size (value); k++)
          append_parameter (query, key, gp_expr_value_get_item (value, k));
    }
}

static GUri *
make_uri (const GpElement    *connection,
          const GpFlowEffect *effect)
{
  const char *base = connection != NULL ? gp_element_get_text (connection, GP_CONNECTION_URL)
                                        : NULL;
  const char *path = effect->kind == GP_FLOW_EFFECT_FUNCTION
                       ? gp_flow_value_get_text (effect->arguments, "name")
                       : gp_flow_value_get_text (effect->arguments, "url");
  g_autofree char *text = gp_run_address_join (base != NULL ? base : "",
                                               path != NULL ? path : "");
  g_autoptr(GUri) uri = g_uri_parse (text, SOUP_HTTP_URI_FLAGS, NULL);
  g_autoptr(GString) query = NULL;

  if (uri == NULL || g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0'
      || g_uri_get_userinfo (uri) != NULL
      || (!g_str_equal (g_uri_get_scheme (uri), "https")
          && !g_str_equal (g_uri_get_scheme (uri), "http")))
    return NULL;

  query = g_string_new (g_uri_get_query (uri));
  append_query (query, gp_flow_effect_get (effect, "query"));

  return g_uri_build (SOUP_HTTP_URI_FLAGS, g_uri_get_scheme (uri), NULL, g_uri_get_host (uri),
                      g_uri_get_port (uri), *g_uri_get_path (uri) != '\0' ? g_uri_get_path (uri)
                                                                          : "/",
                      query->len > 0 ? query->str : NULL, NULL);
}

static gboolean
is_same_host (GUri *a,
              GUri *b)
{
  return g_str_equal (g_uri_get_scheme (a), g_uri_get_scheme (b))
         && g_uri_get_port (a) == g_uri_get_port (b)
         && g_ascii_strcasecmp (g_uri_get_host (a), g_uri_get_host (b)) == 0;
}

/* --- what is sent ----------------------------------------------------------------------------- */

/* Headers that the connection itself depends on are not for flows. */
static gboolean
is_own_header (const char *name)
{
  static const char *const own[] = { "host", "content-length", "transfer-encoding", "connection",
                                     "upgrade", "te", "trailer", "keep-alive", "expect", NULL };
  g_autofree char *lower = g_ascii_strdown (name, -1);

  return g_strv_contains (own, lower) || g_str_has_prefix (lower, "proxy-");
}

static gboolean
is_header_text (const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    if ((guint8) *p < 0x20 || *p == 0x7f)
      return FALSE;

  return TRUE;
}

static gboolean
set_headers (SoupMessage        *message,
             const GpFlowEffect *effect,
             GpExprValue       **fault)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  GpExprValue *given = gp_flow_effect_get (effect, "headers");

  for (gsize i = 0; given != NULL && i < gp_expr_value_get_size (given); i++)
    {
      const char *name = gp_expr_value_get_string (gp_expr_value_get_key (given, i), NULL);
      GpExprValue *value = gp_expr_value_get_entry (given, i);
      g_autofree char *text = gp_expr_value_get_kind (value) == GP_EXPR_VALUE_STRING
                                ? g_strdup (gp_expr_value_get_string (value, NULL))
                                : gp_expr_value_to_json (value);

      if (is_own_header (name) || !is_header_text (text) || !is_header_text (name)
          || *name == '\0' || strpbrk (name, " :()<>@,;\\\"/[]?={}\t") != NULL)
        {
          *fault = gp_flow_fault_new_setup (_("The header %s cannot be sent."), name);
          return FALSE;
        }
      soup_message_headers_replace (headers, name, text);
    }
  if (is_header_text (effect->key))
    soup_message_headers_replace (headers, "Idempotency-Key", effect->key);
  soup_message_headers_replace (headers, "User-Agent", "groundplan");

  return TRUE;
}

static void
set_body (SoupMessage        *message,
          const GpFlowEffect *effect)
{
  GpExprValue *body = effect->kind == GP_FLOW_EFFECT_FUNCTION
                        ? gp_flow_effect_get (effect, "arguments")
                        : gp_flow_effect_get (effect, "body");
  const char *type = soup_message_headers_get_one (soup_message_get_request_headers (message),
                                                   "Content-Type");
  g_autofree char *own = g_strdup (type);
  g_autoptr(GBytes) bytes = NULL;
  char *text;

  if (body == NULL || gp_expr_value_is_null (body))
    return;
  if (gp_expr_value_get_kind (body) == GP_EXPR_VALUE_STRING
      && (own == NULL || strstr (own, "json") == NULL))
    {
      text = g_strdup (gp_expr_value_get_string (body, NULL));
      type = "text/plain; charset=utf-8";
    }
  else
    {
      text = gp_expr_value_to_json (body);
      type = "application/json";
    }
  bytes = g_bytes_new_take (text, strlen (text));
  soup_message_set_request_body_from_bytes (message, own != NULL ? own : type, bytes);
}

static gboolean
set_secret (SoupMessage      *message,
            const GpElement  *connection,
            GpExprValue     **fault)
{
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *name = gp_element_get_text (connection, GP_CONNECTION_SECRET);
  const char *header = gp_element_get_text (connection, GP_CONNECTION_AUTH_HEADER);
  g_autoptr(GError) error = NULL;
  g_autofree char *value = NULL;
  char *secret;

  if (gp_element_is (connection, GP_CONNECTION_AUTH, "none"))
    return TRUE;
  if (gp_element_is (connection, GP_CONNECTION_AUTH, "oauth2"))
    {
      *fault = gp_flow_fault_new_setup (_("The connection %s uses OAuth 2, which this backend does "
                                          "not speak: use a bearer token."),
                                        gp_element_get_name (connection));
      return FALSE;
    }
  secret = gp_run_secrets_dup (name != NULL ? name : gp_element_get_name (connection), &error);
  if (secret == NULL)
    {
      *fault = gp_flow_fault_new (GP_FLOW_FAULT_CONFIGURATION, 0, error->message);
      return FALSE;
    }

  if (gp_element_is (connection, GP_CONNECTION_AUTH, "basic"))
    {
      g_autofree char *encoded = g_base64_encode ((const guint8 *) secret, strlen (secret));

      value = g_strconcat ("Basic ", encoded, NULL);
    }
  else if (gp_element_is (connection, GP_CONNECTION_AUTH, "bearer"))
    {
      value = g_strconcat ("Bearer ", secret, NULL);
    }
  else
    {
      value = g_strdup (secret);
    }
  if (gp_element_is (connection, GP_CONNECTION_AUTH, "api_key"))
    soup_message_headers_replace (headers, header != NULL ? header : "X-API-Key", value);
  else
    soup_message_headers_replace (headers, "Authorization", value);
  gp_run_secrets_free (secret);

  return TRUE;
}

SoupMessage *
gp_run_http_new (GpDesign            *design,
                 const GpFlowEffect  *effect,
                 gboolean            *out_private,
                 GpExprValue        **fault)
{
  const GpElement *connection = gp_id_is_nil (&effect->subject)
                                  ? NULL : gp_design_lookup (design, &effect->subject);
  const char *method = gp_flow_value_get_text (effect->arguments, "method");
  gboolean is_private = connection != NULL
                        && gp_element_get_bool (connection, GP_CONNECTION_PRIVATE_NETWORK);
  g_autoptr(GUri) uri = make_uri (connection, effect);
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GUri) base = NULL;
  g_autoptr(GError) error = NULL;

  if (uri == NULL)
    {
      *fault = gp_flow_fault_new_setup (_("“%s” has no address to call: give its connection one "
                                          "that begins with https://."),
                                        connection != NULL ? gp_element_get_name (connection)
                                                           : effect->place);
      return NULL;
    }
  if (!is_private && (!gp_address_guard_check (g_uri_get_host (uri), &error)
                      || !g_str_equal (g_uri_get_scheme (uri), "https")))
    {
      *fault = error != NULL
                 ? gp_flow_fault_new (GP_FLOW_FAULT_AUTHORIZATION, 0, error->message)
                 : gp_flow_fault_new_setup (_("%s is called with https alone."),
                                            g_uri_get_host (uri));
      return NULL;
    }

  message = soup_message_new_from_uri (
    effect->kind == GP_FLOW_EFFECT_FUNCTION || method == NULL ? "POST" : method, uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  if (connection != NULL && gp_element_get_text (connection, GP_CONNECTION_URL) != NULL)
    base = g_uri_parse (gp_element_get_text (connection, GP_CONNECTION_URL), SOUP_HTTP_URI_FLAGS,
                        NULL);
  if (!set_headers (message, effect, fault))
    return NULL;
  set_body (message, effect);
  if (base != NULL && is_same_host (base, uri) && !set_secret (message, connection, fault))
    return NULL;
  *out_private = is_private;

  return g_steal_pointer (&message);
}

/* --- what comes back -------------------------------------------------------------------------- */

SoupMessage *
gp_run_http_redirect (SoupMessage *message,
                      guint        n)
{
  guint status = soup_message_get_status (message);
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (message),
                                                       "Location");
  g_autoptr(GUri) uri = NULL;
  SoupMessage *next;
  SoupMessageHeadersIter iter;
  const char *name, *value;
  gboolean keeps_secret;

  /* Whatever is not only asked for is not sent elsewhere. */
  if (n >= MAX_REDIRECTS || location == NULL
      || !g_str_equal (soup_message_get_method (message), "GET")
      || (status != 301 && status != 302 && status != 303 && status != 307 && status != 308))
    return NULL;
  uri = g_uri_parse_relative (soup_message_get_uri (message), location, SOUP_HTTP_URI_FLAGS, NULL);
  if (uri == NULL || g_uri_get_host (uri) == NULL || g_uri_get_userinfo (uri) != NULL
      || (!g_str_equal (g_uri_get_scheme (uri), "https")
          && !(g_str_equal (g_uri_get_scheme (uri), "http")
               && g_str_equal (g_uri_get_scheme (soup_message_get_uri (message)), "http"))))
    return NULL;

  next = soup_message_new_from_uri ("GET", uri);
  soup_message_add_flags (next, SOUP_MESSAGE_NO_REDIRECT);
  keeps_secret = is_same_host (soup_message_get_uri (message), uri);
  soup_message_headers_iter_init (&iter, soup_message_get_request_headers (message));
  while (soup_message_headers_iter_next (&iter, &name, &value))
    if (keeps_secret || g_ascii_strcasecmp (name, "User-Agent") == 0
        || g_ascii_strcasecmp (name, "Accept") == 0)
      soup_message_headers_replace (soup_message_get_request_headers (next), name, value);
  soup_message_headers_remove (soup_message_get_request_headers (next), "Host");

  return next;
}

GpExprValue *
gp_run_http_map_headers (SoupMessageHeaders *headers)
{
  static const char *const secret[] = { "authorization", "cookie", "set-cookie",
                                        "webhook-signature", NULL };
  g_autoptr(GHashTable) texts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  SoupMessageHeadersIter iter;
  const char *name, *value;

  soup_message_headers_iter_init (&iter, headers);
  while (soup_message_headers_iter_next (&iter, &name, &value))
    {
      g_autofree char *lower = g_ascii_strdown (name, -1);

      if (!g_strv_contains (secret, lower))
        g_hash_table_replace (texts, g_steal_pointer (&lower), g_utf8_make_valid (value, -1));
    }

  return gp_flow_value_map (texts);
}

static GpExprValue *
read_body (SoupMessage *message,
           GBytes      *body)
{
  const char *type = soup_message_headers_get_content_type (
    soup_message_get_response_headers (message), NULL);
  gsize length;
  const char *text = g_bytes_get_data (body, &length);
  g_autofree char *encoded = NULL;
  GpExprValue *value;

  if (length == 0)
    return gp_expr_value_new_null ();
  if (type != NULL && (g_str_equal (type, "application/json") || g_str_has_suffix (type, "+json")))
    {
      value = gp_expr_value_from_json (text, (gssize) length, NULL);
      if (value != NULL)
        return value;
    }
  if (memchr (text, '\0', length) == NULL && g_utf8_validate (text, (gssize) length, NULL))
    return gp_expr_value_new_string (text, (gssize) length);
  encoded = g_base64_encode ((const guint8 *) text, length);

  return gp_expr_value_new_string (encoded, -1);
}

/* In seconds; NULL where the service does not say. */
static GpExprValue *
read_retry_after (SoupMessage *message,
                  gint64       now)
{
  guint seconds;

  return gp_retry_after_read (message, now, &seconds) ? gp_expr_value_new_int (seconds) : NULL;
}

GpExprValue *
gp_run_http_read (SoupMessage *message,
                  GBytes      *body,
                  gint64       now)
{
  return gp_expr_value_new_object ("status",
                                   gp_expr_value_new_int (soup_message_get_status (message)),
                                   "headers", gp_run_http_map_headers (
                                     soup_message_get_response_headers (message)),
                                   "body", read_body (message, body),
                                   "retry_after", read_retry_after (message, now), NULL);
}

GpExprValue *
gp_run_http_read_function (const GpExprValue  *answer,
                           const char         *place,
                           GpExprValue       **fault)
{
  int status = (int) gp_flow_value_get_int (answer, "status", 0);
  GpExprValue *after = gp_flow_value_get (answer, "retry_after");
  g_autoptr(GpExprValue) failed = NULL;

  if (status < 400)
    return gp_expr_value_ref (gp_flow_value_get (answer, "body"));
  failed = gp_flow_fault_new_response (place, status);
  *fault = after != NULL
             ? gp_flow_value_with (failed, "retry_after", gp_expr_value_ref (after))
             : g_steal_pointer (&failed);

  return NULL;
}
