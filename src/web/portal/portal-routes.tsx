/**
 * The reporter's portal. A receipt code or a mail's link opens exactly one report; the browser keeps
 * its secret for half a day in a cookie of its own. Nothing about the reader's network is kept.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recordAccess } from "../../actions/access/record-access.ts";
import { perform } from "../../actions/action.ts";
import { InvalidInput } from "../../actions/invalid-input.ts";
import { sendMessage } from "../../actions/messages/send-message.ts";
import { confirmAddress } from "../../actions/portal/confirm-address.ts";
import { Refusal } from "../../core/refusal.ts";
import { normalCode } from "../../lib/secret-code.ts";
import {
  openReceipt,
  type PortalSecret,
  portalSecretHash,
  receivedAt,
  roleOfParty,
} from "../../store/parties/receipt-reader.ts";
import type { FieldError } from "../../ui/form-errors.tsx";
import { keepPortalSecret, outsiderOf, portalSecretOf } from "../server/actor-of.ts";
import { forgetPages, render, seeOther } from "../server/answers.ts";
import { clearCookie } from "../server/cookies.ts";
import { formToken } from "../server/form-token.ts";
import { formOf, triedFormOf } from "../server/sent-form.ts";
import { slowDown } from "../server/slow-down.ts";
import type { WebContext } from "../server/web-context.ts";
import { EnterPage, LinkPage } from "./enter-page.tsx";
import { heldDataRoutes } from "./held-data-routes.ts";
import { keysRoutes } from "./keys-routes.ts";
import { namesRoutes } from "./names-routes.ts";
import { portalFileRoutes } from "./portal-file-routes.ts";
import { requestsRoutes } from "./requests-routes.ts";
import { showCase } from "./show-case.tsx";
import { stepsRoutes } from "./steps-routes.tsx";
import { keepZone } from "./time-zones.ts";
import { yourDataRoutes } from "./your-data-routes.ts";

const anyone = { kind: "anyone" } as const;

export function portalRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/portal", async (request, reply) => showDoor(web, request, reply, {}));
  app.post("/portal", async (request, reply) => {
    const typed = formOf(request).text("code");
    const held: PortalSecret = { kind: "code", secret: normalCode(typed).slice(0, 64) };
    return enter(web, request, reply, held, typed);
  });
  // The secret is in the path of our own mail's link alone: no referrer leaves this site, no log
  // holds a path, and only the button's POST looks anything up.
  app.get("/portal/link/:token", async (request, reply) => {
    const { token } = request.params as { token: string };
    const csrf = formToken(request, reply, web);
    return render(reply, <LinkPage web={web} csrf={csrf} token={token} />);
  });
  app.post("/portal/link", async (request, reply) => {
    const secret = formOf(request).text("token").slice(0, 64);
    return enter(web, request, reply, { kind: "link", secret }, "");
  });
  // The link of an encrypted letter: who opened the letter holds its key.
  app.get("/portal/letter/:token", async (request, reply) => {
    const { token } = request.params as { token: string };
    const csrf = formToken(request, reply, web);
    return render(reply, <LinkPage web={web} csrf={csrf} token={token} opens />);
  });
  app.post("/portal/letter", async (request, reply) => {
    const secret = formOf(request).text("token").slice(0, 64);
    return enter(web, request, reply, { kind: "letter", secret }, "");
  });
  app.get("/portal/case", async (request, reply) => {
    const { sent } = request.query as { sent?: string };
    const justSent = sent === "yes" ? "message" : sent === "files" ? "files" : undefined;
    return showCase(web, request, reply, { justSent });
  });
  app.post("/portal/case/messages", { config: { keepsWords: true } }, async (request, reply) =>
    write(web, request, reply),
  );
  portalFileRoutes(app, web);
  yourDataRoutes(app, web);
  stepsRoutes(app, web);
  keysRoutes(app, web);
  namesRoutes(app, web);
  heldDataRoutes(app, web);
  requestsRoutes(app, web);
  app.post("/portal/zone", async (request, reply) => {
    keepZone(reply, web, formOf(request).text("zone"));
    return seeOther(reply, "/portal/case#zone");
  });
  app.post("/portal/leave", async (_, reply) => {
    clearCookie(reply, web, "portal");
    clearCookie(reply, web, "zone");
    forgetPages(reply);
    return seeOther(reply, "/portal");
  });
}

/** The same work and the same answer for every secret that opens nothing, malformed ones too. */
async function enter(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  held: PortalSecret,
  typed: string,
): Promise<FastifyReply> {
  const { context } = web;
  const hash = portalSecretHash(context, held);
  const opens = await context.transaction(anyone, async (tx) => {
    // In this order: a report that is registered between the two is found by the second.
    const pending = await receivedAt(tx, hash);
    const found = await openReceipt(tx, hash, context.now());
    return found ?? (pending === undefined ? undefined : "pending");
  });
  if (!opens) {
    await slowDown(web, request);
    await recordAccess(context, anyone, { kind: "portal.unknown-code", what: held.kind });
    return showDoor(web, request, reply, {
      typed,
      refusal: new Refusal("portal.unknown-code"),
      byLink: held.kind !== "code",
    });
  }
  await confirmByLink(web, held, opens);
  if (held.kind !== "link") {
    keepPortalSecret(reply, web, held);
    return seeOther(reply, "/portal/case");
  }
  // Whoever has proved more in this browser loses nothing by following the link of the same report.
  const known = await outsiderOf(request);
  if (opens !== "pending" && known?.id === opens.partyId) return seeOther(reply, "/portal/case");
  keepPortalSecret(reply, web, held);
  return seeOther(reply, "/portal/steps");
}

/** The button on the page of a mail's link shows that the mail arrived; nothing waits for it (VEN-22). */
async function confirmByLink(
  { context }: WebContext,
  { kind, secret }: PortalSecret,
  opens: { partyId: string; caseId: string } | "pending",
): Promise<void> {
  if (kind === "code" || opens === "pending") return;
  const { partyId: id, caseId } = opens;
  const opener = { kind: "outsider", id, role: "reporter", caseId, side: id } as const;
  const role = await context.transaction(opener, (tx) => roleOfParty(tx, id));
  if (role) await confirmAddress.run(context, { ...opener, role }, { caseId, kind, secret });
}

/** Who followed a link typed no code that could be checked letter by letter. */
const deadLink: FieldError = {
  message:
    "No report opens with this link. Please use the whole link of our newest letter, since those of earlier ones end, or your receipt code.",
};

/** `unsent` is a message whose visit had ended before it was sent. */
async function showDoor(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  told: { typed?: string; refusal?: Refusal; byLink?: boolean; unsent?: string },
): Promise<FastifyReply> {
  const { typed = "", refusal, byLink = false, unsent = "" } = told;
  const fault = byLink ? deadLink : { field: "code", message: refusal?.message ?? "" };
  const errors = refusal ? [fault] : [];
  const csrf = formToken(request, reply, web);
  const open = portalSecretOf(request) !== undefined && unsent === "";
  const page = <EnterPage {...{ web, csrf, typed, errors, open, unsent }} />;
  return render(reply, page, refusal?.status ?? (unsent ? 401 : 200));
}

async function write(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = triedFormOf(request);
  const typed = form.text("text");
  const reporter = await outsiderOf(request);
  if (!reporter) return showDoor(web, request, reply, { unsent: typed });
  try {
    if (form.refusal) throw form.refusal;
    await perform(web.context, sendMessage, reporter, { caseId: reporter.caseId, text: typed });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const errors = [{ field: "text", message: sentenceOf(error) }];
    return showCase(web, request, reply, { typed, errors, status: error.status });
  }
  return seeOther(reply, "/portal/case?sent=yes");
}

function sentenceOf(error: Refusal): string {
  if (error.code === "form.stale")
    return "Please send it once more: this page had been open for long.";
  return error instanceof InvalidInput ? textFault(error) : error.message;
}

function textFault(error: InvalidInput): string {
  const fault = error.faults.find(({ field }) => field === "text");
  if (!fault) throw error;
  return /^[a-z]/.test(fault.message) ? `The message ${fault.message}.` : fault.message;
}
