/** The revision history, which readers keep even when nobody told them of a change (VEN-40). */
import type { Finding } from "../../finding.ts";
import type { Advisory } from "../advisory.ts";
import { isUtcInstant } from "../utc-instant.ts";
import { required } from "./field.ts";

export function revisionFindings(advisory: Advisory): Finding[] {
  const { revisions, initialReleaseDate, currentReleaseDate } = advisory;
  const finding = (path: string, message: string): Finding => ({
    rule: "revisions.inconsistent",
    path,
    message,
  });
  const dates = advisory.remedies.map(({ date }, index) => ({
    date,
    at: `/remedies/${index}/date`,
  }));
  return [
    ...revisions.flatMap(({ number, date, summary }, index) => {
      const at = `/revisions/${index}`;
      const earlier = revisions[index - 1];
      return [
        ...(number === index + 1
          ? []
          : [finding(`${at}/number`, `This is revision ${index + 1}.`)]),
        ...(isUtcInstant(date)
          ? []
          : [finding(`${at}/date`, "The date is not an instant in UTC.")]),
        ...(earlier && date <= earlier.date
          ? [finding(`${at}/date`, "The date is not later than that of the revision before.")]
          : []),
        ...required("revision.summary", `${at}/summary`, summary, "What changed is not said."),
      ];
    }),
    ...(revisions[0]?.date === initialReleaseDate
      ? []
      : [finding("/initialReleaseDate", "The first release is not the first revision's date.")]),
    ...(revisions.at(-1)?.date === currentReleaseDate
      ? []
      : [finding("/currentReleaseDate", "The release date is not the last revision's date.")]),
    ...dates.flatMap(({ date, at }) =>
      date === null || isUtcInstant(date)
        ? []
        : [finding(at, "The date is not an instant in UTC.")],
    ),
  ];
}
