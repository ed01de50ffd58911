/** What the sources may not hold: text that is run as code, and objects that are made of bytes. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "..");

/** VINCE's CVE-2022-40238 and CVE-2024-9953 came of bytes that made objects. */
const runsText = [
  /\beval\(/,
  /\bnew Function\(/,
  /\bFunction\("/,
  /from "(node:)?vm"/,
  /\b(v8\.)?deserialize\(/,
  /\bset(Timeout|Interval)\(\s*["'`]/,
  /\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write/,
];

function filesOf(pattern: string): string[] {
  return globSync(pattern, { cwd: root }).filter((file) => !/\.test\.tsx?$/.test(file));
}

test("no text is run as code, and no bytes are made into objects that do something", () => {
  const found = filesOf("src/**/*.{ts,tsx}").flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return runsText.filter((pattern) => pattern.test(text)).map((pattern) => `${file}: ${pattern}`);
  });
  expect(found).toEqual([]);
});

test("the guards see what they are for", () => {
  for (const text of ["eval(a)", "new Function(a)", "v8.deserialize(a)", "a.innerHTML = b"]) {
    expect(
      runsText.some((pattern) => pattern.test(text)),
      text,
    ).toBe(true);
  }
});

test("the only markup that is not escaped is our own or sanitised", () => {
  const raw = filesOf("src/**/*.{ts,tsx}").filter((file) =>
    readFileSync(join(root, file), "utf8").includes("dangerouslySetInnerHTML"),
  );
  expect(
    raw.filter((file) => !/^src\/ui\/(safe-html|icon|chart|logo|document-shell)\.tsx$/.test(file)),
  ).toEqual([]);
});
