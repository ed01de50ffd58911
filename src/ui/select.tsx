/** One of a closed list, as the browser's own select. */
import { type FieldBasics, FieldFrame, tiedTo } from "./field-frame.tsx";

export type SelectOption = { value: string; label: string; disabled?: boolean | undefined };

/** Options under a heading of their own. */
export type SelectGroup = { label: string; options: readonly SelectOption[] };

export type SelectProps = FieldBasics & {
  options: readonly SelectOption[];
  /** Stand after the options, each under its label. */
  groups?: readonly SelectGroup[] | undefined;
  value?: string | undefined;
  /** The first, empty entry: "Choose a product". */
  emptyLabel?: string | undefined;
};

export function Select(props: SelectProps) {
  return (
    <FieldFrame field={props}>
      <select {...tiedTo(props)} class="input input-medium">
        {props.emptyLabel !== undefined && <option value="">{props.emptyLabel}</option>}
        <Options options={props.options} value={props.value} />
        {props.groups?.map(({ label, options }) => (
          <optgroup key={label} label={label}>
            <Options options={options} value={props.value} />
          </optgroup>
        ))}
      </select>
    </FieldFrame>
  );
}

function Options(props: Pick<SelectProps, "options" | "value">) {
  return (
    <>
      {props.options.map(({ value, label, disabled }) => (
        <option key={value} value={value} disabled={disabled} selected={value === props.value}>
          {label}
        </option>
      ))}
    </>
  );
}
