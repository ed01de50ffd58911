/**
 * Shows published items that are like what somebody types into the report form. The list is public and
 * read once; the comparison is made here, so that no word leaves the browser before the report is sent.
 */
import { type PublishedItem, similarTo } from "../../../core/advisories/similar-published.ts";

const waitMs = 500;
const compared = ["product", "version", "description", "tracking-ids"];

const place = document.querySelector<HTMLElement>("[data-similar]");
const form = place?.closest("form");
const list = place?.querySelector("ul");
let items: Promise<readonly PublishedItem[]> | undefined;
let timer: number | undefined;

form?.addEventListener("input", ({ target }) => {
  const { name = "" } = target as Partial<HTMLInputElement>;
  if (!compared.includes(name)) return;
  clearTimeout(timer);
  timer = window.setTimeout(() => void compare(), waitMs);
});

async function compare(): Promise<void> {
  if (!place || !form || !list) return;
  items ??= read(place.dataset.similar ?? "");
  const data = new FormData(form);
  const found = similarTo(await items, compared.map((name) => data.get(name) ?? "").join("\n"));
  const shown = [...list.querySelectorAll("a")].map((link) => link.textContent);
  // A list that stays as it is is not read aloud again.
  if (shown.join("\n") !== found.map(({ title }) => title).join("\n")) {
    list.replaceChildren(...found.map(line));
  }
  place.hidden = found.length === 0;
}

async function read(address: string): Promise<readonly PublishedItem[]> {
  try {
    const answer = await fetch(address);
    return answer.ok ? ((await answer.json()) as { items: PublishedItem[] }).items : [];
  } catch {
    // The form goes without it; the next page tries again.
    return [];
  }
}

function line({ number, title }: PublishedItem): HTMLLIElement {
  const link = document.createElement("a");
  link.href = `/publications/${encodeURIComponent(number)}`;
  link.target = "_blank";
  link.rel = "noopener";
  link.textContent = title;
  const item = document.createElement("li");
  item.append(link, ` (${number}, opens in a new window)`);
  return item;
}
