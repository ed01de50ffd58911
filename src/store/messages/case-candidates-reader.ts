/**
 * Looks up the parties of cases that something in a mail leads to. Whether one of them wrote it is decided
 * elsewhere (core/mail/find-case.ts); the worker alone looks, and tells nobody what it found.
 */
import type { CaseWay } from "../../core/mail/find-case.ts";
import type { OutsideReference } from "../../core/mail/outside-references.ts";
import { addressHash } from "../cases/opening-writer.ts";
import type { Context } from "../context.ts";
import { replyTokenHash } from "../parties/reply-address-reader.ts";
import { referenceHash } from "../references/reader.ts";
import { byteaArray } from "../search/tokens.ts";
import type { SqlValue, Tx } from "../transaction.ts";
import { mailIdHash } from "./mail-ids.ts";

/** What stands in a mail that may name a case. */
export interface MailTraces {
  /** What stands behind a plus in the addresses that it was sent to. */
  readonly tags: readonly string[];
  /** Message-IDs that it says it answers. */
  readonly answered: readonly string[];
  /** Names of the form of our references, in the subject. */
  readonly ours: readonly string[];
  /** Names that others give, in the subject. */
  readonly theirs: readonly OutsideReference[];
  /** Names of both kinds in the first lines of the text. */
  readonly oursInText: readonly string[];
  readonly theirsInText: readonly OutsideReference[];
  readonly sender: string | null;
}

export interface TracedParty {
  readonly caseId: string;
  readonly partyId: string;
  readonly kind: string;
  readonly isOpen: boolean;
  readonly sameAddress: boolean;
  readonly ways: readonly CaseWay[];
}

type Trace = {
  readonly caseId: string;
  /** Null where it leads to the case and to nobody in it. */
  readonly partyId: string | null;
  readonly way: CaseWay;
};

/** The parties, each once, with all that leads to them; the newest cases first, a bounded number. */
export async function partiesTraced(
  context: Context,
  tx: Tx,
  traces: MailTraces,
): Promise<TracedParty[]> {
  const found = [
    ...(await byTags(context, tx, traces)),
    ...(await byAnswers(context, tx, traces)),
    ...(await byReferences(context, tx, { ...traces, way: "our-reference" })),
    ...(await byReferences(context, tx, {
      ours: traces.oursInText,
      theirs: traces.theirsInText,
      way: "reference-in-text",
    })),
  ];
  if (found.length === 0) return [];
  return withParties(context, tx, await afterJoins(tx, found), traces.sender);
}

/** What leads to a case whose mail was put into another one leads there. */
async function afterJoins(tx: Tx, traces: readonly Trace[]): Promise<Trace[]> {
  const joins = await tx.query<{ from: string; caseId: string; partyId: string | null }>(
    `select from_case_id as "from", case_id as "caseId", party_id as "partyId" from case_claims
      where from_case_id = any ($1::uuid[]) and state = 'joined' limit 200`,
    [[...new Set(traces.map(({ caseId }) => caseId))]],
  );
  return traces.map((trace) => {
    const join = joins.find(({ from }) => from === trace.caseId);
    return join ? { caseId: join.caseId, partyId: join.partyId, way: trace.way } : trace;
  });
}

async function byTags(context: Context, tx: Tx, { tags }: MailTraces): Promise<Trace[]> {
  if (tags.length === 0) return [];
  return tx.query(
    `select case_id as "caseId", party_id as "partyId", 'reply-address' as "way"
       from reply_addresses where token_hash = any ($1::bytea[]) limit 20`,
    [byteaArray(tags.map((tag) => replyTokenHash(context, tag)))],
  );
}

async function byAnswers(context: Context, tx: Tx, { answered }: MailTraces): Promise<Trace[]> {
  if (answered.length === 0) return [];
  return tx.query(
    `select case_id as "caseId", party_id as "partyId", 'answers-ours' as "way"
       from deliveries where mail_id = any ($1::text[])
      union
     select m.case_id, p.party_id,
            case when m.is_ours then 'answers-ours' else 'answers-theirs' end
       from mail_ids m left join parties p on p.party_id = m.side_id
      where m.mail_hash = any ($2::bytea[]) limit 100`,
    [answered, byteaArray(answered.map((id) => mailIdHash(context, id)))],
  );
}

async function byReferences(
  context: Context,
  tx: Tx,
  {
    ours,
    theirs,
    way,
  }: Pick<MailTraces, "ours" | "theirs"> & { way: "our-reference" | "reference-in-text" },
): Promise<Trace[]> {
  if (ours.length === 0 && theirs.length === 0) return [];
  const outside: CaseWay = way === "our-reference" ? "outside-reference" : way;
  const cves = theirs.filter(({ issuer }) => issuer === "cve").map(({ text }) => text);
  const values: SqlValue[] = [
    ours,
    byteaArray(theirs.map((each) => referenceHash(context, each))),
    cves,
    way,
    outside,
  ];
  // A party's own name for the case leads to all of the case: others may have heard it.
  return tx.query(
    `select case_id as "caseId", null::uuid as "partyId", $4 as "way"
       from cases where reference = any ($1::text[])
      union
     select case_id, null::uuid, $5 from case_references
      where reference_hash = any ($2::bytea[]) and removed_at is null
      union
     select l.case_id, null::uuid, $5 from vulnerabilities v
       join case_vulnerabilities l on l.vulnerability_id = v.vulnerability_id
      where v.cve_id = any ($3::text[]) and v.withdrawn_at is null limit 100`,
    values,
  );
}

async function withParties(
  context: Context,
  tx: Tx,
  traces: readonly Trace[],
  sender: string | null,
): Promise<TracedParty[]> {
  const caseIds = [...new Set(traces.map(({ caseId }) => caseId))];
  const rows = await tx.query<Omit<TracedParty, "ways">>(
    // An address from which a mail came that a person put into the party's thread is the party's too.
    `select p.case_id as "caseId", p.party_id as "partyId", p.kind, c.closed_at is null as "isOpen",
            coalesce(i.address_hash = $2, false) or exists (
              select 1 from case_claims j join identities f on f.case_id = j.from_case_id
               where j.state = 'joined' and j.party_id = p.party_id
                 and f.address_hash = $2) as "sameAddress"
       from parties p join cases c on c.case_id = p.case_id
       left join identities i on i.party_id = p.party_id
      where p.case_id = any ($1::uuid[]) and p.kind <> 'support'
      order by c.opened_at desc, p.added_at, p.party_id limit 200`,
    [caseIds, addressHash(context, sender)],
  );
  return rows.flatMap((row) => {
    const own = traces.filter(
      ({ caseId, partyId }) =>
        caseId === row.caseId && (partyId === null || partyId === row.partyId),
    );
    const ways = [...new Set(own.map(({ way }) => way))];
    return ways.length > 0 ? [{ ...row, ways }] : [];
  });
}

/** Open cases of parties who write from that address, for a signature to choose among. */
export async function openPartiesAt(
  context: Context,
  tx: Tx,
  sender: string,
): Promise<TracedParty[]> {
  const rows = await tx.query<Omit<TracedParty, "ways" | "sameAddress" | "isOpen">>(
    `select p.case_id as "caseId", p.party_id as "partyId", p.kind
       from identities i join parties p on p.party_id = i.party_id
       join cases c on c.case_id = p.case_id
      where i.address_hash = $1 and c.closed_at is null
      order by c.opened_at desc, p.party_id limit 20`,
    [addressHash(context, sender)],
  );
  return rows.map((row) => ({ ...row, isOpen: true, sameAddress: true, ways: ["party-key"] }));
}

/** Of these names, those that no case of ours has. */
export async function unknownAmong(
  context: Context,
  tx: Tx,
  references: readonly OutsideReference[],
): Promise<OutsideReference[]> {
  const hashes = references.map((each) => referenceHash(context, each));
  if (hashes.length === 0) return [];
  const rows = await tx.query<{ hash: string }>(
    `select distinct encode(reference_hash, 'hex') as "hash" from case_references
      where reference_hash = any ($1::bytea[]) and removed_at is null`,
    [byteaArray(hashes)],
  );
  const known = new Set(rows.map(({ hash }) => hash));
  return references.filter((_, at) => !known.has(hashes[at]?.toString("hex") ?? ""));
}
