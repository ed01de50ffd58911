/** Every deed of Parley. Forms, REST operations, OpenAPI, the permission sweep and the audit walk come from here. */
import type { Action } from "./action.ts";
import { acceptCase } from "./cases/accept-case.ts";
import { addMember } from "./cases/add-member.ts";
import { assignCase } from "./cases/assign-case.ts";
import { closeCase } from "./cases/close-case.ts";
import { concludeAnalysis } from "./cases/conclude-analysis.ts";
import { decideRelevancy } from "./cases/decide-relevancy.ts";
import { readCase } from "./cases/read-case.ts";
import { reopenCase } from "./cases/reopen-case.ts";
import { alarmClock } from "./clocks/alarm-clock.ts";
import { alarmHouse } from "./clocks/alarm-house.ts";
import { bounceCase } from "./cases/bounce-case.ts";
import { explainBreach } from "./clocks/explain-breach.ts";
import { pausePromise } from "./clocks/pause-promise.ts";
import { recordMilestone } from "./clocks/record-milestone.ts";
import { leaveCase } from "./cases/leave-case.ts";
import { resumePromise } from "./clocks/resume-promise.ts";
import { removeMember } from "./cases/remove-member.ts";
import { markDemonstration } from "./demonstration/mark-demonstration.ts";
import { routeToEntity } from "./cases/route-to-entity.ts";
import { takeSeat } from "./demonstration/take-seat.ts";
import { makeEvidence } from "./evidence/make-evidence.ts";
import { postNotice } from "./messages/post-notice.ts";
import { registerMessage } from "./messages/register-message.ts";
import { sendMessage } from "./messages/send-message.ts";
import { settleCase } from "./messages/settle-case.ts";
import { settleDelivery } from "./messages/settle-delivery.ts";
import { writeNote } from "./messages/write-note.ts";
import { acceptLink } from "./people/accept-link.ts";
import { alarmGlass } from "./glass/alarm-glass.ts";
import { breakGlass } from "./glass/break-glass.ts";
import { confirmBreakGlass } from "./glass/confirm-break-glass.ts";
import { declineBreakGlass } from "./glass/decline-break-glass.ts";
import { endOnCall } from "./glass/end-on-call.ts";
import { reviewBreakGlass } from "./glass/review-break-glass.ts";
import { setOnCall } from "./glass/set-on-call.ts";
import { changeRoles } from "./people/change-roles.ts";
import { createFirstAdministrator } from "./people/create-first-administrator.ts";
import { disablePerson } from "./people/disable-person.ts";
import { endSession } from "./people/end-session.ts";
import { ensureHouse } from "./people/ensure-house.ts";
import { invitePerson } from "./people/invite-person.ts";
import { keepSession } from "./people/keep-session.ts";
import { makeToken } from "./people/make-token.ts";
import { openSeat } from "./people/open-seat.ts";
import { renewLink } from "./people/renew-link.ts";
import { revokeToken } from "./people/revoke-token.ts";
import { signIn } from "./people/sign-in.ts";
import { signInByLink } from "./people/sign-in-by-link.ts";
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
import { deliverRemedy } from "./remedies/deliver-remedy.ts";
import { planRemedy } from "./remedies/plan-remedy.ts";
import { registerReport } from "./reports/register-report.ts";
import { takeMail } from "./reports/take-mail.ts";
import { takeReport } from "./reports/take-report.ts";
import { scoreVulnerability } from "./scoring/score-vulnerability.ts";

export const actions = [
  takeReport,
  takeMail,
  registerReport,
  registerMessage,
  readCase,
  assignCase,
  addMember,
  sendMessage,
  writeNote,
  decideRelevancy,
  scoreVulnerability,
  setAffectedProducts,
  planRemedy,
import { fileReport } from "./reports/file-report.ts";
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
  addProduct,
import { addToTeam } from "./teams/add-to-team.ts";
import { makeTeam } from "./teams/make-team.ts";
import { removeFromTeam } from "./teams/remove-from-team.ts";
  makeToken,
  revokeToken,
  alarmHouse,
  recordPublication,
  refusePublication,
  importPublications,
  refreshSiteFiles,
  markDemonstration,
  takeSeat,
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
  postNotice,
  settleDelivery,
  settleCase,
  alarmClock,
  invitePerson,
  changeRoles,
  renewLink,
  disablePerson,
  endSession,
  signIn,
  signInByLink,
  acceptLink,
  signOut,
  keepSession,
  ensureHouse,
  createFirstAdministrator,
  openSeat,
] as const satisfies readonly Action[];
