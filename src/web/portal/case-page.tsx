/** A reporter's own report: where it stands, what is owed and when, the conversation, what was sent. */

import type { LedgerEntry } from "../../core/clocks/ledger.ts";
import type { QuestionMark } from "../../core/conversation/questions.ts";
import type { ObjectionAbout } from "../../core/decisions/objection.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { newestOf } from "../../core/portal/statement.ts";
import type { ReaderOfOwn } from "../../store/access/access-reader.ts";
import type { PermissionView } from "../../store/identity/permission-reader.ts";
import type { ReportPart } from "../../store/links/parts-reader.ts";
import type { Known } from "../../store/links/reader.ts";
import type { MessageView } from "../../store/messages/reader.ts";
import type { ObjectionView } from "../../store/objections/reader.ts";
import type { OwnReport } from "../../store/portal/own-report-reader.ts";
import type { PartyCase } from "../../store/portal/party-case-reader.ts";
import type { FieldError } from "../../ui/form-errors.tsx";
import { Columns, Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { PageHeader } from "../../ui/page-header.tsx";
import { PortalPage, type PortalPageProps } from "../../ui/portal-page.tsx";
import { Steps } from "../../ui/steps.tsx";
import { When } from "../../ui/when.tsx";
import { processSteps, stepStates, whatIn } from "../public/process-steps.ts";
import { UndertakingsText } from "../public/undertakings.tsx";
import { Conversation } from "./conversation.tsx";
import { DatesPanel, datesOf } from "./dates-panel.tsx";
import { Files, type FilesProps } from "./files-panel.tsx";
import { HeldData, type HeldDataProps } from "./held-data-panel.tsx";
import { KeysPanel, type KeysProps } from "./keys-panel.tsx";
import { KnownBefore } from "./known-before.tsx";
import { NamesPanel, type SentNames } from "./names-panel.tsx";
import { NewsPanel } from "./news-panel.tsx";
import { ObjectionsPanel } from "./objections-panel.tsx";
import { doneAt, isAsked, promisesTo } from "./portal-words.ts";
import { Promises } from "./promises-panel.tsx";
import { ReadersPanel } from "./readers-panel.tsx";
import { ReportParts } from "./report-parts.tsx";
import type { Seat } from "./reporters-seat.ts";
import { RequestsPanel } from "./requests-panel.tsx";
import { WhatYouSent } from "./what-you-sent.tsx";
import { YourData, type YourDataProps } from "./your-data-panel.tsx";
import { ZonePanel } from "./zone-panel.tsx";

export type CasePageProps = {
  readonly readers: readonly ReaderOfOwn[];
  frame: Pick<PortalPageProps, "site" | "nav" | "footer" | "reader" | "leave">;
  csrf: string;
  /** The policy that the case is pinned to. */
  policy: Policy;
  /** Every version there is. */
  policies: readonly Policy[];
  party: PartyCase;
  partyId: string;
  ledger: readonly LedgerEntry[];
  /** The zone of all dates on the page. */
  zone: string;
  thread: readonly MessageView[];
  /** What the team said of its single questions. */
  marks: readonly QuestionMark[];
  reports: readonly OwnReport[];
  /** What was typed and not yet sent. */
  typed: string;
  errors: readonly FieldError[];
  namesErrors: readonly FieldError[];
  sentNames: SentNames | undefined;
  /** The words to print in thanks; empty where nothing is printed. */
  print: string;
  /** Who asked to learn the name, and what was answered. */
  permissions: readonly PermissionView[];
  justSent: "message" | "files" | undefined;
  objections: readonly ObjectionView[];
  /** Since when the same was known from an earlier report. */
  known: Known | undefined;
  /** What of it has a case of its own. */
  parts: readonly ReportPart[];
  /** What they asked and chose. */
  seat: Seat;
} & FilesProps &
  HeldDataProps &
  KeysProps &
  YourDataProps;

export function CasePage(props: CasePageProps) {
  const { party, policy, policies, partyId, ledger, zone } = props;
  const asked = isAsked(ledger);
  const promises = promisesTo(ledger, { policies, roles: policy.roles, partyId, asked });
  const { said, asksAgainAt } = props.seat;
  const { openedAt, closedAt, notBefore } = party;
  const dates = datesOf({ openedAt, closedAt, notBefore, promises, said, asksAgainAt });
  return (
    <PortalPage
      {...props.frame}
      title={`Your report ${party.reference}`}
      notice={<Notices {...props} />}
    >
      <PageHeader
        kicker={party.reference}
        title="Your report"
        meta={
          <span>
            Received on <When at={party.openedAt} zone={zone} />
          </span>
        }
      />
      <Panel title="Where it stands">
        <StepsOf {...props} />
        {props.known && <KnownBefore known={props.known} zone={zone} />}
        <ReportParts parts={props.parts} zone={zone} />
      </Panel>
      <Columns
        main={
          <>
            <Conversation {...props} zone={zone} />
            <RequestsPanel {...props.seat} csrf={props.csrf} zone={zone} />
            <ObjectionsPanel
              {...props.seat}
              csrf={props.csrf}
              zone={zone}
              objections={props.objections}
              told={decisionsTold(props.thread)}
            />
            <HeldData {...props} />
            <Files {...props} />
            <WhatYouSent reports={props.reports} zone={zone} />
          </>
        }
        aside={
          <>
            <Panel title="What we owe you" level={3}>
              <Promises promises={promises} zone={zone} />
              <PolicyLink party={party} />
            </Panel>
            <DatesPanel dates={dates} zone={zone} />
            <NewsPanel
              csrf={props.csrf}
              zone={zone}
              said={said}
              byMail={party.answersBy === "mail"}
              wroteByMail={props.sending.wrote !== "site" || props.reports.some(cameByMail)}
            />
            <Asked policy={policy} party={party} policies={policies} />
            <Panel title="Good to know" level={3}>
              <p>{answersInWords(party)}</p>
            </Panel>
            <KeysPanel {...props} />
            <ReadersPanel readers={props.readers} zone={zone} />
            <YourData {...props} />
            <NamesPanel
              csrf={props.csrf}
              zone={zone}
              credit={party.credit}
              print={props.print}
              permissions={props.permissions}
              errors={props.namesErrors}
              sentNames={props.sentNames}
            />
            <ZonePanel csrf={props.csrf} zone={zone} ours={policy.channels.officeHours.zone} />
          </>
        }
      />
    </PortalPage>
  );
}

/** Letters that tell a decision, with the matter of it that one can object to. */
const decisions: Readonly<Record<string, ObjectionAbout>> = {
  relevancy: "relevancy",
  rejection: "relevancy",
  duplicate: "relevancy",
  conclusion: "conclusion",
  "final-decision": "other",
  closing: "other",
};

/** What was told so far: nobody objects to a conclusion that there is not yet. */
function decisionsTold(thread: CasePageProps["thread"]): ReadonlySet<ObjectionAbout> {
  const told = thread.flatMap(({ template }) => decisions[template] ?? []);
  return new Set(told);
}

const cameByMail = ({ channel }: OwnReport) => channel === "mail" || channel === "import";

function Notices({ party, zone, ledger, justSent, transmissions, seat }: CasePageProps) {
  if (justSent === "files") return <Notice tone="success" live title="Your files have arrived." />;
  if (justSent) return <Notice tone="success" live title="Your message is with the team." />;
  if (party.erasedAt) {
    return (
      <Notice title="What you wrote was erased.">
        It went on <When at={party.erasedAt} zone={zone} precision="day" />. What is left tells that
        there was a report and when.
      </Notice>
    );
  }
  if (party.closedAt) {
    return (
      <Notice title="This report is closed.">
        It was closed on <When at={party.closedAt} zone={zone} />. You can still read everything
        here, and write if something is not settled.
      </Notice>
    );
  }
  if (isAsked(ledger)) {
    return (
      <Notice tone="warning" title="We asked you something.">
        Please answer below: until then our own dates stand still.
      </Notice>
    );
  }
  if (transmissions.some(({ state }) => state === "proposed")) {
    return (
      <Notice tone="warning" title="A proposal waits for your answer.">
        It is about the <a href="#held-data">data that you hold back</a>.
      </Notice>
    );
  }
  if (newestOf(seat.said, "fix")?.word === "invited") {
    return (
      <Notice title="There is a fix to try.">
        If you have the time: <a href="#fix">what to try, and until when</a>.
      </Notice>
    );
  }
  return null;
}

function StepsOf({ party, policy, ledger, zone, thread }: CasePageProps) {
  // The last step is an end, not a place to wait at.
  const underWay = party.step !== "closed" && party.step !== "published";
  const state = underWay ? stepStates(party.step) : undefined;
  const published = thread.find((message) => message.template === "publication")?.at;
  return (
    <Steps
      label="The process of your report"
      steps={processSteps.map((step, index) => {
        const { id, name, promise } = step;
        const known = { received: party.openedAt, published } as const;
        const done = id in known ? known[id as keyof typeof known] : doneAt(ledger, promise);
        const reached = state?.(index) ?? (done ? "done" : "skipped");
        const day = done && dayIn(zone, done);
        return {
          name,
          state: reached,
          note: day ?? (reached === "current" ? whatIn(policy, step) : undefined),
        };
      })}
    />
  );
}

/** The zone stands beside the first date of the page already. */
function dayIn(timeZone: string, at: Date) {
  const format = new Intl.DateTimeFormat("en-GB", { timeZone, dateStyle: "long" });
  return <time dateTime={at.toISOString()}>{format.format(at)}</time>;
}

/** The text by which this case is handled, whatever is in force by now (VEN-36). */
function PolicyLink({ party }: { party: PartyCase }) {
  return (
    <p class="due-note">
      Your report is handled by{" "}
      <a href={`/policy/versions/${party.policyVersion}`}>
        version {party.policyVersion} of our policy
      </a>
      .
    </p>
  );
}

/** The request for confidentiality, as it stood when the report came (ALE-43). */
function Asked({ policy, party, policies }: Pick<CasePageProps, "policy" | "party" | "policies">) {
  const { must, mustNot } = policy.reporterUndertakings;
  if (must.length + mustNot.length === 0) return null;
  return (
    <Panel title="What we ask of you" level={3}>
      <UndertakingsText policy={policy} />
      <SeenUndertakings party={party} policies={policies} />
    </Panel>
  );
}

/** Which version of the list the reporter saw, with the text that it stood in. */
function SeenUndertakings({ party, policies }: Pick<CasePageProps, "party" | "policies">) {
  const seen = party.undertakings;
  const texts = policies.filter((each) => each.reporterUndertakings.version === seen);
  const text = texts.find(({ version }) => version === party.policyVersion) ?? texts.at(-1);
  if (seen === null || !text) return null;
  return (
    <p class="due-note">
      {party.undertakingsHow === "informed"
        ? "Our acknowledgement told you of "
        : "With your report you saw "}
      <a href={`/policy/versions/${text.version}#undertakings`}>version {seen} of this list</a>.
    </p>
  );
}

function answersInWords(party: PartyCase): string {
  if (party.answersBy === "portal") {
    return "We answer here only: come back with your receipt code. We do not know who you are.";
  }
  return party.hasKey
    ? "We also answer by mail, encrypted with your key."
    : "We also answer by mail. Give us your public OpenPGP key below, and our answers come encrypted.";
}
