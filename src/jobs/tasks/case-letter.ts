/** Gathers what letters to a party of a case say besides their matter: who we are, where the portal is. */
import { isRunning } from "../../core/clocks/clock.ts";
import { promiseOf } from "../../core/clocks/promises.ts";
import { endsMet } from "../../core/letters/confidentiality.ts";
import { letterVariables } from "../../core/letters/letter-variables.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { wordingOf } from "../../core/policy/promise-terms.ts";
import { inLanguage } from "../../core/policy/text.ts";
import type { PromisedDate } from "../../formats/letters/write-letter.ts";
import type { LetterFacts, LetterTeam } from "../../mail/templates/letter.ts";
import { type CaseHead, headOf, policyOf } from "../../store/cases/head-reader.ts";
import { type ClockRow, clocksOf } from "../../store/clocks/reader.ts";
import type { Context } from "../../store/context.ts";
import { publicKeysOf } from "../../store/keys/reader.ts";
import { type Identity, identityOf, type PartyRow, partiesOf } from "../../store/parties/reader.ts";
import { referencesOf } from "../../store/references/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { endsOfCase } from "./ends-of-case.ts";

export interface CaseLetter extends LetterFacts {
  readonly head: CaseHead;
  readonly policy: Policy;
  readonly party: PartyRow;
  readonly identity: Identity;
  /** Opens the report; travels encrypted alone. */
  readonly letterLink: string;
}

/** Undefined where the case or the party is gone, or the identity was erased. */
export async function caseLetter(
  context: Context,
  tx: Tx,
  caseId: string,
  which: (party: PartyRow) => boolean,
): Promise<CaseLetter | undefined> {
  const head = await headOf(tx, caseId);
  const party = (await partiesOf(tx, caseId)).find(which);
  const identity = party && (await identityOf(context, tx, party.partyId));
  if (!head || !identity) return undefined;
  const policy = policyOf(context, head);
  const [key] = await publicKeysOf(tx, "mail");
  const portalLink = `${context.baseUrl}/portal/link/${identity.portalToken}`;
  const references = await referencesOf(context, tx, caseId);
  return {
    head,
    policy,
    party,
    identity,
    language: party.language,
    team: letterTeam(policy, party.language, context.baseUrl, key?.fingerprint ?? null),
    reference: head.reference,
    theirReferences: references
      .filter(({ partyId }) => partyId === party.partyId)
      .map(({ text }) => text),
    portalLink,
    letterLink: identity.letterToken
      ? `${context.baseUrl}/portal/letter/${identity.letterToken}`
      : portalLink,
    promises: promisesTo(party.partyId, await clocksOf(tx, caseId), policy),
    timeZone: policy.channels.officeHours.zone,
    now: context.now(),
    met: endsMet(await endsOfCase(context, tx, caseId)),
  };
}

function letterTeam(
  policy: Policy,
  language: string,
  baseUrl: string,
  fingerprint: string | null,
): LetterTeam {
  const rewards = inLanguage(policy.rewards, language);
  return {
    organisation: policy.organisation.name,
    teamName: policy.organisation.teamName,
    address: policy.channels.reportAddress,
    policyUrl: `${baseUrl}/policy`,
    fingerprint,
    liveIncidentText: inLanguage(policy.liveIncident.text, language),
    rewardsText: rewards === "" ? null : rewards,
  };
}

/** Only what may be called promised: a target is never shown as a promise. */
function promisesTo(partyId: string, clocks: readonly ClockRow[], policy: Policy): PromisedDate[] {
  // A promise that no letter has words for is not told in one.
  const told = letterVariables.promise.options?.map((each) => each.replaceAll("_", "-"));
  return clocks.flatMap((clock) => {
    const terms = policy.promises[clock.promise];
    const ours = clock.owedTo === partyId && promiseOf(clock.promise).owedBy === "us";
    if (!told?.includes(clock.promise) || !terms || !ours) return [];
    if (!clock.dueAt || clock.pausedAt || !isRunning(clock)) return [];
    return wordingOf(terms) === "promised" ? [{ promise: clock.promise, by: clock.dueAt }] : [];
  });
}
