/**
 * The process drawn: six steps under one another, with the ways that lead out (ALE-38). The drawing
 * is an ordered list with lines around it, so it reads aloud as it looks.
 */
import type { PromiseId } from "../../../core/clocks/promises.ts";
import { isSaid } from "../../../core/policy/text.ts";
import { type ProcessStep, processStepsIn } from "../process-steps.ts";
import { numbersIn, Said, type Spoken } from "./speech.tsx";

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
              <p class="flow-what">{whatIn({ policy, speech }, step)}</p>
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

/** What is told of a step: less where the policy promises nothing of it. */
function whatIn({ policy, speech }: Spoken, { id, promise }: ProcessStep): string {
  const { what, without } = speech.words.process.steps[id];
  return promise === null || policy.promises[promise] ? what : without;
}

/** What the policy itself says of each step, with its number where that may be said. */
export function ProcessInWords({ policy, speech }: Spoken) {
  return (
    <dl class="flow-words">
      {processStepsIn(speech.words).map((step) => (
        <div key={step.id}>
          <dt>{step.name}</dt>
          <dd>
            <StepWords policy={policy} speech={speech} step={step} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Between its conclusion's beginning and end, a report also has news on the way. */
const besides: Readonly<Partial<Record<ProcessStep["id"], readonly PromiseId[]>>> = {
  conclusion: ["status-update"],
};

function StepWords({ step, ...spoken }: Spoken & { step: ProcessStep }) {
  const ids = [step.promise, ...(besides[step.id] ?? [])].filter((id) => id !== null);
  const said = ids.filter((id) => {
    const says = spoken.policy.promises[id]?.says;
    return (says && isSaid(says)) || numbersIn(spoken, id).length > 0;
  });
  if (step.promise === null) return <p>{whatIn(spoken, step)}</p>;
  if (said.length === 0) return <p>{spoken.speech.words.process.unsaid}</p>;
  return (
    <>
      {said.map((id) => (
        <p key={id}>
          <Said text={spoken.policy.promises[id]?.says ?? ""} speech={spoken.speech} />
          {numbersIn(spoken, id).map((sentence) => ` ${sentence}`)}
        </p>
      ))}
    </>
  );
}
