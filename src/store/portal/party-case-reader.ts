/** What a party sees of its case's head and of itself; never anything of another side. */
import type { ReporterStep } from "../../core/cases/stage.ts";
import type { Tx } from "../transaction.ts";

export interface PartyCase {
  readonly caseId: string;
  readonly reference: string;
  readonly step: ReporterStep;
  /** It asks something and reports nothing, as far as the team knows. */
  readonly isQuestion: boolean;
  /** Version of the policy by which the case is handled. */
  readonly policyVersion: number;
  readonly openedAt: Date;
  readonly updatedAt: Date;
  readonly closedAt: Date | null;
  /** Nothing of ours is published before; null where nothing of the kind was agreed. */
  readonly notBefore: Date | null;
  /** When the content of the case was erased; null while it is there. */
  readonly erasedAt: Date | null;
  readonly answersBy: "mail" | "portal";
  readonly hasKey: boolean;
  readonly credit: "undecided" | "none" | "name" | "handle" | "organisation";
  /** Version of the undertakings that the party saw or was told; null where there was none. */
  readonly undertakings: string | null;
  /** Null where it was written down before that was kept: then they were shown. */
  readonly undertakingsHow: "shown" | "informed" | null;
}

/** Undefined where the actor is not that party. */
export async function partyCaseOf(tx: Tx, partyId: string): Promise<PartyCase | undefined> {
  return tx.first<PartyCase>(
    `select c.case_id as "caseId", c.reference, c.step, c.is_question as "isQuestion",
            c.policy_version as "policyVersion",
            c.opened_at as "openedAt",
            c.updated_at as "updatedAt", c.closed_at as "closedAt", c.not_before as "notBefore",
            c.erased_at as "erasedAt", p.answers_by as "answersBy",
            p.has_key as "hasKey",
            coalesce((select choice from credit_choices k where k.party_id = p.party_id
                       order by k.chosen_at desc, k.choice_id desc limit 1), p.credit) as "credit",
            p.undertaking_version as "undertakings",
            p.undertaking_how as "undertakingsHow"
       from parties p join party_cases c on c.case_id = p.case_id and c.side_id = p.side_id
      where p.party_id = $1`,
    [partyId],
  );
}
