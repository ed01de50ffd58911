/** One of a closed list, as the browser's own select. */
import { type FieldBasics, FieldFrame, tiedTo } from "./field-frame.tsx";

export type SelectOption = { value: string; label: string; disabled?: boolean | undefined };

export type SelectProps = FieldBasics & {
  options: readonly SelectOption[];
  value?: string | undefined;
  /** The first, empty entry: "Choose a product". */
  emptyLabel?: string | undefined;
};

export function Select(props: SelectProps) {
  return (
    <FieldFrame field={props}>
      <select {...tiedTo(props)} class="input input-medium">
        {props.emptyLabel !== undefined && <option value="">{props.emptyLabel}</option>}
        {props.options.map(({ value, label, disabled }) => (
          <option key={value} value={value} disabled={disabled} selected={value === props.value}>
            {label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}
