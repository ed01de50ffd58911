/** A real OpenID Connect provider on this machine, whose people sign in by being named beforehand. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";

export interface ProviderPerson {
  readonly subject: string;
  readonly email: string;
  readonly emailVerified: boolean;
  readonly groups: readonly string[];
}

export interface TestProvider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in next, and how they prove it there; null refuses. */
  next: { person: ProviderPerson; amr: readonly string[] } | null;
  /** Follows the browser's way from its address to the one that leads back, with cookies of its own. */
  visit(address: string): Promise<string>;
  /** Answers 503 to everything while set. */
  away: boolean;
  close(): Promise<void>;
}

const client = { id: "parley", secret: "a secret of the client that is long enough" };

/** `redirectUri`: where it leads back to. */
export async function openIdProvider(redirectUri: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  const issuer = `http://localhost:${(server.address() as AddressInfo).port}`;
  const people = new Map<string, ProviderPerson>();
  const provider = new Provider(issuer, configuration(redirectUri, people));
  // Its warnings are about what a test wants: plain http, keys made for the occasion.
  const callback = provider.callback();
  const made: TestProvider = {
    issuer,
    clientId: client.id,
    clientSecret: client.secret,
    next: null,
    away: false,
    visit: (address) => follow(address, redirectUri),
    close: () => closed(server),
  };
  server.on("request", (request, response) => {
    if (made.away) return void response.writeHead(503).end();
    if (!request.url?.startsWith("/login/")) return void callback(request, response);
    const { next } = made;
    if (next) people.set(next.person.subject, next.person);
    const result = next
      ? { login: { accountId: next.person.subject, amr: [...next.amr], remember: false } }
      : { error: "access_denied", error_description: "The person said no." };
    void provider.interactionFinished(request, response, result, {
      mergeWithLastSubmission: false,
    });
  });
  return made;
}

function configuration(redirectUri: string, people: Map<string, ProviderPerson>): Configuration {
  return {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [redirectUri],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    cookies: { keys: ["only for tests"] },
    pkce: { required: () => true },
    claims: {
      openid: ["sub", "amr", "acr", "auth_time"],
      email: ["email", "email_verified"],
      profile: ["groups"],
    },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_, interaction) => `/login/${interaction.uid}` },
    findAccount: (_, id) => {
      const person = people.get(id);
      if (!person) return undefined;
      const { email, emailVerified, groups } = person;
      return {
        accountId: id,
        claims: () => ({ sub: id, email, email_verified: emailVerified, groups }),
      };
    },
    // Nobody is asked whether Parley may know their address: the organisation decided that.
    loadExistingGrant: async (context) => {
      const { client: asking, session, provider } = context.oidc;
      const grant = new provider.Grant({
        accountId: session?.accountId ?? "",
        clientId: asking?.clientId ?? "",
      });
      grant.addOIDCScope("openid email profile");
      await grant.save();
      return grant;
    },
  };
}

async function follow(address: string, redirectUri: string): Promise<string> {
  const cookies = new Map<string, string>();
  let at = address;
  for (let steps = 0; steps < 10 && !at.startsWith(redirectUri); steps += 1) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(at, { redirect: "manual", headers: { cookie } });
    for (const each of response.headers.getSetCookie()) {
      const [pair = ""] = each.split(";");
      const [name = "", value = ""] = pair.split("=");
      cookies.set(name, value);
    }
    const location = response.headers.get("location");
    if (!location)
      throw new Error(`the provider answered ${response.status}: ${await response.text()}`);
    at = new URL(location, at).href;
  }
  return at;
}

function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((done) => server.close(() => done()));
}
