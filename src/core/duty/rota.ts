/**
 * Who is on call: the one rule that alarms, pages and the hand-over sheet ask. A single shift overrides the
 * pattern while it runs; else the turn of the pattern holds. Takes the time as it is given.
 */
import { beginOf, hoursOf, type Pattern, turnsOf } from "./pattern.ts";
import { clip, meets, merged, type Span, without } from "./spans.ts";

/** A shift that was set for once: of a line of the house, or in place of whose turn a pattern has it. */
export interface SingleShift extends Span {
  readonly onCallId: string;
  readonly personId: string;
  readonly line: number;
  /** The pattern in which it covers a turn; null for a shift of its own. */
  readonly patternId: string | null;
  /** Of two that cover the same time the later one holds. */
  readonly setAt: Date;
  /** Whose account is closed, or whose roles are not of those on call, is on call no more. */
  readonly isAway: boolean;
}

export interface Rota {
  readonly patterns: readonly Pattern[];
  readonly singles: readonly SingleShift[];
}

export interface Shift extends Span {
  readonly line: number;
  readonly patternId: string | null;
  /** Null for the whole house. */
  readonly teamId: string | null;
  /** Null where everybody whose turn it could be is away: nobody is on call. */
  readonly personId: string | null;
  /** Whose turn it would be, where they are away. */
  readonly skipped: string | null;
  /** Of a single shift. */
  readonly onCallId: string | null;
}

export interface OnDuty {
  readonly line: number;
  readonly personId: string;
  readonly teamId: string | null;
  readonly patternId: string | null;
}

/** Who is on call at that instant, by lines; each person once for a line and team. */
export function onCallAt(rota: Rota, at: Date): OnDuty[] {
  const moment = { from: at, until: new Date(+at + 1) };
  const running = rota.patterns.flatMap((pattern) => {
    const isOpen = hoursOf(pattern, moment).length > 0;
    return isOpen ? shiftsOfPattern(rota, pattern, moment) : [];
  });
  const found = new Map<string, OnDuty>();
  for (const { line, personId, teamId, patternId } of [...singlesIn(rota, moment), ...running]) {
    const key = `${line} ${personId} ${teamId}`;
    if (personId && !found.has(key)) found.set(key, { line, personId, teamId, patternId });
  }
  return [...found.values()].toSorted(
    (a, b) => a.line - b.line || a.personId.localeCompare(b.personId),
  );
}

/** Every shift that meets that time, whole; the first to begin on top, then by line. */
export function shiftsOf(rota: Rota, within: Span): Shift[] {
  return [
    ...singlesIn(rota, within),
    ...rota.patterns.flatMap((pattern) => shiftsOfPattern(rota, pattern, within)),
  ].toSorted((a, b) => +a.from - +b.from || a.line - b.line);
}

/** The shifts of one pattern, as single shifts leave them: at every instant at most one. */
export function shiftsOfPattern({ singles }: Rota, pattern: Pattern, within: Span): Shift[] {
  const { patternId, teamId, line } = pattern;
  const facts = { line, patternId, teamId, onCallId: null };
  let shifts: Shift[] = turnsOf(pattern, within).map((turn) => ({ ...turn, ...facts }));
  for (const single of singles.toSorted((a, b) => +a.setAt - +b.setAt)) {
    if (single.isAway) continue;
    if (single.patternId === patternId) {
      const { personId, onCallId } = single;
      const covered = merged(shifts.flatMap((shift) => clip(shift, single)));
      const cover = { ...facts, personId, skipped: null, onCallId };
      shifts = [...without(shifts, single), ...covered.map((span) => ({ ...span, ...cover }))];
    } else if (single.patternId === null && teamId === null && single.line === line) {
      shifts = without(shifts, single);
    }
  }
  return shifts.filter((shift) => meets(shift, within)).toSorted((a, b) => +a.from - +b.from);
}

/** Shifts of their own: nobody's turn. */
function singlesIn({ singles }: Rota, within: Span): Shift[] {
  return singles
    .filter((single) => single.patternId === null && !single.isAway && meets(single, within))
    .map(({ from, until, line, personId, onCallId }) => ({
      ...{ from, until, line, personId, onCallId },
      ...{ patternId: null, teamId: null, skipped: null },
    }));
}

export interface Gap extends Span {
  /** Null for the whole house. */
  readonly teamId: string | null;
}

/**
 * When nobody is on call: for the house, and for each team that has a pattern. Hours that no pattern is
 * meant for are no gap, nor is a house without any rota.
 */
export function gapsOf(rota: Rota, within: Span): Gap[] {
  const shifts = shiftsOf(rota, within);
  const teams = new Set([...rota.patterns, ...shifts].map(({ teamId }) => teamId));
  return [...teams].flatMap((teamId) => {
    const patterns = rota.patterns.filter((pattern) => pattern.teamId === teamId);
    const meant = patterns.length > 0 ? patterns.flatMap((p) => hoursOf(p, within)) : [within];
    const held = shifts
      .filter((shift) => shift.teamId === teamId && shift.personId !== null)
      .flatMap((shift) => clip(shift, within));
    const open = held.flatMap((shift) => {
      const pattern = patterns.find(({ patternId }) => patternId === shift.patternId);
      return pattern ? hoursOf(pattern, shift) : [shift];
    });
    const left = open.reduce<Span[]>((spans, shift) => without(spans, shift), merged(meant));
    return left.map(({ from, until }) => ({ from, until, teamId }));
  });
}

/** Of these gaps: those in which a recurring rota of the same team, or of the house, has begun already. */
export function gapsInRotas({ patterns }: Rota, gaps: readonly Gap[]): Gap[] {
  return gaps.filter(({ from, teamId }) =>
    patterns.some((pattern) => {
      const begin = beginOf(pattern);
      return pattern.teamId === teamId && begin !== undefined && begin <= from;
    }),
  );
}
