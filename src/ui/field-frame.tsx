/** What all fields share: label, required mark in words, help and error, tied to the control. */
import type { ComponentChildren } from "preact";
import { classes } from "./classes.ts";
import { Icon } from "./icon.tsx";

export type FieldBasics = {
  name: string;
  label: ComponentChildren;
  /** One sentence under the label. */
  help?: ComponentChildren;
  /** The server's sentence about what is wrong with it. */
  error?: string | undefined;
  required?: boolean | undefined;
  /** Replaces the id made from the name, where a name occurs twice on a page. */
  id?: string | undefined;
  /** The word of the required mark. */
  requiredWord?: string | undefined;
};

/** The id of a field's control (or of a group's first one), as `FormErrors` links to it. */
export function fieldId(name: string): string {
  return `field-${name.replace(/[^A-Za-z0-9_-]+/g, "-")}`;
}

/** The attributes that tie a control to its label, help and error. */
export function tiedTo(field: FieldBasics) {
  const id = field.id ?? fieldId(field.name);
  return {
    id,
    name: field.name,
    required: field.required,
    "aria-invalid": field.error ? ("true" as const) : undefined,
    "aria-describedby": describedBy(field, id),
  };
}

function describedBy(field: FieldBasics, id: string): string | undefined {
  const ids = [field.help ? `${id}-help` : "", field.error ? `${id}-error` : ""];
  return classes(...ids) || undefined;
}

/** A single control with its label above it. */
export function FieldFrame(props: { field: FieldBasics; children: ComponentChildren }) {
  const { field } = props;
  const id = field.id ?? fieldId(field.name);
  return (
    <div class={classes("field", field.error && "field-wrong")}>
      <label class="field-label" for={id}>
        {field.label}
        <RequiredMark field={field} />
      </label>
      <HelpAndError field={field} />
      {props.children}
    </div>
  );
}

/** A group of controls with a legend; the first control takes the id that errors link to. */
export function GroupFrame(props: {
  field: FieldBasics;
  class?: string | undefined;
  children: ComponentChildren;
}) {
  const { field } = props;
  const tied = tiedTo(field);
  return (
    <fieldset
      class={classes("field field-group", field.error && "field-wrong", props.class)}
      aria-describedby={tied["aria-describedby"]}
    >
      <legend class="field-label">
        {field.label}
        <RequiredMark field={field} />
      </legend>
      <HelpAndError field={field} />
      {props.children}
    </fieldset>
  );
}

function RequiredMark(props: { field: FieldBasics }) {
  if (!props.field.required) return null;
  return <span class="field-required"> ({props.field.requiredWord ?? "required"})</span>;
}

/** Help and error texts with the ids that `tiedTo` names. */
export function HelpAndError(props: { field: FieldBasics }) {
  const { field } = props;
  const id = field.id ?? fieldId(field.name);
  return (
    <>
      {field.help && (
        <p class="field-help" id={`${id}-help`}>
          {field.help}
        </p>
      )}
      {field.error && (
        <p class="field-error" id={`${id}-error`}>
          <Icon name="alert" /> {field.error}
        </p>
      )}
    </>
  );
}
