/** Writes MIME entities as pure ASCII with CRLF, so that no relay changes what was signed. */
import { createHash } from "node:crypto";
import { encodeWords, foldLines } from "nodemailer/lib/mime-funcs";
import { encode, wrap } from "nodemailer/lib/qp";
import { flowedText, needsFlowing } from "./flowed-text.ts";
import { refuseControls } from "./outgoing-header.ts";

export interface OutgoingAttachment {
  readonly name: string;
  readonly type: string;
  readonly bytes: Uint8Array;
}

/** A text part; with `protectedSubject` its header carries the subject that the outer one hides. */
export function textEntity(text: string, protectedSubject: string | null): string {
  const lines = text.replace(/\r\n?|\n/g, "\n");
  const flows = needsFlowing(lines);
  const params = [
    ...(flows ? ["format=flowed"] : []),
    ...(protectedSubject === null ? [] : ['protected-headers="v1"']),
  ].map((each) => `; ${each}`);
  return [
    `Content-Type: text/plain; charset=utf-8${params.join("")}`,
    ...subjectLine(protectedSubject),
    "Content-Transfer-Encoding: quoted-printable",
    "",
    quotedPrintable(flows ? flowedText(lines) : text),
  ].join("\r\n");
}

/** Text with attachments. */
export function mixedEntity(
  text: string,
  attachments: readonly OutgoingAttachment[],
  protectedSubject: string | null,
  boundary: string,
): string {
  const entities = [textEntity(text, null), ...attachments.map(attachmentEntity)];
  const params = protectedSubject === null ? "" : '; protected-headers="v1"';
  const head = [`Content-Type: multipart/mixed; boundary="${boundary}"${params}`];
  return [...head, ...subjectLine(protectedSubject), "", joinParts(entities, boundary)].join(
    "\r\n",
  );
}

/** Parts between delimiter lines (RFC 2046 section 5.1.1). */
export function joinParts(entities: readonly string[], boundary: string): string {
  return `${entities.map((entity) => `--${boundary}\r\n${entity}\r\n`).join("")}--${boundary}--\r\n`;
}

/**
 * A boundary that no content can hold: "=_" occurs in neither quoted-printable nor base64.
 * Made from the message id, because nothing here draws random numbers.
 */
export function boundaryOf(messageId: string, level: string): string {
  const digest = createHash("sha256").update(`${level}\n${messageId}`).digest("hex");
  return `=_${level}_${digest.slice(0, 32)}`;
}

function subjectLine(subject: string | null): string[] {
  return subject === null ? [] : [foldLines(`Subject: ${encodeWords(subject, "Q", 52)}`)];
}

function quotedPrintable(text: string): string {
  const lines = wrap(encode(text.replace(/\r\n?|\n/g, "\r\n")));
  // Mailbox files would put ">" before "From " at a line's start and so break the signature.
  return lines.replace(/^From /gm, "=46rom ").replace(/^\.$/gm, "=2E");
}

function attachmentEntity({ name, type, bytes }: OutgoingAttachment): string {
  refuseControls("attachment", name);
  const safeType = /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : "application/octet-stream";
  const quoted = /^[\w .+-]+$/.test(name)
    ? `filename="${name}"`
    : `filename*=utf-8''${encodeURIComponent(name).replace(/['()*]/g, (each) => `%${each.charCodeAt(0).toString(16)}`)}`;
  const base64 = Buffer.from(bytes).toString("base64");
  return [
    `Content-Type: ${safeType}`,
    `Content-Disposition: attachment;\r\n ${quoted}`,
    "Content-Transfer-Encoding: base64",
    "",
    ...(base64.match(/.{1,76}/g) ?? [""]),
  ].join("\r\n");
}
