/** Writes a case's head and its members. Stage, lane and due time follow from facts and clocks. */
import { staffSide } from "../../core/cases/sides.ts";
import { reporterStepOf, type Standing, standingOf } from "../../core/cases/stage.ts";
import { laneOf, ourReply } from "../../core/cases/waiting.ts";
import { worstOf } from "../../core/severity/bands.ts";
import type { Context } from "../context.ts";
import type { EventId } from "../events/writer.ts";
import { insertState, updateState } from "../state/state-rows.ts";
import type { Tx } from "../transaction.ts";
import { factsOf } from "./facts-reader.ts";

/** Adds a member; case_access follows by trigger in the same transaction. */
export async function addMember(
  context: Context,
  tx: Tx,
  member: {
    caseId: string;
    principalId: string;
    sideId: string;
    role: string;
    /** The routing rule that put them there, or null where a person did. */
    rule: string | null;
    addedBy: string | null;
    /** When the access ends by itself; left out, it does not. */
    expiresAt?: Date;
  },
  eventId: EventId,
): Promise<void> {
  await insertState(context, tx, "case_members", {
    case_id: member.caseId,
    principal_id: member.principalId,
    side_id: member.sideId,
    role: member.role,
    rule: member.rule,
    added_by: member.addedBy,
    added_at: context.now(),
    expires_at: member.expiresAt ?? null,
    last_event_id: eventId,
  });
}

/** Lets somebody whose access was to end stay for good. False where there is no such member. */
export async function keepMember(
  context: Context,
  tx: Tx,
  { caseId, principalId, addedBy }: { caseId: string; principalId: string; addedBy: string | null },
  eventId: EventId,
): Promise<boolean> {
  const key = { case_id: caseId, principal_id: principalId, side_id: staffSide };
  const kept = { role: "member", rule: null, added_by: addedBy, added_at: context.now() };
  const change = { ...kept, expires_at: null, last_event_id: eventId };
  return (await updateState(context, tx, "case_members", key, change)) !== undefined;
}

/** Takes a colleague or a team off the case; access ends with the transaction. */
export async function removeMember(tx: Tx, caseId: string, principalId: string): Promise<void> {
  await tx.run(
    `delete from case_members
      where case_id = $1 and principal_id = $2 and side_id = staff_side()`,
    [caseId, principalId],
  );
}

/**
 * Recomputes where the case stands: stage, lane, earliest due time, and each party's step. Every
 * deed on a case ends with it.
 */
export async function refreshHead(
  context: Context,
  tx: Tx,
  caseId: string,
  eventId: EventId,
): Promise<void> {
  const facts = await factsOf(tx, caseId);
  const standing = standingOf(facts);
  const [wrote] = facts.unanswered;
  const before = await tx.first<Before>(
    `select waiting_on as "waitingOn", waiting_since as "waitingSince",
            (select min(due_at) from clocks
              where case_id = $1 and met_at is null and stopped_at is null
                and paused_at is null) as "dueAt"
       from cases where case_id = $1`,
    [caseId],
    "next-due",
  );
  const dueAt = before?.dueAt ?? null;
  const band = await bandOfCase(context, tx, caseId);
  const now = context.now();
  await updateState(
    context,
    tx,
    "cases",
    { case_id: caseId },
    {
      stage: standing.stage,
      waiting_on: standing.waitingOn,
      waiting_for: standing.wait?.whom ?? (wrote ? ourReply : null),
      waiting_since: standing.wait?.since ?? sinceOf(standing, before, wrote?.since ?? now),
      severity_band: band,
      lane: laneOf({
        ...{ closed: facts.closed, wait: standing.wait },
        ...{ oursRuns: dueAt !== null, owesReply: wrote !== undefined },
      }),
      // A closed case may still owe something: an appeal, a CVE record, a report to an authority.
      due_at: dueAt ?? "infinity",
      updated_at: now,
      last_event_id: eventId,
    },
  );
  await tx.run(
    `update party_cases p set step = $2, updated_at = $3, closed_at = c.closed_at,
            policy_version = c.policy_version, not_before = c.not_before,
            is_question = c.kind = 'question'
       from cases c where p.case_id = $1 and c.case_id = $1`,
    [caseId, reporterStepOf(facts), now],
    "party-cases",
  );
}

/**
 * The worst level of its vulnerabilities by their newest scores of ours, in the order of the policy
 * that it keeps; before any score the suspected one.
 */
async function bandOfCase(context: Context, tx: Tx, caseId: string): Promise<string | null> {
  const found = await tx.first<{
    names: string[];
    suspected: string | null;
    policyId: string;
    policyVersion: number;
  }>(
    `select c.suspected_band as "suspected", c.policy_id as "policyId",
            c.policy_version as "policyVersion",
            array(select coalesce(s.override_band, s.band)
                    from (select distinct on (s.vulnerability_id) s.* from scores s
                            join vulnerabilities v on v.vulnerability_id = s.vulnerability_id
                           where s.case_id = $1 and s.source = 'own' and v.withdrawn_at is null
                           order by s.vulnerability_id, s.scored_at desc, s.score_id desc) s
                   order by s.scored_at desc) as "names"
       from cases c where c.case_id = $1`,
    [caseId],
    "own-bands",
  );
  if (!found) return null;
  const policy = context.policies.find(
    ({ name, version }) => name === found.policyId && version === found.policyVersion,
  );
  return worstOf(found.names, policy?.scoring.bands ?? []) ?? found.suspected;
}

interface Before {
  readonly waitingOn: string;
  readonly waitingSince: Date | null;
  readonly dueAt: Date | null;
}

/** Where nobody else is waited for: since it came to us; a word that comes meanwhile makes it no younger. */
function sinceOf({ waitingOn }: Standing, before: Before | undefined, from: Date): Date | null {
  return before?.waitingOn === waitingOn ? before.waitingSince : from;
}
