/**
 * Keeps and drops drafts of the forms on a case. A script asks for JSON; without it the page comes back
 * with the words in their fields.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { perform } from "../../actions/action.ts";
import { dropDraft } from "../../actions/drafts/drop-draft.ts";
import { keepDraft } from "../../actions/drafts/keep-draft.ts";
import { deedOfDraft } from "../../core/drafts/draft.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { FormValues } from "../../lib/form-description.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import type { Context } from "../../store/context.ts";
import { type Staff, staffOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { formOf } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import { casePath, viewOf } from "./at-case.ts";
import { caseDeedOf } from "./case-deeds.ts";
import { draftField } from "./draft-of-form.tsx";

type Asked = { readonly form?: string; readonly view?: string };

export function draftsRoutes(app: FastifyInstance, web: WebContext): void {
  app.post("/console/cases/:reference/drafts", async (request, reply) => {
    const { staff, reference, form, view } = await askedOf(request);
    const caseId = await caseIdOf(web.context, staff, reference);
    const values = withoutOwn(formOf(request).values);
    const kept = await perform(web.context, keepDraft, staff, { caseId, form, view, values });
    if (wantsJson(request)) return reply.send(kept);
    return seeOther(reply, `${casePath(reference, view)}?done=keep-draft`);
  });
  app.post("/console/cases/:reference/drafts/removal", async (request, reply) => {
    const { staff, reference, form, view } = await askedOf(request);
    formOf(request);
    const caseId = await caseIdOf(web.context, staff, reference);
    await perform(web.context, dropDraft, staff, { caseId, form });
    return seeOther(reply, `${casePath(reference, view)}?done=drop-draft`);
  });
}

/** The draft of a form that was sent is gone; whoever left the case by it has none there any more. */
export async function dropSent(
  context: Context,
  staff: Staff,
  caseId: string,
  values: FormValues,
): Promise<void> {
  const form = values[draftField];
  if (typeof form !== "string") return;
  try {
    await perform(context, dropDraft, staff, { caseId, form });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

async function askedOf(request: FastifyRequest) {
  const staff = await staffOf(request);
  const { reference } = request.params as { reference: string };
  const { form = "", view } = request.query as Asked;
  // A form that is none is refused by the deed, once it is known that there is such a case for them.
  const known = caseDeedOf(deedOfDraft(form)) ? form : "";
  return { staff, reference, form: known, view: viewOf(view) };
}

async function caseIdOf(context: Context, staff: Staff, reference: string): Promise<string> {
  return context.transaction(staff, async (tx) => {
    const head = await headOf(tx, reference);
    if (!head) throw new Refusal("access.not-found");
    permit(staff, "keep-draft", await membershipOf(tx, head.caseId));
    return head.caseId;
  });
}

/** The form's own words: not its token, and not what names the draft. */
function withoutOwn(values: Readonly<Record<string, string | string[]>>) {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !name.startsWith("_")));
}

function wantsJson({ headers }: FastifyRequest): boolean {
  return headers.accept === "application/json";
}
