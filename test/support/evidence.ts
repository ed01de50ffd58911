/** An evidence pack as a case leaves it, with real signatures, for tests that change it. */
import { randomBytes } from "node:crypto";
import { calendarOf } from "../../src/core/clocks/calendar-of.ts";
import { dueAt } from "../../src/core/clocks/due-at.ts";
import type { LedgerClock } from "../../src/core/clocks/ledger.ts";
import type { CaseRecord, EventRecord } from "../../src/core/evidence/case-record.ts";
import { composePack } from "../../src/core/evidence/compose-pack.ts";
import type { CheckpointProof, EvidencePack } from "../../src/core/evidence/pack.ts";
import { packArchive } from "../../src/formats/evidence/pack-files.ts";
import { type Trust, type Verdict, verifyPack } from "../../src/formats/evidence/verify-pack.ts";
import { detachedSignature, verifyDetached } from "../../src/formats/mail/detached-signature.ts";
import { makeKeyPair } from "../../src/formats/mail/keys.ts";
import { readPolicy } from "../../src/formats/policy/read-policy.ts";
import { holidaysOf } from "../../src/lib/holidays.ts";
import { merklePath, merkleRoot } from "../../src/lib/merkle-tree.ts";
import {
  checkpointKey,
  firstRoot,
  leafText,
  signedRecord,
  textsOf,
} from "../../src/store/checkpoints/merkle.ts";
import { policyOf, policyText } from "./policy-files.ts";

const at = (text: string) => new Date(`2026-03-${text}Z`);

/** When the pack was made. */
export const madeAt = at("27T10:00:00.000");

export const aKey = await makeKeyPair({
  name: "Product security team",
  email: "psirt@vendor.example",
  now: at("01T00:00:00.000"),
});

const id = (count: number) => `00000000-0000-7000-8000-${String(count).padStart(12, "0")}`;
const caseId = id(1);
const reporter = id(2);
const analyst = id(3);
const message = id(4);

/** What a small case leaves: an acknowledgement in time, a decision that is late, and one question. */
export function aCaseRecord(): CaseRecord {
  const policy = policyOf("ale.yaml");
  return {
    now: madeAt,
    head: {
      caseId,
      reference: "PSIRT-2026-0007",
      kind: "vulnerability-report",
      stage: "analysis",
      openedAt: at("11T08:00:00.000"),
      closedAt: null,
      policyVersion: policy.version,
    },
    deed: { eventId: id(106), includes: [], reason: null },
    policies: [policy],
    clocks: clocksOf(policy),
    parties: [{ partyId: reporter, kind: "reporter" }],
    reports: [
      {
        reportId: id(5),
        partyId: reporter,
        channel: "mail",
        relation: "primary",
        encrypted: true,
        attemptedAt: at("11T07:59:00.000"),
        receivedAt: at("11T08:00:00.000"),
        firstReadAt: null,
      },
    ],
    messages: [
      {
        messageId: message,
        sideId: reporter,
        direction: "out",
        kind: "acknowledgement",
        by: "system",
        at: at("11T08:00:01.000"),
        encrypted: false,
        deliveries: [
          {
            state: "sent",
            encrypted: true,
            attempts: 1,
            mailIdSha256: "ab".repeat(32),
            owedAt: at("11T08:00:01.000"),
            sentAt: at("11T08:00:09.000"),
          },
        ],
      },
    ],
    events: [
      anEvent(1, "case.opened", at("11T08:00:00.000")),
      anEvent(2, "report.received", at("11T08:00:00.002")),
      anEvent(3, "notice.posted", at("11T08:00:01.000"), { messageId: message }),
      anEvent(4, "acknowledgement.sent", at("11T08:00:09.000"), { messageId: message }),
      anEvent(5, "clock.overdue", at("25T23:00:00.000"), { clockId: id(12) }),
      anEvent(6, "evidence.made", madeAt, {}, analyst),
    ],
    checkpoint: null,
    names: null,
    content: null,
  };
}

function clocksOf(policy: CaseRecord["policies"][number]): LedgerClock[] {
  const calendar = calendarOf(policy, holidaysOf);
  const startedAt = at("11T08:00:00.000");
  const common = {
    owedTo: reporter,
    subjectId: id(5),
    policyVersion: policy.version,
    startedAt,
    formerDues: [],
    pausedMs: 0,
  };
  const due = (promise: "acknowledge-report" | "relevancy") => {
    const within = policy.promises[promise]?.within;
    return within && typeof within === "object" ? dueAt(within, startedAt, calendar) : null;
  };
  return [
    {
      ...common,
      clockId: id(11),
      promise: "acknowledge-report",
      dueAt: due("acknowledge-report"),
      metAt: at("11T08:00:09.000"),
      metBy: id(104),
    },
    { ...common, clockId: id(12), promise: "relevancy", dueAt: due("relevancy") },
  ];
}

function anEvent(
  seq: number,
  type: string,
  when: Date,
  ids: Readonly<Record<string, string>> = {},
  staff?: string,
): EventRecord {
  return {
    seq,
    eventId: id(100 + seq),
    type,
    at: when,
    happenedAt: null,
    until: null,
    actorKind: staff ? "staff" : "system",
    actorId: staff ?? null,
    ids,
    mac: seq.toString(16).padStart(64, "0"),
  };
}

/** A checkpoint over this case's first events and over other streams beside it. */
export function aProof(record: CaseRecord, seq: number): CheckpointProof {
  const mac = Buffer.from(record.events[seq - 1]?.mac ?? "", "hex");
  const mine = { streamId: record.head.caseId, seq, mac };
  const others = [21, 22, 23].map((count) => ({ streamId: id(count), seq: 1, mac }));
  const texts = textsOf([...others, mine], firstRoot);
  const index = texts.indexOf(leafText(mine));
  const checkpoint = { checkpointId: 3, at: at("19T00:00:00.000"), root: merkleRoot(texts) };
  const key = checkpointKey(randomBytes(32));
  return {
    seq,
    record: signedRecord({ ...checkpoint, previousRoot: firstRoot }, key),
    index,
    count: texts.length,
    path: merklePath(texts, index),
  };
}

export function aPack(change: (record: CaseRecord) => CaseRecord = (same) => same): EvidencePack {
  return composePack(change(aCaseRecord()), holidaysOf);
}

/** The archive of a pack, signed by a key: by the team's own unless told. */
export async function archiveOf(pack: EvidencePack, key = aKey): Promise<Buffer> {
  return packArchive(pack, {
    policyTexts: new Map([[1, policyText("ale.yaml")]]),
    publicKey: key.armoredPublic,
    fingerprint: key.fingerprint,
    keyUrl: "https://vendor.example/key",
    sign: (bytes) => detachedSignature(bytes, { armored: key.armoredPrivate }, madeAt),
  });
}

/** `now` is when somebody verifies it: when it was made, unless told. */
export function verdictOf(bytes: Uint8Array, trust: Trust = {}, now = madeAt): Promise<Verdict> {
  return verifyPack(bytes, { verifySignature: verifyDetached, readPolicy }, trust, now);
}
