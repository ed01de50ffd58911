/** Beside every page of a case: what is owed to whom and by when, who answers for it, and its facts. */
import { type Clock, isRunning } from "../../core/clocks/clock.ts";
import { Button } from "../../ui/button.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { DueList, type DueProps } from "../../ui/due.tsx";
import { Form, Hidden } from "../../ui/form.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, readingOf } from "./at-case.ts";
import { personName, zoneOf } from "./case-frame.ts";
import { kindWords, waitingWord, wordFor } from "./case-words.ts";
import { DeedForm, deedPath, may } from "./deed-form.tsx";
import { dueOf } from "./due-words.ts";
import { KindForms } from "./kind-forms.tsx";
import { LabelsPanel } from "./labels-panel.tsx";
import { loadPath } from "./load-page.tsx";
import { owedToWord } from "./promise-words.ts";
import { SuspectedPanel } from "./suspected-panel.tsx";

export function CaseAside(props: { at: AtCase }) {
  return (
    <>
      {props.at.view !== "promises" && <Promises at={props.at} />}
      <SuspectedPanel at={props.at} />
      <Owner at={props.at} />
      <Facts at={props.at} />
      <LabelsPanel at={props.at} />
    </>
  );
}

function Promises(props: { at: AtCase }) {
  const { at } = props;
  const dues = (running: boolean) =>
    at.clocks
      .filter((clock) => isRunning(clock) === running)
      .sort((a, b) => (a.dueAt?.getTime() ?? Infinity) - (b.dueAt?.getTime() ?? Infinity))
      .map((clock) => dueOf(clock, { ...readingOf(at), owedTo: owedToIn(at, clock) }))
      .filter((due): due is DueProps => due !== undefined);
  const owed = dues(true);
  const kept = dues(false);
  return (
    <Panel title="What is owed" level={3}>
      {owed.length > 0 ? (
        <DueList promises={owed} label="Promises that run" />
      ) : (
        <p>Nothing is owed to anybody right now.</p>
      )}
      {kept.length > 0 && (
        <Disclosure summary={`Kept so far: ${kept.length}`}>
          <DueList promises={kept} label="Promises that were kept" />
        </Disclosure>
      )}
    </Panel>
  );
}

function owedToIn(at: AtCase, clock: Pick<Clock, "promise" | "owedTo">): string {
  const party = at.parties.find(({ partyId }) => partyId === clock.owedTo);
  return owedToWord(clock, party?.pseudonym);
}

function Owner(props: { at: AtCase }) {
  const { at } = props;
  const { head } = at;
  const mayAssign = may(at, "release-case") && !head.closedAt;
  // Whoever is woken for a case takes it, also where their role hands none over.
  const mayTake = mayAssign || (may(at, "assign-case") && !head.closedAt && !head.ownerId);
  const form = (
    <DeedForm
      at={at}
      deed="assign-case"
      choices={{ ownerId: ownersOf(at) }}
      values={{ ownerId: head.ownerId ?? at.staff.id }}
      look="secondary"
      submit={head.ownerId ? "Hand over" : "Assign"}
    />
  );
  return (
    <Panel title="Owner" level={3}>
      <p>
        {head.ownerId
          ? `${personName(at, head.ownerId)} answers for this case.`
          : "Nobody answers for this case yet."}
      </p>
      {mayTake && head.ownerId !== at.staff.id && (
        <Form action={deedPath(at, "assign-case")} csrf={at.csrf} label="Take the case">
          <Hidden name="ownerId" value={at.staff.id} />
          <Button look="secondary" shortcut="t">
            Take
          </Button>
        </Form>
      )}
      {mayAssign && (
        <p>
          <a href={loadPath}>Who has how much</a>
        </p>
      )}
      {mayAssign &&
        (head.ownerId ? (
          <Disclosure summary="Hand over" open={at.sent?.deed === "assign-case"}>
            {form}
          </Disclosure>
        ) : (
          form
        ))}
      {mayAssign && head.ownerId && (
        <Disclosure summary="Leave it without an owner" open={at.sent?.deed === "release-case"}>
          <DeedForm at={at} deed="release-case" look="secondary" />
        </Disclosure>
      )}
    </Panel>
  );
}

/** Whoever is on the case, by themselves or by a team; being let in takes a reason of its own. */
export function ownersOf(at: AtCase) {
  return at.people
    .filter((person) => !person.disabledAt && at.onCase.includes(person.personId))
    .map((person) => ({
      value: person.personId,
      label: person.personId === at.staff.id ? `${person.name} (you)` : person.name,
    }));
}

function Facts(props: { at: AtCase }) {
  const { at } = props;
  const { head } = at;
  return (
    <Panel title="Facts" level={3}>
      <DescriptionList
        stacked
        facts={[
          { term: "Kind", value: wordFor(kindWords, head.kind) },
          { term: "Opened", value: <When at={head.openedAt} zone={zoneOf(at)} /> },
          { term: "Last change", value: <When at={head.updatedAt} zone={zoneOf(at)} /> },
          { term: "Waiting for", value: <Waiting at={at} /> },
          {
            term: "Policy",
            value: `${at.policy.organisation.shortName}, version ${head.policyVersion}`,
          },
          {
            term: "Parties",
            value: at.parties.map((party) => party.pseudonym).join(", "),
          },
        ]}
      />
      <KindForms at={at} />
    </Panel>
  );
}

/** On whom, and since when: "Us since 12 November 2026". */
function Waiting({ at }: { at: AtCase }) {
  const { waitingOn, waitingFor, waitingSince } = at.head;
  return (
    <>
      {waitingWord(waitingOn, waitingFor)}
      {waitingSince && waitingOn !== "nobody" && (
        <>
          {" since "}
          <When at={waitingSince} zone={zoneOf(at)} precision="day" />
        </>
      )}
    </>
  );
}
