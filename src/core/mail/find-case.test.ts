import fc from "fast-check";
import { expect, test } from "vitest";
import { notChecked } from "./authentication.ts";
import {
  type CaseCandidate,
  caseWays,
  findCase,
  isAnswerBySubject,
  isVouchedFor,
  type MailFacts,
} from "./find-case.ts";
import { outsideReferencesIn } from "./outside-references.ts";

const aMail = (wish: Partial<MailFacts> = {}): MailFacts => ({
  vouched: false,
  isAnswer: false,
  unknown: [],
  isPointer: false,
  ...wish,
});

const aCandidate = (wish: Partial<CaseCandidate> = {}): CaseCandidate => ({
  caseId: "case-1",
  partyId: "party-1",
  isReporter: true,
  isOpen: true,
  ways: ["our-reference"],
  sameAddress: false,
  sameDomain: false,
  signed: false,
  ...wish,
});

const inThread = (why: string) => ({ found: "thread", caseId: "case-1", partyId: "party-1", why });
const toTray = { found: "ambiguous" };

test.each<[string, Partial<MailFacts>, Partial<CaseCandidate>, object]>([
  [
    "the party's own reply address, whoever sends",
    {},
    { ways: ["reply-address"] },
    inThread("reply-address"),
  ],
  [
    "an answer to our mail from the same address",
    {},
    { ways: ["answers-ours"], sameAddress: true },
    inThread("thread"),
  ],
  ["an answer to our mail from elsewhere", { vouched: true }, { ways: ["answers-ours"] }, toTray],
  [
    "our reference, and the domain vouches",
    { vouched: true },
    { sameAddress: true },
    inThread("domain"),
  ],
  [
    "our reference under the party's address, which nobody vouches for",
    {},
    { sameAddress: true },
    toTray,
  ],
  ["our reference from a stranger whose domain vouches", { vouched: true }, {}, toTray],
  ["our reference, signed by the party's key", {}, { signed: true }, inThread("signature")],
  [
    "their number, from their domain",
    { vouched: true },
    { ways: ["outside-reference"], sameDomain: true, isReporter: false },
    inThread("domain"),
  ],
  [
    "a reporter's number from another address of the domain",
    { vouched: true },
    { ways: ["outside-reference"], sameDomain: true },
    toTray,
  ],
  [
    "an answer to a mail of theirs that nobody vouches for",
    {},
    { ways: ["answers-theirs"], sameAddress: true },
    toTray,
  ],
  [
    "an answer to a mail of theirs from their domain",
    { vouched: true },
    { ways: ["answers-theirs"], sameAddress: true },
    inThread("domain"),
  ],
  [
    "an answer without any reference, signed",
    { isAnswer: true },
    { ways: ["party-key"], signed: true },
    inThread("signature"),
  ],
  ["a new letter without any reference, signed", {}, { ways: ["party-key"], signed: true }, toTray],
  [
    "a signed answer when the case is closed",
    { isAnswer: true },
    { ways: ["party-key"], signed: true, isOpen: false },
    toTray,
  ],
  [
    "our reference in the text alone",
    { vouched: true, isAnswer: true },
    { ways: ["reference-in-text"], sameAddress: true },
    toTray,
  ],
])("[CC-13] %s", (_, mail, candidate, expected) => {
  expect(findCase(aMail(mail), [aCandidate(candidate)])).toMatchObject(expected);
});

test("[CC-12] a coordinator's number that we do not know opens a notice, other numbers do not", () => {
  const unknown = outsideReferencesIn("VU#123456, CVE-2026-12345");
  expect(findCase(aMail({ unknown }), [])).toEqual({ found: "notice", references: [unknown[0]] });
  const others = outsideReferencesIn("CVE-2026-12345 [vendor.example #17]");
  expect(findCase(aMail({ unknown: others }), [])).toEqual({ found: "new" });
});

test("a letter that only says where its content is opens a notice", () => {
  expect(findCase(aMail({ isPointer: true }), [])).toEqual({ found: "notice", references: [] });
});

test("a subject that names two cases of the same party is for a person to place", () => {
  const both = ["case-1", "case-2"].map((caseId) =>
    aCandidate({ caseId, partyId: `of ${caseId}`, sameAddress: true }),
  );
  expect(findCase(aMail({ vouched: true }), both)).toMatchObject({
    found: "ambiguous",
    suggestions: [
      { caseId: "case-1", partyId: "of case-1" },
      { caseId: "case-2", partyId: "of case-2" },
    ],
  });
});

test("an answer in a thread that names another case as well stays in its thread", () => {
  const named = aCandidate({ caseId: "case-2", partyId: "party-2", sameAddress: true });
  const thread = aCandidate({ ways: ["answers-ours"], sameAddress: true });
  expect(findCase(aMail({ vouched: true }), [named, thread])).toEqual(inThread("thread"));
});

test("a suggestion names the party only where one stands out", () => {
  const parties = ["party-1", "party-2"].map((partyId) => aCandidate({ partyId }));
  expect(findCase(aMail(), parties)).toMatchObject({ suggestions: [{ partyId: null }] });
  const [one = aCandidate(), other = aCandidate()] = parties;
  const found = findCase(aMail(), [{ ...one, sameAddress: true }, other]);
  expect(found).toMatchObject({ suggestions: [{ partyId: "party-1" }] });
});

const candidate = fc.record({
  caseId: fc.constantFrom("case-1", "case-2", "case-3"),
  partyId: fc.constantFrom("party-1", "party-2", "party-3"),
  isReporter: fc.boolean(),
  isOpen: fc.boolean(),
  ways: fc.uniqueArray(fc.constantFrom(...caseWays), { minLength: 1 }),
  sameAddress: fc.boolean(),
  sameDomain: fc.boolean(),
  signed: fc.boolean(),
});
const facts = fc.record({
  vouched: fc.boolean(),
  isAnswer: fc.boolean(),
  unknown: fc.constant([]),
  isPointer: fc.boolean(),
});

test("nobody speaks as a party by its address alone: it takes a secret, a signature or a domain", () => {
  const anybody = candidate.map((each) => ({
    ...each,
    signed: false,
    ways: each.ways.filter((way) => way !== "reply-address" && way !== "answers-ours"),
  }));
  const some = anybody.filter(({ ways }) => ways.length > 0);
  fc.assert(
    fc.property(facts, fc.array(some, { maxLength: 6 }), (mail, candidates) => {
      const { found } = findCase({ ...mail, vouched: false }, candidates);
      expect(found).not.toBe("thread");
    }),
  );
});

test("whatever leads to a case is never lost: it is its thread, or a suggestion", () => {
  fc.assert(
    fc.property(facts, fc.array(candidate, { minLength: 1, maxLength: 8 }), (mail, candidates) => {
      const result = findCase(mail, candidates);
      const known = candidates.map(({ caseId }) => caseId);
      if (result.found === "thread") {
        expect(known).toContain(result.caseId);
      } else {
        expect(result.found).toBe("ambiguous");
        const suggested = result.found === "ambiguous" ? result.suggestions : [];
        expect(new Set(suggested.map(({ caseId }) => caseId))).toEqual(new Set(known));
      }
    }),
  );
});

test("the order in which candidates were found changes nothing", () => {
  fc.assert(
    fc.property(facts, fc.array(candidate, { maxLength: 6 }), (mail, candidates) => {
      const one = findCase(mail, candidates);
      const other = findCase(mail, candidates.toReversed());
      expect(other.found).toBe(one.found);
      if (one.found === "thread" && other.found === "thread") {
        expect(other.partyId).toBe(one.partyId);
      }
    }),
  );
});

test("a domain vouches by DMARC, or where it has none by its own signature or its own servers", () => {
  const pass = { verdict: "pass", domain: "lab.example", ofSender: true } as const;
  const none = { ...pass, verdict: "none" } as const;
  expect(isVouchedFor(undefined)).toBe(false);
  expect(isVouchedFor(notChecked)).toBe(false);
  expect(isVouchedFor({ ...notChecked, dmarc: pass })).toBe(true);
  expect(isVouchedFor({ ...notChecked, dmarc: none, dkim: pass })).toBe(true);
  expect(isVouchedFor({ ...notChecked, dmarc: none, spf: pass })).toBe(true);
  expect(isVouchedFor({ ...notChecked, dmarc: none, dkim: { ...pass, ofSender: false } })).toBe(
    false,
  );
  const fail = { ...pass, verdict: "fail" } as const;
  expect(isVouchedFor({ ...notChecked, dmarc: fail, dkim: pass, spf: pass })).toBe(false);
});

test("answers are known by how their subjects begin, in the languages of mail programs", () => {
  const answers = ["Re: x", "RE[2]: x", "AW: x", "[list] Re: x", "Rép : x", "SV: x", "Re：x"];
  for (const subject of answers)
    expect([subject, isAnswerBySubject(subject)]).toEqual([subject, true]);
  const others = ["Report: x", "Resolved: x", "Fwd: x", "A weakness, re: x", "", null];
  for (const subject of others)
    expect([subject, isAnswerBySubject(subject)]).toEqual([subject, false]);
});
