/** The reports of a case as their authors wrote them, how they arrived, and their files: to download, never shown. */
import { bytesInWords } from "../../core/attachments/file-limits.ts";
import { langOf, languageOfWords } from "../../core/conversation/translation.ts";
import { type Signal, signalsIn } from "../../core/facts/signals.ts";
import { identityFields } from "../../core/identity/apart.ts";
import { type ReportField, reportFields } from "../../core/policy/report-form.ts";
import type { Elsewhere } from "../../core/reports/arrival.ts";
import { siteTitle } from "../../core/reports/outside-report.ts";
import { answerInWords, reportQuestions } from "../../core/reports/report-questions.ts";
import { type AttachmentView, attachmentsOf } from "../../store/attachments/reader.ts";
import { type ReadingAgain, readingsOf } from "../../store/messages/unread-reader.ts";
import { type ReportView, reportsOf } from "../../store/reports/reader.ts";
import { AsWritten, LongText } from "../../ui/as-written.tsx";
import { Tag } from "../../ui/badge.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { channelWords, partyName, wordFor } from "./case-words.ts";
import { FileState, filePath } from "./files-part.tsx";
import { isDoubt, problemSentence } from "./problem-words.ts";
import { readAgain } from "./read-again.tsx";
import { SenderCheck } from "./sender-check.tsx";
import { signalWords } from "./signals-panel.tsx";
import { signatureWords } from "./signature-words.ts";
import { Translations } from "./translations.tsx";
import { withoutHardBreaks } from "./without-hard-breaks.ts";

export interface FoundReports {
  readonly reports: readonly ReportView[];
  readonly files: readonly AttachmentView[];
  readonly readings: ReadonlyMap<string, ReadingAgain>;
}

export async function loadReports(at: AtCase): Promise<FoundReports> {
  const { caseId } = at.head;
  const [reports, files] = await Promise.all([
    reportsOf(at.tx, caseId, at.keys),
    attachmentsOf(at.tx, caseId, at.keys),
  ]);
  const mails = reports.map(({ decrypted, content }) => ({ ...content, decrypted }));
  return {
    reports,
    files,
    readings: await readingsOf(at.tx, caseId, mails),
  };
}

export function Reports(props: { at: AtCase; found: FoundReports }) {
  const { at, found } = props;
  return (
    <>
      {found.reports.map((report, index) => (
        <Panel
          key={report.reportId}
          title={index === 0 ? "Report" : "Further report"}
          actions={<a href={casePath(at.head.reference, "names")}>Who wrote it</a>}
        >
          <Arrived at={at} report={report} reading={found.readings.get(report.reportId)} />
          <ElsewhereNotice at={at} of={report.content.elsewhere} />
          <SaidNotice at={at} report={report} />
          <Words report={report} />
          {report.erasedAt === null && (
            <Translations
              at={at}
              of={{ ...report, objectId: report.reportId, language: languageOfReport(report) }}
            />
          )}
          <Files at={at} files={found.files.filter((file) => file.objectId === report.reportId)} />
        </Panel>
      ))}
    </>
  );
}

function Arrived(props: { at: AtCase; report: ReportView; reading: ReadingAgain | undefined }) {
  const { at, report, reading } = props;
  const [signature, tone] = signatureWords[report.signature];
  return (
    <>
      <p class="meta">
        <span>
          From {authorOf(at, report)} by {wordFor(channelWords, report.channel)}
          {report.content.mailbox && ` (mailbox ${report.content.mailbox})`},{" "}
          <When at={report.receivedAt} zone={zoneOf(at)} />
        </span>
        {report.channel === "mail" && (
          <>
            <Tag
              tone={report.encrypted ? "success" : "plain"}
              icon={report.encrypted ? "lock" : "mail"}
            >
              {report.encrypted ? "Came encrypted" : "Came unencrypted"}
            </Tag>
            <Tag tone={tone} icon="seal">
              {signature}
            </Tag>
          </>
        )}
        {report.firstReadAt === null && <Tag tone="info">Not read before</Tag>}
      </p>
      <SenderCheck of={report.content.authentication} />
      {report.content.contentAt && (
        <Notice tone="info" title="The content is in their portal">
          This letter says no more than where its content is. Parley does not open it, and anybody
          may have written it: <code>{report.content.contentAt}</code>
        </Notice>
      )}
      {!report.decrypted && (
        <p class="plain-text">
          This report could not be decrypted. Its original is kept in the vault: once its key is
          here, let it be read again, or ask its author to send it with our present key.
        </p>
      )}
      <Problems codes={report.content.problems} />
      {report.channel === "mail" && readAgain(at, mailOf(report), reading)}
    </>
  );
}

/** Of a report that is another case's too the author is no party here. */
export function authorOf(at: AtCase, { partyId }: ReportView): string {
  const isOurs = at.parties.some((each) => each.partyId === partyId);
  return isOurs ? partyName(at.parties, partyId) : "the reporter of another case";
}

/**
 * What a report says of attacks stands above all else until somebody has said what it is: support was
 * shown to its author, and the signal stays with us (X-08). A word on one report is none on another.
 */
export function AttackNotice({ at, found }: { at: AtCase; found: FoundReports }) {
  const [first, ...others] = openAttacksOf(at, found.reports);
  return first ? <SignalNotice at={at} said={first.said} others={others.length} /> : null;
}

function openAttacksOf({ facts }: AtCase, reports: readonly ReportView[]): Signal[] {
  if (facts.closed) return [];
  const attacks = signalsIn(reports).filter(({ kind }) => kind === "attack-observed");
  const open = attacks.filter(({ reportId }) => facts.openAttacks.includes(reportId));
  // What came before each report was asked for itself is answered by any word on attacks.
  return facts.openAttacks.length > 0 || facts.exploitationSaid ? open : attacks;
}

/** What may start an authority's hours is not left to be found among the answers. */
function SaidNotice({ at, report }: { at: AtCase; report: ReportView }) {
  const isAbove = openAttacksOf(at, [report]).length > 0;
  const signal = signalsIn([report]).find(({ kind }) => !isAbove || kind !== "attack-observed");
  if (!signal) return null;
  const isAnswered =
    signal.kind === "attack-observed" && !at.facts.openAttacks.includes(report.reportId);
  if (!isAnswered) return <SignalNotice at={at} said={signal.said} others={0} />;
  return (
    <Notice tone="info" title={signalWords[signal.said]}>
      Whether it is so was said: <Known at={at} part="facts" />.
    </Notice>
  );
}

function SignalNotice(props: { at: AtCase; said: Signal["said"]; others: number }) {
  const { at, said, others } = props;
  return (
    <Notice tone="warning" title={signalWords[said]}>
      {others > 0 && `${others === 1 ? "Another report says" : `${others} others say`} the like. `}
      If it is so, we have known it since {others > 0 ? "they" : "this report"} reached us:{" "}
      <Known at={at} part="signals" />.{others > 0 && " Each is answered for itself."}
    </Notice>
  );
}

function Known({ at, part }: { at: AtCase; part: "facts" | "signals" }) {
  return <a href={`${casePath(at.head.reference, "facts")}#${part}`}>what is known</a>;
}

/** Where it is answered, and how it stands there. */
function ElsewhereNotice(props: { at: AtCase; of: Elsewhere | undefined }) {
  const { at, of } = props;
  if (!of) return null;
  const site = siteTitle(of);
  return (
    <Notice
      tone="info"
      title={of.answeredHere ? `It was reported at ${site}` : `It is answered at ${site}`}
    >
      This report was read from there as <bdi>{of.number}</bdi>
      {of.answeredHere
        ? "; its author is answered by us. "
        : "; its author reads no page of ours. "}
      {of.url ? (
        <a href={of.url} rel="noreferrer">
          Open it at {site}
        </a>
      ) : (
        "Find it there by that name"
      )}
      .{" "}
      {of.state && (
        <>
          Its state there was <bdi>{of.state.word}</bdi> on{" "}
          <When at={new Date(of.state.seenAt)} zone={zoneOf(at)} />.{" "}
        </>
      )}
      {!of.answeredHere &&
        "Letters that this case writes to the reporter stay in their thread here: carry the words over."}
    </Notice>
  );
}

const mailOf = ({ reportId, decrypted, content }: ReportView) => ({
  ...{ objectId: reportId, decrypted, problems: content.problems },
});

function Problems({ codes }: { codes: readonly string[] }) {
  const odd = codes.filter((code) => !isDoubt(code));
  return (
    <>
      {codes.filter(isDoubt).map((code) => (
        <Notice tone="warning" title="Look twice at who wrote this" key={code}>
          {problemSentence(code)}
        </Notice>
      ))}
      {odd.length > 0 && <p>Odd about the message: {odd.map(problemSentence).join(" ")}</p>}
    </>
  );
}

/** What the author says about being named is told on the page of names. */
const contactFields: readonly ReportField[] = [...identityFields, "share-contact", "credit"];

function Words(props: { report: ReportView }) {
  const { fields } = props.report.content;
  const said = reportFields.filter((name) => fields[name] && !contactFields.includes(name));
  const long = said.filter((name) => isLong(fields[name] ?? ""));
  return (
    <>
      <DescriptionList
        facts={said
          .filter((name) => !long.includes(name))
          .map((name) => ({
            term: reportQuestions[name].label,
            value: <AsWritten text={answerInWords(name, fields[name] ?? "")} />,
          }))}
      />
      {long.map((name) => (
        <section class="report-field" key={name}>
          <h3>{reportQuestions[name].label}</h3>
          <LongText
            code={name === "proof-of-concept"}
            lang={name === "proof-of-concept" ? undefined : langOf(languageOfReport(props.report))}
            text={
              name === "description" && props.report.channel === "mail"
                ? withoutHardBreaks(fields[name] ?? "")
                : (fields[name] ?? "")
            }
          />
        </section>
      ))}
    </>
  );
}

/** As its words tell, else as its author said. */
function languageOfReport({ content }: ReportView): string {
  const { description = "", language = "" } = content.fields;
  return languageOfWords(description) ?? (language || content.language);
}

function isLong(text: string): boolean {
  return text.length > 90 || text.includes("\n");
}

function Files(props: { at: AtCase; files: readonly AttachmentView[] }) {
  const { at, files } = props;
  if (files.length === 0) return null;
  return (
    <section class="report-field">
      <h3>Files</h3>
      <ul class="file-list">
        {files.map((file) => (
          <li key={file.attachmentId}>
            <Icon name="file" />{" "}
            <a href={filePath(at, file)}>
              <AsWritten text={file.name} />
            </a>{" "}
            <span class="quiet">{bytesInWords(file.bytes)}</span> <FileState file={file} />
          </li>
        ))}
      </ul>
    </section>
  );
}
