/** Joins single sign-on to its settings: reads the client's secret and says where the provider leads back to. */
import { readFile } from "node:fs/promises";
import { type Config, ConfigProblems } from "./config.ts";
import type { SingleSignOn } from "./core/people/single-sign-on.ts";
import { singleSignOn } from "./integrations/openid/single-sign-on.ts";
import type { Context } from "./store/context.ts";

/** Undefined where there is none. The provider is first asked when somebody signs in. */
export async function openSignOn(
  { signOn }: Config,
  { baseUrl, now }: Context,
): Promise<SingleSignOn | undefined> {
  if (!signOn) return undefined;
  const { secretFile, ...settings } = signOn;
  const clientSecret = secretFile === undefined ? undefined : await secretIn(secretFile);
  const redirectUri = `${baseUrl}/sign-in/single-sign-on/back`;
  return singleSignOn({ ...settings, clientSecret, redirectUri }, now);
}

async function secretIn(file: string): Promise<string> {
  try {
    const secret = (await readFile(file, "utf8")).trim();
    if (secret !== "") return secret;
  } catch {
    throw new ConfigProblems(["PARLEY_OIDC_SECRET_FILE cannot be read."]);
  }
  throw new ConfigProblems(["PARLEY_OIDC_SECRET_FILE is empty."]);
}
