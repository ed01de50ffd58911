/** What each format is given to read with: a budget, and where its words and its failures go. */
import type { Unread } from "../../core/identity/scan-names.ts";

/** What one reading may use, whatever the file nests. */
export interface Budget {
  bytes: number;
  members: number;
}

export interface Reading {
  readonly budget: Budget;
  readonly depth: number;
  piece(place: string, text: string): void;
  unread(place: string, why: Unread): void;
  /** Reads a file within the file. */
  inner(place: string, bytes: Uint8Array): Promise<void>;
}
