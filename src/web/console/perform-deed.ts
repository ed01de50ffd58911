/**
 * Takes the form of any deed on a case: reads it by the deed's own description, does the deed, and
 * leads back to the page. Refused, the page shows again with every word that was sent.
 */
import type { FastifyInstance } from "fastify";
import { type Action, perform } from "../../actions/action.ts";
import { inputOfForm } from "../../actions/input-of-form.ts";
import { Refusal } from "../../core/refusal.ts";
import type { FormValues } from "../../lib/form-description.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import type { Context } from "../../store/context.ts";
import { type Staff, staffOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { noteRefusal } from "../server/note-refusal.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath, viewOf } from "./at-case.ts";
import { type CaseDeed, caseDeedOf } from "./case-deeds.ts";
import { showCase } from "./case-page.tsx";
import { dropSent } from "./drafts-routes.ts";
import { sendFile } from "./send-file.ts";
import { showSigner, signerIn } from "./signer-page.tsx";
import { withProductIds } from "./typed-products.ts";
import { identityIn, showIdentity } from "./vault-page.tsx";
import { vectorOfChoices } from "./vector-of-choices.ts";

type Params = { reference: string; deed: string };

export function performDeedRoutes(app: FastifyInstance, web: WebContext): void {
  app.post("/console/cases/:reference/deeds/:deed", async (request, reply) => {
    const staff = await staffOf(request);
    const { reference, deed } = request.params as Params;
    const found = caseDeedOf(deed);
    if (!found) throw new Refusal("access.not-found");
    const { values } = formOf(request);
    const view = viewOf((request.query as { view?: string }).view);
    try {
      const caseId = await caseIdOf(web.context, staff, reference);
      const done = await performForm(web.context, staff, found, values, caseId);
      await dropSent(web.context, staff, caseId, values);
      const opened = identityIn(done);
      if (opened) return showIdentity({ request, reply, web, staff }, reference, opened);
      const signed = signerIn(done);
      if (signed) return showSigner({ request, reply, web, staff }, reference, signed);
      const file = archiveIn(done);
      if (file) return sendFile(reply, file);
      // Whoever left the case sees it no more.
      if (!(await isSeen(web.context, staff, reference))) return seeOther(reply, "/console");
      return seeOther(reply, `${casePath(reference, viewAfter(view, done))}?done=${deed}`);
    } catch (error) {
      if (!isShown(error)) throw error;
      await noteRefusal(web, request, error);
      const at = { request, reply, web, staff };
      return showCase(at, reference, view, { deed, values, refusal: error });
    }
  });
}

/** A deed that makes a file answers with it; the page stays where it is. */
function archiveIn(done: object): { name: string; bytes: Buffer } | undefined {
  const { fileName, archive } = done as { fileName?: unknown; archive?: unknown };
  if (typeof fileName !== "string" || typeof archive !== "string") return undefined;
  return { name: fileName, bytes: Buffer.from(archive, "base64") };
}

async function caseIdOf(context: Context, staff: Staff, reference: string): Promise<string> {
  const head = await context.transaction(staff, (tx) => headOf(tx, reference));
  if (!head) throw new Refusal("access.not-found");
  return head.caseId;
}

async function isSeen(context: Context, staff: Staff, reference: string): Promise<boolean> {
  return (await context.transaction(staff, (tx) => headOf(tx, reference))) !== undefined;
}

async function performForm(
  context: Context,
  staff: Staff,
  { action, form }: CaseDeed,
  values: FormValues,
  caseId: string,
): Promise<object> {
  const chosen = action.deed === "score-vulnerability" ? vectorOfChoices(values) : values;
  // The case is the one of the address, whatever the body says.
  const meant = await withProductIds(context, staff, chosen);
  const input = { ...inputOfForm(form, meant), caseId };
  return perform<Action["input"], object>(context, action, staff, input);
}

/** A new draft or a new case is what one wants to see next. */
function viewAfter(view: string, done: object): string {
  // What was split off stands there in a moment.
  if (view === "split") return "links";
  return "number" in done && typeof done.number === "string" ? `publications/${done.number}` : view;
}

/** What a person can mend on the page; for the rest there is no page, or no case for this reader. */
function isShown(error: unknown): error is Refusal {
  if (!(error instanceof Refusal) || error.status >= 500) return false;
  // For a second proof the whole form is carried on by the page that asks for it.
  return error.code !== "access.not-found" && error.code !== "access.step-up";
}
