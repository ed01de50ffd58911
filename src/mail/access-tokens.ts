/**
 * Gets access tokens for mail servers by OAuth 2 (RFC 6749): with a refresh token, as Google and
 * Microsoft 365 give one for a mailbox, or as the application itself (client credentials). A token is
 * kept in memory until shortly before it ends; no secret is ever logged.
 */

export interface OAuth2Settings {
  readonly tokenUrl: string;
  readonly clientId: string;
  readonly clientSecret: string | null;
  /** Null asks for a token of the application itself. */
  readonly refreshToken: string | null;
  readonly scope: string | null;
}

/** Posts a form; gives the status and the body's text. */
export type PostForm = (
  url: string,
  form: string,
) => Promise<{ readonly status: number; readonly text: string }>;

export interface AccessTokens {
  /** A token that is still good for a while. */
  get(): Promise<string>;
  /** The server refused the last one: the next is asked for anew. */
  forget(): void;
}

/** Only the code of the OAuth answer: its description may repeat what was sent. */
export class TokenRefused extends Error {
  override readonly name = "TokenRefused";
  readonly code: string;

  constructor(code: string) {
    super(`the token endpoint refused: ${code}`);
    this.code = code;
  }
}

const spareMs = 60_000;

export function accessTokens(
  settings: OAuth2Settings,
  post: PostForm,
  now: () => Date,
): AccessTokens {
  let refreshToken = settings.refreshToken;
  let known: { readonly token: string; readonly endsAt: number } | undefined;
  let asking: Promise<string> | undefined;
  const ask = async () => {
    const answer = await post(settings.tokenUrl, formOf(settings, refreshToken));
    const { token, seconds, next } = readAnswer(answer);
    // A new refresh token may come along; the one in the file stays good for the next start.
    refreshToken = next ?? refreshToken;
    known = { token, endsAt: now().getTime() + seconds * 1000 - spareMs };
    return token;
  };
  return {
    async get() {
      if (known && now().getTime() < known.endsAt) return known.token;
      asking ??= ask().finally(() => {
        asking = undefined;
      });
      return asking;
    },
    forget() {
      known = undefined;
    },
  };
}

function formOf(settings: OAuth2Settings, refreshToken: string | null): string {
  const { clientId, clientSecret, scope } = settings;
  return new URLSearchParams({
    client_id: clientId,
    ...(clientSecret === null ? {} : { client_secret: clientSecret }),
    ...(scope === null ? {} : { scope }),
    ...(refreshToken === null
      ? { grant_type: "client_credentials" }
      : { grant_type: "refresh_token", refresh_token: refreshToken }),
  }).toString();
}

function readAnswer({ status, text }: { status: number; text: string }) {
  const said = objectIn(text);
  if (status !== 200 || typeof said.access_token !== "string") {
    const code = typeof said.error === "string" ? said.error : `http ${status}`;
    throw new TokenRefused(/^[\w-]{1,60}( \d{3})?$/.test(code) ? code : "unknown");
  }
  const seconds = Number(said.expires_in);
  return {
    token: said.access_token,
    seconds: Number.isFinite(seconds) ? seconds : 300,
    next: typeof said.refresh_token === "string" ? said.refresh_token : undefined,
  };
}

function objectIn(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}
