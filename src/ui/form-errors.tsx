/** The summary at the top of a refused form: what to mend, each with a link to its field. */
import { fieldId } from "./field-frame.tsx";
import { Icon } from "./icon.tsx";

export type FieldError = {
  /** Name of the field; without it the error concerns the whole form. */
  field?: string | undefined;
  message: string;
};

export type FormErrorsProps = {
  errors: readonly FieldError[];
  title?: string | undefined;
};

/** Nothing when there are no errors. */
export function FormErrors(props: FormErrorsProps) {
  if (props.errors.length === 0) return null;
  return (
    <div class="form-errors" role="alert" tabIndex={-1} id="form-errors">
      <h2>
        <Icon name="alert" /> {props.title ?? "Not sent yet: please check the following"}
      </h2>
      <ul>
        {props.errors.map(({ field, message }) => (
          <li key={`${field}:${message}`}>
            {field ? <a href={`#${fieldId(field)}`}>{message}</a> : message}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The message for one field, ready for its `error` prop. */
export function errorFor(errors: readonly FieldError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.message;
}
