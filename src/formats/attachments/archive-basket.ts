/** Collects the entries of an archive within limits, and says what is odd about each. */
import type {
  ArchiveEntry,
  ArchiveListing,
  ArchiveOddity,
} from "../../core/attachments/file-findings.ts";
import { kindOfName } from "../../core/attachments/name-claims.ts";
import { archiveLimits } from "./archive-limits.ts";

export interface FoundEntry {
  readonly name: string;
  readonly bytes: number | null;
  /** As packed; null where the format does not say. */
  readonly packed: number | null;
  readonly encrypted?: boolean;
  readonly link?: boolean;
}

/** What may still be unpacked in memory, over all depths of one listing. */
export interface Budget {
  inflated: number;
}

export class ArchiveBasket {
  readonly entries: ArchiveEntry[] = [];
  bytes = 0;
  whole = true;
  /** It grew beyond reason before its end came. */
  bomb = false;

  /** False once there are so many that the listing ends. */
  add(entry: FoundEntry, depth: number): boolean {
    if (this.entries.length >= archiveLimits.entriesMax) {
      this.whole = false;
      return false;
    }
    if (depth === 1) this.bytes += entry.bytes ?? 0;
    this.entries.push({
      name: entry.name.slice(0, archiveLimits.nameLettersMax),
      bytes: entry.bytes,
      depth,
      odd: odditiesOf(entry),
    });
    return true;
  }

  /** The entry at this place was an archive, and its own entries stand after it. */
  wasOpened(place: number): void {
    const entry = this.entries[place];
    if (!entry) return;
    this.entries[place] = { ...entry, odd: entry.odd.filter((odd) => odd !== "inner-archive") };
  }

  /** The listing; `packed` are the bytes of the archive as it came. */
  listing(format: string, packed: number): ArchiveListing {
    const { entries, bytes, whole } = this;
    const odd = new Set(entries.flatMap((entry) => entry.odd));
    if (this.bomb || (packed > 0 && bytes / packed > archiveLimits.ratioMax)) odd.add("bomb");
    return { format, entries, bytes, whole, odd: [...odd] };
  }
}

function odditiesOf(entry: FoundEntry): ArchiveOddity[] {
  const { name, bytes, packed } = entry;
  const kind = kindOfName(name);
  const grows = bytes !== null && packed !== null && packed > 0 && bytes > 1024 * 1024;
  return [
    ...(entry.encrypted ? (["encrypted"] as const) : []),
    ...(leadsOutside(name) ? (["outside"] as const) : []),
    ...(entry.link ? (["link"] as const) : []),
    ...(grows && bytes / packed > archiveLimits.ratioMax ? (["bomb"] as const) : []),
    ...(kind === "program" ? (["program"] as const) : []),
    ...(kind === "archive" ? (["inner-archive"] as const) : []),
  ];
}

/** Absolute, with a drive, or climbing out by "..": it would be written beside its folder. */
function leadsOutside(name: string): boolean {
  return /^[/\\]|^[A-Za-z]:|(^|[/\\])\.\.([/\\]|$)/.test(name);
}
