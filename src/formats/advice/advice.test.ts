import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readEpss } from "./epss.ts";
import { readKev } from "./kev.ts";

const head =
  "#model_version:v2026.01.01,score_date:2026-05-04T00:00:00+0000\ncve,epss,percentile\n";
const readAt = new Date("2026-05-05T08:00:00Z");

describe("EPSS", () => {
  test("its lines are read with the day that they are of", () => {
    expect(readEpss(`${head}CVE-2024-0001,0.00043,0.1\r\nCVE-2024-12345,5e-05,1.0\n`)).toEqual({
      asOf: new Date("2026-05-04T00:00:00Z"),
      lines: [
        { cveId: "CVE-2024-0001", score: 0.00043, percentile: 0.1 },
        { cveId: "CVE-2024-12345", score: 0.00005, percentile: 1 },
      ],
    });
  });

  test.each([
    ["cve,epss,percentile\nCVE-2024-0001,0.1,0.1", 1],
    ["#score_date:2026-05-04\nid,epss\n", 2],
    [`${head}CVE-2024-0001,0.1,0.1\nCVE-24-1,0.1,0.1`, 4],
    [`${head}CVE-2024-0001,1.1,0.1`, 3],
    [`${head}CVE-2024-0001,0.1,0.1,0.1`, 3],
    [head, null],
  ])("one line that does not fit refuses the file, and is named: %j", (text, line) => {
    expect(readEpss(text)).toMatchObject({ line });
  });

  test("whatever is given, it is a list or a fault", () => {
    fc.assert(
      fc.property(fc.string(), fc.boolean(), (text, begun) => {
        const found = readEpss(begun ? head + text : text);
        expect("lines" in found || "fault" in found).toBe(true);
      }),
    );
  });
});

describe("known exploited vulnerabilities", () => {
  test("CISA's catalogue is read with its day", () => {
    const text = JSON.stringify({
      catalogVersion: "2026.05.04",
      dateReleased: "2026-05-04T14:00:00.000Z",
      vulnerabilities: [{ cveID: "CVE-2024-0001", dateAdded: "2024-02-03", product: "X" }],
    });
    expect(readKev(text, readAt)).toEqual({
      asOf: new Date("2026-05-04T14:00:00.000Z"),
      lines: [{ cveId: "CVE-2024-0001", addedOn: "2024-02-03" }],
    });
  });

  test("a list of the EU's shape is read; it is of the moment of reading, and ids of others are left out", () => {
    const text = JSON.stringify([
      { euvdID: "EUVD-2024-1", cveID: "cve-2024-0002", dateReported: "03/02/2024" },
      { euvdID: "EUVD-2024-2", cveID: "", dateReported: "2024-02-04" },
      { cveId: "CVE-2024-0003" },
    ]);
    expect(readKev(text, readAt)).toEqual({
      asOf: readAt,
      lines: [
        { cveId: "CVE-2024-0002", addedOn: "2024-02-03" },
        { cveId: "CVE-2024-0003", addedOn: null },
      ],
    });
  });

  test.each([
    "",
    "{}",
    "[]",
    "[1]",
    "null",
    '[{"cveID":"CVE-2024-0001","dateAdded":"2024-02-31"}]',
  ])("what is no such list is refused: %j", (text) => {
    expect(readKev(text, readAt)).toHaveProperty("fault");
  });

  test("whatever JSON is given, it is a list or a fault", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const found = readKev(JSON.stringify(value), readAt);
        expect("lines" in found || "fault" in found).toBe(true);
      }),
    );
  });
});
