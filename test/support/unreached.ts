/** Closes a case whose reporter nobody reaches: what shows it is put on record first, as the product asks. */
import { perform } from "../../src/actions/action.ts";
import { closeCase } from "../../src/actions/decisions/close-case.ts";
import { recordStanding } from "../../src/actions/decisions/record-standing.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import type { Context } from "../../src/store/context.ts";

const whatShowsIt = "Three mails that followed the report came back undelivered.";

export async function closeUnreached(
  context: Context,
  actor: Actor,
  caseId: string,
  as: "unreachable" | "opted-out" = "unreachable",
): Promise<void> {
  const attempts = [
    { on: context.now().toISOString().slice(0, 10), how: "A mail, which came back" },
  ];
  const found = { caseId, outcome: as, words: whatShowsIt, attempts };
  await perform(context, recordStanding, actor, found);
  await perform(context, closeCase, actor, { caseId, reason: `reporter-${as}` });
}
