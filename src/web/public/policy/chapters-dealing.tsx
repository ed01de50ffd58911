/** What reporters can expect, what is asked of them, and how confidentiality is kept. */
import type { PromiseId } from "../../../core/clocks/promises.ts";
import { type ChapterId, promisesTold } from "../../../core/policy/chapters.ts";
import type { Policy } from "../../../core/policy/policy.ts";
import { isNumberSaid } from "../../../core/policy/published-settings.ts";
import { isSaid } from "../../../core/policy/text.ts";
import { Prose } from "../../../ui/layout.tsx";
import { Chapter } from "./chapter.tsx";
import { Kept } from "./kept-for.tsx";
import { policyPath } from "./policy-languages.ts";
import { Listed, listIn, numbersIn, Paragraphs, Said, type Spoken } from "./speech.tsx";

/** The promises that a chapter tells: those with words, or with a number that may be said. */
function toldPromises(spoken: Spoken, chapter: ChapterId): readonly PromiseId[] {
  return promisesTold(chapter).filter((id) => isPromiseTold(spoken, id));
}

/** Whether the policy has words on a promise, or a number of it that may be said. */
export function isPromiseTold(spoken: Spoken, id: PromiseId): boolean {
  const terms = spoken.policy.promises[id];
  if (isSaid(terms?.says ?? "")) return true;
  // A date is agreed case by case; without words of the policy no such date is owed in advance.
  return terms?.within !== "agreed" && numbersIn(spoken, id).length > 0;
}

/** The policy's own words on each promise; its number only where it may be named (ALE-29). */
export function PromiseList({ chapter, ...spoken }: Spoken & { chapter: ChapterId }) {
  return <PromisesOf {...spoken} ids={toldPromises(spoken, chapter)} />;
}

export function PromisesOf({ ids, ...spoken }: Spoken & { ids: readonly PromiseId[] }) {
  if (ids.length === 0) return null;
  const counted = ids.some((id) => saysWorkingDays(spoken.policy, id));
  return (
    <>
      <ul>
        {ids.map((id) => (
          <li key={id}>
            <PromiseWords {...spoken} id={id} />
          </li>
        ))}
      </ul>
      {counted && <p>{workingDaysIn(spoken)}</p>}
    </>
  );
}

export function PromiseWords({ id, ...spoken }: Spoken & { id: PromiseId }) {
  const { policy, speech } = spoken;
  const says = policy.promises[id]?.says;
  return (
    <>
      {says && isSaid(says) ? (
        <Said text={says} speech={speech} />
      ) : (
        `${speech.settings.promises[id]}:`
      )}
      {numbersIn(spoken, id).map((sentence) => ` ${sentence}`)}
    </>
  );
}

function saysWorkingDays(policy: Policy, id: PromiseId): boolean {
  const within = policy.promises[id]?.within;
  return isNumberSaid(policy, id) && typeof within === "object" && "workingDays" in within;
}

/** Which days are working days, for somebody who counts along. */
function workingDaysIn({ policy, speech }: Spoken): string {
  const { zone, holidays, weekdays } = policy.channels.officeHours;
  const { language } = speech;
  const name = new Intl.DateTimeFormat(language, { weekday: "long", timeZone: "UTC" });
  // 1 January 2024 was a Monday, ISO weekday 1.
  const days = weekdays.map((day) => name.format(new Date(Date.UTC(2024, 0, day))));
  const [country = holidays] = holidays.split("-");
  const countryName = new Intl.DisplayNames(language, { type: "region" }).of(country) ?? country;
  const list = listIn(speech, days);
  return speech.words.number.workingDays(list, countryName, zone);
}

export function Expectations({ policy, speech }: Spoken) {
  const { expect, chapters } = speech.words;
  const { guaranteed, noReplyClasses } = policy.responses;
  return (
    <Chapter {...{ policy, speech }} chapter="expect" id="expect" title={chapters.expect}>
      <Prose>
        <PromiseList policy={policy} speech={speech} chapter="expect" />
        <p>{expect[policy.explanations.toReporter]}</p>
        {!guaranteed && (
          <p>
            <strong>{expect.notGuaranteed}</strong> {expect.counted}
          </p>
        )}
        {noReplyClasses.length > 0 && (
          <>
            <p>{expect.noReply}</p>
            <ul>
              {noReplyClasses.map(({ name, says }) => (
                <li key={name}>
                  <Said text={says} speech={speech} />
                </li>
              ))}
            </ul>
          </>
        )}
        <Paragraphs texts={[policy.mayChange]} speech={speech} />
      </Prose>
    </Chapter>
  );
}

/** What reporters must and must not do, at the strength that the policy gives it. */
export function Asked({ policy, speech }: Spoken) {
  const { must, mustNot, strength } = policy.reporterUndertakings;
  if (must.length + mustNot.length === 0) return null;
  const { ask, chapters } = speech.words;
  return (
    <Chapter {...{ policy, speech }} chapter="ask" id="ask" title={chapters.ask[strength]}>
      <Prose>
        <p>{ask.strength[strength]}</p>
        {must.length > 0 && <h3>{ask[strength].must} …</h3>}
        <Listed texts={must} speech={speech} />
        {mustNot.length > 0 && <h3>{ask[strength].mustNot} …</h3>}
        <Listed texts={mustNot} speech={speech} />
      </Prose>
    </Chapter>
  );
}

/** Who learns of a report, and of its reporter (ALE-39 to ALE-42). */
export function Confidentiality({ policy, speech }: Spoken) {
  const { privacy, thirdParty } = policy;
  const { confidentiality: words, chapters } = speech.words;
  const identity = thirdParty.forwardIdentity === "never" ? "neverNamed" : "withPermission";
  return (
    <Chapter
      {...{ policy, speech }}
      chapter="confidentiality"
      id="confidentiality"
      title={chapters.confidentiality}
    >
      <Prose>
        <Paragraphs texts={[privacy.purpose, ...privacy.says]} speech={speech} />
        <p>
          {thirdParty.mayForward ? `${words.mayForward} ${words[identity]}` : words.notForwarded}
        </p>
        <p>
          <a href={policyPath(policy, speech.language, "/protection")}>{words.protection}</a>
        </p>
        <Kept policy={policy} speech={speech} />
        {isSaid(privacy.safeHarbour) && (
          <>
            <h3>{words.safeHarbour}</h3>
            <Paragraphs texts={[privacy.safeHarbour]} speech={speech} />
          </>
        )}
      </Prose>
    </Chapter>
  );
}
