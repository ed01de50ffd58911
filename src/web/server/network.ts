/** The network that a request comes from, as a keyed hash: enough to count by, useless to know who. */
import { isIPv4, isIPv6 } from "node:net";
import type { FastifyRequest } from "fastify";
import type { WebContext } from "./web-context.ts";

/** Counted together: one IPv4 address, or an IPv6 /64, which one household or host has whole. */
export function networkOf(request: FastifyRequest, web: WebContext): string {
  const hash = web.context.masterKey.hash("sign-in-hash", `network ${networkPart(request.ip)}`);
  return hash.subarray(0, 16).toString("base64url");
}

/** Our own machine: an onion service or a proxy that is not trusted stands behind it, with many people. */
export function isLoopback(request: FastifyRequest): boolean {
  return /^(127\.|::1$|::ffff:127\.)/.test(request.ip);
}

export function networkPart(address: string): string {
  const plain = address.replace(/^::ffff:(?=\d+\.)/i, "").replace(/%.*$/, "");
  if (isIPv4(plain) || !isIPv6(plain)) return plain;
  const [head = "", tail] = plain.toLowerCase().split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail ? tail.split(":") : [];
  const zeros = tail === undefined ? 0 : 8 - first.length - last.length;
  const groups = [...first, ...Array<string>(Math.max(0, zeros)).fill("0"), ...last];
  return `${groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":")}::/64`;
}
