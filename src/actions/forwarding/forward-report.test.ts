import { createHash } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import type { Actor } from "../../core/people/actor.ts";
import { readArchive } from "../../formats/evidence/archive.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { headOf } from "../../store/cases/head-reader.ts";
import { clocksOf } from "../../store/clocks/reader.ts";
import { forwardingsOf } from "../../store/forwarding/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { perform } from "../action.ts";
import { attachFiles } from "../attachments/attach-files.ts";
import { answerPermission } from "../identity/answer-permission.ts";
import { askPermission } from "../identity/ask-permission.ts";
import { chooseCredit } from "../identity/choose-credit.ts";
import { forwardReport } from "./forward-report.ts";

let house: TestContext;
let tasks: TestTasks;
let analyst: Extract<Actor, { kind: "staff" }>;
let found: TestCase;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  analyst = await aPerson(house, "analyst");
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const author = { name: "Zoë Müllerova", organisation: "Harbour Lab", email: "zm@harbour.example" };
beforeEach(async () => {
  Object.assign(house.context, { policies: [policyOf("thales.yaml")] });
  found = await aCase(house, "the parser of the gateway restart", author);
  await runOwed(tasks.on);
  house.passSeconds(60);
});

const wish = {
  recipient: "The maker of the parser library",
  words: "A crafted packet makes the parser read past its buffer.",
  explanation: "The flaw lies in their part, so that only they can mend it.",
};
const forward = (more: object = {}, actor: Actor = analyst) =>
  perform(house.context, forwardReport, actor, { caseId: found.caseId, ...wish, ...more });

const refusalOf = (deed: Promise<unknown>) =>
  deed.then(
    () => "done",
    (error: { code?: string }) => error.code ?? error,
  );

async function aFile(name: string, content: string): Promise<string> {
  const files = [{ name, type: "text/plain", base64: Buffer.from(content).toString("base64") }];
  const { attachmentIds } = await perform(house.context, attachFiles, found.reporter, {
    ...{ caseId: found.caseId, files },
  });
  await runOwed(tasks.on);
  return attachmentIds[0] ?? "";
}

test("[VEN-16] a report goes on as words and chosen files without its reporter, on record to whom, when and what, and the reporter is told", async () => {
  const poc = await aFile("poc.TXT", "GET /%00");
  const { archive, sha256 } = await forward({ attachmentIds: [poc] });
  const bytes = Buffer.from(archive, "base64");
  expect(createHash("sha256").update(bytes).digest("hex")).toBe(sha256);
  const files = readArchive(bytes);
  expect(files.map(({ name }) => name)).toEqual(["REPORT.txt", "file-1.txt"]);
  const text = Buffer.from(files[0]?.bytes ?? "").toString();
  expect(text).toContain(wish.words);
  expect(text).toContain(found.reference);
  expect(bytes.toString("latin1")).not.toMatch(/Müllerova|harbour/i);
  const forwardings = await house.context.transaction(analyst, (tx) =>
    forwardingsOf(house.context, tx, found.caseId),
  );
  expect(forwardings).toMatchObject([{ ...wish, files: 1, sha256 }]);
  await runOwed(tasks.on);
  const letters = await house.context.transaction(found.reporter, (tx) =>
    threadOf(house.context, tx, found.caseId),
  );
  const told = letters.map((each) => each.text).join("\n");
  expect(told).toContain(wish.recipient);
  expect(told).toContain(wish.explanation);
  expect(told).not.toContain(wish.words);
});

test("[ALE-42] a word or a file that names the reporter stops the package, also where they agreed to be thanked or permitted somebody", async () => {
  const choice = { caseId: found.caseId, choice: "name", print: "Zoë Müllerova" };
  await perform(house.context, chooseCredit, found.reporter, choice);
  const asked = { caseId: found.caseId, partyId: found.reporter.id, recipient: "The maker of it." };
  const { permissionId } = await perform(house.context, askPermission, analyst, asked);
  const allowed = { caseId: found.caseId, permissionId, allow: "yes" };
  await perform(house.context, answerPermission, found.reporter, allowed);
  const words = `${wish.words} Found by Zoë Müllerova.`;
  expect(await refusalOf(forward({ words }))).toBe("identity.would-leak");
  const named = await aFile("poc.txt", "# by Zoe Mullerova");
  expect(await refusalOf(forward({ attachmentIds: [named] }))).toBe("identity.would-leak");
  const seen = await house.context.transaction(analyst, (tx) =>
    forwardingsOf(house.context, tx, found.caseId),
  );
  expect(seen).toEqual([]);
});

test("[VEN-17] no promise of the case stands still or is kept by it, until the reporter reads of it", async () => {
  const clocks = () =>
    house.context
      .transaction(analyst, (tx) => clocksOf(tx, found.caseId))
      .then((all) =>
        all.map(({ promise, dueAt, pausedAt, metAt }) => ({ promise, dueAt, pausedAt, metAt })),
      );
  const before = await clocks();
  await forward();
  expect(await clocks()).toEqual(before);
  const head = await house.context.transaction(analyst, (tx) => headOf(tx, found.caseId));
  expect(head).toMatchObject({ closedAt: null });
});

test("a file of another case is none, and an unchecked one does not leave", async () => {
  const other = found;
  const foreign = await aFile("log.txt", "a log");
  found = await aCase(house, "something else");
  expect(await refusalOf(forward({ attachmentIds: [foreign] }))).toBe("file.unknown");
  found = other;
  const { attachmentIds } = await perform(house.context, attachFiles, found.reporter, {
    caseId: found.caseId,
    files: [{ name: "a.txt", type: "text/plain", base64: "YQ==" }],
  });
  expect(await refusalOf(forward({ attachmentIds }))).toBe("file.waiting");
});

test("a party of the case forwards nothing, and reads of it no more than its letter", async () => {
  await forward();
  expect(await refusalOf(forward({}, found.reporter))).toBe("access.not-permitted");
  const seen = await house.context.transaction(found.reporter, (tx) =>
    forwardingsOf(house.context, tx, found.caseId),
  );
  expect(seen).toEqual([]);
});

test("where the policy forwards no report, none is forwarded", async () => {
  Object.assign(house.context, { policies: [policyOf("ale.yaml")] });
  found = await aCase(house, "something else");
  expect(await refusalOf(forward())).toBe("forward.never");
});
