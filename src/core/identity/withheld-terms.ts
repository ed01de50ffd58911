/**
 * What to look for so that a withheld person is not named: every usual way to write their name,
 * handle, addresses and keys. Decides nothing about who withholds what (see audience.ts).
 */
import { compact, contracted, wordsOf } from "./fold.ts";

/** What of a person may be withheld. Empty and null say nothing. */
export interface Withheld {
  readonly name: string | null;
  readonly handle: string | null;
  readonly organisation: string | null;
  readonly email: string | null;
  readonly telephone: string | null;
  readonly keyFingerprint: string | null;
  /** The secret of the link that opens the person's portal. */
  readonly portalToken: string | null;
  readonly letterToken?: string | null;
}

export type TermKind =
  | "name"
  | "handle"
  | "organisation"
  | "address"
  | "telephone"
  | "key"
  | "portal-link";

/**
 * How sure a find is. `certain` blocks; `as-name` blocks where it is written with capitals, as a
 * name is, and only warns elsewhere ("Long" and "long"); `in-sentence` is the same, but a capital at
 * the beginning of a sentence says nothing ("First, restart it"); `slight` only warns.
 */
export type TermWeight = "certain" | "as-name" | "in-sentence" | "slight";

export interface Term {
  /** Folded, without spaces (see fold.ts). */
  readonly form: string;
  readonly kind: TermKind;
  readonly weight: TermWeight;
  /** Whose it is, by the pseudonym that staff see. */
  readonly whose: string;
}

/** Names of mailboxes, and words in names, that stand for a task, not for a person. */
const tasks = new Set(
  "abuse admin administrator analyst anonymous bugs cert contact coordinator csirt disclosure finder hacker hello help hostmaster info mail me office postmaster press psirt report reporter reports research researcher root sales security service soc support team test webmaster".split(
    " ",
  ),
);

/** Whoever has a mailbox there is one of millions: the domain names nobody. */
const mailProviders = new Set(
  "aol.com daum.net fastmail.com free.fr freenet.de gmail.com gmx.at gmx.ch gmx.com gmx.de gmx.net googlemail.com hey.com hotmail.com hotmail.fr icloud.com laposte.net libero.it live.com live.fr mail.com mail.ru mailbox.org me.com msn.com naver.com o2.pl orange.fr outlook.com outlook.fr pm.me posteo.de proton.me protonmail.com qq.com seznam.cz sfr.fr t-online.de tuta.io tutamail.com tutanota.com wanadoo.fr web.de wp.pl yahoo.co.uk yahoo.com yahoo.de yahoo.fr yandex.com yandex.ru ymail.com zoho.com 163.com 126.com"
    .split(" ")
    .map(compact),
);

/** Whether anybody may have an address there: the same domain then says nothing of who two people are. */
export function isMailProvider(domain: string): boolean {
  return mailProviders.has(compact(domain));
}

const legalForms = new Set(
  "ab ag as bv co corp corporation gmbh inc incorporated kg limited llc llp ltd nv oy oyj plc pty sa sarl sas se spa srl".split(
    " ",
  ),
);

/** Two letters say nothing; three may be a name where it is all there is. */
const formLettersMin = 3;
const givenLettersMin = 3;
const mailboxLettersMin = 5;

/** Every form of everything withheld, each once. `ours` are names and domains of the house itself. */
export function termsOf(person: Withheld, whose: string, ours: readonly string[] = []): Term[] {
  const own = new Set(ours.map(compact));
  const found = new Map<string, Term>();
  const add = (kind: TermKind, weight: TermWeight, forms: readonly string[]) => {
    for (const form of forms.flatMap(spellings)) {
      if (own.has(form) || form.length < lettersMin(form)) continue;
      const before = found.get(form);
      if (!before || rank[weight] > rank[before.weight])
        found.set(form, { form, kind, weight, whose });
    }
  };
  // "Team" of "Red Team" stands in our own name and in every second sentence: alone it names nobody.
  const common = new Set([...tasks, ...ours.flatMap((name) => wordsOf(name).map((w) => w.folded))]);
  nameForms(person.name ?? "", add, common);
  add("handle", "certain", [compact(person.handle ?? "")]);
  organisationForms(person.organisation ?? "", add);
  addressForms(
    person.email ?? "",
    add,
    wordsOf(person.name ?? "").map(({ folded }) => folded),
  );
  telephoneForms(person.telephone ?? "", add);
  const key = compact(person.keyFingerprint ?? "");
  add("key", "certain", key === "" ? [] : [key, key.slice(-16)]);
  add("portal-link", "certain", [compact(person.portalToken ?? "")]);
  add("portal-link", "certain", [compact(person.letterToken ?? "")]);
  return [...found.values()];
}

const rank: Readonly<Record<TermWeight, number>> = {
  slight: 0,
  "in-sentence": 1,
  "as-name": 2,
  certain: 3,
};

type Add = (kind: TermKind, weight: TermWeight, forms: readonly string[]) => void;

/** In full, last name first, without middle names, with an initial, and each end of it alone. */
function nameForms(name: string, add: Add, common: ReadonlySet<string>): void {
  const words = wordsOf(name).map(({ folded }) => folded);
  const [first = "", last = ""] = [words[0], words.at(-1)];
  add("name", "certain", [words.join("")]);
  if (words.length < 2) return;
  // As one word: what meets where two words meet may contract as well ("Noa Eder", "noaeder").
  const raw = wordsOf(name).map(({ start, end }) => name.slice(start, end));
  const [rawFirst = "", rawLast = ""] = [raw[0], raw.at(-1)];
  const joined = [raw.join(""), rawFirst + rawLast, rawLast + rawFirst];
  add("name", "certain", joined.map(compact));
  add("name", "certain", [
    [last, ...words.slice(0, -1)].join(""),
    [...words.slice(1), first].join(""),
    first + last,
    last + first,
  ]);
  if (!isSpaceless(name)) {
    const initials = words.slice(0, -1).map((word) => word.charAt(0));
    const [initial = ""] = initials;
    add("name", "as-name", [initial + last, last + initial]);
    add("name", "as-name", [initials.join("") + last, last + initials.join("")]);
    add("name", common.has(last) ? "slight" : "as-name", [last]);
    if (first.length >= givenLettersMin) add("name", "slight", [first]);
  }
}

function organisationForms(organisation: string, add: Add): void {
  const words = wordsOf(organisation).map(({ folded }) => folded);
  const bare = words.filter((word) => !legalForms.has(word));
  // One word may be a common one ("Orange"); it counts where it is written as a name.
  add("organisation", words.length > 1 ? "certain" : "as-name", [words.join("")]);
  add("organisation", bare.length > 1 ? "certain" : "as-name", [bare.join("")]);
}

function addressForms(email: string, add: Add, ofName: readonly string[]): void {
  const at = email.lastIndexOf("@");
  if (at < 1) return;
  const [mailbox, domain] = [email.slice(0, at), email.slice(at + 1)];
  const bare = mailbox.replace(/\+.*$/, "");
  for (const each of new Set([mailbox, bare])) {
    const said = `${each.replaceAll(".", " dot ")} at ${domain.replaceAll(".", " dot ")}`;
    const halfSaid = `${each} at ${domain}`;
    add("address", "certain", [`${each}@${domain}`, said, halfSaid].map(compact));
  }
  const box = compact(bare);
  // A mailbox that is the given name alone is as slight as the given name.
  if (box.length >= mailboxLettersMin && !tasks.has(box) && !ofName.includes(box)) {
    add("address", isPlainWord(bare, ofName) ? "in-sentence" : "certain", [box]);
  }
  if (!mailProviders.has(compact(domain))) add("address", "certain", [compact(domain)]);
}

/** One word of letters that holds no part of the name may be any word of the language: "first@…". */
function isPlainWord(mailbox: string, ofName: readonly string[]): boolean {
  const holds = (word: string) => word.length >= formLettersMin && compact(mailbox).includes(word);
  return /^\p{L}+$/u.test(mailbox) && !ofName.some(holds);
}

/** As written, and as dialled inside the country: the length of its code is not known. */
function telephoneForms(telephone: string, add: Add): void {
  const digits = telephone.replace(/\(0\)/, "").replace(/\D/g, "");
  if (digits.length < 7) return;
  const abroad = /^\s*(\+|00)/.test(telephone);
  const bare = digits.replace(/^00/, "");
  const inside = abroad ? [1, 2, 3].map((length) => `0${bare.slice(length)}`) : [];
  add(
    "telephone",
    "certain",
    [digits, bare, `00${bare}`, ...inside].filter((form) => form.length >= 7),
  );
}

/** Written as one word it is contracted as one: "AnnaEder". */
function spellings(form: string): string[] {
  return [...new Set([form, contracted(form)])];
}

function lettersMin(form: string): number {
  return isSpaceless(form) ? 2 : formLettersMin;
}

function isSpaceless(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(text);
}
