/** What the list of follow-ups is asked for, from its address and into it. */
import { instantInAddress } from "../../lib/instant-in-address.ts";
import { isUuid } from "../../lib/uuid7.ts";
import type { FollowUpPlace } from "../../store/follow-ups/reader.ts";

export const followUpsPath = "/console/follow-ups";

/** "all", "mine", "nobody", or a colleague by id. */
export interface FollowUpsWanted {
  readonly owner: string;
  readonly after: FollowUpPlace | null;
}

export type FollowUpsQuery = Readonly<
  Partial<Record<"owner" | "after" | "done" | "undo" | "back", string>>
>;

/** So many that were just ended can be put back with one press. */
export const undoMax = 50;

/** Those that were just ended, from the address. */
export function endedIn({ undo = "" }: FollowUpsQuery): string[] {
  return undo.split(",").filter(isUuid).slice(0, undoMax);
}

const words = ["mine", "nobody"];

/** What an address does not say rightly, it does not say. */
export function followUpsWanted(query: FollowUpsQuery): FollowUpsWanted {
  const { owner = "" } = query;
  const named = words.includes(owner) || isUuid(owner);
  return { owner: named ? owner : "all", after: placeIn(query.after) };
}

/** "2026-03-20T00:00:00.000Z_<id>", or "none_<id>" among those without a day. */
function placeIn(text: string | undefined): FollowUpPlace | null {
  const [day = "", followUpId = ""] = text?.split("_") ?? [];
  const dueAt = day === "none" ? null : instantInAddress(day);
  if (!isUuid(followUpId) || (dueAt === null && day !== "none")) return null;
  return { dueAt, followUpId };
}

export function followUpsHref({ owner, after }: FollowUpsWanted, as = ""): string {
  const query = new URLSearchParams();
  if (owner !== "all") query.set("owner", owner);
  if (after) query.set("after", `${after.dueAt?.toISOString() ?? "none"}_${after.followUpId}`);
  const text = query.toString();
  return `${followUpsPath}${as}${text ? `?${text}` : ""}`;
}
