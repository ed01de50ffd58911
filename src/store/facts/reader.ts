/** Reads the facts of a case and what they announced, from its own record. Only staff of the case see them. */
import { type Announced, announcedTypes } from "../../core/facts/announce.ts";
import type { FactEntry, FactSaying } from "../../core/facts/fact.ts";
import type { SettledSignal } from "../../core/facts/signals.ts";
import type { Context } from "../context.ts";
import { eventTextPlace } from "../events/writer.ts";
import { keysOf, type ObjectKey, openFrom } from "../sealing/object-keys.ts";
import type { Tx } from "../transaction.ts";

export interface FactRecord {
  /** The oldest first. */
  readonly entries: readonly FactEntry[];
  readonly announced: readonly Announced[];
  /** Signals of reports that a fact or a word settled. */
  readonly settled: readonly SettledSignal[];
  /** What was written beside an entry, by its id; those whose key is gone are left out. */
  readonly words: ReadonlyMap<string, string>;
}

/** An event about facts as it is stored. */
export interface FactRow {
  readonly eventId: string;
  readonly type: string;
  readonly at: Date;
  readonly actorId: string | null;
  readonly body: string;
  readonly sealed: Buffer | null;
}

/** A fact's entry in the body of its event: the names are part of the record, and stay. */
export type FactBody = {
  readonly fact: string | null;
  readonly kind: FactSaying["kind"];
  readonly occurredAt: string | null;
  readonly awareAt: string;
  readonly desk: FactSaying["desk"];
  readonly source: FactSaying["source"];
  readonly confidence: FactSaying["confidence"];
  readonly advisory: FactSaying["advisory"];
  /** The report that said so, where one did. */
  readonly report?: string;
};

const factTypes = ["fact.recorded", "fact.corrected", "fact.withdrawn"];

/** `held` are opened keys (keysOfCase); without the case's among them it is looked up. */
export async function factRecordOf(
  context: Context,
  tx: Tx,
  caseId: string,
  held?: ReadonlyMap<string, ObjectKey>,
): Promise<FactRecord> {
  const rows = await tx.query<FactRow>(
    `select event_id as "eventId", type, at, actor_id as "actorId", body, text_sealed as "sealed"
       from events where case_id = $1 and type = any ($2::text[]) order by seq limit 1000`,
    [caseId, [...factTypes, "signal.dismissed", ...announcedTypes]],
    "facts-of-case",
  );
  if (rows.length === 0) return { entries: [], announced: [], settled: [], words: new Map() };
  const key = (held?.has(caseId) ? held : await keysOf(context, tx, [caseId])).get(caseId);
  const told = rows.filter(({ type }) => factTypes.includes(type));
  return {
    entries: told.map(factEntryOf),
    settled: rows.flatMap(settledBy),
    announced: rows.filter(({ type }) => announcedTypes.includes(type)).map(announcedOf),
    words: new Map(
      told.flatMap(({ eventId, sealed }) =>
        key && sealed
          ? [[eventId, openFrom(key, eventTextPlace(eventId), sealed).toString()] as const]
          : [],
      ),
    ),
  };
}

/** What an entry says, without its words. */
export function factEntryOf({ eventId, type, at, actorId, body }: FactRow): FactEntry {
  const { fact, occurredAt, awareAt, report: _, ...codes } = JSON.parse(body) as FactBody;
  return {
    entryId: eventId,
    at,
    by: actorId,
    factId: fact ?? eventId,
    saying:
      type === "fact.withdrawn"
        ? null
        : {
            ...codes,
            occurredAt: occurredAt === null ? null : new Date(occurredAt),
            awareAt: new Date(awareAt),
          },
  };
}

/** A report's word is settled by the fact that came of it, or by a person's word that it is none. */
function settledBy({ type, body }: FactRow): SettledSignal[] {
  if (type !== "fact.recorded" && type !== "signal.dismissed") return [];
  const { report, kind } = JSON.parse(body) as { report?: string } & Pick<SettledSignal, "kind">;
  return report ? [{ reportId: report, kind }] : [];
}

function announcedOf({ type, at, body }: FactRow): Announced {
  const { happenedAt, fact } = JSON.parse(body) as { happenedAt?: string; fact?: string };
  return { type, happenedAt: happenedAt ? new Date(happenedAt) : at, ofFacts: fact !== undefined };
}
