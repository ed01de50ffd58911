/** The process with "you are here": the same picture on the policy page and in the portal (ALE-38). */
import type { ComponentChildren } from "preact";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";

export type Step = {
  name: string;
  state: "done" | "current" | "next" | "skipped";
  /** What happens in it, or when it happened. */
  note?: ComponentChildren;
};

export type StepsProps = {
  steps: readonly Step[];
  label?: string | undefined;
  /** The words of the mark on the current step. */
  hereWords?: string | undefined;
  /** One under another with their notes, instead of a row. */
  upright?: boolean | undefined;
};

const spoken = { done: "done", current: "", next: "to come", skipped: "left out" } as const;

export function Steps(props: StepsProps) {
  return (
    <ol class={classes("steps", props.upright && "steps-upright")} aria-label={props.label}>
      {props.steps.map((step) => (
        <li
          key={step.name}
          class={`step step-${step.state}`}
          aria-current={step.state === "current" ? "step" : undefined}
        >
          <span class="step-mark" aria-hidden="true">
            {step.state === "done" && <Icon name="check" />}
          </span>
          <span class="step-body">
            <span class="step-name">{step.name}</span>
            {step.state === "current" ? (
              <span class="step-here">{props.hereWords ?? "You are here"}</span>
            ) : (
              <span class="visually-hidden"> ({spoken[step.state]})</span>
            )}
            {step.note && <span class="step-note">{step.note}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
