/** Several lines of text. */
import { classes } from "./classes.ts";
import { type FieldBasics, FieldFrame, tiedTo } from "./field-frame.tsx";

export type TextAreaProps = FieldBasics & {
  value?: string | undefined;
  rows?: number | undefined;
  maxLength?: number | undefined;
  /** Keys, logs, requests: a fixed-width face, no spelling check. */
  code?: boolean | undefined;
};

export function TextArea(props: TextAreaProps) {
  return (
    <FieldFrame field={props}>
      <textarea
        {...tiedTo(props)}
        class={classes("input input-full", props.code && "input-code")}
        rows={props.rows ?? 6}
        maxLength={props.maxLength}
        spellcheck={props.code ? false : undefined}
        value={props.value}
      />
    </FieldFrame>
  );
}
