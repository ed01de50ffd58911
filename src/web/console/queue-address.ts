/** The queue's address: lane, whose cases, the filter, and where the page begins. What it says is what is shown. */
import {
  type FilterPart,
  filterOf,
  type QueueFilter,
  wordsOfFilter,
} from "../../core/cases/queue-filter.ts";
import { instantInAddress } from "../../lib/instant-in-address.ts";
import { isUuid } from "../../lib/uuid7.ts";
import type { QueueLane, QueuePlace } from "../../store/cases/queue-reader.ts";

export interface Asked {
  readonly lane: QueueLane;
  /** Only cases that the reader is on by name. */
  readonly mine: boolean;
  readonly after: QueuePlace | null;
  readonly filter: QueueFilter;
  /** Parts of the filter that said nothing known. */
  readonly unknown: readonly FilterPart[];
  /** What the address said of those parts. */
  readonly typed: Readonly<Partial<Record<FilterPart, string>>>;
}

export type Query = Readonly<Partial<Record<string, string>>>;

const lanes: readonly QueueLane[] = ["ours", "waiting", "closed"];

export function askedOf(query: Query): Asked {
  const lane = lanes.find((each) => each === query.lane) ?? "ours";
  const read = filterOf(query);
  const typed = Object.fromEntries(read.unknown.map((part) => [part, query[part]]));
  return { lane, mine: query.mine === "yes", after: placeOf(query.after), ...read, typed };
}

/** "2026-03-20T22:59:59.000Z_<id>"; anything else is the first page. */
function placeOf(text: string | undefined): QueuePlace | null {
  const [due, caseId] = text?.split("_") ?? [];
  if (!due || !caseId || !isUuid(caseId)) return null;
  const dueAt = instantInAddress(due);
  return dueAt || due === "none" ? { dueAt, caseId } : null;
}

export type Target = Pick<Asked, "lane" | "mine" | "filter"> & {
  readonly after?: QueuePlace | null;
};

/** The names and values of that address but for where the page begins. */
export function wordsOf({ lane, mine, filter }: Target): [string, string][] {
  return [
    ...(lane === "ours" ? [] : [["lane", lane] as [string, string]]),
    ...(mine ? [["mine", "yes"] as [string, string]] : []),
    ...wordsOfFilter(filter),
  ];
}

export function hrefOf(asked: Target): string {
  const query = new URLSearchParams(wordsOf(asked));
  if (asked.after) {
    query.set("after", `${asked.after.dueAt?.toISOString() ?? "none"}_${asked.after.caseId}`);
  }
  const text = query.toString();
  return text ? `/console?${text}` : "/console";
}

/** The same page without that part of its filter, from its start. */
export function without(asked: Asked, part: FilterPart): string {
  const { [part]: _, ...filter } = asked.filter;
  return hrefOf({ ...asked, filter, after: null });
}
