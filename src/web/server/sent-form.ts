/**
 * Reads what a form sent, after its token. A multipart form is read only where the route expects
 * files, and its token must come before them: nothing of a forged upload is kept.
 */
import type { Multipart, MultipartFile } from "@fastify/multipart";
import type { FastifyRequest } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { csrfFieldName } from "../../ui/form.tsx";
import { checkFormToken } from "./form-token.ts";
import type { WebContext } from "./web-context.ts";

export interface SentFile {
  readonly field: string;
  readonly name: string;
  /** As the browser claims it. */
  readonly type: string;
  readonly bytes: Buffer;
}

export interface SentForm {
  /** A field's only or first value; "" where it was not sent. */
  text(name: string): string;
  /** Every value of a field: ticked boxes. */
  all(name: string): string[];
  /** All fields, without the token: one value as text, several as a list; for `perform`. */
  readonly values: Readonly<Record<string, string | string[]>>;
  readonly files: readonly SentFile[];
}

export interface UploadLimits {
  readonly filesMax: number;
  readonly fileBytesMax: number;
}

/** The form of this request; every POST that is not an API call has one. */
export function formOf(request: FastifyRequest): SentForm {
  if (!request.sentForm) throw new Error("this request carries no form");
  return request.sentForm;
}

/** Checks the token, then reads the form. Runs before every handler of a changing request. */
export async function readForm(request: FastifyRequest, web: WebContext): Promise<void> {
  if (request.isMultipart()) {
    request.sentForm = await readMultipart(request, web);
    return;
  }
  const pairs = Object.entries((request.body ?? {}) as Record<string, string | string[]>).flatMap(
    ([name, value]) => [value].flat().map((each) => [name, each] as const),
  );
  checkFormToken(request, web, pairs.find(([name]) => name === csrfFieldName)?.[1] ?? "");
  request.sentForm = formFrom(pairs, []);
}

async function readMultipart(request: FastifyRequest, web: WebContext): Promise<SentForm> {
  const limits = request.routeOptions.config.upload;
  if (!limits) throw new Refusal("request.type");
  const parts = request.parts({
    limits: {
      files: limits.filesMax,
      fileSize: limits.fileBytesMax,
      fields: 200,
      fieldSize: 256 * 1024,
    },
  });
  const first = await parts.next();
  checkFormToken(request, web, first.done ? "" : tokenPart(first.value));
  const pairs: [string, string][] = [];
  const files: SentFile[] = [];
  for await (const part of parts) {
    if (part.type === "field") pairs.push([part.fieldname, String(part.value)]);
    else files.push(await readFile(part));
  }
  // A file field that was left empty arrives as a nameless empty file.
  return formFrom(
    pairs,
    files.filter(({ name, bytes }) => name || bytes.length > 0),
  );
}

function tokenPart(part: Multipart): string {
  return part.type === "field" && part.fieldname === csrfFieldName ? String(part.value) : "";
}

async function readFile(part: MultipartFile): Promise<SentFile> {
  return {
    field: part.fieldname,
    name: part.filename,
    type: part.mimetype,
    bytes: await part.toBuffer(),
  };
}

function formFrom(
  pairs: readonly (readonly [string, string])[],
  files: readonly SentFile[],
): SentForm {
  const grouped = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    if (name !== csrfFieldName) grouped.set(name, [...(grouped.get(name) ?? []), value]);
  }
  return {
    text: (name) => grouped.get(name)?.[0] ?? "",
    all: (name) => grouped.get(name) ?? [],
    values: Object.fromEntries(
      [...grouped].map(([name, list]) => [name, list.length === 1 ? (list[0] ?? "") : list]),
    ),
    files,
  };
}
