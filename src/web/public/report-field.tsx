/** One field of the report form, drawn by what its question expects. */
import { type ReportField, requiredReportFields } from "../../core/policy/report-form.ts";
import { reportQuestions } from "../../core/reports/report-questions.ts";
import { errorFor, type FieldError } from "../../ui/form-errors.tsx";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { TextArea } from "../../ui/text-area.tsx";
import { TextField, type TextFieldProps } from "../../ui/text-field.tsx";

/** What was typed, by field name. */
export type Answers = Readonly<Record<string, string>>;

export type FieldState = {
  answers: Answers;
  errors: readonly FieldError[];
  /** What may be meant, by field; anything else can be typed all the same. */
  suggestions?: Readonly<Partial<Record<ReportField, readonly string[]>>>;
};

/** Lines of a field where one is not enough. */
const rows: Readonly<Partial<Record<ReportField, number>>> = {
  description: 8,
  exploitation: 3,
  impact: 3,
  "how-found": 3,
  reproduction: 5,
  "proof-of-concept": 5,
  "affected-configurations": 3,
  "suggested-fix": 3,
  "already-reported": 2,
  "publication-plan": 2,
  "private-comments": 3,
  "public-key": 4,
};

const inCode: readonly ReportField[] = ["proof-of-concept", "public-key"];

const lineLooks: Readonly<Partial<Record<ReportField, Partial<TextFieldProps>>>> = {
  version: { size: "short" },
  "when-found": { size: "short" },
  cwe: { size: "short", code: true, placeholder: "CWE-79" },
  email: { type: "email", autocomplete: "email", inputMode: "email" },
  telephone: { type: "tel", autocomplete: "tel", size: "short" },
  name: { autocomplete: "name" },
  organisation: { autocomplete: "organization" },
};

export function ReportFieldInput(props: FieldState & { field: ReportField }) {
  const { field, answers } = props;
  const { label, help, choices } = reportQuestions[field];
  const basics = {
    name: field,
    label,
    help,
    error: errorFor(props.errors, field),
    // An address may be replaced by a receipt code, so it is not marked (VEN-22).
    required: field !== "email" && (requiredReportFields as readonly string[]).includes(field),
  };
  const value = answers[field];
  if (choices) {
    const look = choices.every((choice) => choice.label.length < 20) ? "row" : "list";
    return <RadioGroup {...basics} choices={choices} value={value} look={look} />;
  }
  const lines = rows[field];
  if (lines)
    return <TextArea {...basics} value={value} rows={lines} code={inCode.includes(field)} />;
  const suggestions = props.suggestions?.[field];
  return <TextField {...basics} size="medium" {...lineLooks[field]} {...{ value, suggestions }} />;
}
