/** The policy's settings on which of our own people read which case, and how one is opened in need. */
import type { CountedLength } from "../clocks/length.ts";
import type { ReportChannel } from "../reports/arrival.ts";

export type NeedToKnow = {
  /**
   * Who joins a new case by itself, besides the team of every report (TH-10). Every rule that fits
   * is followed, and the case tells by which one somebody joined.
   */
  routing: readonly RoutingRule[];
  breakGlass: BreakGlass;
  requirements: readonly string[];
};

export type RoutingRule = {
  /** Short name of the rule; cases show it beside whoever joined by it. */
  name: string;
  /** Name of the team that joins. Until a team of that name exists, nobody joins. */
  team?: string | undefined;
  /** Name of the entity that is asked to take the case over; its teams join. */
  entity?: string | undefined;
  /** Ways by which the report came. None listed: every way. */
  channels: readonly ReportChannel[];
  /** Words that the product's name holds, in small or capital letters. None listed: every product. */
  products: readonly string[];
};

/** How somebody opens a case that they are not a member of, where waiting would do harm. */
export type BreakGlass = {
  /** Whether whoever is on call opens it alone; everybody else needs a lead as a second person. */
  aloneByOnCall: boolean;
  /** Hours after which the access ends by itself, at the latest. */
  hoursMax: number;
  /** Time in which a lead, not who opened it, writes the review. */
  reviewWithin: Extract<CountedLength, { hours: number } | { workingDays: number }>;
};
