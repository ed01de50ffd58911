/** The thin journey as a list of deeds, done through the real actions and tasks, with the events each left. */
import type { z } from "zod";
import { type Action, perform } from "../../src/actions/action.ts";
import { attachFiles } from "../../src/actions/attachments/attach-files.ts";
import { beginUpload } from "../../src/actions/attachments/begin-upload.ts";
import { checkAgain } from "../../src/actions/attachments/check-again.ts";
import { endUpload } from "../../src/actions/attachments/end-upload.ts";
import { addMember } from "../../src/actions/cases/add-member.ts";
import { assignCase } from "../../src/actions/cases/assign-case.ts";
import { releaseCase } from "../../src/actions/cases/release-case.ts";
import { pausePromise } from "../../src/actions/clocks/pause-promise.ts";
import { recordMilestone } from "../../src/actions/clocks/record-milestone.ts";
import { resumePromise } from "../../src/actions/clocks/resume-promise.ts";
import { answerObjection } from "../../src/actions/decisions/answer-objection.ts";
import { closeCase } from "../../src/actions/decisions/close-case.ts";
import { concludeAnalysis } from "../../src/actions/decisions/conclude-analysis.ts";
import { decideRelevancy } from "../../src/actions/decisions/decide-relevancy.ts";
import { reopenCase } from "../../src/actions/decisions/reopen-case.ts";
import { answerPermission } from "../../src/actions/identity/answer-permission.ts";
import { askPermission } from "../../src/actions/identity/ask-permission.ts";
import { recordLegalDisclosure } from "../../src/actions/identity/record-legal-disclosure.ts";
import { releaseFinding } from "../../src/actions/identity/release-finding.ts";
import { relateCase } from "../../src/actions/links/relate-case.ts";
import { sendMessage } from "../../src/actions/messages/send-message.ts";
import { writeNote } from "../../src/actions/messages/write-note.ts";
import { fetchKey } from "../../src/actions/party-keys/fetch-key.ts";
import { keepKeyLinks } from "../../src/actions/party-keys/keep-key-links.ts";
import { offerKey } from "../../src/actions/party-keys/offer-key.ts";
import { makeToken } from "../../src/actions/people/make-token.ts";
import { revokeToken } from "../../src/actions/people/revoke-token.ts";
import { askStatus } from "../../src/actions/portal/ask-status.ts";
import { disputeDecision } from "../../src/actions/portal/dispute-decision.ts";
import { addProduct } from "../../src/actions/products/add-product.ts";
import { setAffectedProducts } from "../../src/actions/products/set-affected-products.ts";
import { approveAdvisory } from "../../src/actions/publications/approve-advisory.ts";
import { draftAdvisory } from "../../src/actions/publications/draft-advisory.ts";
import { editAdvisory } from "../../src/actions/publications/edit-advisory.ts";
import { publishAdvisory } from "../../src/actions/publications/publish-advisory.ts";
import { requestApproval } from "../../src/actions/publications/request-approval.ts";
import { addReference } from "../../src/actions/references/add-reference.ts";
import { joinMessage } from "../../src/actions/references/join-message.ts";
import { deliverRemedy } from "../../src/actions/remedies/deliver-remedy.ts";
import { planRemedy } from "../../src/actions/remedies/plan-remedy.ts";
import { scoreVulnerability } from "../../src/actions/scoring/score-vulnerability.ts";
import { agreePlain } from "../../src/actions/sending/agree-plain.ts";
import { noteTranslation } from "../../src/actions/translations/note-translation.ts";
import { answerTransmission } from "../../src/actions/transmissions/answer-transmission.ts";
import { proposeTransmission } from "../../src/actions/transmissions/propose-transmission.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { clocksOf } from "../../src/store/clocks/reader.ts";
import { appendEvent } from "../../src/store/events/writer.ts";
import { identityObject } from "../../src/store/parties/reader.ts";
import { keyLinksOf } from "../../src/store/party-keys/link-reader.ts";
import { vulnerabilitiesOf } from "../../src/store/scoring/reader.ts";
import { keyOf } from "../../src/store/sealing/object-keys.ts";
import { aCase, aPerson, type TestCase } from "./cases.ts";
import { type TestContext, theWorker } from "./context.ts";
import type { TestTasks } from "./tasks.ts";
import { aMailInTray } from "./tray.ts";

export interface WalkedDeed {
  readonly deed: string;
  /** What the deed itself recorded, before any task ran. */
  readonly events: readonly { type: string; actorKind: string; actorId: string | null }[];
  readonly actorId: string | null;
}

export interface Walked extends TestCase {
  readonly deeds: readonly WalkedDeed[];
  readonly analyst: Extract<Actor, { kind: "staff" }>;
  readonly publicationId: string;
  readonly number: string;
}

const words = "It is confirmed in our laboratory, and a correction will be delivered to customers.";

/** From a report to a published advisory, a closed and reopened case, and a token made and revoked. */
export async function walk(house: TestContext, tasks: TestTasks): Promise<Walked> {
  const deeds: WalkedDeed[] = [];
  const found = await aCase(house);
  const analyst = await aPerson(house, "analyst", "lead", "psp");
  const approver = await aPerson(house, "approver", "publisher");
  const { caseId, reporter } = found;
  const does = doing(house, tasks, deeds);

  await does(assignCase, analyst, { caseId, ownerId: analyst.id });
  await does(releaseCase, analyst, { caseId });
  await does(assignCase, analyst, { caseId, ownerId: analyst.id });
  const engineer = await aPerson(house, "engineer");
  const need = { caseId, personId: engineer.id, reason: "Maintains the parser." };
  await does(addMember, analyst, need);
  await does(writeNote, analyst, { caseId, text: "Reproduced on the bench." });
  const ask = { caseId, partyId: reporter.id, text: "Which version?", question: true };
  await does(sendMessage, analyst, ask);
  const { messageId } = await does(sendMessage, reporter, { caseId, text: "Version 2.4." });
  const translation = { text: "In version 2.4.", language: "de", means: "person" };
  await does(noteTranslation, analyst, { caseId, objectId: messageId, ...translation });
  await does(addReference, analyst, { caseId, partyId: reporter.id, reference: "VU#123456" });
  const claim = await aMailInTray(house, tasks, { subject: `Re: [${found.reference}]` });
  const known = { into: found.reference, reason: "The maker of the parser called." };
  await does(joinMessage, analyst, { caseId: claim.caseId, ...known });
  await does(relateCase, analyst, { caseId, of: claim.caseId });
  const recipient = "The maker of the parser, to thank you.";
  const { permissionId } = await does(askPermission, analyst, {
    caseId,
    partyId: reporter.id,
    recipient,
  });
  await does(answerPermission, reporter, { caseId, permissionId, allow: "no" });
  const { transmissionId } = await does(proposeTransmission, analyst, {
    caseId,
    partyId: reporter.id,
    what: "The capture of one hour.",
    method: "portal",
    place: "Sealed on the case.",
    deletion: "When the case is closed.",
  });
  await does(answerTransmission, reporter, { caseId, transmissionId, answer: "agree" });
  const key = {
    ...{ armored: "a key", fingerprint: "A".repeat(40), userIds: [], names: "nobody" },
    ...{ unusable: null, expiresAt: null },
  };
  await does(offerKey, reporter, { caseId, key, by: "link" });
  await does(fetchKey, analyst, { caseId, linkId: await anAddressOfKey(house, found) });
  await does(agreePlain, reporter, { caseId, agree: "no" });
  await does(askStatus, reporter, { caseId });
  const findingId = house.context.newId();
  await does(releaseFinding, analyst, { caseId, findingId, reason: "A street, not a person." });
  const given = { authority: "A court, file 1", basis: "An order.", given: "An address." };
  await does(recordLegalDisclosure, await aPerson(house, "legal"), {
    caseId,
    ...given,
    told: "yes",
  });
  const files = [{ name: "log.txt", type: "text/plain", base64: btoa("a log") }];
  const { attachmentIds } = await does(attachFiles, reporter, { caseId, files });
  await does(checkAgain, analyst, { caseId, attachmentId: attachmentIds[0] });
  const { uploadId } = await does(beginUpload, analyst, { caseId, name: "a.pcap", bytes: 10 });
  await does(endUpload, analyst, { caseId, uploadId });
  const relevancy = { caseId, outcome: "relevant", touches: ["availability"], explanation: words };
  await does(decideRelevancy, analyst, relevancy);
  const against = { caseId, about: "other", text: "The date that you told me is far away." };
  const { objectionId } = await does(disputeDecision, reporter, against);
  const reasons = `${words} It takes until then.`;
  const rejected = { caseId, objectionId, answer: "rejected", explanation: reasons };
  await does(answerObjection, analyst, rejected);
  const evidence = "The coordinator's mail of this morning.";
  await does(recordMilestone, analyst, { caseId, what: "disclosure.owed", evidence });
  const clockId = await runningClock(house, caseId);
  const wait = { caseId, clockId, waitsFor: "vendor", reason: "Their laboratory is closed." };
  await does(pausePromise, analyst, wait);
  await does(resumePromise, analyst, { caseId, clockId });
  const vulnerabilityId = await house.context.transaction(analyst, async (tx) => {
    const [first] = await vulnerabilitiesOf(house.context, tx, caseId);
    return first?.vulnerabilityId ?? "";
  });
  const on = { caseId, vulnerabilityId };
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  await does(scoreVulnerability, analyst, { ...on, vector });
  const product = { entity: "Home", name: `OmniGate ${caseId}`, kind: "product" };
  const { productId } = await does(addProduct, analyst, product);
  const products = [{ productId, status: "affected", versions: "vers:semver/<2.4.1" }];
  await does(setAffectedProducts, analyst, { ...on, products });
  const remedy = {
    ...on,
    kind: "patch",
    text: "Update to 2.4.1.",
    howToObtain: "From the portal.",
  };
  const { remedyId } = await does(planRemedy, analyst, {
    ...remedy,
    promisedFor: "2026-05-01T12:00:00Z",
  });
  const verification = "Tested on the bench with the finder's packet.";
  await does(deliverRemedy, analyst, { caseId, remedyId, verification });
  await does(concludeAnalysis, analyst, { caseId, outcome: "confirmed", explanation: words });

  const { publicationId, number } = await does(draftAdvisory, analyst, { caseId, type: "SA" });
  const publication = { caseId, publicationId };
  const text = "A crafted packet restarts the gateway.";
  const sections = { title: "OmniGate restart", summary: text, description: text, impact: text };
  const rest = {
    defensiveSteps: "Update.",
    howToObtain: "From the portal.",
    support: "Write to us.",
    disclaimer: "Provided as it is.",
  };
  await does(editAdvisory, analyst, { ...publication, ...sections, ...rest });
  await does(requestApproval, analyst, publication);
  await does(approveAdvisory, approver, publication);
  await does(publishAdvisory, approver, publication);

  await does(closeCase, analyst, { caseId, reason: "resolved" });
  await does(reopenCase, analyst, { caseId, reason: "A variant was found." });
  const token = { label: "a script", scopes: ["read"], days: 30 };
  const { tokenId } = await does(makeToken, analyst, token);
  await does(revokeToken, analyst, { tokenId });
  return { ...found, deeds, analyst, publicationId, number };
}

/** The cadence towards the reporter, which a person may pause. */
/** Where the reporter says that their key lies. */
async function anAddressOfKey(house: TestContext, { caseId, reporter }: TestCase): Promise<string> {
  const { context } = house;
  const partyId = reporter.id;
  return context.transaction(theWorker, async (tx) => {
    const by = {
      ...{ caseId, partyId, pseudonym: "Reporter", who: [] },
      identityKey: await keyOf(context, tx, identityObject(partyId)),
      partyKey: await keyOf(context, tx, partyId),
    };
    const said = { keyLinks: ["https://research.example/key.asc"], fields: {} };
    await keepKeyLinks(context, tx, by, said, (event) =>
      appendEvent(context, tx, { ...event, caseId }),
    );
    const [link] = await keyLinksOf(context, tx, caseId);
    return link?.linkId ?? "";
  });
}

async function runningClock(house: TestContext, caseId: string): Promise<string> {
  const clocks = await house.context.transaction(theWorker, (tx) => clocksOf(tx, caseId));
  const clock = clocks.findLast(({ promise }) => promise === "status-update");
  if (!clock) throw new Error("the reporter is owed updates");
  return clock.clockId;
}

function doing(house: TestContext, tasks: TestTasks, deeds: WalkedDeed[]) {
  return async <Input extends z.ZodObject, Output extends object>(
    action: Action<Input, Output>,
    actor: Actor,
    input: object,
  ): Promise<Output> => {
    house.passSeconds(60);
    const before = await eventIds(house);
    const output = await perform(house.context, action, actor, input);
    const events = await eventsBeside(house, before);
    const actorId = actor.kind === "staff" || actor.kind === "outsider" ? actor.id : null;
    deeds.push({ deed: action.deed, events, actorId });
    await runOwed(tasks.on);
    return output;
  };
}

async function eventIds(house: TestContext): Promise<string[]> {
  const { rows } = await house.pools.worker.query<{ id: string }>(
    "select event_id as id from events",
  );
  return rows.map(({ id }) => id);
}

async function eventsBeside(house: TestContext, known: readonly string[]) {
  const { rows } = await house.pools.worker.query<WalkedDeed["events"][number]>(
    `select type, actor_kind as "actorKind", actor_id as "actorId" from events
      where event_id <> all ($1::uuid[]) order by stream_id, seq`,
    [known],
  );
  return rows;
}
