/**
 * What parties ask and chose on their page: a question that waits, their wish to publish with the form
 * for our answer, their plans, the news they want, and whether our mail reaches them.
 */
import { newsChoices } from "../../core/portal/news.ts";
import { newestOf, openConsent } from "../../core/portal/statement.ts";
import { opens, type PartyRow } from "../../store/parties/reader.ts";
import { type StatementView, statementsOf } from "../../store/portal/statement-reader.ts";
import { AsWritten, LongText } from "../../ui/as-written.tsx";
import { DescriptionList, type Fact } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { capital, partyName, partyWord } from "./case-words.ts";
import { DeedForm, sentFor } from "./deed-form.tsx";

/** One panel for each party that asked or chose something. */
export async function partyRequestPanels(at: AtCase) {
  const all = await statementsOf(at.web.context, at.tx, at.head.caseId, null, at.keys);
  return at.parties.flatMap((party) => {
    const said = all.filter(({ partyId }) => partyId === party.partyId);
    return said.length > 0 || mayTry(at, party)
      ? [<Requests key={party.partyId} {...{ at, party, said }} />]
      : [];
  });
}

/** On the overview: who waits for a word of ours, from what every page knows of the parties. */
export function PartiesWait({ at }: { at: AtCase }) {
  return (
    <>
      {at.parties.map((party) => (
        <Waits key={party.partyId} {...{ at, party }} />
      ))}
    </>
  );
}

function Waits({ at, party }: { at: AtCase; party: PartyRow }) {
  const who = capital(partyWord(party.pseudonym));
  const consent = party.said?.includes("consent asked");
  if (!party.waitsSince && !consent) return null;
  const asks = [
    ...(party.waitsSince ? ["how the report stands"] : []),
    ...(consent ? ["whether they may publish"] : []),
  ].join(", and ");
  return (
    <Notice tone="warning" title={`${who} asks ${asks}.`}>
      {party.waitsSince && (
        <>
          Asked on <When at={party.waitsSince} zone={zoneOf(at)} />; any message to them answers it.{" "}
        </>
      )}
      <a href={casePath(at.head.reference, "conversation")}>To the conversation</a>
    </Notice>
  );
}

/** Whoever opened a case whose flaw is confirmed may be asked to try the fix. */
function mayTry({ facts, head }: AtCase, { kind }: PartyRow): boolean {
  return opens(kind) && facts.conclusion === "confirmed" && head.closedAt === null;
}

type OfParty = { at: AtCase; party: PartyRow; said: readonly StatementView[] };

function Requests(props: OfParty) {
  const { at, party, said } = props;
  return (
    <Panel
      title={`What ${partyName(at.parties, party.partyId)} asks and chose`}
      id={`asks-${party.partyId.slice(-6)}`}
    >
      {party.waitsSince && (
        <Notice tone="warning" title="They ask how the report stands.">
          Asked on <When at={party.waitsSince} zone={zoneOf(at)} />. Any message to them answers it.
        </Notice>
      )}
      <DescriptionList facts={factsOf(props)} />
      <Consent {...{ at, party, said }} />
      <Fix {...{ at, party, said }} />
    </Panel>
  );
}

const newsNames: Readonly<Record<(typeof newsChoices)[number], string>> = {
  "every-change": "Every change",
  results: "Results only; the rest stands on their page",
  none: "None; everything stands on their page, and your own messages still leave",
};

function factsOf({ at, said }: OfParty): Fact[] {
  const zone = zoneOf(at);
  const news = newestOf(said, "news")?.word;
  const plan = newestOf(said, "plan");
  const address = newestOf(said, "address");
  const asked = said.filter(({ kind }) => kind === "status").length;
  return [
    {
      term: "Asked how it stands",
      value: asked > 0 && `${asked} ${asked === 1 ? "time" : "times"}`,
    },
    { term: "Their own publication", value: plan && <Planned {...{ zone, plan }} /> },
    {
      term: "News by mail",
      value: newsChoices.flatMap((each) => (each === news ? [newsNames[each]] : [])),
    },
    {
      term: "Address",
      value: address && (
        <>
          Confirmed: they opened the link of our mail on <When at={address.at} zone={zone} />
        </>
      ),
    },
  ].filter(({ value }) => !Array.isArray(value) || value.length > 0);
}

function Planned({ zone, plan }: { zone: string; plan: StatementView }) {
  if (plan.word === "none") {
    return <>None planned, as they said on {<When at={plan.at} zone={zone} precision="day" />}</>;
  }
  return (
    <>
      Planned for <When at={plan.on} zone={zone} />
      {plan.place !== "" && (
        <>
          , <AsWritten text={plan.place} />
        </>
      )}
      {plan.text !== "" && <LongText text={plan.text} />}
    </>
  );
}

/** The wish to publish and what we said to it; the form where we owe the answer. */
function Consent({ at, party, said }: OfParty) {
  const newest = newestOf(said, "consent");
  if (!newest) return null;
  const zone = zoneOf(at);
  const asked = said.find(({ statementId }) => statementId === newest.aboutId) ?? newest;
  return (
    <section class="decision">
      <Stack gap="small">
        <h3>May they publish?</h3>
        <DescriptionList
          facts={[
            { term: "Asked on", value: <When at={asked.at} zone={zone} /> },
            { term: "For", value: asked.on !== "" && <When at={asked.on} zone={zone} /> },
            { term: "Where", value: asked.place && <AsWritten text={asked.place} /> },
            {
              term: "Their words",
              value: asked.text && <LongText text={asked.text} />,
            },
            { term: "Stands", value: consentWords[newest.word] },
            {
              term: "From",
              value: newest.word === "given" && newest.on && <When at={newest.on} zone={zone} />,
            },
            {
              term: "Our answer",
              value: isAnswer(newest) && <LongText text={newest.text} />,
            },
          ]}
        />
        {openConsent(said) && (
          <DeedForm
            at={at}
            deed="answer-consent"
            ids={{ partyId: party.partyId }}
            labels={{ answer: "Our answer", text: "In our words" }}
            submit="Answer the request"
            look="secondary"
          />
        )}
      </Stack>
    </section>
  );
}

const fixWords: Readonly<Record<string, string>> = {
  invited: "Invited to try it",
  works: "It mends what they found",
  fails: "It does not mend what they found",
  "not-tried": "They could not try it",
};

/** What the party said of the fix, and the invitation to try it. */
function Fix({ at, party, said }: OfParty) {
  const newest = newestOf(said, "fix");
  const invited = said.findLast(({ kind, word }) => kind === "fix" && word === "invited");
  const zone = zoneOf(at);
  if (!newest && !mayTry(at, party)) return null;
  const ids = { partyId: party.partyId };
  return (
    <section class="decision">
      <Stack gap="small">
        <h3>Does the fix work for them?</h3>
        {newest && (
          <DescriptionList
            facts={[
              { term: "Stands", value: fixWords[newest.word] },
              { term: "Since", value: <When at={newest.at} zone={zone} /> },
              { term: "Invited until", value: invited && <When at={invited.on} zone={zone} /> },
              {
                term: newest.word === "invited" ? "Our words" : "Their words",
                value: newest.text && <LongText text={newest.text} />,
              },
            ]}
          />
        )}
        {mayTry(at, party) && (
          <Disclosure
            summary={newest ? "Invite them again" : "Invite them to try the fix"}
            open={sentFor(at, "invite-to-validate", ids) !== undefined}
          >
            <DeedForm at={at} deed="invite-to-validate" ids={ids} look="secondary" />
          </Disclosure>
        )}
      </Stack>
    </section>
  );
}

const isAnswer = ({ word }: StatementView) => word === "given" || word === "refused";

const consentWords: Readonly<Record<string, string>> = {
  asked: "Waits for our answer",
  given: "We said yes",
  refused: "We said: not yet",
  withdrawn: "They took it back",
};
