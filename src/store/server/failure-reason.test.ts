import { describe, expect, test } from "vitest";
import { meaningOf, reasonFor } from "./failure-reason.ts";

describe("a server that does not start", () => {
  test.each([
    [
      'FATAL:  could not write lock file "postmaster.pid": No space left on device',
      "server.disk-full",
    ],
    ["initdb: error: could not create directory: Permission denied", "server.data-unwritable"],
    ['FATAL:  data directory "/d" has wrong ownership', "server.data-unwritable"],
    ["initdb: could not look up effective user ID 4711: no such user", "server.no-account"],
  ])("says in one sentence what %j means", (output, code) => {
    expect(reasonFor(`LOG:  starting\n${output}\n`, "/d")).toMatchObject({ code });
  });

  test("repeats the telling line where it knows no better sentence", () => {
    const output = "LOG:  starting\nFATAL:  could not map anonymous shared memory\nLOG:  shut down";

    expect(reasonFor(output, "/d").message).toBe(
      "The built-in PostgreSQL did not start: FATAL:  could not map anonymous shared memory",
    );
  });

  test("names the directory when the disk is full before the server ran", () => {
    const full = Object.assign(new Error("write"), { code: "ENOSPC" });

    expect(meaningOf(full, "/d")).toMatchObject({
      code: "server.disk-full",
      details: { directory: "/d" },
    });
  });
});
