import { describe, expect, test } from "vitest";
import { aleBands } from "./bands.ts";
import { severityOf } from "./severity.ts";

const override = { level: "critical", reason: "Used against hospitals now.", by: "analyst-1" };

describe("severity", () => {
  test("[ALE-54] the level comes from the score by the policy's table and is given with it", () => {
    const severity = severityOf(8.9, aleBands);
    expect(severity).toMatchObject({ score: 8.9, level: { label: "High" }, override: null });
  });

  test("[VEN-27] a person may set another level with a reason; score and its band stay", () => {
    expect(severityOf(4.3, aleBands, override)).toMatchObject({
      score: 4.3,
      band: { label: "Medium" },
      level: { label: "Critical" },
      override,
    });
  });

  test("[VEN-27] a deviation without a reason or an author is refused", () => {
    for (const lacking of [{ reason: " \n" }, { by: "" }]) {
      expect(() => severityOf(4.3, aleBands, { ...override, ...lacking })).toThrow(
        expect.objectContaining({ code: "severity.reason" }),
      );
    }
  });

  test("[VEN-27] a deviation to a level that the policy does not have is refused", () => {
    expect(() => severityOf(4.3, aleBands, { ...override, level: "none" })).toThrow(
      "there are critical, high, medium, low",
    );
  });
});
