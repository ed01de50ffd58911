import { describe, expect, test } from "vitest";
import type { ReportFields } from "../reports/arrival.ts";
import { openSignals, type SignalReport, signalsIn } from "./signals.ts";

const at = new Date("2026-05-04T09:00:00Z");

function report(fields: ReportFields, rest: Partial<SignalReport> = {}): SignalReport {
  return { reportId: "r1", channel: "form", receivedAt: at, content: { fields }, ...rest };
}

describe("a signal", () => {
  test("[ALE-59] is what a report says of attacks, known since it reached the desk", () => {
    expect(signalsIn([report({ exploited: "yes" }, { channel: "support" })])).toEqual([
      {
        reportId: "r1",
        kind: "attack-observed",
        said: "exploited",
        awareAt: at,
        desk: "support",
        source: "customer",
      },
    ]);
  });

  test("is raised by a live incident too, once", () => {
    const fields = { "live-incident": "yes", exploited: "yes" } as const;
    expect(signalsIn([report(fields)]).map(({ said }) => said)).toEqual(["exploited"]);
    expect(signalsIn([report({ "live-incident": "yes" })]).map(({ said }) => said)).toEqual([
      "live-incident",
    ]);
  });

  test("[X-08] carries whether a weakness of ours is being used, and is raised by a no as well", () => {
    const saidWith = (used: string) =>
      signalsIn([report({ "live-incident": "yes", "product-used": used })]).map(({ said }) => said);
    expect(saidWith("yes")).toEqual(["product-used"]);
    expect(saidWith("unknown")).toEqual(["live-incident"]);
    expect(saidWith("no")).toEqual(["live-elsewhere"]);
    expect(signalsIn([report({ "live-incident": "no", "product-used": "no" })])).toEqual([]);
  });

  test.each(["no", "No.", "n/a", "none", " - ", "unknown", ""])(
    "is not raised by a no to publicity: %j",
    (text) => {
      expect(signalsIn([report({ "already-public": text })])).toEqual([]);
    },
  );

  test("[ALE-61] is raised by a place where it is public", () => {
    const fields = { "already-public": "https://blog.example/post, since Monday" };
    expect(signalsIn([report(fields)]).map(({ kind }) => kind)).toEqual(["details-public"]);
  });

  test("is open until somebody confirms it or says that it is none", () => {
    const signals = signalsIn([
      report({ exploited: "yes" }),
      report({ exploited: "yes" }, { reportId: "r2" }),
    ]);
    const open = openSignals(signals, [{ reportId: "r1", kind: "attack-observed" }]);
    expect(open.map(({ reportId }) => reportId)).toEqual(["r2"]);
  });
});
