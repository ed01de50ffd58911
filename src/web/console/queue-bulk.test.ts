import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { tokenIn } from "../../../test/support/web.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";

let house: TestContext;
let web: TestWeb;
let analyst: Colleague;
let lead: Colleague;
let cases: TestCase[];

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  lead = await aSignedIn(web, house.context, "lead", "lead");
  cases = [];
  for (let count = 0; count < 5; count += 1) cases.push(await aCase(house, `fault ${count}`));
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const ids = (...indexes: number[]) => indexes.map((index) => cases[index]?.caseId ?? "");
const send = (
  who: Colleague,
  fields: Record<string, string | string[]>,
  action = "/console/queue",
) =>
  who.browser.submit(
    "/console?severity=none",
    { back: "/console?severity=none", ...fields },
    action,
  );
const ownersOf = async (...indexes: number[]) => {
  const { rows } = await house.pools.worker.query(
    "select owner_id as owner from cases where case_id = any ($1) order by case_id",
    [ids(...indexes)],
  );
  return rows.map(({ owner }) => owner);
};
/** Sends back what the page offers to take back. */
async function takeBack(who: Colleague, page: string) {
  const { body } = await who.browser.get(page);
  const picked = [...body.matchAll(/type="hidden" name="case" value="([^"]+)"/g)];
  const form = { _csrf: tokenIn(body), back: "/console", case: picked.map(([, id = ""]) => id) };
  return who.browser.post("/console/queue/undo", form);
}

test("ticked cases are taken with one press, which leads back to the same filter and can be taken back", async () => {
  const answer = await send(analyst, { do: "take", case: ids(0, 1) });
  expect(answer.statusCode).toBe(303);
  const location = String(answer.headers.location);
  expect(location).toMatch(/^\/console\?severity=none&done=take&count=2&undo=/);
  expect(await ownersOf(0, 1)).toEqual([analyst.personId, analyst.personId]);
  expect(textOf((await analyst.browser.get(location)).body)).toContain("2 cases are yours now.");
  const undone = await takeBack(analyst, location);
  expect(undone.headers.location).toBe("/console?done=undo&count=2");
  expect(await ownersOf(0, 1)).toEqual([null, null]);
});

test("what somebody else has changed since is not taken back, and is named", async () => {
  const taken = await send(analyst, { do: "take", case: ids(0, 1) });
  await send(lead, { do: "assign", ownerId: lead.personId, case: ids(1) });
  const answer = await takeBack(analyst, String(taken.headers.location));
  expect(answer.statusCode).toBe(422);
  const page = textOf(answer.body);
  expect(page).toContain("Done for 1, not for these:");
  expect(page).toContain(`${cases[1]?.reference} : Its owner was changed by somebody else since`);
  expect(await ownersOf(0, 1)).toEqual([null, lead.personId]);
});

test("a case goes back to whoever had it before it was handed over", async () => {
  await send(analyst, { do: "take", case: ids(2) });
  const handed = await send(analyst, { do: "assign", ownerId: lead.personId, case: ids(2) });
  expect(await ownersOf(2)).toEqual([lead.personId]);
  await takeBack(analyst, String(handed.headers.location));
  expect(await ownersOf(2)).toEqual([analyst.personId]);
});

test("the load of each is counted over the cases that its reader sees, and leads to them", async () => {
  const { body } = await lead.browser.get("/console/load");
  const page = textOf(body);
  expect(page).toMatch(/Nobody 3 0 \d 3/);
  expect(page).toMatch(
    /The analyst 1 0 \d 1 The lead 1 0 \d 1|The lead 1 0 \d 1 The analyst 1 0 \d 1/,
  );
  const mine = await lead.browser.get(`/console?owner=${lead.personId}`);
  expect(textOf(mine.body)).toContain("Owner: The lead");
  expect(mine.body).toContain(cases[1]?.reference);
  expect(mine.body).not.toContain(cases[2]?.reference);
  const engineer = await aSignedIn(web, house.context, "far engineer", "engineer");
  expect(textOf((await engineer.browser.get("/console/load")).body)).toContain("No case is open");
});

test("on its own page a case is taken with one press as well", async () => {
  const path = `/console/cases/${cases[0]?.reference}`;
  const { body } = await analyst.browser.get(path);
  expect(body).toMatch(/<button[^>]*data-key="t"/);
  const fields = { ownerId: analyst.personId };
  await analyst.browser.submit(path, fields, `${path}/deeds/assign-case?view=overview`);
  expect(await ownersOf(0)).toEqual([analyst.personId]);
});

test("one refusal stops no other: the others are done, and each refused one says why", async () => {
  const [, , , , closed] = cases;
  await house.pools.worker.query(
    "update cases set closed_at = opened_at, close_reason = 'resolved' where case_id = $1",
    [closed?.caseId],
  );
  const answer = await send(analyst, { do: "note", text: "Known since May.", case: ids(3, 4, 3) });
  expect(answer.headers.location).toBe("/console?severity=none&done=note&count=2");
  const kind = { do: "kind", kind: "question", reason: "They only ask.", case: ids(3, 4) };
  const refused = await send(analyst, kind);
  expect(refused.statusCode).toBe(422);
  expect(textOf(refused.body)).toContain("Done for 1, not for these:");
  expect(textOf(refused.body)).toContain(`${closed?.reference} is closed`);
  const { rows } = await house.pools.worker.query("select kind from cases where case_id = $1", [
    cases[3]?.caseId,
  ]);
  expect(rows).toEqual([{ kind: "question" }]);
});

test("a field that says nothing is named at the field, and ticks and words stay", async () => {
  const empty = await send(analyst, { do: "note", text: " ", reason: "kept words", case: ids(0) });
  expect(empty.statusCode).toBe(422);
  expect(textOf(empty.body)).toContain("Write a note.");
  expect(empty.body).toContain("kept words");
  expect(empty.body).toMatch(new RegExp(`value="${cases[0]?.caseId}"[^>]*checked`));
  const nobody = await send(analyst, { do: "assign", ownerId: "", case: ids(0) });
  expect(nobody.statusCode).toBe(422);
  const nothing = await send(analyst, { do: "take" });
  expect([nothing.statusCode, textOf(nothing.body)]).toEqual([
    422,
    expect.stringContaining("Choose at least one case"),
  ]);
});

test("of a case that one does not see nothing is said, and an auditor has no boxes", async () => {
  const answer = await send(analyst, { do: "take", case: [house.context.newId(), ...ids(0)] });
  expect(answer.statusCode).toBe(422);
  expect(textOf(answer.body)).toContain("Done for 1, not for these: A case that you do not see");
  const auditor = await aSignedIn(web, house.context, "auditor", "auditor");
  const { body } = await auditor.browser.get("/console");
  expect(body).not.toContain("tray-pick");
  expect((await analyst.browser.get("/console")).body).toContain("tray-pick");
});

test("ticked cases get a label and a suspected severity, and come ticked to the page of a ruling", async () => {
  const labelled = await send(lead, { do: "label", label: "zero-day", case: ids(0, 2) });
  const queue = textOf((await lead.browser.get(String(labelled.headers.location))).body);
  expect(queue).toContain("2 cases have the label.");
  const { body } = await lead.browser.get(`/console/cases/${cases[0]?.reference}`);
  expect(textOf(body)).toContain("zero-day");
  const suspected = await send(lead, { do: "severity", band: "high", case: ids(0, 2) });
  expect(String(suspected.headers.location)).toContain("done=severity&count=2");
  const wrong = await send(lead, { do: "severity", band: "awful", case: ids(0) });
  expect([wrong.statusCode, textOf(wrong.body).includes(cases[0]?.reference ?? "-")]).toEqual([
    422,
    true,
  ]);
  const ruling = await send(lead, { do: "ruling", case: ids(0, 2) });
  const page = (await lead.browser.get(String(ruling.headers.location))).body;
  const ticked = page.match(/<input[^>]*name="case"[^>]*checked/g) ?? [];
  expect(ticked.map((box) => ids(0, 2).some((id) => box.includes(id)))).toEqual([true, true]);
});

test("where one of many breaks, the others are done, and the page says which is not", async () => {
  const change = "update cases set policy_version = $2 where case_id = $1";
  const [broken = ""] = ids(1);
  await house.pools.worker.query(change, [broken, 999]);
  const text = "The zanzibar build has it, too.";
  const answer = await send(lead, { do: "note", text, case: ids(0, 1, 2) });
  await house.pools.worker.query(change, [broken, 1]);
  const page = textOf(answer.body);
  expect(page).toContain("Done for 2, not for these:");
  expect(page).toContain(`${cases[1]?.reference} : Something went wrong here, and nothing`);
});

test("what was done beside what was refused is taken back with one press", async () => {
  const before = await ownersOf(0, 2);
  const some = [...ids(0, 2), house.context.newId()];
  for (const deed of [{ do: "take" }, { do: "assign", ownerId: lead.personId }]) {
    const answer = await send(analyst, { ...deed, case: some });
    expect(answer.statusCode).toBe(422);
    expect(textOf(answer.body)).toContain("Done for 2, not for these:");
    expect(textOf(answer.body)).toContain("Take back the 2 done");
    expect(answer.body).toContain('data-key="u"');
    const offered = [...answer.body.matchAll(/type="hidden" name="case" value="([^"]+)"/g)];
    expect(offered.map(([, id]) => id).toSorted()).toEqual(ids(0, 2).toSorted());
    const form = { _csrf: tokenIn(answer.body), back: "/console", case: ids(0, 2) };
    const undone = await analyst.browser.post("/console/queue/undo", form);
    expect(undone.headers.location).toBe("/console?done=undo&count=2");
    expect(await ownersOf(0, 2)).toEqual(before);
  }
  const noted = await send(analyst, { do: "note", text: "Known since May.", case: some });
  expect(textOf(noted.body)).toContain("Done for 2, not for these:");
  expect(noted.body).not.toContain("Take back the 2 done");
});

test("a label that was put on several is taken off again, and stays where it was before", async () => {
  await send(lead, { do: "label", label: "switch", case: ids(0) });
  const some = [...ids(0, 2), house.context.newId()];
  const labels = async () => {
    const pages = [0, 2].map((at) => lead.browser.get(`/console/cases/${cases[at]?.reference}`));
    return (await Promise.all(pages)).map(({ body }) => textOf(body).includes("switch"));
  };
  for (const picked of [some, ids(0, 2)]) {
    const answer = await send(lead, { do: "label", label: "switch", case: picked });
    const { location } = answer.headers;
    const page = location ? (await lead.browser.get(String(location))).body : answer.body;
    expect(textOf(page)).toContain(location ? "2 cases have the label." : "Done for 2, not for");
    expect(await labels()).toEqual([true, true]);
    const offered = [...page.matchAll(/type="hidden" name="case" value="([^"]+)"/g)];
    expect(offered.map(([, id]) => id)).toEqual(ids(2));
    const form = { _csrf: tokenIn(page), back: "/console", label: "switch", case: ids(2) };
    const undone = await lead.browser.post("/console/queue/undo", form);
    expect(undone.headers.location).toBe("/console?done=unlabel&count=1");
    const told = (await lead.browser.get(String(undone.headers.location))).body;
    expect(textOf(told)).toContain("One case is without the label again.");
    expect(await labels()).toEqual([true, false]);
  }
});

test("an address holds no word of a label, and offers to take off what stands there alone", async () => {
  const offersOf = async (who: Colleague, address: string) => {
    const { body } = await who.browser.get(address);
    const offered = [...body.matchAll(/type="hidden" name="(?:case|label)" value="([^"]+)"/g)];
    return offered.map(([, value]) => value);
  };
  const answer = await send(lead, { do: "label", label: "Night watch", case: ids(0, 2) });
  const address = String(answer.headers.location);
  expect(address).not.toMatch(/night|watch/i);
  expect(await offersOf(lead, address)).toEqual(["night-watch", ...ids(0, 2)]);
  // A link in the hands of somebody else, or about another label, offers nothing.
  expect(await offersOf(analyst, address)).toEqual([]);
  const crafted = address.replace(/unlabel=[^&]+/, "unlabel=zero-day");
  expect(await offersOf(lead, crafted)).toEqual([]);
  const note = `/console?done=note&count=1&undo=${ids(0).join()}`;
  expect(await offersOf(lead, note)).toEqual([]);
  // Nor does one of a case that has lost the label since.
  const form = { back: "/console", label: "night-watch", case: ids(0) };
  await send(lead, form, "/console/queue/undo");
  expect(await offersOf(lead, address)).toEqual(["night-watch", ...ids(2)]);
});
