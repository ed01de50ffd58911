import fc from "fast-check";
import { expect, test } from "vitest";
import { talkOf } from "./call.ts";
import { hoursOf, preferenceText } from "./channel.ts";

const known = { colleagues: ["analyst", "engineer"], parties: ["reporter"] };
const here = { now: new Date("2026-03-10T12:00:00Z"), zone: "Europe/Paris" };
const talk = { at: new Date("2026-03-09T23:30:00Z"), participants: ["analyst"], followUps: [] };
const refused = (code: string) => expect.objectContaining({ code });
const refusing = (more: object, code: string) =>
  expect(() => talkOf({ ...talk, ...more }, known, here)).toThrow(refused(code));

test("who took part is told apart by whether they are of the house, each once", () => {
  const participants = ["reporter", "engineer", "reporter"];
  const took = talkOf({ ...talk, participants }, known, here);
  expect(took).toEqual({ colleagues: ["engineer"], parties: ["reporter"] });
});

test("nobody who is not on the case took part, whoever else did", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.subarray(["analyst", "engineer", "reporter"]), (stranger, others) => {
      refusing({ participants: [...others, stranger] }, "call.not-on-case");
    }),
  );
});

test("a talk that has not begun is not recorded", () => {
  refusing({ at: new Date("2026-03-10T12:00:01Z") }, "call.future");
});

test("what was promised is due on the day of the talk at the earliest, as that day is where the house is", () => {
  const promised = { what: "Send the build.", ownerId: "analyst" };
  const due = (dueOn: string) => ({ followUps: [{ ...promised, dueOn }] });
  // 23:30 UTC is the 10th already in Paris.
  refusing(due("2026-03-09"), "follow-up.before-call");
  expect(talkOf({ ...talk, ...due("2026-03-10") }, known, here).colleagues).toEqual(["analyst"]);
  const theirs = { followUps: [{ ...promised, ownerId: "reporter", dueOn: "2026-03-20" }] };
  refusing(theirs, "follow-up.owner");
});

test("the hours of a party stand with their zone; halves and unknown zones are refused", () => {
  const hours = hoursOf("9:00", "17:30", "Asia/Tokyo");
  expect(preferenceText({ channel: "telephone", hours })).toBe(
    "telephone, 09:00 to 17:30 (Asia/Tokyo)",
  );
  expect(hoursOf("", "", "nowhere")).toBeNull();
  for (const [from, until] of [
    ["09:00", ""],
    ["25:00", "26:00"],
    ["09:00", "9:00"],
  ] as const) {
    expect(() => hoursOf(from, until, "UTC")).toThrow(refused("channel.hours"));
  }
  expect(() => hoursOf("09:00", "17:00", "Europe/Nowhere")).toThrow(refused("channel.zone"));
});
