/** A second party on a case: what an invitation to a vendor leaves in the database. */
import { addMember } from "../../src/store/cases/writer.ts";
import { appendEvent } from "../../src/store/events/writer.ts";
import { identityObject, identityPlace } from "../../src/store/parties/reader.ts";
import { grantKey, newObjectKey, sealJson } from "../../src/store/sealing/object-keys.ts";
import { insertState } from "../../src/store/state/state-rows.ts";
import type { TestCase } from "./cases.ts";
import { type TestContext, theWorker } from "./context.ts";

/** Answers on the portal, has no key and gave no name. Returns its id. */
export async function aVendorOn(house: TestContext, { caseId }: TestCase): Promise<string> {
  const { context } = house;
  const id = context.newId();
  await context.transaction(theWorker, async (tx) => {
    const side = { caseId, sideId: id };
    const last_event_id = await appendEvent(context, tx, {
      ...side,
      type: "party.added",
      body: {},
    });
    const member = { ...side, principalId: id, role: "vendor-contact", rule: "invited" };
    await addMember(context, tx, { ...member, addedBy: null }, last_event_id);
    const identityKey = newObjectKey(context, identityObject(id));
    for (const key of [newObjectKey(context, id), identityKey])
      await grantKey(context, tx, key, side);
    const row = { party_id: id, case_id: caseId, side_id: id, last_event_id };
    await insertState(context, tx, "parties", {
      ...row,
      ...{ kind: "vendor", pseudonym: "Vendor", answers_by: "portal", has_key: false },
      ...{ credit: "none", name_withheld: true, language: "en", undertaking_version: null },
      added_at: context.now(),
    });
    const nothing = { name: null, organisation: null, email: null, telephone: null };
    const identity = { ...nothing, publicKey: null, keyFingerprint: null, portalToken: id };
    await insertState(context, tx, "identities", {
      ...row,
      identity_sealed: sealJson(context, identityKey, identityPlace, identity),
      address_hash: null,
      updated_at: context.now(),
    });
  });
  return id;
}
