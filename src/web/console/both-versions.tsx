/**
 * What somebody else saved meanwhile beside what one wrote, field by field. One's own words stand in the
 * form below: to choose or to combine is done there, and nothing is overwritten unread.
 */
import { inputOfForm } from "../../actions/input-of-form.ts";
import type { RefusalCode } from "../../core/refusal-codes.ts";
import type {
  FormChoice,
  FormDescription,
  FormField,
  FormValues,
} from "../../lib/form-description.ts";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";
import { type AtCase, casePath, type SentDeed } from "./at-case.ts";
import { zoneOf } from "./case-frame.ts";

const meanwhile: readonly RefusalCode[] = ["deed.changed", "remedy.changed"];

/** Whether what was sent met other words than it began with. */
export function isLate(sent: SentDeed | undefined): boolean {
  return sent !== undefined && meanwhile.includes(sent.refusal.code);
}

export interface Versions {
  readonly form: FormDescription;
  readonly now: FormValues;
  readonly mine: FormValues;
  readonly choices?: Readonly<Record<string, readonly FormChoice[]>> | undefined;
}

interface Row {
  readonly field: FormField;
  readonly now: unknown;
  readonly mine: unknown;
}

export function BothVersions({ at, of }: { at: AtCase; of: Versions }) {
  const rows = differing(of);
  return (
    <Notice tone="warning" title="Somebody else saved this while you wrote">
      {rows.length === 0 ? (
        <p>They wrote the same as you: save once more, or leave it as it is.</p>
      ) : (
        rows.map((row) => (
          <section key={row.field.name} aria-label={row.field.label}>
            <h4>{row.field.label}</h4>
            <dl class="both-versions">
              <div>
                <dt>As it is now</dt>
                <dd>{shown(at, of, row.field, row.now)}</dd>
              </div>
              <div>
                <dt>As you wrote it</dt>
                <dd>{shown(at, of, row.field, row.mine)}</dd>
              </div>
            </dl>
          </section>
        ))
      )}
      <p>
        Your words stand in the form below. Change them there to combine both, or save them as they
        are; to keep what is there now,{" "}
        <a href={casePath(at.head.reference, at.view)}>leave yours</a>.
      </p>
    </Notice>
  );
}

function differing({ form, now, mine }: Versions): Row[] {
  const [before, after] = [inputOfForm(form, now), inputOfForm(form, mine)];
  return form.fields
    .filter(({ kind, name }) => kind !== "hidden" && name !== "asOf" && isSent(kind, name, mine))
    .map((field) => ({ field, now: before[field.name], mine: after[field.name] }))
    .filter((row) => textIn(row.now) !== textIn(row.mine));
}

/** Of rows each cell is sent under a name of its own, and no row at all under none. */
function isSent(kind: FormField["kind"], name: string, mine: FormValues): boolean {
  return kind === "rows" || name in mine;
}

/** For comparing: an empty field is one that was left out, and a browser's instant has no seconds. */
function textIn(value: unknown): string {
  if (value === undefined || value === null) return "";
  const text = typeof value === "string" ? value.trim() : JSON.stringify(value);
  return text.replace(/^(\d{4}-\d\d-\d\dT\d\d:\d\d):\d\d(\.\d+)?Z$/, "$1Z");
}

function shown(at: AtCase, { choices }: Versions, field: FormField, value: unknown) {
  const text = textIn(value);
  if (text === "") return "–";
  if (field.kind === "instant") return <When at={String(value)} zone={zoneOf(at)} />;
  if (field.kind === "yes-no") return value === true ? "Yes" : "No";
  if (field.kind === "rows" && Array.isArray(value))
    return <Rows {...{ field, choices }} rows={value} />;
  const known = choices?.[field.name] ?? field.choices;
  const words = (Array.isArray(value) ? value.map(String) : [String(value)])
    .flatMap((each) => (known ? each.split(/\s+/) : [each]))
    .map((each) => known?.find((choice) => choice.value === each)?.label ?? each);
  return <span class="plain-text">{words.join(", ")}</span>;
}

/** Each row in one line, in the words of its choices. */
function Rows(props: {
  field: FormField;
  rows: readonly Readonly<Record<string, unknown>>[];
  choices: Versions["choices"];
}) {
  const { field, rows, choices } = props;
  const wordOf = (column: FormField, value: unknown) => {
    const known = choices?.[column.name] ?? column.choices;
    return known?.find((choice) => choice.value === value)?.label ?? String(value ?? "");
  };
  return (
    <ul>
      {rows.map((row) => (
        <li key={JSON.stringify(row)}>
          {(field.columns ?? [])
            .map((column) => wordOf(column, row[column.name]))
            .filter((word) => word !== "")
            .join(", ")}
        </li>
      ))}
    </ul>
  );
}
