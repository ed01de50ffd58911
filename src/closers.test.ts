import { Writable } from "node:stream";
import { expect, test } from "vitest";
import { newClosers } from "./closers.ts";
import { makeLog } from "./lib/log.ts";

test("what was opened is closed in reverse, and one part's fault does not keep the others open", async () => {
  const closed: string[] = [];
  const closers = newClosers();
  closers.add("first", () => closed.push("first"));
  closers.add("second", () => Promise.reject(new Error("stuck")));
  closers.add("third", async () => closed.push("third"));
  const lines: string[] = [];
  const destination = new Writable({
    write(chunk, _, done) {
      lines.push(String(chunk));
      done();
    },
  });
  const log = makeLog({ destination });
  await Promise.all([closers.closeAll(log), closers.closeAll(log)]);
  expect(closed).toEqual(["third", "first"]);
  expect(lines.join()).toContain("second");
});
