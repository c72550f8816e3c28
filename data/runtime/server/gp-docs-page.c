/* gp-docs-page.c — a page on which people read the contract
 * SPDX-License-Identifier: Apache-2.0
 *
 * One self-contained page: it loads openapi.json and nothing else, and puts what it says on the
 * page as text, never as HTML. The policy names the hash of its script and of its style, which is
 * computed here, so that nothing else can run. */
#define G_LOG_DOMAIN "gp-docs-page"
#include "config.h"
#include "gp-route.h"

static const char style[] =
  "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:60rem;padding:1rem;"
  "color-scheme:light dark}"
  "h2{margin-top:2rem;border-bottom:1px solid #8886}"
  "details{border:1px solid #8886;border-radius:8px;margin:.5rem 0;padding:.5rem .75rem}"
  "summary{cursor:pointer}code,pre{font:14px/1.4 ui-monospace,monospace}"
  "pre{overflow:auto;padding:.5rem;background:#8882;border-radius:6px}"
  ".m{display:inline-block;min-width:4rem;font-weight:700}"
  "table{border-collapse:collapse}td{padding:.1rem .75rem .1rem 0;vertical-align:top}";

static const char script[] =
  "const add=(to,name,text,cls)=>{const e=document.createElement(name);"
  "if(text!==undefined)e.textContent=text;if(cls)e.className=cls;to.append(e);return e};"
  "const show=(spec,s,depth)=>{if(!s)return null;"
  "if(s.$ref){const n=s.$ref.split('/').pop();return "
  "depth>3?n:show(spec,spec.components.schemas[n],depth+1)}"
  "if(s.anyOf)return show(spec,s.anyOf[0],depth);"
  "if(s.properties)return Object.fromEntries(Object.entries(s.properties)"
  ".map(([k,v])=>[k,show(spec,v,depth+1)]));"
  "if(s.items)return[show(spec,s.items,depth+1)];"
  "if(s.enum)return s.enum.join(' | ');"
  "return[].concat(s.type||'any').join(' or ')+(s.format?' ('+s.format+')':'')};"
  "const body=(spec,to,title,c)=>{const j=c&&c['application/json'];if(!j)return;"
  "add(to,'p',title);add(to,'pre',JSON.stringify(show(spec,j.schema,0),null,2))};"
  "const page=spec=>{const m=document.querySelector('main');document.title=spec.info.title;"
  "add(m,'h1',spec.info.title);if(spec.info.description)add(m,'p',spec.info.description);"
  "const groups=new Map();"
  "for(const[path,item]of Object.entries(spec.paths))for(const[method,op]of Object.entries(item)){"
  "const tag=(op.tags||['other'])[0];if(!groups.has(tag))groups.set(tag,[]);"
  "groups.get(tag).push([path,method,op])}"
  "for(const[tag,ops]of groups){add(m,'h2',tag);for(const[path,method,op]of ops){"
  "const d=add(m,'details'),s=add(d,'summary');add(s,'span',method.toUpperCase(),'m');"
  "add(s,'code',path);add(s,'span',' \\u2014 '+op.summary);"
  "if(op.parameters){const t=add(d,'table');for(const p of op.parameters){const r=add(t,'tr');"
  "add(add(r,'td'),'code',p.name);add(r,'td',p.description)}}"
  "if(op.requestBody)body(spec,d,'Body',op.requestBody.content);"
  "for(const[code,a]of Object.entries(op.responses)){const p=add(d,'p');add(p,'code',code);"
  "add(p,'span',' '+a.description);if(code<'300')body(spec,d,'Answer',a.content)}}}};"
  "fetch('/api/openapi.json').then(r=>r.json()).then(page)"
  ".catch(e=>{document.querySelector('main').textContent=String(e)});";

static char *
dup_hash (const char *text)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;

  g_checksum_update (checksum, (const guchar *) text, -1);
  g_checksum_get_digest (checksum, digest, &length);

  return g_base64_encode (digest, length);
}

gboolean
gp_handle_docs (GpRequest  *request,
                GError    **error)
{
  GString *out = g_string_new (NULL);
  g_autofree char *script_hash = dup_hash (script);
  g_autofree char *style_hash = dup_hash (style);
  g_autofree char *policy = NULL;

  g_string_append_printf (out, "<!DOCTYPE html><html lang=\"en\"><head><meta charset=\"utf-8\">"
                               "<meta name=\"viewport\" content=\"width=device-width\">"
                               "<title>API</title><style>%s</style></head><body><main></main>"
                               "<script>%s</script></body></html>", style, script);
  policy = g_strdup_printf ("default-src 'none'; connect-src 'self'; script-src 'sha256-%s'; "
                            "style-src 'sha256-%s'; base-uri 'none'; form-action 'none'; "
                            "frame-ancestors 'none'", script_hash, style_hash);
  gp_request_set_header (request, "Content-Security-Policy", policy);
  gp_request_reply (request, SOUP_STATUS_OK, "text/html; charset=utf-8", out);

  return TRUE;
}
