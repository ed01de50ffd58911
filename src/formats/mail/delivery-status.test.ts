import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readAt } from "../../../test/support/mail.ts";
import { readMail } from "./read-mail.ts";

const ours = "<0123456789abcdef0123456789abcdef@vendor.example>";
const lines = (...each: string[]) => each.join("\r\n");
const read = async (source: string) =>
  readMail(Buffer.from(source, "latin1"), { own: [], trust: [], now: readAt });
const reportOf = async (source: string) => (await read(source)).report;

interface Wish {
  readonly from?: string;
  readonly fields?: readonly string[];
  readonly ofMessage?: readonly string[];
  readonly ofRecipient?: readonly string[];
  readonly returned?: readonly string[];
}

/** A notification as RFC 3464 shows them. */
function notification(wish: Wish = {}): string {
  const {
    from = "MAILER-DAEMON@mx.else.example",
    fields = [],
    ofMessage = ["Reporting-MTA: dns; mx.else.example"],
    ofRecipient = [
      "Final-Recipient: rfc822; finder@else.example",
      "Action: failed",
      "Status: 5.1.1",
      "Diagnostic-Code: smtp; 550 5.1.1 <finder@else.example>:",
      " no such user",
    ],
    returned = ["Content-Type: text/rfc822-headers", "", `Message-ID: ${ours}`, "Subject: […]"],
  } = wish;
  return lines(
    `From: Mail Delivery System <${from}>`,
    "To: psirt@vendor.example",
    "Subject: Undelivered Mail Returned to Sender",
    "Date: Fri, 02 Jan 2026 03:04:05 +0000",
    "Auto-Submitted: auto-replied",
    ...fields,
    'Content-Type: multipart/report; report-type=delivery-status; boundary="b"',
    "",
    "--b",
    "Content-Type: text/plain",
    "",
    "I'm sorry to have to inform you that your message could not be delivered.",
    "--b",
    "Content-Type: message/delivery-status",
    "",
    ...ofMessage,
    "",
    ...ofRecipient,
    "",
    "--b",
    ...returned,
    "--b--",
    "",
  );
}

describe("a delivery status notification", () => {
  test("tells which mail, to whom, what became of it, and why", async () => {
    expect(await reportOf(notification())).toEqual({
      form: "notification",
      mailIds: [ours],
      envelopeIds: [],
      recipients: [
        {
          recipient: "finder@else.example",
          action: "failed",
          status: "5.1.1",
          diagnostic: "smtp; 550 5.1.1 <finder@else.example>: no such user",
        },
      ],
    });
  });

  test("names the envelope, and the address as we wrote it before it was forwarded", async () => {
    const report = await reportOf(
      notification({
        ofMessage: ["Original-Envelope-Id: 0123456789abcdef0123456789abcdef"],
        ofRecipient: [
          "Original-Recipient: rfc822;finder@else.example",
          "Final-Recipient: rfc822;somebody@far.example",
          "Action: delivered (to mailbox)",
          "Status: 2.1.5",
        ],
        returned: [],
      }),
    );
    expect(report).toMatchObject({
      envelopeIds: ["0123456789abcdef0123456789abcdef"],
      recipients: [{ recipient: "finder@else.example", action: "delivered", diagnostic: null }],
    });
  });

  test.each(["failed", "delayed", "delivered", "relayed", "expanded"])(
    "says %s",
    async (action) => {
      const ofRecipient = [
        "Final-Recipient: rfc822; a@else.example",
        `Action: ${action.toUpperCase()}`,
      ];
      expect((await reportOf(notification({ ofRecipient })))?.recipients[0]?.action).toBe(action);
    },
  );

  test("without an action is understood by the class of its status", async () => {
    const ofRecipient = ["Final-Recipient: rfc822; a@else.example", "Status: 4.4.7 (too late)"];
    const report = await reportOf(notification({ ofRecipient }));
    expect(report?.recipients).toMatchObject([{ action: "delayed", status: "4.4.7" }]);
  });

  test("brings the whole mail back, in base64, or names it by what it answers", async () => {
    const whole = Buffer.from(lines("Subject: x", `Message-ID: ${ours}`, "", "body")).toString(
      "base64",
    );
    const returned = [
      "Content-Type: message/rfc822",
      "Content-Transfer-Encoding: base64",
      "",
      whole,
    ];
    expect((await reportOf(notification({ returned })))?.mailIds).toEqual([ours]);
    const answers = notification({ returned: [], fields: [`References: <a@b.example> ${ours}`] });
    expect((await reportOf(answers))?.mailIds).toContain(ours);
  });

  test("within what a gateway put around it is found", async () => {
    const inner = notification();
    const at = inner.indexOf("Content-Type: multipart/report");
    const wrapped = lines(
      `${inner.slice(0, at)}Content-Type: multipart/mixed; boundary="o"`,
      "",
      "--o",
      inner.slice(at),
      "--o",
      "Content-Type: text/plain",
      "",
      "Scanned by the gateway.",
      "--o--",
      "",
    );
    expect((await reportOf(wrapped))?.recipients[0]?.action).toBe("failed");
  });

  test("that a person attached or pasted is none", async () => {
    const attached = lines(
      "From: Reporter <finder@else.example>",
      "Subject: my mail came back",
      'Content-Type: multipart/mixed; boundary="o"',
      "",
      "--o",
      "Content-Type: text/plain",
      "",
      "Hello, this mail could not be delivered:",
      `Message-ID: ${ours}`,
      "--o",
      notification().slice(notification().indexOf("Content-Type: multipart/report")),
      "--o--",
      "",
    );
    expect(await reportOf(attached)).toBeUndefined();
  });
});

test("a receipt says that a program showed the mail, and a denial nothing", async () => {
  const receipt = (disposition: string) =>
    lines(
      "From: Reporter <finder@else.example>",
      'Content-Type: multipart/report; report-type=disposition-notification; boundary="b"',
      "",
      "--b",
      "Content-Type: text/plain",
      "",
      "It was displayed.",
      "--b",
      "Content-Type: message/disposition-notification",
      "",
      "Final-Recipient: rfc822;finder@else.example",
      `Original-Message-ID: ${ours}`,
      `Disposition: ${disposition}`,
      "",
      "--b--",
      "",
    );
  expect(await reportOf(receipt("manual-action/MDN-sent-manually; displayed"))).toMatchObject({
    form: "receipt",
    mailIds: [ours],
    recipients: [{ action: "delivered", recipient: "finder@else.example" }],
  });
  expect(await reportOf(receipt("automatic-action/MDN-sent-automatically; failed"))).toMatchObject({
    recipients: [{ action: "relayed" }],
  });
});

/** As they are sent, with other names: no part of them is a MIME report. */
const plain: readonly [string, string, object][] = [
  [
    "qmail",
    lines(
      "Hi. This is the qmail-send program at mx.else.example.",
      "I'm afraid I wasn't able to deliver your message to the following addresses.",
      "",
      "<finder@else.example>:",
      "192.0.2.7 does not like recipient.",
      "Remote host said: 550 5.1.1 no mailbox here by that name",
      "Giving up on 192.0.2.7.",
      "",
      "--- Below this line is a copy of the message.",
      "",
      "Return-Path: <psirt@vendor.example>",
      `Message-ID: ${ours}`,
    ),
    { action: "failed", status: "5.1.1", recipient: "finder@else.example" },
  ],
  [
    "Exim",
    lines(
      "This message was created automatically by mail delivery software.",
      "",
      "A message that you sent has not yet been delivered to one or more of its",
      "recipients after more than 24 hours on the queue on mx.else.example.",
      "No action is required on your part. Delivery attempts will continue",
      "  finder@else.example",
      "------ This is a copy of the message's header. ------",
      `Message-ID: ${ours}`,
    ),
    { action: "delayed", status: null },
  ],
  [
    "sendmail",
    lines(
      "   ----- The following addresses had permanent fatal errors -----",
      "<finder@else.example>",
      "    (reason: 552 5.2.2 Mailbox full)",
      "",
      "   ----- Transcript of session follows -----",
      "... while talking to mx.else.example.:",
      "   ----- Original message follows -----",
      `Message-ID: ${ours}`,
    ),
    { action: "failed", status: "5.2.2" },
  ],
  [
    "Exchange",
    lines(
      "Delivery has failed to these recipients or groups:",
      "",
      "finder@else.example<mailto:finder@else.example>",
      "The e-mail address you entered couldn't be found.",
      "",
      "mx.else.example #<mx.else.example #5.1.10 smtp; 550 5.1.10 not found> #SMTP#",
      "Original message headers:",
      "",
      `Message-ID: ${ours}`,
    ),
    { action: "failed", status: "5.1.10" },
  ],
];

describe("a bounce in words alone", () => {
  const mailOf = (from: string, text: string) =>
    lines(`From: ${from}`, "Subject: failure notice", "Content-Type: text/plain", "", text, "");

  test.each(plain)("of %s is understood", async (_, text, expected) => {
    const report = await reportOf(mailOf("MAILER-DAEMON@mx.else.example", text));
    expect(report).toMatchObject({ form: "plain", mailIds: [ours], recipients: [expected] });
  });

  test.each(plain)("of %s is no report from a person", async (_, text) => {
    expect(await reportOf(mailOf("finder@else.example", text))).toBeUndefined();
  });

  test("of the postmaster about something else is no report", async () => {
    const text = `The server moves on Friday.\r\nMessage-ID: ${ours}`;
    expect(await reportOf(mailOf("postmaster@else.example", text))).toBeUndefined();
  });
});

test("whatever a report says, it stays within bounds and holds no control characters", async () => {
  const word = fc.string({ unit: "binary", maxLength: 300 });
  const field = fc
    .tuple(
      fc.constantFrom("Action", "Status", "Final-Recipient", "Diagnostic-Code", "X", "Message-ID"),
      fc.oneof(word, fc.constantFrom("failed", "5.1.1", "rfc822;a@b.example")),
    )
    .map(([name, value]) => `${name}: ${value}`);
  await fc.assert(
    fc.asyncProperty(fc.array(field, { maxLength: 40 }), async (fields) => {
      const blocks = fields.flatMap((each, index) => (index % 4 === 3 ? [each, ""] : [each]));
      const report = await reportOf(notification({ ofRecipient: blocks }));
      expect(report?.recipients.length ?? 0).toBeLessThanOrEqual(20);
      for (const { diagnostic, recipient, status } of report?.recipients ?? []) {
        expect(diagnostic ?? "").toMatch(/^\P{Cc}{0,500}$/u);
        expect(recipient ?? "").toMatch(/^\P{Cc}{0,254}$/u);
        expect(status ?? "5.0.0").toMatch(/^[245]\.\d{1,3}\.\d{1,3}$/);
      }
    }),
    { numRuns: 200 },
  );
});
