/** Where a publication stands between draft and published, in a word and as steps. */
import type { PublicationState as State } from "../../store/publications/reader.ts";
import { StageBadge, type StageProgress } from "../../ui/badge.tsx";
import { type Step, Steps } from "../../ui/steps.tsx";
import { whenText } from "../../ui/when.tsx";

interface Standing {
  readonly state: State;
  readonly releaseAt: Date | null;
}

export const publicationWords: Readonly<Record<State, { name: string; progress: StageProgress }>> =
  {
    draft: { name: "Draft", progress: "new" },
    "in-review": { name: "In review", progress: "underway" },
    approved: { name: "Approved", progress: "underway" },
    publishing: { name: "Being published", progress: "waiting" },
    published: { name: "Published", progress: "done" },
  };

export function PublicationState(props: { publication: Standing; zone: string }) {
  const { state, releaseAt } = props.publication;
  const { name, progress } = publicationWords[state];
  const scheduled = state === "publishing" && releaseAt;
  return (
    <StageBadge
      name={scheduled ? `Due ${whenText({ at: releaseAt, zone: props.zone })}` : name}
      progress={progress}
    />
  );
}

const order: readonly State[] = ["draft", "in-review", "approved", "publishing", "published"];

export function PublicationSteps(props: { state: State }) {
  const here = order.indexOf(props.state);
  const steps = order.map((state, index): Step => {
    const isDone = index < here || props.state === "published";
    return {
      name: publicationWords[state].name,
      state: isDone ? "done" : index === here ? "current" : "next",
    };
  });
  return <Steps label="From draft to published" steps={steps} />;
}
