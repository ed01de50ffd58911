/** The date before which nothing is published: what holds, how it came about, and the form that sets it. */
import { type Interest, interestWords } from "../../core/decisions/interests.ts";
import type { EventText } from "../../store/events/text-reader.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { capital, partyName, partyWord } from "./case-words.ts";
import { DeedForm, may, sentFor } from "./deed-form.tsx";

type Body = {
  notBefore: string | null;
  agreedWith: string | null;
  interest: Interest;
  /** The agreed date that it breaks, and with whom that was; of entries that break none absent. */
  broken?: string;
  brokenWith?: string | null;
};

/** `texts` are the entries, newest first. */
export function NotBeforePanel({ at, texts }: { at: AtCase; texts: readonly EventText[] }) {
  const { head } = at;
  const [newest, ...earlier] = texts;
  return (
    <Panel title="Nothing is published before" id="not-before">
      {head.notBefore ? (
        <p>
          <strong>
            <When at={head.notBefore} zone="UTC" />
          </strong>{" "}
          (<When at={head.notBefore} zone={zoneOf(at)} />)
        </p>
      ) : (
        <p>No such date holds.</p>
      )}
      {newest && <Entry at={at} entry={newest} />}
      {earlier.length > 0 && (
        <Disclosure summary={`Before that: ${earlier.length}`}>
          {earlier.map((entry) => (
            <Entry key={entry.eventId} at={at} entry={entry} />
          ))}
        </Disclosure>
      )}
      {may(at, "set-not-before") && !head.closedAt && (
        <Disclosure
          summary={head.notBefore ? "Change it" : "Set a date"}
          open={sentFor(at, "set-not-before") !== undefined}
        >
          <DeedForm
            at={at}
            deed="set-not-before"
            values={{ notBefore: head.notBefore?.toISOString() }}
            choices={{
              partyId: at.parties.map(({ partyId, pseudonym }) => ({
                value: partyId,
                label: capital(partyWord(pseudonym)),
              })),
            }}
            look="secondary"
          />
        </Disclosure>
      )}
    </Panel>
  );
}

function Entry({ at, entry }: { at: AtCase; entry: EventText }) {
  const { notBefore, agreedWith, interest, broken, brokenWith } = JSON.parse(entry.body) as Body;
  const zone = zoneOf(at);
  return (
    <section class="decision">
      <DescriptionList
        facts={[
          {
            term: "Date",
            value: notBefore ? <When at={notBefore} zone="UTC" /> : "Holds no longer",
          },
          { term: "Agreed with", value: agreedWith && capital(partyName(at.parties, agreedWith)) },
          {
            term: "Against what was agreed",
            value: broken && (
              <>
                <When at={broken} zone="UTC" />
                {brokenWith && `, with ${partyName(at.parties, brokenWith)}`}
              </>
            ),
          },
          { term: "In whose interest", value: interestWords[interest] },
          { term: "Recorded", value: <When at={entry.at} zone={zone} /> },
        ]}
      />
      <p class="plain-text">{entry.text}</p>
    </section>
  );
}
