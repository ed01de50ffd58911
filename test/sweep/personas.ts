/** Everybody who asks in the sweep: what their browser or script holds, who the product takes them for, and what they may have read. */
import { makeToken } from "../../src/actions/people/make-token.ts";
import type { Actor } from "../../src/core/people/actor.ts";
import type { StaffRole } from "../../src/core/people/roles.ts";
import { sessionHash } from "../../src/store/people/session-reader.ts";
import { insertSession } from "../../src/store/people/session-writer.ts";
import { aPerson } from "../support/cases.ts";
import { type TestContext, theWorker } from "../support/context.ts";
import type { Canary } from "./canaries.ts";
import type { Outside } from "./outsider.ts";
import type { Staff, Target } from "./world.ts";

export interface Persona {
  /** As the table of access names them. */
  readonly name: string;
  /** Says more where several share a line: the scope of a token. */
  readonly detail: string;
  /** What they send with a request for something of this case. */
  headers(target: Target): Readonly<Record<string, string>>;
  /** For whom a deed is tried. */
  actor(target: Target): Actor;
  /** Whether they may have read this word; what they may not have read, no answer may hold. */
  mayRead(canary: Canary, target: Target): boolean;
}

export interface PersonOfStaff {
  readonly actor: Staff;
  readonly session: string;
}

/** Staff with an account, a session, and the team; none where `teamId` is null. */
export async function aMemberOfStaff(
  house: TestContext,
  teamId: string | null,
  ...roles: StaffRole[]
): Promise<PersonOfStaff> {
  const { context, pools } = house;
  const made = await aPerson(house, ...roles);
  await pools.worker.query("delete from team_members where person_id = $1", [made.id]);
  if (teamId) {
    await pools.worker.query(
      "insert into teams (team_id, name, created_at) values ($1::uuid, $1::text, $2) on conflict do nothing",
      [teamId, context.now()],
    );
    await pools.worker.query(
      "insert into team_members (team_id, person_id, added_at) values ($1, $2, $3)",
      [teamId, made.id, context.now()],
    );
  }
  const session = Buffer.from(context.randomBytes(16)).toString("base64url");
  const row = { hash: sessionHash(context, session), personId: made.id };
  await context.transaction(theWorker, (tx) => insertSession(context, tx, row));
  const { steppedUp: _, ...plain } = made;
  return { actor: { ...plain, groupIds: teamId ? [teamId] : [] }, session };
}

export function visitor(): Persona {
  return {
    name: "anonymous",
    detail: "",
    headers: () => ({}),
    actor: () => ({ kind: "anyone" }),
    mayRead: () => false,
  };
}

/** A member of staff; `cases` are those that they are on. */
export function staff(name: string, person: PersonOfStaff, cases: readonly Target[]): Persona {
  return {
    name,
    detail: "",
    headers: () => ({ cookie: `parley-session=${person.session}` }),
    actor: () => person.actor,
    mayRead: ({ caseId }) => cases.some((each) => each.caseId === caseId),
  };
}

/** Whoever holds the secret of one side of each case. */
export function outsider(
  name: string,
  of: (target: Target) => Pick<Outside, "partyId" | "role"> & { code?: string; link?: string },
): Persona {
  return {
    name,
    detail: "",
    headers(target) {
      const { code, link } = of(target);
      return {
        cookie: `parley-portal=${code ? `code:${code.replaceAll("-", "")}` : `letter:${link}`}`,
      };
    },
    actor(target) {
      const { partyId: id, role } = of(target);
      return { kind: "outsider", id, role, caseId: target.caseId, side: id };
    },
    mayRead: ({ side }, target) => side === of(target).partyId,
  };
}

/** The reporter of another case, whichever case they ask for. */
export function otherReporter(own: Target): Persona {
  const { headers, actor } = outsider("other-reporter", () => ({
    ...own.reporter,
    role: "reporter",
  }));
  return {
    name: "other-reporter",
    detail: "",
    headers,
    actor: () => ({ ...actor(own), caseId: own.caseId }) as Actor,
    mayRead: ({ side }) => side === own.reporter.partyId,
  };
}

/** A script with a token of this person for these scopes. */
export async function script(
  house: TestContext,
  owner: PersonOfStaff,
  { label, scopes }: { readonly label: string; readonly scopes: readonly string[] },
  cases: readonly Target[],
): Promise<Persona> {
  const actor: Staff = { ...owner.actor, steppedUp: true };
  const input = makeToken.input.parse({ label, scopes });
  const { token } = await makeToken.run(house.context, actor, input);
  return {
    name: "token",
    detail: label,
    headers: () => ({ authorization: `Bearer ${token}` }),
    actor: () => owner.actor,
    mayRead: ({ caseId }) => cases.some((each) => each.caseId === caseId),
  };
}
