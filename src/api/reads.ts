/** The questions of the API: cases, publications, the policy in force, one's own tokens. */
import { z } from "zod";
import { permit } from "../core/people/permit.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import { ownTokens } from "../store/people/token-reader.ts";
import { publishedTable } from "../store/publications/reader.ts";
import { listCases, readOneCase } from "./case-reads.ts";
import { cursorOf, placeOf } from "./cursor.ts";
import { readFigures } from "./figures-reads.ts";
import { listFiledReports } from "./filing-reads.ts";
import { exportCatalogue, readImport } from "./import-reads.ts";
import { listProducts, readProduct } from "./product-reads.ts";
import { listDue, listPromises } from "./promise-reads.ts";
import { after, defineRead, instant, next, type Read } from "./read.ts";
import { readRota } from "./rota-reads.ts";
import { searchForCases } from "./search-reads.ts";

const limit = z.coerce.number().int().min(1).max(100).default(50).meta({ title: "Rows a page" });
const listPublications = defineRead({
  id: "list-publications",
  path: "/publications",
  summary: "What is published, newest first. Open to anybody.",
  open: true,
  query: z.object({ limit, after }),
  answer: z.object({
    publications: z.array(
      z.object({
        number: z.string(),
        type: z.string(),
        title: z.string(),
        revision: z.int(),
        status: z.string(),
        severity: z.string().nullable(),
        firstPublishedAt: instant,
        updatedAt: instant,
      }),
    ),
    next,
  }),
  async run(context, { actor }, query) {
    const rows = await context.transaction(actor, (tx) =>
      publishedTable(tx, publicationAfter(query.after), query.limit + 1),
    );
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    return {
      publications: page.map((row) => ({
        ...row,
        firstPublishedAt: row.firstPublishedAt.toISOString(),
        updatedAt: row.updatedAt.toISOString(),
      })),
      next: last ? cursorOf(last.firstPublishedAt.toISOString(), last.number) : null,
    };
  },
});

function publicationAfter(cursor: string | undefined) {
  if (cursor === undefined) return null;
  const [at, number] = placeOf(cursor, z.tuple([instant, z.string().max(100)]));
  return { firstPublishedAt: new Date(at), number };
}

const readPolicy = defineRead({
  id: "read-policy",
  path: "/policy",
  summary: "The disclosure policy in force, as data. Open to anybody.",
  open: true,
  query: z.object({}),
  answer: z.object({ name: z.string(), version: z.int(), inForceFrom: instant }).loose(),
  async run(context) {
    return JSON.parse(JSON.stringify(inForceAt(context.policies, context.now())));
  },
});

const listTokens = defineRead({
  id: "list-tokens",
  path: "/tokens",
  summary: "Your own API tokens, newest first; never the tokens themselves.",
  open: false,
  query: z.object({}),
  answer: z.object({
    tokens: z.array(
      z.object({
        tokenId: z.uuid(),
        label: z.string(),
        scopes: z.array(z.string()),
        createdAt: instant,
        expiresAt: instant,
        revokedAt: instant.nullable(),
      }),
    ),
  }),
  async run(context, { actor }) {
    permit(actor, "revoke-token");
    const tokens = await context.transaction(actor, ownTokens);
    return {
      tokens: tokens.map((token) => ({
        ...token,
        scopes: [...token.scopes],
        createdAt: token.createdAt.toISOString(),
        expiresAt: token.expiresAt.toISOString(),
        revokedAt: token.revokedAt?.toISOString() ?? null,
      })),
    };
  },
});

export const reads: readonly Read[] = [
  listCases,
  readOneCase,
  searchForCases,
  listFiledReports,
  listPromises,
  listDue,
  listPublications,
  readPolicy,
  listProducts,
  readProduct,
  exportCatalogue,
  readImport,
  readFigures,
  readRota,
  listTokens,
];
