/** What is recorded of who read, searched, took out or was refused something. Never holds content. */

export const accessKinds = [
  "case.read",
  "search",
  "export",
  "refused",
  "portal.unknown-code",
  "token.refused",
  "cookie.refused",
  "link.refused",
  "form.refused",
  "vault.opened",
  "glass.broken",
] as const;

export type AccessKind = (typeof accessKinds)[number];

/** Kinds that strangers cause: a flood of them is counted, not written down one by one. */
export const strangersKinds: ReadonlySet<AccessKind> = new Set([
  "portal.unknown-code",
  "token.refused",
  "cookie.refused",
  "link.refused",
  "form.refused",
]);

/** The same person at the same part of the same case is one reading for so long. */
export const oneReadingMs = 10 * 60_000;

/** Of each of their kinds one event a minute is written down; it says how many came before it. */
export const strangersEveryMs = 60_000;
