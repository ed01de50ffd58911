/** Says a sentence at the foot of the page and to screen readers; the focus stays where it is. */
export function say(sentence: string): void {
  const place = document.querySelector<HTMLElement>("[data-said]");
  if (place) place.textContent = sentence;
}
