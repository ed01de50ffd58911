import { expect, test } from "vitest";
import { staffSide } from "../cases/sides.ts";
import { type PastEvent, pastClockEvent } from "./past-event.ts";

const on = { caseId: "case", onlyParty: "reporter" };
const event = (rest: Partial<PastEvent>): PastEvent => ({
  eventId: "event",
  sideId: staffSide,
  type: "report.received",
  at: new Date("2026-03-02T10:00:00Z"),
  actorKind: "staff",
  body: {},
  ...rest,
});

test("a past event counts from when it happened, and from its record where nobody said when", () => {
  const happened = { body: { happenedAt: "2026-03-01T10:00:00.000Z" } };
  expect(pastClockEvent(event(happened), on).at).toEqual(new Date("2026-03-01T10:00:00Z"));
  expect(pastClockEvent(event({}), on).at).toEqual(new Date("2026-03-02T10:00:00Z"));
});

test("a past event concerns the party it names, its side's, or the only one of the case", () => {
  expect(pastClockEvent(event({ body: { partyId: "named" } }), on).owedTo).toBe("named");
  expect(pastClockEvent(event({ sideId: "party side" }), on).owedTo).toBe("party side");
  expect(pastClockEvent(event({}), on).owedTo).toBe("reporter");
  expect(pastClockEvent(event({}), { ...on, onlyParty: undefined }).owedTo).toBeUndefined();
});

test("a fact that people recorded turns the promises that it turned then, and no party's instead", () => {
  const told = (towards: string) => event({ body: { partyId: null, towards } });
  expect(pastClockEvent(told("staff"), on).owedTo).toBe(staffSide);
  expect(pastClockEvent(told("all"), on).owedTo).toBeUndefined();
});

test("only the acknowledgement that a task sent was automatic", () => {
  const bySystem = { actorKind: "system" };
  const acknowledged = { ...bySystem, type: "acknowledgement.sent" };
  expect(pastClockEvent(event(acknowledged), on).by).toBe("automatic");
  expect(pastClockEvent(event({ type: "acknowledgement.sent" }), on).by).toBe("person");
  expect(pastClockEvent(event({ ...bySystem, type: "conclusion.sent" }), on).by).toBe("person");
});

test("a question is the message that asked it, for what asks and for what answers", () => {
  const asked = { type: "question.asked", body: { messageId: "message" } };
  const answered = { type: "question.answered", body: { messageId: "reply", question: "message" } };
  expect(pastClockEvent(event(asked), on).subjectId).toBe("message");
  expect(pastClockEvent(event(answered), on).subjectId).toBe("message");
});

test("a past moment that was only told anew is told anew again when it is counted once more", () => {
  const back = event({ type: "exploitation.refuted", body: { toldAnew: ["exploitation.known"] } });
  expect(pastClockEvent(back, on).toldAnew).toEqual(["exploitation.known"]);
  const anew = event({ type: "exploitation.known", body: { tellsAnew: "taken back" } });
  expect(pastClockEvent(anew, on).tellsAnew).toBe("taken back");
});
