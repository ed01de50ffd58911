import { expect, test } from "vitest";
import { anEvent, clocksOf, policyOf } from "../../../../test/support/policy-files.ts";

const ale = policyOf("ale.yaml");
// The coordinator wrote on 2 March; the mail lay unread until 20 March.
const attempted = anEvent("coordinator.contact-attempted", "2026-03-02T15:00:00Z");
const received = anEvent("report.received", "2026-03-20T09:00:00Z");

test("[CC-05] a coordinator that states no date publishes 45 days after its contact attempt", () => {
  const [clock] = clocksOf("coordinator-publication", ale, [attempted]);
  expect(clock?.dueAt).toEqual(new Date("2026-04-16T21:59:59Z"));
});

test("[CC-06] the clock runs from the first contact attempt, not from our reading or a second try", () => {
  const again = anEvent("coordinator.contact-attempted", "2026-03-18T15:00:00Z");
  const clocks = clocksOf("coordinator-publication", ale, [attempted, again, received]);
  expect(clocks).toMatchObject([
    { startedAt: attempted.at, dueAt: new Date("2026-04-16T21:59:59Z") },
  ]);
});

test("it is somebody else's rule, so it is no promise of ours", () => {
  expect(ale.promises["coordinator-publication"]?.basis).toBe("rule");
});

test("[CC-05] the coordinator's own file promises the 45 days, and a weekend moves the day", () => {
  const certcc = policyOf("certcc.yaml");
  expect(certcc.promises["coordinator-publication"]?.basis).toBe("text");
  const due = (at: string) => {
    const attempt = anEvent("coordinator.contact-attempted", at);
    return clocksOf("coordinator-publication", certcc, [attempt])[0]?.dueAt?.toISOString();
  };
  // Thursday 16 April, and instead of Saturday 18 April Monday the 20th; the day ends in Pittsburgh.
  expect(due("2026-03-02T15:00:00Z")).toBe("2026-04-17T03:59:59.000Z");
  expect(due("2026-03-04T15:00:00Z")).toBe("2026-04-21T03:59:59.000Z");
});

test("[CC-06] an earlier attempt that becomes known later takes its days from us, a stated date stays", () => {
  const earlier = anEvent("coordinator.contact-attempted", "2026-02-16T15:00:00Z");
  const clock = clocksOf("coordinator-publication", ale, [attempted, received, earlier]).at(-1);
  expect(clock).toMatchObject({
    startedAt: earlier.at,
    dueAt: new Date("2026-04-02T21:59:59Z"),
    formerDues: [{ dueAt: new Date("2026-04-16T21:59:59Z"), because: "attempt" }],
  });
  const stated = { ...attempted, agreed: new Date("2026-05-01T10:00:00Z") };
  const kept = clocksOf("coordinator-publication", ale, [received, stated, earlier]).at(-1);
  expect([kept?.startedAt, kept?.dueAt]).toEqual([earlier.at, stated.agreed]);
});
