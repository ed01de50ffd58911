/**
 * Stands before every handler of a changing request: a body that a browser could send from another
 * site without asking (a form, or none) must carry the form's token.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { recordAccess } from "../../actions/access/record-access.ts";
import { Refusal } from "../../core/refusal.ts";
import { takeProof } from "./proof-in-form.ts";
import { readForm } from "./sent-form.ts";
import type { WebContext } from "./web-context.ts";

export function addFormGuard(app: FastifyInstance, web: WebContext): void {
  app.decorateRequest("sentForm", null);
  app.decorateRequest("formSecret", null);
  app.decorateRequest("sentProof", null);
  app.decorateRequest("proofRefusal", null);
  app.addHook("preValidation", async (request) => {
    if (!changes(request) || asksFirst(request)) return;
    // Pages take what a form sends and nothing else: no other shape reaches a handler.
    if (!["", ...formTypes].includes(typeOf(request))) throw new Refusal("request.type");
    await readForm(request, web).catch(async (error: unknown) => {
      await countForged(web, error);
      throw request.isMultipart() ? malformedUnlessSaid(error) : error;
    });
    await countForged(web, request.sentForm?.refusal);
    await takeProof(request, web);
  });
}

/** Most were open for too long; many at once tell of somebody who tries. */
async function countForged(web: WebContext, error: unknown): Promise<void> {
  if (!(error instanceof Refusal) || error.code !== "form.stale") return;
  await recordAccess(web.context, { kind: "anyone" }, { kind: "form.refused", what: "form" });
}

/** The reader of multipart bodies complains of broken ones with bare errors. */
function malformedUnlessSaid(error: unknown): unknown {
  const said = error instanceof Refusal || (error instanceof Error && "statusCode" in error);
  return said ? error : new Refusal("request.malformed", {}, { cause: error });
}

function changes(request: FastifyRequest): boolean {
  return !["GET", "HEAD", "OPTIONS"].includes(request.method);
}

/**
 * On the API: a type that no form can send makes a browser ask us first (a CORS preflight, which
 * we never grant), and without a cookie there is nobody to impersonate.
 */
function asksFirst(request: FastifyRequest): boolean {
  // A header of one's own is no part of a form either: a browser asks first there too.
  if (request.routeOptions.config.resumable) return request.headers["tus-resumable"] !== undefined;
  if (!request.url.startsWith("/api/")) return false;
  const simple = ["", "text/plain", ...formTypes];
  return request.headers.cookie === undefined || !simple.includes(typeOf(request));
}

const formTypes = ["application/x-www-form-urlencoded", "multipart/form-data"];

function typeOf(request: FastifyRequest): string {
  return (request.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
}
