/** Coordinated disclosure, CVE numbers, and the short word on appeals. */
import { isNumberSaid } from "../../../core/policy/published-settings.ts";
import { Prose } from "../../../ui/layout.tsx";
import { Chapter } from "./chapter.tsx";
import { PromiseList } from "./chapters-dealing.tsx";
import { policyPath } from "./policy-languages.ts";
import { choiceIn, lengthIn, listIn, Paragraphs, type Spoken } from "./speech.tsx";

/** The model that is followed, and how an embargo ends (VEN-07, TH-08). */
export function Coordination({ policy, speech }: Spoken) {
  const { embargo, thirdParty, disclosure } = policy;
  const { coordination: words, about, chapters } = speech.words;
  const { proposed } = embargo;
  return (
    <Chapter
      {...{ policy, speech }}
      chapter="coordination"
      id="coordination"
      title={chapters.coordination}
    >
      <Prose>
        <p>{about.coordinated}</p>
        <Paragraphs texts={[...disclosure.says, ...embargo.says]} speech={speech} />
        {embargo.endsWhen.length > 0 && (
          <>
            <p>{words.ends}</p>
            <ul>
              {embargo.endsWhen.map((condition) => (
                <li key={condition}>{choiceIn(speech, "embargo.endsWhen", condition)}</li>
              ))}
            </ul>
          </>
        )}
        {typeof proposed === "object" && <p>{words.proposed(lengthIn(speech, proposed))}</p>}
        {isNumberSaid(policy, "coordinator-publication") && (
          <p>{words.coordinatorDefault(lengthIn(speech, embargo.coordinatorDefault))}</p>
        )}
        <PromiseList policy={policy} speech={speech} chapter="coordination" />
        {thirdParty.sources.length > 0 && (
          <p>
            {words.sources(listIn(speech, thirdParty.sources))}
            {thirdParty.everyCveAnalysed && ` ${words.everyCve}`}
          </p>
        )}
        <Paragraphs texts={thirdParty.says} speech={speech} />
      </Prose>
    </Chapter>
  );
}

/** What the team gives CVE numbers to, and what it is in the CVE Program; only where it has a role. */
export function CveNumbers({ policy, speech }: Spoken) {
  const { cna, roles } = policy;
  const { cna: words, chapters } = speech.words;
  const inProgram = roles.filter((role) => role === "cna" || role === "root" || role === "cna-lr");
  if (inProgram.length === 0 && cna.says.length === 0) return null;
  const title = roles.includes("root") ? chapters.root : chapters.cna;
  return (
    <Chapter {...{ policy, speech }} chapter="cna" id="cna" title={title}>
      <Prose>
        {cna.shortName && <p>{words.is(cna.shortName)}</p>}
        {inProgram.length > 0 && (
          <>
            <p>{words.roles}</p>
            <ul>
              {inProgram.map((role) => (
                <li key={role}>{choiceIn(speech, "roles", role)}</li>
              ))}
            </ul>
          </>
        )}
        {cna.scopes.length > 0 && (
          <>
            <p>{words.assigns}</p>
            <ul>
              {cna.scopes.map((scope) => (
                <li key={scope}>{choiceIn(speech, "cna.scopes", scope)}</li>
              ))}
            </ul>
          </>
        )}
        {cna.excludesThirdPartyComponents && <p>{words.excludes}</p>}
        <Paragraphs texts={cna.says} speech={speech} />
        <PromiseList policy={policy} speech={speech} chapter="cna" />
      </Prose>
    </Chapter>
  );
}

/** One sentence and the way to the page (TH-38); nothing where none are taken. */
export function AppealsInShort({ policy, speech }: Spoken) {
  if (!policy.appeals.taken) return null;
  const { appeals, chapters } = speech.words;
  return (
    <Chapter {...{ policy, speech }} chapter="appeals" id="appeals" title={chapters.appeals}>
      <p>
        {appeals.short} <a href={policyPath(policy, speech.language, "/appeals")}>{appeals.more}</a>
      </p>
    </Chapter>
  );
}
