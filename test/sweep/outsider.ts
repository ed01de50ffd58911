/** People outside on sides of their own: a vendor, a coordinator, a customer of a case, with a portal's secret. */
import type { OutsiderRole } from "../../src/core/people/roles.ts";
import { linkTokenOf } from "../../src/lib/secret-code.ts";
import { addressHash } from "../../src/store/cases/opening-writer.ts";
import { addMember } from "../../src/store/cases/writer.ts";
import { appendEvent } from "../../src/store/events/writer.ts";
import { identityObject, identityPlace, type PartyRow } from "../../src/store/parties/reader.ts";
import { portalSecretHash } from "../../src/store/parties/receipt-reader.ts";
import { grantKey, newObjectKey, sealJson } from "../../src/store/sealing/object-keys.ts";
import { insertState } from "../../src/store/state/state-rows.ts";
import { type TestContext, theWorker } from "../support/context.ts";

const roles = {
  vendor: "vendor-contact",
  coordinator: "coordinator",
  customer: "customer",
  "sub-cna": "sub-cna",
} as const satisfies Partial<Record<PartyRow["kind"], OutsiderRole>>;

export interface Outside {
  readonly partyId: string;
  readonly role: OutsiderRole;
  /** The secret of the link that opens their portal. */
  readonly link: string;
}

/** Lets a party of this kind, name and pseudonym into the case. */
export async function letIn(
  house: TestContext,
  caseId: string,
  kind: keyof typeof roles,
  { name, pseudonym }: { name: string; pseudonym: string },
): Promise<Outside> {
  const { context } = house;
  const partyId = context.newId();
  const link = linkTokenOf(context.randomBytes(16));
  const side = { caseId, sideId: partyId };
  const email = `${name}@vendor.example`;
  const identity = { name, organisation: name, email, portalToken: link };
  const none = { telephone: null, publicKey: null, keyFingerprint: null };
  await context.transaction(theWorker, async (tx) => {
    const body = { partyId, role: kind };
    const last_event_id = await appendEvent(context, tx, { ...side, type: "party.added", body });
    const row = { party_id: partyId, case_id: caseId, side_id: partyId, last_event_id };
    await insertState(context, tx, "parties", {
      ...row,
      kind,
      pseudonym,
      answers_by: "portal",
      has_key: false,
      credit: "undecided",
      name_withheld: true,
      language: "en",
      undertaking_version: null,
      added_at: context.now(),
    });
    const key = newObjectKey(context, identityObject(partyId));
    await insertState(context, tx, "identities", {
      ...row,
      identity_sealed: sealJson(context, key, identityPlace, { ...identity, ...none }),
      address_hash: addressHash(context, email),
      updated_at: context.now(),
    });
    await grantKey(context, tx, key, side);
    await grantKey(context, tx, newObjectKey(context, partyId), side);
    const member = { principalId: partyId, role: kind, rule: null, addedBy: null };
    await addMember(context, tx, { ...side, ...member }, last_event_id);
    const hash = portalSecretHash(context, { kind: "letter", secret: link });
    await tx.run(
      `insert into receipts (code_hash, party_id, case_id, side_id, kind, created_at)
       values ($1, $2, $3, $2, 'letter', $4)`,
      [hash, partyId, caseId, context.now()],
    );
    await tx.run(
      `insert into party_cases (case_id, side_id, reference, step, opened_at, updated_at, policy_version)
       select case_id, $2, reference, step, opened_at, updated_at, policy_version
         from party_cases where case_id = $1 limit 1`,
      [caseId, partyId],
    );
  });
  return { partyId, role: roles[kind], link };
}
