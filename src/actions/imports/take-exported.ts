/**
 * Takes one report of a platform's export as any other report: each once by its name at the site, whether
 * it came from a file or from the site itself. Of one that is here it keeps how it stands there by now.
 */
import { z } from "zod";
import { staffSide } from "../../core/cases/sides.ts";
import type { StateMoved } from "../../core/imports/export-told.ts";
import type { ExportedReport } from "../../core/imports/exported-report.ts";
import { permit } from "../../core/people/permit.ts";
import { productNotNamed } from "../../core/reports/arrival.ts";
import { arrivalOfOutside, markOfOutside } from "../../core/reports/outside-report.ts";
import { lockHeadOfCase, policyOf } from "../../store/cases/head-reader.ts";
import { refreshHead } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import { countTaken } from "../../store/imports/writer.ts";
import {
  putStateElsewhere,
  type TakenElsewhere,
  takenElsewhere,
} from "../../store/intake/elsewhere-writer.ts";
import { isTaken } from "../../store/intake/outside-writer.ts";
import { takeOriginalWithin } from "../../store/intake/taking-writer.ts";
import { sealOriginal } from "../../store/intake/writer.ts";
import { keyOf } from "../../store/sealing/object-keys.ts";
import type { Tx } from "../../store/transaction.ts";
import { defineAction } from "../action.ts";
import { recordOnCase } from "../on-case.ts";

export const takeExported = defineAction({
  deed: "take-exported",
  title: "Take a report of an export",
  summary: "Takes one report of a platform's export, or keeps how it stands there. Sends nothing.",
  path: null,
  input: z.object({
    report: z
      .custom<ExportedReport>((value) => typeof value === "object" && value !== null)
      .meta({ title: "The report as its file has it" }),
    dryRun: z.boolean().meta({ title: "Only say whether it is there" }),
    importId: z.uuid().meta({ title: "The import that it is part of" }),
  }),
  async run(
    context,
    actor,
    { report, dryRun, importId },
  ): Promise<{ known: boolean; moved: StateMoved | null }> {
    permit(actor, "take-exported");
    const onceAs = markOfOutside(report);
    const hash = context.masterKey.hash("source-hash", onceAs);
    const known = await context.transaction(actor, async (tx) => {
      if (!(await isTaken(tx, hash))) return undefined;
      const moved = await keepState(context, tx, hash, report, dryRun);
      if (moved && !dryRun) await countTaken(tx, importId, "changed");
      return { moved };
    });
    if (known || dryRun) return { known: known !== undefined, moved: known?.moved ?? null };
    const bytes = Buffer.from(
      JSON.stringify(arrivalOfOutside(report, productNotNamed, context.now())),
    );
    const original = { channel: "api" as const, bytes, receiptHash: null, once: true, onceAs };
    const sealed = await sealOriginal(context, original);
    await context.transaction(actor, async (tx) => {
      await takeOriginalWithin(context, tx, sealed);
      await countTaken(tx, importId, "added");
    });
    return { known: false, moved: null };
  },
});

async function keepState(
  context: Context,
  tx: Tx,
  hash: Buffer,
  { number, state }: ExportedReport,
  dryRun: boolean,
): Promise<StateMoved | null> {
  if (!state) return null;
  const seen = await takenElsewhere(context, tx, hash);
  if (!seen || wordOf(seen) === state) return null;
  if (dryRun) return { number, before: wordOf(seen), after: state };
  const { caseId, reportId } = seen;
  const head = await lockHeadOfCase(tx, caseId);
  // Behind the lock: another import of the same may have kept it meanwhile.
  const found = await takenElsewhere(context, tx, hash);
  const before = found ? wordOf(found) : null;
  if (!found || before === state) return null;
  const key = await keyOf(context, tx, caseId);
  const eventId = await recordOnCase(
    context,
    tx,
    { caseId, policy: policyOf(context, head) },
    {
      sideId: staffSide,
      type: "report.moved-elsewhere",
      body: { reportId },
      text: { key, plain: before === null ? state : `${before} → ${state}` },
    },
  );
  const kept = { word: state, seenAt: context.now().toISOString() };
  await putStateElsewhere(context, tx, found, kept, eventId);
  await refreshHead(context, tx, caseId, eventId);
  return { number, before, after: state };
}

function wordOf({ content }: TakenElsewhere): string | null {
  return content.elsewhere?.state?.word ?? null;
}
