/**
 * The frame of deeds that bring files into a case: a party's on its own side, staff's for a party or
 * for staff alone. A party cannot reach clocks and head, so a task brings them up to date.
 */
import { staffSide } from "../../core/cases/sides.ts";
import { type Actor, staffIdOf } from "../../core/people/actor.ts";
import type { Deed } from "../../core/people/deeds.ts";
import { permit } from "../../core/people/permit.ts";
import { Refusal } from "../../core/refusal.ts";
import type { AddedFiles } from "../../store/attachments/writer.ts";
import { membershipOf } from "../../store/cases/membership-reader.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent, type EventId } from "../../store/events/writer.ts";
import { owe } from "../../store/outbox/writer.ts";
import { partiesOf } from "../../store/parties/reader.ts";
import { keyOf, type ObjectKey } from "../../store/sealing/object-keys.ts";
import type { Tx } from "../../store/transaction.ts";
import { underPseudonymOf } from "../identity/under-pseudonym.ts";
import { onCase } from "../on-case.ts";

export interface FileDesk {
  readonly tx: Tx;
  /** Who brings the files. */
  readonly byId: string;
  /** Where files belong: the party's side, or the case's own staff. */
  placeFor(partyId: string | undefined): Promise<FilePlace>;
  /** What a party brings stands under its pseudonym; what staff bring, as it is. */
  asRead(): Promise<(words: string) => string>;
  record(
    sideId: string,
    type: string,
    body: Readonly<Record<string, string | number>>,
  ): Promise<EventId>;
}

export interface FilePlace {
  readonly sideId: string;
  readonly key: ObjectKey;
  readonly added: AddedFiles;
}

export function atFileDesk<T>(
  context: Context,
  actor: Actor,
  deed: Deed,
  caseId: string,
  work: (desk: FileDesk) => Promise<T>,
): Promise<T> {
  return actor.kind === "outsider"
    ? atPartyDesk(context, actor, deed, caseId, work)
    : atStaffDesk(context, actor, deed, caseId, work);
}

async function atPartyDesk<T>(
  context: Context,
  actor: Extract<Actor, { kind: "outsider" }>,
  deed: Deed,
  caseId: string,
  work: (desk: FileDesk) => Promise<T>,
): Promise<T> {
  return context.transaction(actor, async (tx) => {
    permit(actor, deed, await membershipOf(tx, caseId));
    return work({
      tx,
      byId: actor.id,
      placeFor: async () => ({
        sideId: actor.side,
        key: await keyOf(context, tx, actor.side),
        added: { addedBy: actor.id, direction: null },
      }),
      asRead: () => underPseudonymOf(context, tx, { caseId, partyId: actor.id }),
      async record(sideId, type, body) {
        const eventId = await appendEvent(context, tx, { caseId, sideId, type, body });
        await owe(context, tx, "settle-case", { caseId, subjectId: eventId });
        return eventId;
      },
    });
  });
}

async function atStaffDesk<T>(
  context: Context,
  actor: Actor,
  deed: Deed,
  caseId: string,
  work: (desk: FileDesk) => Promise<T>,
): Promise<T> {
  return onCase(context, actor, deed, caseId, async ({ tx, caseKey, record }) => {
    const byId = staffIdOf(actor);
    return work({
      tx,
      byId,
      async placeFor(partyId) {
        const added = { addedBy: byId, direction: partyId ? "out" : "internal" } as const;
        if (!partyId) return { sideId: staffSide, key: caseKey, added };
        const parties = await partiesOf(tx, caseId);
        const party = parties.find((each) => each.partyId === partyId);
        if (!party) throw new Refusal("party.unknown");
        return { sideId: party.sideId, key: await keyOf(context, tx, party.sideId), added };
      },
      asRead: async () => (words) => words,
      record: (sideId, type, body) => record({ sideId, type, body }),
    });
  });
}

/** What a new file is called in the history, by who brought it. */
export function arrivalEvent(direction: AddedFiles["direction"]): string {
  return direction === null ? "attachment.received" : "attachment.added";
}
