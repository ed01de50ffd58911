/** The web server on a test context, and a small browser without scripts: cookies, pages, forms. */
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { Registry } from "prom-client";
import { makeLog } from "../../src/lib/log.ts";
import { projectRoot } from "../../src/lib/project-root.ts";
import type { Context } from "../../src/store/context.ts";
import { type Assets, loadAssets } from "../../src/web/server/assets.ts";
import { buildWebServer } from "../../src/web/server/build-web-server.ts";
import type { RouteModule, WebContext } from "../../src/web/server/web-context.ts";

export interface TestWeb {
  readonly app: FastifyInstance;
  readonly web: WebContext;
  /** Every line of the log so far, as written. */
  logged(): string;
}

let assets: Assets | undefined;

/** The product's own, packed once for all servers of this process: packing takes its time. */
export function productAssets(): Assets {
  assets ??= loadAssets(projectRoot());
  return assets;
}

/** A server of these route modules. Close `app` before its context. */
export async function testWeb(
  context: Context,
  modules: readonly RouteModule[],
  change: Partial<WebContext> = {},
): Promise<TestWeb> {
  const lines: string[] = [];
  const web: WebContext = {
    context,
    log: makeLog({ destination: { write: (line) => void lines.push(line) } }),
    assets: productAssets(),
    trustProxy: false,
    metrics: { registry: new Registry(), token: null },
    ...change,
  };
  return { app: await buildWebServer(web, modules), web, logged: () => lines.join("") };
}

type Fields = Readonly<Record<string, string | readonly string[]>>;

/** A browser with its own cookies on its own network; it follows no redirect by itself. */
export class TestBrowser {
  readonly cookies = new Map<string, string>();
  readonly app: FastifyInstance;
  readonly address: string;

  constructor(app: FastifyInstance, address = "192.0.2.1") {
    this.app = app;
    this.address = address;
  }

  async get(url: string, headers: Record<string, string> = {}): Promise<LightMyRequestResponse> {
    return this.keep(
      await this.app.inject({
        url,
        remoteAddress: this.address,
        headers: { accept: "text/html", ...this.cookieHeader(), ...headers },
      }),
    );
  }

  /** Sends a form as it is; `submit` takes the token from its page first. */
  async post(url: string, fields: Fields): Promise<LightMyRequestResponse> {
    const body = new URLSearchParams();
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) body.append(name, each);
    return this.keep(
      await this.app.inject({
        method: "POST",
        url,
        remoteAddress: this.address,
        headers: {
          accept: "text/html",
          "content-type": "application/x-www-form-urlencoded",
          ...this.cookieHeader(),
        },
        payload: body.toString(),
      }),
    );
  }

  /** Sends a multipart form: its token first, as browsers do, then fields, then files. */
  async upload(
    url: string,
    fields: Fields,
    files: readonly { name: string; bytes: Uint8Array }[] = [],
  ): Promise<LightMyRequestResponse> {
    const form = new FormData();
    for (const [name, value] of Object.entries(fields))
      for (const each of [value].flat()) form.append(name, each);
    for (const { name, bytes } of files) form.append("files", new Blob([Buffer.from(bytes)]), name);
    const sent = new Response(form);
    return this.keep(
      await this.app.inject({
        method: "POST",
        url,
        remoteAddress: this.address,
        headers: {
          accept: "text/html",
          "content-type": sent.headers.get("content-type") ?? "",
          ...this.cookieHeader(),
        },
        payload: Buffer.from(await sent.arrayBuffer()),
      }),
    );
  }

  /** Opens the page, takes its form's token, and sends the fields to `action` (the page itself unless told). */
  async submit(page: string, fields: Fields, action = page): Promise<LightMyRequestResponse> {
    const { body } = await this.get(page);
    return this.post(action, { _csrf: tokenIn(body), ...fields });
  }

  private cookieHeader(): Record<string, string> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    return cookie ? { cookie } : {};
  }

  private keep(response: LightMyRequestResponse): LightMyRequestResponse {
    for (const { name, value } of response.cookies) {
      if (value) this.cookies.set(name, decodeURIComponent(value));
      else this.cookies.delete(name);
    }
    return response;
  }
}

/** The token of the first form in a page; "" where there is none. */
export function tokenIn(html: string): string {
  return /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
}
