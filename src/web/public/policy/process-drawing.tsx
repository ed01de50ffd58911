/**
 * The process drawn: six steps under one another, with the ways that lead out (ALE-38). The drawing
 * is an ordered list with lines around it, so it reads aloud as it looks.
 */
import type { PromiseId } from "../../../core/clocks/promises.ts";
import { type ProcessStep, processStepsIn, whatIn } from "../process-steps.ts";
import { isPromiseTold, PromiseWords } from "./chapters-dealing.tsx";
import type { Spoken } from "./speech.tsx";

const exitsOf: Readonly<
  Partial<Record<ProcessStep["id"], readonly ("relevancy" | "conclusion" | "question")[]>>
> = {
  relevancy: ["relevancy"],
  conclusion: ["question", "conclusion"],
};

export function ProcessDrawing({ policy, speech }: Spoken) {
  const { process } = speech.words;
  return (
    <figure class="flow">
      <figcaption>{process.drawing}</figcaption>
      <ol>
        {processStepsIn(speech.words).map((step) => (
          <li key={step.id} class="flow-item">
            <div class="flow-step">
              <p class="flow-actor">{process.actors[step.id === "received" ? "you" : "us"]}</p>
              <p class="flow-name">{step.name}</p>
              <p class="flow-what">{whatIn(policy, step)}</p>
            </div>
            {exitsOf[step.id] && (
              <ul class="flow-exits">
                {exitsOf[step.id]?.map((exit) => (
                  <li key={exit} class="flow-exit">
                    {process.exits[exit]}
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </figure>
  );
}

/** What the policy itself says of each step, with its number where that may be said. */
export function ProcessInWords(spoken: Spoken) {
  const steps = processStepsIn(spoken.speech.words)
    .map((step) => ({ ...step, ids: saidIn(spoken, step) }))
    .filter(({ ids }) => ids.length > 0);
  if (steps.length === 0) return <p>{spoken.speech.words.process.unsaid}</p>;
  return (
    <dl class="flow-words">
      {steps.map(({ id, name, ids }) => (
        <div key={id}>
          <dt>{name}</dt>
          <dd>
            {ids.map((promise) => (
              <p key={promise}>
                <PromiseWords {...spoken} id={promise} />
              </p>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The promises of a step that the policy has words or a sayable number for. */
function saidIn(spoken: Spoken, { id, promise }: ProcessStep): readonly PromiseId[] {
  // On the way to a conclusion there is news as well.
  const ids = id === "conclusion" ? ["status-update" as const, promise] : [promise];
  return ids.filter((each) => each !== null).filter((each) => isPromiseTold(spoken, each));
}
