/**
 * Carries out an erasure that was approved: takes the keys, writes the log outside the database, and
 * lets go the person's other cases. Looks once more for holds; waits for the letter that tells them.
 */
import { z } from "zod";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import type { ErasureEntry } from "../../store/retention/erasure-log.ts";
import {
  type ErasureRow,
  erasureOf,
  lockErasure,
  objectsErased,
} from "../../store/retention/erasure-reader.ts";
import { updateErasure } from "../../store/retention/erasure-writer.ts";
import { isHeld } from "../../store/retention/hold-reader.ts";
import {
  type ErasureSubject,
  filesOf,
  heldElsewhere,
  objectsOf,
} from "../../store/retention/objects-reader.ts";
import { lettersOwed, samePersonElsewhere } from "../../store/retention/person-reader.ts";
import { holdErasureLog, shred } from "../../store/retention/shred-writer.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { eraseElsewhere } from "./erase-elsewhere.ts";
import { type KeptCaseDesk, onKeptCase } from "./on-kept-case.ts";

/** So long a letter may be tried; then the person goes without having been told. */
const letterDays = 3;
const againMs = 10 * 60_000;

export const erase = defineAction({
  deed: "erase",
  title: "Erase",
  summary: "Carries out an erasure that was approved.",
  path: null,
  input: z.object({
    caseId: z.uuid().meta({ title: "Case" }),
    erasureId: z.uuid().meta({ title: "Erasure" }),
  }),
  async run(context, actor, { caseId, erasureId }) {
    // The person's other cases are let go with this one; two who start from two of them meet in one order.
    let locked: readonly string[] = [];
    const others = async (tx: Tx) => {
      locked = await casesElsewhere(tx, await erasureOf(tx, caseId, erasureId));
      return locked;
    };
    const work = async (desk: KeptCaseDesk) => {
      const erasure = await lockErasure(desk.tx, caseId, erasureId);
      if (!erasure) throw new Refusal("retention.unknown");
      // Done before: only files may be left that could not be removed then.
      if (erasure.state === "erased") return filesLeft(desk.tx, erasure);
      if (erasure.state !== "approved") return [];
      if (await stops(context, desk, erasure, locked)) return [];
      return carryOut(context, desk, erasure);
    };
    const files = await onKeptCase(context, actor, "erase", caseId, work, others);
    for (const fileId of files) await context.files.remove(fileId).catch(ignoreAbsent);
    return { filesRemoved: files.length };
  },
});

/** What was to be erased stays where a hold was placed since, and waits for a letter on its way. */
async function stops(
  context: Context,
  { tx, record }: KeptCaseDesk,
  erasure: ErasureRow,
  locked: readonly string[],
): Promise<boolean> {
  const { caseId, erasureId, sideId, subjectId } = erasure;
  const party = erasure.scope === "identity" ? subjectId : null;
  if (await isHeld(tx, caseId, party)) {
    const eventId = await record({ sideId, type: "erasure.held", body: { erasureId } });
    const state = erasure.reason === "request" ? "requested" : "due";
    const nobody = { approved_by: null, approved_at: null, confirmed_by: null, confirmed_at: null };
    await updateErasure(context, tx, erasureId, { state, ...nobody }, eventId);
    return true;
  }
  if (!party) return false;
  // They wrote once more meanwhile: that case is to be locked with the others.
  const now = await casesElsewhere(tx, erasure);
  if (now.some((each) => !locked.includes(each))) {
    await owe(context, tx, "erase", { caseId, subjectId: erasureId });
    return true;
  }
  const waited = +context.now() - +(erasure.approvedAt ?? context.now());
  if (waited > letterDays * 86_400_000 || (await lettersOwed(tx, party)) === 0) return false;
  const startAfter = new Date(+context.now() + againMs);
  await owe(context, tx, "erase", { caseId, subjectId: erasureId, startAfter });
  return true;
}

/** The other cases that an erasure of this person reaches. */
async function casesElsewhere(tx: Tx, erasure: ErasureRow | undefined): Promise<string[]> {
  if (erasure?.scope !== "identity") return [];
  const others = await samePersonElsewhere(tx, erasure.subjectId);
  return others.map((other) => other.caseId);
}

async function carryOut(
  context: Context,
  { tx, record }: KeptCaseDesk,
  erasure: ErasureRow,
): Promise<string[]> {
  const { caseId, erasureId, scope, subjectId } = erasure;
  const others = scope === "identity" ? await samePersonElsewhere(tx, subjectId) : [];
  const objects = await objectsOf(tx, erasure);
  const files = await filesThatGo(tx, erasure, objects);
  const eventId = await record({
    sideId: erasure.sideId,
    type: "content.erased",
    body: {
      ...{ erasureId, scope, subjectId, reason: erasure.reason, clause: erasure.clause },
      ...{ objects: objects.length, files: files.length },
      ...{ confirmedBy: erasure.confirmedBy, approvedBy: erasure.approvedBy },
    },
  });
  await endErasure(context, tx, erasureId, eventId);
  await shred(context, tx, { caseId, scope, subjectId, erasureId, eventId, objects });
  await eraseElsewhere(context, tx, others, erasure);
  await holdErasureLog(tx);
  await context.erasureLog.append(entryOf(erasure, context.now()));
  // A file that could not be removed at once is removed when the task runs again.
  await owe(context, tx, "erase", { caseId, subjectId: erasureId });
  return files;
}

async function endErasure(context: Context, tx: Tx, erasureId: string, eventId: EventId) {
  const change = { state: "erased", ended_at: context.now() };
  await updateErasure(context, tx, erasureId, change, eventId);
}

async function filesThatGo(
  tx: Tx,
  subject: ErasureSubject,
  objects: readonly { readonly objectId: string }[],
): Promise<string[]> {
  const ids = objects.map(({ objectId }) => objectId);
  const elsewhere = await heldElsewhere(tx, subject.caseId, ids);
  return filesOf(
    tx,
    subject,
    ids.filter((id) => !elsewhere.has(id)),
  );
}

async function filesLeft(tx: Tx, erasure: ErasureRow): Promise<string[]> {
  return filesThatGo(tx, erasure, await objectsErased(tx, erasure.erasureId));
}

function entryOf(erasure: ErasureRow, erasedAt: Date): ErasureEntry {
  return {
    erasureId: erasure.erasureId,
    caseId: erasure.caseId,
    scope: erasure.scope,
    subjectId: erasure.subjectId,
    reason: erasure.reason,
    clause: erasure.clause,
    policyVersion: erasure.policyVersion,
    confirmedBy: erasure.confirmedBy,
    approvedBy: erasure.approvedBy,
    dueAt: erasure.dueAt.toISOString(),
    erasedAt: erasedAt.toISOString(),
  };
}

/** Gone already is as good as removed now. */
function ignoreAbsent(error: unknown): void {
  if ((error as { code?: string }).code !== "ENOENT") throw error;
}
