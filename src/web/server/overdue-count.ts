/**
 * Beside "Due" in the console's navigation: how many of the reader's cases owe something that is
 * overdue, read once for every page that is asked for.
 */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { isPermitted } from "../../core/people/permit.ts";
import { countOverdueCases } from "../../store/clocks/due-reader.ts";
import { principalsOf, type Tx } from "../../store/transaction.ts";
import { findStaff, type Staff } from "./actor-of.ts";
import { noteLostMail } from "./lost-mail-count.tsx";
import { noteTray } from "./tray-count.tsx";
import type { WebContext } from "./web-context.ts";

const counts = new WeakMap<FastifyRequest, number>();

/** Whether the account could read any case at all, were it a member. */
export function readsCases(staff: Staff): boolean {
  return isPermitted(staff, "read-case", { caseId: "", staff: [staff.id], outsiders: [] });
}

/** Counts before every page of the console. Nothing is counted for who reads no case. */
export function addOverdueCount(app: FastifyInstance, web: WebContext): void {
  const { context } = web;
  app.addHook("preHandler", async (request) => {
    if (!/^\/console(?:[/?]|$)/.test(request.url)) return;
    if (request.routeOptions.config.countsOverdue) return;
    const staff = await findStaff(request);
    if (!staff || !readsCases(staff)) return;
    await context.transaction(staff, (tx) => noteOverdue(request, tx, staff, context.now()));
  });
}

export async function noteOverdue(
  request: FastifyRequest,
  tx: Tx,
  staff: Staff,
  now: Date,
): Promise<void> {
  counts.set(request, await countOverdueCases(tx, principalsOf(staff), now));
  await noteTray(request, tx);
  await noteLostMail(request, tx, staff);
}

/** "3", "99+", or undefined where nothing is overdue. */
export function overdueOf(request: FastifyRequest): string | undefined {
  const count = counts.get(request) ?? 0;
  if (count === 0) return undefined;
  return count > 99 ? "99+" : String(count);
}
