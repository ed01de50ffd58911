/** One of a few, all seen at once; as cards where a choice needs explaining. */
import type { ComponentChildren } from "preact";
import { type FieldBasics, fieldId, GroupFrame } from "./field-frame.tsx";

export type Choice = {
  value: string;
  label: ComponentChildren;
  /** What choosing it means. */
  explanation?: ComponentChildren;
};

export type RadioGroupProps = FieldBasics & {
  choices: readonly Choice[];
  value?: string | undefined;
  /** "cards" when any choice has an explanation, else "list"; "row" for two or three short words. */
  look?: "cards" | "list" | "row" | undefined;
};

export function RadioGroup(props: RadioGroupProps) {
  const explained = props.choices.some((choice) => choice.explanation);
  const look = props.look ?? (explained ? "cards" : "list");
  const id = props.id ?? fieldId(props.name);
  return (
    <GroupFrame field={props}>
      <div class={`choices choices-${look}`}>
        {props.choices.map((choice, at) => (
          <ChoiceRow
            key={choice.value}
            type="radio"
            id={at === 0 ? id : `${id}-${at + 1}`}
            name={props.name}
            choice={choice}
            checked={choice.value === props.value}
            required={props.required}
          />
        ))}
      </div>
    </GroupFrame>
  );
}

/** One radio button or checkbox with its words; the whole row is the target. */
export function ChoiceRow(props: {
  type: "radio" | "checkbox";
  id: string;
  name: string;
  choice: Choice;
  checked: boolean;
  required?: boolean | undefined;
  describedBy?: string | undefined;
  invalid?: boolean | undefined;
}) {
  const { choice, id } = props;
  const describedBy = [choice.explanation && `${id}-means`, props.describedBy].filter(Boolean);
  return (
    <div class="choice">
      <input
        class="choice-input"
        type={props.type}
        id={id}
        name={props.name}
        value={choice.value}
        checked={props.checked}
        required={props.required}
        aria-invalid={props.invalid ? "true" : undefined}
        aria-describedby={describedBy.join(" ") || undefined}
      />
      <label class="choice-label" for={id}>
        {choice.label}
      </label>
      {choice.explanation && (
        <p class="choice-means" id={`${id}-means`}>
          {choice.explanation}
        </p>
      )}
    </div>
  );
}
