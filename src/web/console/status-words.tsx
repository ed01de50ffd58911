/** Statuses and their reasons as people read them. Words only; decides nothing. */
import {
  type Justification,
  justifications,
  type Status,
  statuses,
} from "../../core/products/status.ts";
import type { FormChoice } from "../../lib/form-description.ts";
import { Tag } from "../../ui/badge.tsx";
import { affectedWords, wordFor } from "./case-words.ts";

export const justificationWords: Readonly<Record<Justification, string>> = {
  component_not_present: "The component is not in it",
  inline_mitigations_already_exist: "It is mitigated already",
  vulnerable_code_cannot_be_controlled_by_adversary: "An attacker cannot reach the code",
  vulnerable_code_not_in_execute_path: "The code is never run",
  vulnerable_code_not_present: "The vulnerable code is not in it",
};

export const statusChoices: readonly FormChoice[] = statuses.map((value) => ({
  value,
  label: wordFor(affectedWords, value),
}));

export const justificationChoices: readonly FormChoice[] = justifications.map((value) => ({
  value,
  label: justificationWords[value],
}));

const tones = {
  affected: "danger",
  fixed: "success",
  "not-affected": "success",
  "under-investigation": "warning",
} as const;

export function StatusTag(props: { status: Status }) {
  return <Tag tone={tones[props.status]}>{wordFor(affectedWords, props.status)}</Tag>;
}
