// Wagtail's own script sends the forms in its list of uploads; those that wait from before go by the same way.
const list = document.getElementById("upload-list");
const waiting = document.querySelector("[data-waiting-files]");
if (list && waiting) {
  const heading = waiting.parentElement.querySelector("h2");
  list.before(heading);
  list.prepend(...waiting.children);
  waiting.parentElement.remove();
}
