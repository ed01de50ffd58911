/** Yes-or-no questions and lists to tick. */
import { classes } from "./classes.ts";
import { type FieldBasics, fieldId, GroupFrame, HelpAndError, tiedTo } from "./field-frame.tsx";
import { type Choice, ChoiceRow } from "./radio-group.tsx";

export type CheckboxProps = FieldBasics & {
  checked?: boolean | undefined;
  /** What is sent when ticked; "yes" unless told. */
  value?: string | undefined;
};

/** One box with its sentence. */
export function Checkbox(props: CheckboxProps) {
  const tied = tiedTo(props);
  const mark = props.required ? ` (${props.requiredWord ?? "required"})` : "";
  return (
    <div class={classes("field", props.error && "field-wrong")}>
      <ChoiceRow
        type="checkbox"
        id={tied.id}
        name={props.name}
        choice={{
          value: props.value ?? "yes",
          label: (
            <>
              {props.label}
              {mark && <span class="field-required">{mark}</span>}
            </>
          ),
        }}
        checked={props.checked ?? false}
        required={props.required}
        describedBy={tied["aria-describedby"]}
        invalid={Boolean(props.error)}
      />
      <HelpAndError field={props} />
    </div>
  );
}

export type CheckboxGroupProps = FieldBasics & {
  choices: readonly Choice[];
  values?: readonly string[] | undefined;
};

/** Several boxes that share a name; any number may be ticked. */
export function CheckboxGroup(props: CheckboxGroupProps) {
  const id = props.id ?? fieldId(props.name);
  return (
    <GroupFrame field={props}>
      <div class="choices choices-list">
        {props.choices.map((choice, at) => (
          <ChoiceRow
            key={choice.value}
            type="checkbox"
            id={at === 0 ? id : `${id}-${at + 1}`}
            name={props.name}
            choice={choice}
            checked={props.values?.includes(choice.value) ?? false}
          />
        ))}
      </div>
    </GroupFrame>
  );
}
