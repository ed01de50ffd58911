/** What an analysis rests on, as it was recorded, each with the form for the next entry. Decides nothing. */

import type { DecisionKind } from "../../core/decisions/decision.ts";
import type { SignAgainst, SignFor } from "../../core/decisions/examined.ts";
import { signsAgainst, signWords } from "../../core/decisions/examined.ts";
import type { Deed } from "../../core/people/deeds.ts";
import type { DecisionView } from "../../store/cases/decision-reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel, Stack } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import type { AtCase } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { outcomeWords, wordFor } from "./case-words.ts";
import { DeedForm, may } from "./deed-form.tsx";

interface Part {
  readonly kind: DecisionKind;
  readonly deed: Deed;
  readonly title: string;
  /** Where nothing is recorded yet. */
  readonly none: string;
  readonly add: string;
}

const parts: readonly Part[] = [
  {
    kind: "reproduction",
    deed: "record-reproduction",
    title: "Reproduction",
    none: "Nobody has tried to reproduce it yet.",
    add: "Record an attempt",
  },
  {
    kind: "credibility",
    deed: "weigh-credibility",
    title: "What speaks for and against the report",
    none: "Nothing is listed. The list helps to look closely; it decides nothing.",
    add: "List what speaks for and against it",
  },
  {
    kind: "others-affected",
    deed: "record-others-affected",
    title: "Are others affected?",
    none: "Nobody has said yet whether the flaw touches others than us.",
    add: "Say whether others are affected",
  },
  {
    kind: "standing",
    deed: "record-standing",
    title: "Whether the reporter can be reached",
    none: "Nothing is recorded: every decision is told.",
    add: "Record that the reporter is out of reach or wants no answer",
  },
  {
    kind: "breach-note",
    deed: "note-breach",
    title: "Possible breach of the rules",
    none: "Nothing is noted.",
    add: "Note a possible breach",
  },
];

type Props = { readonly at: AtCase; readonly decisions: readonly DecisionView[] };

export function ExaminedPanels({ at, decisions }: Props) {
  return (
    <>
      {parts.map((part) => (
        <ExaminedPanel
          key={part.kind}
          at={at}
          part={part}
          entries={decisions.filter(({ kind }) => kind === part.kind)}
        />
      ))}
    </>
  );
}

function ExaminedPanel(props: { at: AtCase; part: Part; entries: readonly DecisionView[] }) {
  const { at, part, entries } = props;
  return (
    <Panel title={part.title} id={part.kind}>
      {entries.length === 0 && <p>{part.none}</p>}
      {entries.map((entry) => (
        <Entry key={entry.decisionId} at={at} entry={entry} />
      ))}
      {may(at, part.deed) &&
        !at.head.erasedAt &&
        (part.kind === "breach-note" || !at.head.closedAt) && (
          <Disclosure summary={part.add} open={at.sent?.deed === part.deed}>
            <DeedForm at={at} deed={part.deed} look="secondary" />
          </Disclosure>
        )}
    </Panel>
  );
}

function Entry({ at, entry }: { at: AtCase; entry: DecisionView }) {
  const { version, place, toReporter, whyNot } = entry.details;
  const facts = [
    { term: "Version", value: version },
    { term: "Where", value: place },
    { term: "The reporter was told", value: toReporter },
    { term: "Not told yet, because", value: whyNot },
  ];
  return (
    <section class="decision">
      <Stack gap="small">
        <h3>{wordFor(outcomeWords, entry.outcome)}</h3>
        <p class="meta">
          <span>{personName(at, entry.decidedBy)}</span>
          <When at={entry.decidedAt} zone={zoneOf(at)} />
        </p>
        <Signs codes={entry.reasons} />
        {facts.some(({ value }) => value) && <DescriptionList facts={facts} />}
        {entry.explanation && (
          <p class="plain-text" dir="auto">
            {entry.explanation}
          </p>
        )}
      </Stack>
    </section>
  );
}

/** Each sign by itself: they are never counted against each other. */
function Signs({ codes }: { codes: readonly string[] }) {
  if (codes.length === 0) return null;
  const isAgainst = (code: string) => signsAgainst.some((each) => each === code);
  return (
    <p class="meta">
      {codes.map((code) => (
        <Tag key={code} tone={isAgainst(code) ? "warning" : "success"}>
          {signWords[code as SignFor | SignAgainst] ?? code}
        </Tag>
      ))}
    </p>
  );
}
