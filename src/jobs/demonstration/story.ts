/** What a story of the demonstration is made of: a report that came in, and what people did with it. */
import type { SeatName } from "../../actions/demonstration/seat-list.ts";
import type { Context } from "../../store/context.ts";
import type { TaskContext } from "../task-context.ts";
import type { Staff } from "./seats.ts";
import type { StoryTime } from "./story-time.ts";

/** What a deed of a story is given. Its context stands at the deed's instant. */
export interface Scene {
  readonly context: Context;
  readonly mailReader: TaskContext["mailReader"];
  readonly staff: Readonly<Record<SeatName, Staff>>;
  /** When the demonstration began: dates that were promised lie around it. */
  readonly begun: Date;
}

/** How a report comes in. */
export type Arrives = (scene: Scene) => Promise<unknown>;

/** Something done on the story's case. */
export type StoryDeed = (scene: Scene, caseId: string) => Promise<unknown>;

export interface Story {
  /** Unique; steps are recognised by it after an interruption. */
  readonly name: string;
  readonly arrival: readonly [StoryTime, Arrives];
  /** In the order in which they happened. */
  readonly deeds: readonly (readonly [StoryTime, StoryDeed])[];
}
