import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { actorOf, anAccount } from "../../../test/support/accounts.ts";
import { aCase, type TestCase } from "../../../test/support/cases.ts";
import {
  aColleague,
  type TestContext,
  testContext,
  theWorker,
} from "../../../test/support/context.ts";
import { perform } from "../../actions/action.ts";
import { decideRelevancy } from "../../actions/decisions/decide-relevancy.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { addProduct } from "../../actions/products/add-product.ts";
import { setAffectedProducts } from "../../actions/products/set-affected-products.ts";
import { filterOf, openedIn, type QueueFilter } from "../../core/cases/queue-filter.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { vulnerabilitiesOf } from "../scoring/reader.ts";
import { keysOfCase } from "../sealing/object-keys.ts";
import { type FilteredPage, filteredPage, queueFor } from "./filtered-queue-reader.ts";
import type { QueueLane, QueuePlace } from "./queue-reader.ts";

const caseCount = 30;
let house: TestContext;
let cases: TestCase[];
let lead: Extract<Actor, { kind: "staff" }>;

beforeAll(async () => {
  house = await testContext();
  await ensureHouse.run(house.context, theWorker, {});
  const { session } = await anAccount(house.context, "lead", "lead");
  lead = (await actorOf(house.context, session)) as typeof lead;
  cases = [];
  for (let count = 0; count < caseCount; count += 1) cases.push(await aCase(house, `f ${count}`));
});
afterAll(() => house.close());

const day = 86_400_000;

const aStanding = fc.record({
  lane: fc.constantFrom(1, 1, 2, 3),
  due: fc.option(fc.integer({ min: -3, max: 9 }), { freq: 5 }),
  owner: fc.constantFrom(null, "me"),
  kind: fc.constantFrom("vulnerability-report", "question", "dispute"),
  stage: fc.constantFrom("received", "analysis"),
  band: fc.constantFrom(null, "high", "low"),
  waiting: fc.constantFrom("us", "reporter", "other", "nobody"),
  age: fc.constantFrom(0, 10, 40, 200),
  mailbox: fc.constantFrom(null, "cna"),
});
type StandingOfCase = typeof aStanding extends fc.Arbitrary<infer T> ? T : never;

const aFilter = fc
  .record(
    {
      owner: fc.constantFrom("me", "nobody"),
      due: fc.constantFrom("overdue", "day", "week", "none"),
      waiting: fc.constantFrom("us", "reporter"),
      kind: fc.constantFrom("question", "dispute"),
      stage: fc.constantFrom("received", "analysis"),
      severity: fc.constantFrom("high", "none"),
      age: fc.constantFrom("7", "8-30", "31-90", "91"),
      policy: fc.constantFrom("1", "7"),
      mailbox: fc.constant("cna"),
    },
    { requiredKeys: [] },
  )
  .map((said) => filterOf(said).filter);

async function place(all: readonly StandingOfCase[]): Promise<void> {
  const now = +house.context.now();
  for (const [index, { caseId }] of cases.entries()) {
    const at = all[index] as StandingOfCase;
    const due = at.due === null ? "infinity" : new Date(now + at.due * day + 1_000).toISOString();
    await house.pools.worker.query(
      `update cases set lane = $2, due_at = $3, owner_id = $4, kind = $5, stage = $6,
              severity_band = $7, waiting_on = $8, opened_at = $9, mailbox = $10,
              tray = case when $10::text is null then tray else coalesce(tray, 'kept') end
        where case_id = $1`,
      [caseId, at.lane, due, at.owner && lead.id, at.kind, at.stage, at.band, at.waiting].concat([
        new Date(now - at.age * day).toISOString(),
        at.mailbox,
      ] as string[]),
    );
  }
}

/** The same rule, of one case at a time and without an index. */
function fits(at: StandingOfCase, filter: QueueFilter, now: Date): boolean {
  const { owner, due, waiting, kind, stage, severity, policy, mailbox, age } = filter;
  const [from, until] = age ? openedIn(age, now) : [null, null];
  const opened = +now - at.age * day;
  const same: [unknown, unknown][] = [
    [owner && owner === "nobody", at.owner === null],
    [due && isDue(at.due, due), true],
    [waiting, at.waiting],
    [kind, at.kind],
    [stage, at.stage],
    [severity, at.band ?? "none"],
    [policy, 1],
    [mailbox, at.mailbox],
    [from && opened > +from, true],
    [until && opened <= +until, true],
  ];
  return same.every(([wanted, is]) => wanted === undefined || wanted === null || wanted === is);
}

function isDue(inDays: number | null, span: NonNullable<QueueFilter["due"]>): boolean {
  if (inDays === null || span === "none") return inDays === null && span === "none";
  const due = inDays * day + 1_000;
  if (span === "overdue") return due < 0;
  return due >= 0 && due <= (span === "day" ? day : 7 * day);
}

/** All pages of a lane, each of so many rows and looking at so many entries. */
async function walk(lane: QueueLane, filter: QueueFilter, count: number, look: number) {
  const found: string[] = [];
  let after: QueuePlace | null = null;
  let pages = 0;
  do {
    const from: QueuePlace | null = after;
    const filtering = { filter, personId: lead.id, now: house.context.now(), product: null };
    const page: FilteredPage = await house.context.transaction(lead, (tx) =>
      filteredPage(house.context, tx, [lead.id, psirtTeam], {
        ...{ lane, after: from, filtering, count, look },
      }),
    );
    expect(page.rows.length).toBeLessThanOrEqual(count);
    found.push(...page.rows.map(({ caseId }) => caseId));
    after = page.next;
    pages += 1;
  } while (after && pages < 100);
  return found;
}

const dueOf = ({ due }: StandingOfCase) => due ?? Number.MAX_SAFE_INTEGER;

const lanes = { 1: "ours", 2: "waiting", 3: "closed" } as const;

test("any filters together give exactly the cases that fit all of them, in the lane's order, page by page", async () => {
  const now = house.context.now();
  const standings = fc.array(aStanding, { minLength: caseCount, maxLength: caseCount });
  await fc.assert(
    fc.asyncProperty(
      standings,
      fc.array(aFilter, { minLength: 4, maxLength: 4 }),
      fc.integer({ min: 1, max: 9 }),
      fc.integer({ min: 2, max: 40 }),
      async (all, filters, count, look) => {
        await place(all);
        for (const filter of filters) {
          for (const [number, lane] of Object.entries(lanes)) {
            const wanted = cases
              .map(({ caseId }, index) => ({ caseId, at: all[index] as StandingOfCase }))
              .filter(({ at }) => at.lane === Number(number) && fits(at, filter, now))
              .sort((a, b) => dueOf(a.at) - dueOf(b.at) || (a.caseId < b.caseId ? -1 : 1))
              .map(({ caseId }) => caseId);
            const found = await walk(lane, filter, count, look);
            expect(found).toEqual(lane === "closed" ? wanted.reverse() : wanted);
          }
        }
      },
    ),
    { numRuns: 8, endOnFailure: true },
  );
});

const asked = { lane: "ours", after: null } as const;

test("a product's cases are found by its name in any capitals; an unknown product is no empty list", async () => {
  const now = house.context.now();
  await house.pools.worker.query("update cases set lane = 1, kind = 'vulnerability-report'");
  const [first] = cases;
  const caseId = first?.caseId ?? "";
  const { context } = house;
  const { productId } = await perform(context, addProduct, lead, {
    ...{ entity: "Example Networks", name: "OmniGate 9000", kind: "product" },
  });
  const explanation = "An outsider restarts the gateway at will.";
  const relevant = { caseId, outcome: "relevant", touches: ["availability"], explanation };
  await perform(context, decideRelevancy, lead, relevant);
  const keys = await context.transaction(lead, (tx) => keysOfCase(context, tx, caseId));
  const [found] = await context.transaction(lead, (tx) =>
    vulnerabilitiesOf(context, tx, caseId, keys),
  );
  const products = [{ productId, status: "affected", versions: "1.0" }];
  const affected = { caseId, vulnerabilityId: found?.vulnerabilityId, products };
  await perform(context, setAffectedProducts, lead, affected);
  const by = (product: string) =>
    house.context.transaction(lead, (tx) =>
      queueFor(house.context, tx, [lead.id, psirtTeam], {
        ...{ ...asked, personId: lead.id, now, filter: { product } },
      }),
    );
  expect((await by("omnigate 9000")).rows.map(({ caseId }) => caseId)).toEqual([first?.caseId]);
  expect(await by("OmniGate")).toMatchObject({ rows: [], unknown: "product" });
});

test("somebody outside the team finds nothing by any filter, and a party learns no column of it", async () => {
  const now = house.context.now();
  const stranger = aColleague("engineer");
  const page = await house.context.transaction({ ...stranger, groupIds: [] }, (tx) =>
    queueFor(house.context, tx, [stranger.id, psirtTeam], {
      ...{ ...asked, personId: stranger.id, now, filter: { policy: 1 } },
    }),
  );
  expect(page?.rows).toEqual([]);
  const rows = await house.pools.worker.query(
    `select count(*)::int as count from case_access
      where side_id <> staff_side() and (kind is not null or stage is not null
            or opened_at is not null or policy_version is not null or waiting_on is not null)`,
  );
  expect(rows.rows).toEqual([{ count: 0 }]);
});
