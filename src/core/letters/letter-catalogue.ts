/** Every letter to people outside, by its name; the name is kept with each message that was sent. */
import type { LetterPart, LetterTemplate } from "./letter-template.ts";
import { acknowledgement } from "./templates/acknowledgement.ts";
import { advisoryPreview } from "./templates/advisory-preview.ts";
import { appealAcknowledgement } from "./templates/appeal-acknowledgement.ts";
import { closing } from "./templates/closing.ts";
import { conclusion } from "./templates/conclusion.ts";
import { consentToPublish } from "./templates/consent-to-publish.ts";
import { coordinatorAnswer } from "./templates/coordinator-answer.ts";
import { couldNotEncrypt } from "./templates/could-not-encrypt.ts";
import { creditChoice } from "./templates/credit-choice.ts";
import { customerNotice } from "./templates/customer-notice.ts";
import { cveId } from "./templates/cve-id.ts";
import { duplicate } from "./templates/duplicate.ts";
import { earlierNews } from "./templates/earlier-news.ts";
import { embargoAccept } from "./templates/embargo-accept.ts";
import { embargoCounter } from "./templates/embargo-counter.ts";
import { embargoExtension } from "./templates/embargo-extension.ts";
import { embargoProposal } from "./templates/embargo-proposal.ts";
import { evidenceRequest } from "./templates/evidence-request.ts";
import { finalDecision } from "./templates/final-decision.ts";
import { forwarded } from "./templates/forwarded.ts";
import { gracePeriod } from "./templates/grace-period.ts";
import { greeting } from "./templates/greeting.ts";
import { howToAnswer } from "./templates/how-to-answer.ts";
import { informationRequest } from "./templates/information-request.ts";
import { investigation } from "./templates/investigation.ts";
import { keyRequest } from "./templates/key-request.ts";
import { legalDisclosure } from "./templates/legal-disclosure.ts";
import { liveIncident } from "./templates/live-incident.ts";
import { matterDecision } from "./templates/matter-decision.ts";
import { message } from "./templates/message.ts";
import { noReply } from "./templates/no-reply.ts";
import { noticeAcknowledgement } from "./templates/notice-acknowledgement.ts";
import { objectionAnswer } from "./templates/objection-answer.ts";
import { partNews } from "./templates/part-news.ts";
import { permissionRequest } from "./templates/permission-request.ts";
import { pointer } from "./templates/pointer.ts";
import { pointerToSupport } from "./templates/pointer-to-support.ts";
import { promise } from "./templates/promise.ts";
import { publication } from "./templates/publication.ts";
import { question } from "./templates/question.ts";
import { rejection } from "./templates/rejection.ts";
import { relevancy } from "./templates/relevancy.ts";
import { remedyAvailable } from "./templates/remedy-available.ts";
import { remedyDate } from "./templates/remedy-date.ts";
import { remedySlip } from "./templates/remedy-slip.ts";
import { remedyWithdrawn } from "./templates/remedy-withdrawn.ts";
import { reminder } from "./templates/reminder.ts";
import { reopening } from "./templates/reopening.ts";
import { ruling } from "./templates/ruling.ts";
import { signature } from "./templates/signature.ts";
import { status } from "./templates/status.ts";
import { supplierReport } from "./templates/supplier-report.ts";
import { transmissionProposal } from "./templates/transmission-proposal.ts";
import { validateFix } from "./templates/validate-fix.ts";
import { whatNext } from "./templates/what-next.ts";

export const letterTemplates = {
  acknowledgement,
  "notice-acknowledgement": noticeAcknowledgement,
  "live-incident": liveIncident,
  "key-request": keyRequest,
  "no-reply": noReply,
  pointer,
  "could-not-encrypt": couldNotEncrypt,
  reminder,
  message,
  question,
  "information-request": informationRequest,
  relevancy,
  status,
  investigation,
  conclusion,
  rejection,
  ruling,
  duplicate,
  "earlier-news": earlierNews,
  "part-news": partNews,
  forwarded,
  "objection-answer": objectionAnswer,
  "matter-decision": matterDecision,
  "pointer-to-support": pointerToSupport,
  closing,
  reopening,
  "permission-request": permissionRequest,
  "transmission-proposal": transmissionProposal,
  "credit-choice": creditChoice,
  "consent-to-publish": consentToPublish,
  "embargo-proposal": embargoProposal,
  "embargo-counter": embargoCounter,
  "embargo-accept": embargoAccept,
  "embargo-extension": embargoExtension,
  "grace-period": gracePeriod,
  "remedy-date": remedyDate,
  "remedy-slip": remedySlip,
  "remedy-withdrawn": remedyWithdrawn,
  "remedy-available": remedyAvailable,
  "validate-fix": validateFix,
  "advisory-preview": advisoryPreview,
  "cve-id": cveId,
  publication,
  "coordinator-answer": coordinatorAnswer,
  "supplier-report": supplierReport,
  "customer-notice": customerNotice,
  "appeal-acknowledgement": appealAcknowledgement,
  "evidence-request": evidenceRequest,
  "final-decision": finalDecision,
  "legal-disclosure": legalDisclosure,
} as const satisfies Readonly<Record<string, LetterTemplate>>;

export type LetterName = keyof typeof letterTemplates;

export const letterNames = Object.keys(letterTemplates) as LetterName[];

/** Sentences that several letters share; a policy may say them otherwise too. */
export const letterParts = {
  greeting,
  "how-to-answer": howToAnswer,
  signature,
  "what-next": whatNext,
  promise,
} as const satisfies Readonly<Record<string, LetterPart>>;

export type LetterPartName = keyof typeof letterParts;

export const letterPartNames = Object.keys(letterParts) as LetterPartName[];

export function isLetterName(name: string): name is LetterName {
  return Object.hasOwn(letterTemplates, name);
}

/** The letter or part of that name; undefined where none is called so. */
export function letterWords(name: string): LetterTemplate | LetterPart | undefined {
  if (isLetterName(name)) return letterTemplates[name];
  return Object.hasOwn(letterParts, name) ? letterParts[name as LetterPartName] : undefined;
}
