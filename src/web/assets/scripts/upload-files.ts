/**
 * Sends files in parts where they are too large for the plain form, by the tus protocol, and goes
 * on after a broken line or a reload. Keeps nothing in the browser: the server knows how far it is.
 */

const partBytes = 32 * 1024 * 1024;
const headers = { "Tus-Resumable": "1.0.0" };
const retryMs = [1_000, 3_000, 10_000, 30_000];

for (const place of document.querySelectorAll<HTMLElement>("[data-parts]")) {
  const form = place.querySelector("form");
  const input = place.querySelector<HTMLInputElement>("input[type=file]");
  form?.addEventListener("submit", (event) => {
    const files = [...(input?.files ?? [])];
    if (files.length === 0 || fitsForm(place, files)) return;
    event.preventDefault();
    void sendAll(place, form, files);
  });
}

/** What fits goes the plain way; an unfinished upload of the same file is gone on with. */
function fitsForm({ dataset }: HTMLElement, files: readonly File[]): boolean {
  const most = (name: string) => Number(dataset[name] ?? 0);
  const total = files.reduce((sum, file) => sum + file.size, 0);
  return (
    files.every((file) => file.size <= most("fileMax") && file.size > 0 && !unfinishedOf(file)) &&
    files.length <= most("filesMax") &&
    total <= most("formMax")
  );
}

function unfinishedOf(file: File): HTMLElement | undefined {
  return [...document.querySelectorAll<HTMLElement>("[data-upload]")].find(
    ({ dataset }) => dataset.name === file.name && dataset.bytes === String(file.size),
  );
}

async function sendAll(place: HTMLElement, form: HTMLFormElement, files: File[]): Promise<void> {
  const parts = place.dataset.parts ?? "";
  const live = new Live(place, form);
  live.begin();
  try {
    for (const file of files) {
      const known = unfinishedOf(file)?.dataset.upload;
      const address = known ? `${parts}/${known}` : await begin(parts, form, file);
      live.show(file, 0, address);
      await sendFile(address, file, live);
    }
    live.ended = true;
    location.assign(place.dataset.after ?? location.pathname);
  } catch (error) {
    live.fail(error instanceof Error ? error.message : String(error));
  }
}

async function begin(parts: string, form: HTMLFormElement, file: File): Promise<string> {
  const fields = new FormData(form);
  const said = {
    filename: file.name,
    filetype: file.type,
    personal: String(fields.get("personal") ?? ""),
    party: String(fields.get("partyId") ?? ""),
  };
  const metadata = Object.entries(said)
    .filter(([, value]) => value !== "")
    .map(([name, value]) => `${name} ${base64(value)}`)
    .join(",");
  const answer = await fetch(parts, {
    method: "POST",
    headers: {
      ...headers,
      "Upload-Length": String(file.size),
      "Upload-Metadata": metadata,
      accept: "application/json",
    },
  });
  const address = answer.headers.get("location");
  if (answer.status === 201 && address) return address;
  throw new Error(await sentenceOf(answer));
}

async function sendFile(address: string, file: File, live: Live): Promise<void> {
  let failures = 0;
  let offset = await offsetAt(address);
  while (offset < file.size && !live.stopped) {
    live.show(file, offset, address);
    const sent = await sendPart(address, file, offset, live);
    if (sent.offset !== undefined) {
      offset = sent.offset;
      failures = 0;
      continue;
    }
    if (sent.refused) throw new Error(sent.refused);
    live.trouble(true);
    await new Promise((resolve) => setTimeout(resolve, retryMs[Math.min(failures, 3)]));
    failures += 1;
    offset = await offsetAt(address).catch(() => offset);
  }
}

async function offsetAt(address: string): Promise<number> {
  const answer = await fetch(address, { method: "HEAD", headers });
  const offset = answer.headers.get("upload-offset");
  if (answer.ok && offset !== null) return Number(offset);
  throw new Error("This upload is no longer there. Please begin it again.");
}

type Sent = { offset?: number; refused?: string };

/** One part, by XMLHttpRequest: fetch does not say how much of a body has left. */
function sendPart(address: string, file: File, offset: number, live: Live): Promise<Sent> {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.open("PATCH", address);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.setRequestHeader("Content-Type", "application/offset+octet-stream");
    request.setRequestHeader("Upload-Offset", String(offset));
    request.setRequestHeader("Accept", "application/json");
    request.upload.onprogress = ({ loaded }) => live.show(file, offset + loaded, address);
    request.onerror = () => resolve({});
    request.onabort = () => resolve({});
    request.onload = () => {
      if (request.status === 204) {
        resolve({ offset: Number(request.getResponseHeader("Upload-Offset")) });
        return;
      }
      // Too many at once, or a part that is arriving still: both pass.
      const passes = request.status >= 500 || [409, 423, 429].includes(request.status);
      resolve(passes ? {} : { refused: messageIn(request.responseText) });
    };
    live.stop = () => request.abort();
    request.send(file.slice(offset, offset + partBytes));
  });
}

/** The part of the page that shows how far it is. */
class Live {
  readonly place: HTMLElement;
  readonly form: HTMLFormElement;
  readonly box: HTMLElement | null;
  address = "";
  stopped = false;
  ended = false;
  stop: () => void = () => {};

  constructor(place: HTMLElement, form: HTMLFormElement) {
    this.place = place;
    this.form = form;
    this.box = place.querySelector<HTMLElement>(".upload-live");
  }

  begin(): void {
    if (this.box) this.box.hidden = false;
    this.form.hidden = true;
    this.box?.querySelector("button")?.addEventListener("click", () => void this.remove());
    window.addEventListener("beforeunload", (event) => {
      if (!this.ended) event.preventDefault();
    });
  }

  show(file: File, sent: number, address: string): void {
    this.address = address;
    this.trouble(false);
    this.words(".upload-name", file.name);
    const percent = Math.floor((100 * sent) / file.size);
    this.words(".progress-words", `${percent} % of ${Math.ceil(file.size / 1024 / 1024)} MB`);
    const bar = this.box?.querySelector("progress");
    if (bar) bar.value = sent / file.size;
  }

  trouble(is: boolean): void {
    const words = this.box?.querySelector<HTMLElement>(".upload-trouble");
    if (words) words.hidden = !is;
  }

  fail(message: string): void {
    this.ended = true;
    const words = this.box?.querySelector<HTMLElement>(".upload-trouble");
    if (words && !this.stopped) {
      words.textContent = message;
      words.hidden = false;
    }
    this.form.hidden = false;
  }

  private async remove(): Promise<void> {
    this.stopped = true;
    this.ended = true;
    this.stop();
    if (this.address) await fetch(this.address, { method: "DELETE", headers });
    location.assign(location.pathname);
  }

  private words(selector: string, text: string): void {
    const element = this.box?.querySelector(selector);
    if (element && element.textContent !== text) element.textContent = text;
  }
}

async function sentenceOf(answer: Response): Promise<string> {
  return messageIn(await answer.text());
}

function messageIn(text: string): string {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string } };
    return error?.message ?? "That did not work.";
  } catch {
    return "That did not work.";
  }
}

function base64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes));
}
