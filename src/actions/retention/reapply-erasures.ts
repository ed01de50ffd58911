/**
 * Erases again what the log outside the database says was erased, where a restored backup brought keys
 * back. Runs at every start and every day; where nothing came back it changes nothing.
 */
import { staffSide } from "../../core/cases/sides.ts";
import { lockHeadOfCase } from "../../store/cases/head-reader.ts";
import { refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent } from "../../store/events/writer.ts";
import type { ErasureEntry } from "../../store/retention/erasure-log.ts";
import { lockErasure } from "../../store/retention/erasure-reader.ts";
import { insertErasure, updateErasure } from "../../store/retention/erasure-writer.ts";
import { isHeld } from "../../store/retention/hold-reader.ts";
import { caseIsThere } from "../../store/retention/kept-cases-reader.ts";
import { filesOf, heldElsewhere, objectsOf } from "../../store/retention/objects-reader.ts";
import { shred } from "../../store/retention/shred-writer.ts";
import { reapplyCustomer } from "./erase-customer.ts";
import { logMissing, reapplyAccount } from "./reapply-accounts.ts";

const actor = { kind: "system", task: "reapply-erasures" } as const;

/**
 * Returns how many erasures, of customers too, and closings of accounts had to be done again. Throws at the end where
 * one of them failed, which keeps none of the others, or where a line of the log is not ours.
 */
export async function reapplyErasures(context: Context): Promise<number> {
  const { entries, accounts, customers, forged } = await context.erasureLog.read();
  const again = [
    ...entries.map((entry) => () => reapply(context, entry)),
    ...accounts.map((entry) => () => reapplyAccount(context, entry)),
    ...customers.map((entry) => () => reapplyCustomer(context, entry)),
  ];
  let count = 0;
  const failed: unknown[] = [];
  for (const one of again) {
    await one().then(
      (done) => {
        count += done ? 1 : 0;
      },
      (error: unknown) => failed.push(error),
    );
  }
  await logMissing(context, accounts);
  if (failed.length > 0) throw new AggregateError(failed, `${failed.length} were not done again`);
  if (forged.length > 0) {
    throw new Error(`line ${forged[0]} of the log of erasures is not as it was written`);
  }
  return count;
}

async function reapply(context: Context, entry: ErasureEntry): Promise<boolean> {
  const { erasureId, caseId, scope, subjectId } = entry;
  const subject = { caseId, scope, subjectId };
  const files = await context.transaction(actor, async (tx) => {
    if (!(await caseIsThere(tx, caseId))) return undefined;
    const objects = await objectsOf(tx, subject);
    if (objects.length === 0) return undefined;
    await lockHeadOfCase(tx, caseId);
    // Cut off between the log and its commit, and held since: then it was never carried out.
    const party = scope === "identity" ? subjectId : null;
    if (await isHeld(tx, caseId, party, new Date(entry.erasedAt))) return undefined;
    const known = await lockErasure(tx, caseId, erasureId);
    const sideId = scope === "content" ? staffSide : (objects[0]?.sideId ?? staffSide);
    const eventId = await appendEvent(context, tx, {
      caseId,
      sideId,
      type: "content.erased",
      body: {
        ...{ erasureId, scope, subjectId, reason: entry.reason, clause: entry.clause },
        ...{ objects: objects.length, again: true },
        ...{ confirmedBy: entry.confirmedBy, approvedBy: entry.approvedBy },
      },
    });
    if (known) {
      const change = { state: "erased", ended_at: context.now() };
      await updateErasure(context, tx, erasureId, change, eventId);
    } else {
      const { reason, clause, policyVersion, confirmedBy, approvedBy } = entry;
      const erasure = { ...subject, erasureId, sideId, reason, clause, policyVersion };
      const by = { confirmedBy, approvedBy, dueAt: new Date(entry.dueAt) };
      const ended = { state: "erased", endedAt: context.now() } as const;
      await insertErasure(context, tx, { ...erasure, ...by, ...ended }, eventId);
    }
    const ids = objects.map(({ objectId }) => objectId);
    const elsewhere = await heldElsewhere(tx, caseId, ids);
    const found = await filesOf(
      tx,
      subject,
      ids.filter((id) => !elsewhere.has(id)),
    );
    await shred(context, tx, { ...subject, erasureId, eventId, objects });
    await refreshHead(context, tx, caseId, eventId);
    return found;
  });
  for (const fileId of files ?? []) {
    await context.files.remove(fileId).catch((error: unknown) => {
      if ((error as { code?: string }).code !== "ENOENT") throw error;
    });
  }
  return files !== undefined;
}
