/**
 * A banner above every page of the console where a message waits in the reader's intake tray for longer
 * than the policy lets it.
 */
import type { FastifyRequest } from "fastify";
import { inForceAt } from "../../core/policy/in-force.ts";
import { Notice } from "../../ui/notice.tsx";
import { countsOf, countWord } from "./frame-counts.ts";
import type { WebContext } from "./web-context.ts";

/** Nothing on the page of the tray itself, which says for how long each message waits. */
export function trayNotice(request: FastifyRequest, { context }: WebContext, current: string) {
  if (current === "/console/tray") return null;
  const { count, oldestAt } = countsOf(request).tray;
  const now = context.now();
  const minutes = inForceAt(context.policies, now).channels.trayAlarmMinutes;
  if (!oldestAt || +now - +oldestAt < minutes * 60_000) return null;
  return (
    <Notice
      tone="warning"
      title={`Nobody has looked at mail in the intake tray for more than ${inWords(minutes)}.`}
    >
      <a href="/console/tray">
        {count === 1 ? "Look at the message" : `Look at the ${countWord(count)} messages`}
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
