/**
 * Reads what a form sent, after its token. A multipart form is read only where the route expects
 * files, and its token must come before them: nothing of a forged upload is kept.
 */
import type { FastifyRequest } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { csrfFieldName } from "../../ui/form.tsx";
import { checkFormToken } from "./form-token.ts";
import { isProofField, proofIn } from "./proof-in-form.ts";
import { readMultipart, type SentFile, type UploadLimits } from "./sent-multipart.ts";
import type { WebContext } from "./web-context.ts";

export type { SentFile, UploadLimits };

export interface SentForm {
  /** A field's only or first value; "" where it was not sent. */
  text(name: string): string;
  /** Every value of a field: ticked boxes. */
  all(name: string): string[];
  /** All fields, without the token: one value as text, several as a list; for `perform`. */
  readonly values: Readonly<Record<string, string | string[]>>;
  readonly files: readonly SentFile[];
  /** Why nothing may be done with it although its words are here; only where `keepsWords` is set. */
  readonly refusal?: Refusal;
}

/** The form of this request; every POST that is not an API call has one. */
export function formOf(request: FastifyRequest): SentForm {
  const form = triedFormOf(request);
  if (form.refusal) throw form.refusal;
  return form;
}

/** As `formOf`, refused forms too. Where `refusal` is set, nothing but showing it again is allowed. */
export function triedFormOf(request: FastifyRequest): SentForm {
  if (!request.sentForm) throw new Error("this request carries no form");
  return request.sentForm;
}

/** Checks the token, then reads the form. Runs before every handler of a changing request. */
export async function readForm(request: FastifyRequest, web: WebContext): Promise<void> {
  if (request.isMultipart()) {
    request.sentForm = await multipartForm(request, web);
    return;
  }
  const pairs = Object.entries((request.body ?? {}) as Record<string, string | string[]>).flatMap(
    ([name, value]) => [value].flat().map((each) => [name, each] as const),
  );
  request.sentProof = proofIn(pairs) ?? null;
  const refusal = staleToken(request, web, pairs.find(([name]) => name === csrfFieldName)?.[1]);
  request.sentForm = { ...formFrom(pairs, []), ...(refusal ? { refusal } : {}) };
}

/** Throws what is wrong with the token, or returns it where the route keeps the words. */
function staleToken(request: FastifyRequest, web: WebContext, token = ""): Refusal | undefined {
  try {
    checkFormToken(request, web, token);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal && keepsWordsOf(request)) return error;
    throw error;
  }
}

function keepsWordsOf(request: FastifyRequest): boolean {
  return request.routeOptions.config.keepsWords ?? false;
}

async function multipartForm(request: FastifyRequest, web: WebContext): Promise<SentForm> {
  const limits = request.routeOptions.config.upload;
  if (!limits) throw new Refusal("request.type");
  const check = (token: string) => checkFormToken(request, web, token);
  const keepsWords = keepsWordsOf(request);
  const { pairs, files, refusal } = await readMultipart(request, { ...limits, keepsWords }, check);
  request.sentProof = proofIn(pairs) ?? null;
  return refusal ? { ...formFrom(pairs, []), refusal } : formFrom(pairs, files);
}

function formFrom(
  pairs: readonly (readonly [string, string])[],
  files: readonly SentFile[],
): SentForm {
  const grouped = new Map<string, string[]>();
  for (const [name, value] of pairs) {
    if (name !== csrfFieldName && !isProofField(name))
      grouped.set(name, [...(grouped.get(name) ?? []), value]);
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
