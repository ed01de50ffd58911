/**
 * Who asks: staff by their session, a person outside by their receipt, else anyone. Asks the
 * database at every request, so that an ended session ends at once.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { recordAccess } from "../../actions/access/record-access.ts";
import { keepSession } from "../../actions/people/keep-session.ts";
import type { Actor } from "../../core/people/actor.ts";
import { isFresh } from "../../core/people/second-proof.ts";
import { Refusal } from "../../core/refusal.ts";
import {
  openReceipt,
  type PortalSecret,
  portalSecretHash,
  receivedAt,
  roleOfParty,
} from "../../store/parties/receipt-reader.ts";
import { sessionHash, sessionHolder, wasSeenLately } from "../../store/people/session-reader.ts";
import { cookieOf, sentCookie, setCookie } from "./cookies.ts";
import type { WebContext } from "./web-context.ts";

export type Staff = Extract<Actor, { kind: "staff" }>;
export type Outsider = Extract<Actor, { kind: "outsider" }>;

const anyone: Actor = { kind: "anyone" };
const forged = new WeakSet<FastifyRequest>();
const webOf = new WeakMap<FastifyInstance["server"], WebContext>();

/** Called once by the builder. */
export function addActors(app: FastifyInstance, web: WebContext): void {
  webOf.set(app.server, web);
  app.decorateRequest("staff", null);
  app.decorateRequest("outsider", null);
}

/** Staff before outsider before anyone. */
export async function actorOf(request: FastifyRequest): Promise<Actor> {
  return (await findStaff(request)) ?? (await outsiderOf(request)) ?? anyone;
}

/** The member of staff who is signed in; refuses with access.sign-in where nobody is. */
export async function staffOf(request: FastifyRequest): Promise<Staff> {
  const staff = await findStaff(request);
  if (!staff) throw new Refusal("access.sign-in");
  return staff;
}

/** The member of staff who is signed in, or undefined. */
export async function findStaff(request: FastifyRequest): Promise<Staff | undefined> {
  request.staff ??= readStaff(request, contextOf(request));
  return (await request.staff) as Staff | undefined;
}

/** Who signs in or out: a report that this browser has open on the portal makes nobody a stranger here. */
export async function signingIn(request: FastifyRequest): Promise<Actor> {
  return (await findStaff(request)) ?? anyone;
}

/** The person outside whom the portal's cookie opens, or undefined; a staff session does not hide it. */
export async function outsiderOf(request: FastifyRequest): Promise<Outsider | undefined> {
  request.outsider ??= readOutsider(request, contextOf(request));
  return (await request.outsider) as Outsider | undefined;
}

/** Asked anew: a report that was registered since the first look has its case now. */
export async function outsiderNow(request: FastifyRequest): Promise<Outsider | undefined> {
  request.outsider = null;
  return outsiderOf(request);
}

/**
 * Whom the link of a plain mail names. Mail servers on its way had it too, so it proves nobody: its
 * page shows how the report stands and takes words and keys. Never an actor for anything else.
 */
export async function linkHolderOf(request: FastifyRequest): Promise<Outsider | undefined> {
  const held = portalSecretOf(request);
  if (held?.kind !== "link") return undefined;
  const web = contextOf(request);
  const found = await openedBy(web, held);
  return found && found !== "pending" ? outsiderOn(web, found) : undefined;
}

/** The receipt code or link secret that this browser holds. */
export function portalSecretOf(request: FastifyRequest): PortalSecret | undefined {
  const value = cookieOf(request, contextOf(request), "portal");
  const [, kind, secret] = /^(code|letter|link):([\w-]{1,64})$/.exec(value ?? "") ?? [];
  return kind && secret ? { kind: kind as PortalSecret["kind"], secret } : undefined;
}

const portalSeconds = 12 * 3_600;

/** Lets this browser open a portal for half a day. */
export function keepPortalSecret(reply: FastifyReply, web: WebContext, held: PortalSecret): void {
  setCookie(reply, web, "portal", `${held.kind}:${held.secret}`, portalSeconds);
}

async function readStaff(request: FastifyRequest, web: WebContext): Promise<Staff | undefined> {
  const token = sentCookie(request, web, "session");
  if (!token) return undefined;
  const { context } = web;
  // Refused by its shape, a forged or oversized one costs no question to the database.
  const isOurs = /^[\w-]{22}$/.test(token);
  const hash = sessionHash(context, token);
  const holder =
    isOurs && (await context.transaction(anyone, (tx) => sessionHolder(context, tx, hash)));
  if (!holder) {
    await refused(web, "session");
    return undefined;
  }
  const { personId: id, name, roles, teamIds: groupIds, lastSeenAt } = holder;
  const steppedUp = isSteppedUp(context, holder.steppedUpAt);
  const staff: Staff = { kind: "staff", id, name, roles, groupIds, steppedUp };
  const isKept = wasSeenLately(lastSeenAt, context.now());
  if (!isKept && !request.routeOptions.config.onlyLooks) {
    await keepSession.run(context, staff, { token });
  }
  return staff;
}

/** A cookie that opens nothing may be forged. */
function refused({ context }: WebContext, what: string): Promise<void> {
  return recordAccess(context, anyone, { kind: "cookie.refused", what });
}

/** A seat of the demonstration is marked ahead of time; elsewhere such a mark counts for nothing. */
function isSteppedUp(context: WebContext["context"], provedAt: Date | null): boolean {
  const now = context.now();
  return isFresh(provedAt, now) || (context.demonstration && provedAt !== null && provedAt > now);
}

async function readOutsider(
  request: FastifyRequest,
  web: WebContext,
): Promise<Outsider | undefined> {
  const sent = sentCookie(request, web, "portal");
  if (!sent) return undefined;
  const held = portalSecretOf(request);
  const found = held && (await openedBy(web, held));
  // Asked twice, one request is one forgery.
  if (!found && !forged.has(request)) await refused(web, "portal");
  if (!found) forged.add(request);
  // A plain mail's link names a party and proves nobody.
  if (held?.kind === "link") return undefined;
  return found && found !== "pending" ? outsiderOn(web, found) : undefined;
}

async function outsiderOn(
  { context }: WebContext,
  { partyId: id, caseId }: { partyId: string; caseId: string },
): Promise<Outsider | undefined> {
  const outsider: Outsider = { kind: "outsider", id, role: "reporter", caseId, side: id };
  const role = await context.transaction(outsider, (tx) => roleOfParty(tx, id));
  return role && { ...outsider, role };
}

/** The report that a secret opens; "pending" where its case is not made yet. */
async function openedBy({ context }: WebContext, held: PortalSecret) {
  const hash = portalSecretHash(context, held);
  return context.transaction(anyone, async (tx) => {
    const found = await openReceipt(tx, hash, context.now());
    return found ?? ((await receivedAt(tx, hash)) === undefined ? undefined : "pending");
  });
}

function contextOf(request: FastifyRequest): WebContext {
  const web = webOf.get(request.server.server);
  if (!web) throw new Error("this server was not made by buildWebServer");
  return web;
}
