/** The form on which a person says what the columns of an export are, and the first rows beside it. */
import {
  type ExportField,
  type ExportReading,
  exportFields,
  isoInUtc,
} from "../../core/imports/export-columns.ts";
import type { ExportTold } from "../../core/imports/export-told.ts";
import { Button } from "../../ui/button.tsx";
import { CheckboxGroup } from "../../ui/checkbox.tsx";
import { Form } from "../../ui/form.tsx";
import { errorFor, type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Actions } from "../../ui/layout.tsx";
import { RadioGroup } from "../../ui/radio-group.tsx";
import { Select } from "../../ui/select.tsx";
import { Table } from "../../ui/table.tsx";
import { TextField } from "../../ui/text-field.tsx";
import type { SentForm } from "../server/sent-form.ts";
import { fieldWords, orderOptions, siteOptions } from "./export-words.ts";

const columnField = (field: ExportField) => `column-${field}`;

/** Of a file that nobody has said anything about. */
const unsaid: ExportReading = {
  ...{ site: "other", siteName: null, columns: {}, more: [], answered: "there" },
  ...{ dates: isoInUtc, leaveOut: [] },
};

/** What was sent, as the deed takes it. */
export function columnsSent(form: SentForm) {
  return {
    site: form.text("site"),
    siteName: form.text("siteName") || null,
    columns: exportFields.flatMap((field) => {
      const name = form.text(columnField(field));
      return name === "" ? [] : [{ field, name }];
    }),
    more: form.all("more"),
    answered: form.text("answered"),
    dateOrder: form.text("dateOrder"),
    zone: form.text("zone") || "UTC",
    leaveOut: form.all("leaveOut"),
  };
}

/** The same, to be shown again where it was refused. */
export function readingSent(form: SentForm): ExportReading {
  const { site, siteName, columns, more, leaveOut } = columnsSent(form);
  return {
    site: siteOptions.find(({ value }) => value === site)?.value ?? "other",
    siteName,
    columns: Object.fromEntries(columns.map(({ field, name }) => [field, name])),
    more,
    answered: form.text("answered") === "here" ? "here" : "there",
    dates: {
      order:
        orderOptions.find(({ value }) => value === form.text("dateOrder"))?.value ?? "year-first",
      zone: form.text("zone"),
    },
    leaveOut,
  };
}

/** Faults of the deed name fields of its input; those of columns stand at their selects. */
export function atColumns(errors: readonly FieldError[]): FieldError[] {
  return errors.map(({ field, message }) => {
    const column = exportFields.find((each) => each === field);
    return { field: column ? columnField(column) : field, message };
  });
}

export function ExportColumnsForm(props: {
  action: string;
  csrf: string;
  told: ExportTold;
  reading: ExportReading | null;
  errors: readonly FieldError[];
}) {
  const { action, csrf, told, errors } = props;
  const reading = props.reading ?? unsaid;
  const names = told.names.map((name) => ({ value: name, label: name }));
  return (
    <Form action={action} csrf={csrf} label="What the columns are">
      <FormErrors errors={errors} />
      <FirstRows told={told} />
      <SiteFields reading={reading} errors={errors} />
      {exportFields.map((field) => (
        <Select
          key={field}
          name={columnField(field)}
          {...fieldWords[field]}
          options={names}
          emptyLabel="Not in the file"
          value={reading.columns[field]}
          required={field === "number"}
          error={errorFor(errors, columnField(field))}
        />
      ))}
      <CheckboxGroup
        name="more"
        label="Add to the description"
        help="The text of each stands below the description, under the column’s name."
        choices={names}
        values={reading.more}
        error={errorFor(errors, "more")}
      />
      <Select
        name="dateOrder"
        label="How days are written"
        help="A year that stands first is read in every case."
        options={orderOptions}
        value={reading.dates.order}
      />
      <TextField
        name="zone"
        label="Zone of times that name none"
        help="Such as Europe/Paris, or UTC."
        value={reading.dates.zone}
        error={errorFor(errors, "zone")}
      />
      <LeaveOut told={told} reading={reading} />
      <Actions>
        <Button>Check it with these columns</Button>
      </Actions>
    </Form>
  );
}

function SiteFields(props: { reading: ExportReading; errors: readonly FieldError[] }) {
  const { reading, errors } = props;
  return (
    <>
      <Select
        name="site"
        label="Where the reports lie"
        options={siteOptions}
        value={reading.site}
        error={errorFor(errors, "site")}
      />
      <TextField
        name="siteName"
        label="The name of another site"
        help="As people call it; it stands in the case and in the reference."
        maxLength={40}
        value={reading.siteName ?? ""}
        error={errorFor(errors, "siteName")}
      />
      <RadioGroup
        name="answered"
        label="Where their authors are answered"
        choices={[
          {
            value: "there",
            label: "At that site",
            explanation: "Nothing is sent: the case says where to answer.",
          },
          {
            value: "here",
            label: "By us, by e-mail",
            explanation: "As any report: it is acknowledged to the address in the file.",
          },
        ]}
        value={reading.answered}
      />
    </>
  );
}

/** Which states there are is known once a check has read that column. */
function LeaveOut({ told, reading }: { told: ExportTold; reading: ExportReading }) {
  if (told.states.length === 0) {
    return (
      <p class="quiet">
        Once a column of states is chosen and checked, reports in some states can be left out.
      </p>
    );
  }
  return (
    <CheckboxGroup
      name="leaveOut"
      label="Leave out what stands there as"
      help="Each report that is taken is a new case with its promises: what was settled there need not come."
      choices={told.states.map(({ state, count }) => ({
        value: state,
        label: (
          <>
            <bdi>{state}</bdi> ({count})
          </>
        ),
      }))}
      values={reading.leaveOut}
    />
  );
}

const rowsShown = 3;

/** A column a row, so that a file of many columns fits a narrow page. */
function FirstRows({ told: { names, preview } }: { told: ExportTold }) {
  return (
    <Table
      caption="The first rows of the file"
      dense
      rows={names}
      rowKey={(name) => name}
      columns={[
        { header: "Column", heads: true, cell: (name) => <bdi>{name}</bdi> },
        ...preview.slice(0, rowsShown).map((row, at) => ({
          header: `Row ${at + 1}`,
          cell: (name: string) => <bdi>{row[name] ?? ""}</bdi>,
        })),
      ]}
    />
  );
}
