/**
 * Asks now and then whether something is new, and says so with a link. Moves no focus, changes nothing
 * that is typed, and asks nothing while the page is hidden or nobody has touched it for half an hour.
 */

const everyMs = 45_000;
const idleMs = 30 * 60_000;

let touchedAt = Date.now();

/** Undefined where the answer is none: signed out, or the way there is broken. */
async function freshSince(address: string): Promise<number | undefined> {
  // A page that leads elsewhere, to signing in, is no answer.
  const answer = await fetch(address, { redirect: "manual" });
  if (!answer.ok) return undefined;
  const { fresh } = (await answer.json()) as { fresh: number };
  return fresh;
}

function show(place: HTMLElement, fresh: number): void {
  const count = fresh >= 9 ? "9 or more new" : `${fresh} new`;
  if (place.dataset.shown === count) return;
  place.dataset.shown = count;
  const link = document.createElement("a");
  const address = new URL(location.href);
  // What was just done is not said again.
  for (const name of ["done", "count", "undo"]) address.searchParams.delete(name);
  link.href = address.href;
  link.textContent = "Show";
  link.addEventListener("click", (event) => {
    event.preventDefault();
    if (address.href === location.href) location.reload();
    else location.assign(link.href);
  });
  const key = document.createElement("span");
  key.className = "key nav-key";
  key.setAttribute("aria-hidden", "true");
  key.textContent = "g r";
  link.append(" ", key);
  place.replaceChildren(`${count} `, link);
}

async function ask(place: HTMLElement, address: string): Promise<void> {
  if (document.hidden || Date.now() - touchedAt > idleMs) return;
  try {
    const fresh = await freshSince(address);
    if (fresh) show(place, fresh);
  } catch {
    // Off line for a moment: the next time will tell.
  }
}

export function watchForNews(): void {
  const place = document.querySelector<HTMLElement>("[data-pulse]");
  const address = place?.dataset.pulse;
  if (!place || !address) return;
  for (const kind of ["keydown", "pointerdown", "scroll"]) {
    addEventListener(kind, () => (touchedAt = Date.now()), { passive: true });
  }
  setInterval(() => void ask(place, address), Number(place.dataset.every ?? everyMs));
  document.addEventListener("visibilitychange", () => void ask(place, address));
}
