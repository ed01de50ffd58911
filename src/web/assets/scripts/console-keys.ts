/**
 * Keys of the console: rows up and down, places, search, pages of a case. A nicety only: every page
 * works without it. Single keys can be turned off, as WCAG 2.2 (2.1.4) asks.
 */

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

function rows(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("a[data-row]")];
}

/** Moves the focus between the links of a list; Enter then opens it as the browser does. */
function moveBy(step: 1 | -1): void {
  const links = rows();
  const at = links.indexOf(document.activeElement as HTMLAnchorElement);
  const next = at === -1 ? (step === 1 ? 0 : links.length - 1) : at + step;
  const link = links[Math.min(Math.max(next, 0), links.length - 1)];
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
}

/** Links that show their key: "g q" in the side, "1" on a tab. */
function linkOf(keys: string): HTMLAnchorElement | undefined {
  const hints = [...document.querySelectorAll(".nav-key")];
  const hint = hints.find((each) => each.textContent?.trim() === keys);
  return hint?.closest("a") ?? undefined;
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLInputElement>('input[data-key="/"]');
  field?.focus();
  field?.select();
  return field !== null;
}

/** Does what the key says; false where it says nothing here. */
function press(key: string, now: number): boolean {
  const pair = now - firstAt < pairWaitMs ? `${first} ${key}` : "";
  first = key;
  firstAt = now;
  if (key === "j" || key === "k") {
    moveBy(key === "j" ? 1 : -1);
    return true;
  }
  if (key === "/") return focusSearch();
  const link = linkOf(pair) ?? linkOf(key);
  link?.click();
  return link !== undefined;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const { target } = event;
  if (isTyping(target)) {
    if (event.key === "Escape" && target instanceof HTMLElement) target.blur();
    return;
  }
  if (!isOff() && press(event.key, event.timeStamp)) event.preventDefault();
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
