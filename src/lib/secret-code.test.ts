import { randomBytes } from "node:crypto";
import fc from "fast-check";
import { expect, test } from "vitest";
import { codeOf, linkTokenOf, normalCode } from "./secret-code.ts";

test("a code that is read aloud and typed carelessly is still the same code", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ minLength: 16, maxLength: 16 }), async (bytes) => {
      const code = codeOf(bytes);
      const careless = ` ${code.toLowerCase().replaceAll("-", " ").replaceAll("0", "o").replaceAll("1", "l")} `;
      expect(normalCode(careless)).toBe(normalCode(code));
      expect(normalCode(code)).toHaveLength(26);
    }),
  );
});

test("different bits give different codes and links", () => {
  const codes = new Set(Array.from({ length: 500 }, () => codeOf(randomBytes(16))));
  const links = new Set(Array.from({ length: 500 }, () => linkTokenOf(randomBytes(16))));
  expect([codes.size, links.size]).toEqual([500, 500]);
});
