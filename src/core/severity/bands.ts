/** Severity bands: named ranges of a score that cover 0.0 to 10.0. Never decides the score itself. */
import { inLanguage, type Text } from "../policy/text.ts";
import { Refusal } from "../refusal.ts";

/** One band; `low` and `high` are both inside it, with one decimal. */
export type Band = {
  /** Stable key for data and style sheets: "critical". */
  readonly name: string;
  /** The lowest score in it. */
  readonly low: number;
  /** The highest score in it. */
  readonly high: number;
  /** A colour of the design system; the label is always shown with it, never the colour alone. */
  readonly colour: string;
  /** The word people read: "Critical". */
  readonly label: Text;
};

/** The band's word in that language. */
export function bandWord(band: Pick<Band, "label">, language = "en"): string {
  return inLanguage(band.label, language);
}

/** The qualitative severity rating scale of CVSS 3.0, 3.1 (section 5) and 4.0 (section 6). */
export const standardBands: readonly Band[] = [
  { name: "critical", low: 9.0, high: 10.0, colour: "purple", label: "Critical" },
  { name: "high", low: 7.0, high: 8.9, colour: "red", label: "High" },
  { name: "medium", low: 4.0, high: 6.9, colour: "orange", label: "Medium" },
  { name: "low", low: 0.1, high: 3.9, colour: "yellow", label: "Low" },
  { name: "none", low: 0.0, high: 0.0, colour: "grey", label: "None" },
];

/** CVSS 2.0 has no scale of its own; these are the words that the U.S. National Vulnerability Database gave its scores. */
export const cvss2Bands: readonly Band[] = [
  { name: "high", low: 7.0, high: 10.0, colour: "red", label: "High" },
  { name: "medium", low: 4.0, high: 6.9, colour: "orange", label: "Medium" },
  { name: "low", low: 0.0, high: 3.9, colour: "yellow", label: "Low" },
];

/** The four bands of the ALE policy: its lowest row reads "3.9 or below", so 0.0 is Low there. */
export const aleBands: readonly Band[] = [
  { name: "critical", low: 9.0, high: 10.0, colour: "purple", label: "Critical" },
  { name: "high", low: 7.0, high: 8.9, colour: "red", label: "High" },
  { name: "medium", low: 4.0, high: 6.9, colour: "orange", label: "Medium" },
  { name: "low", low: 0.0, high: 3.9, colour: "yellow", label: "Low" },
];

/**
 * The bands of a policy, most severe first, once they are known to cover every score exactly once.
 * Refuses with `severity.bands` a table with a gap, an overlap, a doubled name or a missing label.
 */
export function checkBands(bands: readonly Band[]): readonly Band[] {
  const sorted = [...bands].sort((left, right) => right.low - left.low);
  let above = 101;
  for (const band of sorted) {
    refuseBadBand(band);
    if (tenths(band.high) !== above - 1) refuseSeam(band, above);
    above = tenths(band.low);
  }
  if (above !== 0) refuse("No band begins at 0.0.");
  const names = new Set(bands.map((band) => band.name));
  if (names.size < bands.length) refuse("Two bands have the same name.");
  return sorted;
}

/** The band that a score (0.0 to 10.0, one decimal) lies in. */
export function bandOf(score: number, bands: readonly Band[]): Band {
  const found = bands.find((band) => score >= band.low && score <= band.high);
  if (found === undefined) throw new Error(`no band for score ${score}`);
  return found;
}

function refuseBadBand(band: Band): void {
  const { low, high, name, colour } = band;
  const label = bandWord(band);
  if (!name || !label.trim() || !colour) refuse("Every band needs a name, a label and a colour.");
  if (![low, high].every((bound) => tenths(bound) / 10 === bound)) {
    refuse(`The bounds of ${label} must have one decimal.`);
  }
  if (low > high) refuse(`${label} ends below its own beginning.`);
}

function refuseSeam(band: Band, above: number): never {
  if (above === 101) return refuse("The highest band must end at 10.0.");
  const score = (above / 10).toFixed(1);
  const kind = tenths(band.high) >= above ? "overlaps with" : "leaves a gap to";
  return refuse(`${bandWord(band)} ${kind} the band that begins at ${score}.`);
}

function tenths(score: number): number {
  return Math.round(score * 10);
}

function refuse(problem: string): never {
  throw new Refusal("severity.bands", { problem });
}

/**
 * The most severe of some bands' names, by the policy's order; where it knows none of them, the
 * first. A case is as severe as the worst of its vulnerabilities.
 */
export function worstOf(names: readonly string[], bands: readonly Band[]): string | undefined {
  return bands.find(({ name }) => names.includes(name))?.name ?? names[0];
}
