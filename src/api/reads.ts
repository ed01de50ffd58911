/** The questions of the API: cases, publications, the policy in force, one's own tokens. */
import { z } from "zod";
import { readCase } from "../actions/cases/read-case.ts";
import type { Actor } from "../core/people/actor.ts";
import { permit } from "../core/people/permit.ts";
import { inForceAt } from "../core/policy/in-force.ts";
import { Refusal } from "../core/refusal.ts";
import { type CasePlace, caseList } from "../store/cases/list-reader.ts";
import { ownTokens } from "../store/people/token-reader.ts";
import { publishedTable } from "../store/publications/reader.ts";
import { cursorOf, placeOf } from "./cursor.ts";
import { defineRead, type Read } from "./operations.ts";

const instant = z.iso.datetime().meta({ title: "Instant, UTC" });
const limit = z.coerce.number().int().min(1).max(100).default(50).meta({ title: "Rows a page" });
const after = z.string().max(200).optional().meta({
  title: "Where the page begins",
  description: "The `next` of the page before.",
});
const next = z.string().nullable().meta({ title: "Where the next page begins; null at the end" });

const lanes = { ours: [1], waiting: [2], closed: [3], open: [1, 2], all: [1, 2, 3] } as const;
type LaneName = keyof typeof lanes;

const listedCase = z.object({
  caseId: z.uuid(),
  reference: z.string(),
  title: z.string(),
  kind: z.string(),
  stage: z.string(),
  severityBand: z.string().nullable(),
  ownerId: z.uuid().nullable(),
  waitingOn: z.enum(["us", "reporter", "other", "nobody"]),
  openedAt: instant,
  updatedAt: instant,
  closedAt: instant.nullable(),
  dueAt: instant.nullable(),
});

const listCases = defineRead({
  id: "list-cases",
  path: "/cases",
  summary: "Your cases, earliest due first.",
  open: false,
  query: z.object({
    lane: z
      .enum(Object.keys(lanes) as [LaneName, ...LaneName[]])
      .default("open")
      .meta({ title: "Which cases" }),
    limit,
    after,
  }),
  answer: z.object({ cases: z.array(listedCase), next }),
  async run(context, { actor }, query) {
    permitAsMember(actor);
    const rows = await context.transaction(actor, (tx) =>
      caseList(context, tx, lanes[query.lane], placeAfter(query.after), query.limit + 1),
    );
    const page = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? page.at(-1) : undefined;
    return {
      cases: page.map((row) => ({
        ...row,
        openedAt: row.openedAt.toISOString(),
        updatedAt: row.updatedAt.toISOString(),
        closedAt: row.closedAt?.toISOString() ?? null,
        dueAt: row.dueAt?.toISOString() ?? null,
      })),
      next: last ? cursorOf(last.dueAt?.toISOString() ?? "", last.caseId) : null,
    };
  },
});

/** A list needs no membership of one case, but the same part: an administrator reads no case. */
function permitAsMember(actor: Actor): void {
  const staff = actor.kind === "staff" ? [actor.id] : [];
  // A party has one case, and reads it by its reference.
  if (actor.kind === "outsider") throw new Refusal("access.not-permitted", { deed: "read-case" });
  permit(actor, "read-case", { caseId: "", staff, outsiders: [] });
}

function placeAfter(cursor: string | undefined): CasePlace | null {
  if (cursor === undefined) return null;
  const [due, caseId] = placeOf(cursor, z.tuple([z.union([z.literal(""), instant]), z.uuid()]));
  return { dueAt: due === "" ? null : new Date(due), caseId };
}

const readOneCase = defineRead({
  id: "read-case",
  path: "/cases/{reference}",
  summary: "One case, by reference or id. A party sees its own side only. Reading is recorded.",
  open: false,
  query: z.object({
    reference: z.string().min(1).max(100).meta({ title: "Reference or id of the case" }),
  }),
  answer: z
    .object({ kind: z.enum(["staff", "party"]), case: z.record(z.string(), z.unknown()) })
    .meta({
      description:
        "staff: head, title, missing, parties, clocks; party: reference, step and its dates.",
    }),
  async run(context, { actor }, { reference }) {
    const read = await readCase.run(context, actor, { which: reference, what: "api" });
    return JSON.parse(JSON.stringify(read));
  },
});

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
    const policy = inForceAt(context.policies, context.now());
    if (!policy) throw new Refusal("access.not-found");
    return JSON.parse(JSON.stringify(policy));
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
    permit(actor, "make-token");
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
  listPublications,
  readPolicy,
  listTokens,
];
