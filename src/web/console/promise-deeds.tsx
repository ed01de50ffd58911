/** Below the ledger of a case: recording what happened, why other promises do not run, and its policy. */
import { isRunning } from "../../core/clocks/clock.ts";
import { milestoneGroups } from "../../core/clocks/milestones.ts";
import { promiseOf, promises } from "../../core/clocks/promises.ts";
import { whyNoClock, whyNoClockInWords } from "../../core/clocks/why-no-clock.ts";
import { announcedTypes } from "../../core/facts/announce.ts";
import { laterVersions } from "../../core/policy/later-version.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { When, whenText } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";
import { capital, partyWord, promiseWords } from "./case-words.ts";
import { DeedForm, may } from "./deed-form.tsx";

/** Promises of the policy that have no ticking clock here, each with the reason. */
export function WhyPanel(props: { at: AtCase }) {
  const { at } = props;
  const zone = zoneOf(at);
  const rows = promises
    .filter(({ id, about }) => about !== "house" && at.policy.promises[id])
    .flatMap(({ id }) => {
      const reason = whyNoClock({ promise: id, policy: at.policy, clocks: at.clocks });
      const say = (moment: Date) => whenText({ at: moment, zone });
      return reason ? [{ id, why: whyNoClockInWords(reason, id, say) }] : [];
    });
  if (rows.length === 0) return null;
  return (
    <Panel title="Other promises of the policy" id="why">
      <Disclosure summary="Why is there no clock here?">
        <DescriptionList
          facts={rows.map(({ id, why }) => ({ term: promiseWords[id], value: why }))}
        />
      </Disclosure>
    </Panel>
  );
}

/** What happened outside Parley and turns promises. */
export function RecordPanel(props: { at: AtCase }) {
  const { at } = props;
  if (!may(at, "record-milestone")) return null;
  const which = matters(at);
  return (
    <Panel title="Something happened" id="record">
      <p class="form-lead">
        An embargo was agreed, an authority was told, an appeal arrived: what happens outside Parley
        is recorded here, and starts, keeps or ends promises from the time at which it happened.
        Attacks, publications by others and fixes are recorded under{" "}
        <a href={casePath(at.head.reference, "facts")}>what is known</a>.
      </p>
      <Disclosure summary="Record it" open={at.sent?.deed === "record-milestone"}>
        <DeedForm
          at={at}
          deed="record-milestone"
          choices={{
            what: milestonesFor(at),
            partyId: at.parties.map(({ partyId, pseudonym }) => ({
              value: partyId,
              label: capital(partyWord(pseudonym)),
            })),
            ...(which.length > 1 ? { clockId: which } : {}),
          }}
        />
      </Disclosure>
    </Panel>
  );
}

/** The facts that a promise of this case's policy listens to first; the others are history only. */
function milestonesFor(at: AtCase) {
  const made = promises.filter(({ id }) => at.policy.promises[id]);
  const heard = new Set(
    made.flatMap((each) => [
      ...Object.values(each.anchors).flat(),
      ...each.metBy,
      ...each.resumedBy,
      ...each.stoppedBy,
    ]),
  );
  // What is a fact has a form of its own, where its awareness stands beside it.
  const all = milestoneGroups
    .flatMap(({ milestones }) => milestones)
    .filter(({ type }) => !announcedTypes.includes(type));
  const choice = (note: string) => (each: (typeof all)[number]) => ({
    value: each.type,
    label: `${each.says}${note}`,
  });
  return [
    ...all.filter(({ type }) => heard.has(type)).map(choice("")),
    ...all.filter(({ type }) => !heard.has(type)).map(choice(" (turns no promise here)")),
  ];
}

/** Appeals, questions and remedies may be several: those are told apart by their promise. */
function matters(at: AtCase) {
  return at.clocks
    .filter((clock) => isRunning(clock) && promiseOf(clock.promise).about !== "case")
    .filter(({ promise }) => ["appeal", "question", "remedy"].includes(promiseOf(promise).about))
    .map(({ clockId, promise, startedAt }) => ({
      value: clockId,
      label: `${promiseWords[promise]}, since ${startedAt.toISOString().slice(0, 16).replace("T", " ")} UTC`,
    }));
}

/** By which version of the policy the case is handled, and the way to a later one. */
export function PolicyPanel(props: { at: AtCase }) {
  const { at } = props;
  const { head, policy } = at;
  const versions = at.web.context.policies.filter(({ name }) => name === head.policyId);
  const later = laterVersions(versions, head.policyVersion, at.now);
  return (
    <Panel title="Policy of this case" id="policy">
      <p>
        <a href={`/policy/versions/${head.policyVersion}`}>Version {head.policyVersion}</a> of the
        policy of {policy.organisation.shortName}, in force from{" "}
        <When at={policy.inForceFrom} zone={zoneOf(at)} precision="day" />. Every promise, form and
        rule of this case follows it.
      </p>
      {later.length > 0 && (
        <>
          <p>
            A later version is in force: {later.map(({ version }) => version).join(", ")} (
            <a href={`/policy/compare?from=${head.policyVersion}&to=${later.at(-1)?.version}`}>
              what changed
            </a>
            ). The case stays under its own unless somebody moves it.
          </p>
          {may(at, "move-case-to-policy") && !head.closedAt && (
            <Disclosure
              summary="Move the case to a later version"
              open={at.sent?.deed === "move-case-to-policy"}
            >
              <p class="form-lead">
                Running promises are planned anew from where they began, and their dates so far stay
                in the ledger. What the later version no longer promises ends with the move.
              </p>
              <DeedForm
                at={at}
                deed="move-case-to-policy"
                values={{ version: String(later.at(-1)?.version ?? "") }}
                look="secondary"
              />
            </Disclosure>
          )}
        </>
      )}
    </Panel>
  );
}
