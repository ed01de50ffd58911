import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, aPerson } from "../../../test/support/cases.ts";
import { type TestContext, testContext } from "../../../test/support/context.ts";
import { standingOf } from "../../core/cases/stage.ts";
import type { Actor } from "../../core/people/actor.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { tokensOf } from "../../store/search/tokens.ts";
import { perform } from "../action.ts";
import { scoreVulnerability } from "../scoring/score-vulnerability.ts";
import { addVulnerability } from "./add-vulnerability.ts";
import { describeVulnerability } from "./describe-vulnerability.ts";

let house: TestContext;
let analyst: Extract<Actor, { kind: "staff" }>;
let caseId: string;
beforeAll(async () => {
  house = await testContext();
  analyst = await aPerson(house, "analyst");
  ({ caseId } = await aCase(house));
});
afterAll(() => house.close());

const all = () =>
  house.context.transaction(analyst, (tx) => vulnerabilitiesOf(house.context, tx, caseId));

const add = (more: object) =>
  perform(house.context, addVulnerability, analyst, { caseId, ...more });

test("a case holds several vulnerabilities, each with the ids by which others know it", async () => {
  await add({ title: "Overflow in the parser", cve: "cve-2026-10001", cwe: "787" });
  await add({ title: "Missing check of the sender" });
  expect(await all()).toEqual([
    expect.objectContaining({ title: "Overflow in the parser", cveId: "CVE-2026-10001" }),
    expect.objectContaining({ title: "Missing check of the sender", cveId: null, cweId: null }),
  ]);
});

test("title and ids are changed in place, and no two of a case share a CVE id", async () => {
  const [first, second] = await all();
  const on = { caseId, vulnerabilityId: second?.vulnerabilityId ?? "" };
  const change = (more: object) =>
    perform(house.context, describeVulnerability, analyst, { ...on, ...more });
  await expect(change({ title: "The same", cve: first?.cveId ?? "" })).rejects.toMatchObject({
    code: "vulnerability.cve-known",
  });
  const title = "The sender is not checked";
  expect(await change({ title, cve: "CVE-2026-10002", cwe: "CWE-345" })).toEqual({
    changed: ["title", "cveId", "cweId"],
  });
  expect((await all())[1]).toMatchObject({ title, cveId: "CVE-2026-10002", cweId: "CWE-345" });
  expect(await change({ title, cve: "CVE-2026-10002", cwe: "CWE-345" })).toEqual({ changed: [] });
});

test("[ALE-07] component and impact are sealed, found by the search, and left empty when taken away", async () => {
  const [first] = await all();
  const { vulnerabilityId = "", title = "", cveId, cweId } = first ?? {};
  const on = { caseId, vulnerabilityId, title, cve: cveId ?? "", cwe: cweId ?? "" };
  const change = (more: object) =>
    perform(house.context, describeVulnerability, analyst, { ...on, ...more });
  const details = { component: "sipstack", deployedImpact: "Calls\nfail." };
  expect(await change(details)).toEqual({ changed: ["component", "deployedImpact"] });
  expect((await all())[0]?.details).toEqual(details);
  const { rows } = await house.pools.worker.query<{ words: string }>(
    "select encode(details_sealed, 'escape') as words from vulnerabilities where vulnerability_id = $1",
    [vulnerabilityId],
  );
  expect(rows[0]?.words).not.toContain("sipstack");
  const found = await house.pools.worker.query(
    "select 1 from case_tokens where case_id = $1 and token = any ($2)",
    [caseId, tokensOf(house.context, "sipstack")],
  );
  expect(found.rows).toHaveLength(1);
  expect(await change({})).toEqual({ changed: ["component", "deployedImpact"] });
  expect((await all())[0]?.details).toEqual({ component: "", deployedImpact: "" });
});

test("what is no CVE id and no CWE is said at its field", async () => {
  await expect(add({ title: "Something", cve: "CVE-26-1", cwe: "XSS" })).rejects.toMatchObject({
    faults: [{ field: "cve" }, { field: "cwe" }],
  });
});

test("a case is scored once each of its vulnerabilities is", async () => {
  const scored = async () =>
    (await house.context.transaction(analyst, (tx) => factsOf(tx, caseId))).scored;
  const vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H";
  expect(await scored()).toBe(false);
  const [first, second] = await all();
  for (const each of [first, second]) {
    expect(await scored()).toBe(false);
    const vulnerabilityId = each?.vulnerabilityId ?? "";
    await perform(house.context, scoreVulnerability, analyst, { caseId, vulnerabilityId, vector });
  }
  expect(await scored()).toBe(true);
  const facts = await house.context.transaction(analyst, (tx) => factsOf(tx, caseId));
  expect(standingOf(facts).missing).not.toContain("score");
});
