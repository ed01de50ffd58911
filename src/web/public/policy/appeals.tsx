/** How to contest a decision: grounds, address, process, dates, and how far it is final (TH-38). */
import { promisesTold } from "../../../core/policy/chapters.ts";
import { isNumberSaid } from "../../../core/policy/published-settings.ts";
import { isSaid } from "../../../core/policy/text.ts";
import { Prose } from "../../../ui/layout.tsx";
import { SaysOtherwise } from "./chapter.tsx";
import { PromisesOf } from "./chapters-dealing.tsx";
import { Listed, Paragraphs, type Spoken } from "./speech.tsx";

/** Only for a policy under which appeals are taken. */
export function AppealProcess({ policy, speech }: Spoken) {
  const { appeals } = policy;
  const { appeals: words } = speech.words;
  const deadlines = promisesTold("appeals").filter((id) => isNumberSaid(policy, id));
  return (
    <section id="appeals" class="chapter">
      <SaysOtherwise policy={policy} speech={speech} chapter="appeals" />
      <Prose>
        {appeals.grounds.length > 0 && <h2>{words.grounds}</h2>}
        <Listed texts={appeals.grounds} speech={speech} />
        {appeals.address && (
          <>
            <h2>{words.where}</h2>
            <p>
              {words.send} <a href={`mailto:${appeals.address}`}>{appeals.address}</a>.
            </p>
          </>
        )}
        {appeals.process.length > 0 && <h2>{words.process}</h2>}
        <Listed texts={appeals.process} speech={speech} ordered />
        {deadlines.length > 0 && <h2>{words.deadlines}</h2>}
        <PromisesOf policy={policy} speech={speech} ids={deadlines} />
        <h2>{words.final}</h2>
        <p>{appeals.finalWithin === "our-root" ? words.ourRoot : words.notFinal}</p>
        {isSaid(appeals.nextLevel) && (
          <>
            <h3>{words.next}</h3>
            <Paragraphs texts={[appeals.nextLevel]} speech={speech} />
          </>
        )}
      </Prose>
    </section>
  );
}
