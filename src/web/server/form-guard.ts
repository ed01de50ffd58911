/**
 * Stands before every handler of a changing request: a body that a browser could send from another
 * site without asking (a form, or none) must carry the form's token.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { readForm } from "./sent-form.ts";
import type { WebContext } from "./web-context.ts";

export function addFormGuard(app: FastifyInstance, web: WebContext): void {
  app.decorateRequest("sentForm", null);
  app.decorateRequest("formSecret", null);
  app.addHook("preValidation", async (request) => {
    if (changes(request) && !asksFirst(request)) await readForm(request, web);
  });
}

function changes(request: FastifyRequest): boolean {
  return !["GET", "HEAD", "OPTIONS"].includes(request.method);
}

/**
 * On the API: a type that no form can send makes a browser ask us first (a CORS preflight, which
 * we never grant), and without a cookie there is nobody to impersonate.
 */
function asksFirst(request: FastifyRequest): boolean {
  if (!request.url.startsWith("/api/")) return false;
  const type = (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  const simple = ["", "application/x-www-form-urlencoded", "multipart/form-data", "text/plain"];
  return request.headers.cookie === undefined || !simple.includes(type);
}
