/**
 * Asks the organisation's OpenID Connect provider who somebody is: authorization code with PKCE,
 * state and nonce. Keeps no token: what the provider says is read once and forgotten.
 */
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  ClientSecretBasic,
  type Configuration,
  calculatePKCECodeChallenge,
  customFetch,
  discovery,
  fetchUserInfo,
  None,
} from "openid-client";
import type {
  SignOnAttempt,
  SignOnClaims,
  SingleSignOn,
} from "../../core/people/single-sign-on.ts";
import { Refusal } from "../../core/refusal.ts";
import { issuerFetch } from "./issuer-fetch.ts";

export interface OpenIdSettings {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string | undefined;
  readonly redirectUri: string;
  readonly claim: string;
  readonly allowed: { readonly claim: string; readonly value: string } | undefined;
  readonly secondFactor:
    | "always"
    | readonly { readonly claim: "acr" | "amr"; readonly value: string }[];
  /** Hosts besides the issuer's own. */
  readonly hosts: readonly string[];
}

/** Past this the provider's documents are read again: keys and endpoints move. */
const documentsLastMs = 60 * 60_000;

export function singleSignOn(settings: OpenIdSettings, now: () => Date): SingleSignOn {
  const issuer = new URL(settings.issuer);
  let known: { configuration: Configuration; readAt: number } | undefined;
  const configuration = async () => {
    const at = now().getTime();
    if (!known || at - known.readAt > documentsLastMs) {
      known = { configuration: await discovered(settings, issuer), readAt: at };
    }
    return known.configuration;
  };
  return {
    provider: issuer.host,
    begin: (attempt) => orAway(async () => begin(await configuration(), settings, attempt)),
    finish: (attempt, query) =>
      orAway(async () => finish(await configuration(), settings, { attempt, query })),
  };
}

function discovered(settings: OpenIdSettings, issuer: URL): Promise<Configuration> {
  const http = issuer.protocol === "http:";
  const { clientSecret } = settings;
  return discovery(
    issuer,
    settings.clientId,
    {},
    clientSecret === undefined ? None() : ClientSecretBasic(clientSecret),
    {
      [customFetch]: issuerFetch([issuer.host, ...settings.hosts], http) as never,
      ...(http ? { execute: [allowInsecureRequests] } : {}),
    },
  );
}

async function begin(
  configuration: Configuration,
  settings: OpenIdSettings,
  attempt: SignOnAttempt,
): Promise<string> {
  const url = buildAuthorizationUrl(configuration, {
    redirect_uri: settings.redirectUri,
    scope: "openid email profile",
    state: attempt.state,
    nonce: attempt.nonce,
    code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
    code_challenge_method: "S256",
    ...(attempt.fresh ? { prompt: "login", max_age: "0" } : {}),
  });
  return url.href;
}

async function finish(
  configuration: Configuration,
  settings: OpenIdSettings,
  { attempt, query }: { attempt: SignOnAttempt; query: string },
): Promise<SignOnClaims> {
  const back = new URL(`${settings.redirectUri}${query}`);
  const tokens = await authorizationCodeGrant(configuration, back, {
    pkceCodeVerifier: attempt.verifier,
    expectedState: attempt.state,
    expectedNonce: attempt.nonce,
    idTokenExpected: true,
  });
  const said = tokens.claims();
  if (!said) throw new Refusal("sso.refused");
  const claims = await withUserInfo(configuration, settings, tokens.access_token, said);
  if (!isAllowed(settings, claims)) throw new Refusal("sso.no-account");
  return {
    issuer: said.iss,
    subject: said.sub,
    name: nameIn(settings.claim, claims),
    secondFactor: isSecondFactor(settings, said),
    authenticatedAt: typeof said.auth_time === "number" ? new Date(said.auth_time * 1000) : null,
  };
}

type Claims = Readonly<Record<string, unknown>> & { readonly sub: string };

/** Providers may keep addresses and groups for their user endpoint. */
async function withUserInfo(
  configuration: Configuration,
  settings: OpenIdSettings,
  accessToken: string,
  said: Claims,
): Promise<Claims> {
  const wanted = [settings.claim, ...(settings.allowed ? [settings.allowed.claim] : [])];
  const isWhole = wanted.every((claim) => claim in said);
  if (isWhole || !configuration.serverMetadata().userinfo_endpoint) return said;
  // Of both, the signed token counts.
  return { ...(await fetchUserInfo(configuration, accessToken, said.sub)), ...said };
}

function isAllowed({ allowed }: OpenIdSettings, claims: Claims): boolean {
  if (!allowed) return true;
  return [claims[allowed.claim]].flat().includes(allowed.value);
}

/** An address counts only where the provider says that it is theirs. */
function nameIn(claim: string, claims: Claims): string | null {
  const value = claims[claim];
  if (typeof value !== "string" || value === "") return null;
  return claim === "email" && claims.email_verified !== true ? null : value;
}

function isSecondFactor({ secondFactor }: OpenIdSettings, said: Claims): boolean {
  if (secondFactor === "always") return true;
  return secondFactor.some(({ claim, value }) => [said[claim]].flat().includes(value));
}

/** An outage is told as one; everything else that a provider does is "not who you are". */
async function orAway<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    for (let each = error; each instanceof Error; each = each.cause) {
      if (each instanceof Refusal) throw each;
    }
    throw new Refusal("sso.refused", {}, { cause: error });
  }
}
