/** What a look at a file found, and what follows from it. Kept sealed beside the file. */
import type { FileText } from "../identity/scan-names.ts";
import type { ContentKind } from "./content-kind.ts";

/** Where a file stands between its arrival and being let out. */
export type CheckState = "waiting" | "clean" | "suspicious" | "unchecked";

/** What the virus scanner said of it. */
export type Verdict =
  | { readonly outcome: "clean" }
  | { readonly outcome: "infected"; readonly signature: string }
  | { readonly outcome: "too-large" }
  | { readonly outcome: "no-scanner" };

/** One entry of an archive; nothing of it was unpacked to any disk. */
export interface ArchiveEntry {
  readonly name: string;
  /** As the archive claims it; null where it does not say. */
  readonly bytes: number | null;
  /** 1 for the archive itself, 2 for one inside it … */
  readonly depth: number;
  /** What is odd about it, as words of ours. */
  readonly odd: readonly ArchiveOddity[];
}

export type ArchiveOddity = "encrypted" | "outside" | "link" | "bomb" | "program" | "inner-archive";

export interface ArchiveListing {
  readonly format: string;
  readonly entries: readonly ArchiveEntry[];
  /** Unpacked bytes of all entries, as claimed. */
  readonly bytes: number;
  /** False where limits ended the listing, or it could not be read to its end. */
  readonly whole: boolean;
  readonly odd: readonly ArchiveOddity[];
}

/** Words that a file carries beside or inside its content, with the place they stand at. */
export interface FoundWords {
  readonly place: string;
  readonly text: string;
}

export interface FileFindings {
  readonly sha256: string;
  /** MIME type by content. */
  readonly type: string;
  readonly kind: ContentKind;
  /** What the name claims, where the content is something else. */
  readonly mismatch: string | null;
  readonly verdict: Verdict;
  /** Names, authors, comments: what could tell who made it. */
  readonly words: readonly FoundWords[];
  readonly preview: "image" | "text" | "archive" | null;
  /** Why there is no preview where one was to be expected: a word of ours. */
  readonly problem: "unreadable" | "too-large" | null;
}

/** What is shown in place of the file: made by us, never bytes of the file's own. */
export type FilePreview =
  | { readonly is: "text"; readonly text: string; readonly cut: boolean }
  | { readonly is: "archive"; readonly listing: ArchiveListing }
  | {
      readonly is: "image";
      readonly type: "image/png" | "image/jpeg";
      readonly base64: string;
      readonly width: number;
      readonly height: number;
    };

/** Kept beside the findings, apart because of its size. */
export interface KeptLook {
  readonly preview: FilePreview | null;
  /** All its words, for the search for names that are withheld. */
  readonly text: FileText;
}

export function stateAfter(verdict: Verdict): Exclude<CheckState, "waiting"> {
  switch (verdict.outcome) {
    case "clean":
      return "clean";
    case "infected":
      return "suspicious";
    default:
      return "unchecked";
  }
}

/** May its bytes be handed out? A suspicious file only once it was released by a deed. */
export function mayLeave(file: { state: CheckState; releasedAt: Date | null }): boolean {
  if (file.state === "clean" || file.state === "unchecked") return true;
  return file.state === "suspicious" && file.releasedAt !== null;
}

const oddityWords: Readonly<Record<ArchiveOddity, string>> = {
  encrypted: "encrypted",
  outside: "would land outside its folder",
  link: "a link",
  bomb: "grows enormously when unpacked",
  program: "a program",
  "inner-archive": "an archive that was not opened",
};

export function oddityInWords(oddity: ArchiveOddity): string {
  return oddityWords[oddity];
}
