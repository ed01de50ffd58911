import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { asksPersonalData } from "../../core/identity/asks-personal-data.ts";
import { acknowledgement } from "./acknowledgement.ts";
import { closing } from "./closing.ts";
import { conclusion } from "./conclusion.ts";
import { messageNotice } from "./message-notice.ts";
import { permissionRequest } from "./permission-request.ts";
import { publicationNotice } from "./publication-notice.ts";
import { relevancy } from "./relevancy.ts";
import { remedyDate } from "./remedy-date.ts";
import { reminder } from "./reminder.ts";
import { staffMessage } from "./staff-message.ts";
import { status } from "./status.ts";

const now = new Date("2026-01-02T03:04:05Z");
const facts = {
  team: {
    organisation: "Example Networks",
    teamName: "Example PSIRT",
    address: "psirt@team.example",
    portalUrl: "https://psirt.team.example/report",
    policyUrl: "https://psirt.team.example/policy",
    fingerprint: null,
    liveIncidentText: "Please call your support.",
    rewardsText: "We pay no rewards at this time.",
  },
  reference: "EX-2026-7",
  portalLink: "https://psirt.team.example/portal/link/abc",
  timeZone: "Europe/Paris",
  now,
  promises: [{ what: "tell you where your report stands", by: now }],
  keyKnown: false,
};

const reasons = ["relevant", "not-relevant", "need-more"] as const;
const closeReasons = ["resolved", "not-relevant", "duplicate", "accepted-risk", "other"];

/** Every kind of letter, in each of its forms. */
const letters: Readonly<Record<string, readonly { subject: string; text: string }[]>> = {
  "acknowledgement.ts": [true, false].map((cameEncrypted) =>
    acknowledgement({ ...facts, receivedAt: now, cameEncrypted }),
  ),
  "closing.ts": closeReasons.map((reason) => closing({ ...facts, reason })),
  "conclusion.ts": (["confirmed", "not-confirmed"] as const).map((outcome) =>
    conclusion({ ...facts, outcome, explanation: "We looked at it.", severity: "High" }),
  ),
  "message-notice.ts": (["no-key", "key-unusable"] as const).map((because) =>
    messageNotice({ ...facts, because }),
  ),
  "permission-request.ts": [permissionRequest({ ...facts, recipient: "The maker of a part." })],
  "publication-notice.ts": [true, false].map((remediesAvailable) =>
    publicationNotice({
      ...facts,
      ...{ advisoryId: "EX-SA-1", advisoryUrl: "https://psirt.team.example/publications/EX-SA-1" },
      ...{ publishedAt: now, remediesAvailable },
    }),
  ),
  "relevancy.ts": reasons.map((decision) =>
    relevancy({ ...facts, decision, reasons: "We need the version of the product." }),
  ),
  "remedy-date.ts": [remedyDate({ ...facts, by: now })],
  "reminder.ts": [reminder({ ...facts, askedAt: now, waitUntil: now })],
  "staff-message.ts": [true, false].map((question) =>
    staffMessage({ ...facts, text: "Which version do you use?", question }),
  ),
  "status.ts": [status({ ...facts, step: "analysis", news: "We are still looking." })],
};

/** Letters to people with an account of ours. */
const toColleagues = ["account-changed.ts", "glass-alarm.ts"];

test("every template has its letters here", () => {
  const files = readdirSync(new URL(".", import.meta.url)).filter(
    (name) => name.endsWith(".ts") && !name.endsWith(".test.ts") && name !== "letter.ts",
  );
  const outside = files.filter((name) => !toColleagues.includes(name));
  expect(outside.filter((name) => !(name in letters))).toEqual([]);
});

test.each(Object.entries(letters))(
  "%s asks nobody who they are [VEN-21] [VEN-23]",
  (_, written) => {
    expect(written.length).toBeGreaterThan(0);
    for (const { subject, text } of written) {
      expect(asksPersonalData(`${subject}\n\n${text}`)).toEqual([]);
    }
  },
);
