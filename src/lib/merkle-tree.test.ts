import fc from "fast-check";
import { expect, test } from "vitest";
import { merklePath, merkleRoot, rootByPath } from "./merkle-tree.ts";

const leaves = fc.array(fc.string(), { minLength: 1, maxLength: 40 });

test("the path of every leaf leads to the root", () => {
  fc.assert(
    fc.property(leaves, (texts) => {
      const root = merkleRoot(texts);
      for (const [index, text] of texts.entries()) {
        const at = { index, count: texts.length };
        expect(rootByPath(text, at, merklePath(texts, index))).toEqual(root);
      }
    }),
  );
});

test("no path leads another text, or another place, to the root", () => {
  fc.assert(
    fc.property(leaves, fc.nat(), fc.string(), (texts, nat, other) => {
      const index = nat % texts.length;
      fc.pre(other !== texts[index]);
      const at = { index, count: texts.length };
      const path = merklePath(texts, index);
      const root = merkleRoot(texts);
      expect(rootByPath(other, at, path)).not.toEqual(root);
      expect(rootByPath(texts[index] ?? "", at, [...path, "00"])).toBeUndefined();
      expect(
        rootByPath(texts[index] ?? "", { index: -1, count: texts.length }, path),
      ).toBeUndefined();
      if (path.length > 0)
        expect(rootByPath(texts[index] ?? "", at, path.slice(1))).toBeUndefined();
    }),
  );
});

test("the roots are those of RFC 6962's own test data", () => {
  expect(merkleRoot([""]).toString("hex")).toBe(
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  );
});
