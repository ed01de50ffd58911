/** Gathers what a case holds about one of its parties: for the worker, once the deed was permitted. */
import type { Policy } from "../../core/policy/policy.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { type Kept, retention } from "../../core/retention/due.ts";
import { type PersonData, personFormat } from "../../core/retention/person-data.ts";
import type { Context } from "../context.ts";
import { threadOf } from "../messages/reader.ts";
import { signersOf } from "../messages/signers.ts";
import { objectionsOf } from "../objections/reader.ts";
import { identityOf, type PartyRow, partiesOf } from "../parties/reader.ts";
import { ownFilesOf, ownReportsOf } from "../portal/own-report-reader.ts";
import { partyCaseOf } from "../portal/party-case-reader.ts";
import { statementsOf } from "../portal/statement-reader.ts";
import type { Tx } from "../transaction.ts";
import { disclosuresOf } from "./disclosed-reader.ts";
import { requestsOfParty } from "./erasure-reader.ts";

/** Undefined where the case has no such party. */
export async function personDataOf(
  context: Context,
  tx: Tx,
  caseId: string,
  partyId: string,
): Promise<PersonData | undefined> {
  const party = (await partiesOf(tx, caseId)).find((each) => each.partyId === partyId);
  const of = party && (await partyCaseOf(tx, partyId));
  if (!party || !of) return undefined;
  const now = context.now();
  const policy =
    context.policies.find(({ version }) => version === of.policyVersion) ?? context.policies.at(-1);
  if (!policy) throw new Error("no policy is loaded");
  const until = (kept: Kept) => endOf(policy, kept, of.closedAt, now);
  const thread = await threadOf(context, tx, caseId);
  const signers = await signersOf(context, tx, partyId);
  const reports = await ownReportsOf(context, tx, partyId);
  const files = await ownFilesOf(context, tx, caseId, partyId);
  const requests = await requestsOfParty(tx, partyId);
  return {
    format: personFormat,
    madeAt: now.toISOString(),
    organisation: policy.organisation.name,
    team: policy.organisation.teamName,
    purpose: inLanguage(policy.privacy.purpose, "en"),
    case: {
      reference: of.reference,
      openedAt: of.openedAt.toISOString(),
      closedAt: of.closedAt?.toISOString() ?? null,
    },
    identity: await identityHeld(context, tx, partyId),
    settings: settingsOf(party),
    reports: reports.map(({ reportId, channel, receivedAt, fields }) => ({
      ...{ reportId, channel, fields, receivedAt: receivedAt.toISOString() },
    })),
    messages: thread
      .filter(({ sideId, direction }) => sideId === partyId && direction !== "internal")
      .map(({ messageId, at, direction, subject, text }) => ({
        at: at.toISOString(),
        from: direction === "in" ? "you" : "us",
        ...{ subject, text },
        ...(signers.has(messageId) ? { signedBy: signers.get(messageId)?.fingerprint ?? "" } : {}),
      })),
    requests: await requestsHeld(context, tx, caseId, partyId),
    files: files.map(({ name, bytes, sha256, addedAt }) => ({
      ...{ name, bytes, sha256: sha256 ?? "", addedAt: addedAt.toISOString() },
    })),
    disclosedTo: await disclosuresOf(context, tx, caseId, partyId),
    erasures: requests
      .filter(({ reason }) => reason === "request")
      .map(({ proposedAt, state, dueAt, endedAt }) => ({
        ...{ askedAt: proposedAt.toISOString(), state, answerBy: dueAt.toISOString() },
        endedAt: endedAt?.toISOString() ?? null,
      })),
    keptUntil: { identity: until("identity"), content: until("content") },
  };
}

async function identityHeld(
  context: Context,
  tx: Tx,
  partyId: string,
): Promise<PersonData["identity"]> {
  const held = await identityOf(context, tx, partyId);
  if (!held) return null;
  const { name, organisation, email, telephone, keyFingerprint, publicKey } = held;
  const signedBy = held.signer?.fingerprint ?? null;
  return { name, organisation, email, telephone, keyFingerprint, publicKey, signedBy };
}

/** What only we say on a party's page: its wall lets it say none of them. */
const ourWords: ReadonlySet<string> = new Set(["given", "refused", "invited"]);

async function requestsHeld(
  context: Context,
  tx: Tx,
  caseId: string,
  partyId: string,
): Promise<PersonData["requests"]> {
  const said = await statementsOf(context, tx, caseId, partyId);
  const objections = (await objectionsOf(context, tx, caseId)).filter(
    (each) => each.partyId === partyId,
  );
  const requests: PersonData["requests"] = [
    ...said.map(({ at, kind, word, on, place, text }) => ({
      ...{ at: at.toISOString(), kind, word, on, place, text },
      from: ourWords.has(word) ? ("us" as const) : ("you" as const),
    })),
    ...objections.flatMap(({ raisedAt, at, state, text, answer }) => {
      const about = { kind: "objection", on: "", place: "" };
      const raised = { ...about, at: raisedAt.toISOString(), word: "raised", text };
      const ended = { ...about, at: at.toISOString(), word: state, text: answer ?? "" };
      const from = answer === null ? ("you" as const) : ("us" as const);
      return [
        { ...raised, from: "you" as const },
        ...(state === "raised" ? [] : [{ ...ended, from }]),
      ];
    }),
  ];
  return requests.toSorted((a, b) => a.at.localeCompare(b.at));
}

function settingsOf(party: PartyRow): PersonData["settings"] {
  const { pseudonym, answersBy, language, credit, nameWithheld } = party;
  return { pseudonym, answersBy, language, credit, nameWithheld };
}

/** The reason of closing is staff's to know; a term that only some reasons have is not told. */
function endOf(policy: Policy, kept: Kept, closedAt: Date | null, now: Date): string | null {
  const found = retention(policy, kept, { closedAt, closeReason: null, held: false }, now);
  return found.state === "kept" ? null : found.dueAt.toISOString();
}
