/**
 * Leads to the form of a deed: opens what is folded around it and puts the focus into it. Sends
 * nothing: what a form does, its own button does.
 */
import { say } from "./say.ts";

const mark = "#do-";

/** Every form of that deed on the page, in the page's order. */
function formsOf(deed: string): HTMLFormElement[] {
  const forms = [...document.querySelectorAll<HTMLFormElement>("form[action]")];
  return forms.filter((form) => {
    const action = form.getAttribute("action") ?? "";
    const after = form.closest<HTMLElement>("[data-after]")?.dataset.after ?? "";
    return action.includes(`/deeds/${deed}?`) || after.endsWith(`?done=${deed}`);
  });
}

const fields =
  "input:not([type=hidden]):not([disabled]), select:not([disabled]), textarea:not([disabled])";

/** A blank of a ready text, [___ such as this ___], with the brackets (core/letters/blank.ts). */
const blank = /\[___[^[\]]{0,200}___\]/;

/**
 * Where one begins: the text with a blank to fill in, the chosen one of a group of choices, else the
 * first field, else the button.
 */
function beginningOf(form: HTMLFormElement): HTMLElement | null {
  const texts = [...form.querySelectorAll("textarea")];
  const unfinished = texts.find(({ value }) => blank.test(value));
  if (unfinished) return unfinished;
  const first = form.querySelector<HTMLElement>(fields);
  if (first instanceof HTMLInputElement && first.type === "radio") {
    const all = [...form.querySelectorAll<HTMLInputElement>("input[type=radio]")];
    return all.find(({ name, checked }) => name === first.name && checked) ?? first;
  }
  return first ?? form.querySelector<HTMLElement>("button");
}

function openAround(element: HTMLElement): void {
  let details = element.closest("details");
  while (details) {
    details.open = true;
    details = details.parentElement?.closest("details") ?? null;
  }
}

/** The first form of the deed, or the one after that in which the focus is; false where none is here. */
function focusForm(deed: string): boolean {
  const forms = formsOf(deed);
  const at = forms.findIndex((form) => form.contains(document.activeElement));
  const form = forms[(at + 1) % forms.length];
  if (!form) return false;
  openAround(form);
  const field = beginningOf(form);
  field?.focus();
  field?.scrollIntoView({ block: "center" });
  if (field instanceof HTMLTextAreaElement) markBlank(field);
  return true;
}

/** The first blank is marked: what is typed next stands in its place. */
function markBlank(field: HTMLTextAreaElement): void {
  const found = blank.exec(field.value);
  if (found) field.setSelectionRange(found.index, found.index + found[0].length);
}

/** Follows a command: into the form where it is on this page, else to the page that has it. */
export function follow(link: HTMLAnchorElement): void {
  const { deed } = link.dataset;
  if (!deed) link.click();
  else if (!focusForm(deed)) {
    if (link.pathname === location.pathname) sayMissing(link);
    else location.assign(link.href);
  }
}

function sayMissing({ dataset, textContent, firstElementChild }: HTMLAnchorElement): void {
  const label = firstElementChild?.textContent ?? textContent ?? "";
  say(
    dataset.inside
      ? `“${label}”: open ${dataset.inside} of the list first.`
      : `“${label}” is not asked for as the case stands.`,
  );
}

function links(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("a[data-keys]")];
}

/** The command with these keys, such as "d r". */
export function commandOf(keys: string): HTMLAnchorElement | undefined {
  return links().find((link) => link.dataset.keys === keys);
}

/** Whether the key begins a pair on this page: then what follows it never does something alone. */
export function beginsPair(key: string): boolean {
  const hints = [...document.querySelectorAll(".nav-key, button[data-key]")].map((each) =>
    each instanceof HTMLElement && each.dataset.key ? each.dataset.key : (each.textContent ?? ""),
  );
  return [...hints, ...links().map(({ dataset }) => dataset.keys ?? "")].some((keys) =>
    keys.trim().startsWith(`${key} `),
  );
}

/** Ctrl and Enter send the form that one is in, as its own button does. */
export function sendFormOf(target: EventTarget | null): boolean {
  const form = target instanceof HTMLElement ? target.closest("form") : null;
  // A button with an address of its own does something else: it keeps a draft, or shows a letter.
  const button = form?.querySelector<HTMLButtonElement>(
    "button:not([type=button]):not([formaction])",
  );
  button?.click();
  return button !== null && button !== undefined;
}

/** A page that was opened for a deed begins in its form. */
export function beginAtDeed(): void {
  if (!location.hash.startsWith(mark)) return;
  const deed = location.hash.slice(mark.length);
  if (focusForm(deed)) return;
  const link = document.querySelector<HTMLAnchorElement>(`a[data-deed="${CSS.escape(deed)}"]`);
  if (link) sayMissing(link);
}
