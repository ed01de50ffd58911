import { expect, test } from "vitest";
import { isSupportedOn, type Supported, supportOn } from "./support.ts";

const version = (some: Partial<Supported>): Supported => ({
  support: "full",
  supportedFrom: null,
  supportedUntil: null,
  ...some,
});

test("a version is supported from its first day to its last, both included", () => {
  const found = version({ supportedFrom: "2026-01-10", supportedUntil: "2026-03-31" });
  expect(supportOn(found, "2026-01-09")).toBe("not-yet");
  expect(supportOn(found, "2026-01-10")).toBe("full");
  expect(supportOn(found, "2026-03-31")).toBe("full");
  expect(supportOn(found, "2026-04-01")).toBe("ended");
});

test("security fixes alone are support; a support that was ended by hand has ended before its day", () => {
  expect(isSupportedOn(version({ support: "security" }), "2026-01-01")).toBe(true);
  const ended = version({ support: "ended", supportedUntil: "2030-01-01" });
  expect(isSupportedOn(ended, "2026-01-01")).toBe(false);
});

test("a version without dates is as it was set", () => {
  expect(supportOn(version({}), "2026-01-01")).toBe("full");
  expect(supportOn(version({ support: "ended" }), "2026-01-01")).toBe("ended");
});
