/** What the page of an import shows of an export: how it was read, and what changed at its site. */
import { exportFields } from "../../core/imports/export-columns.ts";
import { type ExportTold, movedMax } from "../../core/imports/export-told.ts";
import type { ImportView } from "../../store/imports/reader.ts";
import { Tag } from "../../ui/badge.tsx";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Notice } from "../../ui/notice.tsx";
import { Table } from "../../ui/table.tsx";
import { formToken } from "../server/form-token.ts";
import type { FormRefused } from "../server/or-errors.ts";
import { triedFormOf } from "../server/sent-form.ts";
import type { ConsoleRequest } from "./console-frame.tsx";
import { atColumns, ExportColumnsForm, readingSent } from "./export-columns-form.tsx";
import { fieldWords, siteOf } from "./export-words.ts";
import { importsPath } from "./import-form.tsx";

/** Of an import of kind "reports" that ended; nothing of another. */
export function ExportPanels(props: {
  at: ConsoleRequest;
  view: ImportView;
  refused?: FormRefused | undefined;
}) {
  const { at, view, refused } = props;
  const { told } = view;
  if (!told) return null;
  return (
    <>
      <Moved told={told} dryRun={view.dryRun} />
      {view.state === "unmapped" && (
        <Notice tone="warning" title="The columns of this file are not known.">
          Say which column is what: the file is checked again by that. Nothing is changed yet.
        </Notice>
      )}
      {told.reading && view.state === "done" && <HowRead told={told} />}
      {view.dryRun && view.hasFile && (
        <Choosing at={at} view={view} told={told} refused={refused} />
      )}
    </>
  );
}

function Choosing(props: {
  at: ConsoleRequest;
  view: ImportView;
  told: ExportTold;
  refused: FormRefused | undefined;
}) {
  const { at, view, told, refused } = props;
  const form = (
    <ExportColumnsForm
      action={`${importsPath}/${view.importId}/columns`}
      csrf={formToken(at.request, at.reply, at.web)}
      told={told}
      reading={refused ? readingSent(triedFormOf(at.request)) : told.reading}
      errors={atColumns(refused?.errors ?? [])}
    />
  );
  if (view.state === "unmapped") return <Panel title="What the columns are">{form}</Panel>;
  return (
    <Disclosure summary="Choose other columns, or leave some reports out" open={Boolean(refused)}>
      {form}
    </Disclosure>
  );
}

function HowRead({ told }: { told: ExportTold }) {
  const { reading } = told;
  if (!reading) return null;
  const columns = exportFields.map((field) => ({
    term: fieldWords[field].label,
    value: reading.columns[field] && <code>{reading.columns[field]}</code>,
  }));
  const more = reading.more.flatMap((name) => [" ", <code key={name}>{name}</code>]);
  return (
    <Panel title="How the file is read">
      <DescriptionList
        facts={[
          { term: "Where the reports lie", value: <bdi>{siteOf(reading)}</bdi> },
          {
            term: "Answered",
            value: reading.answered === "there" ? "there; nothing is sent" : "by us, by e-mail",
          },
          ...columns,
          { term: "Added to the description", value: more.length > 0 && more },
          {
            term: "Left out",
            value:
              told.leftOut > 0 && `${told.leftOut}, in the states ${reading.leaveOut.join(", ")}`,
          },
        ]}
      />
    </Panel>
  );
}

function Moved({ told: { moved }, dryRun }: { told: ExportTold; dryRun: boolean }) {
  if (moved.length === 0) return null;
  return (
    <Panel title="What changed there">
      <p>
        These reports are here already, and stand otherwise at their site by now. Their cases{" "}
        {dryRun ? "will say so" : "say so"}; nothing else of them changes.
        {moved.length >= movedMax && ` These are the first ${movedMax}.`}
      </p>
      <Table
        caption="Reports that stand otherwise at their site"
        captionHidden
        dense
        rows={moved}
        rowKey={({ number }) => number}
        columns={[
          {
            header: "Report",
            heads: true,
            cell: ({ number }) => (
              <a href={`/console/search?${new URLSearchParams({ q: number })}`}>
                <bdi>{number}</bdi>
              </a>
            ),
          },
          { header: "Was", cell: ({ before }) => before && <Tag>{before}</Tag> },
          { header: "Is", cell: ({ after }) => <Tag>{after}</Tag> },
        ]}
      />
    </Panel>
  );
}
