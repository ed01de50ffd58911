import { expect, test } from "vitest";
import { makeLog } from "./log.ts";
import { readableLine } from "./readable-log.ts";

function linesOf(write: (log: ReturnType<typeof makeLog>) => void): string {
  const lines: string[] = [];
  write(makeLog({ destination: { write: (json) => void lines.push(readableLine(json)) } }));
  return lines.join("");
}

test("a person at the terminal reads time, level, words and facts", () => {
  const text = linesOf((log) => log.info({ count: 3, timer: "checkpoint" }, "timer"));
  expect(text).toMatch(/\d\d:\d\d:\d\d.+info .+timer count=3 timer="checkpoint"\n$/);
});

test("an error is shown with its cause and where it came from, and a secret is withheld", () => {
  const error = new Error("outer", { cause: new SyntaxError('Unexpected "Zanzibar"') });
  const text = linesOf((log) => log.error({ err: error, token: "hunter2" }, "failed"));
  expect(text).toContain("Error: outer");
  expect(text).toContain("SyntaxError: malformed text");
  expect(text).toContain("readable-log.test.ts");
  expect(text).not.toMatch(/hunter2|Zanzibar/);
});
