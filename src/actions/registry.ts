/** Every deed of Parley. Forms, REST operations, OpenAPI, the permission sweep and the audit walk come from here. */
import { exportAccessRecord } from "./access/export-access-record.ts";
import type { Action } from "./action.ts";
import { attachFiles } from "./attachments/attach-files.ts";
import { beginUpload } from "./attachments/begin-upload.ts";
import { checkAgain } from "./attachments/check-again.ts";
import { checkAttachment } from "./attachments/check-attachment.ts";
import { endUpload } from "./attachments/end-upload.ts";
import { expireUpload } from "./attachments/expire-uploads.ts";
import { releaseAttachment } from "./attachments/release-attachment.ts";
import { acceptCase } from "./cases/accept-case.ts";
import { addMember } from "./cases/add-member.ts";
import { assignCase } from "./cases/assign-case.ts";
import { bounceCase } from "./cases/bounce-case.ts";
import { leaveCase } from "./cases/leave-case.ts";
import { readCase } from "./cases/read-case.ts";
import { removeMember } from "./cases/remove-member.ts";
import { routeToEntity } from "./cases/route-to-entity.ts";
import { alarmClock } from "./clocks/alarm-clock.ts";
import { alarmHouse } from "./clocks/alarm-house.ts";
import { explainBreach } from "./clocks/explain-breach.ts";
import { pausePromise } from "./clocks/pause-promise.ts";
import { recordMilestone } from "./clocks/record-milestone.ts";
import { resumePromise } from "./clocks/resume-promise.ts";
import { closeCase } from "./decisions/close-case.ts";
import { concludeAnalysis } from "./decisions/conclude-analysis.ts";
import { decideRelevancy } from "./decisions/decide-relevancy.ts";
import { reopenCase } from "./decisions/reopen-case.ts";
import { markDemonstration } from "./demonstration/mark-demonstration.ts";
import { takeSeat } from "./demonstration/take-seat.ts";
import { makeEvidence } from "./evidence/make-evidence.ts";
import { alarmGlass } from "./glass/alarm-glass.ts";
import { breakGlass } from "./glass/break-glass.ts";
import { confirmBreakGlass } from "./glass/confirm-break-glass.ts";
import { declineBreakGlass } from "./glass/decline-break-glass.ts";
import { endOnCall } from "./glass/end-on-call.ts";
import { reviewBreakGlass } from "./glass/review-break-glass.ts";
import { setOnCall } from "./glass/set-on-call.ts";
import { answerPermission } from "./identity/answer-permission.ts";
import { approveLegalDisclosure } from "./identity/approve-legal-disclosure.ts";
import { askPermission } from "./identity/ask-permission.ts";
import { chooseCredit } from "./identity/choose-credit.ts";
import { openVault } from "./identity/open-vault.ts";
import { recordLegalDisclosure } from "./identity/record-legal-disclosure.ts";
import { releaseFinding } from "./identity/release-finding.ts";
import { extendOwnKey } from "./keys/extend-own-key.ts";
import { importOwnKey } from "./keys/import-own-key.ts";
import { makeOwnKey } from "./keys/make-own-key.ts";
import { readRevocationCertificate } from "./keys/read-revocation-certificate.ts";
import { recordKeyCheck } from "./keys/record-key-check.ts";
import { revokeOwnKey } from "./keys/revoke-own-key.ts";
import { rotateOwnKey } from "./keys/rotate-own-key.ts";
import { alarmDelivery } from "./messages/alarm-delivery.ts";
import { answerAll } from "./messages/answer-all.ts";
import { beginDelivery } from "./messages/begin-delivery.ts";
import { checkSender } from "./messages/check-sender.ts";
import { issueReplyAddress } from "./messages/issue-reply-address.ts";
import { noteReading } from "./messages/note-reading.ts";
import { postNotice } from "./messages/post-notice.ts";
import { registerMessage } from "./messages/register-message.ts";
import { resendMessage } from "./messages/resend-message.ts";
import { sendMessage } from "./messages/send-message.ts";
import { settleCase } from "./messages/settle-case.ts";
import { settleDelivery } from "./messages/settle-delivery.ts";
import { takeDeliveryReport } from "./messages/take-delivery-report.ts";
import { writeNote } from "./messages/write-note.ts";
import { confirmPartyKey } from "./party-keys/confirm-party-key.ts";
import { fetchKey } from "./party-keys/fetch-key.ts";
import { offerKey } from "./party-keys/offer-key.ts";
import { refusePartyKey } from "./party-keys/refuse-party-key.ts";
import { renewPartyKey } from "./party-keys/renew-party-key.ts";
import { revokeLink } from "./party-keys/revoke-link.ts";
import { settleKeyLink } from "./party-keys/settle-key-link.ts";
import { acceptLink, acceptLinkByPasskey } from "./people/accept-link.ts";
import { addPasskey } from "./people/add-passkey.ts";
import { changePassword, dropPassword, enrolApp } from "./people/change-password.ts";
import { changeRoles } from "./people/change-roles.ts";
import { confirmLink } from "./people/confirm-link.ts";
import { confirmPerson } from "./people/confirm-person.ts";
import { createFirstAdministrator } from "./people/create-first-administrator.ts";
import { disablePerson } from "./people/disable-person.ts";
import { endOtherSessions } from "./people/end-other-sessions.ts";
import { endSession } from "./people/end-session.ts";
import { ensureHouse } from "./people/ensure-house.ts";
import { invitePerson } from "./people/invite-person.ts";
import { keepSession } from "./people/keep-session.ts";
import { confirmBySso, linkSso, unlinkSso } from "./people/link-sso.ts";
import { makeToken } from "./people/make-token.ts";
import { openSeat } from "./people/open-seat.ts";
import { refuseLink } from "./people/refuse-link.ts";
import { removePasskey } from "./people/remove-passkey.ts";
import { renewLink } from "./people/renew-link.ts";
import { renewRecoveryCodes } from "./people/renew-recovery-codes.ts";
import { revokeToken } from "./people/revoke-token.ts";
import { signIn } from "./people/sign-in.ts";
import { signInByLink } from "./people/sign-in-by-link.ts";
import { signInByPasskey } from "./people/sign-in-by-passkey.ts";
import { signInBySso } from "./people/sign-in-by-sso.ts";
import { signOut } from "./people/sign-out.ts";
import { moveCaseToPolicy } from "./policies/move-case-to-policy.ts";
import { addProduct } from "./products/add-product.ts";
import { setAffectedProducts } from "./products/set-affected-products.ts";
import { approveAdvisory } from "./publications/approve-advisory.ts";
import { draftAdvisory } from "./publications/draft-advisory.ts";
import { editAdvisory } from "./publications/edit-advisory.ts";
import { importPublications } from "./publications/import-publications.ts";
import { publishAdvisory } from "./publications/publish-advisory.ts";
import { recordPublication } from "./publications/record-publication.ts";
import { refreshSiteFiles } from "./publications/refresh-site-files.ts";
import { refusePublication } from "./publications/refuse-publication.ts";
import { requestApproval } from "./publications/request-approval.ts";
import { keepReading } from "./reading/keep-reading.ts";
import { readAgain } from "./reading/read-again.ts";
import { addReference } from "./references/add-reference.ts";
import { declineClaim } from "./references/decline-claim.ts";
import { joinMessage } from "./references/join-message.ts";
import { removeReference } from "./references/remove-reference.ts";
import { undoJoin } from "./references/undo-join.ts";
import { deliverRemedy } from "./remedies/deliver-remedy.ts";
import { planRemedy } from "./remedies/plan-remedy.ts";
import { fileReport } from "./reports/file-report.ts";
import { importThread } from "./reports/import-thread.ts";
import { registerReport } from "./reports/register-report.ts";
import { takeMail } from "./reports/take-mail.ts";
import { takeReport } from "./reports/take-report.ts";
import { confirmErasure } from "./retention/confirm-erasure.ts";
import { erase } from "./retention/erase.ts";
import { eraseAccount } from "./retention/erase-account.ts";
import { erasePerson } from "./retention/erase-person.ts";
import { exportPerson } from "./retention/export-person.ts";
import { liftHold } from "./retention/lift-hold.ts";
import { makeCertificate } from "./retention/make-certificate.ts";
import { orderErasure } from "./retention/order-erasure.ts";
import { placeHold } from "./retention/place-hold.ts";
import { proposeErasures } from "./retention/propose-erasures.ts";
import { refuseErasure } from "./retention/refuse-erasure.ts";
import { requestErasure } from "./retention/request-erasure.ts";
import { scoreVulnerability } from "./scoring/score-vulnerability.ts";
import { agreePlain } from "./sending/agree-plain.ts";
import { askForKey } from "./sending/ask-for-key.ts";
import { encryptAnyway } from "./sending/encrypt-anyway.ts";
import { sendByPortal } from "./sending/send-by-portal.ts";
import { addToTeam } from "./teams/add-to-team.ts";
import { makeTeam } from "./teams/make-team.ts";
import { removeFromTeam } from "./teams/remove-from-team.ts";
import { answerTransmission } from "./transmissions/answer-transmission.ts";
import { proposeTransmission } from "./transmissions/propose-transmission.ts";
import { recordTransmission } from "./transmissions/record-transmission.ts";
import { withdrawTransmission } from "./transmissions/withdraw-transmission.ts";
import { acknowledgeSender } from "./tray/acknowledge-sender.ts";
import { alarmTray } from "./tray/alarm-tray.ts";
import { keepMessage } from "./tray/keep-message.ts";
import { putAsideMessage } from "./tray/put-aside-message.ts";
import { recallMessage } from "./tray/recall-message.ts";

export const actions = [
  exportAccessRecord,
  takeReport,
  takeMail,
  importThread,
  checkSender,
  issueReplyAddress,
  addReference,
  removeReference,
  joinMessage,
  undoJoin,
  declineClaim,
  registerReport,
  registerMessage,
  keepReading,
  readAgain,
  readCase,
  assignCase,
  addMember,
  removeMember,
  leaveCase,
  routeToEntity,
  acceptCase,
  bounceCase,
  makeTeam,
  addToTeam,
  removeFromTeam,
  setOnCall,
  endOnCall,
  breakGlass,
  confirmBreakGlass,
  declineBreakGlass,
  alarmGlass,
  reviewBreakGlass,
  fileReport,
  sendMessage,
  answerAll,
  writeNote,
  attachFiles,
  beginUpload,
  endUpload,
  expireUpload,
  checkAttachment,
  checkAgain,
  releaseAttachment,
  alarmTray,
  keepMessage,
  putAsideMessage,
  recallMessage,
  acknowledgeSender,
  decideRelevancy,
  scoreVulnerability,
  setAffectedProducts,
  planRemedy,
  deliverRemedy,
  concludeAnalysis,
  draftAdvisory,
  editAdvisory,
  requestApproval,
  approveAdvisory,
  publishAdvisory,
  closeCase,
  reopenCase,
  recordMilestone,
  pausePromise,
  resumePromise,
  explainBreach,
  moveCaseToPolicy,
  makeEvidence,
  openVault,
  releaseFinding,
  askPermission,
  answerPermission,
  proposeTransmission,
  answerTransmission,
  withdrawTransmission,
  recordTransmission,
  chooseCredit,
  offerKey,
  confirmPartyKey,
  refusePartyKey,
  renewPartyKey,
  fetchKey,
  settleKeyLink,
  askForKey,
  encryptAnyway,
  sendByPortal,
  agreePlain,
  revokeLink,
  recordLegalDisclosure,
  approveLegalDisclosure,
  placeHold,
  liftHold,
  orderErasure,
  confirmErasure,
  erasePerson,
  refuseErasure,
  requestErasure,
  exportPerson,
  makeCertificate,
  proposeErasures,
  erase,
  eraseAccount,
  makeOwnKey,
  importOwnKey,
  rotateOwnKey,
  extendOwnKey,
  revokeOwnKey,
  readRevocationCertificate,
  recordKeyCheck,
  addProduct,
  makeToken,
  revokeToken,
  alarmHouse,
  recordPublication,
  refusePublication,
  importPublications,
  refreshSiteFiles,
  markDemonstration,
  takeSeat,
  postNotice,
  alarmDelivery,
  beginDelivery,
  settleDelivery,
  takeDeliveryReport,
  noteReading,
  resendMessage,
  settleCase,
  alarmClock,
  invitePerson,
  changeRoles,
  renewLink,
  confirmLink,
  refuseLink,
  disablePerson,
  endSession,
  endOtherSessions,
  signIn,
  signInByPasskey,
  signInBySso,
  signInByLink,
  acceptLink,
  acceptLinkByPasskey,
  confirmPerson,
  confirmBySso,
  addPasskey,
  removePasskey,
  enrolApp,
  changePassword,
  dropPassword,
  renewRecoveryCodes,
  linkSso,
  unlinkSso,
  signOut,
  keepSession,
  ensureHouse,
  createFirstAdministrator,
  openSeat,
] as const satisfies readonly Action[];
