/**
 * Turns what was thrown into an answer. A refusal says its sentence; everything else is logged
 * whole and shown as one sentence with the request's id.
 */
import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { localPath, render, seeOther } from "./answers.ts";
import { askToConfirm, type CarriedForm, confirmPath } from "./confirm-page.tsx";
import { ErrorPage } from "./error-page.tsx";
import { noteRefusal } from "./note-refusal.ts";
import type { WebContext } from "./web-context.ts";

const wentWrong = "Something went wrong here. Nothing you sent was kept half-way.";

export function addErrors(app: FastifyInstance, web: WebContext): void {
  app.setErrorHandler((error, request, reply) => answer(web, error, request, reply));
}

/** Once the rate limit is there: what is on no route at all counts like every other request. */
export function addNotFound(app: FastifyInstance, web: WebContext): void {
  app.setNotFoundHandler({ preHandler: app.rateLimit() }, (request, reply) =>
    answer(web, new Refusal("access.not-found"), request, reply),
  );
}

async function answer(
  web: WebContext,
  thrown: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const refusal = refusalOf(thrown);
  if (!refusal || refusal.status >= 500) request.log.error({ err: thrown }, "request failed");
  else {
    request.log.info({ refusal: refusal.code }, "request refused");
    await noteRefusal(web, request, refusal);
  }
  const status = refusal?.status ?? 500;
  const message = refusal?.message ?? wentWrong;
  if (wantsJson(request)) {
    const code = refusal?.code ?? "internal";
    const details = refusal?.details ?? {};
    return reply.code(status).send({ error: { code, message, details }, requestId: request.id });
  }
  if (refusal?.code === "access.sign-in" && request.method === "GET") {
    return seeOther(reply, `/sign-in?next=${encodeURIComponent(pathOf(request))}`);
  }
  if (refusal?.code === "access.step-up") {
    const asked = await askToConfirm(request, reply, web, refusedForm(request));
    if (asked) return asked;
  }
  const page = (
    <ErrorPage web={web} title={titleOf(status)} sentence={message} requestId={request.id} />
  );
  return render(reply, page, status);
}

/** What was sent goes on once it is confirmed; of a page, its address. */
function refusedForm(request: FastifyRequest): CarriedForm {
  const { sentForm } = request;
  // An address such as //elsewhere.example comes here as well, and a form must not lead there.
  const here = localPath(pathOf(request), "/");
  if (sentForm) return { action: localPath(request.url, here), values: sentForm.values };
  // With what was asked for, such as a search; a blank in the form that an address of ours has.
  const next = localPath(request.url.replaceAll("+", "%20"), here);
  return { action: confirmPath, values: { next } };
}

/** Refusals, and the framework's own complaints about a request put into our words. */
function refusalOf(thrown: unknown): Refusal | undefined {
  if (thrown instanceof Refusal) return thrown;
  const { statusCode: status } = (thrown ?? {}) as Partial<FastifyError>;
  if (status === 413) return new Refusal("input.too-large", { limit: "limit" });
  if (status === 415) return new Refusal("request.type");
  if (status !== undefined && status >= 400 && status < 500)
    return new Refusal("request.malformed");
  return undefined;
}

function wantsJson(request: FastifyRequest): boolean {
  const accept = request.headers.accept ?? "";
  return (
    request.url.startsWith("/api/") ||
    (accept.includes("application/json") && !accept.includes("text/html"))
  );
}

function pathOf(request: FastifyRequest): string {
  return request.url.split("?")[0] ?? "/";
}

function titleOf(status: number): string {
  if (status === 404) return "Not found";
  if (status === 401) return "Sign in first";
  if (status === 403) return "Not allowed";
  if (status === 429) return "One moment";
  return status < 500 ? "That did not work" : "Something went wrong";
}
