/**
 * Stands before a letter to one party: it names nobody who is withheld from that party, and asks
 * nothing personal of somebody who stays unnamed (VEN-23). A party's own name is not withheld from it.
 */
import { asksPersonalData } from "../../core/identity/asks-personal-data.ts";
import type { Outgoing } from "../../core/identity/scan-names.ts";
import type { Actor } from "../../core/people/actor.ts";
import { Refusal } from "../../core/refusal.ts";
import type { Context } from "../../store/context.ts";
import { identityOf } from "../../store/parties/reader.ts";
import { nameGuard } from "./name-guard.ts";

const reader: Actor = { kind: "system", task: "name-guard" };

export interface LetterGuard {
  /** Refuses with identity.would-leak or identity.asks-personal-data. */
  mustPass(pseudonym: string, texts: readonly Outgoing[]): void;
  /** Whether a name in it blocks; a letter of ours asks for nothing by its making. */
  leaks(texts: readonly Outgoing[]): boolean;
}

export async function letterGuard(
  context: Context,
  caseId: string,
  partyId: string | undefined,
): Promise<LetterGuard> {
  const ids = partyId ? [partyId] : [];
  const guard = await nameGuard(context, caseId, { kind: "recipients", ids });
  const unnamed = partyId !== undefined && (await isUnnamed(context, partyId));
  return {
    mustPass(pseudonym, texts) {
      guard.mustPass(texts);
      const [sentence] = unnamed ? texts.flatMap(({ text }) => asksPersonalData(text)) : [];
      if (sentence !== undefined) {
        const said = sentence.length > 200 ? `${sentence.slice(0, 200)} …` : sentence;
        throw new Refusal("identity.asks-personal-data", { party: pseudonym, sentence: said });
      }
    },
    leaks: (texts) => guard.findings(texts).some(({ blocks }) => blocks),
  };
}

/** No name, no organisation, no address: whoever reports so stays so. */
async function isUnnamed(context: Context, partyId: string): Promise<boolean> {
  const identity = await context.transaction(reader, (tx) => identityOf(context, tx, partyId));
  const { name, handle, organisation, email, telephone } = identity ?? {};
  return identity !== undefined && ![name, handle, organisation, email, telephone].some(Boolean);
}
