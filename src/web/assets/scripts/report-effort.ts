/**
 * Makes the calculation that stands for the sum and the wait, where the browser can: the first number whose
 * hash begins with enough zero bits. Sends nothing by itself.
 */
import { zeroBitsOf } from "../../../core/intake/friction.ts";

const place = document.querySelector<HTMLElement>("[data-effort]");
const form = place?.closest("form");

// Without TLS, as on an onion service, browsers hash nothing: the sum and the wait are there.
if (place && form && globalThis.crypto?.subtle) void calculate(place, form);

async function calculate(shown: HTMLElement, to: HTMLFormElement): Promise<void> {
  const { effort = "", bits = "" } = shown.dataset;
  shown.hidden = false;
  const work = await firstThatFits(effort, Number(bits));
  const field = document.createElement("input");
  field.type = "hidden";
  field.name = "effortWork";
  field.value = String(work);
  to.append(field);
  shown.textContent = "Your browser did it for you: you can send the report now.";
}

async function firstThatFits(effort: string, bits: number): Promise<number> {
  const encoder = new TextEncoder();
  for (let work = 0; ; work += 1) {
    const bytes = encoder.encode(`${effort}:${work}`);
    if (zeroBitsOf(new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))) >= bits)
      return work;
  }
}
