/**
 * Who joins a new case by itself: the team of every report, whoever the policy's rules name, the
 * author, and the support agent who filed it. Each joining is an event with its rule (TH-10).
 */
import { staffSide } from "../../core/cases/sides.ts";
import { ticketReference } from "../../core/mail/outside-references.ts";
import { authorRule, everyReport, type RoutedReport, rulesFor } from "../../core/people/routing.ts";
import { psirtTeam } from "../../core/people/teams.ts";
import type { Opening } from "../../store/cases/opening-writer.ts";
import { insertSupportSide } from "../../store/cases/support-writer.ts";
import { addMember } from "../../store/cases/writer.ts";
import type { Context } from "../../store/context.ts";
import type { EventId } from "../../store/events/writer.ts";
import { addMessage } from "../../store/messages/writer.ts";
import { teamIdsOf } from "../../store/teams/reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { askEntity } from "../cases/ask-entity.ts";
import { type CaseEvent, recordOnCase } from "../on-case.ts";
import { addReferences } from "./record-finding.ts";

/** Lets in our own people; the team of every report joins by the event that opened the case. */
export async function joinByRule(
  context: Context,
  tx: Tx,
  opening: Pick<Opening, "caseId" | "policy"> & RoutedReport,
  opened: EventId,
): Promise<void> {
  const { caseId, policy, channel, product } = opening;
  const member = { caseId, sideId: staffSide, role: "team", addedBy: null };
  const common = { ...member, principalId: psirtTeam, rule: everyReport };
  await addMember(context, tx, common, opened);
  const inside: string[] = [psirtTeam];
  const report = { channel, product };
  const record = (event: CaseEvent) => recordOnCase(context, tx, opening, event);
  for (const { name: rule, team, entity } of rulesFor(policy.needToKnow.routing, report)) {
    if (entity !== undefined) {
      const asked = { caseId, entity, rule, addedBy: null, members: inside };
      inside.push(...(await askEntity(context, tx, record, asked)));
      continue;
    }
    const teams = team === undefined ? [] : await teamIdsOf(tx, { name: team });
    for (const principalId of teams.filter((id) => !inside.includes(id))) {
      const body = { principalId, rule };
      const eventId = await record({ sideId: staffSide, type: "member.routed", body });
      await addMember(context, tx, { ...member, principalId, rule }, eventId);
      inside.push(principalId);
    }
  }
}

/** The author of the report reaches its own side. */
export async function joinAuthor(
  context: Context,
  tx: Tx,
  { caseId, partyId, partyKind }: Opening,
  eventId: EventId,
): Promise<void> {
  const role = partyKind ?? "reporter";
  const party = { principalId: partyId, sideId: partyId, role, rule: authorRule };
  await addMember(context, tx, { caseId, addedBy: null, ...party }, eventId);
}

/** The agent reaches a side of its own, which begins with what they wrote down. */
export async function joinSupport(
  context: Context,
  tx: Tx,
  opening: Opening,
  personId: string,
): Promise<void> {
  const { caseId, arrival } = opening;
  const partyId = context.newId();
  const eventId = await recordOnCase(context, tx, opening, {
    sideId: staffSide,
    type: "report.filed",
    body: { partyId, personId },
  });
  const party = { principalId: partyId, sideId: partyId, role: "support", rule: "filed" };
  await addMember(context, tx, { caseId, addedBy: null, ...party }, eventId);
  const { filing } = arrival;
  const filed = { partyId, personId, filing };
  const key = await insertSupportSide(context, tx, opening, filed, eventId);
  if (filing?.ticket) {
    await addReferences(context, tx, { caseId, partyId }, [ticketReference(filing.ticket)]);
  }
  const { product = "", description = "" } = arrival.fields;
  const message = {
    messageId: context.newId(),
    caseId,
    sideId: partyId,
    direction: "in" as const,
    template: "filed",
    authorKind: "party" as const,
    authorId: partyId,
    content: { subject: product, text: `${product}\n\n${description}` },
  };
  await addMessage(context, tx, key, message, eventId);
}
