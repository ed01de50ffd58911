import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { anyCvss } from "../../../test/support/cvss-vectors.ts";
import { Refusal } from "../refusal.ts";
import { cvssVersions, describeMetrics } from "./describe-metrics.ts";
import { composeCvss, formatCvss, parseCvss, readCvss } from "./parse.ts";

const base20 = "AV:N/AC:L/Au:N/C:C/I:C/A:C";
const base30 = "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const base31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
const base40 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";

function faultOf(text: string): string {
  const read = readCvss(text);
  return "fault" in read ? read.fault : "no fault";
}

describe("vectors that are refused, and the sentence people read", () => {
  const refused: readonly (readonly [string, string])[] = [
    ["", "The vector is empty."],
    [" ", "The vector holds a space or a line break."],
    ["x", "x is not written METRIC:VALUE."],
    ["/", "The vector ends with a slash."],
    ["9.8", "9.8 is not written METRIC:VALUE."],
    ["CVSS:3.1", "not with CVSS:3.1."],
    ["CVSS:3.1/", "The vector ends with a slash."],
    ["CVSS:3.1/AV:N", "Attack Complexity (AC), Privileges Required (PR)"],
    ["CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "not with CVSS:3.2."],
    ["CVSS:2.0/AV:N/AC:L/Au:N/C:C/I:C/A:C", "2.0 has no prefix"],
    ["CVSS:5.0/AV:N", "not with CVSS:5.0."],
    [base31.toLowerCase(), "not with cvss:3.1."],
    [base31.replace("CVSS:", "CVSS"), "not with CVSS3.1."],
    [base31.replace("CVSS:3.1/", ""), "The prefix CVSS:3.0 or CVSS:3.1 is missing."],
    [base40.replace("CVSS:4.0/", ""), "The prefix CVSS:4.0 is missing."],
    [`(${base20})`, "Leave out the parentheses around the vector."],
    [`CVSS2#${base20}`, "not with CVSS2#AV:N."],
    [base31.replace("AV:N", "AV:X"), "AV:X is not a value of Attack Vector (N, A, L, P)."],
    [base31.replace("AV:N", "AV:n"), "AV:n is not a value of Attack Vector (N, A, L, P)."],
    [base31.replace("AV:N", "av:N"), "av must be written AV."],
    [base31.replace("AV:N", "AV:"), "AV: is not a value of Attack Vector (N, A, L, P)."],
    [base31.replace("AV:N", "AV"), "AV is not written METRIC:VALUE."],
    [base31.replace("AV:N", ":N"), "is not a metric of CVSS 3.1."],
    [base31.replace("AV:N", "AV:N:N"), "AV:N:N is not a value of Attack Vector (N, A, L, P)."],
    [base31.replace("AV:N", "AV=N"), "AV=N is not written METRIC:VALUE."],
    [base31.replace("S:U/", ""), "Scope (S) is missing."],
    [base31.replace("/A:H", ""), "Availability (A) is missing."],
    [`${base31}/`, "The vector ends with a slash."],
    [`${base31}/AV:N`, "AV is there twice."],
    [`${base31}/E:P/E:P`, "E is there twice."],
    [`${base31}/E:POC`, "E:POC is not a value of Exploit Code Maturity (X, H, F, P, U)."],
    [`${base31}/AT:N`, "AT is not a metric of CVSS 3.1."],
    [`${base31}/ZZ:N`, "ZZ is not a metric of CVSS 3.1."],
    [`${base31}/__proto__:N`, "__proto__ is not a metric of CVSS 3.1."],
    [`${base31}/constructor:N`, "constructor is not a metric of CVSS 3.1."],
    [` ${base31}`, "The vector holds a space or a line break."],
    [`${base31} `, "The vector holds a space or a line break."],
    [`${base31}\n`, "The vector holds a space or a line break."],
    [`${base31}\t/E:P`, "The vector holds a space or a line break."],
    [base31.replaceAll("/", " "), "The vector holds a space or a line break."],
    [base31.replaceAll("/", "//"), "The vector has an empty part."],
    [`/${base31}`, "The prefix CVSS:3.0 or CVSS:3.1 is missing."],
    [`${base31}/${base31}`, "CVSS is not a metric of CVSS 3.1."],
    [base31.replace("AV:N", "AV:\u039d"), "AV:? is not a value of Attack Vector (N, A, L, P)."],
    [`\ufeff${base31}`, "The vector holds a space or a line break."],
    [base30.replace("S:U", "S:X"), "S:X is not a value of Scope (U, C)."],
    [`${base30}/MAV:Z`, "MAV:Z is not a value of Modified Attack Vector (X, N, A, L, P)."],
    [base40.replace("AT:N/", ""), "Attack Requirements (AT) is missing."],
    [base40.replace("SI:N", "SI:S"), "SI:S is not a value of Subsequent System Integrity"],
    [base40.replace("UI:N", "UI:R"), "UI:R is not a value of User Interaction (N, P, A)."],
    [base40.replace("AV:N/AC:L", "AC:L/AV:N"), "AV must come before AC: CVSS 4.0 fixes the order"],
    [`${base40}/CR:H/E:A`, "E must come before CR: CVSS 4.0 fixes the order of the metrics."],
    [`${base40}/S:N/MSA:S`, "MSA must come before S"],
    [`${base40}/U:RED`, "U:RED is not a value of Provider Urgency (X, Clear, Green, Amber, Red)."],
    [`${base40}/E:H`, "E:H is not a value of Exploit Maturity (X, A, P, U)."],
    [`${base40}/E:A/E:A`, "E is there twice."],
    [`${base40}/RL:O`, "RL is not a metric of CVSS 4.0."],
    [base20.replace("Au:N", "AU:N"), "AU must be written Au."],
    [base20.replace("Au:N/", ""), "Authentication (Au) is missing."],
    [base20.replace("C:C", "C:H"), "C:H is not a value of Confidentiality Impact (N, P, C)."],
    [base20.replace("AV:N/AC:L", "AC:L/AV:N"), "AV must come before AC: CVSS 2.0 fixes the order"],
    [`${base20}/E:X`, "E:X is not a value of Exploitability (U, POC, F, H, ND)."],
    [`${base20}/E:ND/E:ND`, "E is there twice."],
    [`${base20}/`, "The vector ends with a slash."],
    [`${base31}/${"E:P/".repeat(80)}`, "A CVSS vector has at most 255 characters."],
  ];

  test.each(refused)("%j is refused", (text, sentence) => {
    expect(faultOf(text)).toContain(sentence);
    expect(() => parseCvss(text)).toThrow(Refusal);
  });

  test("at least 46 kinds of malformed vectors are in this list, each once", () => {
    expect(new Set(refused.map(([text]) => text)).size).toBe(refused.length);
    expect(refused.length).toBeGreaterThanOrEqual(46);
  });

  test("the refusal carries its stable code and the sentence", () => {
    try {
      parseCvss("CVSS:3.1/AV:X");
      expect.unreachable();
    } catch (error) {
      expect(error).toMatchObject({
        code: "cvss.malformed",
        status: 422,
        details: { problem: "AV:X is not a value of Attack Vector (N, A, L, P)." },
      });
    }
  });

  test("a sentence never repeats control characters or long text of a stranger", () => {
    const fault = faultOf(`${base31}/\u001b[2J${"A".repeat(60)}:N`);
    expect(fault).toMatch(/^[\x20-\x7e…]+$/);
    expect(fault.length).toBeLessThan(80);
  });
});

describe("vectors that are read", () => {
  test("[ALE-53] [VEN-25] a vector keeps its version and its text as written", () => {
    expect(parseCvss(base30)).toMatchObject({ version: "3.0", text: base30 });
    expect(parseCvss(base31)).toMatchObject({ version: "3.1", text: base31 });
    expect(parseCvss(base40)).toMatchObject({ version: "4.0", text: base40 });
    expect(parseCvss(base20)).toMatchObject({ version: "2.0", text: base20 });
  });

  test("3.x takes its metrics in any order and is written in the standard's", () => {
    const vector = parseCvss("CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/E:P/AC:L/AV:N");
    expect(formatCvss(vector)).toBe(`${base31}/E:P`);
  });

  test.each(cvssVersions)("every valid %s vector reads back as it was written", (version) => {
    fc.assert(
      fc.property(anyCvss(version), (text) => {
        const vector = parseCvss(text);
        expect(vector.version).toBe(version);
        expect(formatCvss(vector)).toBe(text);
      }),
    );
  });

  test.each(cvssVersions)(
    "a %s vector with one character changed is refused or differs",
    (version) => {
      fc.assert(
        fc.property(
          anyCvss(version),
          fc.nat(),
          fc.string({ minLength: 1, maxLength: 1 }),
          (text, at, by) => {
            const index = at % text.length;
            fc.pre(text[index] !== by);
            const changed = text.slice(0, index) + by + text.slice(index + 1);
            const read = readCvss(changed);
            if (!("fault" in read)) expect(read.text).toBe(changed);
            if (!("fault" in read) && read.version !== "3.0" && read.version !== "3.1") {
              expect(formatCvss(read)).toBe(changed);
            }
          },
        ),
      );
    },
  );

  test("any text at all is read or answered with a sentence, never with a crash", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        expect(faultOf(text)).toMatch(/./);
      }),
    );
  });
});

describe("a calculator's form", () => {
  test("the choices of a form become a vector; what is left open is left out", () => {
    const choices = {
      ...{ AV: "N", AC: "L", PR: "N", UI: "N", S: "U", C: "H", I: "H", A: "H" },
      ...{ E: "X", RL: "", RC: undefined, CR: "H" },
    };
    expect(composeCvss("3.1", choices).text).toBe(`${base31}/CR:H`);
  });

  test("a form with a metric missing or unknown is refused", () => {
    expect(() => composeCvss("4.0", { AV: "N" })).toThrow("Attack Complexity (AC)");
    expect(() => composeCvss("3.1", { Au: "N" })).toThrow("Au is not a metric of CVSS 3.1.");
  });

  test("[ALE-53] [VEN-25] a form offers every metric of 3.0 and 3.1 by name, base ones mandatory", () => {
    for (const version of ["3.0", "3.1"] as const) {
      const groups = describeMetrics(version);
      expect(groups.map((group) => [group.key, group.metrics.length])).toEqual([
        ["base", 8],
        ["temporal", 3],
        ["environmental", 11],
      ]);
      for (const { key, metrics } of groups) {
        expect(metrics.every((metric) => metric.mandatory === (key === "base"))).toBe(true);
      }
      expect(groups[0]?.metrics[0]).toEqual({
        abbreviation: "AV",
        name: "Attack Vector",
        mandatory: true,
        values: [
          { abbreviation: "N", name: "Network" },
          { abbreviation: "A", name: "Adjacent" },
          { abbreviation: "L", name: "Local" },
          { abbreviation: "P", name: "Physical" },
        ],
      });
    }
  });
});
