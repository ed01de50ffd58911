/**
 * What is held about a person, as a page: one file without script or outside reference, made to be
 * read and printed. Says nothing that person.json does not say.
 */

import type { ReportField } from "../../core/policy/report-form.ts";
import { reportQuestions } from "../../core/reports/report-questions.ts";
import type { PersonData } from "../../core/retention/person-data.ts";
import { renderPage } from "../../ui/render-page.ts";

export function personHtml(data: PersonData): string {
  return renderPage(<PersonPage data={data} />);
}

// No angle bracket, ampersand or quotation mark: text is escaped here as everywhere.
const style = `
  body { font: 16px/1.5 system-ui, sans-serif; color: #16191d; background: #fff;
         max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 .5rem; }
  h2 { font-size: 1.2rem; margin: 2.2rem 0 .6rem; border-bottom: 1px solid #c9ced6; }
  h3 { font-size: 1rem; margin: 1.6rem 0 .4rem; }
  dl { display: grid; grid-template-columns: 12rem 1fr; gap: .2rem 1rem; margin: .4rem 0; }
  dt { color: #4a525c; } dd { margin: 0; overflow-wrap: anywhere; white-space: pre-wrap; }
  code { font: .85em ui-monospace, monospace; overflow-wrap: anywhere; }
  @media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dd { margin-bottom: .4rem; } }
`;

function PersonPage({ data }: { data: PersonData }) {
  const title = `What we hold about you: ${data.case.reference}`;
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <style>{style}</style>
      </head>
      <body>
        <main>
          <h1>{title}</h1>
          <p>
            {data.team}, {data.organisation}. Made {day(data.madeAt)}.
          </p>
          {data.purpose && <p>{data.purpose}</p>}
          <Who data={data} />
          <Kept data={data} />
          <Disclosed data={data} />
          <Reports data={data} />
          <Messages data={data} />
          <Files data={data} />
        </main>
      </body>
    </html>
  );
}

type Part = { data: PersonData };

function Who({ data }: Part) {
  const { identity, settings } = data;
  return (
    <section>
      <h2>Who you are</h2>
      {identity ? (
        <Facts
          facts={[
            ["Name", identity.name],
            ["Organisation", identity.organisation],
            ["E-mail", identity.email],
            ["Telephone", identity.telephone],
            ["OpenPGP key", identity.keyFingerprint],
          ]}
        />
      ) : (
        <p>Your name and addresses were erased, or we never had them.</p>
      )}
      <Facts
        facts={[
          ["Staff see you as", settings.pseudonym],
          ["We answer", settings.answersBy === "mail" ? "by mail and here" : "here only"],
          ["Language", settings.language],
          ["To be named as", settings.credit],
          ["Name withheld", settings.nameWithheld ? "yes" : "no"],
        ]}
      />
    </section>
  );
}

function Kept({ data: { keptUntil, erasures, case: of } }: Part) {
  const until = (at: string | null) => (at ? `until ${day(at)}` : "no term is set");
  return (
    <section>
      <h2>How long it is kept</h2>
      <Facts
        facts={[
          ["Case opened", day(of.openedAt)],
          [
            "Case closed",
            of.closedAt ? day(of.closedAt) : "still open: terms begin when it is closed",
          ],
          ["Name and address", until(keptUntil.identity)],
          ["Reports and messages", until(keptUntil.content)],
        ]}
      />
      {erasures.map(({ askedAt, state, answerBy, endedAt }) => (
        <p key={askedAt}>
          You asked on {day(askedAt)} to have your data erased: {state}
          {endedAt ? ` on ${day(endedAt)}` : `, answer by ${day(answerBy)}`}.
        </p>
      ))}
    </section>
  );
}

function Disclosed({ data: { disclosedTo } }: Part) {
  return (
    <section>
      <h2>Who else was told who you are</h2>
      {disclosedTo.length === 0 && <p>Nobody, as far as this case records it.</p>}
      <ul>
        {disclosedTo.map(({ at, to, why }) => (
          <li key={`${at} ${to}`}>
            {day(at)}: {to}. {why}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Reports({ data: { reports } }: Part) {
  return (
    <section>
      <h2>What you reported</h2>
      {reports.map(({ reportId, channel, receivedAt, fields }) => (
        <section key={reportId}>
          <h3>
            By {channel}, {day(receivedAt)}
          </h3>
          <Facts
            facts={Object.entries(fields).map(([name, value]) => [
              reportQuestions[name as ReportField]?.label ?? name,
              value ?? null,
            ])}
          />
        </section>
      ))}
    </section>
  );
}

function Messages({ data: { messages } }: Part) {
  return (
    <section>
      <h2>Our conversation</h2>
      {messages.length === 0 && <p>There is none.</p>}
      <dl>
        {messages.map(({ at, from, text }) => (
          <>
            <dt>
              {from === "you" ? "You" : "We"}, {day(at)}
            </dt>
            <dd>{text}</dd>
          </>
        ))}
      </dl>
    </section>
  );
}

function Files({ data: { files } }: Part) {
  if (files.length === 0) return null;
  return (
    <section>
      <h2>Files that you sent</h2>
      <ul>
        {files.map(({ name, bytes, sha256, addedAt }) => (
          <li key={`${addedAt} ${name}`}>
            {name}, {bytes} bytes, {day(addedAt)} <code>{sha256}</code>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ facts }: { facts: readonly (readonly [string, string | null])[] }) {
  return (
    <dl>
      {facts.map(([term, value]) =>
        value ? (
          <>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </>
        ) : null,
      )}
    </dl>
  );
}

/** "2026-03-11 08:00 UTC". */
function day(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}
