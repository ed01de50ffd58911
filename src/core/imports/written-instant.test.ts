import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type DateOrder, isZone, writtenInstant } from "./written-instant.ts";

const read = (text: string, order: DateOrder = "year-first", zone = "UTC") =>
  writtenInstant(text, { order, zone })?.toISOString();

describe("dates of other programs", () => {
  test.each([
    ["2026-03-31", "2026-03-31T00:00:00.000Z"],
    ["2026-03-31 06:15:06 UTC", "2026-03-31T06:15:06.000Z"],
    ["2026-03-31T06:15:06.123Z", "2026-03-31T06:15:06.000Z"],
    ["2026-03-31T06:15:06+02:00", "2026-03-31T04:15:06.000Z"],
    ["2026-03-31 06:15 -0500", "2026-03-31T11:15:00.000Z"],
    ["2026/3/1, 11:05 PM", "2026-03-01T23:05:00.000Z"],
  ])("%s is read with its zone", (text, at) => expect(read(text)).toBe(at));

  test("a time without a zone is of the zone that was said, in summer and in winter", () => {
    expect(read("2026-01-31 12:00", "year-first", "Europe/Paris")).toBe("2026-01-31T11:00:00.000Z");
    expect(read("2026-07-31 12:00", "year-first", "Europe/Paris")).toBe("2026-07-31T10:00:00.000Z");
  });

  test("which number is the month is said and never guessed", () => {
    expect(read("03/04/2026")).toBeUndefined();
    expect(read("03/04/2026", "day-first")).toBe("2026-04-03T00:00:00.000Z");
    expect(read("03/04/2026", "month-first")).toBe("2026-03-04T00:00:00.000Z");
    expect(read("31/03/2026", "month-first")).toBeUndefined();
    expect(read("2026-03-31", "month-first")).toBe("2026-03-31T00:00:00.000Z");
  });

  test.each(["", "soon", "2026-02-30", "2026-03-31 25:00", "2026-03-31 06:15 CEST", "1774937706"])(
    "%j is no date",
    (text) => expect(read(text)).toBeUndefined(),
  );

  test("every instant that is written by ISO 8601 is read again, and no text makes it fall", () => {
    const whole = fc.date({
      min: new Date("1990-01-01"),
      max: new Date("2090-01-01"),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(whole, fc.constantFrom<DateOrder>("day-first", "year-first"), (at, order) => {
        const second = new Date(Math.floor(at.getTime() / 1_000) * 1_000);
        expect(read(second.toISOString(), order)).toBe(second.toISOString());
      }),
    );
    fc.assert(fc.property(fc.string({ unit: "grapheme" }), (text) => void read(text, "day-first")));
  });

  test("a zone is one that there is", () => {
    expect([isZone("Europe/Paris"), isZone("UTC"), isZone("Mars/Base"), isZone("")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
