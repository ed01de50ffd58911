/**
 * Finds characters that cannot be seen and change how a text reads: marks of writing direction, which
 * can make "gpj.exe" look like "exe.jpg" (CVE-2021-42574), letters without width, tags. Changes no text.
 */

export type Piece = { readonly text: string } | { readonly mark: string; readonly name: string };

const named: Readonly<Record<string, string>> = {
  "00AD": "soft hyphen",
  "061C": "Arabic letter mark",
  "180E": "Mongolian vowel separator",
  "200B": "zero width space",
  "200C": "zero width non-joiner",
  "200D": "zero width joiner",
  "200E": "left-to-right mark",
  "200F": "right-to-left mark",
  "202A": "left-to-right embedding",
  "202B": "right-to-left embedding",
  "202C": "end of a change of direction",
  "202D": "left-to-right override",
  "202E": "right-to-left override",
  "2060": "word joiner",
  "2066": "left-to-right isolate",
  "2067": "right-to-left isolate",
  "2068": "first strong isolate",
  "2069": "end of an isolate",
  FEFF: "zero width no-break space",
};

/** Control and format characters but for those that lay out lines, and letters that draw nothing. */
const hidden = /(?![\n\r\t])[\p{Cc}\p{Cf}\u115F\u1160\u3164\uFFA0]/gu;
/** Joiners belong to how these are written: after a pictograph, or a letter of such a script. */
const joins = /[\u200C\u200D]/;
const joined =
  /(?:\uFE0F|[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Oriya}\p{Script=Sinhala}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Syriac}\p{Script=Mongolian}])$/u;

/** The text in its order, apart from such marks; without any, one piece. */
export function piecesOf(text: string): Piece[] {
  const pieces: Piece[] = [];
  let done = 0;
  for (const { 0: mark, index } of text.matchAll(hidden)) {
    const before = text.slice(Math.max(0, index - 2), index);
    if (joins.test(mark) && joined.test(before)) continue;
    if (index > done) pieces.push({ text: text.slice(done, index) });
    pieces.push(pieceOf(mark));
    done = index + mark.length;
  }
  return done < text.length || done === 0 ? [...pieces, { text: text.slice(done) }] : pieces;
}

function pieceOf(mark: string): Piece {
  const code = (mark.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0");
  return { mark: `U+${code}`, name: named[code] ?? "character that cannot be seen" };
}
