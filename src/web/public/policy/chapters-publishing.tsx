/** The severity scale, and what is published when, where and with whose name. */
import { inLanguage, isSaid, type Text } from "../../../core/policy/text.ts";
import { type Band, bandWord } from "../../../core/severity/bands.ts";
import { Prose } from "../../../ui/layout.tsx";
import { Severity, type SeverityBand, severityBands } from "../../../ui/severity.tsx";
import { Table } from "../../../ui/table.tsx";
import { Chapter } from "./chapter.tsx";
import { listIn, Paragraphs, Said, type Speech, type Spoken, scoreIn } from "./speech.tsx";

/** Bands by name, score and colour, the colour never alone (ALE-54, ALE-55). */
export function SeverityScale({ policy, speech }: Spoken) {
  const { scoring } = policy;
  const { severity, chapters } = speech.words;
  const others = scoring.accepted.filter((each) => each !== scoring.cvssDefault);
  return (
    <Chapter {...{ policy, speech }} chapter="severity" id="severity" title={chapters.severity}>
      <p>
        {severity.follow(scoring.cvssDefault)}{" "}
        {others.length > 0 && severity.alsoTaken(listIn(speech, others))} {severity.scale}
      </p>
      <Table
        caption={severity.caption}
        captionHidden
        rows={scoring.bands}
        rowKey={(band) => band.name}
        columns={[
          { header: severity.level, heads: true, cell: (band) => bandWord(band, speech.language) },
          { header: severity.score, nowrap: true, cell: (band) => rangeIn(speech, band) },
          {
            header: severity.colour,
            cell: (band) => (
              <Severity band={tokenOf(band)} name={severity.colours[band.colour] ?? band.colour} />
            ),
          },
        ]}
      />
      <Paragraphs texts={scoring.says} speech={speech} />
      {scoring.override.allowed && (
        <p>{severity[scoring.override.reasonRequired ? "overrideWithReason" : "override"]}</p>
      )}
    </Chapter>
  );
}

function rangeIn(speech: Speech, { low, high }: Band): string {
  const top = scoreIn(speech, high);
  if (low === high) return top;
  return low === 0 ? speech.words.severity.orBelow(top) : `${scoreIn(speech, low)} – ${top}`;
}

const tokenOfColour: Readonly<Record<string, SeverityBand>> = {
  purple: "critical",
  red: "high",
  orange: "medium",
  yellow: "low",
  grey: "none",
};

/** The colour that the policy names; a colour we have no ink for goes by the band's own name. */
function tokenOf(band: Band): SeverityBand {
  const named = severityBands.find((token) => token === band.name);
  return tokenOfColour[band.colour] ?? named ?? "unscored";
}

/** When and where something is published (ALE-56 to ALE-64). */
export function Publications({ policy, speech }: Spoken) {
  const { disclosure } = policy;
  const { publications: words, chapters } = speech.words;
  const exceptions = disclosure.exceptionRegister.text;
  return (
    <Chapter
      {...{ policy, speech }}
      chapter="publications"
      id="publications"
      title={chapters.publications}
    >
      <Prose>
        <Conditions policy={policy} speech={speech} />
        <Kinds policy={policy} speech={speech} />
        <Places policy={policy} speech={speech} />
        {disclosure.approvals.secondPerson && <p>{words.secondPerson}</p>}
        {isSaid(disclosure.disclaimer) && (
          <>
            <p>{words.disclaimer}</p>
            <blockquote>
              <Paragraphs texts={[disclosure.disclaimer]} speech={speech} />
            </blockquote>
          </>
        )}
        <Thanks policy={policy} speech={speech} />
        {isSaid(exceptions) && (
          <>
            <h3>{words.exceptions}</h3>
            <Paragraphs texts={[exceptions]} speech={speech} />
          </>
        )}
      </Prose>
    </Chapter>
  );
}

function Conditions({ policy, speech }: Spoken) {
  const { conditions } = policy.disclosure;
  const { publications: words } = speech.words;
  if (conditions.length === 0) return null;
  const bandsIn = (names: readonly string[]) =>
    names.map((name) => {
      const band = policy.scoring.bands.find((each) => each.name === name);
      return band ? bandWord(band, speech.language) : name;
    });
  return (
    <>
      <p>{words.oneHolds}</p>
      <ul>
        {conditions.map((condition) => (
          <li key={condition.id}>
            <Said text={condition.text} speech={speech} />
            {condition.severities.length > 0 &&
              ` ${words.forBands(listIn(speech, bandsIn(condition.severities)))}`}
            {condition.early && ` ${words.early}`}
          </li>
        ))}
      </ul>
    </>
  );
}

function Kinds({ policy, speech }: Spoken) {
  const { publicationTypes } = policy.disclosure;
  const { publications: words } = speech.words;
  if (publicationTypes.length === 0) return null;
  return (
    <>
      <p>{words.kinds}</p>
      <ul>
        {publicationTypes.map((type) => (
          <li key={type.code}>
            <strong>
              <Said text={type.name} speech={speech} /> ({type.code})
            </strong>
            {": "}
            {!type.claimsRemedy && words.claimsNothing}
            {type.claimsRemedy && words[type.mayBeEarly ? "claimsEarly" : "claims"]}
          </li>
        ))}
      </ul>
    </>
  );
}

function Places({ policy, speech }: Spoken) {
  const { places, bodies, notComprehensiveText } = policy.disclosure;
  const { publications: words } = speech.words;
  const plain = (text: Text) => inLanguage(text, speech.language);
  return (
    <>
      <p>
        <a href="/publications">{words.onThisSite}</a> {words.isHere}
        {places.portal && ` ${words.alsoOn(plain(places.portal.name))}`}
        {places.portal?.loginNeeded && ` ${words.loginNeeded}`}
        {bodies.length > 0 && ` ${words.bodies(listIn(speech, bodies.map(plain)))}`}
      </p>
      <Paragraphs texts={[notComprehensiveText]} speech={speech} />
    </>
  );
}

function Thanks({ policy, speech }: Spoken) {
  const { recognition } = policy;
  const { publications: words } = speech.words;
  const asked = recognition.default === "none-until-asked";
  return (
    <>
      <h3>{words.thanks}</h3>
      <p>
        {asked ? words.askToBeNamed : words.unlessDeclined}
        {recognition.vendorDecision === "case-by-case" && ` ${words.caseByCase}`}{" "}
        <a href="/thanks">{words.thanksPage}</a>
      </p>
      <Paragraphs texts={recognition.says} speech={speech} />
    </>
  );
}
