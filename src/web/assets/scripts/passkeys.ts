/** Lets forms ask the browser for a passkey (see ui/passkey-button.tsx). Keeps nothing and sends only to our own pages. */
import {
  browserSupportsWebAuthn,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";

const notDone =
  "No passkey was used: it was cancelled, took too long, or none of this site is here.";

for (const place of document.querySelectorAll<HTMLElement>("[data-passkey]")) prepare(place);

function prepare(place: HTMLElement): void {
  const form = place.closest("form");
  const button = place.querySelector("button");
  const without = place.querySelector<HTMLElement>("[data-passkey-without]");
  if (!form || !button || !browserSupportsWebAuthn()) return;
  button.hidden = false;
  if (without) without.hidden = true;
  button.addEventListener("click", () => void ask(place, form, button));
}

async function ask(
  place: HTMLElement,
  form: HTMLFormElement,
  button: HTMLButtonElement,
): Promise<void> {
  const problem = place.querySelector<HTMLElement>("[data-passkey-problem]");
  const field = place.querySelector<HTMLInputElement>("input[type=hidden]");
  if (!field) return;
  button.disabled = true;
  try {
    const options = await optionsOf(place, form);
    if (typeof options === "string") return tell(problem, options);
    field.value = JSON.stringify(await answerTo(place, options));
    // Not requestSubmit(): the password beside it may stay empty.
    form.submit();
  } catch {
    tell(problem, notDone);
  } finally {
    button.disabled = false;
  }
}

/** What to ask the browser, or the sentence that says why not. */
async function optionsOf(place: HTMLElement, form: HTMLFormElement): Promise<object | string> {
  const token = form.querySelector<HTMLInputElement>("input[name=_csrf]")?.value ?? "";
  const response = await fetch(place.dataset.passkeyOptions ?? "", {
    method: "POST",
    headers: { accept: "application/json" },
    body: new URLSearchParams({ _csrf: token }),
  });
  const said = (await response.json()) as { error?: { message: string } };
  return response.ok ? said : (said.error?.message ?? notDone);
}

function answerTo(place: HTMLElement, options: object): Promise<object> {
  return place.dataset.passkey === "create"
    ? startRegistration({ optionsJSON: options as PublicKeyCredentialCreationOptionsJSON })
    : startAuthentication({ optionsJSON: options as PublicKeyCredentialRequestOptionsJSON });
}

function tell(problem: HTMLElement | null, words: string): void {
  if (!problem) return;
  problem.textContent = words;
  problem.hidden = false;
}
