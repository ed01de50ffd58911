/**
 * How many messages wait in the reader's intake tray, beside its link, and a banner above every page of
 * the console where one of them waits for longer than the policy lets it.
 */
import type { FastifyRequest } from "fastify";
import { inForceAt } from "../../core/policy/in-force.ts";
import { trayCount } from "../../store/cases/tray-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { Notice } from "../../ui/notice.tsx";
import type { WebContext } from "./web-context.ts";

const counts = new WeakMap<FastifyRequest, { count: number; oldestAt: Date | null }>();

/** Counts once for every page that is asked for. */
export async function noteTray(request: FastifyRequest, tx: Tx): Promise<void> {
  counts.set(request, await trayCount(tx));
}

/** "3", "99+", or undefined where nothing waits. */
export function trayCountOf(request: FastifyRequest): string | undefined {
  const { count = 0 } = counts.get(request) ?? {};
  if (count === 0) return undefined;
  return count > 99 ? "99+" : String(count);
}

/** Nothing on the page of the tray itself, which says for how long each message waits. */
export function trayNotice(request: FastifyRequest, { context }: WebContext, current: string) {
  if (current === "/console/tray") return null;
  const { count = 0, oldestAt } = counts.get(request) ?? {};
  const now = context.now();
  const minutes = inForceAt(context.policies, now).channels.trayAlarmMinutes;
  if (!oldestAt || +now - +oldestAt < minutes * 60_000) return null;
  return (
    <Notice
      tone="warning"
      title={`Nobody has looked at mail in the intake tray for more than ${inWords(minutes)}.`}
    >
      <a href="/console/tray">
        {count === 1 ? "Look at the message" : `Look at the ${count > 99 ? "99+" : count} messages`}
      </a>
    </Notice>
  );
}

/** "45 minutes", "4 hours", "2 days". */
function inWords(minutes: number): string {
  const [count, unit] =
    minutes % 1440 === 0
      ? [minutes / 1440, "day"]
      : minutes % 60 === 0
        ? [minutes / 60, "hour"]
        : [minutes, "minute"];
  return `${count} ${unit}${count === 1 ? "" : "s"}`;
}
