/**
 * Keeps what is typed into a form of a case on the server after each pause and on leaving the page.
 * Keeps nothing in the browser, and nothing once the form itself was sent.
 */

const pauseMs = 2_000;

for (const button of document.querySelectorAll<HTMLButtonElement>("button[data-draft]")) {
  if (button.form) watch(button, button.form);
  if (button.dataset.draft === "kept") openAround(button);
}

/** A draft in a closed part of the page would be overlooked. */
function openAround(inside: HTMLElement): void {
  const part = inside.closest("details");
  if (part) part.open = true;
}

function watch(button: HTMLButtonElement, form: HTMLFormElement): void {
  const told = form.querySelector<HTMLElement>("[data-draft-state]");
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isChanged = false;
  let isSent = false;
  let running: AbortController | undefined;

  async function keep(leaving: boolean): Promise<void> {
    clearTimeout(timer);
    if (!isChanged || isSent) return;
    isChanged = false;
    running?.abort();
    const call = new AbortController();
    running = call;
    try {
      const answer = await fetch(button.formAction, {
        method: "POST",
        headers: { accept: "application/json" },
        body: fieldsOf(form),
        keepalive: leaving,
        signal: call.signal,
      });
      say(answer.ok ? `Draft kept, ${timeNow()}` : `Not kept: ${await whyNot(answer)}`);
      if (!answer.ok) isChanged = true;
    } catch {
      if (call.signal.aborted) return;
      isChanged = true;
      say("Not kept: the server was not reached. It is tried again with the next word.");
    }
  }

  function say(words: string): void {
    if (told) told.textContent = words;
  }

  form.addEventListener("input", () => {
    isChanged = true;
    clearTimeout(timer);
    timer = setTimeout(() => void keep(false), pauseMs);
  });
  // Else a draft that arrives late would outlive the form that was sent.
  form.addEventListener("submit", () => {
    isSent = true;
    clearTimeout(timer);
    running?.abort();
  });
  addEventListener("pageshow", () => {
    isSent = false;
  });
  addEventListener("pagehide", () => void keep(true));
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") void keep(true);
  });
}

/** What the form would send. A form with files offers no draft. */
function fieldsOf(form: HTMLFormElement): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string") fields.append(name, value);
  }
  return fields;
}

async function whyNot(answer: Response): Promise<string> {
  try {
    const { error } = (await answer.json()) as { error: { message: string } };
    return error.message;
  } catch {
    return "the server said no.";
  }
}

function timeNow(): string {
  return new Date().toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
}
