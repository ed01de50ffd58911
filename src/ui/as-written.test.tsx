import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { AsWritten, LongText } from "./as-written.tsx";

test("a name that turns its own letters around is cut off from its line, and the mark is named", () => {
  const html = renderToString(<AsWritten text={"photo\u202Egpj.exe"} />);
  expect(html).toBe(
    '<bdi>photo<span class="hidden-mark" title="right-to-left override">U+202E</span>gpj.exe</bdi>',
  );
});

test("a text of 20,000 letters is whole, and only its beginning is open", () => {
  const text = "A crafted packet restarts the gateway.\n".repeat(520).slice(0, 20_000);
  const html = renderToString(<LongText text={text} />);
  const [open = "", folded = ""] = html.split("<details");
  expect(open.length).toBeLessThan(4_200);
  expect(folded).toContain("letters</summary>");
  const words = html.replace(/<summary>.*?<\/summary>/, "").replace(/<[^>]+>/g, "");
  expect(words).toBe(text);
});

test("one word of 20,000 letters is cut between letters", () => {
  const text = "😀".repeat(10_000);
  const html = renderToString(<LongText text={text} />);
  expect(html).not.toContain("\uFFFD");
  expect([...html].filter((letter) => letter === "😀")).toHaveLength(10_000);
});

test("a short text is one block in its own direction", () => {
  expect(renderToString(<LongText text={"שלום <b>"} />)).toBe(
    '<p class="plain-text" dir="auto">שלום &lt;b></p>',
  );
});
