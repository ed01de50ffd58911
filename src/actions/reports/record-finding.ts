/**
 * Writes down what was found out about the case that a mail may continue: a coordinator's number for a
 * notice, and for each case that the mail leads to without proof, that it does.
 */
import { staffSide } from "../../core/cases/sides.ts";
import { isMailProvider } from "../../core/identity/withheld-terms.ts";
import type { FoundCase, Suggestion } from "../../core/mail/find-case.ts";
import type { OutsideReference } from "../../core/mail/outside-references.ts";
import type { Arrival } from "../../core/reports/arrival.ts";
import type { Opening } from "../../store/cases/opening-writer.ts";
import { countOpenClaims } from "../../store/claims/reader.ts";
import { insertClaim } from "../../store/claims/writer.ts";
import type { Context } from "../../store/context.ts";
import { appendEvent } from "../../store/events/writer.ts";
import { insertReference } from "../../store/references/writer.ts";
import { indexText } from "../../store/search/tokens.ts";
import type { Tx } from "../../store/transaction.ts";
import { recordOnCase } from "../on-case.ts";

/**
 * Whether it opens a notice, whose sender is a coordinator and no reporter. Coordinators have a domain of
 * their own: whoever writes from a mail provider and names such a number has reported there too.
 */
export function isNotice(
  finding: FoundCase | undefined,
  arrival: Pick<Arrival, "fields" | "contentAt">,
): boolean {
  if (!finding || finding.found === "thread") return false;
  if (isMailProvider(arrival.fields.email?.split("@")[1] ?? "")) return false;
  if (finding.found === "notice") return true;
  const pointsElsewhere = arrival.contentAt !== undefined;
  return finding.found === "ambiguous" && (finding.references.length > 0 || pointsElsewhere);
}

export async function recordFinding(
  context: Context,
  tx: Tx,
  opening: Opening,
  finding: FoundCase | undefined,
): Promise<void> {
  if (opening.partyKind === "coordinator") await recordAttempt(context, tx, opening);
  if (finding?.found === "notice" || finding?.found === "ambiguous") {
    await addReferences(context, tx, opening, finding.references);
  }
  for (const each of finding?.found === "ambiguous" ? finding.suggestions : []) {
    await claim(context, tx, opening, each);
  }
}

/** A letter says when it was written; from what lies further back than this nobody counts (CC-06). */
const attemptDaysMax = 45;

/** The coordinator's clock runs from its first attempt that we know of; an earlier one moves it. */
async function recordAttempt(context: Context, tx: Tx, opening: Opening): Promise<void> {
  const { caseId, partyId, arrival, inbox } = opening;
  const written = arrival.attemptedAt ? new Date(arrival.attemptedAt) : inbox.receivedAt;
  const earliest = inbox.receivedAt.getTime() - attemptDaysMax * 86_400_000;
  const at = written.getTime() < earliest ? inbox.receivedAt : written;
  await recordOnCase(context, tx, opening, {
    sideId: staffSide,
    type: "coordinator.contact-attempted",
    body: { happenedAt: at.toISOString(), until: null, partyId, subjectId: caseId },
    happenedAt: at,
    owedTo: partyId,
    subjectId: caseId,
  });
}

export async function addReferences(
  context: Context,
  tx: Tx,
  at: Pick<Opening, "caseId" | "partyId">,
  references: readonly OutsideReference[],
): Promise<void> {
  const { caseId, partyId } = at;
  for (const reference of references) {
    const referenceId = context.newId();
    const eventId = await appendEvent(context, tx, {
      caseId,
      sideId: partyId,
      type: "reference.added",
      body: { referenceId, partyId, issuer: reference.issuer },
    });
    const row = { ...reference, referenceId, caseId, partyId, addedBy: null };
    await insertReference(context, tx, row, eventId);
    await indexText(context, tx, { caseId, sideId: partyId }, reference.text);
  }
}

/** More wait on no case: whoever names a case a thousand times fills neither its page nor its history. */
const openClaimsMax = 20;

/** Said on both cases: on the one that the mail names, and on the one that it opened. */
async function claim(
  context: Context,
  tx: Tx,
  { caseId: fromCaseId }: Opening,
  { caseId, partyId, why }: Suggestion,
): Promise<void> {
  if ((await countOpenClaims(tx, caseId)) >= openClaimsMax) return;
  const claimId = context.newId();
  const eventId = await appendEvent(context, tx, {
    caseId,
    sideId: staffSide,
    type: "mail.claimed",
    body: { claimId, fromCaseId, why: [...why] },
  });
  await insertClaim(context, tx, { claimId, caseId, partyId, fromCaseId, why }, eventId);
}
