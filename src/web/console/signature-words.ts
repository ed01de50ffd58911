/** The states of a signature in words for staff, and how loud each is. */
import type { SignatureState } from "../../core/reports/arrival.ts";
import type { Tone } from "../../ui/badge.tsx";

export const signatureWords: Readonly<Record<SignatureState, readonly [string, Tone]>> = {
  good: ["Signature verified", "success"],
  "good-expired-key": ["Signed with a key that has expired", "warning"],
  "good-revoked-key": ["Signed with a revoked key", "danger"],
  "unknown-key": ["Signed, key not known", "warning"],
  bad: ["Signature does not fit", "danger"],
  none: ["Not signed", "plain"],
};
