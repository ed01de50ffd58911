/**
 * Beside "Due" in the console's navigation: how many of the reader's cases owe something that is
 * overdue, read once for every page that is asked for.
 */
import type { FastifyRequest } from "fastify";
import { isPermitted } from "../../core/people/permit.ts";
import { countOverdueCases } from "../../store/clocks/due-reader.ts";
import { principalsOf, type Tx } from "../../store/transaction.ts";
import type { Staff } from "./actor-of.ts";
import type { Noting } from "./console-notes.ts";
import { noteLostMail } from "./lost-mail-count.tsx";
import { noteTray } from "./tray-count.tsx";

const counts = new WeakMap<FastifyRequest, number>();

/** Whether the account could read any case at all, were it a member. */
export function readsCases(staff: Staff): boolean {
  return isPermitted(staff, "read-case", { caseId: "", staff: [staff.id], outsiders: [] });
}

/** Nothing is counted for who reads no case. */
export async function noteCounts(tx: Tx, { request, staff, web }: Noting): Promise<void> {
  if (!readsCases(staff)) return;
  const overdue = countOverdueCases(tx, principalsOf(staff), web.context.now());
  const others = [noteTray(request, tx), noteLostMail(request, tx, staff)];
  counts.set(request, await overdue);
  await Promise.all(others);
}

/** "3", "99+", or undefined where nothing is overdue. */
export function overdueOf(request: FastifyRequest): string | undefined {
  const count = counts.get(request) ?? 0;
  if (count === 0) return undefined;
  return count > 99 ? "99+" : String(count);
}
