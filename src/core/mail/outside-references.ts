/**
 * What others call a case: VU#123456, VRF#26-03-ABCDE, JVN#12345678, CVE ids and the like. Finds them in
 * a line however they are spaced, and writes each in one form. Never says whose case it is.
 */

/** Who gives such numbers: the first letter of a coordinator names one that we do not know yet. */
export type IssuerKind = "coordinator" | "catalogue" | "tracker" | "other";

interface Issuer {
  readonly kind: IssuerKind;
  /** As people know it. */
  readonly title: string;
  /** Its groups are the parts of the number; null where only people say what it is. */
  readonly pattern: RegExp | null;
  /** The one form, from the groups of the pattern in upper case. */
  readonly form: (...parts: string[]) => string;
}

const asWritten = (whole: string) => whole;

/** Not in the middle of another word or number. */
const before = String.raw`(?<![\p{L}\p{N}#-])`;
const after = String.raw`(?![\p{L}\p{N}])`;
const find = (middle: string) => new RegExp(`${before}${middle}${after}`, "giu");

/** In the order in which a place in a line is read: what stands first takes its letters. */
const issuers = {
  vu: {
    kind: "coordinator",
    title: "CERT/CC case",
    // Ids have three to seven digits; ".2" names one vulnerability of the note.
    pattern: find(String.raw`VU(?:\s?-?#\s?-?|-?(?=\d{5}))(\d{3,7})(?:\.\d{1,3})?`),
    form: (digits) => `VU#${digits}`,
  },
  vrf: {
    kind: "coordinator",
    title: "CERT/CC report",
    pattern: find(String.raw`VRF\s?#\s?([A-Z0-9]{2,4}(?:-[A-Z0-9]{2,10}){1,3})`),
    form: (id) => `VRF#${id}`,
  },
  jvn: {
    kind: "coordinator",
    title: "JPCERT/CC case",
    pattern: find(String.raw`(JVN(?:VU|TA)?)\s?#\s?(\d{6,9})`),
    form: (series, digits) => `${series}#${digits}`,
  },
  ics: {
    kind: "coordinator",
    title: "CISA case for industrial control systems",
    pattern: find(String.raw`ICS[- ]?VU[-# ]{1,2}(\d{4,7})`),
    form: (digits) => `ICS-VU-${digits}`,
  },
  vde: {
    kind: "coordinator",
    title: "CERT@VDE case",
    pattern: find(String.raw`VDE-(\d{4})-(\d{3,4})`),
    form: (year, number) => `VDE-${year}-${number}`,
  },
  zdi: {
    kind: "coordinator",
    title: "Zero Day Initiative case",
    pattern: find(String.raw`ZDI[- ]CAN[- ]?(\d{3,6})`),
    form: (digits) => `ZDI-CAN-${digits}`,
  },
  cve: {
    kind: "catalogue",
    title: "CVE id",
    pattern: find(String.raw`CVE[- ](\d{4})[- ](\d{4,9})`),
    form: (year, number) => `CVE-${year}-${number}`,
  },
  ghsa: {
    kind: "catalogue",
    title: "GitHub advisory",
    pattern: find("GHSA((?:-[23456789cfghjmpqrvwx]{4}){3})"),
    form: (id) => `GHSA${id.toLowerCase()}`,
  },
  talos: {
    kind: "tracker",
    title: "Talos report",
    pattern: find(String.raw`TALOS-(\d{4})-(\d{3,5})`),
    form: (year, number) => `TALOS-${year}-${number}`,
  },
  msrc: {
    kind: "tracker",
    title: "Microsoft case",
    pattern: find(String.raw`(?:MSRC(?:\s?case)?[-# ]{1,2}|VULN-)(\d{5,7})`),
    form: (digits) => `MSRC-${digits}`,
  },
  ticket: {
    kind: "tracker",
    title: "Ticket of a tracker",
    // Such as [vendor.example #4711].
    pattern: /\[([\p{L}\p{N}][\p{L}\p{N}_. -]{0,59}?)\s?#\s?(\d{1,12})\]/giu,
    form: (name, digits) => `[${name} #${digits}]`,
  },
  tracker: {
    kind: "tracker",
    title: "Case of another team",
    // PSIRT-0123456789, SECURITY-2026-0012, INC-104711: ours are looked for first, and are none.
    pattern: find(String.raw`([A-Z]{2,12}(?:-\d{4}-\d{2,9}|-\d{4,12}))`),
    form: asWritten,
  },
  hackerone: {
    kind: "tracker",
    title: "HackerOne report",
    pattern: null,
    form: asWritten,
  },
  // Told by the desk itself, and never read from a mail: anybody can guess the number of a ticket.
  support: { kind: "other", title: "Ticket of our support", pattern: null, form: asWritten },
  other: { kind: "other", title: "Another name for it", pattern: null, form: asWritten },
} as const satisfies Record<string, Issuer>;

export type IssuerId = keyof typeof issuers;

const issuerIds = Object.keys(issuers) as readonly IssuerId[];

export interface OutsideReference {
  readonly issuer: IssuerId;
  /** In its one form, such as VU#123456. */
  readonly text: string;
}

export function issuerOf(id: IssuerId): Issuer {
  return issuers[id];
}

/** Beyond that many nobody reads on; a hostile subject costs no more. */
const foundMax = 10;
const lineLettersMax = 2_000;

/** The references in a text, each once, in the order in which they stand. */
export function outsideReferencesIn(text: string): OutsideReference[] {
  const line = text.slice(0, lineLettersMax).normalize("NFKC");
  const taken: { from: number; to: number; reference: OutsideReference }[] = [];
  for (const issuer of issuerIds) {
    const { pattern, form } = issuerOf(issuer);
    for (const match of pattern ? line.matchAll(pattern) : []) {
      const [from, to] = [match.index, match.index + match[0].length];
      if (taken.some((each) => from < each.to && each.from < to)) continue;
      const parts = match.slice(1).map((part) => (part ?? "").toUpperCase());
      taken.push({ from, to, reference: { issuer, text: form(...parts) } });
    }
  }
  const inOrder = taken.sort((one, other) => one.from - other.from).map((each) => each.reference);
  const first = ({ text: name }: OutsideReference, at: number) =>
    inOrder.findIndex((each) => each.text === name) === at;
  return inOrder.filter(first).slice(0, foundMax);
}

const ownForm = /(?<![\p{L}\p{N}-])[A-Z]{2,10}-\d{4}-\d{4,9}(?![\p{L}\p{N}])/giu;

/** What may be references of ours, such as PSIRT-2026-0007: whether they are, the store knows. */
export function ownReferencesIn(text: string): string[] {
  const line = text.slice(0, lineLettersMax).normalize("NFKC");
  const found = [...line.matchAll(ownForm)].map(([whole]) => whole.toUpperCase());
  return [...new Set(found)].slice(0, foundMax);
}

/** What a person typed as the name of a case elsewhere; undefined where nothing could be found by it. */
export function typedReference(typed: string): OutsideReference | undefined {
  const text = oneSpaced(typed);
  const found = outsideReferencesIn(text);
  const [only] = found;
  if (only && found.length === 1 && bare(text) === bare(only.text)) return only;
  if (text.length < 3 || text.length > 60 || !/\p{N}/u.test(text)) return undefined;
  if (/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(text)) return undefined;
  return { issuer: "other", text };
}

/** The number of a ticket of our support, as somebody typed it. */
export function ticketReference(typed: string): OutsideReference {
  return { issuer: "support", text: oneSpaced(typed) };
}

/**
 * Every run of up to four words of a subject, as a name of issuer "other" would be looked up: people may
 * store names of any form.
 */
export function otherNamesIn(subject: string): OutsideReference[] {
  const words = oneSpaced(subject.slice(0, 300)).split(" ").filter(Boolean).slice(0, 30);
  const runs = words.flatMap((_, at) =>
    [1, 2, 3, 4].map((length) => words.slice(at, at + length).join(" ")),
  );
  const cleaned = runs.flatMap((run) => [run, run.replace(/^[[(]+|[\])},:;.]+$/g, "")]);
  return [...new Set(cleaned)]
    .filter((run) => run.length >= 3 && run.length <= 60 && /\p{N}/u.test(run))
    .map((text) => ({ issuer: "other", text }));
}

/** What the same name has in common however it is written: what is hashed to look it up. */
export function referenceMark({ issuer, text }: OutsideReference): string {
  return `${issuer} ${bare(text)}`;
}

function oneSpaced(text: string): string {
  return text.normalize("NFKC").replace(/\s+/g, " ").trim();
}

function bare(text: string): string {
  return text.toUpperCase().replace(/[\s#[\]-]+/g, "");
}

/** Whether a coordinator gave it. */
export function isOfCoordinator({ issuer }: OutsideReference): boolean {
  return issuerOf(issuer).kind === "coordinator";
}
