/**
 * Every timer of Parley. Each deed is safe on many nodes at once and changes nothing where nothing
 * is due; promises themselves are rows (`clocks`), never timers.
 */
import { settleStrangers } from "../actions/access/record-access.ts";
import { makeCheckpoint } from "../actions/checkpoints/make-checkpoint.ts";
import { countFigures } from "../actions/clocks/count-figures.ts";
import { countHouseFigures } from "../actions/figures/count-house-figures.ts";
import { indexIdentities } from "../actions/identity/index-identities.ts";
import { sweepSessions } from "../actions/people/sweep-sessions.ts";
import { keepSiteFiles } from "./publishing/site-files.ts";
import { sweepClocks } from "./sweep-clocks.ts";
import { sweepNeglected, sweepUntaken } from "./sweep-duty.ts";
import { sweepFiles } from "./sweep-files.ts";
import { sweepMail } from "./sweep-mail.ts";
import { sweepRetention } from "./sweep-retention.ts";
import { sweepTickets } from "./sweep-tickets.ts";
import { sweepTray } from "./sweep-tray.ts";
import type { TaskContext } from "./task-context.ts";
import { watchHouse } from "./watch-house.ts";

export interface Timer {
  readonly name: string;
  readonly everySeconds: number;
  /** The signal says that the schedule stops: what takes minutes leaves the rest to its next turn. */
  run(on: TaskContext, signal: AbortSignal): Promise<number>;
}

function timersOf(checkpointFile: string): readonly Timer[] {
  return [
    { name: "overdue clocks", everySeconds: 60, run: ({ context }) => sweepClocks(context) },
    { name: "untaken cases", everySeconds: 60, run: ({ context }) => sweepUntaken(context) },
    { name: "neglected cases", everySeconds: 600, run: ({ context }) => sweepNeglected(context) },
    { name: "intake tray", everySeconds: 60, run: ({ context }) => sweepTray(context) },
    {
      name: "checkpoint",
      everySeconds: 3600,
      run: ({ context }) => makeCheckpoint(context, checkpointFile),
    },
    {
      name: "refused strangers",
      everySeconds: 60,
      run: ({ context }) => settleStrangers(context),
    },
    {
      name: "names for the search",
      everySeconds: 86_400,
      run: ({ context }) => indexIdentities(context),
    },
    { name: "ended sessions", everySeconds: 900, run: ({ context }) => sweepSessions(context) },
    { name: "abandoned uploads", everySeconds: 600, run: sweepFiles },
    { name: "mails owed too long", everySeconds: 3600, run: sweepMail },
    { name: "tickets of trackers", everySeconds: 3600, run: sweepTickets },
    { name: "public figures", everySeconds: 3600, run: ({ context }) => countFigures(context) },
    {
      name: "figures of the house",
      everySeconds: 3600,
      run: ({ context }, signal) => countHouseFigures(context, { signal }),
    },
    {
      name: "retention",
      everySeconds: 86_400,
      run: ({ context }) => sweepRetention(context),
    },
    { name: "site files", everySeconds: 86_400, run: keepSiteFiles },
    { name: "own key and security.txt", everySeconds: 86_400, run: watchHouse },
  ];
}

export interface TimerState {
  readonly timer: string;
  readonly everySeconds: number;
  readonly lastRun: string;
  readonly went: "well" | "wrong" | "not yet";
}

export interface Schedule {
  /** One row a timer, for the operator. */
  overview(): TimerState[];
  /** One more timer, for what has to be there before its first turn; it runs at once. */
  add(timer: Timer): void;
  /** Starts no more; resolves when what runs has ended. */
  stop(): Promise<void>;
}

/** Starts the timers; each runs once at once, since its turn may have passed while we were down. */
export function startSchedule(options: {
  readonly on: TaskContext;
  readonly checkpointFile: string;
  /** Further timers, whose deeds need what the schedule does not know. */
  readonly timers?: readonly Timer[];
}): Schedule {
  const { on } = options;
  const { context, log } = on;
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const states = new Map<string, Pick<TimerState, "lastRun" | "went">>();
  const turn = async (timer: Timer) => {
    const lastRun = context.now().toISOString();
    try {
      const count = await timer.run(on, stopping.signal);
      states.set(timer.name, { lastRun, went: "well" });
      if (count > 0) log.info({ timer: timer.name, count }, "timer");
    } catch (error) {
      states.set(timer.name, { lastRun, went: "wrong" });
      log.error(
        { timer: timer.name, err: error },
        "a timer failed; it runs again at its next turn",
      );
    }
  };
  const timers: Timer[] = [];
  const handles: NodeJS.Timeout[] = [];
  const add = (timer: Timer) => {
    let busy = false;
    const run = () => {
      // A turn that takes longer than its interval is not overtaken by the next.
      if (busy) return;
      busy = true;
      const done = turn(timer).finally(() => {
        busy = false;
        running.delete(done);
      });
      running.add(done);
    };
    run();
    timers.push(timer);
    handles.push(setInterval(run, timer.everySeconds * 1000));
  };
  for (const timer of [...timersOf(options.checkpointFile), ...(options.timers ?? [])]) add(timer);
  return {
    add,
    overview: () =>
      timers.map(({ name, everySeconds }) => ({
        timer: name,
        everySeconds,
        ...(states.get(name) ?? { lastRun: "", went: "not yet" }),
      })),
    async stop() {
      for (const handle of handles) clearInterval(handle);
      stopping.abort();
      await Promise.all(running);
    },
  };
}
