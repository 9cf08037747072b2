// Copying the address, the system's own share sheet and printing, on elements marked data-share.
// Without this script the calendar and the e-mail remain, and the buttons stay hidden.

for (const share of document.querySelectorAll("[data-share]")) {
  const { shareUrl: url, shareTitle: title } = share.dataset;
  const status = share.querySelector("[data-share-status]");

  const offer = (name, action) => {
    const item = share.querySelector(`[data-share-${name}]`);
    item.hidden = false;
    const button = item.querySelector("button");
    button.addEventListener("click", () => action(button));
  };

  if (navigator.clipboard) {
    offer("copy", async (button) => {
      const words = button.textContent;
      await navigator.clipboard.writeText(url);
      status.textContent = button.dataset.done;
      button.textContent = button.dataset.done;
      setTimeout(() => {
        status.textContent = "";
        button.textContent = words;
      }, 3000);
    });
  }

  if (navigator.share) {
    // A reader who closes the sheet has not failed.
    offer("system", () => navigator.share({ title, url }).catch(() => {}));
  }

  offer("print", () => window.print());
}
