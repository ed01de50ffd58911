/**
 * The form of a deed, drawn from its description. What was typed comes back into the fields, each
 * beside its error; ids travel hidden. Decides nothing: the server reads and judges the answer.
 */
import type { ComponentChildren } from "preact";
import type {
  FormChoice,
  FormDescription,
  FormField,
  FormValues,
} from "../lib/form-description.ts";
import { lastValueOf, rowCount, valuesOf } from "../lib/form-description.ts";
import { Button, type ButtonLook } from "./button.tsx";
import { Checkbox, CheckboxGroup } from "./checkbox.tsx";
import { DateTimeField } from "./date-time-field.tsx";
import { fieldId } from "./field-frame.tsx";
import { FileField } from "./file-field.tsx";
import { FieldSet, Form, Hidden } from "./form.tsx";
import { type FieldError, FormErrors } from "./form-errors.tsx";
import { Actions } from "./layout.tsx";
import { RadioGroup } from "./radio-group.tsx";
import { Select } from "./select.tsx";
import { TextArea } from "./text-area.tsx";
import { TextField } from "./text-field.tsx";

export type ActionFormProps = {
  form: FormDescription;
  /** Where it is sent. */
  action: string;
  csrf: string;
  /** For buttons that stand outside of it. */
  id?: string | undefined;
  /** What was typed, or what to begin with. Hidden fields take their values from here too. */
  values?: FormValues | undefined;
  /** Each with the field's name as in the form ("products.0.versions"). */
  errors?: readonly FieldError[] | undefined;
  /** The heading above the errors, where nothing was sent yet. */
  errorsTitle?: string | undefined;
  /** What an id may be ("ownerId"), or other words for a choice; by field name. */
  choices?: Readonly<Record<string, readonly FormChoice[]>> | undefined;
  /** Ids that are typed as a name, which the server looks up, with the list of suggestions; by field name. */
  typed?: Readonly<Record<string, { readonly list: string | undefined }>> | undefined;
  /** Which fields are shown, in this order; hidden ones travel anyway. All of them unless told. */
  only?: readonly string[] | undefined;
  /** Other labels than the schema's, by field name. */
  labels?: Readonly<Record<string, string>> | undefined;
  /** Other words below the labels. */
  helps?: Readonly<Record<string, string>> | undefined;
  /** So many empty rows at the end, where rows may be emptied too: none says that it is required. */
  freeRows?: number | undefined;
  /** Zones to read instants in, the first one chosen; UTC unless told. */
  zones?: readonly string[] | undefined;
  /** The form's name to screen readers where several of the deed share a page; else the deed's title. */
  label?: string | undefined;
  /** The button's words and look. */
  submit?: string | undefined;
  look?: ButtonLook | undefined;
  /** The keys that lead into the form, shown at its button. */
  keys?: string | undefined;
  /** Above the fields, inside the form: what is ticked there is sent with them. */
  lead?: ComponentChildren;
  /** Between the fields and the button. */
  children?: ComponentChildren;
  /** After the button, in its row. */
  beside?: ComponentChildren;
};

/** Few choices are seen at once; more fold into a list. */
const radiosMax = 4;
const rowsMax = 100;

export function ActionForm(given: ActionFormProps) {
  const props = { ...given, errors: given.errors?.map((error) => asSentence(error, given)) };
  const { form } = props;
  const hidden = form.fields.filter((field) => isHidden(field, props));
  const shown = shownOf(props).filter((field) => !isHidden(field, props));
  // Several forms may stand on a page: ids carry the form's name, and so do the links to errors.
  const errors = (props.errors ?? []).map((error) => ({
    ...error,
    field: error.field && linkable(error.field, shown) ? `${form.name}-${error.field}` : undefined,
  }));
  return (
    <Form
      action={props.action}
      csrf={props.csrf}
      id={props.id}
      label={props.label ?? form.title}
      multipart={shown.some((field) => field.kind === "files")}
    >
      <FormErrors errors={errors} title={props.errorsTitle} />
      {hidden.flatMap((field) =>
        valuesOf(props.values ?? {}, field.name).map((value) => (
          <Hidden key={`${field.name} ${value}`} name={field.name} value={value} />
        )),
      )}
      {props.lead}
      {shown.map((field) => (
        <ActionField key={field.name} field={field} name={field.name} of={props} />
      ))}
      {props.children}
      <Actions>
        <Button look={props.look} formKeys={props.keys}>
          {props.submit ?? form.title}
        </Button>
        {props.beside}
      </Actions>
    </Form>
  );
}

/** A schema's own words are a sentence's tail, such as "is missing". */
function asSentence(error: FieldError, { form, labels }: ActionFormProps): FieldError {
  const { field: name, message } = error;
  if (!name || !/^[a-z]/.test(message)) return error;
  const label = labels?.[name] ?? form.fields.find((field) => field.name === name)?.label ?? name;
  return { ...error, message: `${label} ${message}.` };
}

function shownOf({ form, only }: ActionFormProps): readonly FormField[] {
  if (!only) return form.fields;
  return only.flatMap((name) => form.fields.find((field) => field.name === name) ?? []);
}

/** Nobody types an id: without a list to choose from, or names to type, it travels unseen. */
function isHidden(field: FormField, { choices, typed }: ActionFormProps): boolean {
  const isAsked = choices?.[field.name] || typed?.[field.name];
  return field.kind === "hidden" || (field.kind === "id" && !isAsked);
}

function linkable(name: string, shown: readonly FormField[]): boolean {
  return shown.some((field) => name === field.name || name.startsWith(`${field.name}.`));
}

type FieldProps = { field: FormField; name: string; of: ActionFormProps };

function ActionField(props: FieldProps) {
  const { field, name, of } = props;
  if (field.kind === "rows") return <Rows {...props} />;
  const basics = {
    name,
    id: fieldId(`${of.form.name}-${name}`),
    label: of.labels?.[field.name] ?? field.label,
    help: of.helps?.[field.name] ?? field.help,
    error: of.errors?.find((error) => error.field === name)?.message,
    required: field.required,
  };
  const values = of.values ?? {};
  const value = lastValueOf(values, name) ?? field.fallback;
  const choices = of.choices?.[field.name] ?? field.choices ?? [];
  switch (field.kind) {
    case "choice":
      return <OneOf {...{ basics, value, choices }} few />;
    case "id":
      return <Id {...{ basics, value, choices }} typed={of.typed?.[field.name]} />;
    case "choices":
      // Checkboxes: `required` would ask for every box to be ticked.
      return (
        <CheckboxGroup
          {...basics}
          required={undefined}
          choices={choices}
          values={valuesOf(values, name).flatMap((each) => each.split(/\s+/))}
        />
      );
    case "yes-no":
      return (
        <>
          <Hidden name={name} value="no" />
          <Checkbox
            {...basics}
            required={undefined}
            checked={value !== undefined && value !== "no"}
          />
        </>
      );
    case "instant":
    case "day":
      // One of the instants that the page knows, such as when a shift begins.
      if (of.choices?.[field.name]) return <OneOf {...{ basics, value, choices }} few={false} />;
      return <When {...{ basics, value }} field={field} of={of} />;
    case "files":
      return <FileField {...basics} multiple />;
    case "long-text":
      return (
        <TextArea
          {...basics}
          value={value}
          rows={(field.maxLength ?? 0) > 4_000 ? 8 : 3}
          maxLength={field.maxLength}
        />
      );
    default:
      // A text that the page knows the values of is chosen, not typed.
      if (of.choices?.[field.name]) return <OneOf {...{ basics, value, choices }} few={false} />;
      return <Line {...{ basics, value }} field={field} />;
  }
}

type Basics = {
  name: string;
  id: string;
  label: string;
  help: string | undefined;
  error: string | undefined;
  required: boolean;
};

function OneOf(props: {
  basics: Basics;
  value: string | undefined;
  choices: readonly FormChoice[];
  few: boolean;
}) {
  const { basics, value, choices } = props;
  if (props.few && basics.required && choices.length <= radiosMax) {
    return <RadioGroup {...basics} choices={choices} value={value} />;
  }
  return (
    <Select
      {...basics}
      options={choices}
      value={value}
      emptyLabel={basics.required ? "Choose…" : "–"}
    />
  );
}

function Id(props: {
  basics: Basics;
  value: string | undefined;
  choices: readonly FormChoice[];
  typed: { readonly list: string | undefined } | undefined;
}) {
  const { basics, value, choices, typed } = props;
  if (!typed) return <OneOf {...{ basics, value, choices }} few={false} />;
  return <TextField {...basics} value={value} list={typed.list} autocomplete="off" />;
}

function When(props: {
  basics: Basics;
  value: string | undefined;
  field: FormField;
  of: ActionFormProps;
}) {
  const { basics, field, of } = props;
  const zones = of.zones ?? ["UTC"];
  const typed = lastValueOf(of.values ?? {}, `${basics.name}Zone`);
  return (
    <DateTimeField
      {...basics}
      dayOnly={field.kind === "day"}
      // A browser's field takes no seconds of a second and no "Z"; an instant is shown in UTC.
      value={props.value?.replace(/(T\d{2}:\d{2}).*$/, "$1")}
      zones={field.kind === "instant" && zones.length > 1 ? zones : undefined}
      zone={
        field.kind === "instant" ? (typed ?? (isUtc(props.value) ? "UTC" : zones[0])) : undefined
      }
    />
  );
}

function isUtc(value: string | undefined): boolean {
  return value?.endsWith("Z") ?? false;
}

function Line(props: { basics: Basics; value: string | undefined; field: FormField }) {
  const { field } = props;
  const kinds = { email: "email", url: "url", number: "number" } as const;
  const type = kinds[field.kind as keyof typeof kinds] ?? "text";
  return (
    <TextField
      {...props.basics}
      type={type}
      value={props.value}
      maxLength={field.maxLength}
      size={(field.maxLength ?? 0) > 200 ? "full" : "medium"}
    />
  );
}

/** The rows that are there, and one more to fill in, or as many as the page says. */
function Rows({ field, name, of }: FieldProps) {
  const count = rowCount(of.values ?? {}, name, rowsMax);
  const { freeRows } = of;
  const error = of.errors?.find((each) => each.field === name)?.message;
  return (
    <FieldSet legend={of.labels?.[field.name] ?? field.label} help={error ?? field.help}>
      {Array.from({ length: count + (freeRows ?? 1) }, (_, index) => (
        <div class="form-row" key={`${name}.${index}`}>
          {field.columns?.map((column) => (
            <ActionField
              key={column.name}
              field={index >= count || freeRows ? { ...column, required: false } : column}
              name={`${name}.${index}.${column.name}`}
              of={of}
            />
          ))}
        </div>
      ))}
    </FieldSet>
  );
}
