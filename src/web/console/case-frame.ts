/**
 * What every page of a case is given: its head, where it stands, what is owed, and who is here.
 * Two statements. Refuses with access.not-found what the wall or the role does not show.
 */
import type { CaseFacts } from "../../core/cases/case-facts.ts";
import { type Standing, standingOf } from "../../core/cases/stage.ts";
import type { Draft } from "../../core/drafts/draft.ts";
import { type Membership, permit } from "../../core/people/permit.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { Refusal } from "../../core/refusal.ts";
import { factsOf } from "../../store/cases/facts-reader.ts";
import { type CaseHead, headOf, policyOf } from "../../store/cases/head-reader.ts";
import { companyOf } from "../../store/cases/membership-reader.ts";
import { type CaseRarities, raritiesOf } from "../../store/cases/rarities-reader.ts";
import { titleOf } from "../../store/cases/title-reader.ts";
import { type ClockRow, clocksOf } from "../../store/clocks/reader.ts";
import type { Context } from "../../store/context.ts";
import { draftsOf } from "../../store/drafts/reader.ts";
import { type PartyRow, partiesOf } from "../../store/parties/reader.ts";
import { type PersonView, peopleList } from "../../store/people/reader.ts";
import { type ReferenceView, referencesOf } from "../../store/references/reader.ts";
import { keysOfCase, type ObjectKey } from "../../store/sealing/object-keys.ts";
import type { Tx } from "../../store/transaction.ts";
import type { Staff } from "../server/actor-of.ts";

export interface CaseFrame {
  readonly staff: Staff;
  readonly now: Date;
  readonly policy: Policy;
  readonly head: CaseHead;
  readonly title: string;
  readonly membership: Membership;
  readonly facts: CaseFacts;
  readonly standing: Standing;
  readonly clocks: readonly ClockRow[];
  readonly parties: readonly PartyRow[];
  /** Everybody with an account, for names and for the choice of an owner. */
  readonly people: readonly PersonView[];
  /** Ids of colleagues who are on the case for good, by themselves or by a team. */
  readonly onCase: readonly string[];
  readonly keys: ReadonlyMap<string, ObjectKey>;
  readonly rarities: CaseRarities;
  /** What parties call the case. */
  readonly references: readonly ReferenceView[];
  /** What this reader has typed into forms of the case and not sent, by the name of the form. */
  readonly drafts: ReadonlyMap<string, Draft>;
}

export async function loadCaseFrame(
  context: Context,
  tx: Tx,
  staff: Staff,
  reference: string,
): Promise<CaseFrame> {
  const head = await headOf(tx, reference);
  if (!head) throw new Refusal("access.not-found");
  const { caseId } = head;
  const policy = policyOf(context, head);
  const itsKeys = keysOfCase(context, tx, caseId);
  const [company, facts, keys, clocks, parties, people, rarities, references, drafts] =
    await Promise.all([
      companyOf(tx, caseId),
      factsOf(tx, caseId, policy),
      itsKeys,
      clocksOf(tx, caseId),
      partiesOf(tx, caseId),
      peopleList(context, tx),
      raritiesOf(tx, caseId),
      referencesOf(context, tx, caseId, itsKeys),
      draftsOf(context, tx, staff.id, caseId),
    ]);
  permit(staff, "read-case", company?.membership);
  if (!company) throw new Refusal("access.not-found");
  return {
    staff,
    now: context.now(),
    policy,
    head,
    title: titleOf(head, keys),
    ...company,
    facts,
    standing: standingOf(facts),
    clocks,
    parties,
    people,
    keys,
    rarities,
    references,
    drafts,
  };
}

/** A colleague's name; one whose account this reader cannot see stays a colleague. */
export function personName(frame: Pick<CaseFrame, "people">, personId: string | null): string {
  const person = frame.people.find((each) => each.personId === personId);
  return person?.name ?? "A colleague";
}

export function zoneOf(frame: Pick<CaseFrame, "policy">): string {
  return frame.policy.channels.officeHours.zone;
}
