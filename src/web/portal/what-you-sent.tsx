/** The reporter's own words and files, as they arrived. */

import type { ReportField } from "../../core/policy/report-form.ts";
import { answerInWords, reportQuestions } from "../../core/reports/report-questions.ts";
import type { OwnFile, OwnReport } from "../../store/portal/own-report-reader.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
import { Table } from "../../ui/table.tsx";
import { When } from "../../ui/when.tsx";

const channels = {
  form: "by the form",
  mail: "by mail",
  api: "by the API",
  support: "through support",
  import: "from elsewhere",
} as const;

/** As the form asks them. */
const fieldsInOrder = Object.keys(reportQuestions) as ReportField[];

export function WhatYouSent(props: {
  reports: readonly OwnReport[];
  files: readonly OwnFile[];
  zone: string;
}) {
  return (
    <Panel title="What you sent">
      {props.reports.map((report) => (
        <Report key={report.reportId} report={report} zone={props.zone} />
      ))}
      <Files files={props.files} zone={props.zone} />
    </Panel>
  );
}

function Report({ report, zone }: { report: OwnReport; zone: string }) {
  const facts = fieldsInOrder.flatMap((field) => {
    const answer = report.fields[field];
    if (!answer) return [];
    const value = <span class="as-typed">{answerInWords(field, answer)}</span>;
    return [{ term: reportQuestions[field].label, value }];
  });
  return (
    <Disclosure
      summary={
        <>
          Your report {channels[report.channel]}, <When at={report.receivedAt} zone={zone} />
        </>
      }
    >
      <DescriptionList stacked facts={facts} />
    </Disclosure>
  );
}

function Files({ files, zone }: { files: readonly OwnFile[]; zone: string }) {
  if (files.length === 0) return null;
  return (
    <Table
      caption="Files that you sent"
      dense
      rows={files}
      rowKey={(file) => `${file.sha256} ${file.name}`}
      columns={[
        { header: "File", heads: true, cell: (file) => file.name },
        { header: "Size", nowrap: true, cell: (file) => sizeInWords(file.bytes) },
        { header: "Arrived", cell: (file) => <When at={file.addedAt} zone={zone} /> },
        { header: "SHA-256", cell: (file) => <code>{file.sha256}</code> },
      ]}
    />
  );
}

function sizeInWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} bytes`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} kB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
