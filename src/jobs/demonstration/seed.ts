/**
 * Seeds a believable demonstration at the first start: seats, a catalogue, nine cases at different
 * stages, an advisory, five notices. Everything is done by the real actions and tasks in a past that
 * is lived through in seconds. Interrupted, it goes on at the next start; finished, it changes nothing.
 */
import { Temporal } from "temporal-polyfill";
import { markDemonstration } from "../../actions/demonstration/mark-demonstration.ts";
import { setOnCall } from "../../actions/glass/set-on-call.ts";
import { ensureOwnKeys } from "../../actions/keys/ensure-own-keys.ts";
import { ensureHouse } from "../../actions/people/ensure-house.ts";
import { addRotaPattern } from "../../actions/rota/add-rota-pattern.ts";
import { dayIn } from "../../core/clocks/day-in.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Refusal } from "../../core/refusal.ts";
import { derivedId } from "../../lib/derived-id.ts";
import type { Context } from "../../store/context.ts";
import { rotaOf } from "../../store/duty/rota-reader.ts";
import { eventOf } from "../../store/events/reader.ts";
import { hasOwnKeys } from "../../store/keys/reader.ts";
import type { TaskContext } from "../task-context.ts";
import { fillCatalogue } from "./catalogue.ts";
import { liveHistory } from "./history.ts";
import { publishNotices } from "./notices.ts";
import { pastOf } from "./past.ts";
import { openSeats, type Seat } from "./seats.ts";

const system = { kind: "system", task: "seed-demonstration" } as const;
const day = 24 * 3_600_000;

/** The house stood so long before the demonstration began: longer than its oldest story. */
const daysOfHistory = 90;

/** The longest period on call that there is. */
const daysOnCall = 62;

/**
 * Seeds, and gives a new link per seat. Call it before anything else serves or works off the
 * outbox, and before `ensureOwnKeys`: the letters of the past need keys that are as old as they are.
 * Refuses with demonstration.lived-in.
 */
export async function seedDemonstration(on: TaskContext): Promise<{ readonly seats: Seat[] }> {
  const { context } = on;
  if (await isOwed(context)) await seed(on);
  else await mustNotBeLivedIn(context);
  return { seats: (await openSeats(context)).seats };
}

/**
 * A setting that was forgotten must not open a house to everybody: one that had a life of its own gets
 * neither seats nor a mailbox that all may read.
 */
async function mustNotBeLivedIn(context: Context): Promise<void> {
  if (!(await reached(context, "seeded"))) throw new Refusal("demonstration.lived-in");
}

async function isOwed(context: Context): Promise<boolean> {
  if (await reached(context, "seeded")) return false;
  if (await reached(context, "begun")) return true;
  return !(await context.transaction(system, hasOwnKeys));
}

async function seed(on: TaskContext): Promise<void> {
  const { context } = on;
  const begun = await beginning(context);
  const policy = inForceAt(context.policies, begun);
  const past = pastOf(on, new Date(begun.getTime() - daysOfHistory * day));
  await ensureOwnKeys(past.on.context, on.mailReader);
  await ensureHouse.run(past.on.context, system, {});
  const { staff } = await openSeats(past.on.context);
  await fillCatalogue(past.on.context, staff.psp, policy.organisation.name);
  await publishNotices(past.on, policy);
  await liveHistory(past, { begun, policy, staff });
  await putOnCall(context, policy, staff);
  await mark(context, "seeded");
}

/**
 * So that there is somebody who may break the glass alone, for as long as a demonstration is looked at;
 * behind them two colleagues take turns of a week, as a rota does it.
 */
async function putOnCall(
  context: Context,
  policy: Policy,
  staff: Awaited<ReturnType<typeof openSeats>>["staff"],
): Promise<void> {
  const now = context.now();
  const until = new Date(now.getTime() + daysOnCall * day);
  const { patterns, singles } = await context.transaction(system, (tx) =>
    rotaOf(tx, { from: now, until }),
  );
  const lead = { ...staff.lead, steppedUp: true };
  if (singles.length === 0) {
    const onCall = { personId: staff["on-call"].id, until: until.toISOString() };
    await setOnCall.run(context, lead, onCall);
  }
  if (patterns.length > 0) return;
  const { zone, opens } = policy.channels.officeHours;
  const today = Temporal.PlainDate.from(dayIn(zone, now));
  const rota = addRotaPattern.input.parse({
    ...{ line: 2, zone, handOverAt: opens },
    people: [staff.analyst, staff.psp].map(({ id }) => ({ personId: id })),
    startsOn: today.subtract({ days: today.dayOfWeek + 6 }).toString(),
  });
  await addRotaPattern.run(context, lead, rota);
}

/** The instant from which the stories count back: the first time that this was called. */
async function beginning(context: Context): Promise<Date> {
  const before = await reached(context, "begun");
  if (before) return before.at;
  await mark(context, "begun");
  const marked = await reached(context, "begun");
  if (!marked) throw new Error("the demonstration's beginning was not recorded");
  return marked.at;
}

async function reached(context: Context, what: "begun" | "seeded") {
  return context.transaction(system, (tx) => eventOf(tx, markId(what)));
}

async function mark(context: Context, what: "begun" | "seeded"): Promise<void> {
  const marking = { ...context, newId: () => markId(what) };
  await markDemonstration.run(marking, system, { reached: what });
}

function markId(what: "begun" | "seeded"): string {
  return derivedId("demonstration", what);
}
