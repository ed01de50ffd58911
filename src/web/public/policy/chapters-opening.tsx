/** The first chapters: what the team is for, how to report, what is in scope, live incidents. */
import { isSaid, type Text } from "../../../core/policy/text.ts";
import { Prose } from "../../../ui/layout.tsx";
import { Table } from "../../../ui/table.tsx";
import { Contact } from "../live-channels.tsx";
import { Chapter, SaysOtherwise } from "./chapter.tsx";
import { choiceIn, keyOf, Listed, languagesIn, Paragraphs, Said, type Spoken } from "./speech.tsx";

/** The team's name and the sentences that say what it is for (ALE-02, ALE-03, VEN-04, CC-07). */
export function About({ policy, speech }: Spoken) {
  const { organisation } = policy;
  const { about } = speech.words;
  return (
    <section id="about" class="chapter">
      <SaysOtherwise policy={policy} speech={speech} chapter="about" />
      <Prose>
        <p>{about.is(organisation.teamName)}</p>
        <p class="mission">
          <Said text={organisation.mission} speech={speech} />
        </p>
        <Listed texts={organisation.programme} speech={speech} />
        {organisation.entities.length > 0 && (
          <>
            <p>{about.entities}</p>
            <ul>
              {organisation.entities.map(({ name, kind }) => (
                <li key={name}>
                  {name} ({choiceIn(speech, "organisation.entities.*.kind", kind)})
                </li>
              ))}
            </ul>
          </>
        )}
      </Prose>
    </section>
  );
}

/** The ways in, none of which is a chat (ALE-01), and what counts as a vulnerability (VEN-06). */
export function ReportToUs({ policy, speech, hasKey }: Spoken & { hasKey: boolean }) {
  const { channels, relevancy, rewards } = policy;
  const words = speech.words.report;
  return (
    <Chapter
      {...{ policy, speech }}
      chapter="report"
      id="report"
      title={speech.words.chapters.report}
    >
      <Prose>
        <p>
          {words.anybody} <a href="/report">{words.byForm}</a>, {words.orMail}{" "}
          <a href={`mailto:${channels.reportAddress}`}>{channels.reportAddress}</a>.{" "}
          {policy.reportForm.receiptCode && words.unnamed}
        </p>
        <p>
          {hasKey ? (
            <>
              {words.encrypted} <a href="/key">{words.key}</a>.
            </>
          ) : (
            words.noKey
          )}{" "}
          <LanguageWish policy={policy} speech={speech} />
        </p>
        <Paragraphs texts={channels.says} speech={speech} />
        <p>
          {words.noChat} <a href="/help">{words.help}</a>.
        </p>
        <h3>{words.definition}</h3>
        <Paragraphs texts={[relevancy.definition]} speech={speech} />
        {isSaid(rewards) && (
          <>
            <h3>{words.rewards}</h3>
            <Paragraphs texts={[rewards]} speech={speech} />
          </>
        )}
      </Prose>
    </Chapter>
  );
}

function LanguageWish({ policy, speech }: Spoken) {
  const { languagesPreferred: preferred, languagesAccepted: accepted } = policy.channels;
  const { report } = speech.words;
  const others = accepted.filter((tag) => !preferred.includes(tag));
  return (
    <>
      {report.wish(languagesIn(speech, preferred, "or"))}
      {others.length > 0 && ` ${report.alsoRead(languagesIn(speech, others, "and"))}`}
    </>
  );
}

/** Where somebody goes whose network is under attack right now (ALE-26, ALE-27). */
export function LiveIncident({ policy, speech }: Spoken) {
  const { text, channels } = policy.liveIncident;
  const { live, chapters } = speech.words;
  const { caption, support } = policy.roles.includes("vendor") ? live : live.others;
  const said = (words: Text) => <Said text={words} speech={speech} />;
  return (
    <Chapter {...{ policy, speech }} chapter="live" id="live" title={chapters.live}>
      <Prose>
        <Paragraphs texts={[text]} speech={speech} />
      </Prose>
      {channels.length > 0 && (
        <Table
          caption={caption}
          captionHidden
          dense
          rows={channels}
          rowKey={(row) => keyOf(row.region) + keyOf(row.name) + keyOf(row.product ?? "")}
          columns={[
            { header: support, heads: true, cell: (row) => said(row.name) },
            { header: live.region, cell: (row) => said(row.region) },
            {
              header: live.product,
              cell: (row) => (row.product ? said(row.product) : live.allProducts),
            },
            { header: live.contact, cell: (row) => <Contact value={row.contact} /> },
          ]}
        />
      )}
      {policy.liveIncident.raisesExploitationCheck && <p>{live.afterwards}</p>}
    </Chapter>
  );
}

/** The standards that the policy follows (VEN-10). */
export function Standards({ policy, speech }: Spoken) {
  const { standards } = policy.organisation;
  if (standards.length === 0) return null;
  return (
    <Chapter
      {...{ policy, speech }}
      chapter="about"
      id="standards"
      title={speech.words.chapters.standards}
    >
      <Prose>
        <ul>
          {standards.map(({ name, url }) => (
            <li key={name}>{url ? <a href={url}>{name}</a> : name}</li>
          ))}
        </ul>
      </Prose>
    </Chapter>
  );
}
