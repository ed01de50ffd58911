/** The queue's rows as one form: tick them, or take the one in focus by a key; and what was just done to them. */
import type { ComponentChildren } from "preact";
import { caseKinds } from "../../core/cases/case-facts.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { Refusal } from "../../core/refusal.ts";
import { bandWord } from "../../core/severity/bands.ts";
import type { QueueRow } from "../../store/cases/queue-reader.ts";
import type { PersonView } from "../../store/people/reader.ts";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Select } from "../../ui/select.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { casePath } from "./at-case.ts";
import { kindWords, wordFor } from "./case-words.ts";

export const queueFormPath = "/console/queue";

/** What the form sent, where the page answers it: its words stand there again. */
export interface SentBulk {
  readonly values: Readonly<
    Record<"do" | "ownerId" | "text" | "label" | "band" | "kind" | "reason", string>
  >;
  readonly picked: ReadonlySet<string>;
  /** Of the field that was not understood. */
  readonly error?: { readonly field: string; readonly says: string } | undefined;
  readonly done: number;
  /** Cases whose new owner or label can be taken back: what was done beside what was refused. */
  readonly undo: readonly string[];
  readonly refused: readonly { readonly reference: string; readonly refusal: Refusal }[];
}

export interface BulkProps {
  readonly csrf: string;
  /** The address that the page is shown by. */
  readonly back: string;
  readonly colleagues: readonly PersonView[];
  readonly policy: Policy;
  /** Whether the reader could give one ruling for many. */
  readonly rules: boolean;
  readonly sent: SentBulk | undefined;
  readonly children: ComponentChildren;
}

export function QueueForm(props: BulkProps) {
  const { csrf, back, sent } = props;
  return (
    <Form action={queueFormPath} csrf={csrf} label="Cases of the queue" class="tray">
      <Hidden name="back" value={back} />
      <div class="bulk-deeds">
        <Button look="secondary" small name="do" value="take" shortcut="t">
          Take
        </Button>
        {props.rules && (
          <Button look="secondary" small name="do" value="ruling">
            One ruling for the ticked ones
          </Button>
        )}
        <Disclosure
          summary="More for the ticked ones"
          open={sent !== undefined && sent.values.do !== "take"}
        >
          <More {...props} />
        </Disclosure>
      </div>
      {props.children}
    </Form>
  );
}

function More({ colleagues, policy, sent }: BulkProps) {
  const values = sent?.values;
  const errorOf = (field: string) => (sent?.error?.field === field ? sent.error.says : undefined);
  const people = colleagues.map(({ personId, name }) => ({ value: personId, label: name }));
  const kinds = caseKinds.map((kind) => ({ value: kind, label: wordFor(kindWords, kind) }));
  return (
    <div class="bulk">
      <div>
        <Select
          name="ownerId"
          label="Hand to"
          options={people}
          value={values?.ownerId}
          emptyLabel="Choose a colleague"
          error={errorOf("ownerId")}
        />
        <Deed as="assign">Hand over</Deed>
      </div>
      <div>
        <TextArea
          name="text"
          label="Note on each"
          rows={2}
          value={values?.text}
          error={errorOf("text")}
        />
        <Deed as="note">Add the note</Deed>
      </div>
      <div>
        <TextField name="label" label="Label" value={values?.label} error={errorOf("label")} />
        <Deed as="label">Put it on</Deed>
      </div>
      <div>
        <Select
          name="band"
          label="Suspected severity"
          options={policy.scoring.bands.map((band) => ({
            value: band.name,
            label: bandWord(band),
          }))}
          value={values?.band}
          emptyLabel="Choose a level"
          error={errorOf("band")}
        />
        <Deed as="severity">Suspect it</Deed>
      </div>
      <div>
        <Select
          name="kind"
          label="What they are"
          options={kinds}
          value={values?.kind}
          emptyLabel="Choose a kind"
          error={errorOf("kind")}
        />
        <TextArea
          name="reason"
          label="Reason"
          rows={2}
          value={values?.reason}
          error={errorOf("reason")}
        />
        <Deed as="kind">Change what they are</Deed>
      </div>
    </div>
  );
}

function Deed(props: { as: string; children: string }) {
  return (
    <Actions>
      <Button look="secondary" small name="do" value={props.as}>
        {props.children}
      </Button>
    </Actions>
  );
}

const doneWords: Readonly<Record<string, (count: string, many: boolean) => string>> = {
  take: (count, many) => `${count} ${many ? "are" : "is"} yours now.`,
  assign: (count, many) => `${count} ${many ? "have" : "has"} an owner.`,
  note: (count, many) => `The note stands on ${count.toLowerCase()}${many ? "" : ""}.`,
  label: (count, many) => `${count} ${many ? "have" : "has"} the label.`,
  severity: (count, many) => `${count} ${many ? "are" : "is"} suspected to be so severe.`,
  kind: (count, many) => `${count} ${many ? "are" : "is"} of that kind now.`,
  unlabel: (count, many) => `${count} ${many ? "are" : "is"} without the label again.`,
  undo: (count, many) =>
    `${count} ${many ? "are" : "is"} with whoever had ${many ? "them" : "it"}.`,
};

export interface DoneBulk {
  readonly deed: string;
  readonly count: number;
  /** Cases whose new owner, or with `label` that label, can be taken back. */
  readonly undo: readonly string[];
  readonly label: string;
}

/** What was done (queue-done.ts): its words are fixed. */
export function DoneNotice(props: { done: DoneBulk; csrf: string; back: string }) {
  const { deed, count, undo, label } = props.done;
  const words = doneWords[deed];
  if (!words || count < 1) return null;
  const title = words(count === 1 ? "One case" : `${count} cases`, count > 1);
  return (
    <Notice tone="success" live title={title}>
      <TakeBack {...props} caseIds={undo} label={label}>
        Take back
      </TakeBack>
    </Notice>
  );
}

/** One press for a slip of the hand. */
function TakeBack(props: {
  caseIds: readonly string[];
  /** That was put on them; empty where it is their owner. */
  label: string;
  csrf: string;
  back: string;
  children: string;
}) {
  if (props.caseIds.length === 0) return null;
  return (
    <Form action={`${queueFormPath}/undo`} csrf={props.csrf} label="Take back">
      <Hidden name="back" value={props.back} />
      {props.label !== "" && <Hidden name="label" value={props.label} />}
      {props.caseIds.map((caseId) => (
        <Hidden key={caseId} name="case" value={caseId} />
      ))}
      <Button look="secondary" small shortcut="u">
        {props.children}
      </Button>
    </Form>
  );
}

/** Each case for which it was refused, with the reason; what was done for the others can be taken back. */
export function RefusedNotice(props: { sent: SentBulk; csrf: string; back: string }) {
  const { sent } = props;
  if (sent.refused.length === 0) return null;
  const title =
    sent.done > 0 ? `Done for ${sent.done}, not for these:` : "It was done for none of them:";
  return (
    <Notice tone="warning" live title={title}>
      <ul>
        {sent.refused.map(({ reference, refusal }) => (
          <li key={reference}>
            <a href={casePath(reference)}>{reference}</a>: {refusal.message}
          </li>
        ))}
      </ul>
      <TakeBack
        {...props}
        caseIds={sent.undo}
        label={sent.values.do === "label" ? sent.values.label : ""}
      >
        {sent.undo.length === 1
          ? "Take back the one done"
          : `Take back the ${sent.undo.length} done`}
      </TakeBack>
    </Notice>
  );
}

/** The box that ticks a row. */
export function Pick({ row, picked }: { row: QueueRow; picked: boolean }) {
  return (
    <input
      type="checkbox"
      class="tray-pick"
      name="case"
      value={row.caseId}
      checked={picked}
      aria-label={`Select ${row.reference}`}
    />
  );
}
