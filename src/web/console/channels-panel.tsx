/** How the ways in stand, for administrators and leads: when a probe came back last. */

import type { Actor } from "../../core/people/actor.ts";
import { channelName, downtimeDays, downtimeMs } from "../../core/probes/channel-probe.ts";
import type { Context } from "../../store/context.ts";
import {
  type OutageRow,
  outagesSince,
  type ProbeRow,
  probeRows,
} from "../../store/probes/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { agoWords } from "./due-words.ts";

type Staff = Extract<Actor, { kind: "staff" }>;

export interface Channels {
  readonly rows: readonly ProbeRow[];
  readonly outages: readonly OutageRow[];
}

/** Null for those whose work the ways in are not. */
export async function channelsFor(context: Context, staff: Staff): Promise<Channels | null> {
  if (!staff.roles.includes("administrator") && !staff.roles.includes("lead")) return null;
  const since = new Date(+context.now() - downtimeDays * 86_400_000);
  return context.transaction(staff, async (tx) => ({
    rows: await probeRows(tx),
    outages: await outagesSince(tx, since),
  }));
}

export function ChannelsPanel(props: { channels: Channels | null; now: Date; zone: string }) {
  const { channels, now, zone } = props;
  if (!channels) return null;
  return (
    <Panel title="Ways in" id="channels">
      {channels.rows.length === 0 && (
        <p>
          No probes leave: this installation is a demonstration or in shadow mode, or has them
          switched off.
        </p>
      )}
      <ul>
        {channels.rows.map((row) => (
          <li key={row.channel}>
            <Standing row={row} now={now} zone={zone} />
            <Past row={row} outages={channels.outages} now={now} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Standing({ row, now, zone }: { row: ProbeRow; now: Date; zone: string }) {
  const { channel, cameAt, tookMs, downSince } = row;
  return (
    <>
      <strong>{channelName(channel)}</strong> {downSince ? <Tag tone="danger">Down</Tag> : null}{" "}
      {downSince && (
        <>
          The probe of <When at={downSince} zone={zone} /> did not come back.{" "}
        </>
      )}
      {cameAt ? (
        <>
          Last probe back {agoWords(cameAt, now)} (<When at={cameAt} zone={zone} />
          ), after {secondsOf(tookMs ?? 0)}.
        </>
      ) : (
        "No probe has come back yet."
      )}
    </>
  );
}

function Past(props: { row: ProbeRow; outages: readonly OutageRow[]; now: Date }) {
  const { row, outages, now } = props;
  const ended = outages.filter(({ channel }) => channel === row.channel);
  const lasting = row.downSince ? [{ beganAt: row.downSince, endedAt: null }] : [];
  const all = [...ended, ...lasting];
  if (all.length === 0) return null;
  const times = all.length === 1 ? "once" : `${all.length} times`;
  return (
    <>
      {" "}
      Down {times} in {downtimeDays} days, {hoursOf(downtimeMs(all, now))} in all.
    </>
  );
}

function secondsOf(ms: number): string {
  const seconds = Math.max(1, Math.round(ms / 1000));
  return seconds === 1 ? "1 second" : `${seconds} seconds`;
}

function hoursOf(ms: number): string {
  const minutes = Math.ceil(ms / 60_000);
  return minutes < 120 ? `${minutes} min` : `${Math.round(minutes / 60)} h`;
}
