/** A duplicate from its link to its undoing: longer than a file should be, since its tests share one house. */
import { createHash, randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { aCase, aPerson, type TestCase } from "../../../test/support/cases.ts";
import { type TestContext, testContext, theWorker } from "../../../test/support/context.ts";
import { type TestTasks, testTasks } from "../../../test/support/tasks.ts";
import { proofText } from "../../core/cases/links.ts";
import type { Actor } from "../../core/people/actor.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import { runOwed } from "../../jobs/run-owed.ts";
import { tellFollowers } from "../../jobs/tasks/tell-followers.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import type { Context } from "../../store/context.ts";
import { linksOf } from "../../store/links/reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { originalOf, reportsOf } from "../../store/reports/reader.ts";
import { vulnerabilitiesOf } from "../../store/scoring/reader.ts";
import { keysOfCase } from "../../store/sealing/object-keys.ts";
import { closeCase } from "../decisions/close-case.ts";
import { concludeAnalysis } from "../decisions/conclude-analysis.ts";
import { decideRelevancy } from "../decisions/decide-relevancy.ts";
import { reopenCase } from "../decisions/reopen-case.ts";
import { chooseCredit } from "../identity/choose-credit.ts";
import { nameGuard } from "../identity/name-guard.ts";
import { creditsOfCase } from "../identity/publication-guard.ts";
import { planRemedy } from "../remedies/plan-remedy.ts";
import { markDuplicate } from "./mark-duplicate.ts";
import { mergeReport } from "./merge-report.ts";
import { relateCase } from "./relate-case.ts";
import { unmarkDuplicate } from "./unmark-duplicate.ts";

/** Each case is of a team of its own; one colleague is in both teams. */
let house: TestContext;
let tasks: TestTasks;
let context: Context;
let both: Extract<Actor, { kind: "staff" }>;
let onEarlier: Extract<Actor, { kind: "staff" }>;
let onLater: Extract<Actor, { kind: "staff" }>;
let earlier: TestCase;
let later: TestCase;
const otherTeam = randomUUID();

beforeAll(async () => {
  house = await testContext();
  tasks = await testTasks(house);
  context = house.context;
  const analyst = await aPerson(house, "analyst");
  both = { ...analyst, groupIds: [psirtTeam, otherTeam] };
  onLater = await aPerson(house, "analyst", "lead");
  onEarlier = { ...(await aPerson(house, "analyst", "lead")), groupIds: [otherTeam] };
});
afterAll(async () => {
  await tasks.close();
  await house.close();
});

const first = { name: "Zoë Müllerova", email: "zm@harbour.example" };
const second = { name: "Ana Kovač", email: "ak@bay.example" };

beforeEach(async () => {
  earlier = await aCase(house, "a restart", first);
  house.passSeconds(3_600);
  later = await aCase(house, "a reboot of the gateway", second);
  await house.pools.worker.query(
    "update case_members set principal_id = $1 where case_id = $2 and principal_id = $3",
    [otherTeam, earlier.caseId, psirtTeam],
  );
  await runOwed(tasks.on);
  house.passSeconds(60);
});

const why =
  "The packet that you describe restarts the gateway by the length field that we mend already in its parser.";

const mark = (actor: Actor = both, more: object = {}) =>
  markDuplicate.run(context, actor, {
    ...{ caseId: later.caseId, of: earlier.reference, explanation: why },
    ...more,
  });

async function refusalOf(deed: Promise<unknown>): Promise<unknown> {
  return deed.then(
    () => "done",
    (error: { code?: string }) => error.code ?? error,
  );
}

async function lettersTo({ caseId, reporter }: TestCase): Promise<string[]> {
  await runOwed(tasks.on);
  house.passSeconds(60);
  const thread = await context.transaction(reporter, (tx) => threadOf(context, tx, caseId));
  return thread.filter(({ direction }) => direction === "out").map(({ text }) => text);
}

/** Whole rows, as text. */
async function seenBy(actor: Actor, sql: string, values: string[] = []): Promise<string[]> {
  const rows = await context.transaction(actor, (tx) => tx.query<{ row: string }>(sql, values));
  return rows.map(({ row }) => row);
}

const linkRows = "select row_to_json(l)::text as row from case_links l limit 100";

async function confirmEarlier() {
  const at = { caseId: earlier.caseId };
  const touches = ["availability"] as const;
  await decideRelevancy.run(context, onEarlier, {
    ...{ ...at, outcome: "relevant", touches: [...touches], explanation: "" },
  });
  const secret =
    "Zoë Müllerova's packet was sent to our bench, and it restarts each gateway that runs 2.4.";
  await concludeAnalysis.run(context, onEarlier, {
    ...{ ...at, outcome: "confirmed", explanation: secret },
  });
}

test("the reporter of a duplicate is told since when it was known, with a proof that can be shown later, and without a name", async () => {
  await mark();
  const letters = await lettersTo(later);
  const letter = letters.at(-1) ?? "";
  expect(letter).toContain(why);
  const { report, original } = await context.transaction(theWorker, async (tx) => {
    const keys = await keysOfCase(context, tx, earlier.caseId);
    const [found] = await reportsOf(tx, earlier.caseId, keys);
    if (!found) throw new Error("the earlier case has its report");
    return {
      report: found,
      original: await originalOf(context, tx, earlier.caseId, found.reportId),
    };
  });
  const sha256 = createHash("sha256")
    .update(original?.bytes ?? "")
    .digest("hex");
  const made = proofText({ id: report.reportId, since: report.receivedAt, sha256 });
  expect(letter).toContain(createHash("sha256").update(made).digest("hex"));
  expect(letter).toContain(String(report.receivedAt.getUTCFullYear()));
  for (const secret of [earlier.reference, earlier.caseId, report.reportId, "Zoë", "harbour"]) {
    expect(letter).not.toContain(secret);
  }
});

describe("nobody learns of a case that they are not on", () => {
  test("who is on one case alone cannot link it to the other, and both read the same refusal as for a case that is not there", async () => {
    expect(await refusalOf(mark(onLater))).toBe("link.no-such-case");
    expect(await refusalOf(mark(onLater, { of: "PSIRT-1999-1" }))).toBe("link.no-such-case");
    expect(await refusalOf(mark(onEarlier))).toBe("access.not-found");
    const relate = { caseId: later.caseId, of: earlier.reference, relation: "related" } as const;
    expect(await refusalOf(relateCase.run(context, onLater, relate))).toBe("link.no-such-case");
  });

  test("the link is read by who is on both, and by nobody who is on one of them", async () => {
    await mark();
    expect((await seenBy(both, linkRows)).join()).toContain(earlier.caseId);
    for (const actor of [onLater, onEarlier, later.reporter, earlier.reporter]) {
      expect(await seenBy(actor, linkRows)).toEqual([]);
      for (const each of [earlier, later]) {
        expect(await context.transaction(actor, (tx) => linksOf(tx, each.caseId))).toEqual([]);
      }
    }
  });

  test("no event of either case names the other, and the earlier one has none at all", async () => {
    const count = "select count(*)::text as row from events where case_id = $1";
    const before = await seenBy(onEarlier, count, [earlier.caseId]);
    await mark();
    expect(await seenBy(onEarlier, count, [earlier.caseId])).toEqual(before);
    await confirmEarlier();
    await lettersTo(later);
    const bodies = "select type || body as row from events where case_id = $1";
    const ofLater = (await seenBy(onLater, bodies, [later.caseId])).join("\n");
    expect(ofLater).toContain("earlier.progressed");
    const ofEarlier = (await seenBy(onEarlier, bodies, [earlier.caseId])).join("\n");
    const idsOf = async ({ caseId, reference }: TestCase) => [
      ...(await seenBy(theWorker, "select event_id::text as row from events where case_id = $1", [
        caseId,
      ])),
      ...(await seenBy(theWorker, "select report_id::text as row from reports where case_id = $1", [
        caseId,
      ])),
      ...[caseId, reference],
    ];
    for (const id of await idsOf(earlier)) expect(ofLater).not.toContain(id);
    for (const id of await idsOf(later)) expect(ofEarlier).not.toContain(id);
  });

  test("no row can be written or turned so that it names a case which the writer is not on", async () => {
    await mark();
    const [row = ""] = await seenBy(both, linkRows);
    const insert =
      "insert into case_links select * from jsonb_populate_record(null::case_links, $1::jsonb)";
    const write = (actor: Actor, changes: object) =>
      refusalOf(
        context.transaction(actor, (tx) =>
          tx.run(insert, [
            JSON.stringify({
              ...JSON.parse(row),
              link_id: randomUUID(),
              relation: "related",
              ...changes,
            }),
          ]),
        ),
      );
    const turned = { case_id: earlier.caseId, other_case_id: later.caseId };
    for (const actor of [onLater, onEarlier, later.reporter, earlier.reporter]) {
      expect(await write(actor, {})).toBe("42501");
      expect(await write(actor, turned)).toBe("42501");
    }
    const turn = "update case_links set other_case_id = case_id";
    expect(await refusalOf(context.transaction(both, (tx) => tx.run(turn)))).toBe("42501");
    for (const actor of [onLater, onEarlier]) {
      const end = "update case_links set ended_at = now()";
      expect(await context.transaction(actor, (tx) => tx.run(end))).toBe(0);
    }
  });

  test("the link cannot be taken back by who is on one of them alone: to them it is not there", async () => {
    await mark();
    const undo = { caseId: later.caseId, reason: "It is another field." };
    expect(await refusalOf(unmarkDuplicate.run(context, onLater, undo))).toBe("link.none");
  });
});

describe("the reporter of a duplicate hears of the work on the earlier case", () => {
  test("each step once, however often the task runs, and no word that was written for somebody else", async () => {
    await mark();
    await lettersTo(later);
    await confirmEarlier();
    const letters = await lettersTo(later);
    const told = letters.at(-1) ?? "";
    expect(told).toContain("The analysis is finished: it is confirmed.");
    expect(letters.join("\n")).not.toMatch(/Zoë|bench/);
    const rows = await house.pools.worker.query<{ id: string }>(
      "select event_id as id from events where case_id = $1 and type = 'analysis.concluded'",
      [earlier.caseId],
    );
    const subjectId = rows.rows[0]?.id ?? "";
    await tellFollowers(tasks.on, { task: "tell-followers", caseId: earlier.caseId, subjectId });
    expect(await lettersTo(later)).toHaveLength(letters.length);
  });

  test("also once its own case is closed as a duplicate, and after it was reopened", async () => {
    await mark();
    await lettersTo(later);
    await closeCase.run(context, onLater, { caseId: later.caseId, reason: "duplicate" });
    await confirmEarlier();
    const [vulnerability] = await context.transaction(onEarlier, (tx) =>
      vulnerabilitiesOf(context, tx, earlier.caseId),
    );
    await reopenCase.run(context, onLater, { caseId: later.caseId, reason: "A question came." });
    const facts = await context.transaction(onLater, (tx) => factsOf(tx, later.caseId));
    expect(facts).toMatchObject({ follows: true, relevancy: "not-relevant", closed: false });
    await planRemedy.run(context, onEarlier, {
      caseId: earlier.caseId,
      vulnerabilityId: vulnerability?.vulnerabilityId ?? "",
      ...{ kind: "patch", term: "long", text: "Update to 2.4.1.", howToObtain: "From the portal." },
      ...{ promisedFor: "2026-09-01T10:00:00Z", productIds: [] },
    } as Parameters<typeof planRemedy.run>[2]);
    const letters = (await lettersTo(later)).join("\n");
    expect(letters).toContain("The analysis is finished: it is confirmed.");
    expect(letters).toMatch(/A remedy is planned for .*1 September 2026/);
  });

  test("of a case that follows one which follows another, too", async () => {
    await mark();
    house.passSeconds(60);
    const last = await aCase(house, "a third restart", { email: "third@bay.example" });
    const another = await aCase(house, "a restart", { email: "middle@bay.example" });
    await runOwed(tasks.on);
    // A case that follows is not followed: the one that it follows is.
    const chained = mark(both, { caseId: another.caseId, of: later.reference });
    expect(await refusalOf(chained)).toBe("link.follows-other");
    await mark(both, { caseId: another.caseId, of: last.reference });
    await mark(both, { caseId: last.caseId });
    await confirmEarlier();
    expect((await lettersTo(another)).join("\n")).toContain("it is confirmed");
    expect((await lettersTo(last)).join("\n")).toContain("it is confirmed");
  });

  test("nothing more once it is taken back: that is told, and its relevancy is decided anew", async () => {
    await mark();
    await lettersTo(later);
    const undo = { caseId: later.caseId, reason: "It is another field." };
    await unmarkDuplicate.run(context, both, undo);
    const facts = await context.transaction(onLater, (tx) => factsOf(tx, later.caseId));
    expect(facts).toMatchObject({ follows: false, relevancy: null });
    const letters = await lettersTo(later);
    expect(letters.at(-1)).toContain("we look at your report by itself");
    await confirmEarlier();
    expect(await lettersTo(later)).toHaveLength(letters.length);
    // It may be found to be one after all.
    await mark();
    expect((await lettersTo(later)).at(-1)).toContain("first reported to us on");
  });
});

describe("the earlier case may hold the report too", () => {
  const merge = (actor: Actor = both) => mergeReport.run(context, actor, { caseId: later.caseId });
  const reportsIn = (actor: Actor, caseId: string) =>
    context.transaction(actor, async (tx) =>
      reportsOf(tx, caseId, await keysOfCase(context, tx, caseId)),
    );

  test("its staff read the report there, and nothing else of the later case", async () => {
    await mark();
    expect(await refusalOf(merge(onLater))).toBe("link.none");
    expect(await refusalOf(merge(onEarlier))).toBe("access.not-found");
    expect(await reportsIn(onEarlier, earlier.caseId)).toHaveLength(1);
    await merge();
    const found = await reportsIn(onEarlier, earlier.caseId);
    expect(found.map(({ relation }) => relation)).toEqual(["primary", "additional"]);
    expect(found[1]?.content.fields.description).toContain("a reboot of the gateway");
    expect(JSON.stringify(found[1]?.content)).not.toMatch(/Ana|Kovač|bay\.example/);
    const reportId = found[1]?.reportId ?? "";
    // The original names its author: it opens in the case that it came to, and nowhere else.
    const original = (actor: Actor, caseId: string) =>
      context.transaction(actor, (tx) => originalOf(context, tx, caseId, reportId));
    expect(await original(theWorker, earlier.caseId)).toBeUndefined();
    expect(await original(theWorker, later.caseId)).toBeDefined();
    for (const table of ["messages", "parties", "attachments", "events", "decisions", "cases"]) {
      const rows = `select row_to_json(t)::text as row from ${table} t where case_id = $1`;
      expect(await seenBy(onEarlier, rows, [later.caseId]), table).toEqual([]);
    }
    const keys = "select object_id::text as row from key_wraps where case_id = $1";
    expect(await seenBy(onEarlier, keys, [later.caseId])).toEqual([]);
    expect(await refusalOf(merge())).toBe("link.no-report");
  });

  test("a case that was split off holds the report too, and has no side of the reporter", async () => {
    const split = await aCase(house, "a second flaw", { email: "own@team.example" });
    const link = { caseId: split.caseId, of: later.reference, relation: "split-from" } as const;
    const { linkId } = await relateCase.run(context, both, link);
    const share = { caseId: later.caseId, linkId };
    expect(await refusalOf(mergeReport.run(context, onEarlier, share))).toBe("access.not-found");
    await mergeReport.run(context, both, share);
    expect(await reportsIn(onLater, split.caseId)).toHaveLength(2);
    const parties = "select party_id::text as row from parties where case_id = $1";
    expect(await seenBy(onLater, parties, [split.caseId])).not.toContain(later.reporter.id);
  });

  test("no key of it is given to a case by who is not on both", async () => {
    await mark();
    const [report] = await reportsIn(onLater, later.caseId);
    const link = `insert into case_reports (case_id, report_id, side_id, relation, linked_at, last_event_id, mac)
      values ($1, $2, staff_side(), 'additional', now(), $2, '')`;
    for (const actor of [onEarlier, onLater, earlier.reporter]) {
      const deed = context.transaction(actor, (tx) =>
        tx.run(link, [earlier.caseId, report?.reportId ?? ""]),
      );
      expect(await refusalOf(deed)).toBe("42501");
    }
  });
});

describe("each finder keeps name, date and thanks", () => {
  const choose = (of: TestCase, print: string) =>
    chooseCredit.run(context, of.reporter, {
      caseId: of.caseId,
      choice: "handle",
      print,
    } as Parameters<typeof chooseCredit.run>[2]);

  test("[ALE-41] both are thanked in the words they chose, by the earlier case alone; whoever chose nothing is named to nobody", async () => {
    await mark();
    expect(await creditsOfCase(context, earlier.caseId)).toEqual([]);
    const guard = await nameGuard(context, earlier.caseId, { kind: "public" });
    const named = [{ place: "Summary", text: "Found by Ana Kovač." }];
    expect(() => guard.mustPass(named)).toThrow(
      expect.objectContaining({ code: "identity.would-leak" }),
    );
    await choose(earlier, "harbour-fox");
    await choose(later, "bay-otter");
    const credits = JSON.stringify(await creditsOfCase(context, earlier.caseId));
    expect(credits).toContain("harbour-fox");
    expect(credits).toContain("bay-otter");
    expect(JSON.stringify(await creditsOfCase(context, later.caseId))).not.toContain("harbour-fox");
  });

  test("[ALE-42] the letter to one of them names the other to nobody", async () => {
    await mark(both, { explanation: "" }).catch(() => {});
    await mark();
    const guard = await nameGuard(context, later.caseId, {
      kind: "recipients",
      ids: [later.reporter.id],
    });
    const named = [{ place: "Message", text: "Zoë Müllerova was first." }];
    expect(() => guard.mustPass(named)).toThrow(
      expect.objectContaining({ code: "identity.would-leak" }),
    );
  });
});

test("what came first is not made the duplicate of what came later, and nothing follows itself", async () => {
  const turned = { caseId: earlier.caseId, of: later.reference };
  expect(await refusalOf(mark(both, turned))).toBe("link.younger");
  expect(await refusalOf(mark(both, { of: later.reference }))).toBe("link.same-case");
  expect(await refusalOf(mark(both, { explanation: "Known." }))).toBe("relevancy.explanation");
  await mark();
  expect(await refusalOf(mark())).toBe("link.follows");
});

test("a duplicate that was decided without naming the earlier case is told the date once it is named", async () => {
  const decision = { caseId: later.caseId, outcome: "not-relevant", touches: [] } as const;
  await decideRelevancy.run(context, onLater, {
    ...{ ...decision, touches: [], reasons: ["duplicate"], explanation: why },
  });
  const before = await lettersTo(later);
  expect(before.at(-1)).not.toContain("first reported to us on");
  await mark(both, { explanation: "" });
  const letters = await lettersTo(later);
  expect(letters).toHaveLength(before.length + 1);
  expect(letters.at(-1)).toContain("first reported to us on");
});
