import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { aVendorOn } from "../../../test/support/vendor-party.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { Context } from "../../store/context.ts";
import { permissionViewsOf } from "../../store/identity/permission-reader.ts";
import { legalDisclosuresOf, vaultOpenings } from "../../store/identity/register-reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { identityOf, partiesOf } from "../../store/parties/reader.ts";
import { reportsOf } from "../../store/reports/reader.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { attachFiles } from "../attachments/attach-files.ts";
import { beginUpload } from "../attachments/begin-upload.ts";
import { sendMessage } from "../messages/send-message.ts";
import { answerPermission } from "./answer-permission.ts";
import { approveLegalDisclosure } from "./approve-legal-disclosure.ts";
import { askPermission } from "./ask-permission.ts";
import { chooseCredit } from "./choose-credit.ts";
import { nameGuard, WouldLeak } from "./name-guard.ts";
import { openVault } from "./open-vault.ts";
import { creditsOfCase } from "./publication-guard.ts";
import { recordLegalDisclosure } from "./record-legal-disclosure.ts";
import { releaseFinding } from "./release-finding.ts";

let house: TestContext;
let context: Context;
let lead: Extract<Actor, { kind: "staff" }>;
let legal: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  context = house.context;
  lead = await aPerson(house, "lead");
  legal = await aPerson(house, "legal");
});
afterAll(() => house.close());

const author = { name: "Zoë Müllerova", organisation: "Harbour Lab", email: "zm@harbour.example" };

beforeEach(async () => {
  found = await aCase(house, "a restart. Regards, Zoë Müllerova", author);
});

const reason = "The product team has to call the finder.";

async function refusalOf(deed: Promise<unknown>): Promise<unknown> {
  return deed.then(
    () => "done",
    (error: { code?: string }) => error.code ?? error,
  );
}

async function eventsOf(caseId: string, type: string) {
  const { rows } = await house.pools.worker.query<{ body: string }>(
    "select body from events where case_id = $1 and type = $2 order by seq",
    [caseId, type],
  );
  return rows.map(({ body }) => JSON.parse(body));
}

describe("the vault", () => {
  test("holds who wrote, and the case holds what they wrote under a pseudonym [TH-23]", async () => {
    const { caseId, reporter } = found;
    const { report, party } = await context.transaction(lead, async (tx) => {
      const keys = await keysOfCase(context, tx, caseId);
      const [report] = await reportsOf(tx, caseId, keys);
      const [party] = await partiesOf(tx, caseId);
      return { report, party };
    });
    expect(party?.pseudonym).toBe("Reporter");
    expect(report?.content.fields).toEqual({
      product: "OmniGate 9000",
      description: "A crafted packet makes a restart. Regards, [Reporter].",
    });
    const known = await context.transaction(theWorker, (tx) =>
      identityOf(context, tx, reporter.id),
    );
    expect(known).toMatchObject(author);
  });

  test("is reached by no colleague's own connection, whatever their role", async () => {
    for (const actor of [lead, legal, await aPerson(house, "analyst", "auditor")]) {
      const seen = await context.transaction(actor, async (tx) => ({
        identity: await identityOf(context, tx, found.reporter.id),
        rows: await tx.query("select party_id from identities limit 10"),
      }));
      expect(seen).toEqual({ identity: undefined, rows: [] });
    }
  });

  test("opens for one answer, with a reason, by who needs a name; each opening is an event and counts", async () => {
    const { caseId, reporter } = found;
    const input = { caseId, partyId: reporter.id, reason };
    const answer = await openVault.run(context, lead, input);
    expect(answer).toMatchObject({ pseudonym: "Reporter", identity: author });
    expect(await eventsOf(caseId, "vault.opened")).toEqual([
      { partyId: reporter.id, reportId: null },
    ]);
    await openVault.run(context, legal, input);
    const counts = await context.transaction(lead, (tx) => vaultOpenings(tx, caseId));
    expect(counts).toEqual(new Map([[reporter.id, 2]]));
  });

  test("stays shut for other roles, and for who has not proved again that it is them", async () => {
    const input = { caseId: found.caseId, partyId: found.reporter.id, reason };
    const analyst = await aPerson(house, "analyst");
    expect(await refusalOf(openVault.run(context, analyst, input))).toBe("access.not-permitted");
    const { steppedUp: _, ...bare } = lead;
    expect(await refusalOf(openVault.run(context, bare, input))).toBe("access.step-up");
    expect(await eventsOf(found.caseId, "vault.opened")).toEqual([]);
  });

  test("gives the untouched original of a report in the same way alone", async () => {
    const { caseId, reporter } = found;
    const [report] = await context.transaction(lead, async (tx) =>
      reportsOf(tx, caseId, await keysOfCase(context, tx, caseId)),
    );
    const input = { caseId, partyId: reporter.id, reportId: report?.reportId, reason };
    const answer = await openVault.run(context, lead, input);
    const { archive = "" } = answer as { archive?: string };
    expect(Buffer.from(archive, "base64").toString()).toContain("harbour.example");
    expect(await eventsOf(caseId, "vault.opened")).toEqual([
      { partyId: reporter.id, reportId: report?.reportId },
    ]);
  });
});

describe("a letter to somebody else", () => {
  test("does not name the reporter, and says where it would [ALE-42]", async () => {
    const { caseId } = found;
    const partyId = await aVendorOn(house, found);
    const message = {
      caseId,
      partyId,
      text: "Hello,\nthis was found by Müllerova, Zoë.",
      question: false,
    };
    const refusal = await sendMessage.run(context, lead, message).catch((error) => error);
    expect(refusal).toBeInstanceOf(WouldLeak);
    expect(refusal.code).toBe("identity.would-leak");
    expect(refusal.details.places).toBe("Message, line 2, letter 19: a name of Reporter");
    expect(refusal.message).not.toMatch(/M.ller|Zo/);
  });

  test("names them once they said yes to that recipient, and no more once they took it back [TH-24]", async () => {
    const { caseId, reporter } = found;
    const recipientId = await aVendorOn(house, found);
    const question = {
      caseId,
      partyId: reporter.id,
      recipientId,
      recipient: "The maker of the SIP library.",
    };
    const { permissionId } = await askPermission.run(context, lead, question);
    const blocks = async (id: string) => {
      const guard = await nameGuard(context, caseId, { kind: "recipients", ids: [id] });
      return guard.findings([{ place: "x", text: "Zoë Müllerova" }]).length > 0;
    };
    expect(await blocks(recipientId)).toBe(true);
    const answer = (allow: "yes" | "no") =>
      answerPermission.run(context, reporter, { caseId, permissionId, allow });
    expect(await answer("yes")).toMatchObject({ state: "given" });
    expect(await blocks(recipientId)).toBe(false);
    expect(await blocks(context.newId())).toBe(true);
    expect(await answer("no")).toMatchObject({ state: "withdrawn" });
    expect(await blocks(recipientId)).toBe(true);
    const [view] = await context.transaction(lead, (tx) => permissionViewsOf(context, tx, caseId));
    expect(view).toMatchObject({ state: "withdrawn", recipient: "The maker of the SIP library." });
  });

  test("is allowed by the party alone, whoever else tries", async () => {
    const { caseId, reporter } = found;
    const question = { caseId, partyId: reporter.id, recipient: "A coordinator abroad." };
    const { permissionId } = await askPermission.run(context, lead, question);
    const answer = { caseId, permissionId, allow: "yes" as const };
    expect(await refusalOf(answerPermission.run(context, lead, answer))).toBe(
      "access.not-permitted",
    );
    const other = await aCase(house, "something else");
    const forged = answerPermission.run(context, other.reporter, {
      ...answer,
      caseId: other.caseId,
    });
    expect(await refusalOf(forged)).toBe("permission.unknown");
    const written = context.transaction(lead, (tx) =>
      tx.run(
        `insert into disclosure_permissions select gen_random_uuid(), permission_id, case_id, side_id, party_id,
           recipient_id, 'given', recipient_sealed, at, last_event_id, mac from disclosure_permissions`,
      ),
    );
    expect(await refusalOf(written)).toBe("42501");
  });
});

describe("one find that is none", () => {
  test("is released by who may open the vault, for that text and place alone", async () => {
    const common = await aCase(house, "a stop", { name: "Ann Long" });
    const { caseId } = common;
    const text = "Long packets are dropped.";
    const finds = async (words: string) => {
      const guard = await nameGuard(context, caseId, { kind: "public" });
      return guard.findings([{ place: "Summary", text: words }]).filter(({ blocks }) => blocks);
    };
    const [find] = await finds(text);
    const release = { caseId, findingId: find?.findingId ?? "", reason: "It speaks of packets." };
    const analyst = await aPerson(house, "analyst");
    expect(await refusalOf(releaseFinding.run(context, analyst, release))).toBe(
      "access.not-permitted",
    );
    await releaseFinding.run(context, lead, release);
    expect(await finds(text)).toEqual([]);
    expect(await finds(`${text} So says Long.`)).toHaveLength(2);
    expect(await eventsOf(caseId, "finding.released")).toHaveLength(1);
  });
});

describe("thanks", () => {
  test("follow what the reporter chose last, and are for the reporter alone to choose [ALE-41]", async () => {
    const { caseId, reporter } = found;
    expect(await creditsOfCase(context, caseId)).toEqual([]);
    const choose = (choice: "name" | "organisation" | "none", print: string) =>
      chooseCredit.run(context, reporter, { caseId, choice, print });
    await choose("name", " Zoë  M. ");
    expect(await creditsOfCase(context, caseId)).toEqual([
      { names: ["Zoë M."], organization: null, text: null },
    ]);
    house.passSeconds(60);
    await choose("organisation", "Harbour Lab");
    expect(await creditsOfCase(context, caseId)).toEqual([
      { names: [], organization: "Harbour Lab", text: null },
    ]);
    house.passSeconds(60);
    await choose("none", "");
    expect(await creditsOfCase(context, caseId)).toEqual([]);
    expect(await refusalOf(choose("name", "  "))).toBe("credit.print");
    const forged = chooseCredit.run(context, lead, { caseId, choice: "name", print: "x" });
    expect(await refusalOf(forged)).toBe("access.not-permitted");
  });

  test("come from the report's own words where it says so", async () => {
    const named = { ...author, credit: "handle", "credit-as": "harbour_fox" };
    const { caseId } = await aCase(house, "a stop", named);
    expect(await creditsOfCase(context, caseId)).toEqual([
      { names: ["harbour_fox"], organization: null, text: null },
    ]);
  });
});

describe("somebody who stays unnamed", () => {
  test("is not asked who they are, in a letter or by a question for permission [VEN-21] [VEN-23]", async () => {
    const { caseId, reporter } = await aCase(house, "a stop", {
      email: "",
      answersBy: "portal",
    });
    const write = (text: string) =>
      refusalOf(
        sendMessage.run(context, lead, { caseId, partyId: reporter.id, text, question: false }),
      );
    expect(await write("Please tell us your name and employer.")).toBe(
      "identity.asks-personal-data",
    );
    expect(await write("Please tell us the name of the product.")).toBe("done");
    const question = { caseId, partyId: reporter.id, recipient: "A coordinator abroad." };
    expect(await refusalOf(askPermission.run(context, lead, question))).toBe(
      "permission.nothing-known",
    );
  });
});

describe("what the law made us give", () => {
  const entry = {
    authority: "Regional court, file 12/26",
    basis: "An order under the code of procedure",
    given: "Name and address of the reporter",
    told: "no" as const,
    whyNotTold: "The order forbids it until June.",
  };

  test("stands in a register with a second person, and in the history without its words [TH-25]", async () => {
    const { caseId, reporter } = found;
    const { disclosureId } = await recordLegalDisclosure.run(context, legal, {
      ...entry,
      caseId,
      partyId: reporter.id,
    });
    const approve = (actor: Actor) =>
      refusalOf(approveLegalDisclosure.run(context, actor, { caseId, disclosureId }));
    expect(await approve(legal)).toBe("approval.same-person");
    expect(await approve(lead)).toBe("done");
    expect(await approve(lead)).toBe("legal-disclosure.approved");
    const [kept] = await context.transaction(legal, (tx) => legalDisclosuresOf(context, tx, null));
    const { told: _, ...words } = entry;
    expect(kept).toMatchObject({
      ...words,
      told: false,
      approvedBy: lead.id,
      pseudonym: "Reporter",
    });
    const { rows } = await house.pools.worker.query(
      "select body, text_sealed from events where case_id = $1 and type like 'legal-disclosure.%'",
      [caseId],
    );
    expect(rows).toHaveLength(2);
    for (const { body, text_sealed } of rows) {
      expect(body).not.toMatch(/court|order/);
      expect(text_sealed).toBeNull();
    }
  });

  test("says why the person was not told, and is recorded by legal alone", async () => {
    const { caseId } = found;
    const silent = { ...entry, caseId, whyNotTold: "" };
    expect(await refusalOf(recordLegalDisclosure.run(context, legal, silent))).toBe(
      "legal-disclosure.why-not-told",
    );
    expect(await refusalOf(recordLegalDisclosure.run(context, lead, { ...entry, caseId }))).toBe(
      "access.not-permitted",
    );
  });
});

test("what a party writes on the portal stands under the pseudonym as well [TH-23]", async () => {
  const { caseId, reporter } = found;
  const text = "It also hangs. Regards, Zoë Müllerova, zm@harbour.example";
  await sendMessage.run(context, reporter, { caseId, text, question: false });
  const thread = await context.transaction(lead, (tx) => threadOf(context, tx, caseId));
  const words = thread.map((message) => message.text).join();
  expect(words).toContain("It also hangs. Regards, [Reporter]");
  expect(words).not.toMatch(/M.ller|zm@/);
});

describe("a file's name", () => {
  const pdf = "crash-by-Zoë-Müllerova.pdf";
  const ofFile = (name: string) => ({ name, type: "", base64: "YQ==" });

  test("that tells who somebody is goes to no other party, by form or in parts", async () => {
    const { caseId } = found;
    const to = { caseId, partyId: await aVendorOn(house, found), personal: false };
    const leaks = { code: "identity.would-leak" };
    const form = attachFiles.run(context, lead, { ...to, files: [ofFile(pdf)] });
    await expect(form).rejects.toMatchObject(leaks);
    const parts = beginUpload.run(context, lead, { ...to, name: pdf, type: "", bytes: 9 });
    await expect(parts).rejects.toMatchObject(leaks);
    await attachFiles.run(context, lead, { ...to, files: [ofFile("crash.pdf")] });
  });

  test("is nobody's to try names with who is not on the case", async () => {
    const partyId = await aVendorOn(house, found);
    const stranger = { ...lead, id: context.newId(), groupIds: [] };
    const { caseId } = found;
    for (const name of [pdf, "crash.pdf"]) {
      const files = [ofFile(name)];
      const sent = attachFiles.run(context, stranger, { caseId, partyId, files, personal: false });
      expect(await refusalOf(sent)).toBe("access.not-found");
    }
  });

  test("goes to its own party and to colleagues as it is", async () => {
    const { caseId, reporter } = found;
    const files = [ofFile(pdf)];
    for (const partyId of [reporter.id, undefined]) {
      await attachFiles.run(context, lead, { caseId, partyId, files, personal: false });
    }
  });
});
