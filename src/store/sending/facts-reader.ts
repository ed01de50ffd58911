/** Reads what decides how letters to one party may leave, as far as the actor's wall shows it. */
import type { PlainAnswer, WroteBy } from "../../core/mail/may-leave.ts";
import type { Tx } from "../transaction.ts";
import { askedForPlain, sendingChoicesOf } from "./reader.ts";

export interface SendingFacts {
  readonly wrote: WroteBy;
  readonly answered: PlainAnswer;
  /** When the party agreed or declined; null where it did neither. */
  readonly answeredAt: Date | null;
  /** Messages that may go to an expired key; null stands for every letter. */
  readonly toExpired: readonly (string | null)[];
  /** Whether a key waits to be confirmed. */
  readonly hasOffer: boolean;
}

export async function sendingFactsOf(
  tx: Tx,
  caseId: string,
  partyId: string,
): Promise<SendingFacts> {
  const own = (await sendingChoicesOf(tx, caseId)).filter((each) => each.partyId === partyId);
  const answer = own.find(({ kind }) => kind !== "to-expired");
  const since = await boundAt(tx, partyId);
  const toExpired = own.filter(({ kind, at }) => kind === "to-expired" && (!since || at > since));
  return {
    wrote: await wroteBy(tx, caseId, partyId),
    answered: await answerOf(tx, caseId, partyId, answer?.kind),
    answeredAt: answer?.at ?? null,
    toExpired: toExpired.map(({ messageId }) => messageId),
    hasOffer: await hasOffer(tx, partyId),
  };
}

async function answerOf(
  tx: Tx,
  caseId: string,
  partyId: string,
  said: string | undefined,
): Promise<PlainAnswer> {
  if (said === "plain-agreed") return "agreed";
  if (said === "plain-declined") return "declined";
  return (await askedForPlain(tx, caseId, partyId)) ? "asked" : "never-asked";
}

/** The most protective way that the party has used. */
async function wroteBy(tx: Tx, caseId: string, partyId: string): Promise<WroteBy> {
  const row = await tx.first<{ encrypted: boolean | null; mailed: boolean | null }>(
    `select bool_or(encrypted) as "encrypted", bool_or(mailed) as "mailed" from (
       select encrypted, channel in ('mail', 'import') as mailed from reports
        where case_id = $1 and side_id = $2
       union all
       select encrypted, original_sealed is not null or original_file is not null from messages
        where case_id = $1 and side_id = $2 and direction = 'in') w`,
    [caseId, partyId],
    "wrote-by",
  );
  if (row?.encrypted) return "encrypted";
  return row?.mailed ? "plain" : "site";
}

/** When the key in use was confirmed: what was chosen for the one before it is over. */
async function boundAt(tx: Tx, partyId: string): Promise<Date | undefined> {
  const row = await tx.first<{ at: Date | null }>(
    `select max(at) as at from party_key_states where side_id = $1 and state = 'confirmed'`,
    [partyId],
    "key-bound-at",
  );
  return row?.at ?? undefined;
}

async function hasOffer(tx: Tx, partyId: string): Promise<boolean> {
  const row = await tx.first(
    `select 1 from (
       select distinct on (key_id) state from party_key_states
        where side_id = $1 order by key_id, at desc, entry_id desc) s
      where s.state = 'offered' limit 1`,
    [partyId],
    "key-offered",
  );
  return row !== undefined;
}
