/** Words and addresses of the support desk's pages. */
import type { ReporterStep } from "../../core/cases/stage.ts";
import { processSteps } from "../public/process-steps.ts";

export const filedPath = "/console/filed";

/** With the ticket that it was found by, where it was: older ones are found by that alone. */
export function pathOfFiled(reference: string, ticket = ""): string {
  const found = ticket === "" ? "" : `?${new URLSearchParams({ ticket })}`;
  return `${filedPath}/${encodeURIComponent(reference)}${found}`;
}

export const askedWords = { report: "Report", question: "Question" } as const;

export function stepWord(step: ReporterStep): string {
  return processSteps.find(({ id }) => id === step)?.name ?? "Closed";
}

export function answersInWords(count: number): string {
  if (count === 0) return "No answer yet";
  return count === 1 ? "1 message" : `${count} messages`;
}
