import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { joinStylesheet, stylesheetFiles } from "../web/assets/stylesheet.ts";

const folder = join(import.meta.dirname, "../web/assets/css");
const css = joinStylesheet(folder);
const [light = "", dark = ""] = readFileSync(join(folder, "tokens.css"), "utf8").split("@media");

type Tokens = Readonly<Record<string, string>>;

const tokensOf = (text: string): Tokens =>
  Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)].map(([, n, v]) => [n, v]));

const schemes: Record<string, Tokens> = {
  light: tokensOf(light),
  dark: { ...tokensOf(light), ...tokensOf(dark) },
};

/** WCAG 2.2: relative luminance of sRGB, (L1 + 0.05) / (L2 + 0.05). */
function contrast(one: string, other: string): number {
  const [high = 0, low = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const bands = ["critical", "high", "medium", "low", "none"];
const grounds = ["paper", "surface", "sunken"];
const tones = ["info", "success", "warning", "danger"];

/** Every [text, ground] that the style sheets put together. */
const textPairs: Array<readonly [string, string]> = [
  ...["ink", "ink-soft", "link", "accent-strong", "danger", "accent", "success", "warning"].flatMap(
    (text) => grounds.map((ground) => [text, ground] as const),
  ),
  ...["ink", "ink-soft", "link", "accent", "success", "warning", "danger"].map(
    (text) => [text, "accent-soft"] as const,
  ),
  ...["on-accent/accent", "on-accent/accent-strong", "on-danger/danger"].map(
    (pair) => pair.split("/") as [string, string],
  ),
  ...["on-band", "on-band-soft"].flatMap((text) =>
    ["band", "band-deep"].map((ground) => [text, ground] as const),
  ),
  ["on-band", "band-line"],
  ["band", "on-band-soft"],
  ...tones.flatMap((tone) => [[tone, `${tone}-soft`] as const, ["ink", `${tone}-soft`] as const]),
  ["ink-soft", "warning-soft"],
  ...bands.flatMap((band) => [
    [`severity-${band}-on`, `severity-${band}`] as const,
    [`severity-${band}-ink`, `severity-${band}-soft`] as const,
  ]),
];

/** What is not text but must be seen: 3:1 (WCAG 1.4.11). */
const shapePairs: Array<readonly [string, string]> = [
  ...["line-strong", "focus", "accent"].flatMap((shape) =>
    grounds.map((ground) => [shape, ground] as const),
  ),
  ["on-band", "band"],
];

describe.each(Object.entries(schemes))("the %s colours", (_scheme, tokens) => {
  const ratio = ([one, other]: readonly [string, string]) =>
    contrast(tokens[one] ?? "missing", tokens[other] ?? "missing");

  test.each(textPairs)("text in %s on %s can be read", (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(4.5);
  });

  test.each(shapePairs)("a shape in %s on %s can be seen", (...pair) => {
    expect(ratio(pair)).toBeGreaterThanOrEqual(3);
  });
});

test("the dark scheme redefines colours of the light one and invents none", () => {
  expect(Object.keys(tokensOf(light))).toEqual(expect.arrayContaining(Object.keys(tokensOf(dark))));
});

test("colours are named in the tokens only, and every token used is defined", () => {
  const rest = css.slice(css.indexOf("/* Plain elements"), css.indexOf("/* On paper"));
  expect(rest).not.toMatch(/#[0-9a-f]{3,8}\b(?![^{]*\{)|rgb\(|hsl\(/i);
  const defined = new Set([...css.matchAll(/(--[\w-]+):/g)].map((match) => match[1]));
  const used = new Set([...css.matchAll(/var\((--[\w-]+)/g)].map((match) => match[1]));
  expect([...used].filter((name) => !defined.has(name))).toEqual([]);
});

test("every style sheet file is part of the joined one, which fetches nothing", () => {
  expect([...stylesheetFiles].sort()).toEqual(readdirSync(folder).sort());
  expect(css).not.toMatch(/url\(|@import|@font-face/);
});
