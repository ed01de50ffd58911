/**
 * What a reporter may ask of us and tell us beside messages: how it stands, whether they may publish,
 * when they mean to. Without script; what was typed comes back beside its error.
 */
import type { FormDescription, FormValues } from "../../lib/form-description.ts";
import type { StatementView } from "../../store/portal/statement-reader.ts";
import { ActionForm } from "../../ui/action-form.tsx";
import { Tag, type Tone } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Form } from "../../ui/form.tsx";
import type { FieldError } from "../../ui/form-errors.tsx";
import { Actions, Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { requestWords } from "./requests-words.ts";

/** A form of the seat that was refused: its words come back beside the reason. */
export type SentSeat = {
  readonly form: string;
  readonly values: FormValues;
  readonly errors: readonly FieldError[];
};

export type SeatProps = {
  csrf: string;
  zone: string;
  /** Zones in which a date may be given, the reader's own first. */
  zones: readonly string[];
  /** What the party and we said, oldest first. */
  said: readonly StatementView[];
  /** Forms of the party's deeds, by the deed. */
  forms: Readonly<
    Record<
      "ask-consent" | "tell-plan" | "dispute-decision" | "confirm-fix" | "confirm-fix",
      FormDescription
    >
  >;
  sentSeat: SentSeat | undefined;
  caseId: string;
  isClosed: boolean;
  /** A correction is under way or out, so that there may be something to try. */
  isCorrected: boolean;
  /** What the report itself said of a plan to publish; empty where nothing. */
  planOfReport: string;
  /** When it may be asked again how it stands; undefined where it may be asked now. */
  asksAgainAt: Date | undefined;
  /** When it was asked last, where nothing was told since. */
  waitsSince: Date | undefined;
};

export function RequestsPanel(props: SeatProps) {
  return (
    <Panel title={requestWords.title} id="requests">
      <StatusRequest {...props} />
      <Fix {...props} />
      <ConsentRequest {...props} />
      <Plan {...props} />
    </Panel>
  );
}

const lastOf = (props: SeatProps, kind: StatementView["kind"]) =>
  props.said.findLast((each) => each.kind === kind);

function StatusRequest(props: SeatProps) {
  const { csrf, zone, waitsSince, asksAgainAt } = props;
  const words = requestWords.status;
  const asked = lastOf(props, "status");
  const failed = props.sentSeat?.form === "ask-status" ? props.sentSeat.errors[0] : undefined;
  return (
    <section class="decision">
      <Stack gap="small">
        <h3>{words.title}</h3>
        {failed && <Notice tone="danger" live title={failed.message} />}
        {waitsSince && (
          <p>
            {words.waits} <When at={waitsSince} zone={zone} />.
          </p>
        )}
        {!waitsSince && asked && (
          <p>
            {words.answered} <When at={asked.at} zone={zone} />.
          </p>
        )}
        <StatusButton {...{ csrf, zone, asksAgainAt, isClosed: props.isClosed }} />
      </Stack>
    </section>
  );
}

/** The button where it may be asked now, else from when on. */
export function StatusButton(props: {
  csrf: string;
  zone: string;
  asksAgainAt: Date | undefined;
  isClosed: boolean;
  action?: string;
}) {
  const { csrf, zone, asksAgainAt, isClosed, action = "/portal/requests/status" } = props;
  const words = requestWords.status;
  if (isClosed) return <p>{words.closed}</p>;
  if (asksAgainAt) {
    return (
      <p class="meta">
        <span>
          {words.again} <When at={asksAgainAt} zone={zone} precision="day" />.
        </span>
      </p>
    );
  }
  return (
    <>
      <p>{words.about}</p>
      <Form action={action} csrf={csrf} label={words.title}>
        <Actions>
          <Button look="secondary" small>
            {words.button}
          </Button>
        </Actions>
      </Form>
    </>
  );
}

/** Shown once there may be a fix: an invitation makes it urgent, and anybody may speak unasked. */
function Fix(props: SeatProps) {
  const { zone, said } = props;
  const words = requestWords.fix;
  const invited = said.findLast((each) => each.kind === "fix" && each.word === "invited");
  const answer = said.findLast((each) => each.kind === "fix" && each.word !== "invited");
  if (!invited && !answer && !props.isCorrected) return null;
  const isAnswered = answer !== undefined && (!invited || answer.at >= invited.at);
  return (
    <section class="decision" id="fix">
      <Stack gap="small">
        <h3>{words.title}</h3>
        {invited && !isAnswered && (
          <Notice tone="info" title={words.what}>
            <p class="as-typed">{invited.text}</p>
            {words.invited} <When at={invited.on} zone={zone} />.
          </Notice>
        )}
        {answer && (
          <>
            <p class="meta">
              <Tag tone={answer.word === "fails" ? "warning" : "success"}>
                {words.said[answer.word as keyof typeof words.said]}
              </Tag>
              <When at={answer.at} zone={zone} />
            </p>
            {answer.text !== "" && <p class="as-typed">{answer.text}</p>}
          </>
        )}
        <p>{words.about}</p>
        <SeatForm
          {...props}
          deed="confirm-fix"
          action="/portal/fix"
          summary={isAnswered ? words.changed : words.open}
        />
      </Stack>
    </section>
  );
}

const states: Readonly<Record<string, readonly [string, Tone]>> = {
  asked: [requestWords.consent.waits, "info"],
  given: [requestWords.consent.given, "success"],
  refused: [requestWords.consent.refused, "warning"],
  withdrawn: [requestWords.consent.withdrawn, "plain"],
};

function ConsentRequest(props: SeatProps) {
  const { csrf, zone, said } = props;
  const words = requestWords.consent;
  const newest = lastOf(props, "consent");
  const asked = said.find((each) => each.statementId === newest?.aboutId);
  const waits = newest?.word === "asked";
  const failed = props.sentSeat?.form === "withdraw-consent-request" ? props.sentSeat : undefined;
  return (
    <section class="decision" id="consent">
      <Stack gap="small">
        <h3>{words.title}</h3>
        {failed && <Notice tone="danger" live title={failed.errors[0]?.message ?? ""} />}
        {newest && (
          <p class="meta">
            <Tag tone={states[newest.word]?.[1] ?? "plain"}>{states[newest.word]?.[0]}</Tag>
            <When at={newest.at} zone={zone} />
          </p>
        )}
        {asked && asked.on !== "" && newest?.word !== "withdrawn" && (
          <Told zone={zone} of={asked} />
        )}
        {newest?.word === "given" && newest.on !== "" && (
          <p>
            {words.givenFrom} <When at={newest.on} zone={zone} />.
          </p>
        )}
        {(newest?.word === "given" || newest?.word === "refused") && (
          <p class="as-typed" dir="auto">
            {newest.text}
          </p>
        )}
        {waits ? (
          <Form action="/portal/requests/withdraw" csrf={csrf} label={words.takeBack}>
            <Actions>
              <Button look="secondary" small>
                {words.takeBack}
              </Button>
            </Actions>
          </Form>
        ) : (
          <>
            <p>{words.about}</p>
            <SeatForm
              {...props}
              deed="ask-consent"
              action="/portal/requests/consent"
              summary={newest ? words.again : words.open}
            />
          </>
        )}
      </Stack>
    </section>
  );
}

function Plan(props: SeatProps) {
  const { zone } = props;
  const words = requestWords.plan;
  const newest = lastOf(props, "plan");
  const planned = newest?.word === "planned" ? newest : undefined;
  return (
    <section class="decision" id="plan">
      <Stack gap="small">
        <h3>{words.title}</h3>
        {!newest && props.planOfReport !== "" ? (
          <p>
            {words.ofReport} <span class="as-typed">{props.planOfReport}</span>
          </p>
        ) : (
          <p>{planned ? words.planned : words.none}</p>
        )}
        {planned && <Told zone={zone} of={planned} />}
        <p>{words.about}</p>
        <SeatForm
          {...props}
          deed="tell-plan"
          action="/portal/plan"
          summary={newest ? words.changed : words.change}
        />
      </Stack>
    </section>
  );
}

/** Date, place and words as the reporter gave them. */
function Told({ zone, of }: { zone: string; of: StatementView }) {
  const { when, where, more } = requestWords.consent;
  const typed = (text: string) => text !== "" && <span class="as-typed">{text}</span>;
  return (
    <DescriptionList
      stacked
      facts={[
        { term: when, value: <When at={of.on} zone={zone} /> },
        { term: where, value: typed(of.place) },
        { term: more, value: typed(of.text) },
      ]}
    />
  );
}

type SeatFormProps = SeatProps & {
  deed: keyof SeatProps["forms"];
  action: string;
  summary: string;
};

function SeatForm({ csrf, zones, forms, sentSeat, caseId, deed, action, summary }: SeatFormProps) {
  const sent = sentSeat?.form === deed ? sentSeat : undefined;
  return (
    <Disclosure summary={summary} open={sent !== undefined}>
      <ActionForm
        form={forms[deed]}
        action={action}
        csrf={csrf}
        values={{ ...sent?.values, caseId }}
        errors={sent?.errors}
        zones={zones}
        look="secondary"
      />
    </Disclosure>
  );
}
