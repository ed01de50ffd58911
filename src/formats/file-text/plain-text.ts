/** Reads bytes that are text, and the runs of text within bytes that are not. */

/**
 * The text, in whichever Unicode form it is written or one byte a letter; undefined where it is none.
 * `lenient` reads on whatever the bytes hold.
 */
export function plainTextOf(bytes: Uint8Array): string | undefined;
export function plainTextOf(bytes: Uint8Array, how: "lenient"): string;
export function plainTextOf(bytes: Uint8Array, how?: "lenient"): string | undefined {
  const marked = markOf(bytes);
  if (marked) return new TextDecoder(marked).decode(bytes);
  const utf8 = new TextDecoder("utf-8").decode(bytes);
  if (how === "lenient") return utf8.includes("\ufffd") ? latin1(bytes) : utf8;
  if (holdsControls(bytes)) return undefined;
  return utf8.includes("\ufffd") ? latin1(bytes) : utf8;
}

function markOf(bytes: Uint8Array): string | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  return bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : undefined;
}

/** Tab, line feed, form feed and return stand in texts; escape too, where a terminal was recorded. */
function holdsControls(bytes: Uint8Array): boolean {
  return bytes.some((byte) => byte < 0x20 && ![9, 10, 12, 13, 27].includes(byte));
}

export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("latin1");
}

const runMin = 3;

/**
 * The runs of letters in bytes that hold more than text, such as the data of a picture: as UTF-8, and
 * as UTF-16 in both orders, which is how some programs write an author's name.
 */
export function runsOf(bytes: Uint8Array): string {
  const narrow = plainTextOf(bytes, "lenient").match(visibleRuns) ?? [];
  const wide = [0, 1].flatMap((from) =>
    ["utf-16le", "utf-16be"].flatMap(
      (order) => new TextDecoder(order).decode(bytes.subarray(from)).match(plainRuns) ?? [],
    ),
  );
  return [...narrow, ...wide].join("\n");
}

const visibleRuns = new RegExp(`[^\\p{Cc}\\ufffd]{${runMin},}`, "gu");
/** Any two bytes make some letter; only those of a name's usual scripts are taken. */
const plainRuns = new RegExp(
  `[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\d @.,'_-]{${runMin},}`,
  "gu",
);
