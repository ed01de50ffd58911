/** Somebody who visits the running site as a browser or script would: with cookies, over HTTP, nothing else. */
import { NotSeen } from "./stage.ts";

/** What the API answered: its body, and whether it refused. */
export interface ApiAnswer {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export class SiteVisitor {
  readonly baseUrl: string;
  private readonly cookies = new Map<string, string>();

  constructor(baseUrl: string) {
    this.baseUrl = baseUrl;
  }

  url(path: string): string {
    return new URL(path, this.baseUrl).href;
  }

  /** The bytes behind a path, or behind an address of the same site; undefined where it is not there. */
  async find(path: string): Promise<Buffer | undefined> {
    const response = await this.ask(path, {});
    if (response.status === 404) return undefined;
    if (!response.ok) throw new NotSeen(`${path} answered ${response.status}`);
    return Buffer.from(await response.arrayBuffer());
  }

  async get(path: string): Promise<Buffer> {
    const found = await this.find(path);
    if (!found) throw new NotSeen(`${path} is not there`);
    return found;
  }

  async json<T>(path: string): Promise<T> {
    const response = await this.ask(path, { headers: { accept: "application/json" } });
    if (!response.ok) throw new NotSeen(`${path} answered ${response.status}`);
    return (await response.json()) as T;
  }

  /** Sits down on a seat of the demonstration, by its page's form. */
  async takeSeat(seat: string): Promise<void> {
    const page = (await this.get("/demonstration")).toString();
    const token = /name="_csrf" value="([^"]+)"/.exec(page)?.[1] ?? "";
    const response = await this.ask(`/demonstration/seats/${seat}`, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ _csrf: token }),
    });
    if (response.status !== 303) {
      throw new NotSeen(`the seat “${seat}” answered ${response.status}`);
    }
  }

  /** A deed or question of the API, refused or not. */
  async tryApi(path: string, body?: object): Promise<ApiAnswer> {
    const response = await this.ask(`/api/v1${path}`, {
      headers: { accept: "application/json", "content-type": "application/json" },
      ...(body ? { method: "POST", body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: (await response.json()) as ApiAnswer["body"] };
  }

  /** The same, where a refusal is a failure. */
  async api<T extends object>(path: string, body?: object): Promise<T> {
    const answer = await this.tryApi(path, body);
    if (answer.status < 400) return answer.body as T;
    throw new NotSeen(`${path} was refused: ${String(answer.body.message ?? answer.status)}`);
  }

  private async ask(path: string, init: RequestInit): Promise<Response> {
    const target = new URL(path, this.baseUrl);
    // A published address names the site as the world knows it; here it is the same machine.
    const url = new URL(target.pathname + target.search, this.baseUrl);
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const headers = { ...(init.headers as Record<string, string>), ...(cookie ? { cookie } : {}) };
    const response = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(30_000) });
    for (const line of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (name && value) this.cookies.set(name, value);
    }
    return response;
  }
}
