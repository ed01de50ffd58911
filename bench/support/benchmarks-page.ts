/** Writes docs/reference/benchmarks.md: one section and table for each benchmark. */

export interface Row {
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** What stands beside it in the same run. */
  readonly beside?: string;
  /** Our value over the other's. */
  readonly ratio?: number;
}

export interface Measured {
  readonly name: string;
  readonly about: string;
  readonly rows: readonly Row[];
  readonly machine: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

const head = `# Benchmarks

Written by \`npm run bench -- --write\`; a benchmark that was not run again keeps its former numbers.
Machines differ: read the ratios and bounds rather than the absolute numbers.
`;

/** The page with these results; sections of other benchmarks stay as they are. */
export function benchmarksPage(before: string, measured: readonly Measured[]): string {
  const sections = new Map(
    before
      .split(/^(?=## )/m)
      .slice(1)
      .map((text) => [/^## (.*)/.exec(text)?.[1] ?? "", text.trim()]),
  );
  for (const each of measured) sections.set(each.name, sectionOf(each));
  const sorted = [...sections].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, text]) => text);
  return `${[head.trim(), ...sorted].join("\n\n")}\n`;
}

function sectionOf({ name, about, rows, machine, date }: Measured): string {
  const parts = [`## ${name}`, about, `${date}, ${machine}`, tableOf(rows)];
  return parts.filter((part) => part !== "").join("\n\n");
}

export function tableOf(rows: readonly Row[]): string {
  const lines = rows.map(
    ({ metric, value, unit, beside, ratio }) =>
      `| ${metric} | ${value.toLocaleString("en")} ${unit} | ${beside ?? "–"} | ${ratio ?? "–"} |`,
  );
  return ["| what | measured | beside | ratio |", "| --- | --- | --- | --- |", ...lines].join("\n");
}
