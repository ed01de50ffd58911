import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import { actions } from "../../actions/registry.ts";
import type { EventView } from "../../store/events/reader.ts";
import { viewOf } from "./at-case.ts";
import { withoutPortalSecrets } from "./conversation-part.tsx";
import { doneWords } from "./done-words.ts";
import { distanceWords, dueOf } from "./due-words.ts";
import { whoOfEvent, wordsOfEvent } from "./event-words.ts";
import { vectorOfChoices } from "./vector-of-choices.ts";
import { withoutHardBreaks } from "./without-hard-breaks.ts";

const at = (text: string) => new Date(text);
const noon = at("2026-03-11T12:00:00Z");

test("a distance is said in the largest whole unit", () => {
  expect(distanceWords(noon, at("2026-03-11T12:00:30Z"))).toBe("in 1 minute");
  expect(distanceWords(noon, at("2026-03-11T13:59:00Z"))).toBe("in 119 minutes");
  expect(distanceWords(noon, at("2026-03-12T11:59:00Z"))).toBe("in 23 hours");
  expect(distanceWords(noon, at("2026-03-09T11:00:00Z"))).toBe("by 2 days");
  expect(distanceWords(noon, at("2026-04-11T12:00:00Z"))).toBe("in 4 weeks");
});

test("a promise is overdue, soon, open, paused, kept or kept late, and one that ended is not shown", () => {
  const clock = {
    promise: "status-update" as const,
    owedTo: "p",
    subjectId: "s",
    startedAt: at("2026-03-01T12:00:00Z"),
    dueAt: at("2026-03-15T12:00:00Z"),
    pausedMs: 0,
    policyVersion: 1,
    formerDues: [],
  };
  const stateAt = (now: string, more: object = {}) =>
    dueOf(
      { ...clock, ...more },
      { now: at(now), policies: [policyOf("ale.yaml")], zone: "UTC", owedTo: "the reporter" },
    )?.state;
  expect(stateAt("2026-03-16T12:00:00Z")).toBe("overdue");
  expect(stateAt("2026-03-15T00:00:00Z")).toBe("soon");
  expect(stateAt("2026-03-12T11:00:00Z")).toBe("open");
  expect(stateAt("2026-03-16T12:00:00Z", { pausedAt: noon })).toBe("paused");
  expect(stateAt("2026-03-16T12:00:00Z", { metAt: noon })).toBe("kept");
  expect(stateAt("2026-03-16T12:00:00Z", { metAt: at("2026-03-15T12:00:01Z") })).toBe("late");
  expect(stateAt("2026-03-16T12:00:00Z", { stoppedAt: noon })).toBeUndefined();
});

const event = (type: string, body: EventView["body"] = {}): EventView => ({
  eventId: "e",
  caseId: "c",
  sideId: "p",
  seq: 1,
  type,
  at: noon,
  actorKind: "staff",
  actorId: "a",
  body,
});
const names = { person: (id: string) => `Person ${id}`, party: () => "the reporter" };

test("events are told in sentences, and an unknown one by its name", () => {
  const told = (type: string, body?: EventView["body"]) =>
    wordsOfEvent(event(type, body), names).what;
  expect(told("case.assigned", { ownerId: "7" })).toBe("gave the case to Person 7");
  expect(told("relevancy.decided", { outcome: "need-more" })).toContain("more information needed");
  expect(told("advisory.refused", { number: "N", rule: "6.1.1" })).toContain("rule 6.1.1");
  expect(told("something.quite-new")).toBe("something quite new");
  expect(whoOfEvent(event("x"), names)).toBe("Person a");
  expect(whoOfEvent({ ...event("x"), actorKind: "outsider" }, names)).toBe("The reporter");
  expect(whoOfEvent({ ...event("x"), actorKind: "system" }, names)).toBe("Parley");
});

test("every deed on a case says afterwards that it was done", () => {
  const deeds = actions.filter((action) => action.path?.startsWith("/cases/{caseId}"));
  for (const { deed } of deeds) expect(doneWords, deed).toHaveProperty(deed);
});

test("a view in an address is one of ours or the overview", () => {
  expect(viewOf("publications/ALE-SA-2026-0001")).toBe("publications/ALE-SA-2026-0001");
  for (const evil of ["//evil.example", "publications/../../x", "publications/", "x", undefined]) {
    expect(viewOf(evil)).toBe("overview");
  }
});

test("a vector that was pasted goes before the choices, and none is made of nothing", () => {
  const chosen = { cvssVersion: "3.1", "cvss.AV": "N" };
  expect(vectorOfChoices({ ...chosen, vector: "CVSS:4.0/x" }).vector).toBe("CVSS:4.0/x");
  expect(vectorOfChoices({ cvssVersion: "3.1" }).vector).toBeUndefined();
  expect(() => vectorOfChoices(chosen)).toThrow("Attack Complexity (AC)");
  expect(() => vectorOfChoices({ ...chosen, "cvss.ZZ": "N" })).toThrow("not a metric");
});

test("prose that a mail program broke is joined, code and lists are not", () => {
  const prose =
    "A television set in a dormitory sends membership reports whose number of\ngroups is wrong.";
  expect(withoutHardBreaks(prose)).toBe(prose.replace("\n", " "));
  const code = "    if (length > packet.length) { return parse_records(packet, length);\nreturn 0;";
  expect(withoutHardBreaks(code)).toBe(code);
  const list =
    "What we tried on the three machines that stand in our laboratory was\n- a\n- b\n\nEnd";
  expect(withoutHardBreaks(list)).toBe(list);
  const short = "Hello,\nthere is a bug.";
  expect(withoutHardBreaks(short)).toBe(short);
});

test("portal links are shown without their secret", () => {
  expect(withoutPortalSecrets("https://p.example/portal/link/ab-C_9 and /portal")).toBe(
    "https://p.example/portal/link/… and /portal",
  );
});
