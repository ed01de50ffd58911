/** The form that takes a file to import, what became of earlier ones, and reading what was sent. */
import type { FastifyRequest } from "fastify";
import { importBytesMax } from "../../core/imports/import-row.ts";
import { Refusal } from "../../core/refusal.ts";
import type { ImportView } from "../../store/imports/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { Button } from "../../ui/button.tsx";
import { FileField } from "../../ui/file-field.tsx";
import { Form } from "../../ui/form.tsx";
import { errorFor, type FieldError, FormErrors } from "../../ui/form-errors.tsx";
import { Actions, Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";
import { formToken } from "../server/form-token.ts";
import { triedFormOf } from "../server/sent-form.ts";
import type { ConsoleRequest } from "./console-frame.tsx";

export const importsPath = "/console/imports";

/** What a route that takes the form reads of it. */
export const importUpload = {
  upload: { filesMax: 1, fileBytesMax: importBytesMax, totalBytesMax: importBytesMax },
  keepsWords: true,
};

/** The file as text. Refuses with import.not-text, or as the form was refused. */
export function textSent(request: FastifyRequest): string {
  const form = triedFormOf(request);
  if (form.refusal) throw form.refusal;
  const [file] = form.files;
  if (!file) return "";
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(file.bytes);
  } catch {
    throw new Refusal("import.not-text");
  }
}

export function ImportForm(props: {
  at: ConsoleRequest;
  action: string;
  errors: readonly FieldError[];
}) {
  const { at, action, errors } = props;
  const csrf = formToken(at.request, at.reply, at.web);
  return (
    <Form action={action} csrf={csrf} multipart label="Choose a file">
      <FormErrors errors={errors} />
      <FileField
        name="files"
        label="File"
        accept=".csv,.json,text/csv,application/json"
        help="CSV or JSON in UTF-8, up to 20 MB. It is checked first; nothing is changed yet."
        error={errorFor(errors, "files")}
      />
      <Actions>
        <Button>Check the file</Button>
      </Actions>
    </Form>
  );
}

const stateWords = {
  waiting: "Waiting",
  running: "Under way",
  done: "Done",
  refused: "Refused",
  unmapped: "Columns not known",
} as const;

const toneOf: Readonly<Partial<Record<ImportView["state"], "danger" | "warning">>> = {
  refused: "danger",
  unmapped: "warning",
};

/** One's own imports of a kind; nothing where there is none. */
export function EarlierImports({ imports }: { imports: readonly ImportView[] }) {
  if (imports.length === 0) return null;
  return (
    <Panel title="Your imports">
      <Table
        caption="Your imports, the newest first"
        captionHidden
        dense
        rows={imports}
        rowKey={({ importId }) => importId}
        columns={[
          {
            header: "Begun",
            heads: true,
            cell: (row) => (
              <a href={`${importsPath}/${row.importId}`}>
                <When at={row.startedAt} />
              </a>
            ),
          },
          { header: "What", cell: ({ dryRun }) => (dryRun ? "Check" : "Import") },
          {
            header: "State",
            cell: ({ state }) => <Tag tone={toneOf[state] ?? "plain"}>{stateWords[state]}</Tag>,
          },
        ]}
      />
    </Panel>
  );
}
