/**
 * A context whose clock is moved by hand, so that a history can be lived through in seconds by the
 * real actions and tasks. Ids follow the clock; those of a step follow from its name too, which is
 * how a seeding that was cut short finds out what it did before.
 */
import { derivedId } from "../../lib/derived-id.ts";
import { uuid7Maker } from "../../lib/uuid7.ts";
import type { Context } from "../../store/context.ts";
import type { TaskContext } from "../task-context.ts";

export interface Past {
  /** For tasks: the moved clock, ids as ever. */
  readonly on: TaskContext;
  moveTo(instant: Date): void;
  /** For one step of the history: the moved clock, and ids that its name gives. */
  contextOf(step: string): Context;
}

export function pastOf(on: TaskContext, start: Date): Past {
  let now = start;
  const clock = () => now;
  const { randomBytes } = on.context;
  const context = { ...on.context, now: clock, newId: uuid7Maker(clock, randomBytes) };
  return {
    on: { ...on, context },
    moveTo(instant) {
      now = instant;
    },
    contextOf(step) {
      const at = now;
      let count = 0;
      return {
        ...context,
        newId: () => {
          count += 1;
          return stepId(step, at, count - 1);
        },
      };
    },
  };
}

/** The id that a step at that instant gives as its `index`-th: a UUIDv7 whose rest is no chance. */
export function stepId(step: string, at: Date, index: number): string {
  const rest = derivedId("demonstration", step, String(index));
  const time = at.getTime().toString(16).padStart(12, "0");
  return `${time.slice(0, 8)}-${time.slice(8)}-7${rest.slice(15)}`;
}
