/** Words and addresses of the support desk's pages. */
import type { ReporterStep } from "../../core/cases/stage.ts";
import type { FiledReport } from "../../store/portal/filed-reports.ts";
import { processSteps } from "../public/process-steps.ts";

export const filedPath = "/console/filed";

/** With the ticket that it was found by, where it was: older ones are found by that alone. */
export function pathOfFiled(reference: string, ticket = ""): string {
  const found = ticket === "" ? "" : `?${new URLSearchParams({ ticket })}`;
  return `${filedPath}/${encodeURIComponent(reference)}${found}`;
}

export const askedWords = { report: "Report", question: "Question" } as const;

/** What the team takes it for by now; undefined where that is what it was filed as. */
export function turnedInWords({
  asked,
  head,
}: Pick<FiledReport, "asked" | "head">): string | undefined {
  const now = head.isQuestion ? "question" : "report";
  return asked === null || asked === now ? undefined : askedWords[now];
}

/** "Report", or "Report, filed as a question". */
export function askedInWords(filed: Pick<FiledReport, "asked" | "head">): string {
  const { asked } = filed;
  const turned = turnedInWords(filed);
  return turned === undefined ? askedWords[asked ?? "report"] : `${turned}, filed as a ${asked}`;
}

export function stepWord(step: ReporterStep): string {
  return processSteps.find(({ id }) => id === step)?.name ?? "Closed";
}

export function answersInWords(count: number): string {
  if (count === 0) return "No answer yet";
  return count === 1 ? "1 message" : `${count} messages`;
}
