/** Asks the site as somebody, for something of a case, and reads the answer as the table of access words it. */
import type { FastifyInstance, LightMyRequestResponse } from "fastify";
import { Refusal } from "../../src/core/refusal.ts";
import type { Context } from "../../src/store/context.ts";
import type { Answer } from "./access-table.ts";
import type { Persona } from "./personas.ts";
import type { RegisteredRoute } from "./registered-routes.ts";
import type { Target } from "./world.ts";

/** A part of a file, by the protocol of uploads. */
const part = {
  "tus-resumable": "1.0.0",
  "upload-length": "1",
  "upload-offset": "0",
  "upload-metadata": "filename bm90ZXMudHh0",
  "content-type": "application/offset+octet-stream",
};

export interface Asked {
  readonly route: RegisteredRoute;
  /** With every `:name` filled in. */
  readonly url: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

/** Each request comes from a network of its own: what one may do in a minute is tried elsewhere. */
let networks = 0;
const nextAddress = () => `2001:db8:0:${(networks++ % 65_536).toString(16)}::1`;

/** The same browser secret for all forms of the sweep: its token is valid, so no refusal hides behind it. */
const formSecret = "AAAAAAAAAAAAAAAAAAAAAA";

export async function ask(
  app: FastifyInstance,
  context: Context,
  persona: Persona,
  target: Target,
  { route, url, body = {} }: Asked,
): Promise<LightMyRequestResponse> {
  const { cookie, ...headers } = { cookie: "", ...persona.headers(target) };
  const cookies = [cookie, `parley-form=${formSecret}`].filter((each) => each !== "").join("; ");
  const isApi = url.startsWith("/api/");
  const request = {
    method: route.method,
    url,
    remoteAddress: nextAddress(),
    headers: { accept: isApi ? "application/json" : "text/html", ...headers },
  };
  if (isApi) {
    // A script has no cookies, and a page's own requests carry the session's alone.
    const own = cookie === "" ? {} : { cookie };
    const sent = route.method === "GET" ? {} : { payload: body };
    return app.inject({ ...request, ...sent, headers: { ...request.headers, ...own } });
  }
  const withCookies = { ...request.headers, cookie: cookies };
  if (route.method === "GET") return app.inject({ ...request, headers: withCookies });
  if (/\/uploads(\/:uploadId)?$/.test(route.path)) {
    return app.inject({ ...request, headers: { ...withCookies, ...part }, payload: "x" });
  }
  const token = context.masterKey.hash("cookie", `form ${formSecret}`).toString("base64url");
  return app.inject({
    ...request,
    headers: { ...withCookies, "content-type": "application/x-www-form-urlencoded" },
    payload: new URLSearchParams([["_csrf", token], ...fieldsOf(body)]).toString(),
  });
}

/** As a form sends it: lists one field a value, rows as `name.row.column`. */
function fieldsOf(body: Readonly<Record<string, unknown>>): [string, string][] {
  return Object.entries(body).flatMap(([name, value]): [string, string][] => {
    if (!Array.isArray(value)) return [[name, String(value)]];
    return value.flatMap((each, row): [string, string][] =>
      typeof each === "object" && each !== null
        ? Object.entries(each).map(([column, cell]) => [`${name}.${row}.${column}`, String(cell)])
        : [[name, String(each)]],
    );
  });
}

const nothing = new Refusal("access.not-found").message;
const signIn = new Refusal("access.sign-in").message;
const stepUp = new Refusal("access.step-up").message;

/** What the answer is in the table's words. */
export function answerIn({ statusCode, headers, body }: LightMyRequestResponse): Answer {
  const text = body.replaceAll("&#39;", "'");
  const to = String(headers.location);
  if (statusCode === 303 && (to.startsWith("/sign-in?next=") || to === "/portal")) return "sign-in";
  if (statusCode === 401) return "sign-in";
  // The answer to a HEAD has no words.
  if (statusCode === 404 && (text === "" || text.includes(nothing))) return "absent";
  if (statusCode === 403 && text === "") return "no";
  if (text.includes("<title>Confirm that it is you")) return "proof";
  if (statusCode !== 403) return "yes";
  if (text.includes(signIn)) return "sign-in";
  if (text.includes(stepUp)) return "proof";
  return /Your role does not allow|access\.not-permitted|token\.scope/.test(text) ? "no" : "yes";
}

/** The same for a deed that was tried without a request around it. */
export async function answerOf(deed: Promise<unknown>): Promise<{ answer: Answer; said: string }> {
  try {
    return { answer: "yes", said: JSON.stringify(await deed) ?? "" };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    if (!(error instanceof Refusal)) return { answer: "yes", said };
    const answers: Readonly<Record<string, Answer>> = {
      "access.sign-in": "sign-in",
      "access.not-found": "absent",
      "access.not-permitted": "no",
      "access.step-up": "proof",
    };
    return { answer: answers[error.code] ?? "yes", said };
  }
}

/** Everything of an answer that a reader gets: status, headers, body. */
export function wholeOf({ statusCode, headers, body }: LightMyRequestResponse): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [statusCode, ...lines, body].join("\n");
}
