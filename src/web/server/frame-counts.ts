/** What the frame of every console page counts, read once for a page: due, the intake tray, lost mail. */
import type { FastifyRequest } from "fastify";
import { isPermitted } from "../../core/people/permit.ts";
import { type FrameCounts, frameCounts } from "../../store/cases/frame-counts-reader.ts";
import { principalsOf, type Tx } from "../../store/transaction.ts";
import type { Staff } from "./actor-of.ts";
import type { Noting } from "./console-notes.ts";

const counts = new WeakMap<FastifyRequest, FrameCounts>();
const nothing: FrameCounts = {
  ...{ overdue: 0, lost: 0, untaken: [], gaps: [] },
  tray: { count: 0, oldestAt: null },
};

/** Whether the account could read any case at all, were it a member. */
export function readsCases(staff: Staff): boolean {
  return isPermitted(staff, "read-case", { caseId: "", staff: [staff.id], outsiders: [] });
}

/** Nothing is counted for who reads no case. */
export async function noteCounts(tx: Tx, { request, staff, web }: Noting): Promise<void> {
  if (!readsCases(staff)) return;
  const now = web.context.now();
  const reader = {
    ...{ readers: principalsOf(staff), personId: staff.id },
    isLead: staff.roles.includes("lead"),
  };
  counts.set(request, await frameCounts(tx, reader, now));
}

export function countsOf(request: FastifyRequest): FrameCounts {
  return counts.get(request) ?? nothing;
}

/** "3", "99+", or undefined where there is nothing to count. */
export function countWord(count: number): string | undefined {
  if (count === 0) return undefined;
  return count > 99 ? "99+" : String(count);
}
