/** An access event as its chain covers it. Pure. */
import { canonicalJson } from "../../lib/canonical-json.ts";
import type { ChainedEvent } from "../events/chain.ts";

export interface AccessRow extends Omit<ChainedEvent, "textSealed" | "type"> {
  readonly kind: string;
  /** The part of a case, the name of a deed, or what was taken out. */
  readonly what: string;
}

/** What `macOf` of events/chain.ts is given: what was touched is covered like the body. */
export function chainedAccess({ kind, what, body, ...row }: AccessRow): ChainedEvent {
  return { ...row, type: kind, body: canonicalJson([what, body]), textSealed: null };
}
