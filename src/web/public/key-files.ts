/** Our keys as files: armoured, by fingerprint, and in the Web Key Directory; statements of hand-over. */
import type { FastifyInstance } from "fastify";
import { Refusal } from "../../core/refusal.ts";
import { wkdHash, wkdKey } from "../../formats/mail/wkd.ts";
import { cacheFor } from "../server/answers.ts";
import type { WebContext } from "../server/web-context.ts";
import { policyNow } from "./public-frame.tsx";
import { mailKeysInUse, type PublishedKey, publishedKeys } from "./published-keys.ts";

export function keyFileRoutes(app: FastifyInstance, web: WebContext): void {
  app.get("/key.asc", async (_, reply) => {
    const [inUse] = await mailKeysInUse(web);
    if (!inUse) throw new Refusal("access.not-found");
    cacheFor(reply, 300);
    void reply.header("content-disposition", 'attachment; filename="psirt.asc"');
    return reply.type("application/pgp-keys").send(inUse.facts.armored);
  });
  app.get("/key/:file", async (request, reply) => {
    const { file } = request.params as { file: string };
    const { facts } = await keyNamed(web, /^([0-9A-F]{40})\.asc$/.exec(file)?.[1]);
    cacheFor(reply, 300);
    void reply.header("content-disposition", `attachment; filename="${file}"`);
    return reply.type("application/pgp-keys").send(facts.armored);
  });
  app.get("/key/:fingerprint/statement.txt", async (request, reply) => {
    const { fingerprint } = request.params as { fingerprint: string };
    const { transition } = await keyNamed(web, fingerprint);
    if (transition === null) throw new Refusal("access.not-found");
    cacheFor(reply, 300);
    return reply.type("text/plain; charset=utf-8").send(transition);
  });
  wkdRoutes(app, web);
}

async function keyNamed(web: WebContext, fingerprint: string | undefined): Promise<PublishedKey> {
  const found = (await publishedKeys(web)).find(({ facts }) => facts.fingerprint === fingerprint);
  if (!found) throw new Refusal("access.not-found");
  return found;
}

/** Both ways of the WKD draft, section 3.1: with the domain in the path, and without. */
function wkdRoutes(app: FastifyInstance, web: WebContext): void {
  const root = "/.well-known/openpgpkey";
  for (const path of [`${root}/hu/:hash`, `${root}/:domain/hu/:hash`]) {
    app.get(path, async (request, reply) => {
      const { hash, domain } = request.params as { hash: string; domain?: string };
      const keys = await keysAt(web, hash, domain?.toLowerCase());
      if (keys.length === 0) throw new Refusal("access.not-found");
      cacheFor(reply, 300);
      // Mail programs in a browser look keys up too; the key is public.
      void reply.header("access-control-allow-origin", "*");
      const blocks = await Promise.all(keys.map(({ facts }) => wkdKey(facts.armored)));
      return reply.type("application/octet-stream").send(Buffer.concat(blocks));
    });
  }
  // An empty policy file says that a directory is here (section 4.5).
  for (const path of [`${root}/policy`, `${root}/:domain/policy`]) {
    app.get(path, (_, reply) => {
      void reply.header("access-control-allow-origin", "*");
      return reply.type("text/plain; charset=utf-8").send("");
    });
  }
}

/**
 * The key in use for the address, then the revoked ones: who looks the address up learns of them
 * (section 3.1). Without a domain, the one of the address for reports goes before others.
 */
async function keysAt(
  web: WebContext,
  hash: string,
  domain: string | undefined,
): Promise<readonly PublishedKey[]> {
  const ours = policyNow(web).channels.reportAddress.toLowerCase().split("@")[1] ?? "";
  const keys = (await publishedKeys(web)).filter(({ purpose }) => purpose === "mail");
  const named = (key: PublishedKey, at: string | undefined) =>
    key.addresses.some((address) => {
      const [local = "", host] = address.split("@");
      return wkdHash(local) === hash && (at === undefined || host === at);
    });
  const inUse = keys.filter(({ retiredAt }) => retiredAt === null);
  const found =
    domain === undefined
      ? (inUse.find((key) => named(key, ours)) ?? inUse.find((key) => named(key, undefined)))
      : inUse.find((key) => named(key, domain));
  if (!found) return [];
  const sharesAddress = ({ addresses }: PublishedKey) =>
    addresses.some((address) => found.addresses.includes(address));
  return [found, ...keys.filter((key) => key.revokedAt !== null && sharesAddress(key))];
}
