/**
 * Words from outside as a colleague should see them: in their own direction, cut off from what stands
 * around them, and with every mark named that cannot be seen. Such a mark has no effect here.
 */
import { piecesOf } from "../lib/hidden-marks.ts";

/** Inline; stands within a heading, a link, a line. */
export function AsWritten({ text }: { text: string }) {
  return (
    <bdi>
      <Named text={text} />
    </bdi>
  );
}

/** The same for a block of its own, which says its direction. */
function Named({ text }: { text: string }) {
  return (
    <>
      {piecesOf(text).map((piece) =>
        "text" in piece ? (
          piece.text
        ) : (
          <span class="hidden-mark" title={piece.name}>
            {piece.mark}
          </span>
        ),
      )}
    </>
  );
}

const shownMax = 4_000;

/**
 * A text of any length, its lines kept; of a very long one the rest opens on demand. `lang` is the code of
 * its language, where that is known.
 */
export function LongText(props: {
  text: string;
  code?: boolean | undefined;
  lang?: string | undefined;
}) {
  const { text, code = false, lang } = props;
  const look = code ? "plain-text code-text" : "plain-text";
  const cut = text.length > shownMax + 500 ? cutAt(text) : text.length;
  const rest = text.slice(cut);
  return (
    <>
      <p class={look} dir="auto" lang={lang}>
        <Named text={text.slice(0, cut)} />
      </p>
      {rest && (
        <details class="disclosure">
          <summary>The other {rest.length.toLocaleString("en")} letters</summary>
          <p class={look} dir="auto" lang={lang}>
            <Named text={rest} />
          </p>
        </details>
      )}
    </>
  );
}

/** At the end of a line or word where there is one, and never within one letter. */
function cutAt(text: string): number {
  const end = Math.max(text.lastIndexOf("\n", shownMax), text.lastIndexOf(" ", shownMax)) + 1;
  if (end > shownMax / 2) return end;
  return /[\uDC00-\uDFFF]/.test(text.charAt(shownMax)) ? shownMax + 1 : shownMax;
}
