/** Narrows a list of templates while one types; Enter opens the first that is left. The server does it too. */
for (const field of document.querySelectorAll<HTMLInputElement>("input[data-filter]")) {
  const rows = [...(document.getElementById(field.dataset.filter ?? "")?.children ?? [])];
  const items = rows.filter((row) => row instanceof HTMLElement);
  // The place in the address that the page jumps to would take the focus away again.
  addEventListener("load", () => setTimeout(() => field.focus({ preventScroll: true })));
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/);
    for (const item of items) {
      const text = (item.textContent ?? "").toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      // The keys j and k go over what is seen.
      choiceIn(item)?.toggleAttribute("data-row", !item.hidden);
    }
  });
  field.addEventListener("keydown", (event) => {
    const first = items.find((item) => !item.hidden);
    const choice = first && choiceIn(first);
    if (event.key !== "Enter" || event.isComposing || !choice) return;
    event.preventDefault();
    choice.click();
  });
}

/** A link, or the button of a form that is sent along. */
function choiceIn(item: HTMLElement): HTMLElement | null {
  return item.querySelector<HTMLElement>("a, button");
}
