/** Reveals the copy buttons beside codes and copies on a click. Without it the code is selected by hand. */
for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
  const code = document.getElementById(button.dataset.copy ?? "");
  const words = button.querySelector("span");
  // Only pages over https may write to the clipboard.
  if (!code || !words || !navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(code.textContent ?? "");
    words.textContent = "Copied";
  });
}
