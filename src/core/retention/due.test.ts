import fc from "fast-check";
import { expect, test } from "vitest";
import { policyOf } from "../../../test/support/policy-files.ts";
import type { KeepFor, Retention } from "../policy/retention.ts";
import { keepsAll } from "../policy/retention.ts";
import { accountDue, customerDue, type KeptCase, requestDue, retention } from "./due.ts";

const base = policyOf("ale.yaml");
const policyWith = (own: Partial<Retention>, days = 0) => ({
  ...base,
  privacy: {
    ...base.privacy,
    retentionDaysAfterClose: days,
    retention: { ...keepsAll, ...own },
  },
});
const closedAt = new Date("2026-03-11T08:00:00Z");
const closed: KeptCase = { closedAt, closeReason: "resolved", held: false };
const later = (days: number) => new Date(+closedAt + days * 86_400_000);

const term: fc.Arbitrary<KeepFor> = fc.oneof(
  fc.record({ days: fc.integer({ min: 1, max: 4_000 }) }),
  fc.record({ months: fc.integer({ min: 1, max: 120 }) }),
  fc.constant("none" as const),
);
const anyRetention = fc.record({
  identities: term,
  content: term,
  rejected: term,
  accounts: term,
  customers: term,
  automatic: fc.subarray(["identities", "content", "accounts", "customers"] as const),
  requests: term,
});
const anyCase = fc.record({
  closedAt: fc.constantFrom(null, closedAt),
  closeReason: fc.constantFrom(null, "resolved", "not-relevant", "duplicate"),
  held: fc.boolean(),
});
const anyDays = fc.integer({ min: -10, max: 8_000 });
const kinds = fc.constantFrom("identity" as const, "content" as const);

test("[TH-23] whatever the policy and the time, a legal hold leaves nothing due", () => {
  fc.assert(
    fc.property(anyRetention, anyCase, anyDays, kinds, (own, of, days, kind) => {
      const found = retention(policyWith(own, 30), kind, { ...of, held: true }, later(days));
      expect(found.state).not.toBe("due");
      expect(found.state).not.toBe("waiting");
    }),
  );
});

test("an open case is kept, and what has no term is kept for ever", () => {
  fc.assert(
    fc.property(anyRetention, anyCase, anyDays, kinds, (own, of, days, kind) => {
      const open = { ...of, closedAt: null };
      expect(retention(policyWith(own), kind, open, later(days))).toEqual({
        state: "kept",
        because: "open",
      });
      expect(retention(policyWith({}), kind, { ...of, closedAt }, later(days))).toEqual({
        state: "kept",
        because: "no-term",
      });
    }),
  );
});

test("[TH-23] nothing is due before its time, and once due it stays due", () => {
  fc.assert(
    fc.property(anyRetention, anyDays, kinds, (own, days, kind) => {
      const found = retention(policyWith(own, 30), kind, closed, later(days));
      if (found.state === "kept") return;
      expect(found.state).toBe(found.dueAt <= later(days) ? "due" : "waiting");
      expect(retention(policyWith(own, 30), kind, closed, new Date(+found.dueAt)).state).toBe(
        "due",
      );
    }),
  );
});

test("an identity is never kept longer than the content that it belongs to", () => {
  fc.assert(
    fc.property(anyRetention, anyCase, (own, of) => {
      const at = { ...of, closedAt, held: false };
      const identity = retention(policyWith(own, 0), "identity", at, later(0));
      const content = retention(policyWith(own, 0), "content", at, later(0));
      if (content.state === "kept") return;
      expect(identity.state).not.toBe("kept");
      if (identity.state !== "kept") expect(+identity.dueAt).toBeLessThanOrEqual(+content.dueAt);
    }),
  );
});

test("[TH-23] each clause has its own term, and what was not relevant goes by its own", () => {
  const policy = policyWith({
    identities: { months: 6 },
    content: { months: 24 },
    rejected: { days: 90 },
    automatic: ["identities"],
  });
  const at = (day: number) => later(day);
  expect(retention(policy, "identity", closed, at(200))).toMatchObject({
    state: "due",
    clause: "privacy.retention.identities",
    automatic: true,
  });
  expect(retention(policy, "content", closed, at(200))).toMatchObject({
    state: "waiting",
    clause: "privacy.retention.content",
    dueAt: new Date("2028-03-11T08:00:00Z"),
  });
  const rejected = { ...closed, closeReason: "not-relevant" };
  for (const kind of ["identity", "content"] as const) {
    expect(retention(policy, kind, rejected, at(91))).toMatchObject({
      state: "due",
      clause: "privacy.retention.rejected",
    });
  }
  // What was not for us is kept no longer than what was not relevant.
  for (const closeReason of ["spam", "advertising", "misdirected"]) {
    expect(retention(policy, "content", { ...closed, closeReason }, at(91))).toMatchObject({
      state: "due",
      clause: "privacy.retention.rejected",
    });
  }
});

test("a month later is the same local time, over the change of clocks too", () => {
  expect(requestDue(policyWith({}), closedAt)).toEqual(new Date("2026-04-11T07:00:00Z"));
  expect(requestDue(policyWith({ requests: { days: 10 } }), closedAt)).toEqual(
    new Date("2026-03-21T08:00:00Z"),
  );
});

test("a closed account is kept unless the policy sets a term", () => {
  expect(accountDue(policyWith({}), closedAt)).toBeUndefined();
  expect(accountDue(policyWith({ accounts: { days: 30 } }), null)).toBeUndefined();
  expect(accountDue(policyWith({ accounts: { days: 30 } }), closedAt)).toEqual({
    dueAt: new Date("2026-04-10T07:00:00Z"),
    automatic: false,
  });
});

test("a customer is kept unless the policy sets a term, and while something of its contract holds", () => {
  expect(customerDue(policyWith({}), closedAt)).toBeUndefined();
  expect(customerDue(policyWith({ customers: { months: 1 } }), null)).toBeUndefined();
  const own = { customers: { months: 1 }, automatic: ["customers"] } as const;
  expect(customerDue(policyWith(own), closedAt)).toEqual({
    dueAt: new Date("2026-04-11T07:00:00Z"),
    automatic: true,
  });
});
