/**
 * Posts a signed alarm to a webhook, and says what became of it. Follows no redirect, keeps nothing of the
 * answer but its status, and reaches no address inside the network but those that the operator named.
 */
import { createHmac } from "node:crypto";
import type { OutgoingAnswer, OutgoingRequest } from "../../lib/outgoing-fetch.ts";

export interface SignedPost {
  readonly url: string;
  /** JSON. */
  readonly body: string;
  /** Those that sign now, the newest first. */
  readonly secrets: readonly string[];
  readonly at: Date;
}

/** Undefined once it is there; else a stable code, and whether a later try may get there. */
export type PostFailure = { readonly code: string; readonly later: boolean };

export type AlertPost = (post: SignedPost) => Promise<PostFailure | undefined>;

type Fetch = (address: string, asked: OutgoingRequest) => Promise<OutgoingAnswer>;

/** `hosts` are the operator's own, with their port; they alone may be asked without TLS. */
export function alertPost(ask: Fetch, hosts: readonly string[]): AlertPost {
  return async ({ url, body, secrets, at }) => {
    try {
      const { status } = await ask(url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "parley-signature": signatureOf(body, secrets, at),
        },
        body,
        withinMs: 10_000,
        bytesMax: 64 * 1024,
        ours: hosts,
        plain: true,
      });
      return failureOf(status);
    } catch (error) {
      return { code: codeOf(error), later: !isForGood(error) };
    }
  };
}

/**
 * "t=1773216000,v1=<hex>": HMAC-SHA-256 over the seconds, a full stop and the body, for each secret.
 * Whoever receives it refuses what is older than some minutes: a copy that is sent again is none of ours.
 */
function signatureOf(body: string, secrets: readonly string[], at: Date): string {
  const seconds = Math.floor(+at / 1000);
  const signed = secrets.map((secret) =>
    createHmac("sha256", secret).update(`${seconds}.${body}`).digest("hex"),
  );
  return [`t=${seconds}`, ...signed.map((hex) => `v1=${hex}`)].join(",");
}

function failureOf(status: number): PostFailure | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400) return { code: "redirect", later: false };
  // Too many, too slow, or their trouble: later it may work. Anything else says that we are wrong.
  const later = status === 408 || status === 425 || status === 429 || status >= 500;
  return { code: `status-${status}`, later };
}

function problemOf(error: unknown): string | undefined {
  const problem = error instanceof Error && "problem" in error ? error.problem : undefined;
  return typeof problem === "string" ? problem : undefined;
}

function codeOf(error: unknown): string {
  return problemOf(error) ?? "no-answer";
}

function isForGood(error: unknown): boolean {
  return ["address", "scheme", "redirect"].includes(problemOf(error) ?? "");
}
