/** Prints the reference of policy settings, promises and conflicts as Markdown. Reads no file. */
import type { PromiseClock } from "../src/core/clocks/promise-clock.ts";
import { conflicts } from "../src/core/policy/conflicts.ts";
import type { Policy } from "../src/core/policy/policy.ts";
import type { Holding } from "./policy-schema.ts";
import type { Setting } from "./policy-type.ts";
import { valueInWords } from "./policy-value.ts";

export interface ReferenceParts {
  readonly settings: readonly Setting[];
  readonly holdings: readonly Holding[];
  readonly promises: readonly PromiseClock[];
  /** The policies of this repository that follow a published text, by their names. */
  readonly policies: readonly Policy[];
}

/** The whole generated part of docs/reference/policy.md; the same parts give the same bytes. */
export function policyReference(parts: ReferenceParts): string {
  return [
    ...settingsPart(parts),
    ...promisesPart(parts.promises),
    ...conflictsPart(parts.policies),
    "",
  ].join("\n");
}

/** Settings that mean the same wherever they stand; the page says once what. */
export const saidOnce: ReadonlySet<string> = new Set(["requirements"]);

function settingsPart({ settings, holdings }: ReferenceParts): string[] {
  const holds = new Map(holdings.map((each) => [each.path, each]));
  const written = settings.filter(({ path }) => holds.has(path) && !saidOnce.has(lastOf(path)));
  const tops = written.filter(({ path }) => !path.includes("."));
  const plain = tops.filter(({ isGroup }) => !isGroup);
  const rowOf = (setting: Setting) => settingRow(setting, holds.get(setting.path));
  return [
    "## Settings",
    "",
    "### At the top",
    "",
    ...table(plain.map(rowOf)),
    ...tops
      .filter(({ isGroup }) => isGroup)
      .flatMap(({ path, comment }) => [
        "",
        `### ${path}`,
        "",
        comment,
        "",
        ...table(
          written
            .filter((each) => each.path.startsWith(`${path}.`) || each.path.startsWith(`${path}[`))
            .map(rowOf),
        ),
      ]),
  ];
}

function table(rows: readonly string[]): string[] {
  return [
    "| setting | may hold | otherwise | what it means |",
    "| --- | --- | --- | --- |",
    ...rows,
  ];
}

function settingRow({ path, comment, isGroup }: Setting, holding: Holding | undefined): string {
  const holds = isGroup && holding?.holds === "" ? "group" : holding?.holds;
  return `| \`${path}\` | ${holds ?? ""} | ${holding?.otherwise ?? "needed"} | ${cell(comment)} |`;
}

function promisesPart(promises: readonly PromiseClock[]): string[] {
  return [
    "",
    "## Promises",
    "",
    `These ${promises.length} names are the keys under \`promises\`. A promise that a policy leaves out has no`,
    "clock, except `exception-end`: every exception ends on its day, and is warned of a week and a day before. `from`",
    "names one of the anchors; the first one printed holds where none is named.",
    "",
    "| promise | deed | whose, to whom | anchors and their events | kept by | rows |",
    "| --- | --- | --- | --- | --- | --- |",
    ...promises.map((promise) => {
      const { id, deed, owedBy, to, metBy, requirements } = promise;
      const whose = `${owedBy === "us" ? "ours" : "theirs"}, ${to}`;
      const met = metBy.map((type) => `\`${type}\``).join(", ");
      return `| \`${id}\` | ${deed} | ${whose} | ${anchorsOf(promise)} | ${met} | ${requirements.join(", ")} |`;
    }),
  ];
}

function anchorsOf({ anchor, anchors }: PromiseClock): string {
  return Object.entries(anchors)
    .toSorted(([a], [b]) => Number(b === anchor) - Number(a === anchor))
    .map(([name, types]) =>
      types.length === 0
        ? `\`${name}\``
        : `\`${name}\`: ${types.map((type) => `\`${type}\``).join(", ")}`,
    )
    .join("; ");
}

/** What each point is about; the settings are in src/core/policy/conflicts.ts. */
export const points: Readonly<Record<string, string>> = {
  "X-01": "Which version of CVSS a vulnerability is scored in",
  "X-02": "Whether confidentiality is asked of reporters, told them, or accepted by them",
  "X-03": "What ends a reporter's confidentiality",
  "X-04": "Whether every report is answered",
  "X-05": "Whose flaws CVE ids are assigned for",
  "X-06": "What a reporter is owed as explanation, and what the public text may leave out",
  "X-07": "Whether publications may stand behind a login alone",
  "X-08": "Whether a live incident that is sent to support is still asked about exploitation",
  "X-09": "Who decides that a reporter is named",
  "X-10": "Whether a forwarded report names its reporter",
  "X-11": "Whose date for publication rules",
  "X-12": "What may be published before there is a remedy",
  "X-13": "When a reply may go out unencrypted",
  "X-14": "How far a decision on an appeal is final",
};

function conflictsPart(policies: readonly Policy[]): string[] {
  const names = policies.map(({ name }) => name);
  return [
    "",
    "## Points on which policies differ",
    "",
    "The published policies contradict each other on fourteen points. Each is a setting, and each",
    "file sets it as its own text says.",
    "",
    `| point | setting | ${names.join(" | ")} |`,
    `| --- | --- |${" --- |".repeat(names.length)}`,
    ...Object.entries(conflicts).flatMap(([id, paths]) =>
      paths.map((path, at) => {
        const point = at === 0 ? `${id}: ${points[id] ?? ""}` : "";
        const values = policies.map((policy) => cell(valueInWords(policy, path)));
        return `| ${point} | \`${path}\` | ${values.join(" | ")} |`;
      }),
    ),
  ];
}

function lastOf(path: string): string {
  return path.split(".").at(-1) ?? "";
}

/** A comment is text, not markup: a `<` or `|` of its own must not change the page. */
function cell(text: string): string {
  return text.replace(/[|<]/g, (mark) => (mark === "<" ? "&lt;" : "\\|"));
}
