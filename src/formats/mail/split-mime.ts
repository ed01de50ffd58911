/** Splits a message into its tree of raw parts. Never decodes and never copies: signatures need the bytes as sent. */
import { parseHeaderValue } from "nodemailer/lib/mime-funcs";
import { type HeaderField, headerValue, readHeaderBlock } from "./header-block.ts";
import type { MailLimits } from "./mail-limits.ts";
import type { MailProblem } from "./mail-problem.ts";

export interface MailPart {
  /** Header and body as they came, without the line end that belongs to the boundary. */
  readonly raw: Buffer;
  readonly fields: readonly HeaderField[];
  /** Lower case, such as "text/plain". */
  readonly type: string;
  readonly params: Readonly<Record<string, string>>;
  /** "attachment", "inline", another word, or empty. */
  readonly disposition: string;
  readonly encoding: string;
  /** Still in its transfer encoding. */
  readonly body: Buffer;
  readonly children: readonly MailPart[];
}

interface Walk {
  readonly limits: MailLimits;
  readonly problems: Set<MailProblem>;
  parts: number;
}

/** Reads the tree, adding to `problems` what is broken or beyond the limits. */
export function splitMime(
  raw: Uint8Array,
  limits: MailLimits,
  problems: Set<MailProblem>,
): MailPart {
  const bytes = Buffer.from(raw.buffer, raw.byteOffset, raw.byteLength);
  return toPart(bytes, "text/plain", 0, { limits, problems, parts: 0 });
}

function toPart(raw: Buffer, defaultType: string, depth: number, walk: Walk): MailPart {
  walk.parts++;
  const { fields, bodyAt, problems } = readHeaderBlock(raw, walk.limits);
  for (const problem of problems) walk.problems.add(problem);
  const declared = parseHeaderValue((headerValue(fields, "content-type") ?? "").slice(0, 4096), {
    stripComments: true,
  });
  const type = /^[\w!#$&.+^-]+\/[\w!#$&.+^-]+$/.test(declared.value)
    ? declared.value.toLowerCase()
    : defaultType;
  const disposition = parseHeaderValue(
    (headerValue(fields, "content-disposition") ?? "").slice(0, 4096),
  );
  const body = raw.subarray(bodyAt);
  const part = {
    raw,
    fields,
    type,
    params: declared.params,
    disposition: disposition.value.toLowerCase(),
    encoding: (headerValue(fields, "content-transfer-encoding") ?? "").split(/[\s;(]/)[0] ?? "",
    body,
  };
  return { ...part, children: childrenOf(part, depth, walk) };
}

function childrenOf(
  part: Pick<MailPart, "type" | "params" | "body">,
  depth: number,
  walk: Walk,
): MailPart[] {
  if (!part.type.startsWith("multipart/")) return [];
  if (depth >= walk.limits.depthMax) {
    walk.problems.add("mail.depth-limit");
    return [];
  }
  const { bodies, closed } = splitAtBoundary(
    part.body,
    part.params.boundary ?? "",
    walk.limits.partsMax,
  );
  if (!closed) walk.problems.add("mail.structure-broken");
  const childType = part.type === "multipart/digest" ? "message/rfc822" : "text/plain";
  const children: MailPart[] = [];
  for (const body of bodies) {
    if (walk.parts >= walk.limits.partsMax) {
      walk.problems.add("mail.parts-limit");
      break;
    }
    children.push(toPart(body, childType, depth + 1, walk));
  }
  return children;
}

/** The bodies between the delimiter lines (RFC 2046 section 5.1.1), and whether the last one was closed. */
function splitAtBoundary(
  body: Buffer,
  boundary: string,
  partsMax: number,
): { bodies: Buffer[]; closed: boolean } {
  if (boundary === "" || boundary.length > 200) return { bodies: [], closed: false };
  const delimiter = Buffer.from(`--${boundary}`, "latin1");
  const bodies: Buffer[] = [];
  let start = -1;
  for (let at = body.indexOf(delimiter); at >= 0; at = body.indexOf(delimiter, at + 1)) {
    const line = delimiterLine(body, at, delimiter.length);
    if (!line) continue;
    if (start >= 0) bodies.push(body.subarray(start, Math.max(start, lineEndBefore(body, at))));
    if (line.last || bodies.length > partsMax) return { bodies, closed: line.last };
    start = line.next;
  }
  if (start >= 0) bodies.push(body.subarray(start));
  return { bodies, closed: false };
}

/** Whether a delimiter at this place is a whole line, and where the next line starts. */
function delimiterLine(
  body: Buffer,
  at: number,
  length: number,
): { last: boolean; next: number } | null {
  if (at > 0 && body[at - 1] !== 0x0a) return null;
  let end = at + length;
  const last = body[end] === 0x2d && body[end + 1] === 0x2d;
  if (last) return { last, next: body.length };
  while (body[end] === 0x20 || body[end] === 0x09 || body[end] === 0x0d) end++;
  if (end < body.length && body[end] !== 0x0a) return null;
  return { last, next: Math.min(end + 1, body.length) };
}

// The line end before a delimiter belongs to the delimiter, not to the part.
function lineEndBefore(body: Buffer, at: number): number {
  return body[at - 2] === 0x0d ? at - 2 : at - 1;
}
