/**
 * What is held about a person, as a page: one file without script or outside reference, made to be
 * read and printed. Says nothing that person.json does not say.
 */

import type { ReportField } from "../../core/policy/report-form.ts";
import { reportQuestions } from "../../core/reports/report-questions.ts";
import type { PersonData } from "../../core/retention/person-data.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { renderPage } from "../../ui/render-page.ts";
import { SingleFilePage } from "../../ui/single-file-page.tsx";

export function personHtml(data: PersonData): string {
  return renderPage(<PersonPage data={data} />);
}

// Their own words keep their lines.
const style = "dd { white-space: pre-wrap; }";

function PersonPage({ data }: { data: PersonData }) {
  return (
    <SingleFilePage title={`What we hold about you: ${data.case.reference}`} style={style}>
      <p>
        {data.team}, {data.organisation}. Made {day(data.madeAt)}.
      </p>
      {data.purpose && <p>{data.purpose}</p>}
      <Who data={data} />
      <Kept data={data} />
      <Disclosed data={data} />
      <Reports data={data} />
      <Messages data={data} />
      <Requests data={data} />
      <Files data={data} />
    </SingleFilePage>
  );
}

type Part = { data: PersonData };

function Who({ data }: Part) {
  const { identity, settings } = data;
  return (
    <section>
      <h2>Who you are</h2>
      {identity ? (
        <DescriptionList
          facts={[
            { term: "Name", value: identity.name },
            { term: "Organisation", value: identity.organisation },
            { term: "E-mail", value: identity.email },
            { term: "Telephone", value: identity.telephone },
            { term: "OpenPGP key", value: identity.keyFingerprint },
            { term: "First mail signed by", value: identity.signedBy },
          ]}
        />
      ) : (
        <p>Your name and addresses were erased, or we never had them.</p>
      )}
      <DescriptionList
        facts={[
          { term: "Staff see you as", value: settings.pseudonym },
          {
            term: "We answer",
            value: settings.answersBy === "mail" ? "by mail and here" : "here only",
          },
          { term: "Language", value: settings.language },
          { term: "To be named as", value: settings.credit },
          { term: "Name withheld", value: settings.nameWithheld ? "yes" : "no" },
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
      <DescriptionList
        facts={[
          { term: "Case opened", value: day(of.openedAt) },
          {
            term: "Case closed",
            value: of.closedAt ? day(of.closedAt) : "still open: terms begin when it is closed",
          },
          { term: "Name and address", value: until(keptUntil.identity) },
          { term: "Reports and messages", value: until(keptUntil.content) },
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
          <DescriptionList
            facts={Object.entries(fields).map(([name, value]) => ({
              term: reportQuestions[name as ReportField]?.label ?? name,
              value,
            }))}
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

/** Codes as words: "every-change" as "every change". */
const said = (code: string) => code.replaceAll("-", " ");

function Requests({ data: { requests } }: Part) {
  if (requests.length === 0) return null;
  return (
    <section>
      <h2>What you asked and chose</h2>
      <dl>
        {requests.map(({ at, from, kind, word, on, place, text }) => (
          <>
            <dt>
              {from === "you" ? "You" : "We"}, {day(at)}: {said(kind)}, {said(word)}
            </dt>
            <dd>{[on && `For ${day(on)}`, place, text].filter(Boolean).join("\n")}</dd>
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

/** "2026-03-11 08:00 UTC". */
function day(instant: string): string {
  return `${instant.slice(0, 16).replace("T", " ")} UTC`;
}
