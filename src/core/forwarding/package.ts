/**
 * What a third party gets of a report: its technical answers and chosen files, and nothing of who wrote
 * it. Looks for no name: the name guard does, in every word of it.
 */
import type { ReportField } from "../policy/report-form.ts";
import type { ReportFields } from "../reports/arrival.ts";
import { reportQuestions } from "../reports/report-questions.ts";

/** What the maker of a part needs; how and when it was found, and plans of the reporter, stay here. */
export const forwardedFields = [
  "product",
  "version",
  "component",
  "description",
  "exploitation",
  "impact",
  "reproduction",
  "proof-of-concept",
  "affected-configurations",
  "cwe",
  "suggested-fix",
] as const satisfies readonly ReportField[];

/** The words to begin with; a colleague takes out what the third party need not know. */
export function wordsToForward(fields: ReportFields): string {
  return forwardedFields
    .flatMap((field) => {
      const answer = fields[field]?.trim();
      return answer ? [`${reportQuestions[field].label}\n${answer}`] : [];
    })
    .join("\n\n");
}

/** The page of the package: who sends it, whom to answer, and the words. */
export function packageText(of: {
  readonly teamName: string;
  readonly address: string;
  readonly reference: string;
  readonly words: string;
  /** As they are called in the package. */
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
}): string {
  const files = of.files.map(({ name, sha256 }) => `${sha256}  ${name}`);
  return [
    `Forwarded by ${of.teamName}.`,
    `Please answer to ${of.address} and keep our reference ${of.reference} in the subject.`,
    "Please treat it as confidential until both of us have agreed on a publication.",
    "",
    of.words,
    ...(files.length > 0 ? ["", "Files, with their SHA-256:", ...files] : []),
    "",
  ].join("\n");
}

/** A file's name may name its author: in the package it has none but its kind. */
export function nameInPackage(name: string, position: number): string {
  const kind = /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1];
  return `file-${position}${kind ? `.${kind.toLowerCase()}` : ""}`;
}

export const forwardedBytesMax = 25 * 1024 * 1024;

/** Puts files into one archive, dated with that instant. */
export type PackFiles = (
  files: readonly { readonly name: string; readonly bytes: Uint8Array }[],
  at: Date,
) => Uint8Array;
