import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { TestBrowser, type TestWeb, testWeb } from "../../../test/support/web.ts";
import type { Counts } from "../../core/clocks/figures.ts";
import { publicPromises } from "../../core/clocks/figures.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { PromiseTerms } from "../../core/policy/promise-terms.ts";
import { saveFigures } from "../../store/clocks/figures-writer.ts";
import { deedWords, figuresWords, timeWords } from "./figures-words.ts";
import { ourLanguages } from "./policy/policy-languages.ts";
import { publicRoutes } from "./public-routes.ts";

let at: TestContext;
/** One site on the same figures whose policy shows them, one whose policy does not. */
let open: TestWeb;
let shut: TestWeb;

const days = { days: 3 };
const terms = (more: Partial<PromiseTerms>): PromiseTerms => ({
  from: "received",
  within: days,
  basis: "target",
  bySeverity: {},
  satisfiedBy: "any",
  warnHoursBefore: [],
  showTarget: false,
  requirements: [],
  ...more,
});

beforeAll(async () => {
  at = await testContext();
  at.setClock("2026-11-05T08:00:00.000Z");
  open = await siteWith({ shown: true, atLeast: 5, requirements: [] });
  shut = await siteWith({ shown: false, atLeast: 5, requirements: [] });
});
afterAll(async () => {
  await open.app.close();
  await shut.app.close();
  await at.close();
});

function siteWith(publicFigures: Policy["publicFigures"]): Promise<TestWeb> {
  const [policy] = at.context.policies;
  if (!policy) throw new Error("no policy");
  const promises = {
    "acknowledge-report": terms({ basis: "text" }),
    conclusion: terms({ showTarget: true }),
    relevancy: terms({}),
    "decide-appeal": terms({ basis: "text" }),
  };
  const policies = [{ ...policy, publicFigures, promises, languages: ["en", "fr"] }];
  return testWeb({ ...at.context, policies }, [publicRoutes]);
}

async function count(promise: string, counts: Counts | null, more = {}) {
  const row = {
    year: 2026,
    zone: "Europe/Paris",
    promise,
    asOf: new Date("2026-10-31T23:00:00Z"),
    countedAt: new Date("2026-11-01T00:30:00Z"),
    lookedAt: new Date("2026-10-31T23:00:00Z"),
    atLeast: 5,
    counts,
    ...more,
  };
  await at.context.transaction(theWorker, (tx) => saveFigures(tx, row));
}

const counts = (more: Partial<Counts>): Counts => ({
  owed: 12,
  kept: 7,
  late: 2,
  broken: 1,
  open: 1,
  fellAway: 1,
  medianHours: 20,
  ...more,
});

const wordsOf = async (web: TestWeb, path: string) => {
  const { body, statusCode } = await new TestBrowser(web.app).get(path);
  const text = body.replace(/<style[\s\S]*?<\/style>|<[^>]*>/g, " ").replace(/\s+/g, " ");
  return { body, statusCode, text };
};

test("before anything is counted the page says when figures appear", async () => {
  const { text, statusCode } = await wordsOf(open, "/policy/figures");
  expect(statusCode).toBe(200);
  expect(text).toContain("Nothing to show yet");
  expect(text).toContain("in which at least 5 promises of a kind were owed");
});

test("[VEN-37] the page says the period, when it was counted, each promise's figures and the reports without an answer", async () => {
  await count("reports", counts({ kept: 8, late: 0, broken: 0, open: 4, fellAway: 0 }));
  await count("acknowledge-report", counts({}));
  await count("conclusion", counts({ medianHours: 60 }));
  await count("relevancy", counts({ medianHours: null }));
  await count("decide-appeal", null);
  // Of a year with nothing to show the period says nothing.
  await count("reports", null, { year: 2025 });
  const { text } = await wordsOf(open, "/policy/figures");
  expect(text).toContain("1 January 2026 to 31 October 2026");
  expect(text).toContain("1 November 2026, 01:30 Europe/Paris (UTC+01:00)");
  expect(text).toMatch(/12 reports received.* 8 answered by a person half of them within 20 hours/);
  expect(text).toMatch(/4 not answered/);
  expect(text).toMatch(/Acknowledging a report Promised 12 7 2 1 1 1 20 hours/);
  expect(text).toMatch(/Telling the conclusion Aim 12 7 2 1 1 1 3 days/);
  expect(text).toContain("Fewer than 5, so not shown: deciding an appeal.");
});

test("a promise whose time is not named outside is not judged by it", async () => {
  const { text } = await wordsOf(open, "/policy/figures");
  // Done and not done, whether or not the target had passed.
  expect(text).toMatch(/Telling whether a report is relevant 12 9 3 –/);
});

test("a row that waits for more changes says how old it is", async () => {
  await count("conclusion", counts({}), { asOf: new Date("2026-08-31T22:00:00Z") });
  const { text } = await wordsOf(open, "/policy/figures");
  expect(text).toContain("Telling the conclusion Aim (as of 31 August 2026)");
});

test("a minimum that was raised since the counting holds back at once", async () => {
  const stricter = await siteWith({ shown: true, atLeast: 20, requirements: [] });
  const { text } = await wordsOf(stricter, "/policy/figures");
  await stricter.app.close();
  expect(text).toContain("Nothing to show yet");
  expect(text).not.toMatch(/\b12\b/);
});

test("the page speaks French too", async () => {
  const { text, body } = await wordsOf(open, "/fr/policy/figures");
  expect(body).toContain('<html lang="fr">');
  expect(text).toContain("du 1er janvier 2026 au 31 octobre 2026");
  expect(text).toMatch(/Accuser réception d’un rapport Promis 12 7 2 1 1 1 20 heures/);
});

test("where the policy shows no figures there is no page and no link to one", async () => {
  for (const path of ["/policy/figures", "/fr/policy/figures"]) {
    expect((await wordsOf(shut, path)).statusCode).toBe(404);
  }
  for (const path of ["/", "/policy", "/help"]) {
    expect((await wordsOf(shut, path)).body).not.toContain("policy/figures");
  }
});

test("every promise that may have figures has words in both languages", () => {
  for (const promise of publicPromises) {
    for (const language of ourLanguages) {
      expect(deedWords(promise, language), promise).not.toBe(promise);
    }
  }
});

test("a median is said in hours up to two days, then in days, rounded up", () => {
  const { en } = figuresWords;
  expect([0, 1, 48, 49, 72].map((hours) => timeWords(hours, en))).toEqual([
    "an hour",
    "1 hour",
    "48 hours",
    "3 days",
    "3 days",
  ]);
});
