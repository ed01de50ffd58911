/** What the checks of our own keys are given, and what each of them says. */
import type { KeyCheckResult } from "../../core/keys/key-check.ts";
import type { OwnPublicKey } from "../../store/keys/reader.ts";
import type { TaskContext } from "../task-context.ts";

export type KeyChecking = Pick<TaskContext, "context" | "mailReader" | "log">;

/** What a check found at one place. */
export type Found = Pick<KeyCheckResult, "problem" | "place">;

/** A key in use, with the addresses that it is for. */
export interface KeyToCheck extends OwnPublicKey {
  /** Whether it is the one that /key.asc and security.txt lead to. */
  readonly first: boolean;
}
