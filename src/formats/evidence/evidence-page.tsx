/**
 * The pack as a page for people: one file without script or outside reference, made to be printed.
 * Says nothing that evidence.json does not say.
 */
import type { EvidencePack } from "../../core/evidence/pack.ts";
import { languageInWords, languageOf } from "../../core/reports/languages.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { renderPage } from "../../ui/render-page.ts";
import { SingleFilePage } from "../../ui/single-file-page.tsx";
import { At, type Column, Grid } from "./evidence-parts.tsx";
import { EvidencePromise, stateOf } from "./evidence-promise.tsx";

/** The whole HTML document. */
export function evidenceHtml(pack: EvidencePack): string {
  return renderPage(<EvidencePage pack={pack} />);
}

// Wide tables need a wider page and smaller letters.
const style = `
  body { font-size: 15px; max-width: 62rem; }
  table { border-collapse: collapse; width: 100%; font-size: .85rem; }
  th, td { text-align: left; vertical-align: top; padding: .25rem .6rem .25rem 0;
           border-bottom: 1px solid #e3e6eb; }
  th { font-weight: 600; } td p { margin: 0; }
  blockquote { margin: .4rem 0; padding-left: .8rem; border-left: 3px solid #c9ced6; }
  .state { font-weight: 600; } .broken { color: #9a1c1c; } .words { white-space: pre-wrap; }
  .scroll { overflow-x: auto; }
  @media print { body { font-size: 11px; } tr { break-inside: avoid; } }
`;

function EvidencePage(props: { pack: EvidencePack }) {
  const { pack } = props;
  return (
    <SingleFilePage title={`Evidence pack of ${pack.case.reference}`} style={style}>
      <p>{pack.team}</p>
      <Head pack={pack} />
      <Promises pack={pack} />
      <Reports pack={pack} />
      <Messages pack={pack} />
      <Chain pack={pack} />
      <Checkpoint pack={pack} />
      <Names pack={pack} />
      <Content pack={pack} />
    </SingleFilePage>
  );
}

function Head(props: { pack: EvidencePack }) {
  const { pack } = props;
  const { deed } = pack;
  const adds = deed.includes.length === 0 ? "nothing" : deed.includes.join(" and ");
  return (
    <section>
      <DescriptionList
        facts={[
          { term: "Made", value: <At at={pack.madeAt} /> },
          { term: "Organisation", value: pack.organisation },
          { term: "Case", value: `${pack.case.reference}, ${pack.case.kind}, ${pack.case.stage}` },
          { term: "Opened", value: <At at={pack.case.openedAt} /> },
          { term: "Closed", value: <At at={pack.case.closedAt} /> },
          {
            term: "Policy",
            value: `version ${pack.case.policyVersion} (texts: ${filesOf(pack)})`,
          },
          { term: "Made by the deed", value: <code>{deed.eventId}</code> },
          { term: "Beyond ids, codes and instants", value: `${adds} was added by that deed` },
          { term: "Reason", value: deed.reason },
        ]}
      />
      <p>
        This page says what evidence.json says; README.txt tells how to verify both. People and
        parties are numbered, not named. Instants are UTC.
      </p>
    </section>
  );
}

function filesOf({ policies }: EvidencePack): string {
  return policies.map((policy) => policy.file).join(", ");
}

function Promises(props: { pack: EvidencePack }) {
  const { pack } = props;
  return (
    <section>
      <h2>Promises</h2>
      {pack.promises.length === 0 ? (
        <p>Nothing was promised on this case.</p>
      ) : (
        <Grid
          rows={pack.promises}
          columns={[
            ["Promise", (promise) => promise.deed],
            ["To", (promise) => promise.owedTo],
            ["Due", (promise) => <At at={promise.clock.dueAt} none="no date set" />],
            [
              "Became",
              (promise) => (
                <span class={promise.broken ? "state broken" : "state"}>{stateOf(promise)}</span>
              ),
            ],
          ]}
        />
      )}
      {pack.promises.map((promise) => (
        <EvidencePromise key={promise.clockId} pack={pack} promise={promise} />
      ))}
    </section>
  );
}

function Reports(props: { pack: EvidencePack }) {
  const columns: Column<EvidencePack["reports"][number]>[] = [
    ["Report", (report) => <code>{report.reportId}</code>],
    ["From", (report) => report.party],
    ["Way", (report) => `${report.channel}${report.encrypted ? ", encrypted" : ""}`],
    ["First attempt", (report) => <At at={report.attemptedAt} />],
    ["Received", (report) => <At at={report.receivedAt} />],
    ["First read", (report) => <At at={report.firstReadAt} none="not yet" />],
  ];
  return (
    <section>
      <h2>Reports</h2>
      <Grid rows={props.pack.reports} columns={columns} />
    </section>
  );
}

function Messages(props: { pack: EvidencePack }) {
  const { messages } = props.pack;
  const columns: Column<EvidencePack["messages"][number]>[] = [
    ["Message", (message) => <code>{message.messageId}</code>],
    ["Kind", (message) => `${message.kind} (${message.direction})`],
    ["By", (message) => message.by],
    ["Thread", (message) => message.party ?? "inside"],
    ["Written", (message) => <At at={message.at} />],
    ["Mail", (message) => message.deliveries.map((mail) => <Mail mail={mail} />)],
  ];
  return (
    <section>
      <h2>Messages</h2>
      {messages.length === 0 ? <p>None.</p> : <Grid rows={messages} columns={columns} />}
    </section>
  );
}

function Mail(props: { mail: EvidencePack["messages"][number]["deliveries"][number] }) {
  const { state, owedAt, sentAt, encrypted, attempts, mailIdSha256 } = props.mail;
  return (
    <p>
      {state}: owed <At at={owedAt} />, sent <At at={sentAt} none="not yet" />
      {encrypted && ", encrypted"}, attempts {attempts}, SHA-256 of the Message-ID{" "}
      <code>{mailIdSha256}</code>
    </p>
  );
}

function Chain(props: { pack: EvidencePack }) {
  return (
    <section>
      <h2>All events of the case</h2>
      <p>
        Each value chains its event to the one before, under a key that only the installation has:
        it can show there that these events are the recorded ones, and nobody can show it without.
      </p>
      <Grid
        rows={props.pack.events}
        columns={[
          ["No.", (event) => String(event.seq)],
          ["Event", (event) => event.type],
          ["Recorded", (event) => <At at={event.at} />],
          ["Happened", (event) => <At at={event.happenedAt} none="" />],
          ["Sets the date", (event) => <At at={event.until} none="" />],
          ["By", (event) => event.actor],
          ["Chain value", (event) => <code>{event.mac}</code>],
        ]}
      />
    </section>
  );
}

function Checkpoint(props: { pack: EvidencePack }) {
  const { checkpoint } = props.pack;
  if (!checkpoint) {
    return (
      <section>
        <h2>Checkpoint</h2>
        <p>No checkpoint had covered this case yet when the pack was made.</p>
      </section>
    );
  }
  const { record, seq } = checkpoint;
  return (
    <section>
      <h2>Checkpoint</h2>
      <p>
        The events up to number {seq} were covered by a signed checkpoint before this pack was made;
        later ones were not covered yet.
      </p>
      <DescriptionList
        facts={[
          { term: "Checkpoint", value: String(record.checkpointId) },
          { term: "Signed", value: <At at={record.at} /> },
          { term: "Root", value: <code>{record.root}</code> },
          { term: "Signing key (Ed25519)", value: <code>{record.publicKey}</code> },
        ]}
      />
    </section>
  );
}

function Names(props: { pack: EvidencePack }) {
  const { names } = props.pack;
  if (!names) return null;
  return (
    <section>
      <h2>Names, added by the deed</h2>
      <Grid
        rows={names}
        columns={[
          ["In this pack", (each) => each.who],
          ["Name", (each) => each.name],
          ["Organisation", (each) => each.organisation ?? "–"],
        ]}
      />
    </section>
  );
}

function Content(props: { pack: EvidencePack }) {
  const { content } = props.pack;
  if (!content) return null;
  return (
    <section>
      <h2>Content, added by the deed</h2>
      <p>Title: {content.title}</p>
      {content.reports.map(({ reportId, text }) => (
        <article key={reportId}>
          <h3>
            Report <code>{reportId}</code>
          </h3>
          <p class="words" dir="auto">
            {text}
          </p>
          <Translations content={content} of={reportId} />
        </article>
      ))}
      {content.messages.map(({ messageId, subject, text }) => (
        <article key={messageId}>
          <h3>
            Message <code>{messageId}</code>: {subject}
          </h3>
          <p class="words" dir="auto">
            {text}
          </p>
          <Translations content={content} of={messageId} />
        </article>
      ))}
      {content.breaches.map(({ clockId, reason }) => (
        <article key={clockId}>
          <h3>
            Why the promise <code>{clockId}</code> was broken
          </h3>
          <p class="words">{reason}</p>
        </article>
      ))}
    </section>
  );
}

/** What colleagues noted, below the words of the original; the last one stands. */
function Translations(props: { content: NonNullable<EvidencePack["content"]>; of: string }) {
  const noted = props.content.translations?.filter(({ of }) => of === props.of) ?? [];
  return (
    <>
      {noted.map(({ notedAt, language, into, means, text }, index) => (
        <section key={notedAt}>
          <h4>
            {index === noted.length - 1 ? "Translation" : "Earlier translation"} from{" "}
            {languageInWords(language)}
            {means === "machine" && ", made by a machine"}, noted <At at={notedAt} />
          </h4>
          <p class="words" dir="auto" lang={languageOf(into) ?? undefined}>
            {text}
          </p>
        </section>
      ))}
    </>
  );
}
