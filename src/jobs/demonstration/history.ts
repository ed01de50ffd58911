/**
 * Lives through the demonstration's stories in the order in which they happened: every step by the
 * real action, everything that it owes by the real tasks. Steps that happened already are left out.
 */
import type { SeatName } from "../../actions/demonstration/seat-list.ts";
import { calendarOf } from "../../core/clocks/calendar-of.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Context } from "../../store/context.ts";
import { eventOf } from "../../store/events/reader.ts";
import { lockInbox } from "../../store/intake/reader.ts";
import { runOwed } from "../run-owed.ts";
import { type Past, stepId } from "./past.ts";
import type { Staff } from "./seats.ts";
import { stories } from "./stories.ts";
import type { Scene, Story } from "./story.ts";

interface Step {
  readonly name: string;
  readonly at: Date;
  run(scene: Scene): Promise<unknown>;
}

const system = { kind: "system", task: "seed-demonstration" } as const;

/** The ids among which a step's own event or inbox row is; no action makes more before it. */
const idsOfStep = 12;

/** An answer of ours goes out so long after the deed that owes it. */
const pause = 40_000;

export async function liveHistory(
  past: Past,
  {
    begun,
    policy,
    staff,
  }: { begun: Date; policy: Policy; staff: Readonly<Record<SeatName, Staff>> },
): Promise<void> {
  const { mailReader } = past.on;
  let resumed = false;
  let before = begun;
  for (const step of stepsOf(past, begun, policy)) {
    if (!resumed && (await isDone(past.on.context, step))) {
      before = step.at;
      continue;
    }
    if (!resumed) await settle(past, before);
    resumed = true;
    past.moveTo(step.at);
    const context = past.contextOf(step.name);
    await step.run({ context, mailReader, staff, begun });
    await settle(past, step.at);
  }
  if (!resumed) await settle(past, before);
}

/** Carries out what is owed after a deed at that instant. */
async function settle(past: Past, at: Date): Promise<void> {
  past.moveTo(new Date(at.getTime() + pause));
  await runOwed(past.on);
}

function stepsOf(past: Past, begun: Date, policy: Policy): Step[] {
  const calendar = calendarOf(policy, past.on.context.holidaysIn);
  return stories
    .flatMap((story) => stepsOfStory(story, past, (time) => time(begun, calendar)))
    .sort((a, b) => +a.at - +b.at);
}

function stepsOfStory(
  story: Story,
  past: Past,
  instantOf: (time: Story["arrival"][0]) => Date,
): Step[] {
  const [time, arrives] = story.arrival;
  const arrival: Step = { name: `${story.name} arrives`, at: instantOf(time), run: arrives };
  const rest = story.deeds.map(
    ([when, deed], index): Step => ({
      name: `${story.name} ${index}`,
      at: instantOf(when),
      run: async (scene) => deed(scene, await caseOf(past.on.context, arrival)),
    }),
  );
  return [arrival, ...rest];
}

/** The case that an arrival became. */
async function caseOf(context: Context, arrival: Step): Promise<string> {
  for (const id of idsOf(arrival)) {
    const inbox = await context.transaction(system, (tx) => lockInbox(context, tx, id));
    if (inbox?.caseId) return inbox.caseId;
  }
  throw new Error(`${arrival.name}: no case came of it`);
}

async function isDone(context: Context, step: Step): Promise<boolean> {
  return context.transaction(system, async (tx) => {
    for (const id of idsOf(step)) {
      if ((await eventOf(tx, id)) ?? (await lockInbox(context, tx, id))) return true;
    }
    return false;
  });
}

function idsOf({ name, at }: Step): string[] {
  return Array.from({ length: idsOfStep }, (_, index) => stepId(name, at, index));
}
