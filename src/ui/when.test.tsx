import fc from "fast-check";
import { renderToString } from "preact-render-to-string";
import { expect, test } from "vitest";
import { When, whenText } from "./when.tsx";

test("an instant shows its date, hour and zone, and the exact instant for machines", () => {
  expect(renderToString(<When at="2026-05-04T11:30:00+02:00" />)).toBe(
    '<time datetime="2026-05-04T09:30:00Z">4 May 2026, 09:30 UTC</time>',
  );
});

test("another zone is named with its offset on that day", () => {
  const zone = "Europe/Paris";
  expect(whenText({ at: "2026-05-04T09:30:00Z", zone })).toBe(
    "4 May 2026, 11:30 Europe/Paris (UTC+02:00)",
  );
  expect(whenText({ at: "2026-01-04T23:30:00Z", zone })).toBe(
    "5 January 2026, 00:30 Europe/Paris (UTC+01:00)",
  );
});

test("a day in UTC is a plain date, in another zone it names the zone", () => {
  const at = "2026-05-04T23:30:00Z";
  expect(whenText({ at, precision: "day" })).toBe("4 May 2026");
  expect(whenText({ at, precision: "day", zone: "Asia/Tokyo" })).toBe(
    "5 May 2026 Asia/Tokyo (UTC+09:00)",
  );
});

test("text, Date and Temporal.Instant of the same instant read the same", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_102_444_800 }), (seconds) => {
      const date = new Date(seconds * 1000);
      const said = whenText({ at: date, precision: "second" });
      expect(whenText({ at: date.toISOString(), precision: "second" })).toBe(said);
      expect(whenText({ at: { epochMilliseconds: seconds * 1000 }, precision: "second" })).toBe(
        said,
      );
    }),
  );
});

test("a text without an offset is refused, because every server would read it differently", () => {
  expect(() => whenText({ at: "2026-05-04T09:30" })).toThrow(RangeError);
  expect(() => whenText({ at: "tomorrowZ" })).toThrow(RangeError);
});
