/** The text of an HTML mail: tags, scripts, styles and remote content fall away, link targets are spelled out. */
import sanitizeHtml from "sanitize-html";

const blocks = ["p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "hr"];
const charsMax = 2_000_000;
// Open tags cost the parser their square: 100,000 nested ones in 500 KB would block for seconds.
const tagsMax = 30_000;

/**
 * Gives plain text with line breaks; never markup, so nothing of it can run or be fetched.
 * `cut` says that the rest was beyond the limits.
 */
export function htmlToText(html: string): { text: string; cut: boolean } {
  const readable = withinTags(html.slice(0, charsMax));
  return { text: toText(readable), cut: readable.length < html.length };
}

function withinTags(html: string): string {
  let tags = 0;
  for (let at = html.indexOf("<"); at >= 0; at = html.indexOf("<", at + 1)) {
    if (++tags > tagsMax) return html.slice(0, at);
  }
  return html;
}

function toText(html: string): string {
  const flat = sanitizeHtml(html, {
    allowedTags: [...blocks, "a"],
    allowedAttributes: { a: ["href"] },
    allowedSchemes: ["http", "https", "mailto"],
    nestingLimit: 100,
  });
  return plain(
    flat
      // What is outside <pre> flows: only block ends break lines.
      .replace(/[ \t\r\n]+/g, " ")
      .replace(/<a href="([^"<>]*)">([^<>]*)<\/a>/g, (_, href: string, text: string) =>
        text.trim() === href || text.trim() === "" ? href : `${text} (${href})`,
      )
      .replace(/<li>/g, "\n- ")
      .replace(/<(?:br|hr)[^>]*>|<\/(?:p|div|tr|li|h\d|pre)>/g, "\n")
      .replace(/<[^>]*>/g, ""),
  );
}

// The sanitiser writes these four entities only.
const entities: Record<string, string> = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

function plain(text: string): string {
  return text
    .replace(/&(?:lt|gt|quot|amp);/g, (entity) => entities[entity] ?? entity)
    .replace(/ *\n */g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
