/**
 * Lets the answer to a wrong secret wait, the longer the more of them its network sent lately. Codes
 * hold 128 random bits, so nobody guesses one: this bounds the work that guessing makes for us, and
 * whoever holds a right one never meets it.
 */
import { setTimeout as wait } from "node:timers/promises";
import type { FastifyRequest } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { type SlowTries, slowTries } from "../../lib/slow-tries.ts";
import { isLoopback, networkOf } from "./network.ts";
import type { WebContext } from "./web-context.ts";

const limits = { free: 20, windowMs: 60_000, stepMs: 250, longestMs: 10_000, waitingMax: 500 };
/** Behind one loopback address stand all visitors of the onion service. */
const freeOnLoopback = 400;

const known = new WeakMap<WebContext, SlowTries>();

/** Resolves when the answer may be given. Refuses with service.too-many where too many wait already. */
export async function slowDown(web: WebContext, request: FastifyRequest): Promise<void> {
  const tries = known.get(web) ?? slowTries(limits);
  known.set(web, tries);
  const free = isLoopback(request) ? freeOnLoopback : limits.free;
  const ms = tries.wrong(networkOf(request, web), web.context.now().getTime(), free);
  if (ms === null) throw new Refusal("service.too-many", { seconds: limits.longestMs / 1000 });
  try {
    if (ms > 0) await (web.pause ?? wait)(ms);
  } finally {
    tries.answered();
  }
}
