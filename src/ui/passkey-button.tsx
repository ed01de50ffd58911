/**
 * Asks the browser for a passkey and sends its answer with the form around it. Only a script can do
 * that: without one the button stays hidden and a sentence says so.
 */
import type { ComponentChildren } from "preact";
import type { ButtonLook } from "./button.tsx";
import { Hidden } from "./form.tsx";
import { Icon } from "./icon.tsx";

export type PasskeyButtonProps = {
  /** "get" proves with a passkey that is there, "create" makes one. */
  kind: "get" | "create";
  /** Where the script asks what the browser is to be asked. */
  options: string;
  /** The field that carries the answer. */
  field: string;
  look?: ButtonLook | undefined;
  /** What stands there without script. */
  without: string;
  children: ComponentChildren;
};

export function PasskeyButton(props: PasskeyButtonProps) {
  return (
    <div class="passkey" data-passkey={props.kind} data-passkey-options={props.options}>
      <Hidden name={props.field} value="" />
      <p class="field-help" data-passkey-without>
        {props.without}
      </p>
      <button class={`button button-${props.look ?? "primary"}`} type="button" hidden>
        <Icon name="key" />
        <span>{props.children}</span>
      </button>
      <p class="field-error" role="alert" hidden data-passkey-problem />
    </div>
  );
}
