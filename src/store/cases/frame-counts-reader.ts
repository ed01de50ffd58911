/** What the frame of every page of the console counts, in one statement, each up to 100. */
import { latestPast } from "../../core/clocks/clock-state.ts";
import { type Gap, gapsInRotas, gapsOf, onCallAt, type Rota } from "../../core/duty/rota.ts";
import { warnedDays } from "../../core/duty/rota-rules.ts";
import type { RecordEntry } from "../../core/duty/urgency.ts";
import { patternsWith, type RotaJson, rotaFrom, rotaJson } from "../duty/rota-reader.ts";
import { mayBeOnCall, type UntakenCase, untakenTypes, wokenFor } from "../duty/woken-for-reader.ts";
import { lostMailCount } from "../messages/lost-mail-reader.ts";
import type { Tx } from "../transaction.ts";
import { type Readers, readerArray } from "./queue-reader.ts";
import { type TrayCount, trayWaiting } from "./tray-reader.ts";

export interface FrameCounts {
  /** The readers' cases that owe something overdue. */
  readonly overdue: number;
  /** Mails of the reader's own cases that did not arrive. */
  readonly lost: number;
  readonly tray: TrayCount;
  /** Cases without an owner for which somebody was woken; none for who is neither on call nor a lead. */
  readonly untaken: readonly UntakenCase[];
  /** For a lead: when nobody will soon be on call by a rota that runs. */
  readonly gaps: readonly Gap[];
}

interface FrameReader {
  /** Principals whose cases count. */
  readonly readers: Readers;
  /** The account whose mails count, and who may be on call. */
  readonly personId: string;
  readonly isLead: boolean;
}

const countMax = 100;

const overdueCases = (readers: Readers) => `select count(*)::int from (
  select distinct x.case_id
    from unnest(${readerArray(readers, 7)}) as reader (principal_id)
   cross join (values (1), (2), (3)) as lanes (lane)
   cross join lateral (
     select a.case_id from case_access a
      where a.principal_id = reader.principal_id and a.lane = lanes.lane
        and a.side_id = staff_side() and a.due_at <= $1
      order by a.due_at, a.case_id limit $2) x limit $2) counted`;

export async function frameCounts(
  tx: Tx,
  { readers, personId, isLead }: FrameReader,
  now: Date,
): Promise<FrameCounts> {
  const on = { personId: "$3", now: "$4::timestamptz" };
  const soon = `${on.now} + interval '${warnedDays} days'`;
  // Gaps are those of all rotas, and told to leads; anybody else is on call by their own rotas alone.
  const which = `($5::boolean or ${patternsWith(on.personId, on.now)})`;
  const row = await tx.first<
    { overdue: number; lost: number; untaken: Told[]; rota: RotaJson | null } & TrayCount
  >(
    `select (${overdueCases(readers)}) as "overdue", (${lostMailCount("$3")}) as "lost",
            (${wokenFor({ ...on, isLead: "$5", types: "$6" })}) as "untaken",
            (case when $5::boolean or ${mayBeOnCall(on)} then ${rotaJson(on.now, soon, which)} end) as "rota",
            tray.count, tray."oldestAt" from (${trayWaiting}) tray`,
    [latestPast(now), countMax, personId, now, isLead, untakenTypes, ...readers],
    `frame-counts-${readers.length}`,
  );
  const { overdue = 0, lost = 0, count = 0, oldestAt = null, untaken = [], rota } = row ?? {};
  const onDuty = dutyOf(rota ? rotaFrom(rota) : undefined, { personId, isLead }, now);
  const told = isLead || onDuty.isOnCall ? untaken.map(asRead) : [];
  return { overdue, lost, tray: { count, oldestAt }, untaken: told, gaps: onDuty.gaps };
}

/** Whether that person is on call now, and of which gaps they hear. */
function dutyOf(
  rota: Rota | undefined,
  { personId, isLead }: Pick<FrameReader, "personId" | "isLead">,
  now: Date,
): { isOnCall: boolean; gaps: Gap[] } {
  if (!rota) return { isOnCall: false, gaps: [] };
  const soon = { from: now, until: new Date(+now + warnedDays * 86_400_000) };
  return {
    isOnCall: onCallAt(rota, now).some((one) => one.personId === personId),
    gaps: isLead ? gapsInRotas(rota, gapsOf(rota, soon)) : [],
  };
}

/** As JSON has it: instants are text there, and so is the body of an event. */
type Told = Omit<UntakenCase, "openedAt" | "record"> & {
  readonly openedAt: string;
  readonly record: readonly (Omit<RecordEntry, "at" | "body"> & { at: string; body: string })[];
};

function asRead({ openedAt, record, ...rest }: Told): UntakenCase {
  return {
    ...rest,
    openedAt: new Date(openedAt),
    record: record.map(({ at, body, ...entry }) => ({
      ...entry,
      at: new Date(at),
      body: JSON.parse(body) as RecordEntry["body"],
    })),
  };
}
