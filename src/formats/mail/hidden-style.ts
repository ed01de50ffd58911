/**
 * Tells which text of an HTML mail its readers would not see: removed from the page, without size, or
 * in the colour of what lies behind it. Knows inline styles, attributes, and simple rules of style sheets.
 */

/** Red, green, blue; or nothing at all, or something that is not known (a picture, a gradient). */
type Colour = readonly [number, number, number] | "clear" | "unknown";

/** What one rule says; undefined where it says nothing of it. */
export interface Style {
  readonly gone?: boolean;
  readonly tiny?: boolean;
  readonly colour?: Colour;
  readonly behind?: Colour;
}

/** What holds for the text in an element. */
export interface Look {
  readonly gone: boolean;
  readonly tiny: boolean;
  readonly colour: Colour;
  readonly behind: Colour;
}

export const plainLook: Look = {
  gone: false,
  tiny: false,
  colour: [0, 0, 0],
  behind: [255, 255, 255],
};

export type StyleSheet = ReadonlyMap<string, Style>;
type Attributes = Readonly<Record<string, string>>;

/** Whether text that looks so can be seen. */
export function isHidden({ gone, tiny, colour, behind }: Look): boolean {
  return gone || tiny || colour === "clear" || areAlike(colour, behind);
}

/** How text looks in an element, from how it looks around it. */
export function lookIn(around: Look, tag: string, given: Attributes, sheet: StyleSheet): Look {
  const style = { ...fromSheet(tag, given, sheet), ...fromAttributes(given) };
  const behind = style.behind === "clear" ? around.behind : (style.behind ?? around.behind);
  return {
    gone: around.gone || (style.gone ?? false),
    tiny: style.tiny ?? around.tiny,
    colour: style.colour ?? around.colour,
    behind,
  };
}

function fromSheet(tag: string, given: Attributes, sheet: StyleSheet): Style {
  if (sheet.size === 0) return {};
  const classes = (given.class ?? "").split(/\s+/).slice(0, 20);
  const keys = [tag, ...classes.flatMap((name) => [`.${name}`, `${tag}.${name}`]), `#${given.id}`];
  return Object.assign({}, ...keys.map((key) => sheet.get(key)));
}

function fromAttributes(given: Attributes): Style {
  const colour = toColour(given.color ?? given.text ?? "");
  const behind = toColour(given.bgcolor ?? "");
  return {
    ...(given.hidden === undefined ? {} : { gone: true }),
    ...(colour ? { colour } : {}),
    ...(behind ? { behind } : {}),
    ...(given.style ? toStyle(given.style) : {}),
  };
}

const sheetCharsMax = 50_000;

/** Of all style sheets in the page the rules with simple selectors; those for other screens are no rules. */
export function sheetOf(html: string): StyleSheet {
  const sheet = new Map<string, Style>();
  let left = sheetCharsMax;
  for (const [, text = ""] of html.matchAll(/<style\b[^>]{0,1000}>([^<]*)/gi)) {
    if (left <= 0) break;
    addRules(withoutAtRules(withoutComments(text.slice(0, left))), sheet);
    left -= text.length;
  }
  return sheet;
}

function addRules(rules: string, sheet: Map<string, Style>): void {
  for (const rule of rules.split("}")) {
    const [selectors = "", declarations] = rule.split("{");
    if (declarations === undefined) continue;
    const style = toStyle(declarations);
    for (const selector of selectors.split(",").map((each) => each.trim())) {
      if (!/^[\w-]*[.#]?[\w-]+$/.test(selector)) continue;
      sheet.set(selector, { ...sheet.get(selector), ...style });
    }
  }
}

function withoutComments(text: string): string {
  const [first = "", ...rest] = text.split("/*");
  return rest.reduce((all, each) => `${all} ${each.split("*/").slice(1).join("*/")}`, first);
}

/** What stands in `@media … { }` holds for some screens only. */
function withoutAtRules(sheet: string): string {
  let text = "";
  let depth = 0;
  let inAt = false;
  for (const [piece] of sheet.matchAll(/[{}]|[^{}]+/g)) {
    if (depth === 0 && piece.trimStart().startsWith("@")) inAt = true;
    if (!inAt) text += piece;
    if (piece === "{") depth += 1;
    if (piece === "}") depth = Math.max(0, depth - 1);
    if (piece === "}" && depth === 0) inAt = false;
  }
  return text;
}

/** Reads declarations such as "color: #fff; display: none". */
function toStyle(declarations: string): Style {
  const said = new Map<string, string>();
  for (const each of declarations.split(";")) {
    const colon = each.indexOf(":");
    if (colon < 0) continue;
    const value = each.slice(colon + 1).replace(/!\s*important/i, "");
    said.set(each.slice(0, colon).trim().toLowerCase(), value.trim().toLowerCase());
  }
  const colour = toColour(said.get("color") ?? "");
  const behind = behindOf(said);
  const gone = isGone(said);
  const tiny = isTiny(said);
  return {
    ...(gone === undefined ? {} : { gone }),
    ...(tiny === undefined ? {} : { tiny }),
    ...(colour ? { colour } : {}),
    ...(behind ? { behind } : {}),
  };
}

type Said = ReadonlyMap<string, string>;

function isGone(said: Said): boolean | undefined {
  const shown = ["display", "visibility", "opacity", "mso-hide"].some((name) => said.has(name));
  const value = (name: string) => said.get(name) ?? "";
  const without =
    value("display") === "none" ||
    /^(hidden|collapse)$/.test(value("visibility")) ||
    value("mso-hide") === "all" ||
    (said.has("opacity") && Number.parseFloat(value("opacity")) < 0.05);
  if (without || isClipped(said) || isFarOff(said)) return true;
  return shown ? false : undefined;
}

function isClipped(said: Said): boolean {
  const flat = ["height", "max-height", "width", "max-width"].some((name) =>
    /^0(px|pt|em|%)?$/.test(said.get(name) ?? ""),
  );
  return (
    (flat && said.get("overflow") === "hidden") ||
    /^(inset\((50|100)%|circle\(0)/.test(said.get("clip-path") ?? "") ||
    /^rect\([01]px[, ]+[01]px[, ]+[01]px/.test(said.get("clip") ?? "")
  );
}

function isFarOff(said: Said): boolean {
  return ["text-indent", "left", "top", "margin-left", "margin-top"].some(
    (name) => Number.parseFloat(said.get(name) ?? "") < -400,
  );
}

function isTiny(said: Said): boolean | undefined {
  const [, size, unit] =
    /(?:^|\s)(\d*\.?\d+)(px|pt|em|rem|%|vw|vh)?(?:$|[\s/])/.exec(
      said.get("font-size") ?? said.get("font") ?? "",
    ) ?? [];
  if (size === undefined) return said.has("font-size") ? false : undefined;
  const relative = unit === "em" || unit === "rem" ? 12 : unit === "%" ? 0.12 : 1;
  return Number(size) * relative < 2;
}

function behindOf(said: Said): Colour | undefined {
  const own = toColour(said.get("background-color") ?? "");
  const short = said.get("background") ?? "";
  if (/url\(|gradient\(/.test(`${short} ${said.get("background-image") ?? ""}`)) return "unknown";
  if (own || short === "") return own;
  const [first] = short.match(/#\w+|rgba?\([^)]*\)|[a-z]+/) ?? [];
  return toColour(first ?? "");
}

const named: Readonly<Record<string, Colour>> = {
  white: [255, 255, 255],
  snow: [255, 250, 250],
  ivory: [255, 255, 240],
  ghostwhite: [248, 248, 255],
  whitesmoke: [245, 245, 245],
  black: [0, 0, 0],
  transparent: "clear",
};

function toColour(text: string): Colour | undefined {
  const value = text.trim().toLowerCase();
  if (value === "" || value === "inherit" || value === "initial") return undefined;
  const [, hex] = /^#?([0-9a-f]{6}|[0-9a-f]{3})$/.exec(value) ?? [];
  if (hex) {
    const digits = hex.length === 3 ? hex.replace(/./g, "$&$&") : hex;
    const at = (from: number) => Number.parseInt(digits.slice(from, from + 2), 16);
    return [at(0), at(2), at(4)];
  }
  const numbers = /^rgba?\(([\d.,%/\s]{1,60})\)$/
    .exec(value)?.[1]
    ?.match(/[\d.]+/g)
    ?.map(Number);
  const [red, green, blue, opacity = 1] = numbers ?? [];
  if (red === undefined || green === undefined || blue === undefined) {
    return named[value] ?? "unknown";
  }
  return opacity < 0.05 ? "clear" : [red, green, blue];
}

/** Nearer than an eye can tell. */
function areAlike(one: Colour, other: Colour): boolean {
  if (typeof one === "string" || typeof other === "string") return false;
  return one.every((value, at) => Math.abs(value - (other[at] ?? 0)) <= 16);
}
