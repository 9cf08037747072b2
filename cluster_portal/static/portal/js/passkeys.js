// Shows what needs a script, and says so when a passkey does not work.

for (const part of document.querySelectorAll("[data-needs-script]")) {
  part.hidden = !("credentials" in navigator);
}

document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  for (const place of document.querySelectorAll("[data-passkey-error]")) {
    place.hidden = false;
  }
});
