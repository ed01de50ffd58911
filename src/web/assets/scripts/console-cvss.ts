/**
 * Shows the score of a CVSS form while its metrics are chosen, by the same code that scores on the
 * server. A nicety only: without it the server says the score on saving.
 */
import type { CvssVersion } from "../../../core/severity/metric.ts";
import { readCvss } from "../../../core/severity/parse.ts";
import { scoreOf } from "../../../core/severity/score.ts";

interface BandOfPolicy {
  readonly low: number;
  readonly high: number;
  readonly label: string;
  /** A colour of the design system. */
  readonly token: string;
}

const unfinished = "Choose a value for every metric of the base group.";

/** The chosen metrics as a vector; the page has them in the order of the standard. */
function vectorOf(place: HTMLElement, version: CvssVersion): string {
  const chosen = [...place.querySelectorAll<HTMLInputElement>("input[type=radio]:checked")];
  const parts = chosen
    .map(({ name, value }) => [name.slice(name.indexOf(".") + 1), value])
    .filter(([, value]) => value !== "X")
    .map((part) => part.join(":"));
  return [`CVSS:${version}`, ...parts].join("/");
}

function severityBadge(score: number, band: BandOfPolicy | undefined): HTMLElement {
  const badge = document.createElement("span");
  badge.className = `severity severity-${band?.token ?? "unscored"}`;
  const number = document.createElement("span");
  number.className = "severity-score";
  number.textContent = score.toFixed(1);
  const word = document.createElement("span");
  word.className = "severity-word";
  word.textContent = band?.label ?? "";
  badge.append(number, " ", word);
  return badge;
}

function notScored(): HTMLElement {
  const badge = document.createElement("span");
  badge.className = "severity severity-unscored";
  badge.textContent = "Not scored";
  return badge;
}

function show(place: HTMLElement, version: CvssVersion, bands: readonly BandOfPolicy[]): void {
  const severity = place.querySelector("[data-cvss-severity]");
  const written = place.querySelector("[data-cvss-vector]");
  const vector = readCvss(vectorOf(place, version));
  if (!("metrics" in vector)) {
    severity?.replaceChildren(notScored());
    if (written) written.textContent = unfinished;
    return;
  }
  const { overall } = scoreOf(vector);
  const band = bands.find(({ low, high }) => overall >= low && overall <= high);
  severity?.replaceChildren(severityBadge(overall, band));
  if (written) written.textContent = vector.text;
}

for (const place of document.querySelectorAll<HTMLElement>("[data-cvss]")) {
  const version = place.dataset.cvss as CvssVersion;
  const bands = JSON.parse(place.dataset.bands ?? "[]") as BandOfPolicy[];
  place.addEventListener("change", () => show(place, version, bands));
  show(place, version, bands);
}
