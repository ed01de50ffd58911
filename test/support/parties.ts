/** Further parties of a case, as later deeds let them in: each on its own side, with its own key. */
import { staffSide } from "../../src/core/cases/sides.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import type { OutsiderRole } from "../../src/core/people/roles.ts";
import { inForceAt } from "../../src/core/policy/in-force.ts";
import { insertSupportSide } from "../../src/store/cases/support-writer.ts";
import { addMember } from "../../src/store/cases/writer.ts";
import { appendEvent } from "../../src/store/events/writer.ts";
import { identityObject, identityPlace } from "../../src/store/parties/reader.ts";
import { grantKey, newObjectKey, sealJson } from "../../src/store/sealing/object-keys.ts";
import { insertState } from "../../src/store/state/state-rows.ts";
import { type TestContext, theWorker } from "./context.ts";

const kindOf = {
  "vendor-contact": "vendor",
  coordinator: "coordinator",
  customer: "customer",
  "sub-cna": "sub-cna",
} as const satisfies Partial<Record<OutsiderRole, string>>;

export type InvitedRole = keyof typeof kindOf;

/** Puts somebody of another organisation on the case, under a pseudonym. */
export async function aParty(
  house: TestContext,
  caseId: string,
  { role, pseudonym, name }: { role: InvitedRole; pseudonym: string; name: string },
): Promise<Extract<Actor, { kind: "outsider" }>> {
  const { context } = house;
  const id = context.newId();
  const side = { caseId, sideId: id };
  await context.transaction(theWorker, async (tx) => {
    const event = { ...side, type: "member.added", body: { principalId: id } };
    const eventId = await appendEvent(context, tx, event);
    const party = { principalId: id, role, rule: "invited", addedBy: null };
    await addMember(context, tx, { ...side, ...party }, eventId);
    await insertState(context, tx, "parties", {
      party_id: id,
      case_id: caseId,
      side_id: id,
      kind: kindOf[role],
      pseudonym,
      answers_by: "portal",
      has_key: false,
      credit: "none",
      name_withheld: true,
      language: "en",
      undertaking_version: null,
      added_at: context.now(),
      last_event_id: eventId,
    });
    await tx.run(
      `insert into party_cases (case_id, side_id, reference, step, opened_at, updated_at, policy_version)
       select case_id, $2, reference, 'received', opened_at, $3, policy_version
         from cases where case_id = $1`,
      [caseId, id, context.now()],
    );
    const identityKey = newObjectKey(context, identityObject(id));
    await insertState(context, tx, "identities", {
      party_id: id,
      case_id: caseId,
      side_id: id,
      identity_sealed: sealJson(context, identityKey, identityPlace, {
        name,
        organisation: name,
        email: `security@${name.toLowerCase()}.example`,
        telephone: null,
        publicKey: null,
        keyFingerprint: null,
        portalToken: "",
      }),
      address_hash: null,
      updated_at: context.now(),
      last_event_id: eventId,
    });
    await grantKey(context, tx, identityKey, side);
    await grantKey(context, tx, newObjectKey(context, id), side);
  });
  return { kind: "outsider", id, role, caseId, side: id };
}

/** The support agent's own side of a case, as filing its report makes one. */
export async function aSupportSide(
  house: TestContext,
  { caseId, reference }: { caseId: string; reference: string },
  personId: string,
): Promise<Extract<Actor, { kind: "outsider" }>> {
  const { context } = house;
  const partyId = context.newId();
  const policy = inForceAt(context.policies, context.now());
  const inbox = { receivedAt: context.now() };
  await context.transaction(theWorker, async (tx) => {
    const body = { partyId, personId };
    const event = { caseId, sideId: staffSide, type: "report.filed", body };
    const eventId = await appendEvent(context, tx, event);
    const party = { principalId: partyId, sideId: partyId, role: "support", rule: "filed" };
    await addMember(context, tx, { caseId, addedBy: null, ...party }, eventId);
    await insertSupportSide(context, tx, { caseId, reference, policy, inbox }, body, eventId);
  });
  return { kind: "outsider", id: partyId, role: "support", caseId, side: partyId };
}
