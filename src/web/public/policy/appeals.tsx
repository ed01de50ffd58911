/** How to contest a decision: grounds, address, process, dates, and how far it is final (TH-38). */
import { isSaid } from "../../../core/policy/text.ts";
import { Prose } from "../../../ui/layout.tsx";
import { SaysOtherwise } from "./chapter.tsx";
import { PromiseList, toldPromises } from "./chapters-dealing.tsx";
import { Listed, Paragraphs, type Spoken } from "./speech.tsx";

/** Only for a policy under which appeals are taken. */
export function AppealProcess({ policy, speech }: Spoken) {
  const { appeals } = policy;
  const { appeals: words } = speech.words;
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
        {toldPromises({ policy, speech }, "appeals").length > 0 && <h2>{words.deadlines}</h2>}
        <PromiseList policy={policy} speech={speech} chapter="appeals" />
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
