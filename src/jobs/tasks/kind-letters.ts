/** The letters of what is no flaw: where to turn in a live incident, and what was decided of a matter. */
import { supportChannelLines } from "../../core/policy/support-channels.ts";
import { decisionsOf } from "../../store/cases/decision-reader.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import type { Context } from "../../store/context.ts";
import type { EventView } from "../../store/events/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import type { CaseLetter } from "./case-letter.ts";
import { notice, type Write } from "./notice-letter.ts";

export const kindLetters: Readonly<Partial<Record<string, Write>>> = {
  "message.kept": redirect,
  "kind.changed": redirectAfterChange,
  "matter.telling": tellMatter,
};

/** Taken back within the time that it waited, it does not leave. */
async function redirect(_context: Context, _tx: Tx, to: CaseLetter, event: EventView) {
  const stands = to.head.tray === "kept" && to.head.kind === event.body.as;
  return stands && event.body.as === "live-incident" ? whereToTurn(to) : undefined;
}

/** Not a second time to whoever was sent on already. */
async function redirectAfterChange(_context: Context, tx: Tx, to: CaseLetter) {
  const { redirected } = await factsOf(tx, to.head.caseId);
  return to.head.kind === "live-incident" && !redirected ? whereToTurn(to) : undefined;
}

function whereToTurn(to: CaseLetter) {
  const supportChannels = supportChannelLines(to.policy, to.language);
  return notice(to, "live-incident", { supportChannels });
}

/** Everybody who takes part reads the newest decision, each in their own thread; never a proposal. */
async function tellMatter(context: Context, tx: Tx, to: CaseLetter) {
  const decisions = await decisionsOf(context, tx, to.head.caseId);
  const newest = decisions.find(({ kind, standing }) => kind === "conclusion" && standing === null);
  if (!newest) return undefined;
  const { outcome, explanation } = newest;
  return notice(to, "matter-decision", { ruling: outcome, explanation: explanation.trim() });
}
