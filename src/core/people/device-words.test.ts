import fc from "fast-check";
import { expect, test } from "vitest";
import { deviceWords } from "./device-words.ts";

test.each([
  ["Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox on Linux"],
  [
    "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0",
    "Edge on Windows",
  ],
  [
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605 Version/17.0 Mobile Safari/604.1",
    "Safari on iPhone",
  ],
  [
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 14) AppleWebKit/537.36 Chrome/120.0 Safari/537.36",
    "Chrome on macOS",
  ],
  ["curl/8.5.0", "A browser"],
  ["", "A browser"],
])("“%s” is shown as “%s”", (agent, words) => {
  expect(deviceWords(agent)).toBe(words);
});

test("whatever is sent, only words of ours are kept, and no version", () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 500 }), (agent) => {
      expect(deviceWords(agent)).toMatch(/^[A-Za-z ]{4,40}$/);
    }),
  );
});
