/** Builds the swept site with its world and its people, once for all trials. */
import { randomUUID } from "node:crypto";
import type { FastifyInstance } from "fastify";
import pg from "pg";
import { Registry } from "prom-client";
import { ensureHouse } from "../../src/actions/people/ensure-house.ts";
import { makeToken } from "../../src/actions/people/make-token.ts";
import { psirtTeam } from "../../src/core/people/teams.ts";
import { runOwed } from "../../src/jobs/run-owed.ts";
import { makeLog } from "../../src/lib/log.ts";
import type { OutgoingMessage } from "../../src/mail/outbound/transport.ts";
import { buildSite } from "../../src/site.ts";
import { type TestContext, testContext, theWorker } from "../support/context.ts";
import { keepKeysAndPolicy } from "../support/kept-policy.ts";
import { testTasks } from "../support/tasks.ts";
import { productAssets } from "../support/web.ts";
import { ask } from "./ask.ts";
import { Canaries } from "./canaries.ts";
import {
  aMemberOfStaff,
  otherReporter,
  outsider,
  type Persona,
  script,
  staff,
  visitor,
} from "./personas.ts";
import { type RegisteredRoute, recordRoutes } from "./registered-routes.ts";
import { type Ids, idsOf } from "./requests.ts";
import { type Trial, trialContext } from "./undoing.ts";
import { aForeignCase, anotherCase, casesInAllStates, type Target } from "./world.ts";

export interface Swept {
  readonly house: TestContext;
  readonly app: FastifyInstance;
  readonly trial: Trial;
  readonly admin: pg.Client;
  readonly routes: readonly RegisteredRoute[];
  readonly words: Canaries;
  readonly targets: readonly Target[];
  readonly foreign: Target;
  readonly ids: ReadonlyMap<Target, Ids>;
  /** Everybody but scripts. */
  readonly people: readonly Persona[];
  /** One for each scope, all the analyst's. */
  readonly scripts: readonly Persona[];
  /** A script with one token for everything else: what any other scope let through, it would get. */
  scriptWithout(deed: string): Promise<Persona>;
  /** A further case of the same team, made while everything stands; gives its id. */
  anotherCase(description?: string): Promise<string>;
  /** Every mail that left. */
  letters(): readonly OutgoingMessage[];
  /** The sign-in name of an account. */
  readonly aPersonsName: string;
  /** Every line of the log. */
  logged(): string;
  /** The line of the log before that of the latest request. */
  lastFailure(): string;
  close(): Promise<void>;
}

const aPage = { route: { method: "GET", path: "/console/help" }, url: "/console/help" } as const;

export async function buildSweep(): Promise<Swept> {
  const house = await testContext({ demonstration: false });
  const tasks = await testTasks(house);
  await keepKeysAndPolicy(house);
  await ensureHouse.run(house.context, theWorker, {});
  const otherTeam = randomUUID();
  const person = (teamId: string | null, ...roles: Parameters<typeof aMemberOfStaff>[2][]) =>
    aMemberOfStaff(house, teamId, ...roles);
  const lead = await person(psirtTeam, "lead");
  const analyst = await person(psirtTeam, "analyst");
  const auditor = await person(null, "auditor");
  const otherLead = await person(otherTeam, "lead");
  const words = new Canaries();
  const means = {
    house,
    tasks,
    words,
    lead: { ...lead.actor, steppedUp: true },
    auditor: auditor.actor,
  };
  const targets = await casesInAllStates(means);
  const foreign = await aForeignCase(means, otherTeam);
  await runOwed(tasks.on);
  const targetsAndMore = [...targets];
  const people: Persona[] = [
    visitor(),
    outsider("reporter", ({ reporter }) => ({ ...reporter, role: "reporter" })),
    otherReporter(foreign),
    outsider("vendor", ({ vendor }) => vendor),
    outsider("masked-vendor", ({ maskedVendor }) => maskedVendor),
    outsider("customer", ({ customer }) => customer),
    staff("support", await person(null, "support-agent"), []),
    staff("analyst-outside", await person(null, "analyst"), []),
    staff("analyst", analyst, targetsAndMore),
    staff("lead", lead, targetsAndMore),
    staff("other-lead", otherLead, [foreign]),
    staff("auditor", auditor, targetsAndMore),
    staff("administrator", await person(null, "administrator"), []),
  ];
  const scopes = makeToken.input.shape.scopes.element.options;
  const scriptFor = (label: string, granted: readonly string[]) =>
    script(house, analyst, { label, scopes: granted }, targetsAndMore);
  const scripts: Persona[] = [];
  for (const scope of scopes) scripts.push(await scriptFor(scope, [scope]));
  const trial = trialContext(house.context);
  const lines: string[] = [];
  const { built: app, routes } = await recordRoutes(() => siteOf(trial, lines));
  // Sessions began before the cases: the first page of each is seen now, not as a trace of a trial.
  for (const persona of people) await ask(app, house.context, persona, foreign, aPage);
  const admin = new pg.Client(house.database.connectionFor("admin"));
  await admin.connect();
  const ids = new Map<Target, Ids>();
  for (const target of [...targets, foreign]) ids.set(target, await idsOf(admin, target));
  return {
    house,
    app,
    trial,
    admin,
    routes,
    words,
    targets,
    foreign,
    ids,
    people,
    scripts,
    scriptWithout: (deed) =>
      scriptFor(
        `for all but ${deed}`,
        scopes.filter((scope) => scope !== deed),
      ),
    letters: () => tasks.sent,
    aPersonsName: analyst.actor.id,
    async anotherCase(description) {
      const more = await anotherCase(means, description);
      targetsAndMore.push(more);
      return more.caseId;
    },
    logged: () => lines.join(""),
    lastFailure: () => lines.at(-2)?.trimEnd() ?? "",
    async close() {
      await app.close();
      await admin.end();
      await tasks.close();
      await house.close();
    },
  };
}

function siteOf({ context }: Trial, lines: string[]): Promise<FastifyInstance> {
  const web = {
    context,
    log: makeLog({ destination: { write: (line: string) => void lines.push(line) } }),
    assets: productAssets(),
    trustProxy: false,
    requestsPerMinute: { reads: 1_000_000, changes: 1_000_000 },
    metrics: { registry: new Registry(), token: null },
  };
  return buildSite(web, () => {});
}
