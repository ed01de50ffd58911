/** Follow-ups as rows of one form: tick those that are done, or press the key on the one in focus. */
import { InvalidInput } from "../../actions/invalid-input.ts";
import { dayIn } from "../../core/clocks/day-in.ts";
import type { Refusal } from "../../core/refusal.ts";
import { practiceWords } from "../../core/root-causes/root-cause.ts";
import type { ListedFollowUp } from "../../store/follow-ups/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { TextField } from "../../ui/text-field.tsx";
import { When } from "../../ui/when.tsx";
import { casePath } from "./at-case.ts";
import { endedIn, type FollowUpsQuery, followUpsPath } from "./follow-ups-address.ts";

/** What of a form was not done, with why. */
export interface SentEnds {
  readonly words: string;
  readonly done: number;
  /** Those done that can be put back. */
  readonly ended: readonly string[];
  readonly picked: ReadonlySet<string>;
  readonly refusals: readonly Refusal[];
}

export interface FollowUpsFormProps {
  readonly followUps: readonly ListedFollowUp[];
  readonly names: ReadonlyMap<string, string>;
  readonly csrf: string;
  /** The address of the list as it is shown. */
  readonly back: string;
  readonly now: Date;
  readonly zone: string;
  readonly mayEnd: boolean;
  readonly sent: SentEnds | undefined;
}

export function FollowUpsForm(props: FollowUpsFormProps) {
  const { mayEnd, csrf, back, sent } = props;
  if (!mayEnd) return <Rows {...props} />;
  return (
    <Form action={followUpsPath} csrf={csrf} label="Follow-ups that are done" class="tray">
      <Hidden name="back" value={back} />
      <TextField
        id="follow-ups-words"
        name="words"
        label="What was done"
        value={sent?.words ?? ""}
        maxLength={4_000}
        error={sent?.refusals.flatMap(faultOf)[0]}
        help="Kept with each that is ticked. Empty keeps “Done.”"
      />
      <Actions>
        <Button look="secondary" shortcut="e">
          Done
        </Button>
      </Actions>
      <Rows {...props} />
    </Form>
  );
}

/** What is wrong with the words; nothing for a refusal that speaks of the follow-up. */
function faultOf(refusal: Refusal): string[] {
  return refusal instanceof InvalidInput ? refusal.faults.map(({ message }) => message) : [];
}

function Rows(props: FollowUpsFormProps) {
  const { followUps, names, now, zone } = props;
  const today = dayIn(zone, now);
  return (
    <Table
      caption="Open follow-ups, the earliest day first"
      captionHidden
      rows={followUps}
      rowKey={({ followUpId }) => followUpId}
      columns={[
        {
          header: "Follow-up",
          heads: true,
          cell: (row) => <What row={row} {...props} />,
        },
        { header: "Because of", cell: (row) => <Because row={row} /> },
        {
          header: "Who sees to it",
          cell: ({ ownerId }) =>
            ownerId ? (
              (names.get(ownerId) ?? "A colleague")
            ) : (
              <Tag tone="warning" icon="user">
                Nobody
              </Tag>
            ),
        },
        { header: "By", nowrap: true, cell: ({ dueOn }) => <Day dueOn={dueOn} today={today} /> },
      ]}
    />
  );
}

function What({ row, mayEnd, sent }: FollowUpsFormProps & { row: ListedFollowUp }) {
  const { followUpId, reference, what, practice } = row;
  const view = practice ? "root-cause" : "conversation";
  const place = practice ? "#follow-ups" : "";
  return (
    <span class="tray-message">
      {mayEnd && (
        <input
          type="checkbox"
          class="tray-pick"
          name="followUp"
          value={followUpId}
          checked={sent?.picked.has(followUpId)}
          aria-label={`Select the follow-up of ${reference}: ${what.slice(0, 60)}`}
        />
      )}
      <span>
        <a href={`${casePath(reference, view)}${place}`} data-row>
          <bdi>{what}</bdi>
        </a>
        <span class="row-reference">{reference}</span>
      </span>
    </span>
  );
}

function Because({ row }: { row: ListedFollowUp }) {
  const { practice, requirement, agreedAt } = row;
  return (
    <span class="tray-facts">
      <span>{practice ? practiceWords[practice] : "Promised in a talk"}</span>
      {requirement && <span class="quiet">Requirement: {requirement}</span>}
      <span class="quiet">
        Since <When at={agreedAt} zone="UTC" precision="day" />
      </span>
    </span>
  );
}

function Day({ dueOn, today }: { dueOn: string | null; today: string }) {
  if (!dueOn) return <Tag>No day named</Tag>;
  const late = dueOn < today;
  return (
    <span class="tray-facts">
      {late && (
        <Tag tone="danger" icon="alert">
          Overdue
        </Tag>
      )}
      {dueOn === today && (
        <Tag tone="warning" icon="clock">
          Today
        </Tag>
      )}
      <When at={`${dueOn}T00:00:00Z`} precision="day" />
    </span>
  );
}

/** How many were ended, with a press that puts them back, and which were not. */
export function EndedNotice(props: {
  query: FollowUpsQuery;
  sent: SentEnds | undefined;
  csrf: string;
  /** The address of the list as it is shown. */
  back: string;
}) {
  const { query, sent } = props;
  const done = sent?.done ?? Number.parseInt(query.done ?? "", 10);
  const putBack = Number.parseInt(query.back ?? "", 10);
  if (!sent && putBack > 0) {
    const title =
      putBack === 1 ? "One follow-up is put back" : `${putBack} follow-ups are put back`;
    return <Notice tone="success" live title={title} />;
  }
  const ended = done === 1 ? "One follow-up is done" : `${done} follow-ups are done`;
  const others = sent?.refusals.filter((each) => faultOf(each).length === 0) ?? [];
  if (!sent) {
    return done > 0 ? (
      <Notice tone="success" live title={ended}>
        <PutBack {...props} followUpIds={endedIn(query)} />
      </Notice>
    ) : null;
  }
  return (
    <Notice tone="danger" live title="Not all of it was done">
      {done > 0 && <p>{ended}.</p>}
      <PutBack {...props} followUpIds={sent.ended} />
      <ul>
        {[...new Set(others.map(({ message }) => message))].map((message) => (
          <li key={message}>{message}</li>
        ))}
      </ul>
    </Notice>
  );
}

/** For a slip of the hand: one press, with the reason that it has on record. */
function PutBack(props: { followUpIds: readonly string[]; csrf: string; back: string }) {
  if (props.followUpIds.length === 0) return null;
  return (
    <Form action={`${followUpsPath}/undo`} csrf={props.csrf} label="Put back">
      <Hidden name="back" value={props.back} />
      {props.followUpIds.map((followUpId) => (
        <Hidden key={followUpId} name="followUp" value={followUpId} />
      ))}
      <Button look="secondary" small shortcut="u">
        Put back: not done
      </Button>
    </Form>
  );
}
