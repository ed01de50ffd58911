/**
 * Every refusal that people can meet: code, HTTP status, and the sentence they read.
 * Codes are part of the API and never change their meaning; new ones are added in order. One table,
 * longer than a file should be, because whoever looks for a code looks in one place.
 */
export const refusals = {
  "access.not-found": { status: 404, says: "There is nothing here, or it is not shared with you." },
  "access.not-permitted": { status: 403, says: "Your role does not allow “{deed}”." },
  "access.sign-in": { status: 401, says: "Sign in first." },
  "access.step-up": {
    status: 403,
    says: "Confirm first that it is you: this asks for a second proof, not older than ten minutes.",
  },
  "advisory.changed": {
    status: 409,
    says: "{number} was changed since you read it. Read it again before you approve it.",
  },
  "advisory.date-not-later": {
    status: 409,
    says: "A revision must be later than the one before it ({last}).",
  },
  "advisory.identity-fixed": {
    status: 409,
    says: "{id} keeps its id and its type; publish something new instead.",
  },
  "advisory.not-a-notice": {
    status: 422,
    says: "{id} is not a notice: only a notice becomes an advisory.",
  },
  "advisory.series-pattern": {
    status: 422,
    says: "“{pattern}” is not a number series; it needs {type}, one {number}, and URL-safe text.",
  },
  "alert.address": {
    status: 422,
    says: "Write an address that begins with https://, or a mail address.",
  },
  "alert.no-secret": {
    status: 409,
    says: "A mailbox has no secret; only a webhook signs with one.",
  },
  "alert.too-many": {
    status: 409,
    says: "There are {count} already. Remove one first.",
  },
  "alert.not-lost": {
    status: 409,
    says: "This alarm has arrived, needs not be sent any more, or is being tried: there is nothing to send again.",
  },
  "alert.unknown": {
    status: 404,
    says: "There is no such address for alarms, or it is not yours.",
  },
  "approval.same-person": {
    status: 403,
    says: "Another person than the one who drafted this must approve it.",
  },
  "backup.damaged": {
    status: 422,
    says: "This backup is cut off or was changed, at {place}: it does not open from there on. Take another one.",
  },
  "backup.disk-full": {
    status: 507,
    says: "The disk is full: no backup was written to {file}, and nothing was left there.",
  },
  "backup.exists": {
    status: 409,
    says: "{file} is there already. Take another name, or add --force to write over it.",
  },
  "backup.no-keys": {
    status: 422,
    says: "The keys that this backup brings do not open that way; it brings: {kinds}. Nothing was changed.",
  },
  "backup.not-one": { status: 422, says: "This file is not a backup of Parley." },
  "backup.other-form": {
    status: 422,
    says: "This backup has form {form}, which this version of Parley does not read. Restore it with the version that made it, or a later one.",
  },
  "backup.other-key": {
    status: 422,
    says: "This backup was made under the master key {id}, which is not at hand. Put that key in place, or open the keys that the backup brings, if it does. Nothing was changed.",
  },
  "backup.other-tables": {
    status: 422,
    says: "This backup does not fit the tables of this version ({table}). Nothing was changed.",
  },
  "backup.other-version": {
    status: 422,
    says: "This backup was made by a version of Parley that knows migration {migration}, which this one does not. Restore it with that version or a later one. Nothing was changed.",
  },
  "backup.passphrase-wrong": {
    status: 422,
    says: "The keys in this backup do not open with this passphrase. Nothing was changed.",
  },
  "backup.unreadable": { status: 422, says: "The backup {file} cannot be read." },
  "backup.unwritable": { status: 422, says: "A backup cannot be written to {file}." },
  "checkpoint.ahead": {
    status: 503,
    says: "The database is older than its checkpoint file: {file} goes on to checkpoint {signed} of {at}, the database ends at {stored}. Somebody handed it back from an older backup. Run “parley verify” to see what is missing; if that was you, “parley restore --accept” records it. Nothing was changed.",
  },
  "clock.agreed": {
    status: 409,
    says: "This date was agreed with a party. It moves by a new agreement, never by pausing.",
  },
  "clock.by-law": {
    status: 409,
    says: "This date is set by a rule that is not ours (law, CNA rules, a coordinator). It cannot be paused.",
  },
  "clock.finished": {
    status: 409,
    says: "This promise is kept or over already; it no longer runs.",
  },
  "clock.not-broken": {
    status: 409,
    says: "This promise is not broken. There is nothing to explain.",
  },
  "clock.not-paused": { status: 409, says: "This promise runs; it is not paused." },
  "clock.overdue": {
    status: 409,
    says: "This promise is overdue already, and pausing would not mend that. Keep it, and say why it was late.",
  },
  "clock.paused": { status: 409, says: "This promise is paused already." },
  "clock.theirs": {
    status: 409,
    says: "This is what we wait for from others: it is not ours to pause or to explain.",
  },
  "clock.unknown": { status: 404, says: "This case has no such promise." },
  "content.erased": {
    status: 410,
    says: "Its content was erased on {date}. What is left tells that it existed and when.",
  },
  "cvss.malformed": { status: 422, says: "Not a CVSS vector: {problem}" },
  "conclusion.ends": {
    status: 422,
    says: "Say until when it is left as it is: a day to come, on which it is decided anew.",
  },
  "conclusion.explanation": {
    status: 422,
    says: "Explain it in at least {least} characters: whoever reported it is owed the reasons.",
  },
  "conclusion.interest": {
    status: 422,
    says: "Say whose interest it serves to leave it as it is.",
  },
  "decision.attempt-early": {
    status: 422,
    says: "An attempt on {early} lies before the report, which reached us on {day}: nobody could be tried then.",
  },
  "decision.attempts": {
    status: 422,
    says: "Write down each attempt to reach them with its day; no day lies ahead.",
  },
  "decision.blank-left": {
    status: 422,
    says: "A blank is still to be filled in: {what}. Write in its place, or take it out.",
  },
  "decision.day-passed": {
    status: 409,
    says: "The day until which it would hold has passed meanwhile. Send it back, so that it is proposed with another.",
  },
  "decision.same-person": {
    status: 403,
    says: "You proposed this decision: somebody else on the case confirms it.",
  },
  "decision.settled": {
    status: 409,
    says: "This proposal was confirmed, sent back or replaced meanwhile. Look at the page again.",
  },
  "decision.unknown": { status: 404, says: "There is no such decision on this case." },
  "delivery.not-lost": {
    status: 409,
    says: "That mail did not come back and was not given up: there is nothing to send again.",
  },
  "delivery.sent-again": { status: 409, says: "That mail was sent again already." },
  "delivery.unknown": { status: 404, says: "There is no such mail on this case." },
  "delivery.which-address": {
    status: 422,
    says: "An address is for the way “to another address”, and that way needs one.",
  },
  "demonstration.lived-in": {
    status: 409,
    says: "This installation had a life of its own before: a demonstration would let whoever comes read its cases. Set PARLEY_DEMO=off, or another PARLEY_DATA.",
  },
  "entity.has-it": {
    status: 409,
    says: "This entity has the case already, or is asked to take it.",
  },
  "entity.below-itself": { status: 409, says: "{name} cannot stand below itself." },
  "entity.has-product": {
    status: 409,
    says: "{entity} has a product {name} too. Rename one of the two first.",
  },
  "entity.name-taken": { status: 409, says: "There is an entity {name} already." },
  "entity.not-added": { status: 404, says: "No entity of this id was added here." },
  "entity.not-empty": {
    status: 409,
    says: "Products or other entities belong to {name}. Move them first.",
  },
  "entity.parent-unknown": { status: 422, says: "There is no entity of this name to stand below." },
  "entity.not-asked": { status: 409, says: "No entity is asked to take this case over." },
  "entity.not-yours": {
    status: 403,
    says: "Somebody of the entity that was asked answers this: you are in none of its teams.",
  },
  "entity.unknown": { status: 422, says: "The policy names no such entity." },
  "evidence.members-only": {
    status: 403,
    says: "Only staff of the case can add names or content to an evidence pack. Leave both out, or let a member of the case make the pack in the console.",
  },
  "evidence.reason": {
    status: 422,
    says: "Say who gets the pack and why they need what you add to it.",
  },
  "fact.advisory": {
    status: 422,
    says: "By the policy this may make a public advisory owed. Judge it: {condition}",
  },
  "fact.aware": { status: 422, says: "That time of awareness cannot be right: {problem}." },
  "fact.occurred": { status: 422, says: "That time cannot be right: {problem}." },
  "fact.unknown": { status: 404, says: "This case has no such fact." },
  "fact.withdrawn": {
    status: 409,
    says: "This fact was withdrawn. Record it anew if it holds after all.",
  },
  "file.kind": {
    status: 422,
    says: "Files of this kind ({kind}) are not taken here: {kinds}. What counts is the content, not the name.",
  },
  "file.over-limits": {
    status: 413,
    says: "The files are too many or too large, so none was kept. {limits}",
  },
  "file.suspicious": {
    status: 409,
    says: "The virus scanner found something in this file. It stays closed until somebody releases it with a reason.",
  },
  "file.not-suspicious": {
    status: 409,
    says: "This file is not held back; there is nothing to release.",
  },
  "file.unknown": { status: 404, says: "This case has no such file." },
  "filter.nothing": {
    status: 422,
    says: "This is not a filter of the queue: choose at least one part of it, as the queue’s address names it.",
  },
  "filter.other-team": {
    status: 403,
    says: "You save filters for yourself and for your own teams.",
  },
  "filter.too-many": {
    status: 409,
    says: "Fifty filters are saved already. Remove one that is no longer used.",
  },
  "filter.unknown": { status: 404, says: "There is no such saved filter any more." },
  "file.waiting": {
    status: 409,
    says: "This file is being checked. Try again in a moment.",
  },
  "forward.never": { status: 409, says: "The policy lets no report be forwarded." },
  "forward.too-large": {
    status: 413,
    says: "Files of one package are 25 MB together at most. Send the larger ones apart.",
  },
  "form.stale": {
    status: 403,
    says: "This form cannot be sent from here: it comes from another window or another site. Open the page again in this window, with cookies allowed, and send it from there.",
  },
  "glass.answered": { status: 409, says: "This request was answered already, or it has lapsed." },
  "glass.confirmed-by-you": {
    status: 403,
    says: "Whoever confirmed it as the second person does not review it. Let another lead onto the case, who does.",
  },
  "glass.for-a-time": {
    status: 403,
    says: "You are on this case for a time only. Ask somebody who is on it for good to say who is.",
  },
  "glass.member": { status: 409, says: "You are on this case already. Open it from the queue." },
  "glass.own-review": {
    status: 403,
    says: "Whoever opened the case does not review it. Another lead does.",
  },
  "glass.reviewed": { status: 409, says: "The review of this is written already." },
  "glass.same-person": {
    status: 403,
    says: "A second person confirms or declines this: another lead than the one who asks.",
  },
  "glass.too-many": {
    status: 429,
    says: "You tried {count} times within {hours} hours without a case that opened, so breaking the glass rests for you until a day after those tries. All leads were told once. Speak to one of them, or to somebody on the case.",
  },
  "glass.unknown": { status: 404, says: "There is no such request or opening." },
  "hand-over.self": { status: 422, says: "Hand duty over to somebody else than yourself." },
  "import.reference-ours": {
    status: 409,
    says: "{reference} is the number of a case of ours already. Give it another reference in the file, such as its number with a word before it.",
  },
  "import.only-ours": {
    status: 422,
    says: "Every mail of this thread is ours; there is nobody whose report it could be.",
  },
  "input.invalid": { status: 422, says: "{field}: {problem}" },
  "input.too-large": { status: 413, says: "That is larger than the {limit} this place takes." },
  "key.address-taken": {
    status: 409,
    says: "{address} has a key in use. Choose that key as the one to be replaced, or rotate it.",
  },
  "key.command-failed": {
    status: 503,
    says: "PARLEY_MASTER_KEY_COMMAND gave no master key: {reason}.",
  },
  "key.expired": {
    status: 422,
    says: "This key has expired. Extend it where it was made, and export it again.",
  },
  "key.file-missing": {
    status: 503,
    says: "The private half of our key {fingerprint} is kept outside, and it is not there: set PARLEY_MAIL_KEY_FILE to the file that holds it.",
  },
  "key.file-unreadable": {
    status: 503,
    says: "{file} holds no master key that can be read: 64 hexadecimal digits a line, readable by the user that runs Parley.",
  },
  "key.file-unwritable": {
    status: 503,
    says: "The master key cannot be written to {file}. Make its folder writable for the first start, or set PARLEY_MASTER_KEY or PARLEY_MASTER_KEY_FILE.",
  },
  "key.in-use": {
    status: 409,
    says: "{wraps} keys are wrapped under the former master key {id}. Run “parley keys rotate” first. Nothing was changed.",
  },
  "key.in-use-still": {
    status: 409,
    says: "This key is in use. Rotate it first: then people find the next one, and this one can be revoked.",
  },
  "key.kept-outside": {
    status: 409,
    says: "The private half of this key is kept outside the database. Do this where it is kept, and start Parley again.",
  },
  "key.known": {
    status: 409,
    says: "This key is here already.",
  },
  "key.master-missing": {
    status: 503,
    says: "There is data, but its master key {file} is gone. Put the file back from where you keep its copy; without it no text of this data can be opened. Nothing was changed.",
  },
  "key.master-wrong": {
    status: 503,
    says: "This master key is not the one that the data was sealed with. Put the right one back. Nothing was changed.",
  },
  "key.no-addresses": {
    status: 422,
    says: "Name at least one e-mail address, separated by commas.",
  },
  "key.no-private-half": {
    status: 422,
    says: "The private half is missing, or a part of it. Export it whole, as gpg --armor --export-secret-keys does.",
  },
  "key.no-revocation": {
    status: 409,
    says: "There is no revocation certificate of this key.",
  },
  "key.not-a-file": {
    status: 409,
    says: "The master keys come from {setting}: take the former ones out there. Nothing was changed.",
  },
  "key.not-extendable": {
    status: 409,
    says: "Parts of this key are revoked or ran out before it: extending would bring them back. Rotate it instead.",
  },
  "key.not-in-use": {
    status: 409,
    says: "This key is not in use any more.",
  },
  "key.not-usable": {
    status: 422,
    says: "This key cannot encrypt and sign. A team key has to do both, with the parts that its certificate names.",
  },
  "key.nothing-newer": {
    status: 409,
    says: "Everything is wrapped under the current master key. Put a new key first in what {setting} gives, keep this one behind it, restart Parley, and run this again.",
  },
  "key.other-addresses": {
    status: 422,
    says: "This key does not name {address}, which the key that it is to replace is for.",
  },
  "key.own-unknown": {
    status: 404,
    says: "There is no such key of ours.",
  },
  "key.revoked": {
    status: 422,
    says: "This key is revoked.",
  },
  "key.server-behind": {
    status: 409,
    says: "The running server wraps with the master key {id}, which is another one. Restart it with the new keys, then run this again.",
  },
  "key.until-too-soon": {
    status: 422,
    says: "The key lasts longer than that already.",
  },
  "key.weak": {
    status: 422,
    says: "This key is not strong enough to rely on: it needs version 4, RSA from 3072 bits or an elliptic curve, and no SHA-1 in its certificates.",
  },
  "mail.address-invalid": { status: 422, says: "{field} is not a mail address." },
  "mail.header-injection": {
    status: 422,
    says: "{field} holds a line break or control character, which a mail header must not.",
  },
  "mail.key-is-private": {
    status: 422,
    says: "This is a private key. Send only the public key, and replace this one: it is no longer secret.",
  },
  "mail.key-locked": { status: 422, says: "The private key does not open with this passphrase." },
  "mail.key-unreadable": { status: 422, says: "This is not an OpenPGP key that can be read." },
  "mail.key-unusable": {
    status: 422,
    says: "Nothing can be encrypted to the key {fingerprint}: it is expired, revoked or not made for it.",
  },
  "mailboxes.unreadable": {
    status: 422,
    says: "The file of mailboxes {file} cannot be used: {why}.",
  },
  "member.by-team": {
    status: 409,
    says: "You read this case as one of a team. To leave it, have the team taken off, or leave the team.",
  },
  "member.last-lead": {
    status: 409,
    says: "No lead would be left on the case. Let another lead in first.",
  },
  "member.not-on-case": {
    status: 409,
    says: "They are not on this case. Let them in first, with the reason.",
  },
  "member.owner": {
    status: 409,
    says: "The owner of the case would no longer be on it. Hand the case over first.",
  },
  "member.unknown": { status: 404, says: "They are not on this case, or no colleagues of ours." },
  "member.which": { status: 422, says: "Choose either one colleague or one team." },
  "message.blank-left": {
    status: 422,
    says: "A blank is still to be filled in: {what}. Write in its place, or take it out.",
  },
  "message.not-waiting": {
    status: 409,
    says: "This message waits for no key: it left meanwhile, or was never held back for one.",
  },
  "message.reached-one": {
    status: 409,
    says: "This mail reached nobody else of the case. Answer it in its own thread.",
  },
  "milestone.at": { status: 422, says: "That time cannot be right: {problem}." },
  "milestone.nothing": {
    status: 409,
    says: "No promise of this case waits for that. Nothing was recorded.",
  },
  "milestone.until": { status: 422, says: "That date cannot be right: {problem}." },
  "milestone.which": {
    status: 422,
    says: "Several promises could be meant. Choose the one that this concerns.",
  },
  "not-before.at": { status: 422, says: "That date cannot be right: {problem}." },
  "not-before.released": {
    status: 409,
    says: "{number} is released for an earlier moment already.",
  },
  "on-call.period": {
    status: 422,
    says: "That is no period on call: it ends later than now and than it begins, and lasts 62 days at most.",
  },
  "on-call.role": {
    status: 422,
    says: "Somebody of these has no role in which to act on a case. Choose a colleague who has one.",
  },
  "on-call.self": { status: 403, says: "Nobody puts themselves on call. Another lead names you." },
  "on-call.unknown": { status: 404, says: "No such period on call runs or is to come." },
  "rota.changed": {
    status: 409,
    says: "Somebody else changed this rota while you wrote. Compare with how it is now, then send it again.",
  },
  "rota.cover-others": {
    status: 403,
    says: "You take over shifts of a rota that you are part of. A lead says who else does.",
  },
  "rota.ends": {
    status: 422,
    says: "A rota ends after its first day, and not in the past.",
  },
  "rota.hours": {
    status: 422,
    says: "Give both hours, such as 18:00 and 08:00, or neither.",
  },
  "rota.no-shift": {
    status: 422,
    says: "This rota has no shift at that time. Choose one of those that are to come.",
  },
  "rota.not-of-team": {
    status: 422,
    says: "Somebody of these is not in the team. Put them into it first, or choose others.",
  },
  "rota.order-day": {
    status: 422,
    says: "A new order begins today or later, on a day on which the rota runs.",
  },
  "rota.too-many": {
    status: 422,
    says: "{most} recurring rotas run already, which is the most. End one that nobody needs any more.",
  },
  "rota.unknown": { status: 404, says: "There is no such rota, or it has ended." },
  "person.administrator-alone": {
    status: 422,
    says: "An administrator reads no case and holds no other role. Give a person who needs both a second account.",
  },
  "person.last-factor": {
    status: 409,
    says: "This is the last way in that you have. Add another one first.",
  },
  "person.link-second": {
    status: 403,
    says: "Another administrator must confirm this link: not who asked for it, not whom it is for, and one since a day at least.",
  },
  "person.link-unknown": {
    status: 404,
    says: "This link was used, refused or replaced meanwhile. Nothing was changed.",
  },
  "person.like-another": {
    status: 409,
    says: "This sign-in name looks like that of another account. Write it so that nobody takes one for the other.",
  },
  "person.look-alike": {
    status: 422,
    says: "This sign-in name has letters of several alphabets, or ones that look like others or cannot be seen. Write it in one alphabet.",
  },
  "person.passkey-known": { status: 409, says: "This passkey is registered already." },
  "person.passkey-unknown": { status: 404, says: "You have no such passkey." },
  "person.last-administrator": {
    status: 409,
    says: "This is the last administrator. Make somebody else one first.",
  },
  "person.name-taken": { status: 409, says: "The sign-in name “{name}” is taken." },
  "person.not-closed": {
    status: 409,
    says: "This account is open. Disable it first; then its profile can be erased.",
  },
  "person.seat": {
    status: 403,
    says: "This is a seat of the demonstration: it opens by its link, and takes no way in of its own.",
  },
  "person.unknown": { status: 404, says: "There is no such person." },
  "request.head-too-large": {
    status: 431,
    says: "The address, the cookies or the token of this request are longer than we take. Delete this site’s cookies in your browser, and try again.",
  },
  "request.malformed": { status: 400, says: "This request could not be read." },
  "request.too-slow": {
    status: 408,
    says: "This request took too long to arrive. Please try again.",
  },
  "request.type": { status: 415, says: "This place does not take that type of content." },
  "policy.changed": {
    status: 409,
    says: "The policy “{name}” version {version} has other words than when it came into force. Give the changed text a higher version: what was promised stays promised.",
  },
  "policy.not-later": {
    status: 409,
    says: "This case runs by version {current} of the policy. It moves to a later version only, never back.",
  },
  "policy.not-yet": {
    status: 409,
    says: "Version {version} of the policy is not in force yet. A case moves to a version once it holds.",
  },
  "policy.other-name": {
    status: 409,
    says: "This data belongs to the policy “{known}”, and PARLEY_POLICY names “{name}”. Another organisation needs a PARLEY_DATA (or DATABASE_URL) of its own.",
  },
  "policy.order": {
    status: 409,
    says: "The policy “{name}” version {version} would come into force before an earlier version. Give it a higher number, or a later beginning.",
  },
  "policy.unknown-version": { status: 404, says: "The policy has no version {version}." },
  "policy.unreadable": { status: 422, says: "The policy {file} cannot be used: {problem}" },
  "retention.asked": {
    status: 409,
    says: "You have asked for this already. You find our answer here by {date}.",
  },
  "retention.coming": {
    status: 409,
    says: "This falls due to be erased on {date} already, without your asking.",
  },
  "retention.held": {
    status: 409,
    says: "A legal hold stands: we have to keep this for now. Nothing is erased before the hold is lifted.",
  },
  "retention.hold-unknown": { status: 404, says: "No such hold stands on this case." },
  "retention.not-asked": {
    status: 409,
    says: "Nobody has asked for this, so there is nothing to refuse.",
  },
  "retention.not-due": {
    status: 409,
    says: "This is due on {date}, not before. To erase it earlier, order it with a reason.",
  },
  "retention.not-erased": {
    status: 409,
    says: "This is not erased yet: there is nothing to certify.",
  },
  "retention.nothing": { status: 409, says: "There is nothing left here that could be erased." },
  "retention.over": { status: 409, says: "This was decided already." },
  "retention.same-person": {
    status: 403,
    says: "You have said yes to this already. Another person has to confirm it.",
  },
  "retention.unknown": { status: 404, says: "There is no such erasure on this case." },
  "restore.key-there": {
    status: 409,
    says: "{file} holds another master key than this backup brings. Move it away first. Nothing was changed.",
  },
  "restore.not-empty": {
    status: 409,
    says: "There is data in {where} already. Restoring would replace all of it: add --force if that is meant. Nothing was changed.",
  },
  "restore.unfinished": {
    status: 409,
    says: "A restore was cut off before it was done, and what it put back lets people in who were shut out since. Run “parley restore FILE” once more. Nothing was changed.",
  },
  "restore.older": {
    status: 409,
    says: "The checkpoint file {file} goes on to checkpoint {signed} of {at}, which this backup does not have: what happened since is lost with it. Add --accept if that is known; it is recorded. Nothing was changed.",
  },
  "restore.other-checkpoints": {
    status: 409,
    says: "The checkpoint file {file} belongs to another installation, or to another life of this one. Move it away first, or set PARLEY_CHECKPOINTS. Nothing was changed.",
  },
  "restore.in-use": {
    status: 409,
    says: "The database is in use by {others} other connections. Stop every Parley on it first. Nothing was changed.",
  },
  "ruling.decided": {
    status: 409,
    says: "{reference} was decided by itself already. Decide it anew on its own page.",
  },
  "ruling.left": {
    status: 409,
    says: "The letter of {reference} is on its way: decide it anew on its own page.",
  },
  "ruling.no-such-class": {
    status: 422,
    says: "The policy of {reference} names no such class without a reply.",
  },
  "ruling.not-a-report": {
    status: 409,
    says: "{reference} reports no vulnerability: a ruling on reports does not decide it.",
  },
  "ruling.nothing-chosen": { status: 422, says: "Choose the reports that the ruling decides." },
  "ruling.too-many": {
    status: 422,
    says: "A ruling decides at most {most} reports at once. Choose fewer; another ruling takes the rest.",
  },
  "ruling.unknown": { status: 404, says: "There is no such ruling." },
  "securitytxt.address": { status: 422, says: "security.txt: {field} is not an https address." },
  "securitytxt.contact": {
    status: 422,
    says: "security.txt: a contact is an https, mailto: or tel: address.",
  },
  "securitytxt.expires": { status: 422, says: "security.txt: {problem}" },
  "securitytxt.value": { status: 422, says: "security.txt: {field} must be one line of ASCII." },
  "server.already-running": {
    status: 409,
    says: "Parley is already running on {directory} (process {process}). Use that one, or stop it first.",
  },
  "server.data-unwritable": {
    status: 503,
    says: "Parley cannot write to {directory}. Give it to the user that runs Parley, or set PARLEY_DATA to another directory.",
  },
  "server.disk-full": {
    status: 503,
    says: "There is no space left on the disk of {directory}. Nothing was lost; make room and start again.",
  },
  "server.no-account": {
    status: 503,
    says: "PostgreSQL cannot run as {user}: this system's list of users has no unprivileged user for it. Start Parley as a user that the list names.",
  },
  "server.no-binaries": {
    status: 503,
    says: "There is no built-in PostgreSQL for {platform}. Set DATABASE_URL to a PostgreSQL server of version 15 or later.",
  },
  "server.not-started": {
    status: 503,
    says: "The built-in PostgreSQL did not start: {reason}",
  },
  "server.other-version": {
    status: 503,
    says: "The data directory was written by PostgreSQL {found}, and this Parley brings {needed}. Start the Parley it was written with and move the data with its backup.",
  },
  "server.out-of-reach": {
    status: 503,
    says: "Parley runs as root, and the user “{user}” that its database would run as cannot enter this folder. Move Parley and PARLEY_DATA to folders that everyone may enter, or start it as another user.",
  },
  "server.port-taken": {
    status: 409,
    says: "Something else listens on {host} port {port} already. Stop it, or set {setting} to another port.",
  },
  "server.roles-forbidden": {
    status: 503,
    says: "The user in DATABASE_URL may not set up the database ({reason}). Let an administrator run once: {statements}",
  },
  "server.too-old": {
    status: 503,
    says: "The server of DATABASE_URL is PostgreSQL {found}; Parley needs version 15 or later.",
  },
  "server.unreachable": {
    status: 503,
    says: "The server of DATABASE_URL does not answer: {reason}",
  },
  "service.busy": {
    status: 503,
    says: "Parley cannot do this right now. Nothing was taken; please try again in a minute.",
  },
  "service.too-many": {
    status: 429,
    says: "Too many requests come from your network right now. Please try again in {seconds} seconds.",
  },
  "sign-in.code-wrong": {
    status: 422,
    says: "This code does not fit. Wait for the next one, check that the phone's clock is right, and try again.",
  },
  "sign-in.link-over": {
    status: 410,
    says: "This link was used, has ended or was replaced. Ask an administrator for a new one.",
  },
  "sign-in.link-waits": {
    status: 409,
    says: "This link does not work yet: a second administrator confirms it, or a day passes first. Open it again then.",
  },
  "sign-in.local-off": {
    status: 403,
    says: "Here people sign in with the organisation's own account.",
  },
  "sign-in.passkey": {
    status: 401,
    says: "This passkey does not sign in here. Try again, or take another way in.",
  },
  "sign-in.password-guessable": {
    status: 422,
    says: "This password is mostly your sign-in name, the organisation's name or one letter repeated. Choose another.",
  },
  "sign-in.password-short": {
    status: 422,
    says: "Choose a password of at least {least} characters; several words are easiest.",
  },
  "sign-in.wait": {
    status: 429,
    says: "After several failed attempts from here there is a pause. Please try again in {seconds} seconds. A browser that you signed in with before is not held up by attempts from elsewhere.",
  },
  "sign-in.wrong": {
    status: 401,
    says: "Name, password and code do not fit together. A code works once; wait for the next one.",
  },
  "sso.away": {
    status: 503,
    says: "The organisation's sign-in does not answer right now. Please try again in a minute.",
  },
  "sso.linked": {
    status: 409,
    says: "This account of the organisation, or yours here, is linked already.",
  },
  "sso.no-account": {
    status: 403,
    says: "You are signed in there, but nobody invited this account here. Ask an administrator.",
  },
  "sso.refused": {
    status: 401,
    says: "The organisation's sign-in did not say who you are. Please begin again.",
  },
  "sso.second-factor": {
    status: 403,
    says: "The organisation's sign-in did not ask for a second factor, which Parley needs. Sign in there with one, or take another way in.",
  },
  "severity.bands": { status: 422, says: "The severity bands do not fit: {problem}" },
  "severity.change-reason": {
    status: 422,
    says: "Say why the score changes. So far it is {former}.",
  },
  "severity.no-profile": {
    status: 422,
    says: "Nothing adjusts the score: {product} has no profile that fits it, and no metric was set.",
  },
  "severity.nothing-to-adjust": {
    status: 409,
    says: "There is no score of ours in CVSS 3.0, 3.1 or 4.0 to adjust. Score first.",
  },
  "severity.profile": { status: 422, says: "{problem} Write such as CR:H/AR:H/MAV:A." },
  "severity.issuer": {
    status: 422,
    says: "Name who published it, such as NVD. Our own scores are given by scoring.",
  },
  "severity.level": { status: 422, says: "There is no such severity level; there are {levels}." },
  "severity.reason": {
    status: 422,
    says: "Say why the severity differs from the score, and who decided it.",
  },
  "case.closed": { status: 409, says: "{reference} is closed. Reopen it first, with a reason." },
  "case.failed": {
    status: 500,
    says: "Something went wrong here, and nothing was changed in this case. Try it again for this one alone.",
  },
  "case.no-owner": { status: 409, says: "Nobody answers for this case." },
  "case.owner-changed": {
    status: 409,
    says: "Its owner was changed by somebody else since, or not by you.",
  },
  "case.open": { status: 409, says: "{reference} is open already." },
  "case.other-kind": {
    status: 409,
    says: "{reference} is of another kind: this reason does not fit.",
  },
  "case.waits-already": {
    status: 409,
    says: "A colleague said already for whom {reference} waits. End that first.",
  },
  "case.waits-not": { status: 409, says: "Nobody said that {reference} waits for somebody." },
  "case.aware-later": {
    status: 422,
    says: "That moment has not come yet. Leave it empty for now, or write when it was.",
  },
  "case.same-kind": { status: 409, says: "{reference} is of that kind already." },
  "case.kind-decided": {
    status: 409,
    says: "{reference} is concluded as what it is. Open a case of the other kind beside it.",
  },
  "case.kind-needs-someone": {
    status: 409,
    says: "Nobody outside wrote to {reference}, so there is nobody to answer or to send on.",
  },
  "case.no-leak": { status: 409, says: "{reference} is about no data leak." },
  "case.contained-later": {
    status: 422,
    says: "That moment has not come yet. Record the containment once it holds.",
  },
  "case.not-answered": {
    status: 409,
    says: "Nobody has answered the question of {reference} yet. Write to its author first.",
  },
  "case.not-redirected": {
    status: 409,
    says: "The letter that says where to turn has not left yet. Wait until it has.",
  },
  "case.exploitation-unsaid": {
    status: 409,
    says: "Say first whether a vulnerability of a product was used: record on the page Promises that exploitation is known, or that it proved to be none.",
  },
  "case.attack-unanswered": {
    status: 409,
    says: "A report of {reference} speaks of an attack, and nobody has said yet whether that is so. Answer each such report first, on the page of what is known.",
  },
  "case.conclusion-owed": {
    status: 409,
    says: "The reporter has not been told the conclusion yet. Conclude the analysis first.",
  },
  "case.standing-first": {
    status: 409,
    says: "Record first what shows it: which attempts were made to reach the reporter of {reference} and when, or that they want no answer.",
  },
  "case.vulnerability-confirmed": {
    status: 409,
    says: "The vulnerability is confirmed and has no remedy yet, so a reporter’s silence does not close the case. Go on without the reporter.",
  },
  "message.newer": { status: 409, says: "They wrote again meanwhile. Read that first." },
  "message.waits-not": { status: 409, says: "Nothing of theirs waits for an answer." },
  "case.unmended": {
    status: 409,
    says: "The vulnerability of {reference} is confirmed and not mended. Deliver its remedies or withdraw what will not come; if it stays as it is, conclude that, which a second person confirms.",
  },
  "case.unpublished": {
    status: 409,
    says: "The vulnerability of {reference} is confirmed, and neither mended nor published. Publish it, or record the remedies that its maker delivered; if it stays as it is, conclude that, which a second person confirms.",
  },
  "case.found-relevant": {
    status: 409,
    says: "{reference} was found to be a vulnerability. If that was wrong, conclude anew that it is not confirmed.",
  },
  "case.risk-not-accepted": {
    status: 409,
    says: "Nobody accepted the risk of {reference}. Conclude first that it stays as it is, and let a second person confirm that.",
  },
  "report.effort": {
    status: 429,
    says: "Very many reports came in within an hour. Make the small effort under “One more thing” and send it again: your words are still here.",
  },
  "report.too-many": {
    status: 429,
    says: "Very many reports came from your network within an hour. Please send yours by the form, which takes it: {page}",
  },
  "report.effort-early": {
    status: 429,
    says: "That is right. Wait {seconds} more seconds and send it again: your words are still here.",
  },
  "report.effort-wrong": {
    status: 422,
    says: "That is not the sum. Write it in digits and send it again: your words are still here.",
  },
  "report.key-reused": {
    status: 409,
    says: "Another report was sent with this key. Take a new key for each report.",
  },
  "report.no-answer-path": {
    status: 422,
    says: "Give an e-mail address, or choose to be answered by receipt code, so that we can answer you.",
  },
  "report.key-address": {
    status: 422,
    says: "This is no address that a key can be fetched from. Give one that begins with https:// and holds no password, or paste the key.",
  },
  "report.address": { status: 422, says: "“{value}” is not an e-mail address we can write to." },
  "report.receipt-code-off": {
    status: 422,
    says: "This team answers by e-mail only. Please give an address.",
  },
  "portal.unknown-code": {
    status: 404,
    says: "No report opens with this code. Check it letter by letter; nothing is lost.",
  },
  "reproduction.tell": {
    status: 422,
    says: "The reporter is owed the word that their report is confirmed: write it, or say why not yet.",
  },
  "relevancy.explanation": {
    status: 422,
    says: "Explain the decision: the reporter is owed the reasons in full (at least {least} characters).",
  },
  "relevancy.reasons": {
    status: 422,
    says: "Choose why the report is not relevant; the reporter is owed the explanation with it.",
  },
  "relevancy.touches": {
    status: 422,
    says: "Say which of confidentiality, integrity and availability is touched, or why none is.",
  },
  "product.unknown": { status: 404, says: "No product with this id is in the catalogue." },
  "upload.busy": {
    status: 423,
    says: "A part of this file is arriving already. Wait until it has ended.",
  },
  "upload.expired": {
    status: 410,
    says: "This upload stood still for too long and was removed. Begin it again.",
  },
  "upload.full": {
    status: 413,
    says: "The files of this case are at their limit ({limit}). Write to us, and we agree on another way.",
  },
  "upload.no-space": {
    status: 507,
    says: "There is no room for a file of this size at the moment. Nothing was kept; try again later.",
  },
  "upload.offset": {
    status: 409,
    says: "This part does not begin where the last one ended. Ask how much arrived, and go on from there.",
  },
  "upload.protocol": {
    status: 412,
    says: "This address speaks version 1.0.0 of the resumable upload protocol (tus).",
  },
  "upload.too-large": { status: 413, says: "That file is too large. {limits}" },
  "upload.too-many": {
    status: 409,
    says: "Too much of yours is on its way to this case already: files in parts go {limits}. Finish or end one first.",
  },
  "upload.unknown": { status: 404, says: "There is no such upload, or it is finished." },
  "label.too-many": { status: 422, says: "A case has at most {most} labels." },
  "label.unreadable": {
    status: 422,
    says: "A label is a word of letters and digits, with at most {most} of them.",
  },
  "vulnerability.cve-known": {
    status: 409,
    says: "Another vulnerability of this case has {cve} already.",
  },
  "vulnerability.published": {
    status: 409,
    says: "{publication} names “{title}” and is approved or published. Publish a revision without it first.",
  },
  "vulnerability.remedy": {
    status: 409,
    says: "A remedy of “{title}” is planned or there. Withdraw the remedy first: whoever was told its date is told that.",
  },
  "vulnerability.last": {
    status: 409,
    says: "“{title}” is the only one, and a decision rests on it. Add the right one first, or decide anew that the report is not relevant or not confirmed.",
  },
  "vulnerability.split-off": {
    status: 409,
    says: "“{title}” goes on in a case of its own. What belongs to it is done there.",
  },
  "vulnerability.stands": { status: 409, says: "This vulnerability is not withdrawn." },
  "vulnerability.unknown": { status: 404, says: "This case has no such vulnerability." },
  "remedy.unknown": { status: 404, says: "This case has no such remedy." },
  "claim.joined": {
    status: 409,
    says: "This mail was put into the case already. Take it out again first.",
  },
  "claim.unknown": { status: 404, says: "No such mail names this case." },
  "join.joined": {
    status: 409,
    says: "The mail of {reference} was put into another case already. Take it out again first.",
  },
  "join.no-such-case": { status: 404, says: "You see no case {reference}." },
  "join.not-joined": { status: 409, says: "This mail stands in no other case that you see." },
  "join.same-case": { status: 422, says: "The mail stands in {reference} already." },
  "message.reference-missing": {
    status: 422,
    says: "No reference of {party} is known. Their system sorts mail by it: add it, or send without.",
  },
  "publication.not-before": {
    status: 409,
    says: "Nothing is to be published before {notBefore}. Publishing earlier needs a reason.",
  },
  "publication.not-before-agreed": {
    status: 409,
    says: "Nothing is to be published before {notBefore}, and the policy asks for two people to change that: one takes the date back on the case’s facts, with the reason, and another one releases.",
  },
  "publication.not-before-same-person": {
    status: 403,
    says: "You took the agreed {notBefore} back yourself: somebody else releases it before then.",
  },
  "reading.open": { status: 409, says: "This mail was read whole: there is nothing to open." },
  "reading.unknown": { status: 404, says: "This case has no such mail." },
  "reference.known": { status: 409, says: "{reference} is kept already." },
  "reference.too-many": { status: 409, says: "A party gives a case twenty references at most." },
  "reference.unknown": { status: 404, says: "This case has no such reference." },
  "reference.unreadable": {
    status: 422,
    says: "Write their reference alone, such as VU#123456: up to 60 letters, with a digit in it.",
  },
  "credit.changed": {
    status: 409,
    says: "Somebody chose another way to be thanked since {number} was written. Save the draft once more: it takes over what they chose.",
  },
  "credit.no-name": {
    status: 409,
    says: "They gave us no name that can be printed. Ask them for the words, in up to 120 letters; a handle is copied from their message.",
  },
  "credit.no-handle": {
    status: 409,
    says: "They gave us no handle before. Choose the one that stands in this message, and copy it.",
  },
  "credit.pseudonym": {
    status: 422,
    says: "That is what we call them here, in place of what names them. Choose the name or the handle that they gave us, or ask them for the words to print.",
  },
  "credit.not-said": {
    status: 422,
    says: "These words do not stand in the message. Copy them from it, with the same capitals and spaces.",
  },
  "credit.print": {
    status: 422,
    says: "Say in up to 120 letters what should be printed, or choose to be named nowhere.",
  },
  "identity.asks-personal-data": {
    status: 422,
    says: "{party} stays unnamed, and is not asked who they are. Leave this out: “{sentence}”",
  },
  "identity.erased": { status: 410, says: "What was known of this person has been erased." },
  "identity.would-leak": {
    status: 409,
    says: "This would name somebody who is not to be named. {places}. Take it out, or have somebody who may open the vault look at it and release the finding.",
  },
  "link.follows": { status: 409, says: "{reference} follows an earlier case already." },
  "link.follows-other": {
    status: 409,
    says: "{reference} follows an earlier case itself: name the one that it follows.",
  },
  "link.kind": { status: 409, says: "{reference} is about no vulnerability: it follows no case." },
  "link.linked": { status: 409, says: "{reference} is linked to this case already." },
  "link.no-such-case": { status: 404, says: "You see no case {reference}." },
  "link.no-report": { status: 409, says: "It holds every report of this case already." },
  "split.nothing": {
    status: 422,
    says: "Choose at least one vulnerability or one fact: nothing would go to the new case.",
  },
  "split.everything": {
    status: 422,
    says: "Every vulnerability would go, and nothing be left here. Leave one, or rename this case instead.",
  },
  "split.published": {
    status: 409,
    says: "{publication} names “{title}”, which therefore stays here. Publish a revision without it first.",
  },
  "split.unconfirmed": {
    status: 422,
    says: "Look at what goes, and say that it is to be split so.",
  },
  "link.not-held": { status: 409, says: "That case holds no report of this one." },
  "link.none": { status: 404, says: "There is no such link that you see." },
  "link.same-case": { status: 422, says: "{reference} is this very case." },
  "link.younger": {
    status: 409,
    says: "{reference} came later: let it follow {follower}, whose reporter was first.",
  },
  "legal-disclosure.approved": { status: 409, says: "This entry is approved already." },
  "legal-disclosure.unknown": { status: 404, says: "This case has no such entry." },
  "legal-disclosure.why-not-told": {
    status: 422,
    says: "Say why the person was not told, such as the order that forbids it.",
  },
  "objection.same-person": {
    status: 403,
    says: "You took the decision that is objected to: somebody else answers.",
  },
  "objection.settled": {
    status: 409,
    says: "This objection is answered or taken back already. Look at the page again.",
  },
  "objection.unknown": { status: 404, says: "There is no such objection." },
  "case.take-only": {
    status: 403,
    says: "Your role takes a case that nobody has. To hand one over, ask an analyst or a lead.",
  },
  "objection.recorded": {
    status: 409,
    says: "An objection of theirs to this waits for an answer already.",
  },
  "message.not-theirs": { status: 404, says: "No party wrote such a message in this case." },
  "objection.waits": {
    status: 409,
    says: "Your objection to this waits for our answer already.",
  },
  "others-affected.words": {
    status: 422,
    says: "Say who else is affected, and what follows from it.",
  },
  "permission.never": {
    status: 409,
    says: "The policy of this case never passes on who a reporter is, so nobody is asked.",
  },
  "permission.nothing-known": {
    status: 409,
    says: "{party} stays unnamed: there is nothing to pass on, and they are not asked who they are.",
  },
  "permission.unknown": { status: 404, says: "There is no such question to answer." },
  "tracker.unknown": { status: 422, says: "There is no such tracker in the file of trackers." },
  "trackers.unreadable": {
    status: 422,
    says: "The file of trackers {file} cannot be used: {why}.",
  },
  "transmission.deletion": { status: 422, says: "Say when the data is deleted." },
  "transmission.no-words": { status: 422, says: "Say what would do instead." },
  "transmission.nothing-comes": {
    status: 409,
    says: "It was agreed that nothing is sent, so there is nothing to record. Propose a way first.",
  },
  "transmission.place": { status: 422, says: "Say where the data is kept, and who reaches it." },
  "transmission.settled": {
    status: 409,
    says: "This does not fit how it stands by now. Look at the page again.",
  },
  "transmission.unknown": { status: 404, says: "There is no such proposal." },
  "transmission.waits": {
    status: 409,
    says: "A proposal waits for the party's answer. Take it back before you make another one.",
  },
  "transmission.way": { status: 422, says: "Say in words by which way the data travels." },
  "party-key.cannot-encrypt": {
    status: 422,
    says: "Nothing can be encrypted to this key. Send one that has a part for encryption.",
  },
  "party-key.expired": { status: 422, says: "This key has expired. Send one that is still valid." },
  "party-key.how": { status: 422, says: "Say how you compared the key with its owner." },
  "party-key.known-no-more": {
    status: 409,
    says: "Where this key was compared it is not in use any more. Compare its fingerprint with its owner.",
  },
  "party-key.none": {
    status: 409,
    says: "No key of this party is known that could be written to.",
  },
  "party-key.other-fingerprint": {
    status: 422,
    says: "This is not the fingerprint of that key. Compare all 40 digits with its owner again.",
  },
  "party-key.revoked": { status: 422, says: "This key was revoked. Send another one." },
  "party-key.settled": {
    status: 409,
    says: "This was decided already; a key in use is replaced by confirming another one.",
  },
  "party-key.too-many": {
    status: 409,
    says: "We hold many keys of yours already. Write to us which one we should use.",
  },
  "party-key.unknown": { status: 404, says: "This case has no such key." },
  "key-link.unknown": { status: 404, says: "This case has no such address of a key." },
  "consent.before-asked": {
    status: 422,
    says: "They asked on {day}: consent cannot begin before. Leave it empty for the day that they asked for.",
  },
  "consent.none": {
    status: 409,
    says: "No request for consent to publish waits for an answer. Look at the page again.",
  },
  "consent.waits": {
    status: 409,
    says: "You have asked already, and we owe you the answer. Take that request back to ask for something else.",
  },
  "plan.date": { status: 422, says: "Give the date for which it is planned." },
  "publish.date": {
    status: 422,
    says: "Give a date that is still to come, within ten years.",
  },
  "status.too-soon": {
    status: 429,
    says: "You have asked already, and your question stands. You can ask again from {from} on.",
  },
  "fix.words": {
    status: 422,
    says: "Say in a sentence what you tried and what happened, so that it can be mended.",
  },
  "party.unknown": { status: 404, says: "This case has no such party." },
  "case.relevancy-first": { status: 409, says: "Decide first whether the report is relevant." },
  "remedy.verification": {
    status: 409,
    says: "A remedy is delivered only with a record of its test (ISO/IEC 30111): say when and how it was verified.",
  },
  "remedy.changed": {
    status: 409,
    says: "Somebody else changed this remedy while you wrote. Compare with how it is now, then save again.",
  },
  "remedy.date-past": {
    status: 422,
    says: "This date has passed. Give one that is still to come.",
  },
  "remedy.date-same": { status: 422, says: "This is the date that stands already." },
  "remedy.date-told": {
    status: 409,
    says: "A date was told for this remedy. Withdraw it, so that this is told too, and plan the entry that no fix comes by itself.",
  },
  "remedy.no-date": {
    status: 422,
    says: "Where no fix comes there is no date. Leave it out, or choose another kind.",
  },
  "remedy.delivered": {
    status: 409,
    says: "This remedy is delivered: nothing changes about it any more.",
  },
  "remedy.nothing-to-deliver": {
    status: 409,
    says: "This entry says that no fix comes: it has no date and is never delivered.",
  },
  "remedy.slip-reason": {
    status: 422,
    says: "The new date is later than the one told. Say in a sentence why: the reporter reads it.",
  },
  "remedy.test-future": { status: 422, says: "The test cannot be in the future." },
  "remedy.withdrawn": { status: 409, says: "This remedy was withdrawn: plan another one." },
  "ticket.asked": {
    status: 409,
    says: "A ticket in this tracker is being opened already.",
  },
  "ticket.ended": { status: 409, says: "What became of this ticket is recorded already." },
  "ticket.linked": { status: 409, says: "This ticket is linked to the case already." },
  "ticket.unknown": { status: 404, says: "This case has no such ticket." },
  "translation.unknown": { status: 404, says: "This case has no such report or message." },
  "translation.when": {
    status: 422,
    says: "A translation is made after its original was written, and not in the future.",
  },
  "deed.changed": {
    status: 409,
    says: "Somebody else changed this while you wrote. Both versions stand beside each other: choose or combine, then save again.",
  },
  "call.future": {
    status: 422,
    says: "This lies in the future. Record a talk once it was; until then write to whoever takes part.",
  },
  "call.not-on-case": {
    status: 422,
    says: "Only colleagues on the case and its parties can be named. Let the others in first, with a reason.",
  },
  "channel.hours": {
    status: 422,
    says: "Give both hours, such as 09:00 and 17:30, or none.",
  },
  "channel.zone": { status: 422, says: "This time zone is not known. Write it as Europe/Paris." },
  "questions.answered": {
    status: 409,
    says: "This question is answered already. Write a message to add to it.",
  },
  "questions.long": {
    status: 422,
    says: "One question is longer than {max} characters. Put the rest into the message.",
  },
  "questions.many": {
    status: 422,
    says: "More than {max} questions: ask the first of them, then the others.",
  },
  "questions.stands": { status: 409, says: "Somebody said that of this question already." },
  "questions.unknown": { status: 404, says: "This case has no such question." },
  "follow-up.before-case": {
    status: 422,
    says: "The day by which it is done lies before the case began, on {day}.",
  },
  "follow-up.before-call": {
    status: 422,
    says: "A day by which something is done lies before the talk in which it was promised.",
  },
  "follow-up.done": { status: 409, says: "This follow-up is done already." },
  "follow-up.open": {
    status: 409,
    says: "This follow-up is not done: there is nothing to put back.",
  },
  "follow-up.none-chosen": {
    status: 422,
    says: "Tick the follow-ups that are done.",
  },
  "follow-up.nothing": {
    status: 422,
    says: "Say what is to be done: a day or a name alone asks nothing of anybody.",
  },
  "follow-up.owner": {
    status: 422,
    says: "Whoever sees to what was promised is a colleague on the case.",
  },
  "follow-up.unknown": { status: 404, says: "This case has no such follow-up." },
  "status.changed": {
    status: 409,
    says: "{name}: somebody else changed this status while you wrote. Look at it as it is now, then set it again.",
  },
  "status.justification": {
    status: 422,
    says: "Say which of the five reasons makes it not affected: whoever reads the advisory will ask.",
  },
  "status.justification-unasked": {
    status: 422,
    says: "Only what is not affected has a reason why it is not.",
  },
  "status.nothing": { status: 422, says: "Tick the rows whose status you set." },
  "status.named": {
    status: 409,
    says: "{name} has a row already. Tick it to set how the product stands.",
  },
  "status.twice": {
    status: 409,
    says: "{name} has a row with this status already. Put the versions of both into one in the list.",
  },
  "status.until-past": { status: 422, says: "A temporary step ends today or later." },
  "remedy.date": { status: 422, says: "Give the date by which the remedy will be available." },
  "customer.exists": { status: 409, says: "This customer is kept already." },
  "customer.held": {
    status: 409,
    says: "A legal hold stands on a case that was filed for this customer. Nothing is erased meanwhile.",
  },
  "customer.unknown": {
    status: 404,
    says: "There is no such customer, or nothing of it that still runs.",
  },
  "component.exists": { status: 409, says: "The version has {name} on its list already." },
  "component.unknown": { status: 404, says: "The product has no such component on its list." },
  "import.not-checked": {
    status: 409,
    says: "Only what was checked and found good within a day can be carried out. Choose the file again.",
  },
  "import.not-text": {
    status: 422,
    says: "This file is no text in UTF-8. Save it as CSV (UTF-8) or JSON.",
  },
  "import.unknown": { status: 404, says: "There is no such import of yours." },
  "product.changed": {
    status: 409,
    says: "{name} was changed by somebody else while you wrote. Compare with how it is now, then save again.",
  },
  "product.exists": { status: 409, says: "{name} is in the catalogue already." },
  "severity.scored": {
    status: 409,
    says: "A score stands already. Score again, or set another level with a reason.",
  },
  "severity.version": {
    status: 422,
    says: "The policy does not score in CVSS {version}; it accepts {accepted}.",
  },
  "severity.override-off": {
    status: 422,
    says: "The policy does not allow another level than the score's.",
  },
  "advisory.type-unknown": { status: 422, says: "The policy has no publications of type {type}." },
  "advisory.wrong-state": { status: 409, says: "{number} is {state}: that step does not fit now." },
  "advisory.incomplete": { status: 409, says: "{number} is not complete. {missing}" },
  "advisory.release-past": {
    status: 422,
    says: "That instant has passed. Leave it empty to publish now.",
  },
  "advisory.set-moved": {
    status: 409,
    says: "Something else was published at the same moment; the files are made anew.",
  },
  "advisory.csaf-invalid": {
    status: 422,
    says: "{number} was not published: its CSAF document breaks rule {rule}: {problem}",
  },
  "signal.settled": { status: 409, says: "Somebody answered that already." },
  "signal.unknown": { status: 404, says: "No report of this case says so." },
  "ssvc.nothing": { status: 422, says: "Answer at least one question." },
  "ssvc.unknown": {
    status: 422,
    says: "The table has no such question or answer: {answers}.",
  },
  "team.name-taken": { status: 409, says: "There is a team “{name}” already." },
  "team.not-yours": {
    status: 403,
    says: "You are not of this team. One of its leads or an administrator changes it.",
  },
  "team.routed": {
    status: 403,
    says: "Cases come to this team by a rule or from its entity. An administrator makes it.",
  },
  "team.unknown": { status: 404, says: "There is no such team." },
  "tray.decided": {
    status: 409,
    says: "{reference} is worked on: a decision was taken. Close it with its reason instead.",
  },
  "tray.no-answer-held": {
    status: 409,
    says: "{reference} has no acknowledgement that was held back.",
  },
  "tray.not-by-mail": {
    status: 409,
    says: "{reference} did not come by mail, so it never was in the intake tray.",
  },
  "tray.not-sorted": {
    status: 409,
    says: "{reference} is in the intake tray: there is nothing to take back.",
  },
  "tray.nobody-to-answer": {
    status: 409,
    says: "{reference} names no address, or one of ours: nobody would read an acknowledgement.",
  },
  "queue.nothing-chosen": {
    status: 422,
    says: "Choose at least one case, and what is to be done with it.",
  },
  "tray.nothing-chosen": {
    status: 422,
    says: "Choose at least one message, and what becomes of it.",
  },
  "tray.put-aside": {
    status: 409,
    says: "{reference} was put aside already as not for us.",
  },
  "tray.recall-first": {
    status: 409,
    says: "{reference} was put aside as not for us. Take that back first.",
  },
  "token.scope": {
    status: 403,
    says: "This token is not made for “{scope}”. Make one that is.",
  },
  "token.unknown": { status: 404, says: "You have no such token, or it is revoked already." },
  "version.changed": {
    status: 409,
    says: "{name} was changed by somebody else while you wrote. Compare with how it is now, then save again.",
  },
  "version.exists": { status: 409, says: "The product has a version {name} already." },
  "version.unknown": { status: 404, says: "The product has no version of this id." },
} as const satisfies Record<string, { status: number; says: string }>;

export type RefusalCode = keyof typeof refusals;
