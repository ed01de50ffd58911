/**
 * The one way in which Parley asks another server for something over HTTP. A name is resolved once,
 * every address that it has must lie on the public internet, and the connection goes to an address
 * that was checked: a name that changes its mind in between gains nothing. Follows no redirect
 * unless told, keeps no cookie, and ends what is too long or too slow.
 */
import { lookup } from "node:dns/promises";
import type { IncomingMessage, RequestOptions } from "node:http";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import { isPublicAddress } from "./public-address.ts";

export interface OutgoingRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array | undefined;
  /** From the first question to the last byte. */
  readonly withinMs?: number;
  readonly bytesMax?: number;
  /** Ends it before, as when the program is to end. */
  readonly signal?: AbortSignal | undefined;
  /** How many redirects are followed, each checked like the first address; none unless told. */
  readonly redirectsMax?: number;
  /**
   * Hosts, with their port as addresses write it, that the operator's own settings name: they may
   * lie in the organisation's network. Never taken from a report, a message or a document.
   */
  readonly ours?: readonly string[];
  /** Lets a host of `ours` be asked without TLS. */
  readonly plain?: boolean;
}

export interface OutgoingAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** Why nothing was asked, or nothing of the answer is taken. */
export type OutgoingProblem =
  | "address" // not an address on the public internet
  | "late"
  | "length"
  | "redirect"
  | "scheme"; // not https, a port of its own, or a name and password in the address

class OutgoingRefused extends Error {
  override readonly name = "OutgoingRefused";
  readonly problem: OutgoingProblem;

  constructor(problem: OutgoingProblem) {
    super(`an outgoing request was not made or not finished: ${problem}`);
    this.problem = problem;
  }
}

interface Address {
  readonly address: string;
  readonly family: number;
}

export type Resolve = (host: string) => Promise<readonly Address[]>;

const usual = { withinMs: 10_000, bytesMax: 1024 * 1024 };

/** Asks, with the addresses that the system's resolver gives. */
export const outgoingFetch = makeOutgoingFetch((host) => lookup(host, { all: true }));

/** `resolve` gives every address of a name. */
export function makeOutgoingFetch(resolve: Resolve) {
  return async (address: string, asked: OutgoingRequest = {}): Promise<OutgoingAnswer> => {
    const ends = endOf(asked);
    let url = new URL(address);
    for (let left = asked.redirectsMax ?? 0; ; left -= 1) {
      const answer = await once(
        url,
        url.href === new URL(address).href ? asked : bare(asked),
        resolve,
        ends,
      );
      const to = redirectOf(answer);
      if (to === undefined || asked.redirectsMax === undefined) return answer;
      if (left <= 0 || !URL.canParse(to, url)) throw new OutgoingRefused("redirect");
      url = new URL(to, url);
    }
  };
}

function endOf({ withinMs, signal }: OutgoingRequest): AbortSignal {
  const late = AbortSignal.timeout(withinMs ?? usual.withinMs);
  return signal ? AbortSignal.any([late, signal]) : late;
}

/** What a redirect's target may be told: nothing that was meant for the first. */
function bare({ body: _, headers: __, method: ___, ...rest }: OutgoingRequest): OutgoingRequest {
  return rest;
}

function redirectOf({ status, headers }: OutgoingAnswer): string | undefined {
  return status >= 301 && status <= 308 ? (headers.get("location") ?? undefined) : undefined;
}

async function once(
  url: URL,
  asked: OutgoingRequest,
  resolve: Resolve,
  ends: AbortSignal,
): Promise<OutgoingAnswer> {
  const isOurs = asked.ours?.includes(url.host) ?? false;
  mustBePlainAddress(url, asked, isOurs);
  const addresses = await beforeEnd(addressesOf(url, isOurs, resolve), ends);
  try {
    return await exchange(url, asked, addresses, ends);
  } catch (error) {
    throw ends.aborted ? new OutgoingRefused("late") : error;
  }
}

function mustBePlainAddress(url: URL, { plain }: OutgoingRequest, isOurs: boolean): void {
  const isHttps = url.protocol === "https:";
  const isAllowed = isHttps || (url.protocol === "http:" && isOurs && plain === true);
  // On a port of its own may be anything: a mail server or a database that a request could talk to.
  const isUsualPort = url.port === "" || isOurs;
  if (!isAllowed || !isUsualPort || url.username !== "" || url.password !== "") {
    throw new OutgoingRefused("scheme");
  }
}

async function addressesOf(
  url: URL,
  isOurs: boolean,
  resolve: Resolve,
): Promise<readonly Address[]> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const family = isIP(host);
  const found = family === 0 ? await resolve(host) : [{ address: host, family }];
  // One bad address among good ones is a name that is used to reach inside.
  const isFine =
    found.length > 0 && (isOurs || found.every(({ address }) => isPublicAddress(address)));
  if (!isFine) throw new OutgoingRefused("address");
  return found;
}

async function beforeEnd<T>(work: Promise<T>, ends: AbortSignal): Promise<T> {
  if (ends.aborted) throw new OutgoingRefused("late");
  const late = new Promise<never>((_, reject) => {
    ends.addEventListener("abort", () => reject(new OutgoingRefused("late")), { once: true });
  });
  return Promise.race([work, late]);
}

function exchange(
  url: URL,
  asked: OutgoingRequest,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<OutgoingAnswer> {
  const options: RequestOptions = {
    method: asked.method ?? "GET",
    headers: { "accept-encoding": "identity", ...asked.headers },
    // A connection of its own: one that is kept could have been opened to another address.
    agent: false,
    signal,
    lookup: (_, wish, done) => {
      const all = addresses.map((each) => ({ ...each }));
      const [first] = all;
      if (wish.all) done(null, all);
      else done(null, first?.address ?? "", first?.family);
    },
  };
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? httpsRequest : httpRequest;
    const sent = send(url, options, (answer) => {
      readAnswer(answer, asked.bytesMax ?? usual.bytesMax).then(resolve, reject);
    });
    sent.once("error", reject);
    sent.end(asked.body);
  });
}

async function readAnswer(answer: IncomingMessage, bytesMax: number): Promise<OutgoingAnswer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for await (const part of answer as AsyncIterable<Buffer>) {
    bytes += part.length;
    if (bytes > bytesMax) {
      answer.destroy();
      throw new OutgoingRefused("length");
    }
    parts.push(part);
  }
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const each of [value ?? []].flat()) headers.append(name, each);
  }
  return { status: answer.statusCode ?? 0, headers, body: Buffer.concat(parts) };
}
