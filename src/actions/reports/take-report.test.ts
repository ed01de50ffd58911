import { afterAll, beforeAll, expect, test } from "vitest";
import { anyone, type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { TestBrowser, type TestWeb, testWeb, tokenIn } from "../../../test/support/web.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import { templateJson, templateText } from "../../core/reports/report-template.ts";
import { readMail } from "../../formats/mail/read-mail.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { ownReportsOf } from "../../store/portal/own-report-reader.ts";
import { publicRoutes } from "../../web/public/public-routes.ts";
import { perform } from "../action.ts";
import { takeMail } from "./take-mail.ts";
import { takeReport } from "./take-report.ts";

let house: TestContext;
let tasks: TestTasks;
let web: TestWeb;
beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  web = await testWeb(house.context, [publicRoutes]);
});
afterAll(async () => {
  await web.app.close();
  await tasks.close();
  await house.close();
});

const live = {
  email: "operator@network.example",
  product: "OmniGate 9000",
  description: "All our gateways restart since an hour ago.",
  "live-incident": "yes",
  "product-used": "yes",
};
const calm = { ...live, "live-incident": "no" };
const policy = () => inForceAt(house.context.policies, house.context.now());
const contacts = () => policy().liveIncident.channels.map(({ contact }) => contact);

/** The newest case, once all that is owed was done. */
async function newest() {
  await runOwed(tasks.on);
  return house.context.transaction(theWorker, async (tx) => {
    const row = await tx.first<{ caseId: string; kind: string }>(
      `select case_id as "caseId", kind from cases order by reference desc limit 1`,
    );
    const caseId = row?.caseId ?? "";
    const shown = await tx.first<{ body: string }>(
      "select body from events where case_id = $1 and type = 'redirect.shown'",
      [caseId],
    );
    return {
      caseId,
      kind: row?.kind,
      facts: await factsOf(tx, caseId),
      shown: shown && JSON.parse(shown.body),
    };
  });
}

async function byForm(fields: Record<string, string>) {
  const browser = new TestBrowser(web.app);
  const { body } = await browser.get("/report");
  return browser.upload("/report", { _csrf: tokenIn(body), answersBy: "mail", ...fields });
}

async function byMail(parts: readonly string[]) {
  const raw = [
    "From: Operator <operator@network.example>",
    "To: psirt@ale.example",
    `Message-ID: <${parts.join("").length}@network.example>`,
    "Subject: Report",
    ...parts,
  ].join("\r\n");
  await takeMail.run(house.context, anyone, { raw: new Uint8Array(Buffer.from(raw)) });
}

test("[ALE-26] a live incident sent by the form is taken, and that the way to support was shown is kept with its time", async () => {
  const answer = await byForm(live);
  expect(answer.statusCode).toBe(201);
  for (const contact of contacts()) expect(answer.body).toContain(contact);
  const shownAt = house.context.now().toISOString();
  const { kind, facts, shown } = await newest();
  expect(shown).toMatchObject({ way: "form", shownAt });
  // It stays what its author sent: a colleague says what it is.
  expect([kind, facts.redirected]).toEqual(["vulnerability-report", true]);
});

test("[ALE-26] the API takes it too, and answers with where to turn", async () => {
  const taken = await perform(house.context, takeReport, anyone, {
    ...live,
    "live-incident": "Yes",
  });
  for (const contact of contacts()) expect(JSON.stringify(taken)).toContain(contact);
  expect((await newest()).shown).toMatchObject({ way: "api" });
  expect(await perform(house.context, takeReport, anyone, calm)).not.toHaveProperty("turnTo");
  expect((await newest()).shown).toBeUndefined();
});

test("[ALE-13] [ALE-26] so does the JSON template in a file of a mail, whose words are kept beside it", async () => {
  const filled = templateJson(policy())
    .replace('"live-incident": ""', '"live-incident": "yes"')
    .replace('"product": ""', '"product": "OmniGate 9000"')
    .replace('"description": ""', '"description": "All gateways restart."');
  await byMail([
    "Content-Type: multipart/mixed; boundary=e",
    "",
    "--e",
    "Content-Type: text/plain",
    "",
    "Please hurry.",
    "--e",
    'Content-Type: application/json; name="vulnerability-report.json"',
    'Content-Disposition: attachment; filename="vulnerability-report.json"',
    "Content-Transfer-Encoding: base64",
    "",
    Buffer.from(filled).toString("base64"),
    "--e--",
    "",
  ]);
  const found = await newest();
  expect(found.shown).toMatchObject({ way: "template" });
  const keys = { own: [], trust: [], now: house.context.now() };
  const acknowledged = await readMail(tasks.sent.at(-1)?.raw ?? new Uint8Array(), keys);
  expect(acknowledged.text).toContain("You wrote that an attack or outage is going on.");
  for (const contact of contacts()) expect(acknowledged.text).toContain(contact);
  const fields = await house.context.transaction(theWorker, async (tx) => {
    const [party] = await partiesOf(tx, found.caseId);
    return (await ownReportsOf(house.context, tx, party?.partyId ?? ""))[0]?.fields;
  });
  expect(fields).toMatchObject({
    product: "OmniGate 9000",
    description: "All gateways restart.\n\nIn the mail beside it:\nPlease hurry.",
  });
});

test("the text template in the body says it as well; a mail in one’s own words shows nobody anything", async () => {
  const filled = templateText(policy(), []).replace(
    /^(## live-incident:.*)$/m,
    (line) => `${line}\nYES`,
  );
  await byMail(["Content-Type: text/plain", "", filled.replaceAll("\n", "\r\n")]);
  expect((await newest()).shown).toMatchObject({ way: "template" });
  await byMail(["Content-Type: text/plain", "", "We are under attack.", ""]);
  expect((await newest()).shown).toBeUndefined();
});

test("[VEN-19] any language is taken: its code is kept for our answers, and its author’s words in the report", async () => {
  const languagesOf = async (language: string, description: string) => {
    expect((await byForm({ ...calm, language, description })).statusCode).toBe(201);
    const { caseId } = await newest();
    return house.context.transaction(theWorker, async (tx) => {
      const [party] = await partiesOf(tx, caseId);
      const [report] = await ownReportsOf(house.context, tx, party?.partyId ?? "");
      return [party?.language, report?.fields.language];
    });
  };
  expect(await languagesOf("de", "Das Gateway startet neu.")).toEqual(["de", "de"]);
  expect(await languagesOf("Deutsch", "It restarts.")).toEqual(["de", "Deutsch"]);
  const french =
    "Le paquet est dans la file et le système ne répond pas, avec une erreur pour nous.";
  expect(await languagesOf("Klingon, please", french)).toEqual(["fr", "Klingon, please"]);
  expect(await languagesOf("", "It restarts.")).toEqual(["en", undefined]);
  const { body } = await new TestBrowser(web.app).get("/report");
  expect(body).toContain("Please write in English if you can; we also read French.");
  expect(body).toContain('<option value="en">English<');
  expect(body.split('<optgroup label="Others">')[1]).toContain("Japanese (日本語)");
});
