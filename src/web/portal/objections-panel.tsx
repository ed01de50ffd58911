/**
 * The reporter's objections to our decisions, with our answers, and the form for another one (ALU-09).
 * Without script; a decision that was told with reasons can be objected to at any time.
 */
import type { ObjectionAbout, ObjectionState } from "../../core/decisions/objection.ts";
import { type FormChoice, lastValueOf } from "../../lib/form-description.ts";
import type { ObjectionView } from "../../store/objections/reader.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Actions, Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import type { Seat } from "./reporters-seat.ts";
import { objectionWords } from "./requests-words.ts";

export type ObjectionsProps = Pick<Seat, "sentSeat" | "caseId" | "forms"> & {
  csrf: string;
  zone: string;
  objections: readonly ObjectionView[];
  /** What was told that one can object to; empty where nothing was decided. */
  told: ReadonlySet<ObjectionAbout>;
};

export function ObjectionsPanel(props: ObjectionsProps) {
  const { objections, told, sentSeat } = props;
  const sent = sentSeat?.form === "dispute-decision" ? sentSeat : undefined;
  const failed = sentSeat?.form === "withdraw-objection" ? sentSeat.errors[0] : undefined;
  if (told.size === 0 && objections.length === 0 && !sent) return null;
  return (
    <Panel title={objectionWords.title} id="objections">
      {failed && <Notice tone="danger" live title={failed.message} />}
      <p>{objectionWords.about}</p>
      {objections.toReversed().map((each) => (
        <One key={each.objectionId} {...props} of={each} />
      ))}
      <Disclosure summary={objectionWords.open} open={sent !== undefined}>
        <ActionForm
          form={props.forms["dispute-decision"]}
          action="/portal/objections"
          csrf={props.csrf}
          values={{ ...sent?.values, caseId: props.caseId }}
          errors={sent?.errors}
          choices={{ about: matters(props, lastValueOf(sent?.values ?? {}, "about")) }}
          look="secondary"
        />
      </Disclosure>
    </Panel>
  );
}

/** "Something else" is always there, and so is what was chosen when the form was sent. */
function matters({ forms, told }: ObjectionsProps, chosen: string | undefined): FormChoice[] {
  const { fields } = forms["dispute-decision"];
  const all = fields.find(({ name }) => name === "about")?.choices ?? [];
  const open = new Set<string | undefined>([...told, "other", chosen]);
  return all.filter(({ value }) => open.has(value));
}

const tones: Readonly<Record<ObjectionState, Tone>> = {
  raised: "info",
  withdrawn: "plain",
  upheld: "success",
  "partly-upheld": "success",
  rejected: "warning",
};

function One({ csrf, zone, of }: ObjectionsProps & { of: ObjectionView }) {
  return (
    <section class="decision">
      <Stack gap="small">
        <h3>{objectionWords.matter[of.about satisfies ObjectionAbout]}</h3>
        <p class="meta">
          <Tag tone={tones[of.state]}>{objectionWords.states[of.state]}</Tag>
          <When at={of.at} zone={zone} />
        </p>
        <p class="as-typed" dir="auto">
          {of.text}
        </p>
        {of.answer !== null && (
          <>
            <h4>{objectionWords.answer}</h4>
            <p class="as-typed" dir="auto">
              {of.answer}
            </p>
          </>
        )}
        {of.state === "raised" && (
          <Form action="/portal/objections/withdraw" csrf={csrf} label={objectionWords.takeBack}>
            <Hidden name="objectionId" value={of.objectionId} />
            <Actions>
              <Button look="secondary" small>
                {objectionWords.takeBack}
              </Button>
            </Actions>
          </Form>
        )}
        {(of.state === "rejected" || of.state === "partly-upheld") && (
          <p>
            {objectionWords.further} <a href="/policy">{objectionWords.policy}</a>.
          </p>
        )}
      </Stack>
    </section>
  );
}
