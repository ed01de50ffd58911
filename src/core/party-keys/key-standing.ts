/** How a party's keys stand, as far as staff know without opening the vault: for saying it, never for sending. */
import type { KeyState } from "../mail/may-leave.ts";
import { type AboutPartyKey, isTheirs, type PartyKeyState } from "./party-key.ts";

export interface KnownKey {
  readonly state: PartyKeyState;
  readonly about: AboutPartyKey;
  readonly at: Date;
}

export interface KeyStanding {
  readonly key: KeyState;
  /** When the one in use was confirmed, or last spoken of; null where nothing is known of it. */
  readonly since: Date | null;
  /** Keys that wait for somebody's word. */
  readonly offered: number;
}

/** `hasKey`: the vault holds one; from before keys were offered nothing more may be known of it. */
export function keyStandingOf(keys: readonly KnownKey[], hasKey: boolean, now: Date): KeyStanding {
  const offered = keys.filter(({ state }) => state === "offered").length;
  const used = keys.filter(({ state }) => isTheirs(state)).sort((a, b) => +b.at - +a.at)[0];
  if (hasKey) return { key: used ? stateNow(used, now) : "good", since: used?.at ?? null, offered };
  return { key: offered > 0 ? "unconfirmed" : "none", since: null, offered };
}

function stateNow({ state, about }: KnownKey, now: Date): KeyState {
  const { unusable, expiresAt } = about;
  if (state === "revoked" || unusable === "revoked") return "revoked";
  if (unusable === "cannot-encrypt") return "unusable";
  const ended = expiresAt !== null && new Date(expiresAt) <= now;
  return ended || unusable === "expired" ? "expired" : "good";
}
