import { expect, test } from "vitest";
import { besideReading, isUnread, whyUnread } from "./unread-mail.ts";

test("an agent that could not be asked is the reason, and not that no key was at hand", () => {
  expect(whyUnread(["decrypt.no-key", "mail.agent-unavailable"])).toBe("mail.agent-unavailable");
  expect(whyUnread(["mail.html-only", "decrypt.integrity"])).toBe("decrypt.integrity");
  expect(whyUnread(["mail.html-only"])).toBeNull();
});

test("a mail from before it was kept whether it opened is known by its problems", () => {
  expect(isUnread({ decrypted: null, problems: ["decrypt.no-key"] })).toBe(true);
  expect(isUnread({ decrypted: false })).toBe(true);
  expect(isUnread({ decrypted: true, problems: ["mail.html-only"] })).toBe(false);
  expect(isUnread({ decrypted: null })).toBe(false);
});

test("what was said of the sender outlives another reading", () => {
  const said = ["decrypt.no-key", "mail.date-unreadable", "sender.look-alike", "mail.looks-absent"];
  expect(besideReading(said)).toEqual(["sender.look-alike", "mail.looks-absent"]);
});
