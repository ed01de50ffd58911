/** What somebody else scored while one chose, beside what one chose; one's own choices stand in the form. */
import type { ScoreView } from "../../store/scoring/reader.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath } from "./at-case.ts";
import { isLate } from "./both-versions.tsx";
import { personName, zoneOf } from "./case-frame.ts";
import { sentFor } from "./deed-form.tsx";
import { vectorOfChoices } from "./vector-of-choices.ts";

export function ScoredMeanwhile(props: {
  at: AtCase;
  vulnerabilityId: string;
  scores: readonly ScoreView[];
}) {
  const { at, vulnerabilityId, scores } = props;
  const sent = sentFor(at, "score-vulnerability", { vulnerabilityId });
  const [theirs] = scores;
  if (!sent || !isLate(sent) || !theirs) return null;
  return (
    <Notice tone="warning" title="Somebody else scored it while you chose">
      <DescriptionList
        facts={[
          {
            term: "As it is now",
            value: (
              <>
                <code>{theirs.vector}</code> {theirs.overall}, {personName(at, theirs.scoredBy)},{" "}
                <When at={theirs.scoredAt} zone={zoneOf(at)} />
                {theirs.reason && <p class="plain-text">{theirs.reason}</p>}
              </>
            ),
          },
          { term: "As you chose it", value: <code>{vectorIn(sent.values)}</code> },
        ]}
      />
      <p>
        Your choices stand in the form below: change or save them, with the reason why; to keep what
        is there now, <a href={casePath(at.head.reference, at.view)}>leave yours</a>.
      </p>
    </Notice>
  );
}

function vectorIn(values: Parameters<typeof vectorOfChoices>[0]): string {
  const { vector } = vectorOfChoices(values);
  return typeof vector === "string" ? vector : "";
}
