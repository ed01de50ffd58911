/**
 * The form of a deed on a case, where this reader may do it. After a refusal the form that was sent
 * shows again with its words and the reasons; the others stay as they were.
 */
import type { ComponentChildren } from "preact";
import { InvalidInput } from "../../actions/invalid-input.ts";
import type { Deed } from "../../core/people/deeds.ts";
import { isPermitted } from "../../core/people/permit.ts";
import type { RefusalCode } from "../../core/refusal-codes.ts";
import {
  type FormDescription,
  type FormField,
  type FormValues,
  lastValueOf,
} from "../../lib/form-description.ts";
import { ActionForm, type ActionFormProps } from "../../ui/action-form.tsx";
import { Hidden } from "../../ui/form.tsx";
import type { FieldError } from "../../ui/form-errors.tsx";
import { type AtCase, casePath, type SentDeed, sentMark } from "./at-case.ts";
import { BothVersions, isLate } from "./both-versions.tsx";
import { caseDeedOf } from "./case-deeds.ts";
import { zoneOf } from "./case-frame.ts";
import { keyOfDeed } from "./deed-keys.ts";
import { DraftButtons, draftField, draftNameOf } from "./draft-of-form.tsx";

export type DeedFormProps = Pick<
  ActionFormProps,
  | "choices"
  | "typed"
  | "only"
  | "label"
  | "labels"
  | "helps"
  | "submit"
  | "look"
  | "errorsTitle"
  | "lead"
> & {
  at: AtCase;
  deed: Deed;
  /** Ids that say what the deed is on, besides the case: they travel hidden. */
  ids?: Readonly<Record<string, string>> | undefined;
  /** Tells this form from another one of the same deed on the same ids. */
  mark?: string | undefined;
  /** What the fields begin with. */
  values?: FormValues | undefined;
  /** What holds now, where the form does not begin with it: shown where a colleague was faster. */
  now?: FormValues | undefined;
  /** They were asked for just now: they stand over a draft. */
  over?: boolean | undefined;
  /** What is known to be missing before anything was sent. */
  errors?: readonly FieldError[] | undefined;
  children?: ComponentChildren;
};

/** Nothing where the reader may not do the deed. */
export function DeedForm(props: DeedFormProps) {
  const { at, deed, ids = {} } = props;
  const found = caseDeedOf(deed);
  if (!found || !may(at, deed)) return null;
  const form = uniqueForm(found.form, props.mark ? { ...ids, mark: props.mark } : ids);
  const sent = sentFor(at, deed, ids);
  const kept = draftNameOf(found.form, props);
  const draft = kept === undefined ? undefined : at.drafts.get(kept);
  const drafted = draft && !props.over && !sent ? draft.values : undefined;
  const begun = sent ? sent.values : { ...props.values, ...drafted };
  const late = lateOf(found.form, sent, props);
  if (sent) at.formsShown.add(sentMark);
  return (
    <ActionForm
      form={form}
      action={deedPath(at, deed)}
      csrf={at.csrf}
      values={{
        ...begun,
        ...(late ? { asOf: late.now.asOf } : {}),
        ...ids,
        caseId: at.head.caseId,
      }}
      errors={sent ? errorsOf(sent, found.form) : props.errors}
      errorsTitle={sent ? undefined : props.errorsTitle}
      choices={props.choices}
      typed={props.typed}
      only={props.only}
      label={props.label}
      labels={props.labels}
      helps={props.helps}
      submit={props.submit}
      look={props.look}
      keys={keyOfDeed(deed)}
      zones={[zoneOf(at), "UTC"]}
      lead={late ? <BothVersions at={at} of={late} /> : props.lead}
      beside={
        kept && <DraftButtons at={at} form={kept} draft={draft} shown={drafted !== undefined} />
      }
    >
      {props.children}
      {kept && <Hidden name={draftField} value={kept} />}
    </ActionForm>
  );
}

/** What both versions are shown of, where a colleague was faster. */
function lateOf(form: FormDescription, sent: SentDeed | undefined, props: DeedFormProps) {
  if (!sent || !isLate(sent)) return undefined;
  return {
    form,
    now: { ...props.values, ...props.now },
    mine: sent.values,
    choices: props.choices,
  };
}

/** Whether this reader may do the deed on this case: for showing a form, never instead of permit(). */
export function may(at: Pick<AtCase, "staff" | "membership">, deed: Deed): boolean {
  return isPermitted(at.staff, deed, at.membership);
}

export function deedPath(at: Pick<AtCase, "head" | "view">, deed: Deed): string {
  return `${casePath(at.head.reference)}/deeds/${deed}?view=${encodeURIComponent(at.view)}`;
}

/** What was sent to this very form, where several of a deed stand on a page. */
export function sentFor(
  at: Pick<AtCase, "sent">,
  deed: Deed,
  ids: Readonly<Record<string, string>> = {},
): SentDeed | undefined {
  const { sent } = at;
  if (sent?.deed !== deed) return undefined;
  const same = Object.entries(ids).every(([name, id]) => lastValueOf(sent.values, name) === id);
  return same ? sent : undefined;
}

/** Field ids on the page begin with the form's name, so two forms of a deed need two names. */
function uniqueForm(form: FormDescription, ids: Readonly<Record<string, string>>) {
  const mark = Object.values(ids)
    .map((id) => id.slice(-6))
    .join("-");
  return mark ? { ...form, name: `${form.name}-${mark}` } : form;
}

/** Refusals that speak of one field. */
const fieldOf: Readonly<Partial<Record<RefusalCode, string>>> = {
  "call.future": "at",
  "call.not-on-case": "participantIds",
  "channel.hours": "from",
  "channel.zone": "zone",
  "conclusion.ends": "endsAt",
  "conclusion.explanation": "explanation",
  "conclusion.interest": "interest",
  "case.contained-later": "at",
  "case.waits-already": "whom",
  "consent.before-asked": "on",
  "decision.attempt-early": "attempts",
  "decision.attempts": "attempts",
  "decision.blank-left": "explanation",
  "label.too-many": "label",
  "label.unreadable": "label",
  "vulnerability.cve-known": "cve",
  "case.kind-decided": "kind",
  "case.kind-needs-someone": "kind",
  "case.same-kind": "kind",
  "questions.long": "questions",
  "questions.many": "questions",
  "relevancy.explanation": "explanation",
  "relevancy.reasons": "reasons",
  "objection.recorded": "as",
  "credit.no-handle": "as",
  "credit.no-name": "as",
  "credit.pseudonym": "print",
  "credit.not-said": "print",
  "credit.print": "print",
  "others-affected.words": "words",
  "reproduction.tell": "toReporter",
  "relevancy.touches": "touches",
  "remedy.verification": "verification",
  "follow-up.before-call": "followUps",
  "follow-up.before-case": "dueOn",
  "follow-up.nothing": "followUp",
  "follow-up.owner": "followUps",
  "ticket.linked": "url",
  "status.justification": "justification",
  "status.justification-unasked": "justification",
  "status.named": "productId",
  "status.nothing": "places",
  "status.until-past": "untilOn",
  "remedy.date": "promisedFor",
  "remedy.date-past": "promisedFor",
  "remedy.date-same": "promisedFor",
  "remedy.date-told": "kind",
  "remedy.no-date": "promisedFor",
  "remedy.slip-reason": "reason",
  "remedy.test-future": "testedAt",
  "cvss.malformed": "vector",
  "not-before.at": "notBefore",
  "publication.not-before": "earlyReason",
  "publication.not-before-agreed": "releaseAt",
  "publication.not-before-same-person": "releaseAt",
  "fact.advisory": "advisory",
  "fact.aware": "awareAt",
  "fact.occurred": "occurredAt",
  "severity.change-reason": "reason",
  "severity.issuer": "issuer",
  "severity.no-profile": "changes",
  "severity.profile": "changes",
  "severity.version": "vector",
  "severity.level": "overrideBand",
  "severity.override-off": "overrideBand",
  "severity.reason": "overrideReason",
  "advisory.release-past": "releaseAt",
  "person.unknown": "ownerId",
  "member.not-on-case": "ownerId",
  "member.which": "personId",
  "delivery.which-address": "address",
  "evidence.reason": "reason",
  "message.blank-left": "text",
  "milestone.at": "at",
  "party-key.how": "how",
  "party-key.other-fingerprint": "fingerprint",
  "milestone.until": "until",
  "milestone.which": "clockId",
  "legal-disclosure.why-not-told": "whyNotTold",
  "party.unknown": "partyId",
  "join.no-such-case": "into",
  "join.same-case": "into",
  "split.nothing": "vulnerabilityIds",
  "split.everything": "vulnerabilityIds",
  "split.published": "vulnerabilityIds",
  "link.follows-other": "of",
  "link.kind": "of",
  "link.linked": "of",
  "link.no-such-case": "of",
  "link.same-case": "of",
  "link.younger": "of",
  "message.reference-missing": "withoutReference",
  "reference.known": "reference",
  "reference.unreadable": "reference",
  "translation.when": "madeAt",
  "transmission.way": "way",
  "transmission.place": "place",
  "transmission.deletion": "deletion",
};

/** The refusal as errors of the form's fields. */
export function errorsOf(sent: SentDeed, form: FormDescription): FieldError[] {
  const { refusal } = sent;
  if (refusal instanceof InvalidInput) {
    return refusal.faults.map(({ field, message }) => ({
      field,
      message: /^[a-z]/.test(message) ? `${labelOf(form.fields, field)} ${message}.` : message,
    }));
  }
  const field = fieldOf[refusal.code];
  return field ? [{ field, message: refusal.message }] : [];
}

/**
 * The sentence of a refusal that no field can mend. It stands at the head of the page, because the
 * form itself may be gone: somebody else was faster, or the deed was never this reader's.
 */
export function pageErrorOf(sent: SentDeed | undefined): string | undefined {
  const { refusal } = sent ?? {};
  if (!refusal || refusal instanceof InvalidInput) return undefined;
  // An id that is not there was put in by hand, or is gone: no form on the page may hold it.
  if (fieldOf[refusal.code] && refusal.status !== 404) return undefined;
  // Said beside the field for files.
  if (sent?.deed === "attach-files") return undefined;
  // Nothing is wrong: what would go is shown first.
  if (refusal.code === "split.unconfirmed") return undefined;
  return refusal.message;
}

/** "products.1.versions" as "Versions (row 2)". */
function labelOf(fields: readonly FormField[], path: string): string {
  const [name = "", row, column] = path.split(".");
  const field = fields.find((each) => each.name === name);
  const inner = field?.columns?.find((each) => each.name === column);
  if (inner) return `${named(inner.label)} in row ${Number(row) + 1}`;
  return named(field?.label ?? name);
}

/** A question within a sentence stands in quotation marks. */
function named(label: string): string {
  return label.endsWith("?") ? `“${label}”` : label;
}
