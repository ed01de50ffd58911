/** The letters to whoever reported what was known before: since when, and how the work on it goes on. */
import type { LetterValues } from "../../formats/letters/write-letter.ts";
import { letter } from "../../mail/templates/letter.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import { knownOf } from "../../store/links/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseLetter } from "./case-letter.ts";
import { endsMetBy } from "./ends-of-case.ts";
import { type NoticeLetter, notice, type Write } from "./notice-letter.ts";

export const duplicateLetters: Readonly<Record<string, Write>> = {
  "duplicate.known": tellKnown,
  "duplicate.ended": async (_context, _tx, to) => notice(to, "earlier-news", { news: "apart" }),
  "earlier.progressed": tellProgress,
};

/** It is the decision on relevancy, in words of its own. */
export async function duplicateLetter(
  tx: Tx,
  to: CaseLetter,
  explanation: string,
): Promise<NoticeLetter> {
  const known = await knownOf(tx, to.head.caseId);
  const dated: LetterValues = known
    ? { dated: "yes", knownSince: new Date(known.since), proof: known.proof }
    : { dated: "no" };
  const written = letter(to, "duplicate", { explanation: explanation.trim(), ...dated });
  return { template: "relevancy", letter: written };
}

/** The decision was told before; since when it was known is told now. */
async function tellKnown(context: Context, tx: Tx, to: CaseLetter) {
  // Taken back meanwhile, there is nothing to tell.
  if (!(await knownOf(tx, to.head.caseId))) return undefined;
  const all = await decisionsOf(context, tx, to.head.caseId);
  const decision = all.find(
    ({ kind, standing, reasons }) =>
      kind === "relevancy" && standing === null && reasons.includes("duplicate"),
  );
  return decision && duplicateLetter(tx, to, decision.explanation);
}

async function tellProgress(context: Context, tx: Tx, to: CaseLetter, event: EventView) {
  if (!(await knownOf(tx, to.head.caseId))) return undefined;
  const { step, by, number } = event.body;
  const id = typeof number === "string" ? number : undefined;
  return notice({ ...to, met: endsMetBy(event) }, "earlier-news", {
    news: String(step),
    ...(typeof by === "string" ? { by: new Date(by) } : {}),
    ...(id
      ? {
          advisoryId: id,
          advisoryUrl: `${context.baseUrl}/publications/${encodeURIComponent(id)}`,
        }
      : {}),
  });
}
