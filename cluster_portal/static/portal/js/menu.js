// A disclosure marked data-disclosure closes on Escape, on a tap elsewhere and when focus leaves it.
// Without this script it opens and closes by its summary alone.

for (const disclosure of document.querySelectorAll("details[data-disclosure]")) {
  const summary = disclosure.querySelector("summary");

  disclosure.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && disclosure.open) {
      disclosure.open = false;
      summary.focus();
    }
  });

  disclosure.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !disclosure.contains(event.relatedTarget)) {
      disclosure.open = false;
    }
  });

  document.addEventListener("pointerdown", (event) => {
    if (!disclosure.contains(event.target)) {
      disclosure.open = false;
    }
  });
}
