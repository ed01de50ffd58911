/**
 * Keys of the console: rows up and down, places, search, pages and deeds of a case, the list of
 * commands. A nicety only: every page works without it. Single keys can be turned off, as WCAG 2.2
 * (2.1.4) asks.
 */
import { beginAtDeed, beginsPair, commandOf, follow, sendFormOf } from "./console/deeds.ts";
import { watchForNews } from "./console/live.ts";
import { bindPalette, isPaletteOpen, openPalette } from "./console/palette.ts";

const offKey = "parley-keys-off";
/** How long the first of two keys waits for the second, in milliseconds. */
const pairWaitMs = 1_200;

let first = "";
let firstAt = 0;

function isOff(): boolean {
  try {
    return localStorage.getItem(offKey) === "yes";
  } catch {
    return false;
  }
}

/** Whether the key belongs to what is being typed or chosen, not to us. */
function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) {
    return !["checkbox", "radio", "button", "submit"].includes(target.type);
  }
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

function rows(): HTMLElement[] {
  return [...document.querySelectorAll<HTMLElement>("[data-row]")];
}

/** Moves the focus between the rows of a list; Enter then opens one as the browser does. */
function moveBy(step: 1 | -1): void {
  const links = rows();
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = at === -1 ? (step === 1 ? 0 : links.length - 1) : at + step;
  const link = links[Math.min(Math.max(next, 0), links.length - 1)];
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}

/**
 * Links that show their key: "g q" in the side, "1" on a tab. A button that shows it so leads somewhere
 * too, and takes along what was typed; it acts on no row.
 */
function linkOf(keys: string): HTMLElement | undefined {
  const hints = [...document.querySelectorAll(".nav-key")];
  const hint = hints.find((each) => each.textContent?.trim() === keys);
  return hint?.closest<HTMLElement>("a, button") ?? undefined;
}

/** Boxes that tick the rows of a list. */
function boxes(): HTMLInputElement[] {
  return [...document.querySelectorAll<HTMLInputElement>(".tray-pick")];
}

/** The box of the row in focus, be it the link or the box itself that has it. */
function boxInFocus(): HTMLInputElement | null {
  const row = document.activeElement?.closest("tr");
  return row?.querySelector<HTMLInputElement>(".tray-pick") ?? null;
}

/** "x" ticks the row in focus, "X" all of them, or none where all are ticked. */
function tick(key: string): boolean {
  const all = boxes();
  if (all.length === 0) return false;
  if (key === "X") {
    const on = all.some((box) => !box.checked);
    for (const box of all) box.checked = on;
    return true;
  }
  const box = boxInFocus();
  if (box) box.checked = !box.checked;
  else moveBy(1);
  return true;
}

/** Where the focus goes after a key has sent a list's form: the row that takes the place of this one. */
const placeKey = "parley-row";

/**
 * Presses the button that shows the key. One that acts on rows acts on the ticked ones, else on the one
 * in focus; with neither it only marks a row, so that no key does something to what nobody looks at.
 */
function pressButton(key: string): boolean {
  const buttons = [...document.querySelectorAll<HTMLButtonElement>("button[data-key]")];
  const button = buttons.find((each) => each.dataset.key === key && !each.disabled);
  if (!button) return false;
  const all = boxes().filter((box) => box.form === button.form);
  if (all.length > 0) {
    const box = boxInFocus();
    if (!all.some(({ checked }) => checked)) {
      if (!box) {
        moveBy(1);
        return true;
      }
      box.checked = true;
    }
    keepPlace(box ? all.indexOf(box) : 0);
  } else if (boxes().length > 0) keepPlace(0);
  button.click();
  return true;
}

function keepPlace(index: number): void {
  try {
    sessionStorage.setItem(placeKey, String(index));
  } catch {
    // Without storage the focus starts at the top of the page, as on every other.
  }
}

/** After a key has sent a form, the next row is in focus: keys go on without a pause. */
function returnToPlace(): void {
  try {
    const place = sessionStorage.getItem(placeKey);
    sessionStorage.removeItem(placeKey);
    const links = rows();
    if (place !== null) links[Math.min(Number(place), links.length - 1)]?.focus();
  } catch {
    // As above.
  }
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('input[data-key="/"]');
  field?.focus();
  field?.select();
  return field !== null;
}

/** Does what the key says; false where it says nothing here. */
function press(key: string, now: number): boolean {
  const pair = now - firstAt < pairWaitMs && beginsPair(first) ? `${first} ${key}` : "";
  first = pair ? "" : key;
  firstAt = now;
  return pair ? pressPair(pair) : pressOne(key);
}

/** The second key of a pair never acts alone: a pair that means nothing here must not take a case. */
function pressPair(pair: string): boolean {
  const link = linkOf(pair);
  if (link) link.click();
  else if (!pressButton(pair)) {
    const command = commandOf(pair);
    if (command) follow(command);
  }
  return true;
}

function pressOne(key: string): boolean {
  if (key === "." && openPalette()) return true;
  if (key === "j" || key === "k") {
    moveBy(key === "j" ? 1 : -1);
    return true;
  }
  if (key === "/") return focusSearch();
  if ((key === "x" || key === "X") && tick(key)) return true;
  if (pressButton(key)) return true;
  const link = linkOf(key);
  link?.click();
  return link !== undefined;
}

/** Ctrl or Cmd with a key, which work in a field too; anything else is the browser's. */
function pressWithControl(key: string, target: EventTarget | null): boolean {
  if (key === "k") return openPalette();
  return key === "Enter" && isTyping(target) && sendFormOf(target);
}

document.addEventListener("keydown", (event) => {
  const { target, key } = event;
  if (event.altKey || event.isComposing) return;
  if (event.ctrlKey || event.metaKey) {
    if (pressWithControl(key, target)) event.preventDefault();
    return;
  }
  // A shift on its way to "!" is no key of a pair.
  if (key === "Shift" || isPaletteOpen()) return;
  if (isTyping(target)) {
    if (key === "Escape" && target instanceof HTMLElement) target.blur();
    return;
  }
  if (!isOff() && press(key, event.timeStamp)) event.preventDefault();
});

/** The help page's button, which without script would do nothing and is hidden. */
function offerSwitch(): void {
  const place = document.querySelector<HTMLElement>("[data-keys-switch]");
  const label = place?.querySelector("button span");
  if (!place || !label) return;
  const show = () => {
    label.textContent = `Turn these keys ${isOff() ? "on" : "off"} on this device`;
  };
  place.addEventListener("click", () => {
    if (isOff()) localStorage.removeItem(offKey);
    else localStorage.setItem(offKey, "yes");
    show();
  });
  place.hidden = false;
  show();
}

offerSwitch();
returnToPlace();
bindPalette();
watchForNews();
beginAtDeed();
