/** One promise of a pack, walked through: its clause, its clock, its events and messages. */
import { lengthInWords } from "../../core/clocks/length.ts";
import type { Clause, EvidencePack, PromiseOfPack } from "../../core/evidence/pack.ts";
import type { Basis } from "../../core/policy/promise-terms.ts";
import { inLanguage } from "../../core/policy/text.ts";
import { DescriptionList, type Fact } from "../../ui/description-list.tsx";
import { At, Grid } from "./evidence-parts.tsx";

const stateWords: Readonly<Record<PromiseOfPack["state"], string>> = {
  open: "open",
  "due-soon": "open, due soon",
  overdue: "overdue",
  paused: "paused",
  kept: "kept",
  "kept-late": "kept late",
  stopped: "ended, no longer owed",
};

const basisWords: Readonly<Record<Basis, string>> = {
  text: "the organisation’s own published words",
  rule: "a rule of somebody else (law, CVE Program, a coordinator’s date)",
  agreed: "agreed with the party",
  target: "the operator’s own aim, not a promise",
};

const becauseWords: Readonly<
  Record<PromiseOfPack["clock"]["formerDues"][number]["because"], string>
> = {
  agreed: "a new date was agreed",
  severity: "the severity changed",
  policy: "the case moved to another version of the policy",
  resumed: "it ran again after a pause",
  attempt: "an earlier first attempt to reach us became known",
};

export function EvidencePromise(props: { pack: EvidencePack; promise: PromiseOfPack }) {
  const { pack, promise } = props;
  const zone = pack.policies.find((each) => each.version === promise.policyVersion)?.calendar.zone;
  return (
    <article>
      <h3>
        To {promise.deed} ({promise.owedBy === "us" ? "owed to" : "owed by"} {promise.owedTo}):{" "}
        <span class={promise.broken ? "state broken" : "state"}>{stateOf(promise)}</span>
      </h3>
      <DescriptionList
        facts={[
          { term: "Promise", value: <code>{promise.promise}</code> },
          { term: "About", value: <code>{promise.subjectId}</code> },
          ...clauseFacts(promise),
          ...clockFacts(promise, zone ?? "UTC"),
        ]}
      />
      <Says clause={promise.clause} />
      <Events pack={pack} promise={promise} />
    </article>
  );
}

/** What became of it, in words. A date that had passed before it was moved stays broken. */
export function stateOf({ state, broken }: Pick<PromiseOfPack, "state" | "broken">): string {
  if (!broken || state === "overdue" || state === "kept-late") return stateWords[state];
  return state === "stopped"
    ? "ended after it was due"
    : `${stateWords[state]}, after a date that had passed`;
}

function clauseFacts({ clause, policyVersion }: PromiseOfPack): Fact[] {
  const version: Fact = { term: "Clause", value: `policy version ${policyVersion}` };
  if (!clause) return [version, { term: "Length", value: "that version says nothing of it" }];
  const bands = Object.entries(clause.bySeverity).map(
    ([band, length]) => `${band}: ${lengthInWords(length)}`,
  );
  return [
    version,
    { term: "Length", value: [lengthInWords(clause.within), ...bands].join("; ") },
    { term: "Counted from", value: clause.from },
    { term: "Whose number", value: basisWords[clause.basis] },
    {
      term: "Kept by",
      value: clause.satisfiedBy === "any" ? "a person or the program" : "a person only",
    },
    { term: "Requirements", value: clause.requirements.join(", ") },
  ];
}

function clockFacts({ clock, explainedAt }: PromiseOfPack, zone: string): Fact[] {
  const former = clock.formerDues.map(
    (each): Fact => ({
      term: "Due before that",
      value: (
        <>
          <At at={each.dueAt} zone={zone} none="no date" />, until {becauseWords[each.because]}{" "}
          <At at={each.movedAt} />
        </>
      ),
    }),
  );
  const pauses = clock.pauses.map(
    ({ from, to }): Fact => ({
      term: "Stood still",
      value: (
        <>
          <At at={from} /> to <At at={to} />
        </>
      ),
    }),
  );
  const when = (term: string, at: string | null): Fact => ({
    term,
    value: at && <At at={at} zone={zone} />,
  });
  return [
    { term: "Anchor", value: <At at={clock.startedAt} zone={zone} /> },
    { term: "Due", value: <At at={clock.dueAt} zone={zone} none="no date set" /> },
    ...former,
    ...pauses,
    when("Stands still since", clock.pausedAt),
    when("Warned", clock.warnedAt),
    when("Recorded as overdue", clock.overdueAt),
    when("Kept", clock.metAt),
    when("Ended", clock.stoppedAt),
    when("Breach explained", explainedAt),
  ];
}

function Says(props: { clause: Clause | null }) {
  const says = props.clause?.says;
  return says ? <blockquote>{inLanguage(says, "en")}</blockquote> : null;
}

function Events(props: { pack: EvidencePack; promise: PromiseOfPack }) {
  const { pack, promise } = props;
  const events = pack.events.filter((event) => promise.events.includes(event.eventId));
  if (events.length === 0) return null;
  const role = (id: string) => {
    const { startedBy, metBy, stoppedBy } = promise.clock;
    if (id === metBy) return "kept it";
    if (id === stoppedBy) return "ended it";
    return id === startedBy ? "started it" : "";
  };
  return (
    <Grid
      rows={events}
      columns={[
        ["No.", (event) => String(event.seq)],
        ["Event", (event) => event.type],
        ["At", (event) => <At at={event.at} />],
        ["By", (event) => event.actor],
        ["Here it", (event) => role(event.eventId)],
        ["Message", (event) => (event.messageId ? <code>{event.messageId}</code> : "")],
      ]}
    />
  );
}
