/** Tells a reporter which parts of their report have a case of their own, and how the work there stands. */
import type { NewsStep } from "../../core/cases/earlier-news.ts";
import type { ReportPart } from "../../store/links/parts-reader.ts";
import { Notice } from "../../ui/notice.tsx";
import { When } from "../../ui/when.tsx";

const stepWords: Readonly<Record<NewsStep, string>> = {
  confirmed: "It is confirmed, and a remedy is being worked on.",
  "not-confirmed": "It was not confirmed.",
  "not-mended": "It is confirmed, and will not be mended for now.",
  "remedy-date": "A remedy is planned.",
  "remedy-withdrawn": "The remedy will not come on the date that was told.",
  "remedy-available": "A remedy is available.",
  published: "It is published.",
};

export function ReportParts({ parts, zone }: { parts: readonly ReportPart[]; zone: string }) {
  if (parts.length === 0) return null;
  return (
    <Notice title="A part of your report has a case of its own.">
      What was promised to you stays as it is, with its dates. Write to us here about either.
      <ul>
        {parts.map((part) => (
          <li key={part.reference}>
            <strong>{part.reference}</strong>, since <When at={part.since} zone={zone} />.{" "}
            <Step part={part} zone={zone} />
          </li>
        ))}
      </ul>
    </Notice>
  );
}

function Step({ part, zone }: { part: ReportPart; zone: string }) {
  const { step, stepAt, by, number } = part;
  if (!step || !stepAt) return <>It is being looked at.</>;
  return (
    <>
      {stepWords[step]}
      {by && (
        <>
          {" "}
          For <When at={new Date(by)} zone={zone} precision="day" />.
        </>
      )}
      {number && (
        <>
          {" "}
          <a href={`/publications/${encodeURIComponent(number)}`}>{number}</a>
        </>
      )}{" "}
      (<When at={stepAt} zone={zone} />)
    </>
  );
}
