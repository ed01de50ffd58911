/** People who write to each other in the mail tests, and messages written by hand. */
import { makeKeyPair, type NewKeyPair } from "../../src/formats/mail/keys.ts";

export const keysMade = new Date("2026-01-01T00:00:00Z");
export const sentAt = new Date("2026-01-02T03:04:05Z");
export const readAt = new Date("2026-01-03T00:00:00Z");

export const team = await makeKeyPair({ name: "Team", email: "psirt@team.example", now: keysMade });
export const reporter = await makeKeyPair({
  name: "Reporter",
  email: "reporter@lab.example",
  now: keysMade,
});
export const stranger = await makeKeyPair({
  name: "Stranger",
  email: "stranger@else.example",
  now: keysMade,
});

export const ownKey = ({ armoredPrivate }: NewKeyPair) => ({ armored: armoredPrivate });

/** What the team reads with: its own key, and the reporter's confirmed one. */
export const teamKeys = {
  own: [ownKey(team)],
  trust: [reporter.armoredPublic],
  now: readAt,
};

/** Lines joined by CRLF, as they travel. */
export const bytesOf = (...lines: string[]) => Buffer.from(lines.join("\r\n"), "latin1");

export const plainHeader = [
  "From: Reporter <reporter@lab.example>",
  "To: psirt@team.example",
  "Subject: a report",
  "Date: Fri, 02 Jan 2026 03:04:05 +0000",
  "Message-ID: <1@lab.example>",
  "MIME-Version: 1.0",
];

/** A report on its way to the team. */
export const aReport = {
  from: { address: "reporter@lab.example", name: "Reporter" },
  to: [{ address: "psirt@team.example" }],
  subject: "Overflow in the parser",
  messageId: "<report-1@lab.example>",
  date: sentAt,
  text: "The parser of routers overflows.\nSteps: …\n",
};
