/**
 * The sweep: everybody asks for everything of cases in every state, and gets what the one table
 * says (test/fixtures/access-table.yaml). Then once more with `permit()` switched off, where the
 * database's wall alone must keep every word and every change away.
 */
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { openBrowser } from "../support/browser.ts";
import {
  type AccessTable,
  type Answer,
  expectedOf,
  missingLine,
  readAccessTable,
} from "./access-table.ts";
import { type Asked, ask } from "./ask.ts";
import { walkEveryPage } from "./every-page.ts";
import type { Persona } from "./personas.ts";
import { nameOf, type RegisteredRoute } from "./registered-routes.ts";
import {
  deedsTried,
  formOf,
  type Ids,
  idsOfNothing,
  isOfACase,
  operationOf,
  pageOf,
  pagesOf,
  type TriedDeed,
} from "./requests.ts";
import { buildSweep, type Swept } from "./sweep.ts";
import { comparable, labelOf, ownRows, Trials, together } from "./trials.ts";
import { changedTables, contentsOf } from "./undoing.ts";
import type { Target } from "./world.ts";

/** Only a test can put another module in the place of the product's: there is no such setting. */
const asked = vi.hoisted(() => ({ permission: true }));
vi.mock("../../src/core/people/permit.ts", async (original) => {
  const real = await original<typeof import("../../src/core/people/permit.ts")>();
  return {
    ...real,
    permit: (...given: Parameters<typeof real.permit>) =>
      asked.permission ? real.permit(...given) : undefined,
    isPermitted: (...given: Parameters<typeof real.isPermitted>) =>
      asked.permission ? real.isPermitted(...given) : true,
  };
});

/** Thousands of requests take their time where other tests run beside them. */
vi.setConfig({ testTimeout: 300_000, hookTimeout: 300_000 });

let swept: Swept;
let trials: Trials;
let table: AccessTable;
const newId = () => trials.newId();
const idsOfTarget = (target: Target) => trials.idsOf(target);

beforeAll(async () => {
  table = readAccessTable();
  swept = await buildSweep();
  trials = new Trials(swept);
});
afterAll(() => swept?.close());

describe("every route and deed has one line in the table", () => {
  test("and a new one fails here until somebody says who may have it", () => {
    const { routes } = swept;
    expect(routes.length).toBeGreaterThan(130);
    const pages = pagesOf(routes).map(nameOf);
    const deeds = deedsTried.map(({ action }) => action.deed);
    const missing = [
      ...pages.filter((name) => !table.routes.has(name)),
      ...deeds.filter((name) => !table.deeds.has(name)),
    ];
    expect(missing.map(missingLine)).toEqual([]);
  });

  test("and nothing stands there that is no longer", () => {
    const pages = new Set(pagesOf(swept.routes).map(nameOf));
    const deeds = new Set<string>(deedsTried.map(({ action }) => action.deed));
    const gone = [
      ...[...table.routes.keys()].filter((name) => !pages.has(name)),
      ...[...table.deeds.keys()].filter((name) => !deeds.has(name)),
    ];
    expect(gone).toEqual([]);
  });

  test("the operator's command line is no part of the site", () => {
    expect(swept.routes.filter(({ path }) => path.includes("command-line"))).toEqual([]);
  });
});

/** The published case's report came without a file. */
function hasWhatIsOn({ path }: RegisteredRoute) {
  return (target: Target) => !path.includes("/files/") || "attachmentId" in idsOfTarget(target);
}

/** Everybody on every case: scripts come with the two scopes that tell most. */
function everybodyOn(targets: readonly Target[], scripts: readonly Persona[]) {
  return [...swept.people, ...scripts].flatMap(onEach(targets));
}

const onEach = (targets: readonly Target[]) => (persona: Persona) =>
  targets.map((target) => ({ persona, target }));

describe("everybody gets what the table says", () => {
  test("of every page, file and question", async () => {
    const { scripts, targets } = swept;
    const different: string[] = [];
    for (const route of pagesOf(swept.routes)) {
      const name = nameOf(route);
      const on = isOfACase(route) ? targets.filter(hasWhatIsOn(route)) : targets.slice(1, 2);
      const all = everybodyOn(on, scripts.slice(0, 2)).map(({ persona, target }) => ({
        label: labelOf(persona, target),
        expected: expectedOfPage(persona, name),
        run: () => trials.ask(persona, target, pageOf(route, idsOfTarget(target), newId)),
      }));
      different.push(...(await trials.differences(name, all)));
    }
    expect(different).toEqual([]);
  });

  test("of every deed, tried by its action", async () => {
    const different: string[] = [];
    for (const deed of deedsTried) {
      const on = deed.onCase ? swept.targets : swept.targets.slice(1, 2);
      const all = everybodyOn(on, []).map(({ persona, target }) => ({
        label: labelOf(persona, target),
        expected: expectedOf(table.deeds, deed.action.deed, persona.name),
        run: () => trials.run(persona, target, deed),
      }));
      different.push(...(await trials.differences(deed.action.title, all)));
    }
    expect(different).toEqual([]);
  });

  test("of every deed, asked for by the API with and without a token of its scope", async () => {
    const { scripts } = swept;
    const different: string[] = [];
    for (const deed of deedsTried.filter(({ operation }) => operation)) {
      // In every state by its action above; what differs here is the way in.
      const on = deed.onCase ? swept.targets.slice(2, 4) : swept.targets.slice(1, 2);
      const { deed: name } = deed.action;
      const own = scripts.filter(({ detail }) => detail === name);
      const withTokens = [...own, await swept.scriptWithout(name)];
      const askers = [...everybodyOn(on, []), ...withTokens.flatMap(onEach(on.slice(0, 1)))];
      const all = askers.map(({ persona, target }) => ({
        label: labelOf(persona, target),
        expected: expectedOfOperation(persona, deed),
        run: () =>
          trials.ask(persona, target, operationOf(deed, idsOfTarget(target), newId) as Asked),
      }));
      different.push(...(await trials.differences(deed.operation?.name ?? "", all)));
    }
    expect(different).toEqual([]);
  });

  test("of every deed, sent as the form of a case's page", async () => {
    const different: string[] = [];
    for (const deed of deedsTried.filter(({ hasForm }) => hasForm)) {
      const on = [swept.targets[0], swept.targets[4]].filter((each) => each !== undefined);
      const all = everybodyOn(on, []).map(({ persona, target }) => ({
        label: labelOf(persona, target),
        expected: expectedOfForm(persona, deed),
        run: () => trials.ask(persona, target, formOf(deed, idsOfTarget(target), newId) as Asked),
      }));
      different.push(...(await trials.differences(`the form of ${deed.action.deed}`, all)));
    }
    expect(different).toEqual([]);
  });
});

function expectedOfPage(persona: Persona, name: string): Answer {
  if (persona.name !== "token") return expectedOf(table.routes, name, persona.name);
  // A page knows no tokens: a script is anybody there.
  if (!name.includes(" /api/")) return expectedOf(table.routes, name, "anonymous");
  return expectedOf(table.routes, name, persona.detail === "read" ? "token" : "token-otherwise");
}

function expectedOfOperation(persona: Persona, { action: { deed } }: TriedDeed): Answer {
  if (persona.name !== "token") return expectedOf(table.deeds, deed, persona.name);
  return expectedOf(table.deeds, deed, persona.detail === deed ? "token" : "token-otherwise");
}

const signedInOnly = [
  "anonymous",
  "reporter",
  "other-reporter",
  "vendor",
  "masked-vendor",
  "customer",
];

function expectedOfForm({ name }: Persona, { action: { deed } }: TriedDeed): Answer {
  return signedInOnly.includes(name) ? "sign-in" : expectedOf(table.deeds, deed, name);
}

test("the words were there to be met: whoever may read them did", () => {
  const own = ["message by vendor", "message by masked-vendor", "message by customer"];
  const reporters = ["report by reporter", "file by reporter", "message by reporter"];
  const team = ["report", "file", "note", "draft", "message"].map((of) => `${of} by analyst`);
  const expected = [...own, ...reporters, ...team, "note by auditor", "report by token"];
  expect(expected.filter((each) => !trials.met.has(each))).toEqual([]);
});

describe("what is not yours is answered exactly like what is not there", () => {
  const requests = (): ((ids: Ids) => Asked)[] => [
    ...pagesOf(swept.routes)
      .filter(isOfACase)
      .map((route) => (ids: Ids) => pageOf(route, ids, newId)),
    ...deedsTried
      .filter(({ onCase, operation }) => onCase && operation)
      .map((deed) => (ids: Ids) => operationOf(deed, ids, newId) as Asked),
    ...deedsTried
      .filter(({ hasForm }) => hasForm)
      .map((deed) => (ids: Ids) => formOf(deed, ids, newId) as Asked),
  ];

  test("status, headers and body, for everybody who is not on the case", async () => {
    const { app, house, people, foreign } = swept;
    const strangers = people.filter(
      ({ mayRead }) =>
        !swept.words.all.some((word) => word.caseId === foreign.caseId && mayRead(word, foreign)),
    );
    expect(strangers.length).toBeGreaterThan(6);
    const there = idsOfTarget(foreign);
    const nowhere = idsOfNothing(there, newId);
    const different: string[] = [];
    for (const make of requests()) {
      for (const persona of strangers) {
        const [here, not] = [make(there), make(nowhere)];
        const target = swept.targets[1] as Target;
        const found = comparable(await ask(app, house.context, persona, target, here), there);
        const absent = comparable(await ask(app, house.context, persona, target, not), nowhere);
        if (found !== absent)
          different.push(`${here.route.method} ${here.url} for ${persona.name}`);
      }
    }
    expect(different).toEqual([]);
  });

  test("and no list, count or search changes when a case appears that is not yours", async () => {
    const { app, house, people, targets } = swept;
    const lists = pagesOf(swept.routes).filter(
      ({ method, path }) => method === "GET" && !path.includes(":"),
    );
    const all = async (): Promise<Map<string, string>> => {
      const seen = new Map<string, string>();
      for (const persona of people) {
        for (const route of lists) {
          const asked = { route, url: `${route.path.replace("*", "")}?q=packet&lane=ours` };
          const answer = await ask(app, house.context, persona, targets[1] as Target, asked);
          seen.set(`${route.path} for ${persona.name}`, comparable(answer, {}));
        }
      }
      return seen;
    };
    const before = await all();
    const made = await swept.anotherCase();
    const after = await all();
    const changed = [...after]
      .filter(([name, body]) => before.get(name) !== body)
      .map(([name]) => name);
    const members = people.filter(({ mayRead }) =>
      mayRead({ caseId: made, side: "staff", of: "", word: "" }, targets[1] as Target),
    );
    const theirs = changed.filter(
      (name) => !members.some((each) => name.endsWith(` for ${each.name}`)),
    );
    expect(theirs).toEqual([]);
    expect(changed.length).toBeGreaterThan(0);
  });
});

test("every page that somebody may open is accessible, fits its window, and breaks no rule of the content security policy", {
  timeout: 600_000,
}, async () => {
  const browser = await openBrowser();
  try {
    const { unseen, complaints, shown } = await walkEveryPage(swept, trials, browser);
    expect(unseen).toEqual([]);
    expect(complaints).toEqual([]);
    expect(shown).toBeGreaterThan(70);
  } finally {
    await browser.close();
  }
});

describe("with permit() switched off, the database's wall alone", () => {
  beforeAll(() => {
    asked.permission = false;
  });
  afterAll(() => {
    asked.permission = true;
  });

  test("keeps every word of a case or side from whoever is not on it", async () => {
    const { scripts, targets, people, foreign } = swept;
    const different: string[] = [];
    const questions = pagesOf(swept.routes).filter(({ method }) => method === "GET");
    for (const route of questions) {
      const on = isOfACase(route) ? [...targets.slice(1, 3), foreign] : targets.slice(1, 2);
      const all = on.flatMap((target) =>
        [...people, ...scripts.slice(0, 1)].map((persona) => ({ persona, target })),
      );
      await together(all, async ({ persona, target }) => {
        const heard = await trials.ask(persona, target, pageOf(route, idsOfTarget(target), newId));
        if (!heard.includes("LEAKED")) return;
        different.push(`${nameOf(route)} for ${labelOf(persona, target)}: ${heard}`);
      });
    }
    expect(different).toEqual([]);
  });

  test("and every change away from it, whichever way a deed is tried", async () => {
    const different: string[] = [];
    for (const persona of swept.people) different.push(...(await changesOf(persona)));
    expect(different).toEqual([]);
  });
});

/** Everything that a stranger's deeds on a case gave away or changed, with no permission asked. */
async function changesOf(persona: Persona): Promise<string[]> {
  const { targets, foreign, admin } = swept;
  const [, here = foreign] = targets;
  // Whoever is on the cases is a stranger on another entity's; the others are strangers here.
  const isOnIt = persona.mayRead({ word: "", of: "", side: "staff", caseId: here.caseId }, foreign);
  const target = isOnIt ? foreign : here;
  const label = labelOf(persona, target);
  const own = ownRows(swept, persona, target);
  const before = await contentsOf(admin, own);
  const different: string[] = [];
  for (const deed of deedsTried.filter(({ onCase }) => onCase)) {
    const heard = await trials.everyWay(persona, target, deed);
    if (heard.includes("LEAKED")) different.push(`${deed.action.deed} for ${label}: ${heard}`);
  }
  const changed = changedTables(before, await contentsOf(admin, own));
  return changed.length > 0 ? [...different, `${label} changed ${changed}`] : different;
}
