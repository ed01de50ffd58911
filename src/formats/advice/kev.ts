/**
 * Reads a list of known exploited vulnerabilities in JSON: CISA's catalogue, and lists of the EU's
 * shape with dateReported. Entries without a CVE id are left out: they cannot be looked up here.
 */
import {
  cveIdForm,
  type KevLine,
  type ListFault,
  type Loaded,
} from "../../core/advice/advice-list.ts";

const idNames = ["cveID", "cveId", "cve_id", "cve"];
const dayNames = ["dateAdded", "dateReported", "date_added", "date_reported"];
const releasedNames = ["dateReleased", "lastUpdated", "date"];

type Entry = Readonly<Record<string, unknown>>;

/** `readAt` dates a list that does not say of which day it is. */
export function readKev(text: string, readAt: Date): Loaded<KevLine> | ListFault {
  const document = parsed(text);
  const entries = entriesOf(document);
  if (!entries) return { line: null, fault: "It is no JSON list of vulnerabilities." };
  const lines = new Map<string, KevLine>();
  for (const entry of entries) {
    const cveId = (textOf(entry, idNames) ?? "").trim().toUpperCase();
    if (!cveIdForm.test(cveId)) continue;
    const day = dayOf(textOf(entry, dayNames));
    if (day === undefined) return { line: null, fault: `${cveId} has a date that is none.` };
    lines.set(cveId, { cveId, addedOn: day });
  }
  if (lines.size === 0) return { line: null, fault: "It lists no CVE id." };
  const released = new Date(textOf(document as Entry, releasedNames) ?? readAt);
  return { asOf: Number.isNaN(+released) ? readAt : released, lines: [...lines.values()] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    return undefined;
  }
}

function entriesOf(document: unknown): Entry[] | undefined {
  const list = Array.isArray(document)
    ? document
    : (document as { vulnerabilities?: unknown } | null | undefined)?.vulnerabilities;
  if (!Array.isArray(list)) return undefined;
  return list.filter((each): each is Entry => typeof each === "object" && each !== null);
}

function textOf(entry: Entry, names: readonly string[]): string | undefined {
  const found = names.map((name) => entry[name]).find((value) => typeof value === "string");
  return found as string | undefined;
}

/** YYYY-MM-DD or DD/MM/YYYY; null where none is said, undefined where it is no day. */
function dayOf(text: string | undefined): string | null | undefined {
  if (!text?.trim()) return null;
  const turned = /^(\d{2})[/.-](\d{2})[/.-](\d{4})$/.exec(text.trim());
  const day = turned ? `${turned[3]}-${turned[2]}-${turned[1]}` : text.trim().slice(0, 10);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(day);
  const instant = new Date(`${day}T00:00:00Z`);
  return isDay && !Number.isNaN(+instant) && instant.toISOString().startsWith(day)
    ? day
    : undefined;
}
