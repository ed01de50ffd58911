/** The parts of the page on breaking the glass. Words and forms only; decides nothing. */
import { breakGlass } from "../../actions/glass/break-glass.ts";
import { confirmBreakGlass } from "../../actions/glass/confirm-break-glass.ts";
import { declineBreakGlass } from "../../actions/glass/decline-break-glass.ts";
import { endOnCall } from "../../actions/glass/end-on-call.ts";
import { setOnCall } from "../../actions/glass/set-on-call.ts";
import { lengthInWords } from "../../core/clocks/length.ts";
import { glassTries } from "../../core/people/break-glass.ts";
import { ruleOf } from "../../core/people/deeds.ts";
import { isPermitted } from "../../core/people/permit.ts";
import type { Policy } from "../../core/policy/policy.ts";
import type { GlassRequestView, OnCallRow, StoppedTries } from "../../store/glass/reader.ts";
import type { PersonView } from "../../store/people/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { LinkButton } from "../../ui/button.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Actions, Panel, Stack } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { casePath } from "./at-case.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { HouseForm, type SentHouseForm, sentTo } from "./house-form.tsx";

export const glassPath = "/console/break-glass";

export interface GlassPage {
  readonly at: ConsoleRequest;
  readonly sent: SentHouseForm | undefined;
  readonly now: Date;
  readonly policy: Policy;
  readonly people: readonly PersonView[];
  readonly onCall: readonly OnCallRow[];
  /** Whether the reader is on call now, by a single shift or by a turn. */
  readonly isOnCall: boolean;
  readonly requests: readonly GlassRequestView[];
  /** Whose tries were stopped within the last day. */
  readonly stopped: readonly StoppedTries[];
  /** References that this reader sees now. */
  readonly open: readonly string[];
}

type Of = { page: GlassPage };
const path = glassPath;

function zoneOf({ policy }: GlassPage): string {
  return policy.channels.officeHours.zone;
}

function nameOf({ people }: GlassPage, personId: string): string {
  return people.find((person) => person.personId === personId)?.name ?? "A colleague";
}

/** Whether the policy lets this reader alone, being on call now. */
function opensAlone({ isOnCall, policy }: GlassPage): boolean {
  return policy.needToKnow.breakGlass.aloneByOnCall && isOnCall;
}

export function AskPanel({ page }: Of) {
  const { breakGlass: terms } = page.policy.needToKnow;
  const alone = opensAlone(page);
  return (
    <Panel title="Open a case" id="ask">
      <p>
        {alone
          ? "You are on call: the case opens at once, without a second person."
          : "A lead has to confirm it. Until then nothing is looked up, and you are told nothing of the case."}{" "}
        Access ends by itself after {terms.hoursMax} {terms.hoursMax === 1 ? "hour" : "hours"} at
        most. Owner and leads of the case are alarmed at once, and within{" "}
        {lengthInWords(terms.reviewWithin)} a lead reviews why it was needed.
      </p>
      <HouseForm
        at={page.at}
        on={breakGlass}
        path={path}
        sent={page.sent}
        submit={alone ? "Break the glass" : "Ask a lead"}
        look="danger"
      />
    </Panel>
  );
}

function isWaiting(page: GlassPage, { state, lapsesAt }: GlassRequestView): boolean {
  return state === "asked" && lapsesAt > page.now;
}

/** For leads: wishes of others that wait for a second person. */
export function WaitingPanel({ page }: Of) {
  const { at } = page;
  if (!isPermitted(at.staff, "confirm-break-glass")) return null;
  const waiting = page.requests.filter(
    (request) => isWaiting(page, request) && request.askedBy !== at.staff.id,
  );
  if (waiting.length === 0) return null;
  return (
    <Panel look="next" title="Waiting for a second person: you?" id="waiting">
      <ul class="remedy-list">
        {waiting.map((request) => (
          <li key={request.requestId}>
            <Stack gap="small">
              <Waiting page={page} request={request} />
            </Stack>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Waiting({ page, request }: Of & { request: GlassRequestView }) {
  const { at, sent } = page;
  const ids = { requestId: request.requestId };
  const about = `${request.reference}, ${nameOf(page, request.askedBy)}`;
  return (
    <>
      <h3>
        {nameOf(page, request.askedBy)} wants to open “{request.reference}” for {request.hours}{" "}
        {request.hours === 1 ? "hour" : "hours"}
      </h3>
      <p class="plain-text">{request.reason}</p>
      <p class="meta">
        <span>
          asked <When at={request.askedAt} zone={zoneOf(page)} />
        </span>
        <span>
          lapses <When at={request.lapsesAt} zone={zoneOf(page)} />
        </span>
      </p>
      <HouseForm
        at={at}
        on={confirmBreakGlass}
        path={`${path}/confirm`}
        ids={ids}
        about={about}
        sent={sent}
      />
      <Disclosure summary="Decline" open={sentTo(sent, declineBreakGlass, ids) !== undefined}>
        <HouseForm
          at={at}
          on={declineBreakGlass}
          path={`${path}/decline`}
          ids={ids}
          about={about}
          sent={sent}
          look="secondary"
        />
      </Disclosure>
    </>
  );
}

/** For leads: who tried too often. */
export function StoppedPanel({ page }: Of) {
  const { stopped } = page;
  if (stopped.length === 0 || !isPermitted(page.at.staff, "confirm-break-glass")) return null;
  return (
    <Panel title="Stopped" id="stopped">
      <p>
        These colleagues named cases {glassTries.max} times within {glassTries.hours} hours without
        one that opened. Speak to them.
      </p>
      <ul class="remedy-list">
        {stopped.map(({ personId, at }) => (
          <li key={personId}>
            <h3>{nameOf(page, personId)}</h3>
            <p class="meta">
              <span>
                stopped <When at={at} zone={zoneOf(page)} />
              </span>
            </p>
          </li>
        ))}
      </ul>
    </Panel>
  );
}

export function OwnRequests({ page }: Of) {
  const own = page.requests.filter(({ askedBy }) => askedBy === page.at.staff.id);
  if (own.length === 0) return null;
  return (
    <Panel title="What you asked for" id="own">
      <ul class="remedy-list">
        {own.slice(0, 10).map((request) => (
          <li key={request.requestId}>
            <h3>
              “{request.reference}” <Standing page={page} request={request} />
            </h3>
            <p class="meta">
              <span>
                asked <When at={request.askedAt} zone={zoneOf(page)} />
              </span>
              {request.answeredBy && <span>answered by {nameOf(page, request.answeredBy)}</span>}
            </p>
            {request.answer && <p class="plain-text">{request.answer}</p>}
            {page.open.includes(request.reference) && (
              <Actions>
                <LinkButton look="primary" href={casePath(request.reference)}>
                  Go to the case
                </LinkButton>
              </Actions>
            )}
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function Standing({ page, request }: Of & { request: GlassRequestView }) {
  if (isWaiting(page, request)) return <Tag tone="warning">Waits for a lead</Tag>;
  if (request.state === "asked") return <Tag>Lapsed</Tag>;
  if (request.state === "declined") return <Tag tone="danger">Declined</Tag>;
  return page.open.includes(request.reference) ? (
    <Tag tone="success">Open</Tag>
  ) : (
    <Tag>Confirmed; nothing is open by it now</Tag>
  );
}

export function OnCallPanel({ page }: Of) {
  const { at, now, onCall, sent } = page;
  const others = openersOf(page.people).filter(({ personId }) => personId !== at.staff.id);
  return (
    <Panel title="On call" id="on-call">
      <p>
        {page.policy.needToKnow.breakGlass.aloneByOnCall
          ? "Whoever is on call for the whole house may break the glass alone."
          : "The policy asks for a second person from whoever is on call, too."}
      </p>
      <p>
        These are single shifts, such as covers. The recurring rotas, in which colleagues take
        turns, stand under <a href="/console/duty#rotas">Duty</a>; a single shift of a line stands
        in place of the house’s rotas of that line.
      </p>
      {onCall.length === 0 && <p>No single shift runs or is to come.</p>}
      <ul class="remedy-list">
        {onCall.map((row) => (
          <li key={row.onCallId}>
            <h3>
              {nameOf(page, row.personId)} {row.from <= now && <Tag tone="success">Now</Tag>}
            </h3>
            <OnCallFacts page={page} row={row} />
            <HouseForm
              at={at}
              on={endOnCall}
              path={`${path}/on-call/end`}
              ids={{ onCallId: row.onCallId }}
              about={nameOf(page, row.personId)}
              sent={sent}
              look="quiet"
            />
          </li>
        ))}
      </ul>
      {isPermitted(at.staff, "set-on-call") && (
        <Disclosure summary="Set somebody on call" open={sent?.deed === "set-on-call"}>
          <HouseForm
            at={at}
            on={setOnCall}
            path={`${path}/on-call`}
            sent={sent}
            zones={[zoneOf(page), "UTC"]}
            choices={{
              personId: others.map(({ personId, name }) => ({ value: personId, label: name })),
            }}
          />
        </Disclosure>
      )}
    </Panel>
  );
}

function OnCallFacts({ page, row }: Of & { row: OnCallRow }) {
  return (
    <p class="meta">
      <span>line {row.line}</span>
      {row.patternId && <span>covers a shift of a rota</span>}
      <span>
        from <When at={row.from} zone={zoneOf(page)} />
      </span>
      <span>
        until <When at={row.until} zone={zoneOf(page)} />
      </span>
      <span>set by {nameOf(page, row.setBy)}</span>
    </p>
  );
}

/** Colleagues whose role could break the glass. */
function openersOf(people: readonly PersonView[]): readonly PersonView[] {
  const { by } = ruleOf("break-glass");
  return people.filter(
    (person) => !person.disabledAt && person.roles.some((role) => by.includes(role)),
  );
}
