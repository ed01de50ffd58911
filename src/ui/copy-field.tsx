/** A code to keep: one click selects it whole; a script may reveal the copy button (`data-copy`). */
import type { ComponentChildren } from "preact";
import { fieldId } from "./field-frame.tsx";
import { GroupedCode } from "./grouped-code.tsx";
import { Icon } from "./icon.tsx";

export type CopyFieldProps = {
  /** Unique on the page. */
  name: string;
  label: string;
  value: string;
  /** Drawn in groups of four (receipt codes, fingerprints); addresses and vectors are not. */
  grouped?: boolean | undefined;
  help?: ComponentChildren;
  copyLabel?: string | undefined;
};

export function CopyField(props: CopyFieldProps) {
  const id = fieldId(props.name);
  return (
    <div class="copy">
      <p class="field-label">{props.label}</p>
      <div class="copy-row">
        <div class="copy-value">
          {props.grouped ? (
            <GroupedCode code={props.value} id={id} />
          ) : (
            <code id={id} translate={false}>
              {props.value}
            </code>
          )}
        </div>
        <button class="button button-secondary button-small" type="button" hidden data-copy={id}>
          <Icon name="copy" />
          <span>{props.copyLabel ?? "Copy"}</span>
        </button>
      </div>
      {props.help && <p class="field-help">{props.help}</p>}
    </div>
  );
}
