/**
 * Reads what mail servers report of a mail: delivery status notifications (RFC 3464 within RFC 6522)
 * and receipts (RFC 8098). What the report says is a claim; whether it names a mail of ours is asked
 * elsewhere. Never throws, and never takes a person's words for a report.
 */
import type { ReportAction } from "../../core/mail/delivery-fate.ts";
import { type HeaderField, headerValue, readHeaderBlock } from "./header-block.ts";
import type { MailLimits } from "./mail-limits.ts";
import { readPlainReport } from "./plain-bounce.ts";
import type { MailPart } from "./split-mime.ts";
import { decodeTransfer } from "./transfer-encoding.ts";

export interface ReportedRecipient {
  readonly recipient: string | null;
  readonly action: ReportAction;
  /** RFC 3463, such as "5.1.1". */
  readonly status: string | null;
  /** The words of the server that said so, in one line of 500 letters at most. */
  readonly diagnostic: string | null;
}

export interface DeliveryReport {
  /** `receipt`: a program of the recipient's shows or deletes the mail. It says nothing of a reader. */
  readonly form: "notification" | "receipt" | "plain";
  /** Message-IDs that the report says it is about, with their angle brackets. */
  readonly mailIds: readonly string[];
  readonly envelopeIds: readonly string[];
  readonly recipients: readonly ReportedRecipient[];
}

export interface ReportSources {
  readonly root: MailPart;
  readonly sender: string | null;
  /** The readable text of the mail. */
  readonly text: string;
  /** What the mail itself says it answers. */
  readonly answers: readonly string[];
}

const statusTypes = ["message/delivery-status", "message/global-delivery-status"];
const receiptTypes = [
  "message/disposition-notification",
  "message/global-disposition-notification",
];
const returnedTypes = [
  "message/rfc822",
  "message/global",
  "text/rfc822-headers",
  "message/global-headers",
];

/** So much of a report is read; it is a few lines for each recipient. */
const reportBytesMax = 65_536;
const recipientsMax = 20;
const idsMax = 20;
const groupsMax = recipientsMax + 1;

/** Null where the mail is no report. */
export function readDeliveryReport(
  { root, sender, text, answers }: ReportSources,
  limits: MailLimits,
): DeliveryReport | null {
  const bySystem = isFromMailSystem(root.fields, sender);
  const part = reportIn(root, bySystem);
  const returned = idsReturned(part ?? root, limits);
  if (part) return readReport(part, [...returned, ...answers], limits);
  if (!bySystem) return null;
  const recipient = plainOf(headerValue(root.fields, "x-failed-recipients") ?? "", 254);
  const plain = readPlainReport(text, recipient);
  if (!plain) return null;
  const mailIds = distinct([...returned, ...plain.mailIds, ...answers]);
  return { form: "plain", mailIds, envelopeIds: [], recipients: [plain.recipient] };
}

/** Mail servers write as these, or without an envelope sender (RFC 5321, section 4.5.5). */
function isFromMailSystem(fields: readonly HeaderField[], sender: string | null): boolean {
  const local = (sender ?? "").split("@")[0]?.toLowerCase() ?? "";
  return (
    ["mailer-daemon", "mail-daemon", "mdaemon", "postmaster"].includes(local) ||
    // Exchange writes as this name and a number.
    local.startsWith("microsoftexchange") ||
    headerValue(fields, "return-path") === "<>" ||
    headerValue(fields, "x-failed-recipients") !== null
  );
}

/** The multipart/report: the mail itself, or within what a gateway of the mail system put around it. */
function reportIn(part: MailPart, bySystem: boolean, depth = 0): MailPart | undefined {
  const types = [...statusTypes, ...receiptTypes];
  const children = part.children.slice(0, 10);
  if (part.type === "multipart/report" && children.some(({ type }) => types.includes(type))) {
    return part;
  }
  // A person may attach the report that they were sent: that is no word of a mail server to us.
  if (!bySystem || depth >= 2 || !part.type.startsWith("multipart/")) return undefined;
  for (const child of children) {
    const found = reportIn(child, bySystem, depth + 1);
    if (found) return found;
  }
  return undefined;
}

function readReport(
  part: MailPart,
  named: readonly string[],
  limits: MailLimits,
): DeliveryReport | null {
  const status = part.children.find(({ type }) => statusTypes.includes(type));
  if (status) {
    const [ofMessage = [], ...ofRecipients] = groupsOf(status, limits);
    const envelope = plainOf(headerValue(ofMessage, "original-envelope-id") ?? "", 100);
    const recipients = ofRecipients.flatMap((fields) => recipientOf(fields) ?? []);
    const original = idsIn(headerValue(ofMessage, "original-message-id"));
    if (recipients.length === 0) return null;
    return {
      form: "notification",
      mailIds: distinct([...original, ...named]),
      envelopeIds: envelope === null ? [] : [envelope],
      recipients: recipients.slice(0, recipientsMax),
    };
  }
  const receipt = part.children.find(({ type }) => receiptTypes.includes(type));
  const [fields = []] = receipt ? groupsOf(receipt, limits) : [];
  const said = headerValue(fields, "disposition");
  if (said === null) return null;
  return {
    form: "receipt",
    mailIds: distinct([...idsIn(headerValue(fields, "original-message-id")), ...named]),
    envelopeIds: [],
    recipients: [
      {
        recipient: addressOf(fields),
        action: /;\s*(displayed|deleted|dispatched|processed)\b/i.test(said)
          ? "delivered"
          : "relayed",
        status: null,
        diagnostic: plainOf(said, 500),
      },
    ],
  };
}

/** The groups of fields between empty lines. */
function groupsOf(part: MailPart, limits: MailLimits): (readonly HeaderField[])[] {
  const { bytes } = decodeTransfer(part.body.subarray(0, 2 * reportBytesMax), part.encoding);
  const groups: (readonly HeaderField[])[] = [];
  let rest = bytes.subarray(0, reportBytesMax);
  while (rest.length > 0 && groups.length < groupsMax) {
    const { fields, bodyAt } = readHeaderBlock(rest, limits);
    if (fields.length > 0) groups.push(fields);
    rest = rest.subarray(bodyAt);
  }
  // Some write everything as one group; then it is the recipient's too.
  const [only] = groups;
  return groups.length === 1 && only && headerValue(only, "final-recipient") !== null
    ? [only, only]
    : groups;
}

const actions: Readonly<Record<string, ReportAction>> = {
  failed: "failed",
  delayed: "delayed",
  delivered: "delivered",
  relayed: "relayed",
  expanded: "expanded",
};

/** By the class of the status, where the action is missing (RFC 3463, section 3.1). */
const byClass: Readonly<Record<string, ReportAction>> = {
  "2": "delivered",
  "4": "delayed",
  "5": "failed",
};

function recipientOf(fields: readonly HeaderField[]): ReportedRecipient | null {
  const said = (headerValue(fields, "action") ?? "").split(/[\s(;]/)[0]?.toLowerCase() ?? "";
  const status =
    /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(headerValue(fields, "status")?.slice(0, 100) ?? "")?.[0] ??
    null;
  const action = actions[said] ?? byClass[status?.[0] ?? ""];
  if (!action) return null;
  const diagnostic = plainOf(headerValue(fields, "diagnostic-code") ?? "", 500);
  return { recipient: addressOf(fields), action, status, diagnostic };
}

/** As we addressed it, where the report says so: a mailbox may forward to others. */
function addressOf(fields: readonly HeaderField[]): string | null {
  const value =
    headerValue(fields, "original-recipient") ?? headerValue(fields, "final-recipient") ?? "";
  return plainOf(value.slice(0, 600).replace(/^[^;]{0,40};\s*/, ""), 254);
}

/** Message-IDs of what was returned, as a whole or as its header alone. */
function idsReturned(part: MailPart, limits: MailLimits): string[] {
  return part.children.slice(0, 20).flatMap((child) => {
    if (!returnedTypes.includes(child.type)) {
      return child.type.startsWith("multipart/") && part.type !== child.type
        ? idsReturned(child, limits)
        : [];
    }
    const { bytes } = decodeTransfer(child.body.subarray(0, 4 * reportBytesMax), child.encoding);
    return idsIn(headerValue(readHeaderBlock(bytes, limits).fields, "message-id"));
  });
}

const messageIdForm = /<[^<>\s@]{1,250}@[^<>\s@]{1,250}>/g;

function idsIn(value: string | null): string[] {
  return (value ?? "").slice(0, 2000).match(messageIdForm) ?? [];
}

function distinct(ids: readonly string[]): string[] {
  return [...new Set(ids)].slice(0, idsMax);
}

/** One line without control characters; null where nothing is left. */
function plainOf(text: string, lettersMax: number): string | null {
  const line = text
    .slice(0, 4 * lettersMax)
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, " ")
    .replace(/ {2,}/g, " ")
    .trim()
    .slice(0, lettersMax);
  return line === "" ? null : line;
}
