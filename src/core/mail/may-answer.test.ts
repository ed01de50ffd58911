import fc from "fast-check";
import { expect, test } from "vitest";
import { checkOf, type MailAuthentication, notChecked, verdicts } from "./authentication.ts";
import {
  type AnswerFacts,
  answerHoldOf,
  answerHolds,
  answersADayMax,
  holdAfterCheck,
  mayAnswerByHand,
} from "./may-answer.ts";

const vouched: MailAuthentication = {
  ...notChecked,
  dmarc: { ...checkOf("pass"), ofSender: true },
};

const aReport: AnswerFacts = {
  sender: "finder@research.example",
  automatic: false,
  ours: ["psirt@vendor.example"],
  authentication: vouched,
  known: false,
  answeredToday: 0,
};

test("a sender whose domain vouches for the mail is answered", () => {
  expect(answerHoldOf(aReport)).toBeNull();
});

test.each([
  ["a program’s mail", { automatic: true }, "automatic"],
  ["a mail without a sender", { sender: null }, "no-address"],
  ["our own address", { sender: "PSIRT@vendor.example" }, "own-address"],
  ["our own address with a tag", { sender: "psirt+case@vendor.example" }, "own-address"],
  ["a mailer daemon", { sender: "MAILER-DAEMON@mx.example" }, "no-reply-address"],
  ["a postmaster", { sender: "postmaster@mx.example" }, "no-reply-address"],
  ["a no-reply address", { sender: "no-reply@shop.example" }, "no-reply-address"],
  ["a do-not-reply address", { sender: "alerts.donotreply@shop.example" }, "no-reply-address"],
  ["a return path of bounces", { sender: "bounces+17@list.example" }, "no-reply-address"],
  ["a list’s owner", { sender: "owner-talk@list.example" }, "no-reply-address"],
  ["a stranger of whom nothing is known", { authentication: notChecked }, "sender-unproven"],
  ["an arrival that nobody checked", { authentication: undefined }, "sender-unproven"],
  [
    "a stranger while name servers are away",
    { authentication: { ...notChecked, again: true as const } },
    "sender-unchecked",
  ],
  ["an eleventh mail in a day", { answeredToday: answersADayMax }, "answered-today"],
] as const)("no program answers %s", (_, change, hold) => {
  expect(answerHoldOf({ ...aReport, ...change })).toBe(hold);
});

test.each(["finder@research.example", "nora.eplyson@research.example", "reply@research.example"])(
  "%s is a person’s address",
  (sender) => expect(answerHoldOf({ ...aReport, sender })).toBeNull(),
);

test("somebody whose message a colleague has kept is answered though no domain vouches", () => {
  expect(answerHoldOf({ ...aReport, authentication: notChecked, known: true })).toBeNull();
});

const check = fc.record({
  verdict: fc.constantFrom(...verdicts),
  domain: fc.constant(null),
  ofSender: fc.boolean(),
});
const authentications = fc.record(
  {
    checkedBy: fc.constantFrom("parley" as const, "mail-server" as const),
    spf: check,
    dkim: check,
    dmarc: check,
    arc: check,
    again: fc.constant(true as const),
  },
  { requiredKeys: ["checkedBy", "spf", "dkim", "dmarc", "arc"] },
);
const facts: fc.Arbitrary<AnswerFacts> = fc.record({
  sender: fc.option(fc.emailAddress()),
  automatic: fc.boolean(),
  ours: fc.array(fc.emailAddress(), { maxLength: 3 }),
  authentication: fc.option(authentications, { nil: undefined }),
  known: fc.boolean(),
  answeredToday: fc.nat(20),
});

test("whatever comes, only a sender who is proven or known, a person, and not us is answered", () => {
  fc.assert(
    fc.property(facts, (each) => {
      const hold = answerHoldOf(each);
      if (hold !== null) expect(answerHolds).toContain(hold);
      else {
        expect(each.automatic).toBe(false);
        expect(each.sender).not.toBeNull();
        expect(each.ours).not.toContain(each.sender);
        expect(each.known || each.authentication?.dmarc.verdict === "pass").toBe(true);
        expect(each.answeredToday).toBeLessThan(answersADayMax);
      }
    }),
  );
});

test("a later check lets an answer go only where the domain then vouches, and opens no other hold", () => {
  fc.assert(
    fc.property(fc.constantFrom(null, ...answerHolds), authentications, (hold, later) => {
      const next = holdAfterCheck(hold, later);
      if (hold !== "sender-unchecked") expect(next).toBe(hold);
      else expect(next === null).toBe(later.dmarc.verdict === "pass");
    }),
  );
});

test("a person may answer whoever can read it", () => {
  const closed = answerHolds.filter((hold) => !mayAnswerByHand(hold));
  expect(closed).toEqual(["no-address", "own-address"]);
});
