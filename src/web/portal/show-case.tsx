/** Gathers what the portal shows of one report and answers with its page. */
import type { FastifyReply, FastifyRequest } from "fastify";
import { readCase as recordReading } from "../../actions/cases/read-case.ts";
import { portalPart } from "../../actions/messages/record-reading.ts";
import { ledgerOf } from "../../core/clocks/ledger.ts";
import { inForceAt } from "../../core/policy/in-force.ts";
import type { Policy } from "../../core/policy/policy.ts";
import { holdsBack } from "../../core/transmissions/transmission.ts";
import { readersOfOwnReport } from "../../store/access/access-reader.ts";
import { ledgerClocksOf } from "../../store/clocks/ledger-reader.ts";
import { printsOf } from "../../store/identity/people-reader.ts";
import { permissionViewsOf } from "../../store/identity/permission-reader.ts";
import { partsOf } from "../../store/links/parts-reader.ts";
import { knownOf } from "../../store/links/reader.ts";
import { questionMarksOf } from "../../store/messages/question-reader.ts";
import { threadOf } from "../../store/messages/reader.ts";
import { objectionsOf } from "../../store/objections/reader.ts";
import { type Identity, identityOf } from "../../store/parties/reader.ts";
import { portalSecretHash, receivedAt } from "../../store/parties/receipt-reader.ts";
import { openPartyKeys, partyKeysOf } from "../../store/party-keys/reader.ts";
import { type OwnReport, ownFilesOf, ownReportsOf } from "../../store/portal/own-report-reader.ts";
import { type PartyCase, partyCaseOf } from "../../store/portal/party-case-reader.ts";
import { statementsOf } from "../../store/portal/statement-reader.ts";
import { requestsOfParty } from "../../store/retention/erasure-reader.ts";
import { sendingFactsOf } from "../../store/sending/facts-reader.ts";
import type { Tx } from "../../store/transaction.ts";
import { transmissionsOf } from "../../store/transmissions/reader.ts";
import { uploadsOf } from "../../store/uploads/reader.ts";
import type { FieldError } from "../../ui/form-errors.tsx";
import { policyNow } from "../public/public-frame.tsx";
import { type Outsider, outsiderNow, outsiderOf, portalSecretOf } from "../server/actor-of.ts";
import { render, seeOther } from "../server/answers.ts";
import { clearCookie } from "../server/cookies.ts";
import { formToken } from "../server/form-token.ts";
import type { WebContext } from "../server/web-context.ts";
import { CasePage } from "./case-page.tsx";
import type { HeldDataProps } from "./held-data-panel.tsx";
import type { KeysProps } from "./keys-panel.tsx";
import type { SentNames } from "./names-panel.tsx";
import { PendingPage } from "./pending-page.tsx";
import { portalFrame } from "./portal-frame.ts";
import { seatOf } from "./reporters-seat.ts";
import type { SentSeat } from "./requests-panel.tsx";
import { zoneFor } from "./time-zones.ts";

/** As whom one reads: each party has a side of its own on the same pages. */
const partWords: Readonly<Record<Outsider["role"], string>> = {
  reporter: "the reporter",
  "vendor-contact": "the contact of a vendor",
  coordinator: "a coordinator",
  customer: "a customer",
  "sub-cna": "a sub-CNA",
  support: "the support agent who filed the report",
};

export type Shown = {
  typed?: string;
  errors?: readonly FieldError[];
  justSent?: "message" | "files" | undefined;
  fileError?: string;
  dataError?: string;
  /** What is wrong with the choice of thanks. */
  namesErrors?: readonly FieldError[];
  /** That choice, with its words. */
  sentNames?: SentNames;
  /** Why an answer on held data was not taken. */
  heldDataError?: HeldDataProps["heldDataError"];
  /** Why a key, or a word on one, was not taken. */
  keyError?: KeysProps["keyError"];
  /** A request, a plan or an objection that was not taken. */
  sentSeat?: SentSeat;
  status?: number;
};

/** The report that this browser's secret opens; the door where it opens none. */
export async function showCase(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  {
    typed = "",
    errors = [],
    justSent,
    fileError,
    dataError,
    namesErrors = [],
    sentNames,
    heldDataError,
    keyError,
    sentSeat,
    status = 200,
  }: Shown,
): Promise<FastifyReply> {
  const known = await outsiderOf(request);
  const waitsSince = known ? undefined : await pendingSince(web, request);
  if (waitsSince) return showPending(web, request, reply, waitsSince);
  const reporter = known ?? (await outsiderNow(request));
  const read = reporter && (await readCase(web, reporter));
  if (!reporter || !read) {
    clearCookie(reply, web, "portal");
    return seeOther(reply, "/portal");
  }
  await recordReading.run(web.context, reporter, { caseId: reporter.caseId, what: portalPart });
  const policy = policyOf(web, read.party);
  const zone = zoneFor(request, web, policy.channels.officeHours.zone);
  const now = web.context.now();
  const ledger = ledgerOf(web.context.policies, read.clocks, now);
  const { policies } = web.context;
  const frame = portalFrame(
    web,
    request,
    reply,
    `You are reading as ${partWords[reporter.role]} of ${read.party.reference}`,
  );
  const csrf = formToken(request, reply, web);
  const limits = web.context.fileLimits;
  const sent = {
    typed,
    errors,
    justSent,
    fileError,
    dataError,
    namesErrors,
    sentNames,
    heldDataError,
    keyError,
  };
  const seat = seatOf(read, { policy, zone, now, sentSeat });
  const page = (
    <CasePage
      {...{ ...read, ...sent, seat, ledger, policies, frame, csrf, policy, zone, limits }}
    />
  );
  return render(reply, page, status);
}

/** A case keeps the version by which its report came in, until a deed moves it to a later one. */
function policyOf(web: WebContext, party: PartyCase): Policy {
  const { policies } = web.context;
  const pinned = policies.find(({ version }) => version === party.policyVersion);
  return pinned ?? inForceAt(policies, party.openedAt);
}

async function readCase(web: WebContext, reporter: Outsider) {
  const { context } = web;
  return context.transaction(reporter, async (tx) => {
    const party = await partyCaseOf(tx, reporter.id);
    if (!party) return undefined;
    const identity = await identityOf(context, tx, reporter.id);
    const ownReports = await ownReportsOf(context, tx, reporter.id);
    const prints = await printsOf(context, tx, reporter.id);
    return {
      party,
      partyId: reporter.id,
      clocks: await ledgerClocksOf(context, tx, reporter.caseId),
      readers: await readersOfOwnReport(tx),
      thread: await threadOf(context, tx, reporter.caseId),
      marks: await questionMarksOf(tx, reporter.caseId),
      reports: withIdentity(ownReports, identity),
      holdsBack: holdsBack(ownReports),
      transmissions: (await transmissionsOf(context, tx, reporter.caseId)).filter(
        ({ partyId }) => partyId === reporter.id,
      ),
      print: prints[0]?.print ?? "",
      permissions: (await permissionViewsOf(context, tx, reporter.caseId)).filter(
        ({ partyId }) => partyId === reporter.id,
      ),
      files: await ownFilesOf(context, tx, reporter.caseId, reporter.id),
      uploads: (await uploadsOf(context, tx, reporter.caseId)).filter(
        (upload) => upload.byId === reporter.id,
      ),
      erasures: await requestsOfParty(tx, reporter.id),
      keyFingerprint: identity?.publicKey ? identity.keyFingerprint : null,
      keys: await ownKeysOf(context, tx, reporter),
      sending: await sendingFactsOf(tx, reporter.caseId, reporter.id),
      objections: await objectionsOf(context, tx, reporter.caseId),
      known: await knownOf(tx, reporter.caseId),
      parts: await partsOf(tx, reporter.caseId),
      said: await statementsOf(context, tx, reporter.caseId, reporter.id),
    };
  });
}

async function ownKeysOf(context: WebContext["context"], tx: Tx, { caseId, id }: Outsider) {
  const opened = await openPartyKeys(context, tx, id);
  return (await partyKeysOf(context, tx, caseId)).flatMap((each) => {
    const key = opened.get(each.keyId);
    return key && each.partyId === id ? [{ ...each, key }] : [];
  });
}

/** Who they are lies apart from what they wrote; to themselves it is shown together again. */
function withIdentity(reports: OwnReport[], identity: Identity | undefined): OwnReport[] {
  if (!identity) return reports;
  const { name, organisation, email, telephone, publicKey } = identity;
  const own = { name, organisation, email, telephone, "public-key": publicKey };
  const known = Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null));
  return reports.map((report, at) =>
    at === 0 ? { ...report, fields: { ...report.fields, ...known } } : report,
  );
}

/** When the browser's report was taken, while it is not yet registered. */
async function pendingSince(web: WebContext, request: FastifyRequest): Promise<Date | undefined> {
  const held = portalSecretOf(request);
  if (!held) return undefined;
  const hash = portalSecretHash(web.context, held);
  return web.context.transaction({ kind: "anyone" }, (tx) => receivedAt(tx, hash));
}

function showPending(
  web: WebContext,
  request: FastifyRequest,
  reply: FastifyReply,
  receivedAt: Date,
): FastifyReply {
  const frame = portalFrame(web, request, reply, "You are reading as a reporter");
  const zone = zoneFor(request, web, policyNow(web).channels.officeHours.zone);
  return render(reply, <PendingPage frame={frame} receivedAt={receivedAt} zone={zone} />);
}
