/** One line of text. */
import { classes } from "./classes.ts";
import { type FieldBasics, FieldFrame, tiedTo } from "./field-frame.tsx";

export type TextFieldProps = FieldBasics & {
  type?: "text" | "email" | "url" | "tel" | "password" | "number" | "search" | undefined;
  value?: string | undefined;
  /** How much is expected: it sets the width. */
  size?: "short" | "medium" | "full" | undefined;
  /** Identifiers, vectors, codes: a fixed-width face, no spelling check. */
  code?: boolean | undefined;
  autocomplete?: string | undefined;
  inputMode?: "text" | "numeric" | "decimal" | "email" | "url" | "tel" | undefined;
  maxLength?: number | undefined;
  placeholder?: string | undefined;
  /** What may be meant; anything else can be typed all the same. The browser's own list, no script. */
  suggestions?: readonly string[] | undefined;
  /** The id of a list of suggestions that stands once on the page, for several fields. */
  list?: string | undefined;
};

export function TextField(props: TextFieldProps) {
  const { suggestions = [] } = props;
  const listId = `${props.id ?? props.name}-suggestions`;
  return (
    <FieldFrame field={props}>
      <input
        {...tiedTo(props)}
        class={classes("input", `input-${props.size ?? "medium"}`, props.code && "input-code")}
        type={props.type ?? "text"}
        value={props.value}
        autocomplete={props.autocomplete}
        inputMode={props.inputMode}
        maxLength={props.maxLength}
        placeholder={props.placeholder}
        spellcheck={props.code ? false : undefined}
        list={suggestions.length > 0 ? listId : props.list}
      />
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
    </FieldFrame>
  );
}
