/**
 * Records who read, searched, took out or was refused something, before the answer goes out. In
 * nobody's name: what was refused is recorded although the transaction that refused it is gone.
 */
import {
  type AccessKind,
  oneReadingMs,
  strangersEveryMs,
  strangersKinds,
} from "../../core/access/access-event.ts";
import type { Actor } from "../../core/people/actor.ts";
import type { JsonValue } from "../../lib/canonical-json.ts";
import { appendAccess } from "../../store/access/access-writer.ts";
import type { Context } from "../../store/context.ts";

export interface Access {
  readonly kind: AccessKind;
  readonly what: string;
  readonly caseId?: string | null;
  /** Ids, codes and numbers; never what people wrote. */
  readonly body?: { readonly [key: string]: JsonValue };
}

/** Resolves when it is on disk; where that fails, so must the answer. */
export async function recordAccess(context: Context, actor: Actor, access: Access): Promise<void> {
  const notes = notesOf(context);
  if (access.kind === "case.read") return notes.read(actor, access);
  const body = access.body ?? {};
  if (!strangersKinds.has(access.kind)) return append(context, actor, { ...access, body });
  const left = notes.countStranger(access);
  if (left === undefined) return undefined;
  return append(context, actor, { ...access, body: withCount(body, left) });
}

/**
 * Writes down what was counted and not yet written, so that the end of a flood is on record without
 * another stranger. Gives the number of lines.
 */
export async function settleStrangers(context: Context): Promise<number> {
  const counted = notesOf(context).takeCounted();
  for (const { access, count } of counted) {
    const body = withCount(access.body ?? {}, count - 1);
    await append(context, { kind: "anyone" }, { ...access, body });
  }
  return counted.length;
}

function withCount(body: NonNullable<Access["body"]>, uncounted: number) {
  return uncounted > 0 ? { ...body, uncounted } : body;
}

function append(context: Context, actor: Actor, access: Access): Promise<void> {
  return appendAccess(context, {
    kind: access.kind,
    what: access.what.slice(0, 100),
    caseId: access.caseId ?? null,
    actorKind: actor.kind,
    actorId: actor.kind === "staff" || actor.kind === "outsider" ? actor.id : null,
    at: context.now(),
    body: access.body ?? {},
  });
}

interface Notes {
  read(actor: Actor, access: Access): Promise<void>;
  /** How many were left out before this one; undefined where it is left out itself. */
  countStranger(access: Access): number | undefined;
  /** What was left out since the last line of its kind, the last of each and how many; forgotten here. */
  takeCounted(): { readonly access: Access; readonly count: number }[];
}

interface Strangers {
  writtenAt: number;
  left: number;
  last: Access;
}

const notesByContext = new WeakMap<Context, Notes>();
const readingsMax = 20_000;

function notesOf(context: Context): Notes {
  const known = notesByContext.get(context) ?? newNotes(context);
  notesByContext.set(context, known);
  return known;
}

function newNotes(context: Context): Notes {
  const readings = new Map<string, { at: number; recorded: Promise<void> }>();
  const strangers = new Map<AccessKind, Strangers>();
  return {
    async read(actor, access) {
      const who = actor.kind === "staff" || actor.kind === "outsider" ? actor.id : actor.kind;
      const key = `${who} ${access.caseId} ${access.what}`;
      const now = context.now().getTime();
      const before = readings.get(key);
      // Waits for the row of the same reading: nobody is answered before it is on disk.
      if (before && Math.abs(now - before.at) < oneReadingMs) return before.recorded;
      if (readings.size >= readingsMax) readings.clear();
      const recorded = append(context, actor, access);
      readings.set(key, { at: now, recorded });
      recorded.catch(() => readings.delete(key));
      return recorded;
    },
    countStranger(access) {
      const now = context.now().getTime();
      const before = strangers.get(access.kind);
      if (before && Math.abs(now - before.writtenAt) < strangersEveryMs) {
        before.left += 1;
        before.last = access;
        return undefined;
      }
      strangers.set(access.kind, { writtenAt: now, left: 0, last: access });
      return before?.left ?? 0;
    },
    takeCounted() {
      return [...strangers.values()].flatMap((each) => {
        const { left: count, last: access } = each;
        each.left = 0;
        return count > 0 ? [{ access, count }] : [];
      });
    },
  };
}
