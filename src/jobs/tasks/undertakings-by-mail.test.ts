import { afterAll, beforeAll, expect, test } from "vitest";
import {
  aColleague,
  anyone,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { policyOf } from "../../../test/support/policy-files.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { takeMail } from "../../actions/reports/take-mail.ts";
import { takeReport } from "../../actions/reports/take-report.ts";
import { undertakingsAddress } from "../../core/reports/undertakings-told.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { timelineOf } from "../../store/events/reader.ts";
import { partyCaseOf } from "../../store/portal/party-case-reader.ts";
import { runOwed } from "../run-owed.ts";

const policy = policyOf("thales.yaml");
const { version } = policy.reporterUndertakings;
let house: TestContext;
let tasks: TestTasks;
beforeAll(async () => {
  const made = await testContext();
  house = { ...made, context: { ...made.context, policies: [policy] } };
  tasks = await testTasks(house);
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

async function newest() {
  await runOwed(tasks.on);
  const row = await house.context.transaction(theWorker, (tx) =>
    tx.first<{ caseId: string; partyId: string }>(
      `select case_id as "caseId", party_id as "partyId" from reports order by received_at desc, report_id desc limit 1`,
    ),
  );
  const { caseId = "", partyId = "" } = row ?? {};
  const events = await house.context.transaction(aColleague("analyst"), (tx) =>
    timelineOf(tx, caseId),
  );
  const party = { kind: "outsider", id: partyId, role: "reporter", caseId, side: partyId } as const;
  const seen = await house.context.transaction(party, (tx) => partyCaseOf(tx, partyId));
  const told = tasks.sent.at(-1);
  const keys = { own: [], trust: [], now: house.context.now() };
  return {
    types: events.map(({ type }) => type),
    seen,
    told: told && (await readMail(told.raw, keys)),
  };
}

test("[TH-16] who reports by mail is told of the commitments with their version, which is kept as informed", async () => {
  const raw = [
    "From: Finder <finder@research.example>",
    "To: psirt@thales.example",
    "Subject: A weakness",
    "Message-ID: <one@research.example>",
    "Content-Type: text/plain",
    "",
    "The gateway restarts.",
    "",
  ].join("\r\n");
  await takeMail.run(house.context, anyone, { raw: new Uint8Array(Buffer.from(raw)) });
  const { types, seen, told } = await newest();
  const text = told?.text.replace(/\s+/g, " ");
  expect(text).toContain(undertakingsAddress(house.context.baseUrl, policy));
  expect(text).toContain(`(version ${version})`);
  expect(types).toContain("undertakings.informed");
  expect(seen).toMatchObject({ undertakings: version, undertakingsHow: "informed" });
});

test("[TH-16] whoever accepted them in the form is not told of them again, and what they saw is kept", async () => {
  house.passSeconds(60);
  await takeReport.run(house.context, anyone, {
    ...takeReport.input.parse({
      email: "finder@research.example",
      product: "Gateway",
      description: "It restarts.",
      undertakings: version,
    }),
  });
  const { types, seen, told } = await newest();
  expect(told?.text).not.toContain("#undertakings");
  expect(types).not.toContain("undertakings.informed");
  expect(seen).toMatchObject({ undertakings: version, undertakingsHow: "shown" });
});
