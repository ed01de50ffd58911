/** Offers the portal's dates in the browser's own zone. Sends nothing until the reader presses. */
const offer = document.getElementById("own-zone");
const field = offer?.querySelector<HTMLInputElement>("input[name=zone]");
const words = offer?.querySelector("button span");
const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
// "UTC" is also what browsers say that hide where their reader is: there is nothing to offer then.
if (offer && field && words && own.includes("/") && own !== offer.dataset.zone) {
  field.value = own;
  words.textContent = `Show in your time (${own})`;
  offer.hidden = false;
}
