/** Opens the list of commands that came with the page, and narrows it while one types. Loads nothing. */
import { follow } from "./deeds.ts";

const dialog = () => document.querySelector<HTMLDialogElement>("[data-palette]");

function links(shownOnly: boolean): HTMLAnchorElement[] {
  const all = [...(dialog()?.querySelectorAll<HTMLAnchorElement>("a") ?? [])];
  return shownOnly ? all.filter((link) => !link.parentElement?.hidden) : all;
}

/** Every word typed is somewhere in the line, in any order. */
function narrow(typed: string): void {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  for (const link of links(false)) {
    const text = (link.textContent ?? "").toLowerCase();
    if (link.parentElement) link.parentElement.hidden = !words.every((word) => text.includes(word));
  }
  const count = dialog()?.querySelector("[data-palette-count]");
  const found = links(true).length;
  if (count) count.textContent = words.length === 0 ? "" : countWords(found);
}

function countWords(found: number): string {
  if (found === 0) return "Nothing here is called so.";
  return found === 1 ? "One command" : `${found} commands`;
}

function field(): HTMLInputElement | null {
  return dialog()?.querySelector<HTMLInputElement>("[data-palette-field]") ?? null;
}

/** False where the page has no list. */
export function openPalette(): boolean {
  const place = dialog();
  const input = field();
  if (!place || !input) return false;
  if (place.open) place.close();
  else {
    input.value = "";
    narrow("");
    place.showModal();
    input.focus();
  }
  return true;
}

function choose(link: HTMLAnchorElement | undefined): void {
  if (!link) return;
  dialog()?.close();
  follow(link);
}

/** Arrows walk from the field through the lines and back. */
function step(by: 1 | -1): void {
  const lines = links(true);
  const at = lines.indexOf(document.activeElement as HTMLAnchorElement) + by;
  if (at < 0) field()?.focus();
  else lines[Math.min(at, lines.length - 1)]?.focus();
}

/** Whether the list is open: keys then belong to it. */
export function isPaletteOpen(): boolean {
  return dialog()?.open ?? false;
}

export function bindPalette(): void {
  const place = dialog();
  place?.addEventListener("input", () => narrow(field()?.value ?? ""));
  place?.addEventListener("click", (event) => {
    if (event.target === place) place.close();
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    if (!link?.dataset.deed || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    choose(link);
  });
  place?.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      step(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter" && event.target === field()) {
      event.preventDefault();
      choose(links(true)[0]);
    }
  });
}
