/** Takes the queue's form: one deed for each ticked case, and leads back to where it was sent from. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import {
  type DoneMany,
  doMany,
  type ManyDeed,
  manyDeeds,
  takeBackLabels,
  takeBackOwners,
} from "../../actions/console/do-many.ts";
import type { DoneForCases } from "../../actions/each-case.ts";
import { InvalidInput } from "../../actions/invalid-input.ts";
import { Refusal } from "../../core/refusal.ts";
import { isUuid } from "../../lib/uuid7.ts";
import { queueRowsOf } from "../../store/cases/queue-reader.ts";
import { staffOf } from "../server/actor-of.ts";
import { seeOther } from "../server/answers.ts";
import { noteRefusal } from "../server/note-refusal.ts";
import { formOf, type SentForm } from "../server/sent-form.ts";
import type { WebContext } from "../server/web-context.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { askedOf, hrefOf } from "./queue-address.ts";
import { queueFormPath, type SentBulk } from "./queue-bulk.tsx";
import { labelMark } from "./queue-done.ts";
import { showQueue } from "./queue-page.tsx";
import { rulingFor } from "./ruling-link.tsx";

/** A page of the queue, and as many again. */
const casesMax = 50;

export function doManyRoutes(app: FastifyInstance, web: WebContext): void {
  app.post(queueFormPath, async (request, reply) => {
    const at = await asking(web, request, reply);
    const form = formOf(request);
    const caseIds = form.all("case").filter(isUuid).slice(0, casesMax);
    if (caseIds.length === 0) throw new Refusal("queue.nothing-chosen");
    const deed = form.text("do");
    if (deed === "ruling") return seeOther(reply, rulingFor(caseIds));
    const many = manyOf(form, at.staff.id);
    const result = await doMany(web.context, at.staff, caseIds, many);
    return answer(at, form, deed, result);
  });

  app.post(`${queueFormPath}/undo`, async (request, reply) => {
    const at = await asking(web, request, reply);
    const form = formOf(request);
    const caseIds = form.all("case").filter(isUuid).slice(0, casesMax);
    if (caseIds.length === 0) throw new Refusal("queue.nothing-chosen");
    const label = form.text("label");
    const taken =
      label === ""
        ? await takeBackOwners(web.context, at.staff, caseIds)
        : await takeBackLabels(web.context, at.staff, caseIds, label);
    return answer(at, form, label === "" ? "undo" : "unlabel", { ...taken, undo: [] });
  });
}

async function asking(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<ConsoleRequest> {
  return { request, reply, web, staff: await staffOf(request) };
}

function manyOf(form: SentForm, own: string): ManyDeed {
  const deed = manyDeeds.find((each) => each === form.text("do"));
  if (form.text("do") === "take") return { deed: "assign", ownerId: own };
  if (deed === "assign") return { deed, ownerId: form.text("ownerId") };
  if (deed === "note") return { deed, text: form.text("text") };
  if (deed === "label") return { deed, label: form.text("label") };
  if (deed === "severity") return { deed, band: form.text("band") };
  if (deed === "kind") return { deed, kind: form.text("kind"), reason: form.text("reason") };
  throw new Refusal("queue.nothing-chosen");
}

async function answer(
  at: ConsoleRequest,
  form: SentForm,
  deed: string,
  { done, refused, undo }: DoneMany,
): Promise<FastifyReply> {
  const asked = askedIn(form.text("back"));
  if (refused.length === 0) {
    const back = new URL(hrefOf(asked), "http://console.example");
    back.searchParams.set("done", deed);
    back.searchParams.set("count", String(done.length));
    if (undo.length > 0) back.searchParams.set("undo", undo.join(","));
    if (undo.length > 0 && deed === "label") {
      back.searchParams.set("unlabel", labelMark(at, form.text("label")));
    }
    return seeOther(at.reply, `${back.pathname}${back.search}`);
  }
  for (const { refusal } of refused) await noteRefusal(at.web, at.request, refusal);
  const [first] = refused;
  const invalid = first?.refusal instanceof InvalidInput ? first.refusal.faults[0] : undefined;
  const sent: SentBulk = {
    values: valuesOf(form),
    picked: new Set(refused.map(({ caseId }) => caseId)),
    error: invalid && { field: invalid.field, says: invalid.message },
    done: done.length,
    undo,
    // A field that was not understood was so for all of them: it is said at the field.
    refused: invalid ? [] : await named(at, refused),
  };
  return showQueue(at, asked, sent);
}

async function named(at: ConsoleRequest, refused: DoneForCases["refused"]) {
  const { context } = at.web;
  const ids = refused.map(({ caseId }) => caseId);
  const rows = await context.transaction(at.staff, (tx) => queueRowsOf(context, tx, ids));
  const references = new Map(rows.map(({ caseId, reference }) => [caseId, reference]));
  return refused.map(({ caseId, refusal }) => ({
    reference: references.get(caseId) ?? "A case that you do not see",
    refusal,
  }));
}

function valuesOf(form: SentForm): SentBulk["values"] {
  const text = (name: string) => form.text(name);
  return {
    do: text("do"),
    ownerId: text("ownerId"),
    text: text("text"),
    label: text("label"),
    band: text("band"),
    kind: text("kind"),
    reason: text("reason"),
  };
}

/** Only what an address of the queue can say: a form leads nowhere else. */
function askedIn(back: string) {
  const query = back.startsWith("/console?") ? back.slice("/console?".length) : "";
  return askedOf(Object.fromEntries(new URLSearchParams(query)));
}
