import { expect, test } from "vitest";
import { aPack } from "../../../test/support/evidence.ts";
import { evidenceHtml } from "./evidence-page.tsx";
import { stateOf } from "./evidence-promise.tsx";

test("the page holds no script and no reference outside, and says what became of each promise", () => {
  const html = evidenceHtml(aPack());
  expect(html).not.toMatch(/<script|<link|<img|src=|href=|url\(|@import/);
  expect(html).toContain(">overdue<");
  expect(html).toContain("10 working days");
  expect(html).toContain("the operator’s own aim, not a promise");
});

test("what people wrote is text on the page, never markup", () => {
  const subject = "<script>alert(1)</script>";
  const [message] = aPack().messages;
  const content = {
    title: "<b>title</b>",
    reports: [],
    messages: [{ messageId: message?.messageId ?? "", subject, text: "a < b" }],
    breaches: [],
  };
  const html = evidenceHtml({ ...aPack(), content });
  expect(html).toContain("&lt;script>alert(1)&lt;/script>");
  expect(html).not.toContain("<script");
  expect(html).not.toContain("<b>");
});

test("a promise whose date passed before it was moved is told as such, whatever followed", () => {
  expect(stateOf({ state: "kept", broken: false })).toBe("kept");
  expect(stateOf({ state: "kept", broken: true })).toBe("kept, after a date that had passed");
  expect(stateOf({ state: "stopped", broken: true })).toBe("ended after it was due");
  expect(stateOf({ state: "stopped", broken: false })).toBe("ended, no longer owed");
});
