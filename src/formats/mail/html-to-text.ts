/**
 * The text of an HTML mail. Nothing of it can run or be fetched: tags, scripts, pictures and styles
 * fall away, link targets are spelled out, and text that its readers would not see is marked.
 */
import sanitizeHtml from "sanitize-html";
import {
  isHidden,
  type Look,
  lookIn,
  plainLook,
  type StyleSheet,
  sheetOf,
} from "./hidden-style.ts";

const charsMax = 2_000_000;
// Open tags cost the parser their square: 100,000 nested ones in 500 KB would block for seconds.
const tagsMax = 30_000;
const hiddenBegins = "[hidden in the original: ";
// Stands for the blanks of preformatted text while the others are tidied.
const keptBlank = "\u00a0";

export interface FlatHtml {
  /** Plain text with line breaks; never markup. */
  readonly text: string;
  /** The rest was beyond the limits. */
  readonly cut: boolean;
  readonly someHidden: boolean;
  /** The words of a link name another server than the one it leads to. */
  readonly linkDiffers: boolean;
}

/** Gives plain text; `cut` says that the rest was beyond the limits. */
export function htmlToText(html: string): FlatHtml {
  const readable = withinTags(html.slice(0, charsMax));
  const sheet = sheetOf(readable);
  const writer = new TextWriter(sheet);
  for (const [token] of wellFormed(readable).matchAll(/<[^<>]*>|[^<]+/g)) writer.take(token);
  return { ...writer.end(), cut: readable.length < html.length };
}

function withinTags(html: string): string {
  let tags = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
    if (++tags > tagsMax) return html.slice(0, at);
  }
  return html;
}

const blocks = ["p", "div", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "blockquote"];
const kept = [...blocks, "a", "br", "hr", "td", "th", "table", "body", "font", "span"];
const textless = ["script", "style"];

/** Every tag closed, every value quoted, everything else escaped: what the sanitiser promises. */
function wellFormed(html: string): string {
  return sanitizeHtml(html, {
    allowedTags: kept,
    allowedAttributes: {
      "*": ["style", "class", "id", "bgcolor", "color", "text", "hidden"],
      a: ["href"],
    },
    allowedSchemes: ["http", "https", "mailto"],
    // Any tag may hide what is in it.
    transformTags: {
      "*": (tagName, attribs) => ({
        tagName: kept.includes(tagName) || textless.includes(tagName) ? tagName : "span",
        // An attribute without a value would be dropped.
        attribs: attribs.hidden === undefined ? attribs : { ...attribs, hidden: "hidden" },
      }),
    },
    nonTextTags: textless,
    parseStyleAttributes: false,
    nestingLimit: 100,
  });
}

interface Inside {
  readonly tag: string;
  readonly look: Look;
  readonly pre: boolean;
  readonly href: string | null;
  /** Where its text begins among the pieces. */
  readonly from: number;
}

const outermost: Inside = { tag: "", look: plainLook, pre: false, href: null, from: 0 };

class TextWriter {
  readonly #sheet: StyleSheet;
  readonly #inside: Inside[] = [];
  readonly #pieces: string[] = [];
  #markOpen = false;
  #someHidden = false;
  #linkDiffers = false;

  constructor(sheet: StyleSheet) {
    this.#sheet = sheet;
  }

  take(token: string): void {
    const [, close, tag, rest = ""] = /^<(\/?)([a-z0-9]+)(.*)>$/s.exec(token) ?? [];
    if (tag === undefined) this.#write(token);
    else if (close) this.#close(tag);
    else this.#open(tag, attributesIn(rest));
  }

  end(): Omit<FlatHtml, "cut"> {
    this.#endMark();
    const text = this.#pieces
      .join("")
      .replace(/ ?\n ?/g, "\n")
      .replaceAll(keptBlank, " ")
      .replace(/\n{3,}/g, "\n\n")
      .trim();
    return { text, someHidden: this.#someHidden, linkDiffers: this.#linkDiffers };
  }

  get #top(): Inside {
    return this.#inside.at(-1) ?? outermost;
  }

  #open(tag: string, given: Readonly<Record<string, string>>): void {
    if (tag === "br" || tag === "hr") return void this.#pieces.push("\n");
    if (blocks.includes(tag)) this.#breakLine();
    if (tag === "li") this.#pieces.push("- ");
    const { look, pre } = this.#top;
    this.#inside.push({
      tag,
      look: lookIn(look, tag, given, this.#sheet),
      pre: pre || tag === "pre",
      href: tag === "a" ? plain(given.href ?? "") : null,
      from: this.#pieces.length,
    });
  }

  #close(tag: string): void {
    if (this.#top.tag !== tag) return;
    const { href, from } = this.#top;
    if (href) this.#writeTarget(href, from);
    this.#inside.pop();
    if (blocks.includes(tag)) this.#breakLine();
    if (tag === "td" || tag === "th") this.#write(" ");
  }

  #write(escaped: string): void {
    const { look, pre } = this.#top;
    const found = plain(escaped);
    const blank = found.trim() === "";
    if (!blank) this.#mark(isHidden(look));
    const text = pre
      ? found.replace(/\r\n?/g, "\n").replace(/[ \t]/g, keptBlank)
      : found.replace(/[ \t\r\n]+/g, " ");
    // Runs of blanks over many elements would cost the tidying their square.
    const follows = /[ \n]$/.test(this.#pieces.at(-1) ?? "");
    this.#pieces.push(follows && text.startsWith(" ") ? text.slice(1) : text);
  }

  #mark(hidden: boolean): void {
    if (!hidden) {
      this.#endMark();
      return;
    }
    if (!this.#markOpen) this.#pieces.push(hiddenBegins);
    this.#markOpen = true;
    this.#someHidden = true;
  }

  #endMark(): void {
    if (!this.#markOpen) return;
    this.#markOpen = false;
    const behind: string[] = [];
    while (this.#pieces.at(-1)?.trim() === "") behind.unshift(this.#pieces.pop() ?? "");
    this.#pieces.push("]", ...(behind.length > 0 ? behind : [" "]));
  }

  #breakLine(): void {
    if (this.#pieces.length > 0 && !this.#pieces.at(-1)?.endsWith("\n")) this.#pieces.push("\n");
  }

  #writeTarget(href: string, from: number): void {
    // Links may hold each other's words: long ones are not read again for each of them.
    const few = this.#pieces.length - from <= 50;
    const words = few ? this.#pieces.slice(from).join("").trim() : null;
    if (words === href) return;
    if (words !== null && namesAnother(words, href)) this.#linkDiffers = true;
    this.#pieces.push(words === "" ? href : ` (${href})`);
  }
}

function attributesIn(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, name = "", value = ""] of text.matchAll(/([a-z]+)(?:="([^"]*)")?/g)) {
    found[name] ??= plain(value);
  }
  return found;
}

/** Whether words that look like an address are that of another server, or of another person. */
function namesAnother(words: string, href: string): boolean {
  const said =
    /^(?:https?:\/\/|mailto:)?((?:[^\s/@]+@)?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,})(?:[/:?#]|$)/i;
  const shown = said.exec(words.slice(0, 300))?.[1]?.toLowerCase();
  if (shown === undefined) return false;
  if (/^mailto:/i.test(href)) return !href.toLowerCase().slice(7).startsWith(shown);
  const host = /^(?:https?:)?\/\/(?:[^/?#]*@)?([^/?#:]*)/i.exec(href)?.[1]?.toLowerCase() ?? "";
  const bare = (name: string) => name.replace(/^www\./, "");
  return bare(host) !== bare(shown);
}

// The sanitiser writes these four entities only.
const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

function plain(text: string): string {
  return text.replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity);
}
