/** The reporter's own words and files, as they arrived. */

import type { ReportField } from "../../core/policy/report-form.ts";
import { answerInWords, reportQuestions } from "../../core/reports/report-questions.ts";
import type { OwnReport } from "../../store/portal/own-report-reader.ts";
import { DescriptionList } from "../../ui/description-list.tsx";
import { Disclosure } from "../../ui/disclosure.tsx";
import { Panel } from "../../ui/layout.tsx";
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

export function WhatYouSent(props: { reports: readonly OwnReport[]; zone: string }) {
  return (
    <Panel title="What you sent">
      {props.reports.map((report) => (
        <Report key={report.reportId} report={report} zone={props.zone} />
      ))}
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
