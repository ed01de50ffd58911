import { describe, expect, test } from "vitest";
import { isAutomatic, isForList, looksAbsent, wantsNoAnswer } from "./automatic-mail.ts";
import { readHeaderBlock } from "./header-block.ts";
import { mailLimits } from "./mail-limits.ts";

const fieldsOf = (...lines: string[]) =>
  readHeaderBlock(Buffer.from(`From: a@else.example\r\n${lines.join("\r\n")}\r\n\r\n`), mailLimits)
    .fields;

describe("mail that a program made", () => {
  test.each([
    ["a notice of absence (RFC 5230)", "Auto-Submitted: auto-replied (vacation)"],
    ["a monitor", "Auto-Submitted: auto-generated"],
    ["a notice of a change (RFC 5436)", 'Auto-Submitted: auto-notified; owner-email="a@b.example"'],
    ["a word that nobody knows yet", "Auto-Submitted: auto-thought"],
    ["a delivery report", "Content-Type: multipart/report; report-type=delivery-status"],
    ["whatever wants no answer at all", "Return-Path: <>"],
    ["an old vacation program", "Precedence: auto_reply"],
    ["cPanel and others", "X-Autoreply: yes"],
    ["many web mailers", "X-Autorespond: Holiday"],
    ["Lotus", "X-Autoreply-From: a@else.example"],
    ["GMX and WEB.DE", "X-Mail-Autoreply: 1"],
    ["Groupwise", "X-POST-MessageClass: 9; Autoresponder"],
    ["FirstClass", "X-FC-MachineGenerated: true"],
    ["Exim", "X-Failed-Recipients: nobody@else.example"],
    ["cron", "X-Cron-Env: <SHELL=/bin/sh>"],
    ["Qmail's autoresponder", "Delivered-To: Autoresponder"],
  ])("is known: %s", (_, line) => {
    expect(isAutomatic(fieldsOf(line))).toBe(true);
  });

  test.each([
    "Auto-Submitted: no",
    "Auto-Submitted: No (a person)",
    "Return-Path: <a@else.example>",
    "Precedence: first-class",
    "X-Autoreply: no",
    "Delivered-To: psirt@vendor.example",
    "X-Auto-Response-Suppress: All",
    "Subject: Automatic reply: it leaks the subject",
  ])("is not what a person's mail may carry: %s", (line) => {
    expect(isAutomatic(fieldsOf(line))).toBe(false);
  });
});

test.each([
  "List-Id: <security.lists.example>",
  "List-Unsubscribe: <mailto:off@lists.example>",
  "Precedence: bulk",
  "Precedence: list",
  "Precedence: junk",
])("what a list spread is known: %s", (line) => {
  expect(isForList(fieldsOf(line))).toBe(true);
  expect(isForList(fieldsOf("Subject: List-Id"))).toBe(false);
  expect(isForList(fieldsOf("Feedback-ID: 1.us-east-1:AmazonSES"))).toBe(false);
});

test("a wish for no automatic answer is heard", () => {
  expect(wantsNoAnswer(fieldsOf("X-Auto-Response-Suppress: DR, OOF, AutoReply"))).toBe(true);
  expect(wantsNoAnswer(fieldsOf("X-Auto-Response-Suppress: All"))).toBe(true);
  // Only delivery and read receipts are unwanted.
  expect(wantsNoAnswer(fieldsOf("X-Auto-Response-Suppress: DR, RN, NRN"))).toBe(false);
  expect(wantsNoAnswer(fieldsOf())).toBe(false);
});

describe("a subject", () => {
  test.each([
    "Out of Office: Re: [PSIRT-2026-0001] Your report",
    "Automatic reply: your report",
    "Abwesenheitsnotiz: Ihr Bericht",
    "Automatische Antwort: Ihr Bericht",
    "Abwesenheit bis 3. April",
    "Réponse automatique : votre signalement",
    "Absence du bureau - votre signalement",
  ])("hints at a notice of absence: %s", (subject) => {
    expect(looksAbsent(subject)).toBe(true);
  });

  test.each([
    "Automatic reply function leaks the sender",
    "Re: [PSIRT-2026-0001] out of office",
    "Out of bounds write in the parser",
    "Vacation planner: stored cross-site scripting",
    "",
  ])("that only speaks of it does not: %s", (subject) => {
    expect(looksAbsent(subject)).toBe(false);
  });

  test("takes no time, however it is written", () => {
    expect(looksAbsent(`${" ".repeat(500_000)}x`)).toBe(false);
    expect(looksAbsent(null)).toBe(false);
  });
});
