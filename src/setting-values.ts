/** Reads single values of settings from their texts. Throws Wrong with what should stand there, never the value. */
import { isIP } from "node:net";
import { type ContentKind, contentKinds } from "./core/attachments/content-kind.ts";

export interface SmtpConfig {
  readonly host: string;
  readonly port: number;
  readonly secure: boolean;
  readonly requireTls: boolean;
  readonly auth?: { readonly user: string; readonly password: string };
}

/** Where clamd listens. */
export type ClamavConfig =
  | { readonly path: string }
  | { readonly host: string; readonly port: number };

/** Throws what is wrong with a value, as the tail of a sentence that begins with the name. */
export class Wrong extends Error {}

export function numberFrom(text: string, least: number, most: number): number {
  const number = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw new Wrong(`should be a whole number from ${least} to ${most}`);
}

export function kindsFrom(text: string): readonly ContentKind[] {
  if (text === "any") return contentKinds;
  const named = text.split(",").map((kind) => kind.trim());
  const kinds = contentKinds.filter((kind) => named.includes(kind));
  if (kinds.length === named.length) return kinds;
  throw new Wrong(`should be any, or some of ${contentKinds.join(", ")} with commas`);
}

export function clamavFrom(text: string): ClamavConfig {
  if (text.startsWith("/")) return { path: text };
  const [, host = "", port = ""] = /^(\[[0-9a-f:]+\]|[^\s:/]+):(\d{1,5})$/i.exec(text) ?? [];
  if (host === "")
    throw new Wrong("should be HOST:PORT, or the path of a socket such as /run/clamav/clamd.ctl");
  return { host: host.replace(/^\[|\]$/g, ""), port: numberFrom(port, 1, 65_535) };
}

export function onOrOff(text: string): boolean {
  if (text !== "on" && text !== "off") throw new Wrong("should be on or off");
  return text === "on";
}

export function onionFrom(text: string): string {
  if (/^http:\/\/[a-z2-7]{56}\.onion\/?$/.test(text)) return text.replace(/\/$/, "");
  throw new Wrong(
    "should be http:// and the 56 letters and digits of an onion service with .onion",
  );
}

export function tokenFrom(text: string): string {
  if (/^[\x21-\x7e]{16,256}$/.test(text)) return text;
  throw new Wrong("should be 16 to 256 letters, digits and signs without blanks");
}

export function proxiesFrom(text: string): string {
  const parts = text.split(",").map((part) => part.trim());
  const fits = parts.every((part) => {
    const [address = "", bits, ...rest] = part.split("/");
    return isIP(address) !== 0 && rest.length === 0 && /^\d{0,3}$/.test(bits ?? "");
  });
  if (!fits) throw new Wrong("should be addresses or ranges such as 10.0.0.0/8, with commas");
  return parts.join(",");
}

function urlFrom(text: string, protocols: readonly string[]): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && protocols.includes(url.protocol)) return url;
  throw new Wrong(`should be an address that begins with ${protocols.join("// or ")}//`);
}

export function databaseUrlFrom(text: string): string {
  urlFrom(text, ["postgres:", "postgresql:"]);
  return text;
}

export function baseUrlFrom(text: string): string {
  const url = urlFrom(text, ["https:", "http:"]);
  if (url.search !== "" || url.hash !== "" || url.username !== "" || url.pathname !== "/") {
    throw new Wrong("should be a scheme and a host only, such as https://psirt.vendor.example");
  }
  return url.origin;
}

export function smtpFrom(text: string): SmtpConfig {
  const url = urlFrom(text, ["smtp:", "smtps:"]);
  if (url.hostname === "") throw new Wrong("names no mail server");
  const secure = url.protocol === "smtps:";
  const here = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
  const user = decoded(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port: url.port === "" ? (secure ? 465 : 587) : Number(url.port),
    secure,
    // Mail to another machine without TLS would show every reference to whoever listens.
    requireTls: !secure && !here,
    ...(user === "" ? {} : { auth: { user, password: decoded(url.password) } }),
  };
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw new Wrong("holds a % that begins no escape; write %25 for a percent sign");
  }
}
