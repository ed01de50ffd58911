import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import { aSignedIn, type Colleague, testConsole, textOf } from "../../../test/support/console.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { countingStatements, type Statements } from "../../../test/support/statements.ts";
import type { TestWeb } from "../../../test/support/web.ts";
import { perform } from "../../actions/action.ts";
import { assignCase } from "../../actions/cases/assign-case.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import type { Filtering } from "../../store/cases/queue-conditions.ts";
import { searchCases } from "../../store/search/case-finder-reader.ts";
import { tokensOf } from "../../store/search/tokens.ts";

const caseCount = 14;
let house: TestContext;
let statements: Statements;
let web: TestWeb;
let analyst: Colleague;
let cases: TestCase[];

beforeAll(async () => {
  house = await testContext();
  statements = countingStatements(house.pools);
  await ensureHouse.run(house.context, theWorker, {});
  web = await testConsole(house);
  analyst = await aSignedIn(web, house.context, "analyst", "analyst");
  cases = [];
  for (let count = 0; count < caseCount; count += 1) {
    house.passSeconds(86_400);
    cases.push(await aCase(house, `okapi ${count % 2 === 0 ? "restart" : "leak"} case${count}`));
  }
  analyst = await aSignedIn(web, house.context, "second analyst", "analyst");
});
afterAll(async () => {
  await web.app.close();
  await house.close();
});

const references = (html: string) => [
  ...new Set(
    [...html.matchAll(/class="row-reference">(PSIRT-\d+-\d+)/g)].map(([, found]) => found),
  ),
];
const search = async (query: string) =>
  (await analyst.browser.get(`/console/search?q=${encodeURIComponent(query)}`)).body;
const named = (wanted: (index: number) => boolean) =>
  cases
    .filter((_, index) => wanted(index))
    .map(({ reference }) => reference)
    .reverse();

test("words and operators narrow one another, and the latest comes first", async () => {
  const { context } = house;
  const lead = { kind: "staff", id: analyst.personId } as const;
  const actor: Actor = {
    ...lead,
    name: "",
    roles: ["lead"],
    groupIds: [psirtTeam],
    steppedUp: true,
  };
  for (const index of [0, 3, 4]) {
    const input = { caseId: cases[index]?.caseId ?? "", ownerId: analyst.personId };
    await perform(context, assignCase, actor, input);
  }
  const restarts = (index: number) => index % 2 === 0;
  const mine = (index: number) => [0, 3, 4].includes(index);
  expect(references(await search("okapi"))).toEqual(named(() => true));
  expect(references(await search("okapi restart"))).toEqual(named(restarts));
  expect(references(await search("owner:me"))).toEqual(named(mine));
  expect(references(await search("restart owner:me"))).toEqual(
    named((index) => restarts(index) && mine(index)),
  );
  expect(references(await search('owner:"the second analyst" is:open'))).toEqual(named(mine));
  expect(references(await search("owner:nobody leak"))).toEqual(
    named((index) => !restarts(index) && !mine(index)),
  );
  // The first was opened on 12 March, each next one a day later.
  expect(references(await search("after:2026-03-13 before:2026-03-15"))).toEqual(
    named((index) => index === 1 || index === 2),
  );
  expect(references(await search("is:closed"))).toEqual([]);
  expect(references(await search("kind:question"))).toEqual([]);
});

test("an operator that means nothing is named with what it takes, and nothing else is answered", async () => {
  for (const [query, sentence] of [
    ["okapi before:soon", "It takes a day that there is, such as 2026-03-31."],
    ["okapi product:Nowhere", "No product in the catalogue has this name."],
    ["okapi owner:zebra", "No colleague has this name."],
    ["okapi owner:analyst", "Several colleagues have it in their name"],
    ["okapi stage:done", "It takes one of: received"],
  ] as const) {
    const body = await search(query);
    expect(textOf(body)).toContain(sentence);
    expect(references(body)).toEqual([]);
    expect(body).toContain(`value="${query}"`);
  }
});

test("a search is at most twelve statements, all told", async () => {
  for (const query of ["okapi restart", "okapi owner:me", 'owner:"second analyst" okapi is:open']) {
    await search(query);
    const { count } = await statements.during(() => search(query));
    expect([query, count <= 12]).toEqual([query, true]);
  }
});

test("the words of a decision find its case, for those who read it", async () => {
  const [first] = cases;
  const explanation = `It looks like the quokkafinch of last year. ${"Which release was it? ".repeat(4)}`;
  const decision = { caseId: first?.caseId ?? "", outcome: "need-more", explanation };
  const actor: Actor = {
    ...{ kind: "staff", id: analyst.personId, name: "", roles: ["lead"] },
    ...{ groupIds: [psirtTeam], steppedUp: true },
  };
  await perform(house.context, decideRelevancy, actor, decision);
  expect(references(await search("quokkafinch"))).toEqual([first?.reference]);
});

const anyOf: Filtering["filter"] = { owner: "nobody" };

test("however far a page looks, all pages together find the same", async () => {
  const actor = { kind: "staff", id: analyst.personId, name: "", roles: ["lead"] } as const;
  const lead: Actor = { ...actor, groupIds: [psirtTeam], steppedUp: true };
  const readers = [analyst.personId, psirtTeam];
  const filtering: Filtering = {
    ...{ filter: anyOf, personId: analyst.personId, now: house.context.now(), product: null },
  };
  for (const words of ["okapi", "okapi restart", ""]) {
    const all = async (hasFew: boolean, look: number, wanted: Filtering | null) => {
      const found: string[] = [];
      let after: string | null = null;
      do {
        const from: string | null = after;
        const page: Awaited<ReturnType<typeof searchCases>> = await house.context.transaction(
          lead,
          (tx) =>
            searchCases(house.context, tx, {
              ...{ words, filtering: wanted, after: from, readers, hasFew, look },
            }),
        );
        found.push(...page.rows.map(({ caseId }) => caseId));
        after = page.next;
      } while (after);
      return found;
    };
    for (const wanted of words === "" ? [filtering] : [filtering, null]) {
      const few = await all(true, 5_000, wanted);
      expect(few.length).toBeGreaterThan(2);
      for (const look of [2, 3, 5_000]) expect(await all(false, look, wanted)).toEqual(few);
    }
  }
});

test("[TH-23] names are offered and found for those who may open the vault alone, after a second proof", async () => {
  const named = await aCase(house, "okapi tapir", {
    name: "Wilma Zander",
    email: "w@zander.example",
  });
  const lead = await aSignedIn(web, house.context, "lead", "lead");
  const { browser } = await aSignedIn(web, house.context, "third analyst", "analyst");
  const see = async (who: typeof browser, q: string) =>
    (await who.get(`/console/search?${new URLSearchParams({ q })}`)).body;
  const offer = "/console/search?q=party%3A%22Wilma+Zander%22";
  expect(await see(lead.browser, "Wilma Zander")).toContain(offer);
  expect(await see(browser, "Wilma Zander")).not.toContain(offer);
  const right = textOf(await see(browser, 'party:"Wilma Zander"'));
  expect(right).toContain("Names and addresses are for those who may open the vault.");
  expect(textOf(await see(browser, 'party:"Wilma Xander"')).replaceAll("Xander", "Zander")).toBe(
    right,
  );
  const proven = (at: Date | null) =>
    house.pools.worker.query("update sessions set stepped_up_at = $1 where person_id = $2", [
      at,
      lead.personId,
    ]);
  await proven(null);
  const asked = await see(lead.browser, 'party:"Wilma Zander"');
  expect(asked).not.toContain(named.reference);
  expect(asked).toContain('value="/console/search?q=party%3A%22Wilma%20Zander%22"');
  expect(textOf(asked)).toContain("Confirm that it is you");
  await proven(house.context.now());
  expect(references(await see(lead.browser, 'party:"Wilma Zander"'))).toEqual([named.reference]);
  expect(references(await see(lead.browser, "reporter:w@zander.example tapir"))).toEqual([
    named.reference,
  ]);
  const { count } = await statements.during(() =>
    see(lead.browser, "reporter:w@zander.example tapir is:open"),
  );
  expect(count).toBeLessThanOrEqual(12);
});

test("what turns the words around it is named in what was searched and on paper", async () => {
  const turned = await aCase(house, "a restart", { product: "Gate\u202Egpj.exe" });
  const mark = '<span class="hidden-mark" title="right-to-left override">U\\+202E</span>';
  const title = new RegExp(`<h1[^>]*>.*${mark}.*</h1>`, "s");
  const found = await search("a\u202Eb");
  expect(found).toMatch(title);
  const printed = (await analyst.browser.get(`/console/cases/${turned.reference}/print`)).body;
  expect(printed).toMatch(title);
  const at = `/console/cases/${turned.reference}`;
  const relevant = { outcome: "relevant", touches: "integrity", explanation: "It restarts." };
  await analyst.browser.submit(at, relevant, `${at}/deeds/decide-relevancy?view=overview`);
  for (const view of ["vulnerability", "status", "advice"]) {
    const { body } = await analyst.browser.get(`${at}/${view}`);
    expect(body, view).toMatch(new RegExp(`<h2[^>]*><bdi>.*${mark}.*</h2>`, "s"));
  }
});

test("somebody outside the team finds nothing by any operator", async () => {
  const stranger = await aSignedIn(web, house.context, "engineer", "engineer");
  for (const query of ["okapi", "is:open", "owner:nobody", cases[0]?.reference ?? ""]) {
    const { body } = await stranger.browser.get(`/console/search?q=${encodeURIComponent(query)}`);
    expect(references(body)).toEqual([]);
    expect(body).toContain("No case of yours fits all of it");
  }
});

/** So many cases with one of two words, of which the first is in two of three; gives their ids. */
async function manyWithOneWord(count: number): Promise<string[]> {
  const [common, rarer] = ["quagga", "numbat"].map((word) => tokensOf(house.context, word)[0]);
  const ids = Array.from({ length: count }, () => house.context.newId());
  const admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  // No list shows them: what is looked at is their words and who may read them.
  await admin.query("set session_replication_role = replica");
  for (const [index, id] of ids.entries()) {
    const token = index % 3 === 0 ? rarer : common;
    await admin.query(
      `with reached as (
         insert into case_access (principal_id, case_id, side_id, lane, due_at)
         values ($1, $2, staff_side(), 1, 'infinity'))
       insert into case_tokens (token, case_id, side_id) values ($3, $2, staff_side())`,
      [psirtTeam, id, token],
    );
  }
  await admin.end();
  return ids;
}

test("of two words that many cases hold, the one that lies in fewer is looked for first", async () => {
  const ids = await manyWithOneWord(360);
  const actor: Actor = {
    ...{ kind: "staff", id: analyst.personId, name: "", roles: ["lead"] },
    ...{ groupIds: [psirtTeam], steppedUp: true },
  };
  for (const words of ["quagga numbat", "numbat quagga"]) {
    const { rows, next, lookedAt } = await house.context.transaction(actor, (tx) =>
      searchCases(house.context, tx, {
        ...{ words, filtering: null, after: null, readers: [psirtTeam], hasFew: false, look: 110 },
      }),
    );
    // A hundred and ten with the rarer word reach back over three times as many cases.
    expect([rows, lookedAt, ids.indexOf(next ?? "") < 60]).toEqual([[], 110, true]);
  }
});
