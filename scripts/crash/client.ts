/** How the load speaks to Parley: HTTP as scripts and browsers do, LMTP as a mail server does. */
import { createTransport } from "nodemailer";

export interface Answer {
  readonly status: number;
  readonly body: string;
  readonly cookies: readonly string[];
}

/** Parley was killed, or is starting: nothing was promised. */
export class Away extends Error {}

const patienceMs = 15_000;

export async function ask(url: string, init: RequestInit = {}): Promise<Answer> {
  try {
    const response = await fetch(url, {
      redirect: "manual",
      ...init,
      signal: AbortSignal.timeout(patienceMs),
    });
    const body = await response.text();
    return { status: response.status, body, cookies: response.headers.getSetCookie() };
  } catch (error) {
    throw new Away(String(error), { cause: error });
  }
}

/** A JSON operation of the API. Busy and limited answers count as away: they promise nothing. */
export async function call(
  url: string,
  body: object,
  token?: string,
): Promise<{ status: number; value: Record<string, unknown> }> {
  const headers = {
    "content-type": "application/json",
    ...(token ? { authorization: `Bearer ${token}` } : {}),
  };
  const answer = await ask(url, { method: "POST", headers, body: JSON.stringify(body) });
  if ([429, 503].includes(answer.status)) throw new Away(`status ${answer.status}`);
  return { status: answer.status, value: JSON.parse(answer.body) };
}

/** True where the listener answered 250 for the message. Throws Away where it did not answer. */
export async function deliver(
  port: number,
  from: string,
  raw: Buffer,
  { way = "lmtp", to = "psirt@vendor.example" }: { way?: "lmtp" | "smtp"; to?: string } = {},
): Promise<boolean> {
  const mailer = createTransport({
    host: "127.0.0.1",
    port,
    lmtp: way === "lmtp",
    secure: false,
    ignoreTLS: true,
    connectionTimeout: patienceMs,
    socketTimeout: patienceMs,
    logger: false,
  } as object);
  try {
    const envelope = { from, to };
    const info = (await mailer.sendMail({ envelope, raw })) as { accepted?: unknown[] };
    return (info.accepted?.length ?? 0) > 0;
  } catch (error) {
    throw new Away(String(error), { cause: error });
  } finally {
    mailer.close();
  }
}
